// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Carries the administrative states of the table to those who serve clients.
#pragma once

#include "server/app/clientlisteners.h"

namespace homeport {

/// Main thread. A member that is drained or withdrawn goes on to take connections for `grace`, while /readyz
/// says 503 already: so load balancers turn away from it before a client is refused.
class StateFollower
{
public:
    StateFollower(const ClusterView &cluster, HomeSessions &homes, WorkerPool &workers,
        const ClientListeners::Services &services, std::chrono::milliseconds grace);
    ~StateFollower();
    /// At start, and after each revision.
    void apply();

private:
    Task<> refuseLater(std::stop_token over);
    void setTakesClients(bool takes);
    void onSessions(std::function<void(ClientSessions &)> work);

    const ClusterView &m_cluster;
    HomeSessions &m_homes;
    WorkerPool &m_workers;
    const ClientListeners::Services &m_services;
    const std::chrono::milliseconds m_grace;
    std::optional<AdministrativeState> m_own; ///< as last applied
    QSet<MemberName> m_leaving;
    std::stop_source m_wait;
};

} // namespace homeport
