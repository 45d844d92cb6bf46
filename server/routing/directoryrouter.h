// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The only place that tells local from remote: an address, the directory's record and the cluster table make
// a route.
#pragma once

#include "server/ports/cluster.h"
#include "server/ports/router.h"

namespace homeport {

/// What routing asks; both outlive every call.
struct RoutingPorts
{
    Directory &directory;
    const ClusterView &cluster;
    QByteArray postmasterDomain; ///< "postmaster" without a domain is the one of this domain (RFC 5321 4.5.1)
};

/// One per worker, with that worker's Directory.
class DirectoryRouter : public Router
{
public:
    explicit DirectoryRouter(RoutingPorts ports)
        : m_ports(std::move(ports))
    {
    }

    Task<Route> route(Address address, Freshness freshness, Deadline deadline) override;
    Task<Resolution> resolve(Address address, Freshness freshness, Deadline deadline) override;
    Task<RouteExplanation> explain(Address address, Deadline deadline) override;

    static constexpr int targetLimit = 1000;
    static constexpr int depthLimit = 10;

private:
    const RoutingPorts m_ports;
};

/// Where the table in force has an account; Temporary when it has no place for it: such mail waits, and the
/// administrator is told, for the account exists.
Result<AccountPlace> placeOf(const AccountRecord &account, const ClusterTable &table);

} // namespace homeport
