// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From the editor to rows and back.
#include "console/models/tableeditormodel.h"

#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct EditorTexts
{
    Q_DECLARE_TR_FUNCTIONS(EditorTexts)
};

RowColumn<EditorRow> fieldColumn(MemberField field)
{
    const auto at = size_t(field);
    RowColumn<EditorRow> column{fieldTitle(field), fieldName(field)};
    column.text = [at](const EditorRow &row) { return row.edit.texts[at]; };
    column.severity = [at](const EditorRow &row) {
        return row.problems[at].isEmpty() ? Severity::None : Severity::Bad;
    };
    column.toolTip = [at](const EditorRow &row) {
        if (!row.problems[at].isEmpty())
            return row.problems[at];
        if (row.edit.isNew || !row.isChanged[at])
            return QString();
        return row.inForce[at].isEmpty()
            ? EditorTexts::tr("Changed. In the table now: nothing")
            : EditorTexts::tr("Changed. In the table now: %1").arg(row.inForce[at]);
    };
    return column;
}

StateWord rowWord(const EditorRow &row)
{
    if (!row.firstProblem().isEmpty())
        return {row.firstProblem(), Severity::Bad};
    if (row.edit.isNew)
        return {EditorTexts::tr("new, not applied"), Severity::Notice};
    const int count = int(std::count(row.isChanged.begin(), row.isChanged.end(), true));
    if (count > 0)
        return {EditorTexts::tr("%n change(s), not applied", nullptr, count), Severity::Notice};
    return row.isMissing ? StateWord{EditorTexts::tr("has not joined yet"), Severity::None} : StateWord{};
}

QList<RowColumn<EditorRow>> editorColumns()
{
    QList<RowColumn<EditorRow>> columns;
    for (const MemberField field : memberFields)
        columns.append(fieldColumn(field));
    columns.append(
        {EditorTexts::tr("Test"), u"test"_s, [](const EditorRow &row) { return row.test.word.word; }, {},
            [](const EditorRow &row) { return row.test.word.severity; },
            [](const EditorRow &row) { return row.test.details; }});
    columns.append(
        {EditorTexts::tr("Edits"), u"edits"_s, [](const EditorRow &row) { return rowWord(row).word; }, {},
            [](const EditorRow &row) { return rowWord(row).severity; },
            [](const EditorRow &row) { return rowWord(row).word; }});
    return columns;
}

struct AddressTest
{
    QString address;
    QStringList resolvesTo;
    bool isReachable = false;
    qint64 milliseconds = 0;
    QString name;
    QString error;
};

Result<AddressTest> addressTestFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    AddressTest test;
    test.address = reader.text("address");
    test.resolvesTo = reader.texts("resolvesTo");
    test.isReachable = reader.boolean("reachable");
    test.milliseconds = reader.integer("milliseconds");
    test.name = reader.text("name");
    test.error = reader.text("error");
    return reader.finish(test);
}

QString faultOf(const AddressTest &test, const QString &name)
{
    if (!test.error.isEmpty())
        return test.error;
    if (!test.isReachable)
        return EditorTexts::tr("does not answer");
    if (!test.name.isEmpty() && test.name != name)
        return EditorTexts::tr("%1 answers there, not %2").arg(test.name, name);
    return {};
}

QString lineOf(const AddressTest &test, const QString &fault)
{
    const QString resolved = test.resolvesTo.join(u", "_s);
    const bool isTold = resolved.isEmpty() || test.address.contains(resolved);
    const QString place =
        isTold ? test.address : EditorTexts::tr("%1 (resolves to %2)").arg(test.address, resolved);
    return place + u": "_s
        + (fault.isEmpty() ? EditorTexts::tr("reached in %1 ms").arg(test.milliseconds) : fault);
}

} // namespace

Result<RowTest> rowTestFromJson(const QJsonObject &json, const QString &name)
{
    JsonReader reader(json);
    const QList<AddressTest> tests = reader.list("tests", addressTestFromJson);
    QStringList lines;
    qint64 slowest = 0;
    QString firstFault;
    for (const AddressTest &test : tests) {
        const QString fault = faultOf(test, name);
        lines.append(lineOf(test, fault));
        slowest = std::max(slowest, test.milliseconds);
        if (firstFault.isEmpty() && !fault.isEmpty())
            firstFault = test.address + u": "_s + fault;
    }
    RowTest out;
    out.details = lines.join(u'\n');
    out.word = {firstFault, Severity::Bad};
    if (firstFault.isEmpty())
        out.word = {
            EditorTexts::tr("%n address(es) reached within %1 ms", nullptr, int(tests.size())).arg(slowest),
            Severity::Good};
    return reader.finish(out);
}

QString EditorRow::firstProblem() const
{
    const auto found = std::find_if(
        problems.cbegin(), problems.cend(), [](const QString &problem) { return !problem.isEmpty(); });
    return found == problems.cend() ? QString() : found->section(u'\n', 0, 0);
}

TableEditorModel::TableEditorModel(MemberTableEditor &editor, QObject *parent)
    : RowModel(
        editorColumns(), [](const EditorRow &row) { return keyOf(row.edit.id); }, parent)
    , m_editor(editor)
{
    connect(&editor, &MemberTableEditor::changed, this, &TableEditorModel::take);
    take();
}

void TableEditorModel::take()
{
    QHash<QString, const Member *> inForce;
    for (const Member &member : m_editor.base().table.members)
        inForce.insert(member.name.text, &member);
    QHash<int, QList<FieldProblem>> problems;
    for (const FieldProblem &problem : m_editor.problems())
        problems[problem.id].append(problem);
    QList<EditorRow> rows;
    for (const MemberEdit &edit : m_editor.rows()) {
        EditorRow row;
        row.edit = edit;
        const Member *const member = edit.isNew ? nullptr : inForce.value(edit.name());
        if (member)
            row.inForce = memberEdit(*member, edit.id).texts;
        row.isMissing = member && member->publicKey.isEmpty();
        for (const MemberField field : memberFields)
            row.isChanged[size_t(field)] = !member || row.inForce[size_t(field)] != edit.text(field);
        const QList<FieldProblem> own = problems.value(edit.id);
        for (const FieldProblem &problem : own) {
            QString &text = row.problems[size_t(problem.field)];
            text += (text.isEmpty() ? QString() : u"\n"_s) + problem.text;
        }
        const auto test = m_tests.constFind(edit.id);
        if (test != m_tests.cend() && test->first == edit.text(MemberField::Addresses))
            row.test = test->second;
        rows.append(row);
    }
    setRows(std::move(rows));
}

void TableEditorModel::setTest(int id, const RowTest &test)
{
    if (const MemberEdit *const row = m_editor.row(id)) {
        m_tests.insert(id, {row->text(MemberField::Addresses), test});
        take();
    }
}

std::optional<MemberField> TableEditorModel::fieldAt(int column)
{
    return column >= 0 && column < int(memberFields.size()) ? std::optional(memberFields[size_t(column)])
                                                            : std::nullopt;
}

Qt::ItemFlags TableEditorModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags out = RowModel::flags(index);
    const std::optional<MemberField> field = fieldAt(index.column());
    if (!index.isValid() || !field || m_isReadOnly)
        return out;
    if (*field != MemberField::Name || at(index.row()).edit.isNew)
        out |= Qt::ItemIsEditable;
    return out;
}

QVariant TableEditorModel::data(const QModelIndex &index, int role) const
{
    if (role == changedRole && index.isValid()) {
        const std::optional<MemberField> field = fieldAt(index.column());
        return field && at(index.row()).isChanged[size_t(*field)];
    }
    return RowModel::data(index, role == Qt::EditRole ? int(Qt::DisplayRole) : role);
}

bool TableEditorModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const std::optional<MemberField> field = fieldAt(index.column());
    if (role != Qt::EditRole || !field || !(flags(index) & Qt::ItemIsEditable))
        return false;
    m_editor.edit(at(index.row()).edit.id, *field, value.toString());
    return true;
}

} // namespace homeport
