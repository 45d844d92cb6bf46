// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The composition root: construction, in order.
#include "server/app/daemon.h"

#include "server/app/adminparts.h"
#include "server/app/applog.h"
#include "server/app/healthport.h"
#include "shared/base/durablefile_posix.h"

namespace homeport {

namespace {

RelayOptions relayOptions(const Config &config)
{
    RelayOptions options;
    options.host = config.relay.host.host;
    options.port = config.relay.host.port;
    options.user = config.relay.user;
    options.password = config.relay.password.secret;
    switch (config.relay.tls) {
    case RelayTls::Starttls:
        options.tls = RelayOptions::Tls::StartTls;
        break;
    case RelayTls::Tls:
        options.tls = RelayOptions::Tls::Implicit;
        break;
    case RelayTls::None:
        options.tls = RelayOptions::Tls::None;
        break;
    }
    if (!config.relay.caFile.isEmpty())
        options.authoritiesPem = readWholeFile(config.relay.caFile).value_or(QByteArray());
    options.heloName = config.smtpHostname().toUtf8();
    return options;
}

} // namespace

Daemon::Daemon(Config config, QString configFile)
    : m_config(std::move(config))
    , m_configFile(std::move(configFile))
{
}

Task<Result<std::unique_ptr<Daemon>>> Daemon::start(Config config, QString configFile)
{
    std::unique_ptr<Daemon> daemon(new Daemon(std::move(config), std::move(configFile)));
    const Result<> begun = co_await daemon->begin();
    if (!begun) {
        co_await daemon->stop();
        co_return fail(begun.error());
    }
    co_return daemon;
}

Task<Result<>> Daemon::begin()
{
    if (!m_config.log.debug.isEmpty()) {
        QStringList rules;
        for (const QString &category : m_config.log.debug)
            rules.append(QStringLiteral("homeport.%1.debug=true").arg(category));
        QLoggingCategory::setFilterRules(rules.join(QLatin1Char('\n')));
    }
    if (!m_config.relay.caFile.isEmpty()) {
        const Result<QByteArray> authorities = readWholeFile(m_config.relay.caFile);
        if (!authorities)
            co_return fail(Error::refused(
                "relay.ca_file", QStringLiteral("relay.ca_file: ") + authorities.error().forLog));
    }
    Result<> ready = openFolders();
    if (ready)
        ready = openCluster();
    if (!ready)
        co_return ready;
    QueueOptions queue;
    queue.folder = m_config.queuePath();
    queue.owner = m_config.member.name;
    queue.maxBytes = m_config.queue.maxBytes;
    queue.minFreeBytes = m_config.queue.minFreeBytes;
    queue.hostOf = [this](const StorageId &id) {
        const TablePointer table = m_cluster->table();
        const Storage *row = table ? table->storage(id) : nullptr;
        return row ? row->owner.text : QString();
    };
    queue.whyParked = [this](const StorageId &id) { return m_cluster->whyParked(id); };
    Result<std::unique_ptr<SqliteQueue>> opened = SqliteQueue::open(queue, m_clock);
    if (!opened)
        co_return fail(opened.error());
    m_queue = std::move(*opened);
    co_await collectLoops();
    makeStore();
    makeLinkContext();
    ready = m_storages->load();
    if (!ready)
        co_return ready;
    const Result<std::shared_ptr<const ClientSettings>> clients = makeClientSettings(
        m_config, domainOfBase(QString::fromUtf8(m_directory->settings()->current()->base)));
    if (!clients)
        co_return fail(clients.error());
    co_await startWorkers();
    m_listeners = std::make_unique<ClientListeners>(*m_workers, m_services);
    m_states =
        std::make_unique<StateFollower>(*m_cluster, *m_homes, *m_workers, m_services, m_config.drain.grace);
    m_states->apply();
    m_moveDesk = std::make_unique<MoveDesk>(
        MoveDeskPorts{*m_moveShelf, *m_cluster, [this]() -> LinkClient & { return m_loop->link(); }});
    Result<std::unique_ptr<AdminParts>> admin = AdminParts::open(adminContext());
    if (!admin)
        co_return fail(admin.error());
    m_admin = std::move(*admin);
    ready = startLink();
    if (ready)
        ready = m_cluster->start(clusterHooks());
    if (ready)
        ready = startHealth();
    if (ready)
        ready = m_listeners->open(m_config);
    if (!ready)
        co_return ready;
    m_directory->run(m_stop.get_token());
    m_laneRun = m_lanes->run(m_stop.get_token());
    m_storages->apply();
    m_storages->keepTrying(m_stop.get_token());
    m_meter.run(m_stop.get_token());
    m_admin->resumeJobs();
    qCInfo(lcApp) << Event("started")
                         .with("member", m_config.member.name)
                         .with("version", HOMEPORT_VERSION)
                         .with("workers", m_workers->size());
    co_return Result<>();
}

Task<> Daemon::collectLoops()
{
    const LoopHandle main = LoopHandle::current();
    for (int i = 0; i < m_workers->size(); ++i) {
        const OneShot<std::shared_ptr<LoopHandle>> found;
        m_workers->worker(i).post([main, found] {
            const auto loop = std::make_shared<LoopHandle>(LoopHandle::current());
            main.post([found, loop] { found.finish(loop); });
        });
        const std::shared_ptr<LoopHandle> loop = co_await found;
        m_workerLoops.append(*loop);
    }
}

void Daemon::makeStore()
{
    StoreOptions options;
    options.deliveryThreads = std::max(m_config.limits.blockingThreads, 1);
    options.maxMessageSize =
        m_config.smtp.maxMessageSize + 64 * 1024; // with the trace lines added on the way
    StoreListener listener;
    listener.servedChanged = [this] {
        QList<ServedEpoch> served;
        for (const ServedStorageId &one : m_store->served())
            served.append({one.id, one.epoch});
        m_cluster->setServing(served);
    };
    listener.alarm = [this](StorageId storage, QString text) {
        qCCritical(lcApp) << Event("alarm").with("storage", storage).with("text", text);
        const Storage *row = m_cluster->table()->storage(storage);
        m_alarms.append({storage, row ? QStringLiteral("storage %1: %2").arg(row->name, text) : text});
        if (m_alarms.size() > 20)
            m_alarms.removeFirst();
    };
    m_store = std::make_unique<StoreService>(
        m_cluster->table()->cluster, m_config.member.name, m_workerLoops, m_clock, options, listener);
    m_moveShelf = std::make_unique<MoveShelf>(*m_store);
    m_storages = std::make_unique<StorageKeeper>(
        StorageKeeperOptions{m_config.state.path, m_config.storage.paths, m_config.storage.fenceCommand,
            [this](QList<AwayStorage> away) { m_cluster->setAway(std::move(away)); },
            [this](const StorageId &storage, quint64 epoch) {
                return m_table->stayedThroughMerges(storage, epoch);
            },
            [this](const StorageId &storage) {
                m_alarms.removeIf([&storage](const StorageAlarm &alarm) { return alarm.storage == storage; });
            }},
        *m_store, *m_cluster, [this] { return m_cluster->mayServe(); },
        [this] { return m_table->disputed(); });
    m_desk = std::make_unique<SessionDesk>(*m_workers, m_cluster->self());
    m_homes = std::make_unique<HomeSessions>(
        *m_workers, *m_store, *m_desk, makeHomeSettings(m_config, m_place), m_clock);
    m_delivery = std::make_unique<CountingDelivery>(*m_store, m_meter);
}

SharedParts Daemon::sharedParts()
{
    SharedParts parts{m_directory->settings(), m_directoryCache, *m_directoryPool,
        std::make_shared<LoginThrottle>(),
        std::make_shared<PasswordCache>(PasswordCache::Limits{65536, m_config.auth.passwordCache}),
        *m_cluster, *m_queue, *m_store, *m_homes, *m_desk, m_meter, m_clock, m_place,
        domainOfBase(QString::fromUtf8(m_directory->settings()->current()->base)), {},
        [this] { return makeLink(); }};
    parts.intake.member = m_config.smtpHostname().toUtf8();
    parts.intake.directDelivery = m_config.queue.directDeliveryTimeout;
    parts.intake.hasRelay = [configured = !m_config.relay.host.isEmpty()] { return configured; };
    return parts;
}

Task<> Daemon::startWorkers()
{
    const SharedParts parts = sharedParts();
    const Result<std::shared_ptr<const ClientSettings>> clients =
        makeClientSettings(m_config, parts.postmasterDomain);
    m_services.resize(size_t(m_workers->size()));
    const LoopHandle main = LoopHandle::current();
    for (int i = 0; i < m_workers->size(); ++i) {
        const OneShot<bool> made;
        std::unique_ptr<WorkerServices> &place = m_services[size_t(i)];
        m_workers->worker(i).post([&place, &parts, &clients, main, made] {
            place = std::make_unique<WorkerServices>(parts, *clients);
            main.post([made] { made.finish(true); });
        });
        co_await made;
    }
    m_loop = std::make_unique<LoopServices>(parts);
    m_relay = std::make_unique<RelayTransport>(relayOptions(m_config));
    LaneOptions lanes;
    lanes.member = parts.intake.member;
    lanes.remoteLifetime = m_config.queue.remoteLifetime;
    m_lanes = std::make_unique<LaneRunner>(
        *m_queue, m_loop->homes(), m_loop->router(), *m_relay, *m_cluster, m_clock, lanes);
}

Task<> Daemon::onAllWorkers(std::function<void(WorkerServices &)> work)
{
    const LoopHandle main = LoopHandle::current();
    for (size_t i = 0; i < m_services.size(); ++i) {
        if (!m_services[i])
            continue;
        const OneShot<bool> done;
        WorkerServices *services = m_services[i].get();
        m_workers->worker(int(i)).post([services, work, main, done] {
            work(*services);
            main.post([done] { done.finish(true); });
        });
        co_await done;
    }
}

ClusterHooks Daemon::clusterHooks()
{
    ClusterHooks hooks;
    hooks.table.apply = [this](TablePointer, TablePointer) { return m_storages->apply(); };
    hooks.table.stopServing = [this](QList<StorageId> storages) {
        return m_storages->stop(std::move(storages));
    };
    hooks.question = [this](QString what, QJsonObject arguments, MemberName) {
        return m_admin->answer(std::move(what), std::move(arguments));
    };
    hooks.servedNow = [this](StorageId storage) { m_lanes->storageServed(storage); };
    hooks.mayServeChanged = [this] {
        m_storages->apply();
        m_directory->refresh();
    };
    hooks.peersChanged = [] {};
    hooks.tableChanged = [this] {
        m_directory->refresh();
        linkTableChanged();
        if (m_states)
            m_states->apply();
    };
    hooks.directoryFor = [this](MemberName member) {
        return m_directory->credentialsFor(member, m_admin->directory());
    };
    hooks.serverCertificateChanged = [this] {
        refreshClientSettings();
        m_directory->certificateChanged();
        m_admin->refreshCertificate();
    };
    return hooks;
}

} // namespace homeport
