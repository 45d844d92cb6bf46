// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Logins of administrators: passwords, tokens, and calm with those who guess.
#pragma once

#include "server/admin/verbs.h"

namespace homeport {

/// Main thread. Tokens live in memory only: a restart ends all sessions.
class AdminSessions
{
public:
    static constexpr auto lifetime = 12h;
    static constexpr int failuresPerMinute =
        5; ///< of one source (IPv6: one /64), attempts under way included
    static constexpr qsizetype mostSessions = 1000;
    static constexpr qsizetype mostSources = 10000;

    AdminSessions(const ClusterView &cluster, const Clock &clock, BlockingPool &pool)
        : m_cluster(cluster)
        , m_clock(clock)
        , m_pool(pool)
    {
    }

    struct Login
    {
        QByteArray token;
        AdministratorRole role = AdministratorRole::Viewer;
    };
    /// Unauthorised (the same words and time for a wrong name and a wrong password), throttled.
    Task<Result<Login>> login(QString name, Secret password, QByteArray address);
    /// Who holds the token, with the role of the table in force; nullopt when it is unknown, too old, or the
    /// administrator was removed or has a new password.
    std::optional<Caller> callerOf(const QByteArray &token, const QByteArray &address) const;

private:
    struct Session
    {
        QString name;
        QByteArray passwordHash;
        qint64 expires = 0; ///< monotonic ms
    };
    bool isThrottled(const QByteArray &source);
    QByteArray begin(const Administrator &administrator);
    const Administrator *find(const ClusterTable &table, const QString &name) const;

    const ClusterView &m_cluster;
    const Clock &m_clock;
    BlockingPool &m_pool;
    Semaphore m_turns{2}; ///< each verification takes 32 MiB
    QHash<QByteArray, Session> m_sessions; ///< by SHA-256 of the token
    QHash<QByteArray, QList<qint64>> m_failures; ///< monotonic ms, by source
};

} // namespace homeport
