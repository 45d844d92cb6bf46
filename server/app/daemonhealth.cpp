// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The composition root: what this member's health is made of.
#include "server/app/daemon.h"

#include "server/app/healthport.h"

namespace homeport {

namespace {

constexpr auto searchTime = 2s;

Error unwell(const QString &why) { return Error::temporary("not ready", why); }

/// A search that no cache answers; that there is no such domain is as good an answer as any. Read by a copy
/// when the writer is away: logins and mail are, too.
Task<Result<>> searchDirectory(Directory *directory, QByteArray name)
{
    const Lookup<QByteArray> found =
        co_await directory->findDomain(name, Freshness::Recent, Deadline(searchTime));
    if (const auto *unknown = std::get_if<Unknown>(&found))
        co_return fail(unknown->why);
    co_return Result<>();
}

/// Has a table, has compared it with enough others, and sees somebody.
Task<Result<>> checkTable(const ClusterService *cluster)
{
    const TablePointer table = cluster->table();
    if (!table || !table->member(cluster->self()))
        co_return fail(unwell(QStringLiteral("this member is not in its own cluster table")));
    if (!cluster->mayServe())
        co_return fail(unwell(QStringLiteral("not yet compared with more than half of the other members")));
    int others = 0;
    int seen = 0;
    for (const Member &row : table->members) {
        const bool counts = row.name != cluster->self() && !row.publicKey.isEmpty()
            && row.state != AdministrativeState::Withdrawn;
        others += counts ? 1 : 0;
        seen += counts && cluster->isUp(row.name) ? 1 : 0;
    }
    if (others > 0 && seen == 0)
        co_return fail(unwell(QStringLiteral("none of the %1 other members can be reached").arg(others)));
    co_return Result<>();
}

Task<Result<>> askWorker(Worker *worker)
{
    const LoopHandle main = LoopHandle::current();
    const OneShot<bool> turned;
    worker->post([main, turned] { main.post([turned] { turned.finish(true); }); });
    co_await turned;
    co_return Result<>();
}

Task<Result<>> probeQueue(Queue *queue)
{
    Result<> done = co_await queue->probe();
    co_return done;
}

} // namespace

Result<> Daemon::startHealth()
{
    std::vector<HealthProbe> live;
    for (int i = 0; i < m_workers->size(); ++i) {
        live.push_back({QStringLiteral("worker %1").arg(i),
            [worker = &m_workers->worker(i)] { return askWorker(worker); }});
    }
    std::vector<HealthProbe> ready;
    ready.push_back({QStringLiteral("queue"), [this] { return probeQueue(m_queue.get()); }});
    // a name that was never asked for: each search is a real one
    ready.push_back({QStringLiteral("directory"), [this, count = std::make_shared<quint64>(0)] {
                         return searchDirectory(&m_loop->directory(),
                             "readiness-" + QByteArray::number(++*count % 1000) + ".invalid");
                     }});
    ready.push_back({QStringLiteral("table"), [this] { return checkTable(m_cluster.get()); }});
    HealthSources sources;
    sources.live = std::make_shared<HealthChecks>(std::move(live), m_clock);
    sources.ready = std::make_shared<HealthChecks>(std::move(ready), m_clock);
    sources.state = [this] {
        const TablePointer table = m_cluster->table();
        const Member *row = table ? table->member(m_config.member.name) : nullptr;
        return row ? row->state : AdministrativeState::Withdrawn;
    };
    sources.isStopping = [this] { return m_hasStopped; };
    Result<std::unique_ptr<HealthPort>> opened = HealthPort::open(m_config.health, std::move(sources));
    if (!opened)
        return fail(opened.error());
    m_health = std::move(*opened);
    return {};
}

} // namespace homeport
