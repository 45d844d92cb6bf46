// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The LDAP servers as one: connections kept, dead servers passed over, requests tried elsewhere.
#include "server/directory/ldapservers.h"

#include "server/directory/log.h"

#include <ldap.h>

namespace homeport {

namespace {

constexpr auto passOverSlow = 5s; ///< a server that let us wait
constexpr auto passOverRefused = 500ms; ///< one that refused at once: asking again costs nothing
constexpr qsizetype idleLimit = 8;

Error closedError()
{
    return Error::temporary("directory not available, try again later",
        QStringLiteral("the directory client is shutting down"), "4.4.3");
}

LdapReply lostReply(const Error &error, int code = LDAP_SERVER_DOWN)
{
    return LdapReply{code, {}, error.forLog.toUtf8(), {}, false, {}};
}

Deadline earlier(Deadline deadline, std::chrono::milliseconds most)
{
    const Deadline own(most);
    return deadline < own ? deadline : own;
}

} // namespace

LdapServers::ServerPointer LdapServers::server(const QString &uri)
{
    ServerPointer &slot = m_servers[uri];
    if (!slot)
        slot = std::make_shared<Server>();
    return slot;
}

LdapTarget LdapServers::target(const QString &uri, bool anonymous) const
{
    const DirectorySettings &now = *m_used;
    const bool byCertificate = !anonymous && now.bindDn.isEmpty() && !now.certificateFile.isEmpty();
    return {uri, anonymous ? QByteArray() : now.bindDn, anonymous ? Secret() : now.bindPassword, now.caFile,
        now.caPem, now.startTls, now.certificateFile, now.keyFile, byCertificate};
}

/// After new settings, connections are made anew; the old ones end when the last request on them has.
void LdapServers::dropIfReplaced()
{
    const auto now = m_source->current();
    if (now == m_used)
        return;
    m_used = now;
    m_servers.clear();
}

Task<Result<LdapConnection::Pointer>> LdapServers::openOwn(QString uri, Deadline deadline)
{
    const auto self = shared_from_this();
    if (m_isClosed)
        co_return fail(closedError());
    dropIfReplaced();
    const Deadline limit = earlier(deadline, m_used->timeout);
    const LdapTarget where = target(uri, false);
    Result<LdapConnection::Pointer> opened = co_await LdapConnection::open(m_pool, where, limit);
    co_return opened;
}

void LdapServers::notice(const ServerPointer &server, const QString &uri, const Error &error, bool wasSlow)
{
    server->downUntil = wasSlow ? Deadline(passOverSlow) : Deadline(passOverRefused);
    if (server->failures++ == 0 || error.forLog != server->lastError)
        qCWarning(lcDirectory) << Event("directory.away").with("uri", uri).why(error);
    server->lastError = error.forLog;
}

Task<void> LdapServers::openShared(QString uri, Deadline deadline)
{
    const auto self = shared_from_this();
    const ServerPointer slot = server(uri);
    slot->isOpening = true;
    const LdapTarget where = target(uri, false);
    const auto opened = co_await LdapConnection::open(m_pool, where, deadline);
    slot->isOpening = false;
    if (opened && !m_isClosed) {
        if (slot->failures > 0)
            qCInfo(lcDirectory) << Event("directory.back").with("uri", uri);
        slot->shared = *opened;
        slot->failures = 0;
    } else {
        notice(slot, uri, opened ? closedError() : opened.error(), deadline.hasExpired());
    }
    slot->opened.wakeAll();
}

/// All who want the shared connection wait for one attempt, each as long as its own deadline allows.
Task<LdapServers::Lease> LdapServers::leaseShared(QString uri, Deadline deadline)
{
    const auto self = shared_from_this();
    const ServerPointer slot = server(uri);
    bool isFresh = false;
    while (!m_isClosed
        && !(slot->shared && slot->shared->isOpen() && slot->shared->outstanding() < LdapConnection::limit)) {
        const bool isFull = slot->shared && slot->shared->isOpen();
        if (isFull) {
            const bool slept = co_await sleepFor(5ms);
            if (!slept || deadline.hasExpired())
                co_return Lease{nullptr, false,
                    Error::temporary("directory not available, try again later",
                        uri + QStringLiteral(": too many requests under way"), "4.4.3")};
            continue;
        }
        if (isFresh) // the attempt we waited for has failed
            co_return Lease{nullptr, false,
                Error::temporary("directory not available, try again later", slot->lastError, "4.4.3")};
        if (!slot->isOpening)
            openShared(uri, Deadline(m_used->timeout));
        if (slot->isOpening) {
            const bool woken = co_await slot->opened.wait(deadline);
            if (!woken)
                co_return Lease{nullptr, false,
                    Error::temporary("directory not available, try again later",
                        uri + QStringLiteral(": no connection in time"), "4.4.3")};
        }
        isFresh = true;
    }
    if (m_isClosed)
        co_return Lease{nullptr, false, closedError()};
    co_return Lease{slot->shared, isFresh, {}};
}

Task<LdapServers::Lease> LdapServers::lease(QString uri, Kind kind, Deadline deadline)
{
    const auto self = shared_from_this();
    if (kind == Kind::Shared) {
        Lease shared = co_await leaseShared(uri, deadline);
        co_return shared;
    }
    const ServerPointer slot = server(uri);
    while (!slot->idle.isEmpty()) {
        const LdapConnection::Pointer idle = slot->idle.takeLast();
        if (idle->isOpen())
            co_return Lease{idle, false, {}};
    }
    const LdapTarget where = target(uri, true);
    const auto opened = co_await LdapConnection::open(m_pool, where, deadline);
    if (!opened) {
        notice(slot, uri, opened.error(), deadline.hasExpired());
        co_return Lease{nullptr, false, opened.error()};
    }
    slot->failures = 0;
    co_return Lease{*opened, true, {}};
}

void LdapServers::giveBack(const ServerPointer &server, const LdapConnection::Pointer &connection)
{
    if (connection->isOpen() && !m_isClosed && server->idle.size() < idleLimit)
        server->idle.append(connection);
}

Task<LdapServers::Answer> LdapServers::ask(
    QString uri, Kind kind, Repeat repeat, Operation operation, Deadline deadline)
{
    const auto self = shared_from_this();
    const ServerPointer slot = server(uri);
    for (;;) {
        const Lease lease = co_await this->lease(uri, kind, deadline);
        if (!lease.connection)
            co_return Answer{lostReply(lease.error), {}};
        LdapReply reply = co_await operation(*lease.connection, deadline);
        if (kind == Kind::Private && reply.code >= 0)
            giveBack(slot, lease.connection);
        else if (kind == Kind::Private)
            lease.connection->close();
        if (reply.code == LDAP_SERVER_DOWN && !lease.isFresh && repeat == Repeat::Safe
            && !deadline.hasExpired())
            continue; // the connection had died unnoticed (the server was restarted): once more on a fresh
                      // one
        if (reply.isServerAway()) {
            const Error why = laterError(uri, reply);
            notice(slot, uri, why, reply.code == LDAP_TIMEOUT);
            co_return Answer{std::move(reply), {}};
        }
        slot->failures = 0;
        co_return Answer{std::move(reply), uri};
    }
}

/// The servers to be asked now, in order. One that failed and may be back is found out about by one request
/// of its own while the others answer: nobody waits for a server that may still be away. Where there is no
/// other it is asked at once.
QStringList LdapServers::candidates(const QStringList &uris, QString &why)
{
    QStringList sure, perhaps;
    for (const QString &uri : uris) {
        const ServerPointer slot = server(uri);
        if (!slot->downUntil.hasExpired())
            why = slot->lastError;
        else if (slot->failures == 0)
            sure.append(uri);
        else
            perhaps.append(uri);
    }
    if (sure.isEmpty())
        return perhaps;
    for (const QString &uri : std::as_const(perhaps)) {
        if (!server(uri)->isProbed)
            probe(uri);
    }
    return sure;
}

Task<void> LdapServers::probe(QString uri)
{
    const auto self = shared_from_this();
    const ServerPointer slot = server(uri);
    slot->isProbed = true;
    const Deadline limit(m_used->timeout);
    const LdapSearch search{m_used->base, LdapScope::Base, "(objectClass=*)", {"objectClass"}, 0, {}};
    const LdapTarget where = target(uri, false);
    const auto opened = co_await LdapConnection::open(m_pool, where, limit);
    LdapReply reply = lostReply(opened ? closedError() : opened.error());
    if (opened)
        reply = co_await (*opened)->search(search, limit);
    slot->isProbed = false;
    if (m_isClosed)
        co_return;
    if (reply.isServerAway()) {
        const Error why = opened ? laterError(uri, reply) : opened.error();
        notice(slot, uri, why, limit.hasExpired() || reply.code == LDAP_TIMEOUT);
        co_return;
    }
    qCInfo(lcDirectory) << Event("directory.back").with("uri", uri);
    slot->failures = 0;
    if (!slot->shared || !slot->shared->isOpen())
        slot->shared = *opened;
}

Task<LdapServers::Answer> LdapServers::run(
    QStringList uris, Kind kind, Repeat repeat, Operation operation, Deadline deadline)
{
    const auto self = shared_from_this();
    if (m_isClosed)
        co_return Answer{lostReply(closedError()), {}};
    dropIfReplaced();
    QString why = QStringLiteral("no directory server is configured");
    const QStringList candidates = this->candidates(uris, why);
    Answer last{LdapReply{LDAP_SERVER_DOWN, {}, why.toUtf8(), {}, false, {}}, {}};
    const auto most = m_used->timeout;
    for (qsizetype i = 0; i < candidates.size() && !deadline.hasExpired(); ++i) {
        // what is left of the time is shared among the servers that are left
        const qint64 left =
            deadline.isForever() ? most.count() * (candidates.size() - i) : deadline.remainingTime();
        const auto share = std::chrono::milliseconds(std::max<qint64>(left / (candidates.size() - i), 1));
        const Deadline limit = earlier(Deadline(share), most);
        Answer answer = co_await ask(candidates[i], kind, repeat, operation, limit);
        last = std::move(answer);
        if (!last.uri.isEmpty() || repeat == Repeat::Unsafe)
            break;
    }
    co_return last;
}

void LdapServers::close()
{
    const auto self = shared_from_this();
    m_isClosed = true;
    const auto servers = std::exchange(m_servers, {});
    for (const ServerPointer &slot : servers) {
        if (slot->shared)
            slot->shared->close();
        for (const LdapConnection::Pointer &idle : std::exchange(slot->idle, {}))
            idle->close();
        slot->opened.wakeAll();
    }
}

} // namespace homeport
