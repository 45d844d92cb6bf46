// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The monitoring port (/livez, /readyz) and HAProxy's agent-check.
#pragma once

#include "server/app/health.h"
#include "shared/config/config.h"
#include "shared/model/member.h"
#include "shared/net/listener.h"

namespace homeport {

struct HealthSources
{
    std::shared_ptr<HealthChecks> live;
    std::shared_ptr<HealthChecks> ready;
    std::function<AdministrativeState()> state; ///< of this member
    std::function<bool()> isStopping;
};

/// What the agent-check says: "up ready 100%", "drain", "maint" or "down #reason", with LF
/// (HAProxy's configuration manual, "agent-check").
QByteArray agentWord(AdministrativeState state, const QStringList &problems);

/// Main thread. Answers are one per connection:
///
///     GET /livez    200 {"live":true}                  503 {"live":false,"reasons":[…]}
///     GET /readyz   200 {"ready":true,"state":"ready"} 503 {"ready":false,"state":"draining","reasons":[…]}
class HealthPort
{
public:
    /// Listeners where the configuration names them; none where it names none.
    static Result<std::unique_ptr<HealthPort>> open(const HealthConfig &config, HealthSources sources);
    /// No more questions; returns when the probes under way have ended, or at the deadline.
    Task<> close(Deadline deadline);

private:
    using Serve = void (*)(std::shared_ptr<const HealthSources>, Accepted);
    Result<> listen(
        const char *name, const QList<HostPort> &addresses, const QList<Network> &networks, Serve serve);

    std::shared_ptr<const HealthSources> m_sources;
    std::vector<std::unique_ptr<Listener>> m_listeners;
};

} // namespace homeport
