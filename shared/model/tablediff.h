// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two lines of the cluster table compared row by row, merged, or an old one put back (protocol.md 1.7).
#pragma once

#include "shared/model/clustertable.h"

#include <QHash>

namespace homeport {

enum class TableSide { Ours, Theirs };

/// Who changed a row since the lines parted.
enum class RowChange {
    Ours,
    Theirs,
    Both, ///< differently: somebody must choose
};

/// A row that differs between the lines. Its name is "member:NAME", "storage:NAME" (or "storage:ID"),
/// "administrator:NAME", "job:ID", "directory" or "authority".
struct RowDifference
{
    QString row;
    RowChange change = RowChange::Both;
    QJsonValue base; ///< null: there is no such row
    QJsonValue ours;
    QJsonValue theirs;
};

QString toText(RowChange change);
/// In the order of members, storages, administrators, jobs, directory, authority. Rows of removed members are
/// never in dispute: both lists hold. Password hashes are not shown.
QList<RowDifference> differingRows(
    const ClusterTable &base, const ClusterTable &ours, const ClusterTable &theirs);

/// A table that was made of others, and what an administrator should know about it.
struct MadeTable
{
    ClusterTable table;
    QStringList notes;
};

/// What only one side changed is taken from there, the rest as `choices` says by row; a choice for a row that
/// one side changed counts too. A storage that both changed (or whose change is not taken) gets the larger
/// epoch + 1; removed members stay removed. Refused, status "conflict": rows that nobody chose for, a choice
/// that names no differing row, or a result that no cluster could work with.
Result<MadeTable> mergeTables(const ClusterTable &base, const ClusterTable &ours, const ClusterTable &theirs,
    const QHash<QString, TableSide> &choices);

/// Rights, states and addresses of members, administrators and directory as they were in `old`; the notes say
/// what is not put back: storages, jobs, removed members and keys never are, and who joined since stays.
/// Refused, status "conflict", when nothing would change or nobody could administrate the result.
Result<MadeTable> putTableBack(const ClusterTable &now, const ClusterTable &old);

} // namespace homeport
