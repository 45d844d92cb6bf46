// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading table.diff, choosing, and the merge.
#include "console/models/divergence.h"

#include "console/models/tablechanges.h"
#include "shared/model/jsonreader.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct DivergenceTexts
{
    Q_DECLARE_TR_FUNCTIONS(DivergenceTexts)
};

StateWord takenWord(const DivergedField &field)
{
    if (field.taken == u"ours")
        return {DivergenceTexts::tr("ours"), Severity::Good};
    if (field.taken == u"theirs")
        return {DivergenceTexts::tr("theirs"), Severity::Good};
    return {DivergenceTexts::tr("to be chosen"), Severity::Warning};
}

QString changedText(const DivergedField &field)
{
    if (field.changed == u"ours")
        return DivergenceTexts::tr("only ours");
    return field.changed == u"theirs" ? DivergenceTexts::tr("only theirs")
                                      : DivergenceTexts::tr("both, differently");
}

QList<RowColumn<DivergedField>> divergenceColumns()
{
    return {
        {DivergenceTexts::tr("Row"), u"row"_s,
            [](const DivergedField &field) { return rowTitle(field.row); }},
        {DivergenceTexts::tr("Field"), u"field"_s, [](const DivergedField &field) { return field.field; }},
        {DivergenceTexts::tr("Before"), u"base"_s, [](const DivergedField &field) { return field.base; }},
        {DivergenceTexts::tr("Ours"), u"ours"_s, [](const DivergedField &field) { return field.ours; }},
        {DivergenceTexts::tr("Theirs"), u"theirs"_s, [](const DivergedField &field) { return field.theirs; }},
        {DivergenceTexts::tr("Changed by"), u"changed"_s, changedText},
        {DivergenceTexts::tr("Taken"), u"taken"_s,
            [](const DivergedField &field) { return takenWord(field).word; }, {},
            [](const DivergedField &field) { return takenWord(field).severity; }},
    };
}

Result<DivergedSide> sideFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    DivergedSide side;
    side.number = quint64(reader.count("number"));
    side.hash = reader.text("hash");
    side.author = reader.text("author");
    side.time = reader.timeOrNull("time");
    side.comment = reader.text("comment");
    return reader.finish(side);
}

struct DivergedRow
{
    QString row;
    QString changed;
    QJsonValue base;
    QJsonValue ours;
    QJsonValue theirs;
};

Result<DivergedRow> rowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const DivergedRow row{reader.filledText("row"), reader.text("changed"), json[u"base"_s], json[u"ours"_s],
        json[u"theirs"_s]};
    return reader.finish(row);
}

QString thereText(const QJsonValue &row)
{
    return row.isObject() ? DivergenceTexts::tr("there") : DivergenceTexts::tr("not there");
}

QList<DivergedField> fieldsOf(const DivergedRow &row)
{
    if (!row.ours.isObject() || !row.theirs.isObject()) // one side has the row, the other has not
        return {{row.row, DivergenceTexts::tr("the whole row"), thereText(row.base), thereText(row.ours),
            thereText(row.theirs), row.changed, {}}};
    const QJsonObject base = row.base.toObject();
    const QJsonObject ours = row.ours.toObject();
    const QJsonObject theirs = row.theirs.toObject();
    QStringList keys = ours.keys() + theirs.keys();
    keys.sort();
    keys.removeDuplicates();
    QList<DivergedField> out;
    for (const QString &key : std::as_const(keys)) {
        if (ours.value(key) != theirs.value(key))
            out.append({row.row, key, valueText(base.value(key)), valueText(ours.value(key)),
                valueText(theirs.value(key)), row.changed, {}});
    }
    return out;
}

Result<Divergence> divergenceFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Divergence branch;
    branch.base = reader.nested("base", sideFromJson);
    branch.ours = reader.nested("ours", sideFromJson);
    branch.theirs = reader.nested("theirs", sideFromJson);
    branch.heldBy = reader.texts("heldBy");
    const QList<DivergedRow> rows = reader.list("rows", rowFromJson);
    for (const DivergedRow &row : rows)
        branch.fields += fieldsOf(row);
    return reader.finish(branch);
}

QString keyOf(const DivergedField &field) { return field.row + u'/' + field.field; }

QString sideText(const DivergedSide &side)
{
    return DivergenceTexts::tr("revision %1, made by %2 on %3 (%4)")
        .arg(QString::number(side.number), side.author.section(u" from "_s, 0, 0),
            side.time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s),
            side.comment.isEmpty() ? DivergenceTexts::tr("no comment") : side.comment);
}

} // namespace

Result<Divergences> divergencesFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Divergences out;
    out.branches = reader.list("branches", divergenceFromJson);
    out.member = reader.text("member");
    return reader.finish(out);
}

QString divergenceText(const Divergence &branch, const QString &member)
{
    const QString holders = branch.heldBy.isEmpty() ? DivergenceTexts::tr("members that are not up")
                                                    : branch.heldBy.join(u", "_s);
    return DivergenceTexts::tr(
        "Two keepers changed the cluster table while they could not reach each other. Since then the members "
        "follow two tables, and none gives its own up by itself. Both sides go on working, but neither "
        "learns "
        "what the other changes.\nOurs, at %1: %2.\nTheirs, at %3: %4.\nChoose for every row which side is "
        "right, then merge: all members follow the merged table from then on.")
        .arg(member, sideText(branch.ours), holders, sideText(branch.theirs));
}

DivergenceModel::DivergenceModel(QObject *parent)
    : RowModel(divergenceColumns(), keyOf, parent)
{
}

void DivergenceModel::setBranch(const Divergence &branch)
{
    if (branch.theirs.hash != m_branch.theirs.hash || branch.ours.hash != m_branch.ours.hash)
        m_choices.clear(); // made while looking at other tables
    m_branch = branch;
    showBranch();
}

void DivergenceModel::showBranch()
{
    for (DivergedField &field : m_branch.fields)
        field.taken = m_choices.value(field.row, field.changed == u"both" ? QString() : field.changed);
    setRows(m_branch.fields);
}

void DivergenceModel::choose(const QStringList &keys, const QString &side)
{
    for (const DivergedField &field : std::as_const(m_branch.fields)) {
        if (keys.contains(keyOf(field)))
            m_choices.insert(field.row, side);
    }
    showBranch();
}

QStringList DivergenceModel::undecided() const
{
    QStringList rows;
    for (const DivergedField &field : m_branch.fields) {
        if (field.taken.isEmpty() && !rows.contains(field.row))
            rows.append(field.row);
    }
    return rows;
}

Act DivergenceModel::mergeAct() const
{
    QStringList take;
    for (auto it = m_choices.begin(); it != m_choices.end(); ++it)
        take.append(it.key() + u'=' + it.value());
    QSet<QString> rows;
    for (const DivergedField &field : m_branch.fields)
        rows.insert(field.row);
    Act act;
    act.what = u"table.merge"_s;
    act.arguments = {{u"branch"_s, m_branch.theirs.hash}};
    if (!take.isEmpty())
        act.arguments.insert(u"take"_s, QJsonArray::fromStringList(take));
    act.role = AdministratorRole::Administrator;
    act.button = DivergenceTexts::tr("Merge %n row(s)", nullptr, int(rows.size()));
    act.text = DivergenceTexts::tr(
        "One table is made of the two, and every member follows it from then on. What only one side changed "
        "is "
        "taken from there unless you chose otherwise. A storage in dispute is served by the owner that you "
        "chose, and by nobody else.");
    act.takeBack = DivergenceTexts::tr(
        "To take it back: Put back… on an earlier revision, under Revisions. That brings back rights, states "
        "and addresses, not the owners of storages.");
    act.danger = ActDanger::Destructive;
    return act;
}

} // namespace homeport
