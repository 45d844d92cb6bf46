// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The sessions of all workers: each worker is asked in its own loop, and the answers gathered.
#pragma once

#include "server/app/sessionroster.h"
#include "shared/model/status.h"
#include "shared/net/workerpool.h"

namespace homeport {

class SessionDesk final : public Sessions
{
public:
    SessionDesk(WorkerPool &workers, const MemberName &self);

    /// That of the worker whose thread calls.
    SessionRoster &here();
    Task<SessionPage> list(SessionQuery query) override;
    Task<SessionsEnded> end(SessionChoice choice) override;
    SessionCounts counts() const; ///< any thread

private:
    WorkerPool &m_workers;
    SessionCounters m_counters{};
    std::vector<std::unique_ptr<SessionRoster>> m_rosters; ///< one a worker, touched by it alone
};

} // namespace homeport
