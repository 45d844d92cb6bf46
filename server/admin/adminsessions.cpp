// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Verifying passwords, making tokens.
#include "server/admin/adminsessions.h"

#include "server/admin/log.h"
#include "server/admin/passwordhash.h"

#include <QCryptographicHash>
#include <QHostAddress>

namespace homeport {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr size_t tokenBytes = 32;

QByteArray sourceOf(const QByteArray &address)
{
    const QHostAddress host(QString::fromLatin1(address));
    bool isV4 = false;
    host.toIPv4Address(&isV4);
    if (isV4 || host.isNull())
        return address;
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(&bytes), 8); // what one customer gets, RFC 6177
}

QByteArray digestOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

/// The same work for a name that does not exist.
bool verify(const QByteArray &phc, const Secret &password)
{
    if (!phc.isEmpty())
        return verifyAdministratorPassword(phc, password);
    (void)hashAdministratorPassword(password);
    return false;
}

} // namespace

const Administrator *AdminSessions::find(const ClusterTable &table, const QString &name) const
{
    for (const Administrator &administrator : table.administrators) {
        if (administrator.name == name)
            return &administrator;
    }
    return nullptr;
}

bool AdminSessions::isThrottled(const QByteArray &source)
{
    const qint64 now = m_clock.monotonicMs();
    if (m_failures.size() >= mostSources) {
        m_failures.removeIf([now](const auto &entry) { return entry.value().last() + minuteMs <= now; });
        if (m_failures.size() >= mostSources && !m_failures.contains(source))
            return true;
    }
    QList<qint64> &times = m_failures[source];
    times.removeIf([now](qint64 time) { return time + minuteMs <= now; });
    if (times.size() >= failuresPerMinute)
        return true;
    times.append(now); // counts until it turns out to be right
    return false;
}

QByteArray AdminSessions::begin(const Administrator &administrator)
{
    const qint64 now = m_clock.monotonicMs();
    m_sessions.removeIf([now](const auto &entry) { return entry.value().expires <= now; });
    if (m_sessions.size() >= mostSessions) {
        auto oldest = m_sessions.begin();
        for (auto it = m_sessions.begin(); it != m_sessions.end(); ++it) {
            if (it->expires < oldest->expires)
                oldest = it;
        }
        m_sessions.erase(oldest);
    }
    const QByteArray token = randomBytes(tokenBytes).toHex();
    const qint64 lifetimeMs = std::chrono::milliseconds(lifetime).count();
    m_sessions.insert(digestOf(token), {administrator.name, administrator.passwordHash, now + lifetimeMs});
    return token;
}

Task<Result<AdminSessions::Login>> AdminSessions::login(QString name, Secret password, QByteArray address)
{
    const QByteArray source = sourceOf(address);
    if (isThrottled(source)) {
        qCWarning(lcAdmin) << Event("login_throttled").with("from", address).with("name", name);
        co_return fail(adminError(adminword::throttled,
            QStringLiteral("too many failed logins from %1: wait a minute")
                .arg(QString::fromLatin1(address))));
    }
    Administrator administrator;
    {
        const TablePointer table = m_cluster.table();
        if (const Administrator *const row = table ? find(*table, name) : nullptr)
            administrator = *row;
    }
    co_await m_turns.acquire();
    auto work = [phc = administrator.passwordHash, password] { return verify(phc, password); };
    const bool isRight = co_await m_pool.run(std::move(work));
    m_turns.release();
    if (!isRight) {
        qCWarning(lcAdmin) << Event("login_failed").with("from", address).with("name", name);
        co_return fail(adminError(adminword::unauthorised, QStringLiteral("wrong name or password")));
    }
    m_failures.remove(source);
    qCInfo(lcAdmin) << Event("login").with("from", address).with("name", name);
    Login login;
    login.token = begin(administrator);
    login.role = administrator.role;
    co_return login;
}

std::optional<Caller> AdminSessions::callerOf(const QByteArray &token, const QByteArray &address) const
{
    const auto session = m_sessions.constFind(digestOf(token));
    if (session == m_sessions.constEnd() || session->expires <= m_clock.monotonicMs())
        return std::nullopt;
    const TablePointer table = m_cluster.table();
    const Administrator *const row = table ? find(*table, session->name) : nullptr;
    if (!row || row->passwordHash != session->passwordHash)
        return std::nullopt;
    Caller caller;
    caller.name = row->name;
    caller.role = row->role;
    caller.from = QString::fromLatin1(address);
    return caller;
}

} // namespace homeport
