// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The dashboard's table: a row per member with everything that tells whether it does its work.
#pragma once

#include "console/models/clusterstate.h"
#include "console/models/rowmodel.h"

namespace homeport {

/// Where and how a member's row differs from "all well" is worked out once, when the status comes.
struct MemberRow
{
    MemberState member;
    QStringList downFor; ///< short names of who sees it down
    QList<StorageSummary> storages; ///< that it owns
    qint64 waitingForIt = 0; ///< messages for its storages in all queues
    QDateTime waitingForItSince;
    qint64 oldestSeconds = -1; ///< of its own queue; -1: nothing waits, or nobody knows
    std::optional<qint64> certificateDays;
    qint64 stateSeconds = -1; ///< since `observedSince`; -1: not known
    bool hasOtherTable = false;
    TableRevision table;

    /// Something about it wants an administrator: not up, a storage not served, a certificate that ends,
    /// another table. Drained or withdrawn on purpose is none.
    bool hasProblem() const;
    /// Bad when users notice it.
    Severity worst() const;
    bool operator==(const MemberRow &) const = default;
};

/// Days under which a certificate's end is a warning: it should have renewed itself long before.
constexpr qint64 certificateWarnDays = 14;

/// A row per member of `cluster`, as of `now`.
QList<MemberRow> memberRows(const ClusterState &cluster, const LanesState &lanes, const QDateTime &now);
/// "front1" of "front1.example.net" when no other name begins so; else the whole.
QString shortName(const QString &name, const ClusterState &cluster);
/// "backend, keeper".
QString roleText(const QStringList &rights);
/// "down for front1, front2", "up for all 3", or empty.
QString seenByText(const MemberRow &row);
/// One line per member that looks at it, with since and the last error.
QString seenByDetails(const MemberState &member);
StateWord certificateWord(const MemberRow &row);
/// The names; the severity is that of the worst.
StateWord storagesWord(const MemberRow &row);
/// "healthy", "degraded", "critical" as a sentence.
StateWord healthWord(const ClusterState &cluster);

class MemberModel : public RowModel<MemberRow>
{
public:
    explicit MemberModel(QObject *parent = nullptr);
    void setOnlyProblems(bool isOnly);
    int problemCount() const;
    Severity worst() const;
};

} // namespace homeport
