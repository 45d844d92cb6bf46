// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Which records a job changes, and into what: pure (design.md §5 "Reassignment", 3 and 4).
#pragma once

#include "server/ports/directory.h"
#include "shared/model/clustertable.h"

namespace homeport {

struct RewritePlan
{
    QList<HostFilter> filters; ///< what to look at
    /// The change for an account; nullopt: none of ours.
    std::function<std::optional<DirectoryEditor::HostChange>(const AccountRecord &account)> changeOf;
};

/// Where the job puts a storage as it is now: there, or back.
const MemberName &targetOf(const Job &job, const JobMove &move);
/// And where that was before.
const MemberName &sourceOf(const Job &job, const JobMove &move);

/// Forward, or back when `job.isUndo`. The same rule carries a record both ways, so that the way back ends
/// where the way there began.
RewritePlan planOf(const Job &job, const ClusterTable &table);

/// Jobs that ended before all records of these storages were rewritten.
QList<Job> unfinishedJobs(const ClusterTable &table, const QList<StorageId> &storages);

/// The storage that an account lives on; nullopt: its host server has no default storage.
std::optional<StorageId> storageOf(const AccountRecord &account, const ClusterTable &table);

} // namespace homeport
