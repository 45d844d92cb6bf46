// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Earlier revisions of the cluster table, and lines of revisions that have diverged (protocol.md 1.7).
#pragma once

#include "server/ports/cluster.h"

namespace homeport {

/// A line of revisions that another member follows and this one cannot take.
struct TableBranch
{
    TableRevision tip;
    TablePointer table; ///< of the tip
    TableRevision baseRevision; ///< the newest revision that both lines have
    TablePointer base;
    QList<MemberName> heldBy; ///< members that are up and follow it
};

/// Main thread only.
class TableHistory
{
public:
    /// Makes the table that both lines go on with; its number, parents, author and time are filled in behind
    /// it.
    using Merge = std::function<Result<ClusterTable>(
        const ClusterTable &base, const ClusterTable &ours, const ClusterTable &theirs)>;

    virtual ~TableHistory() = default;
    /// Revisions of the line in force with this number; after a merge there may be two.
    virtual QList<TablePointer> numbered(quint64 number) const = 0;
    /// Asks the members that are up for what they follow; then every branch known here.
    virtual Task<QList<TableBranch>> branches() = 0;
    /// A revision with two parents, the one in force and the branch's tip, stored and pushed to all; keepers
    /// of both lines only. Refused with status "conflict" when there is no such branch (any more), or as
    /// `merge` says.
    virtual Task<Result<TableRevision>> merge(
        QByteArray tip, Merge merge, QString author, QString comment) = 0;
};

} // namespace homeport
