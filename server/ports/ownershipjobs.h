// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Giving storages and their accounts to another member, and back (design.md §5 "Reassignment").
#pragma once

#include "shared/base/task.h"
#include "shared/model/clustertable.h"

namespace homeport {

struct ReassignOptions
{
    bool dryRun = false; ///< the preflight's report only
    QList<MemberName> without; ///< members that need not be asked: the administrator answers for them
};

/// Told as often as something moved: `job`, `phase`, `total`, `rewritten`, `failed`, `text`.
using JobProgress = std::function<void(const QJsonObject &progress)>;

/// On keepers, main thread only; one job at a time in the cluster. The coroutines go on when nobody waits for
/// them. Errors: Refused with status "conflict" (another job, or the preflight's blocks, each a line of the
/// text).
class OwnershipJobs
{
public:
    virtual ~OwnershipJobs() = default;
    /// Gives what `from` owns to `to`. Again with the same members: goes on where it stopped.
    virtual Task<Result<QJsonObject>> reassign(
        MemberName from, MemberName to, ReassignOptions options, QString author, JobProgress progress) = 0;
    /// Gives the storages of `home` back to it. The value says what is done and, in `next`, what the
    /// administrator does before running it again.
    virtual Task<Result<QJsonObject>> restore(MemberName home, QString author, JobProgress progress) = 0;
};

} // namespace homeport
