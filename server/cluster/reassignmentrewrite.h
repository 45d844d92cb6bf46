// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rewrite phase of a job: records changed one by one with compare-and-swap until a search finds none
// (design.md §5 "Reassignment", 3).
#pragma once

#include "server/ports/directory.h"

namespace homeport {

struct RewritePlan
{
    HostFilter filter; ///< what to look at
    /// The change for an account; nullopt: none of ours.
    std::function<std::optional<DirectoryEditor::HostChange>(const AccountRecord &account)> changeOf;
};

struct RewriteLimits
{
    int inFlight = 16;
    int pageSize = 500;
    int passesWithoutProgress = 3; ///< then the rest is reported
    int searches = 12; ///< failed ones in a row, then the directory is given up
    std::chrono::milliseconds pause = 5s; ///< after a failed search
};

struct RewriteOutcome
{
    qint64 rewritten = 0;
    QStringList errors; ///< "address: why", the first 100
    qint64 failed = 0; ///< records that still need the change
    std::optional<Error> stopped; ///< the directory cannot be searched
    bool isClean() const { return failed == 0 && !stopped; }
};

/// How many accounts the plan changes now.
Task<Result<qint64>> countAccounts(DirectoryEditor &directory, RewritePlan plan);

/// Progress is computed by searching, never stored: may be run again at any time. `progress` hears the number
/// rewritten so far.
Task<RewriteOutcome> rewriteAccounts(DirectoryEditor &directory, RewritePlan plan, RewriteLimits limits,
    std::function<void(qint64 rewritten)> progress);

} // namespace homeport
