// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The questions before a reassignment (design.md §5 "Reassignment", 1).
#pragma once

#include "server/cluster/preflightcheck.h"
#include "server/cluster/reassignmentrewrite.h"
#include "server/ports/cluster.h"
#include "server/ports/ownershipjobs.h"

namespace homeport {

/// A question to this member itself, answered as over the link.
using AskSelf = std::function<Task<Result<QJsonObject>>(QString what, QJsonObject arguments)>;
/// A new set of connections to the directory's writer.
using RewriterFactory = std::function<std::unique_ptr<HostRewriter>()>;

struct PreflightPorts
{
    const ClusterView &cluster;
    MemberQuestions &members;
    const Clock &clock;
    AskSelf askSelf;
    RewriterFactory makeRewriter;
    std::chrono::milliseconds askPatience; ///< for a member
    std::chrono::milliseconds directoryPatience; ///< for the directory: ownership does not wait for it
};

struct PreflightReport
{
    PreflightChecks checks;
    std::optional<AccountCount> count; ///< when the directory was counted in time
};

/// Asks every active member whether it sees the old owners, the targets whether they have the storages, and
/// the directory what it holds. `job` is what would be started.
Task<PreflightReport> preflight(PreflightPorts ports, Job job, QList<MemberName> without);

/// Over the link, or this member itself.
Task<Result<QJsonObject>> askMember(
    PreflightPorts ports, MemberName member, QString what, QJsonObject arguments);

/// The ids of the storages that `member` has a ticket for (attached, waiting for the row).
Task<Result<QList<StorageId>>> preparedAt(PreflightPorts ports, MemberName member);

// the parts; reassignmenttargets.cpp, reassignmentcensus.cpp
/// Has each target the right, the health and the storages?
Task<PreflightChecks> checkTargets(PreflightPorts ports, Job job);
/// Counts and tries the directory, as long as the patience lasts.
Task<> checkDirectory(PreflightPorts ports, Job job, std::shared_ptr<PreflightReport> report);

} // namespace homeport
