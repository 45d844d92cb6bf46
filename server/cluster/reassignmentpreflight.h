// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The questions before a reassignment (design.md §5 "Reassignment", 1).
#pragma once

#include "server/ports/cluster.h"
#include "server/ports/ownershipjobs.h"

namespace homeport {

/// A question to this member itself, answered as over the link.
using AskSelf = std::function<Task<Result<QJsonObject>>(QString what, QJsonObject arguments)>;

struct PreflightPorts
{
    const ClusterView &cluster;
    MemberQuestions &members;
    const Clock &clock;
    AskSelf askSelf;
    std::chrono::milliseconds patience;
};

struct PreflightReport
{
    QList<Storage> storages; ///< what `from` owns
    QStringList blocks; ///< why it must not be done
    QStringList warnings;
};

/// Asks every active member whether it sees `from`, and `to` whether it has the storages.
Task<PreflightReport> preflight(
    PreflightPorts ports, MemberName from, MemberName to, QList<MemberName> without);

/// The ids of the storages that `member` has a ticket for (attached, waiting for the row).
Task<Result<QList<StorageId>>> preparedAt(PreflightPorts ports, MemberName member);

} // namespace homeport
