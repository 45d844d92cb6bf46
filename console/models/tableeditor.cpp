// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Editing, undo, and replaying edits on another table.
#include "console/models/tableeditor.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qsizetype mostSteps = 200;

} // namespace

Result<RevisedTable> revisedTableFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    RevisedTable out;
    out.revision = reader.nested("revision", tableRevisionFromJson);
    JsonReader table(reader.object("table"));
    if (reader.hasFault())
        return reader.finish(out);
    out.table.members = table.list("members", memberFromJson);
    out.table.storages = table.list("storages", storageFromJson);
    return table.finish(out);
}

QList<MemberEdit> MemberTableEditor::rowsOf(const ClusterTable &table)
{
    QList<MemberEdit> rows;
    for (const Member &member : table.members) {
        int &id = m_ids[member.name.text];
        if (id == 0)
            id = ++m_lastId;
        rows.append(memberEdit(member, id));
    }
    return rows;
}

void MemberTableEditor::setBase(const RevisedTable &base)
{
    if (base == m_base)
        return;
    const QList<MemberEdit> next = rowsOf(base.table);
    m_conflicts.clear();
    m_notes.clear();
    QHash<QString, MemberEdit> nextByName;
    for (const MemberEdit &row : next)
        nextByName.insert(row.name(), row);
    const QList<MemberEdit> mine = replayed(m_rows, next, true);
    for (Step &step : m_history) {
        step.before = replayed(step.before, next, false);
        step.after = replayed(step.after, next, false);
    }
    m_base = base;
    m_baseRows = nextByName;
    m_rows = mine;
    judge();
}

/// The edits of `edited` (against the present base) on the rows of the next one.
QList<MemberEdit> MemberTableEditor::replayed(
    const QList<MemberEdit> &edited, const QList<MemberEdit> &next, bool tells)
{
    QList<MemberEdit> out = next;
    for (const MemberEdit &mine : edited) {
        const auto end = out.begin() + next.size(); // behind it: rows that are new here
        const auto found =
            std::find_if(out.begin(), end, [&](const MemberEdit &row) { return row.name() == mine.name(); });
        const MemberEdit *const before = mine.isNew ? nullptr : baseRow(mine.name());
        if (found != end) {
            replayFields(mine, *found, tells);
        } else if (mine.isNew) {
            out.append(mine);
        } else if (before && mine.texts != before->texts && tells) {
            m_notes.append(
                tr("%1 was removed from the table meanwhile: your changes to it are gone.").arg(mine.name()));
        }
    }
    return out;
}

/// `row` is what stands in the next table under this name.
void MemberTableEditor::replayFields(const MemberEdit &mine, MemberEdit &row, bool tells)
{
    const MemberEdit *const before = mine.isNew ? nullptr : baseRow(mine.name());
    for (const MemberField field : memberFields) {
        const QString &wanted = mine.text(field);
        QString &theirs = row.text(field);
        const bool isEdited = before ? wanted != before->text(field) : true;
        if (!isEdited || wanted == theirs)
            continue;
        const bool isConflict = before ? theirs != before->text(field) : true;
        if (isConflict && tells)
            m_conflicts.append({mine.name(), field, theirs});
        theirs = wanted;
    }
}

void MemberTableEditor::reset()
{
    m_rows = rowsOf(m_base.table);
    m_history.clear();
    m_at = 0;
    m_conflicts.clear();
    m_notes.clear();
    judge();
}

const MemberEdit *MemberTableEditor::baseRow(const QString &name) const
{
    const auto found = m_baseRows.constFind(name);
    return found == m_baseRows.cend() ? nullptr : &*found;
}

const MemberEdit *MemberTableEditor::row(int id) const
{
    const auto found =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [id](const MemberEdit &row) { return row.id == id; });
    return found == m_rows.cend() ? nullptr : &*found;
}

MemberEdit *MemberTableEditor::find(QList<MemberEdit> &rows, int id) const
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [id](const MemberEdit &row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

void MemberTableEditor::push(const QString &what, QList<MemberEdit> after)
{
    if (after == m_rows)
        return;
    m_history.resize(m_at);
    m_history.append({what, m_rows, after});
    if (m_history.size() > mostSteps)
        m_history.removeFirst();
    m_at = m_history.size();
    m_rows = std::move(after);
    judge();
}

void MemberTableEditor::edit(int id, MemberField field, const QString &typed)
{
    QList<MemberEdit> next = m_rows;
    MemberEdit *const row = find(next, id);
    if (!row || (field == MemberField::Name && !row->isNew))
        return;
    row->text(field) = normalText(field, typed);
    push(
        tr("%1 of %2").arg(fieldTitle(field), row->name().isEmpty() ? tr("the new row") : row->name()), next);
}

int MemberTableEditor::addRow()
{
    QList<MemberEdit> next = m_rows;
    next.append(newMemberEdit(++m_lastId));
    push(tr("New row"), next);
    return m_lastId;
}

void MemberTableEditor::discardRow(int id)
{
    const MemberEdit *const wanted = row(id);
    if (!wanted || !wanted->isNew)
        return;
    QList<MemberEdit> next = m_rows;
    next.removeIf([id](const MemberEdit &row) { return row.id == id; });
    push(tr("Discard the new row %1").arg(wanted->name()), next);
}

int MemberTableEditor::paste(const PastedMembers &pasted)
{
    QList<MemberEdit> next = m_rows;
    int count = 0;
    for (const PastedMember &line : pasted.rows) {
        const QString name = line.texts[size_t(MemberField::Name)].value_or(QString());
        const auto found =
            std::find_if(next.begin(), next.end(), [&](const MemberEdit &row) { return row.name() == name; });
        MemberEdit row = found == next.end() ? newMemberEdit(++m_lastId) : *found;
        for (const MemberField field : memberFields)
            row.text(field) = line.texts[size_t(field)].value_or(row.text(field));
        if (found == next.end())
            next.append(row);
        else if (*found == row)
            continue;
        else
            *found = row;
        ++count;
    }
    push(tr("Paste %n row(s)", nullptr, count), next);
    return count;
}

void MemberTableEditor::undo()
{
    if (!canUndo())
        return;
    m_rows = m_history[--m_at].before;
    judge();
}

void MemberTableEditor::redo()
{
    if (!canRedo())
        return;
    m_rows = m_history[m_at++].after;
    judge();
}

/// Rows that nobody edited are taken as they are: only edits are judged.
void MemberTableEditor::judge()
{
    QList<MemberEdit> ordered = m_rows;
    std::stable_partition(
        ordered.begin(), ordered.end(), [this](const MemberEdit &row) { return !isChanged(row.id); });
    m_problems = problemsOf(ordered, m_base.table);
    m_problems.removeIf([this](const FieldProblem &problem) { return !isChanged(problem.id); });
    m_conflicts.removeIf([this](const EditConflict &conflict) {
        const MemberEdit *const before = baseRow(conflict.member);
        return std::none_of(m_rows.cbegin(), m_rows.cend(), [&](const MemberEdit &row) {
            return row.name() == conflict.member && before
                && row.text(conflict.field) != before->text(conflict.field);
        });
    });
    Q_EMIT changed();
}

QString MemberTableEditor::problemOf(int id, MemberField field) const
{
    for (const FieldProblem &problem : m_problems) {
        if (problem.id == id && problem.field == field)
            return problem.text;
    }
    return {};
}

bool MemberTableEditor::isChanged(int id, MemberField field) const
{
    const MemberEdit *const edited = row(id);
    const MemberEdit *const before = edited ? baseRow(edited->name()) : nullptr;
    if (!edited)
        return false;
    return !before || edited->isNew || before->text(field) != edited->text(field);
}

bool MemberTableEditor::isChanged(int id) const
{
    return std::any_of(
        memberFields.begin(), memberFields.end(), [&](MemberField field) { return isChanged(id, field); });
}

int MemberTableEditor::changedRowCount() const
{
    return int(std::count_if(
        m_rows.cbegin(), m_rows.cend(), [this](const MemberEdit &row) { return isChanged(row.id); }));
}

QList<TableChange> MemberTableEditor::changes() const
{
    QList<TableChange> out;
    for (const MemberEdit &row : m_rows) {
        const MemberEdit *const before = row.isNew ? nullptr : baseRow(row.name());
        for (const MemberField field : memberFields) {
            if (field == MemberField::Name || !isChanged(row.id, field))
                continue;
            TableChange change;
            change.row = u"member:"_s + row.name();
            change.field = fieldTitle(field);
            change.now = before ? before->text(field) : QString();
            change.then = row.text(field);
            change.kind = before ? ChangeKind::Changed : ChangeKind::Added;
            for (const EditConflict &conflict : m_conflicts) {
                if (conflict.member != row.name() || conflict.field != field)
                    continue;
                change.kind = ChangeKind::Conflict;
                change.note =
                    tr("Somebody else set it to \"%1\" meanwhile; yours replaces it.").arg(conflict.theirs);
            }
            if (!before && change.then.isEmpty())
                continue; // an empty list of a new row tells nothing
            out.append(change);
        }
    }
    return out;
}

QString MemberTableEditor::whyNotApply() const
{
    if (!hasBase())
        return tr("The table has not been read yet.");
    if (changedRowCount() == 0)
        return tr("Nothing has been changed.");
    return m_problems.isEmpty()
        ? QString()
        : tr("%n field(s) must be put right first: %1", nullptr, int(m_problems.size()))
              .arg(m_problems.first().text);
}

Act MemberTableEditor::applyAct(const QString &comment, bool isDryRun) const
{
    QJsonArray members;
    for (const MemberEdit &row : m_rows) {
        if (isChanged(row.id))
            members.append(toJson(row));
    }
    Act act;
    act.what = u"table.apply"_s;
    act.arguments = {{u"expected"_s, QString::fromLatin1(m_base.revision.hash)}, {u"members"_s, members}};
    if (!comment.trimmed().isEmpty())
        act.arguments.insert(u"comment"_s, comment.trimmed());
    if (isDryRun)
        act.arguments.insert(u"dryRun"_s, true);
    act.role = AdministratorRole::Administrator;
    act.button = tr("Apply changes of %n row(s)", nullptr, int(members.size()));
    act.text = tr("A new revision of the member table is made, on top of revision %1, and given to every "
                  "member.")
                   .arg(m_base.revision.number);
    act.takeBack =
        tr("To take it back: Put back… on revision %1, on the page Revisions.").arg(m_base.revision.number);
    return act;
}

} // namespace homeport
