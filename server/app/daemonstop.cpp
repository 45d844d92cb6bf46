// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The composition root: the end, reloading, and what it says of itself.
#include "server/app/daemon.h"

#include "server/app/adminparts.h"
#include "server/app/applog.h"
#include "server/app/healthport.h"
#include "server/app/signals_posix.h"
#include "server/cluster/controlserver.h"
#include "shared/config/readconfig.h"
#include "shared/net/systemd_posix.h"

namespace homeport {

Daemon::~Daemon() = default;

Task<> Daemon::stop()
{
    if (m_hasStopped)
        co_return;
    m_hasStopped = true;
    notifySystemd("STOPPING=1");
    qCInfo(lcApp) << Event("stopping");
    if (m_listeners)
        m_listeners->close();
    if (m_admin)
        co_await m_admin->stop();
    if (m_moveDesk)
        co_await m_moveDesk->stop();
    m_stop.request_stop(); // lanes finish their attempts, nothing new is begun
    m_states.reset();
    co_await endSessions(Deadline(20s));
    if (m_lanes && m_laneRun.isReady() == false)
        co_await m_laneRun;
    if (m_health)
        co_await m_health->close(Deadline(5s)); // until here /readyz says that this member stops
    if (m_linkServer)
        co_await m_linkServer->shutdown(Deadline(5s));
    if (m_storages)
        co_await m_storages->shutdown(); // nothing is taken into service behind this
    if (m_store)
        co_await m_store->shutdown(); // sessions at home end, labels stay attached
    if (m_control)
        m_control->close();
    if (m_cluster)
        co_await m_cluster->shutdown();
    if (m_directory)
        co_await m_directory->stop();
    // each worker's parts end where they were made
    const LoopHandle main = LoopHandle::current();
    for (size_t i = 0; i < m_services.size(); ++i) {
        const OneShot<bool> gone;
        std::unique_ptr<WorkerServices> &services = m_services[i];
        m_workers->worker(int(i)).post([&services, main, gone] {
            services.reset();
            main.post([gone] { gone.finish(true); });
        });
        co_await gone;
    }
    m_linkServer.reset();
    m_lanes.reset();
    m_loop.reset();
    // what was resumed by the ends above goes on in its loop once more before that loop ends
    co_await sleepFor(50ms);
    m_storages.reset();
    m_moveShelf.reset();
    m_store.reset();
    m_directoryPool.reset();
    m_queue.reset();
    if (m_workers)
        m_workers->stop();
    qCInfo(lcApp) << Event("stopped");
}

int Daemon::clientSessions() const
{
    int count = 0;
    for (const auto &services : m_services)
        count += services ? services->sessions().count() : 0;
    return count;
}

Task<> Daemon::endSessions(Deadline deadline)
{
    std::function<void(WorkerServices &)> ask = [](WorkerServices &services) { services.sessions().stop(); };
    co_await onAllWorkers(ask);
    while (clientSessions() > 0 && !deadline.hasExpired())
        co_await sleepFor(50ms);
}

void Daemon::reload()
{
    notifySystemd("RELOADING=1");
    const ConfigResult config = readConfig(m_configFile);
    if (!config) {
        qCCritical(lcApp) << Event("reload-refused").with("why", problemsText(config.error()));
    } else {
        // names, folders and ports are of the start; the rest is for new sessions
        m_config.smtp.maxMessageSize = config->smtp.maxMessageSize;
        m_config.smtp.maxRecipients = config->smtp.maxRecipients;
        m_config.auth = config->auth;
        m_config.tls = config->tls;
        refreshClientSettings();
        m_directory->refresh();
        qCInfo(lcApp) << Event("reloaded");
    }
    notifySystemd("READY=1");
}

void Daemon::refreshClientSettings()
{
    const Result<std::shared_ptr<const ClientSettings>> settings = makeClientSettings(
        m_config, domainOfBase(QString::fromUtf8(m_directory->settings()->current()->base)));
    if (!settings) {
        qCCritical(lcApp) << Event("certificate-refused").why(settings.error());
        return;
    }
    onAllWorkers([next = *settings](WorkerServices &services) { services.sessions().replaceSettings(next); });
}

MemberStatus Daemon::status() const
{
    MemberStatus status;
    status.name = m_config.member.name;
    status.version = QStringLiteral(HOMEPORT_VERSION);
    status.started = m_started;
    status.table = m_cluster->revision();
    status.peers = m_cluster->peers();
    status.storages = m_storages->storages();
    status.sessions = m_homes->count() + clientSessions();
    status.sessionsByService = m_desk->counts();
    status.messagesPerMinute = m_meter.perMinute();
    const Queue::Sums queued = m_queue->sums();
    status.queuedMessages = queued.recipients;
    status.queuedBytes = queued.bytes;
    if (queued.oldestMs > 0)
        status.oldestQueued = QDateTime::fromMSecsSinceEpoch(queued.oldestMs, Qt::UTC);
    status.certificateExpires = QDateTime::fromSecsSinceEpoch(m_cluster->certificateExpires(), Qt::UTC);
    const QString directory = m_directory->problem();
    status.directory = directory.isEmpty() ? QStringLiteral("up") : directory;
    status.alarms = m_cluster->alarms() + m_directory->alarms();
    for (const StorageAlarm &alarm : m_alarms)
        status.alarms.append(alarm.text);
    const TablePointer table = m_cluster->table();
    for (const StorageView &storage : status.storages) {
        const Storage *const row = table ? table->storage(storage.id) : nullptr;
        // let go of cleanly, and another member's affair by now
        const bool hasMovedOn =
            row && row->owner != status.name && storage.problem == QStringLiteral("detached");
        if (!storage.served && !storage.problem.isEmpty() && !hasMovedOn)
            status.alarms.append(QStringLiteral("storage %1: %2").arg(storage.name, storage.problem));
    }
    return status;
}

} // namespace homeport
