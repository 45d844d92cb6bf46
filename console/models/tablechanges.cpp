// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of JSON to lines for people.
#include "console/models/tablechanges.h"

#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct ChangeTexts
{
    Q_DECLARE_TR_FUNCTIONS(ChangeTexts)
};

StateWord kindWord(const TableChange &change)
{
    switch (change.kind) {
    case ChangeKind::Changed:
        return {ChangeTexts::tr("changed"), Severity::Busy};
    case ChangeKind::Added:
        return {ChangeTexts::tr("added"), Severity::Good};
    case ChangeKind::Removed:
        return {ChangeTexts::tr("removed"), Severity::Warning};
    case ChangeKind::Conflict:
        return {ChangeTexts::tr("changed by somebody else too"), Severity::Bad};
    }
    Q_UNREACHABLE();
}

QList<RowColumn<TableChange>> changeColumns()
{
    return {
        {ChangeTexts::tr("Row"), u"row"_s, [](const TableChange &change) { return rowTitle(change.row); }},
        {ChangeTexts::tr("Field"), u"field"_s, [](const TableChange &change) { return change.field; }},
        {ChangeTexts::tr("Now"), u"now"_s, [](const TableChange &change) { return change.now; }},
        {ChangeTexts::tr("Then"), u"then"_s, [](const TableChange &change) { return change.then; }},
        {ChangeTexts::tr("What"), u"kind"_s, [](const TableChange &change) { return kindWord(change).word; },
            {}, [](const TableChange &change) { return kindWord(change).severity; },
            [](const TableChange &change) { return change.note; }},
    };
}

struct DryRunRow
{
    QString row;
    QJsonValue now;
    QJsonValue then;
};

Result<DryRunRow> dryRunRowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const DryRunRow row{reader.filledText("row"), json[u"now"_s], json[u"then"_s]};
    return reader.finish(row);
}

QString objectText(const QJsonObject &fields)
{
    QStringList parts;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        parts.append(it.key() + u' ' + valueText(it.value()));
    return parts.join(u", "_s);
}

QString listText(const QJsonArray &elements)
{
    QStringList parts;
    for (const QJsonValue &element : elements)
        parts.append(valueText(element));
    return parts.join(u", "_s);
}

} // namespace

QString rowTitle(const QString &row)
{
    const QString kind = row.section(u':', 0, 0);
    const QString name = row.section(u':', 1);
    if (kind == u"member")
        return name.isEmpty() ? ChangeTexts::tr("new member") : ChangeTexts::tr("member %1").arg(name);
    if (kind == u"storage")
        return ChangeTexts::tr("storage %1").arg(name);
    if (kind == u"administrator")
        return ChangeTexts::tr("administrator %1").arg(name);
    if (kind == u"job")
        return ChangeTexts::tr("job %1").arg(name);
    if (kind == u"authority")
        return ChangeTexts::tr("the cluster's authority");
    return kind == u"directory" ? ChangeTexts::tr("the directory") : row;
}

QString valueText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? ChangeTexts::tr("yes") : ChangeTexts::tr("no");
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isArray())
        return listText(value.toArray());
    return value.isObject() ? objectText(value.toObject()) : value.toString();
}

QList<TableChange> changesBetween(const QString &row, const QJsonValue &now, const QJsonValue &then)
{
    const QJsonObject before = now.toObject();
    const QJsonObject after = then.toObject();
    ChangeKind kind = ChangeKind::Changed;
    if (!now.isObject())
        kind = ChangeKind::Added;
    else if (!then.isObject())
        kind = ChangeKind::Removed;
    QStringList keys = before.keys() + after.keys();
    keys.sort();
    keys.removeDuplicates();
    QList<TableChange> out;
    for (const QString &key : std::as_const(keys)) {
        const TableChange change{
            row, key, valueText(before.value(key)), valueText(after.value(key)), kind, {}};
        if (change.now != change.then)
            out.append(change);
    }
    return out;
}

Result<PutBackPlan> putBackPlanFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    PutBackPlan plan;
    const QList<DryRunRow> rows = reader.list("putBack", dryRunRowFromJson);
    plan.notPutBack = reader.texts("notPutBack");
    for (const DryRunRow &row : rows)
        plan.changes += changesBetween(row.row, row.now, row.then);
    return reader.finish(plan);
}

TableChangeModel::TableChangeModel(QObject *parent)
    : RowModel(
        changeColumns(), [](const TableChange &change) { return change.row + u'/' + change.field; }, parent)
{
}

} // namespace homeport
