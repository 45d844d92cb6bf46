// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The composition root: what it finds on disk when it begins.
#include "server/app/daemon.h"

#include "shared/base/durablefile_posix.h"

#include <QDir>
#include <QFile>

namespace homeport {

namespace {

constexpr int directoryThreads = 4;

int workerCount(const Config &config)
{
    return config.limits.workers > 0 ? config.limits.workers : std::max(QThread::idealThreadCount(), 1);
}

} // namespace

Result<> Daemon::openFolders()
{
    Result<std::unique_ptr<FileLock>> lock = lockStateFolder(m_config.state.path);
    if (!lock)
        return fail(lock.error());
    m_lock = std::move(*lock);
    const StatePaths paths{m_config.state.path};
    for (const QString &folder : {paths.tickets(), paths.temporary()}) {
        const Result<> made = makePrivateFolder(folder);
        if (!made)
            return made;
    }
    // bodies in flight are unlinked files: what lies here is a crash's
    for (const QString &left : QDir(paths.temporary()).entryList(QDir::Files | QDir::Hidden))
        QFile::remove(paths.temporary() + QLatin1Char('/') + left);
    m_place.directory = QFile::encodeName(paths.temporary());
    m_place.budget = std::make_shared<MessageBudget>(m_config.limits.bodyMemory);
    return {};
}

Result<> Daemon::openCluster()
{
    const IdentityPaths paths{m_config.state.path};
    Result<std::unique_ptr<TableStore>> table = TableStore::open(paths.table(), m_config.member.name, m_pool);
    if (!table)
        return fail(table.error());
    m_table = std::move(*table);
    const TablePointer inForce = m_table->table();
    if (!inForce)
        return fail(Error::refused("no cluster table",
            QStringLiteral("%1 holds no cluster table: make or join a cluster with homeportd setup")
                .arg(paths.table())));
    Result<std::unique_ptr<LinkIdentity>> identity =
        LinkIdentity::load(paths, m_config.member.name, inForce->authority);
    if (!identity)
        return fail(identity.error());
    m_identity = std::move(*identity);
    m_workers = std::make_unique<WorkerPool>(workerCount(m_config));
    ClusterSettings settings;
    settings.self = m_config.member.name;
    settings.paths = paths;
    settings.version = QStringLiteral(HOMEPORT_VERSION);
    settings.workers = m_workers->size();
    settings.times.pingAfter = m_config.cluster.pingAfter;
    settings.times.deadAfter = m_config.cluster.deadAfter;
    settings.certificateLifetimeSeconds =
        std::chrono::duration_cast<std::chrono::seconds>(m_config.cluster.certificateLifetime).count();
    m_cluster = std::make_unique<ClusterService>(settings, *m_table, *m_identity, m_clock);
    m_directoryPool = std::make_unique<BlockingPool>(directoryThreads);
    m_directory = std::make_unique<DirectoryHost>(
        m_config, *m_cluster, *m_directoryPool, [this] { return m_cluster->mayServe(); });
    m_directoryCache = std::make_shared<DirectoryCache>();
    return {};
}

} // namespace homeport
