// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The ports that clients connect to, and what their sessions are told: from configuration and certificates.
#pragma once

#include "server/app/loopservices.h"
#include "shared/config/config.h"

namespace homeport {

/// Certificate, limits and names for new sessions. Refused when the certificate cannot be used, naming the
/// file.
Result<std::shared_ptr<const ClientSettings>> makeClientSettings(
    const Config &config, const QByteArray &postmasterDomain);

/// Sessions at home.
HomeSessionSettings makeHomeSettings(const Config &config, const MessagePlace &place);

/// All client listeners of a member. Main thread; connections go to the workers in turn.
class ClientListeners
{
public:
    using Services = std::vector<std::unique_ptr<WorkerServices>>;
    ClientListeners(WorkerPool &workers, const Services &services)
        : m_workers(workers)
        , m_services(services)
    {
    }
    /// Refused with the setting and the address that cannot be had.
    Result<> open(const Config &config);
    /// No new connections; those under way go on.
    void close() { m_listeners.clear(); }

private:
    struct Kind;
    struct Networks
    {
        QList<Network> allowed;
        QList<Network> proxies; ///< speak the PROXY protocol
    };
    Result<> openOne(const Kind &kind, const QList<HostPort> &addresses, const Networks &networks,
        int perSource, int total);

    WorkerPool &m_workers;
    const Services &m_services;
    std::vector<std::unique_ptr<Listener>> m_listeners;
};

} // namespace homeport
