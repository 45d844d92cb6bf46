// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The console's one connection to a cluster: trust, login, reconnecting, and every question and change.
#pragma once

#include "console/models/clusterclient.h"
#include "console/models/profile.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace homeport {

enum class LinkState {
    Closed,
    Connecting,
    Connected,
    NeedsTrust, ///< first contact: the administrator compares the fingerprint
    CertificateChanged, ///< another certificate than the pinned one: nothing goes on from here
    NeedsPassword, ///< none is known, or the daemon refused it (problem() says so)
    Waiting, ///< lost or not reached: tried again at retryAt()
    Refused, ///< the daemon will not have it: problem() says why
};

/// GUI thread. Answers come through coroutines; none of them blocks. Closing or reopening makes answers that
/// are still under way come back as "unreachable".
class Connection : public QObject
{
    Q_OBJECT

public:
    using ClientFactory = std::function<std::shared_ptr<ClusterClient>(const Profile &, const Secret &)>;

    explicit Connection(ClientFactory makeClient, QObject *parent = nullptr);

    void open(const Profile &profile, const Secret &password);
    void close();
    /// What was shown is the right one: its authority, or else itself, is pinned from now on. Only while
    /// NeedsTrust.
    void trustShownCertificate();
    /// While Waiting or Refused.
    void retryNow();

    LinkState state() const { return m_state; }
    const Profile &profile() const { return m_profile; }
    QString problem() const { return m_problem; }
    QByteArray seenFingerprint() const;
    /// Of the authority that vouches for the certificate: pinned in place of it, since it outlives renewals;
    /// empty: none does.
    QByteArray seenAuthority() const;
    /// For trying a profile out beside this connection.
    const ClientFactory &clientFactory() const { return m_makeClient; }
    QDateTime retryAt() const { return m_retryAt; }
    int secondsToRetry() const;
    AdministratorRole role() const { return m_role; }
    /// Empty: may be done now. Else the reason, for a tooltip: not connected, read-only profile, role.
    QString whyNot(AdministratorRole needed) const;

    /// A question, or a change (then `request` makes it happen once, however often it is sent). After a
    /// broken connection it is sent once more.
    Task<Result<QJsonObject>> call(QString what, QJsonObject arguments,
        std::chrono::milliseconds patience = 90s, RequestId request = RequestId::random());
    /// The same, read by `parse` in another thread: for long lists.
    template <class T>
    Task<Result<T>> ask(QString what, QJsonObject arguments, Result<T> (*parse)(const QJsonObject &))
    {
        const Result<QJsonObject> answer = co_await call(what, arguments);
        if (!answer)
            co_return fail(answer.error());
        auto work = [json = *answer, parse] { return parse(json); };
        Result<T> value = co_await m_parser->run(std::move(work));
        co_return value;
    }

Q_SIGNALS:
    void stateChanged();
    void countdown(int seconds); ///< once a second while Waiting
    void profileChanged(const homeport::Profile &profile); ///< a certificate was pinned: to be saved

private:
    Task<> connectNow(int generation);
    Task<Result<>> reconnect(std::shared_ptr<ClusterClient> client, bool isTokenRefused);
    void settle(const Result<> &connected, const std::shared_ptr<ClusterClient> &client);
    void lost(const QString &why, int pauseSeconds);
    void setState(LinkState state, const QString &problem = {});

    const ClientFactory m_makeClient;
    const std::shared_ptr<BlockingPool> m_parser;
    Profile m_profile;
    Secret m_password;
    std::shared_ptr<ClusterClient> m_client;
    LinkState m_state = LinkState::Closed;
    QString m_problem;
    QDateTime m_retryAt;
    QTimer m_tick;
    const std::shared_ptr<Semaphore> m_reconnecting = std::make_shared<Semaphore>(1);
    int m_logins = 0; ///< tells whether somebody else has logged in again meanwhile
    int m_failures = 0;
    int m_generation = 0; ///< grows with every open() and close(): older coroutines stop
    AdministratorRole m_role = AdministratorRole::Viewer;
};

/// Connects to daemons; `parser` outlives what it makes.
Connection::ClientFactory daemonClients(std::shared_ptr<BlockingPool> parser);

} // namespace homeport
