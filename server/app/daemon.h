// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The composition root: everything that a running member is made of, in the order in which it lives and dies.
#pragma once

#include "server/app/clientlisteners.h"
#include "server/app/directoryhost.h"
#include "server/app/statefolder.h"
#include "server/app/statefollower.h"
#include "server/app/storagekeeper.h"
#include "server/cluster/clusterservice.h"
#include "server/cluster/controlserver.h"
#include "server/cluster/linkserver.h"
#include "server/cluster/memberlink.h"
#include "server/cluster/movedesk.h"
#include "server/delivery/lanerunner.h"
#include "server/delivery/relaytransport.h"
#include "server/queue/sqlitequeue.h"
#include "server/store/moveshelf.h"

namespace homeport {

class AdminParts;
class HealthPort;
struct AdminContext;

/// One running member. Main thread. The members below are in the order of construction; stop() undoes it.
class Daemon
{
public:
    /// Everything up and listening, or an error that says what stands in the way (Refused: the
    /// configuration).
    static Task<Result<std::unique_ptr<Daemon>>> start(Config config, QString configFile);
    ~Daemon();

    /// Ends kindly: no new connections, messages under way are finished, sessions told, storages synced. At
    /// most half a minute.
    Task<> stop();
    /// Reads configuration and certificates again; what is bad changes nothing.
    void reload();

private:
    Daemon(Config config, QString configFile);
    Task<Result<>> begin();
    Result<> openFolders();
    Result<> openCluster();
    Task<> collectLoops();
    void makeStore();
    Task<> startWorkers();
    Result<> startLink();
    Result<> startHealth(); ///< daemonhealth.cpp
    SharedParts sharedParts();
    void makeLinkContext();
    std::unique_ptr<LinkClient> makeLink();
    void linkTableChanged();
    AdminContext adminContext();
    ClusterHooks clusterHooks();
    Task<> onAllWorkers(std::function<void(WorkerServices &)> work);
    void refreshClientSettings();
    MemberStatus status() const;
    Task<> endSessions(Deadline deadline);
    int clientSessions() const;

    Config m_config;
    const QString m_configFile;
    SystemClock m_clock;
    const QDateTime m_started = QDateTime::currentDateTimeUtc();
    std::unique_ptr<FileLock> m_lock;
    BlockingPool m_pool{4}; ///< small blocking work of the main thread
    std::unique_ptr<BlockingPool> m_directoryPool;
    std::unique_ptr<WorkerPool> m_workers;
    QList<LoopHandle> m_workerLoops;
    std::unique_ptr<TableStore> m_table;
    std::unique_ptr<LinkIdentity> m_identity;
    std::unique_ptr<ClusterService> m_cluster;
    std::unique_ptr<DirectoryHost> m_directory;
    std::shared_ptr<DirectoryCache> m_directoryCache;
    std::unique_ptr<SqliteQueue> m_queue;
    std::unique_ptr<StoreService> m_store;
    std::unique_ptr<MoveShelf> m_moveShelf;
    std::unique_ptr<StorageKeeper> m_storages;
    MessagePlace m_place;
    MessageMeter m_meter;
    std::unique_ptr<CountingDelivery> m_delivery;
    std::unique_ptr<SessionDesk> m_desk;
    std::unique_ptr<HomeSessions> m_homes;
    std::shared_ptr<const LinkContext> m_linkContext;
    std::atomic<int> m_linkIndex{0};
    std::unique_ptr<RelayTransport> m_relay;
    std::unique_ptr<LoopServices> m_loop; ///< the main thread's
    std::unique_ptr<LaneRunner> m_lanes;
    std::vector<std::unique_ptr<WorkerServices>> m_services; ///< one per worker, made and ended there
    std::unique_ptr<ControlServer> m_control;
    std::unique_ptr<LinkServer> m_linkServer;
    std::unique_ptr<ClientListeners> m_listeners;
    std::unique_ptr<StateFollower> m_states;
    std::unique_ptr<HealthPort> m_health;
    std::unique_ptr<MoveDesk> m_moveDesk;
    std::unique_ptr<AdminParts> m_admin;
    std::stop_source m_stop;
    Task<> m_laneRun;
    struct StorageAlarm
    {
        StorageId storage;
        QString text;
    };
    QList<StorageAlarm> m_alarms; ///< of the store; a storage's go when it is taken into service anew
    bool m_hasStopped = false;
};

} // namespace homeport
