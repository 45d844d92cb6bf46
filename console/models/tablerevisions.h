// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who has which revision of the cluster table, and which revisions there have been.
#pragma once

#include "console/models/clusterstate.h"
#include "console/models/rowmodel.h"

namespace homeport {

/// Whether a member has the revision that is looked for.
enum class HolderState {
    Has,
    HasNewer, ///< somebody has changed the table again; it came with this one
    NotYet,
    OtherLine, ///< diverged: neither before nor behind it
    Silent, ///< does not answer: nobody knows
    NotJoined,
};

struct RevisionHolder
{
    QString member;
    HolderState state = HolderState::Silent;
    TableRevision table; ///< that it has, or had when it was last seen
    QDateTime lastSeen; ///< when that is not now
    QString error; ///< why it does not answer
    bool operator==(const RevisionHolder &) const = default;
};

/// Some member says that this one follows another line of the table.
bool isSeenDiverged(const MemberState &member);
QList<RevisionHolder> holdersOf(const ClusterState &cluster, const TableRevision &wanted);
StateWord holderWord(HolderState state);
/// "4 of 5 members have revision 43; front2 does not answer."
QString holdersText(const QList<RevisionHolder> &holders, const TableRevision &wanted);
/// Every member that has joined has it.
bool isEverywhere(const QList<RevisionHolder> &holders);

class HolderModel : public RowModel<RevisionHolder>
{
public:
    explicit HolderModel(QObject *parent = nullptr);
};

/// A revision that is kept.
struct HistoryRow
{
    TableRevision revision;
    QDateTime time;
    QString author;
    QString from;
    QString comment;
    bool isInForce = false;
    bool operator==(const HistoryRow &) const = default;
};

/// The answer of table.history, newest first.
Result<QList<HistoryRow>> historyFromJson(const QJsonObject &json);

class HistoryModel : public RowModel<HistoryRow>
{
public:
    explicit HistoryModel(QObject *parent = nullptr);
};

} // namespace homeport
