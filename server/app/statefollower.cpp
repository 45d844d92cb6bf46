// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From rows to sessions.
#include "server/app/statefollower.h"

#include "server/app/applog.h"

namespace homeport {

StateFollower::StateFollower(const ClusterView &cluster, HomeSessions &homes, WorkerPool &workers,
    const ClientListeners::Services &services, std::chrono::milliseconds grace)
    : m_cluster(cluster)
    , m_homes(homes)
    , m_workers(workers)
    , m_services(services)
    , m_grace(grace)
{
}

StateFollower::~StateFollower() { m_wait.request_stop(); }

void StateFollower::apply()
{
    const TablePointer table = m_cluster.table();
    QSet<MemberName> leaving;
    for (const Member &row : table->members) {
        if (row.state != AdministrativeState::Ready)
            leaving.insert(row.name);
    }
    if (leaving != m_leaving) {
        m_leaving = leaving;
        m_homes.setLeaving(leaving);
        onSessions([leaving](ClientSessions &sessions) { sessions.setLeaving(leaving); });
    }
    const Member *const row = table->member(m_cluster.self());
    const AdministrativeState own = row ? row->state : AdministrativeState::Ready;
    if (m_own == own)
        return;
    const std::optional<AdministrativeState> before = std::exchange(m_own, own);
    if (before || own != AdministrativeState::Ready)
        qCInfo(lcApp) << Event("administrative-state").with("state", toText(own));
    const bool wasTaking = !before || *before == AdministrativeState::Ready;
    if (own == AdministrativeState::Ready) {
        m_wait.request_stop();
        setTakesClients(true);
    } else if (!before) {
        setTakesClients(false); // since before we came: nobody was sent here
    } else if (wasTaking) {
        m_wait = std::stop_source();
        refuseLater(m_wait.get_token());
    }
}

Task<> StateFollower::refuseLater(std::stop_token over)
{
    const bool hasElapsed = co_await sleepFor(m_grace, over);
    if (hasElapsed && !over.stop_requested())
        setTakesClients(false);
}

void StateFollower::setTakesClients(bool takes)
{
    onSessions([takes](ClientSessions &sessions) { sessions.setTakesClients(takes); });
}

void StateFollower::onSessions(std::function<void(ClientSessions &)> work)
{
    for (const auto &services : m_services) {
        if (!services)
            continue;
        const int index = int(&services - m_services.data());
        m_workers.worker(index).post([sessions = &services->sessions(), work] { work(*sessions); });
    }
}

} // namespace homeport
