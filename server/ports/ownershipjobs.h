// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Giving storages and their accounts to another member, and back (design.md §5 "Reassignment").
#pragma once

#include "shared/base/task.h"
#include "shared/model/clustertable.h"

#include <QHash>

namespace homeport {

/// What shall go where: everything that a host server serves, or one storage.
struct ReassignOrder
{
    MemberName from; ///< the lost host server; empty when `storage` is given
    std::optional<StorageId> storage;
    MemberName to;
    QHash<StorageId, MemberName> targets; ///< for storages of `from` that shall not go to `to`
    bool isDryRun = false; ///< the preflight's report only
    QList<MemberName> without; ///< members that need not be asked: the administrator answers for them
};

/// Who asks for a job, and how long he waits.
struct JobCall
{
    QString author;
    RequestId request; ///< the same one again is the same job
    bool isBackground = false; ///< answer as soon as the job stands in the table
};

/// On keepers, main thread only; one job at a time in the cluster. The coroutines go on when nobody waits for
/// them. Values are described at protocol.md 1.11. Errors: Refused with status "conflict" (another job, or
/// the preflight's blocks, each a line of the text) or "not-found". No id means the job that has not ended,
/// else the newest.
class OwnershipJobs
{
public:
    using Answer = Task<Result<QJsonObject>>;

    virtual ~OwnershipJobs() = default;
    /// Again with the same scope: goes on with a job that failed.
    virtual Answer reassign(ReassignOrder order, JobCall call) = 0;
    /// Gives the storages of `home` back to it. The value says what is done and, in `next`, what the
    /// administrator does before running it again.
    virtual Answer restore(MemberName home, JobCall call) = 0;
    /// The runner stops behind its batch, wherever it is.
    virtual Answer pause(std::optional<JobId> job, JobCall call) = 0;
    /// Runs a job here that was paused or cancelled, failed, or has lost its runner.
    virtual Answer resume(std::optional<JobId> job, JobCall call) = 0;
    /// Stops rewriting for good; storages stay where they are.
    virtual Answer cancel(std::optional<JobId> job, JobCall call) = 0;
    /// Everything back to what it was before the job; in steps, like restore.
    virtual Answer undo(std::optional<JobId> job, JobCall call) = 0;
    /// Of the job that runs on this keeper; empty when none does.
    virtual QJsonObject progress() const = 0;
};

} // namespace homeport
