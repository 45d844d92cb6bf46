// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The admin API put together: questions about this member, verbs of the cluster, jobs, the server.
#pragma once

#include "server/admin/adminserver.h"
#include "server/cluster/accountmover.h"
#include "server/cluster/clusterservice.h"
#include "server/cluster/memberconnectiontest.h"
#include "server/cluster/reassignment.h"
#include "server/delivery/deletionnotices.h"
#include "server/directory/ldapdirectoryeditor.h"
#include "server/ports/directoryservers.h"
#include "server/ports/sessions.h"
#include "server/queue/sqlitequeue.h"

namespace homeport {

/// What the admin parts are made from; all of it outlives them.
struct AdminContext
{
    const Config &config;
    ClusterService &cluster;
    SqliteQueue &queue;
    StoreControl &store;
    Router &router;
    const Clock &clock;
    BlockingPool &pool;
    BlockingPool &directoryPool;
    DirectoryServers &directoryServers;
    std::shared_ptr<DirectorySettingsSource> directorySettings;
    std::shared_ptr<DirectoryCache> directoryCache;
    std::function<MemberStatus()> status;
    MoveQuestions &moves;
    Sessions &sessions;
};

/// Main thread.
class AdminParts
{
public:
    static Result<std::unique_ptr<AdminParts>> open(AdminContext context);
    /// A keeper's question over the link.
    Task<Result<QJsonObject>> answer(QString what, QJsonObject arguments)
    {
        auto value = co_await m_local.ask(std::move(what), std::move(arguments));
        co_return value;
    }
    DirectoryEditor &directory() { return m_directory; }
    /// Goes on with the job that this keeper ran when it ended.
    Task<> resumeJobs();
    /// After a renewal.
    void refreshCertificate();
    Task<> stop();

private:
    explicit AdminParts(AdminContext context);
    Result<> openServer();
    KeeperPorts keeperPorts();
    std::unique_ptr<HostRewriter> makeRewriter();
    Task<> waitUntilCompared();
    Result<std::shared_ptr<TlsContext>> tls() const;
    QJsonObject fingerprints() const;
    QList<HistoryEntry> history(int limit) const;

    const AdminContext m_context;
    MemberConnectionTest m_connectionTest;
    BlockingPool m_bulkPool{4}; ///< of jobs and imports: blocking work at the directory
    BlockingPool m_auditPool{1}; ///< reads the audit: who looks something up never keeps a change waiting
    LdapDirectoryEditor m_directory;
    DeletionNotices m_notices;
    LocalOperations m_local;
    Reassignment m_jobs;
    AccountMover m_mover;
    AdminService m_service;
    AdminSessions m_sessions;
    std::unique_ptr<AdminServer> m_server;
    std::stop_source m_stop;
};

} // namespace homeport
