// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The LDAP servers as one: connections kept, dead servers passed over, requests tried elsewhere.
#pragma once

#include "server/directory/ldapconnection.h"

#include <QMap>

namespace homeport {

/// One instance per loop, always in a shared_ptr: coroutines under way keep it alive, close() ends them.
class LdapServers : public std::enable_shared_from_this<LdapServers>
{
public:
    /// `pool` opens connections (it may block for the network's longest time-out) and outlives this.
    LdapServers(std::shared_ptr<const DirectorySettingsSource> settings, BlockingPool &pool)
        : m_source(std::move(settings))
        , m_pool(pool)
    {
    }

    std::shared_ptr<const DirectorySettings> settings() const { return m_source->current(); }

    enum class Kind {
        Shared, ///< bound as the configured entry; many requests at a time
        Private, ///< anonymous, for one user at a time: binding changes its identity
    };
    enum class Repeat {
        Safe, ///< a look-up: tried elsewhere, or again on a fresh connection
        Unsafe, ///< a change: never sent twice
    };
    /// No coroutine that captures: it calls one of LdapConnection's requests and returns its task.
    using Operation = std::function<Task<LdapReply>(LdapConnection &, Deadline)>;
    struct Answer
    {
        LdapReply reply;
        QString uri; ///< of the server that answered; empty: none did
    };
    /// Tries the servers in order, those that just failed left out, until one answers. A negative code in the
    /// reply: none did before the deadline.
    Task<Answer> run(QStringList uris, Kind kind, Repeat repeat, Operation operation, Deadline deadline);

    /// A connection of one's own, bound as the configured entry: for paging.
    Task<Result<LdapConnection::Pointer>> openOwn(QString uri, Deadline deadline);
    /// Ends everything under way; later calls fail at once.
    void close();

private:
    struct Server
    {
        LdapConnection::Pointer shared;
        bool isOpening = false;
        Signal opened;
        QList<LdapConnection::Pointer> idle; ///< Private ones
        Deadline downUntil{0};
        QString lastError;
        int failures = 0; ///< since it last answered
        bool isProbed = false; ///< somebody is finding out whether it is back
    };
    using ServerPointer = std::shared_ptr<Server>;
    struct Lease
    {
        LdapConnection::Pointer connection;
        bool isFresh = false;
        Error error;
    };

    ServerPointer server(const QString &uri);
    LdapTarget target(const QString &uri, bool anonymous) const;
    Task<Lease> lease(QString uri, Kind kind, Deadline deadline);
    Task<Lease> leaseShared(QString uri, Deadline deadline);
    Task<void> openShared(QString uri, Deadline deadline);
    Task<Answer> ask(QString uri, Kind kind, Repeat repeat, Operation operation, Deadline deadline);
    QStringList candidates(const QStringList &uris, QString &why);
    Task<void> probe(QString uri);
    void notice(const ServerPointer &server, const QString &uri, const Error &error, bool wasSlow);
    void giveBack(const ServerPointer &server, const LdapConnection::Pointer &connection);
    void dropIfReplaced();

    std::shared_ptr<const DirectorySettingsSource> m_source;
    std::shared_ptr<const DirectorySettings> m_used; ///< those that the connections were made with
    BlockingPool &m_pool;
    QMap<QString, ServerPointer> m_servers;
    bool m_isClosed = false;
};

} // namespace homeport
