// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The states of a connection and what leads from one to the next.
#include "console/models/connection.h"

#include "shared/config/address.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto connectPatience = 15s;
constexpr std::array<int, 6> pauses{1, 2, 5, 10, 20, 30}; ///< seconds between attempts
constexpr int throttledPause = 60; ///< the daemon counts failed logins for a minute

Error notConnected(const QString &why) { return Error{Fault::Temporary, "unreachable", why, "unreachable"}; }

} // namespace

Connection::Connection(ClientFactory makeClient, QObject *parent)
    : QObject(parent)
    , m_makeClient(std::move(makeClient))
    , m_parser(std::make_shared<BlockingPool>(1))
{
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (secondsToRetry() <= 0)
            retryNow();
        else
            Q_EMIT countdown(secondsToRetry());
    });
}

void Connection::open(const Profile &profile, const Secret &password)
{
    ++m_generation;
    m_profile = profile;
    m_password = password;
    m_failures = 0;
    m_client.reset();
    if (!profile.isLocal() && password.isEmpty() && !profile.fingerprint.isEmpty())
        return setState(LinkState::NeedsPassword);
    setState(LinkState::Connecting);
    connectNow(m_generation);
}

void Connection::close()
{
    ++m_generation;
    m_client.reset();
    m_password = Secret();
    setState(LinkState::Closed);
}

void Connection::trustShownCertificate()
{
    if (m_state != LinkState::NeedsTrust || !m_client)
        return;
    m_profile.fingerprint = seenAuthority().isEmpty() ? seenFingerprint() : seenAuthority();
    Q_EMIT profileChanged(m_profile);
    open(Profile(m_profile), Secret(m_password));
}

void Connection::retryNow()
{
    if (m_state != LinkState::Waiting && m_state != LinkState::Refused)
        return;
    setState(LinkState::Connecting);
    connectNow(m_generation);
}

QByteArray Connection::seenFingerprint() const
{
    return m_client ? m_client->seenFingerprint() : QByteArray();
}

QByteArray Connection::seenAuthority() const { return m_client ? m_client->seenAuthority() : QByteArray(); }

int Connection::secondsToRetry() const
{
    return m_state == LinkState::Waiting ? int(QDateTime::currentDateTimeUtc().secsTo(m_retryAt)) : 0;
}

QString Connection::whyNot(AdministratorRole needed) const
{
    if (m_state != LinkState::Connected)
        return tr("Not connected to the cluster at this moment.");
    if (m_profile.isReadOnly)
        return tr("The connection \"%1\" is read-only: open another one to change something.")
            .arg(m_profile.name);
    if (m_role < needed)
        return tr("%1 has the role %2; this needs the role %3.")
            .arg(m_profile.user, toText(m_role), toText(needed));
    return {};
}

Task<> Connection::connectNow(int generation)
{
    const QPointer<Connection> self(this);
    const std::shared_ptr<ClusterClient> client = m_makeClient(m_profile, m_password);
    m_client = client;
    const Result<> connected = co_await client->connect(Deadline(connectPatience));
    if (!self || generation != m_generation)
        co_return;
    settle(connected, client);
}

void Connection::settle(const Result<> &connected, const std::shared_ptr<ClusterClient> &client)
{
    if (connected) {
        m_failures = 0;
        m_role = client->role();
        return setState(LinkState::Connected);
    }
    const QByteArray &status = connected.error().status;
    const QString why = connected.error().forLog;
    if (status == "unknown-certificate")
        setState(LinkState::NeedsTrust);
    else if (status == "wrong-certificate")
        setState(LinkState::CertificateChanged, why);
    else if (status == "unauthorised")
        setState(LinkState::NeedsPassword, why);
    else if (status == "throttled")
        lost(why, throttledPause);
    else if (connected.error().isTemporary())
        lost(why, pauses[std::min<size_t>(size_t(m_failures), pauses.size() - 1)]);
    else
        setState(LinkState::Refused, why);
}

void Connection::lost(const QString &why, int pauseSeconds)
{
    ++m_failures;
    m_retryAt = QDateTime::currentDateTimeUtc().addSecs(pauseSeconds);
    setState(LinkState::Waiting, why);
}

void Connection::setState(LinkState state, const QString &problem)
{
    m_state = state;
    m_problem = problem;
    if (state == LinkState::Waiting)
        m_tick.start();
    else
        m_tick.stop();
    Q_EMIT stateChanged();
}

Task<Result<QJsonObject>> Connection::call(
    QString what, QJsonObject arguments, std::chrono::milliseconds patience, RequestId request)
{
    const QPointer<Connection> self(this);
    const int generation = m_generation;
    const std::shared_ptr<ClusterClient> client = m_client;
    if (m_state != LinkState::Connected || !client)
        co_return fail(notConnected(tr("not connected to the cluster")));
    const Deadline deadline(patience);
    Result<QJsonObject> answer = co_await client->call(what, arguments, request, deadline);
    if (!self || generation != m_generation)
        co_return fail(notConnected(QStringLiteral("the connection was closed")));
    const bool isBroken =
        !answer && (answer.error().status == "unreachable" || answer.error().status == "unauthorised");
    if (!isBroken || (client->isConnected() && answer.error().status == "unreachable"))
        co_return answer; // an answer, or a deadline that passed on a living connection
    const Result<> again = co_await reconnect(client, answer.error().status == "unauthorised");
    if (!self || generation != m_generation)
        co_return fail(notConnected(QStringLiteral("the connection was closed")));
    if (!again) {
        if (m_state == LinkState::Connected)
            settle(again, client);
        co_return fail(again.error());
    }
    answer = co_await client->call(what, arguments, request, deadline);
    co_return answer;
}

/// Whoever comes first connects; the others find it done.
Task<Result<>> Connection::reconnect(std::shared_ptr<ClusterClient> client, bool isTokenRefused)
{
    const std::shared_ptr<Semaphore> turn = m_reconnecting;
    const int logins = m_logins;
    const QPointer<Connection> self(this);
    co_await turn->acquire();
    Result<> connected;
    if (!client->isConnected() || (isTokenRefused && self && logins == m_logins)) {
        connected = co_await client->connect(Deadline(connectPatience));
        if (self)
            ++m_logins;
    }
    turn->release();
    co_return connected;
}

Connection::ClientFactory daemonClients(std::shared_ptr<BlockingPool> parser)
{
    return [parser](const Profile &profile, const Secret &password) -> std::shared_ptr<ClusterClient> {
        AdminTarget target;
        if (profile.isLocal()) {
            target.socketPath = profile.address;
        } else {
            const std::optional<HostPort> endpoint = parseHostPort(profile.address);
            target.host = endpoint ? endpoint->host : QString();
            target.port = endpoint ? endpoint->port : quint16(0);
        }
        target.user = profile.user;
        target.password = password;
        target.fingerprint = profile.fingerprint;
        return std::make_shared<DaemonClient>(target, parser.get());
    };
}

} // namespace homeport
