// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a change does to the cluster table, field by field: before it is made.
#pragma once

#include "console/models/rowmodel.h"
#include "shared/base/result.h"

#include <QJsonObject>

namespace homeport {

enum class ChangeKind { Changed, Added, Removed, Conflict };

struct TableChange
{
    QString row; ///< "member:front1.example.net"
    QString field; ///< "addresses"
    QString now;
    QString then;
    ChangeKind kind = ChangeKind::Changed;
    QString note;
    bool operator==(const TableChange &) const = default;
};

/// "member front1.example.net".
QString rowTitle(const QString &row);
/// A value of a row as people read it: lists with commas, "yes" and "no".
QString valueText(const QJsonValue &value);
/// The fields of two versions of a row that differ; null: there is no such row.
QList<TableChange> changesBetween(const QString &row, const QJsonValue &now, const QJsonValue &then);

/// What table.putBack with dryRun answers.
struct PutBackPlan
{
    QList<TableChange> changes;
    QStringList notPutBack; ///< sentences
    bool operator==(const PutBackPlan &) const = default;
};
Result<PutBackPlan> putBackPlanFromJson(const QJsonObject &json);

/// A line per field: Row, Field, Now, Then, What.
class TableChangeModel : public RowModel<TableChange>
{
public:
    explicit TableChangeModel(QObject *parent = nullptr);
};

} // namespace homeport
