// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The member table while it is edited: rows, undo, what is wrong, what would change against the table in
// force.
#pragma once

#include "console/models/act.h"
#include "console/models/membercsv.h"
#include "console/models/tablechanges.h"

#include <QObject>

namespace homeport {

/// Members and storages of a table, and the revision that it is.
struct RevisedTable
{
    TableRevision revision;
    ClusterTable table;
    bool operator==(const RevisedTable &) const = default;
};
/// The answer of table.show.
Result<RevisedTable> revisedTableFromJson(const QJsonObject &json);

/// Somebody else changed the field that was edited here.
struct EditConflict
{
    QString member;
    MemberField field = MemberField::Name;
    QString theirs; ///< what stands in the table now
    bool operator==(const EditConflict &) const = default;
};

/// GUI thread.
class MemberTableEditor : public QObject
{
    Q_OBJECT

public:
    explicit MemberTableEditor(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    const RevisedTable &base() const { return m_base; }
    bool hasBase() const { return !m_base.revision.hash.isEmpty(); }
    /// Edits are replayed on the new table: what nobody else touched stays, what both changed keeps the edit
    /// and becomes a conflict. Edits that became true meanwhile are no edits any more. Undo goes on working.
    void setBase(const RevisedTable &base);
    /// Throws the edits away.
    void reset();

    const QList<MemberEdit> &rows() const { return m_rows; }
    const MemberEdit *row(int id) const;
    /// Undoable, each. A row that stands in the table keeps its name.
    void edit(int id, MemberField field, const QString &typed);
    int addRow();
    /// Only of a row that was added here.
    void discardRow(int id);
    /// Rows of names that there are are changed, others added. The number of lines that changed something.
    int paste(const PastedMembers &pasted);

    bool canUndo() const { return m_at > 0; }
    bool canRedo() const { return m_at < m_history.size(); }
    QString undoText() const { return canUndo() ? m_history[m_at - 1].what : QString(); }
    QString redoText() const { return canRedo() ? m_history[m_at].what : QString(); }
    void undo();
    void redo();

    const QList<FieldProblem> &problems() const { return m_problems; }
    QString problemOf(int id, MemberField field) const; ///< empty: none
    bool isChanged(int id, MemberField field) const;
    bool isChanged(int id) const;
    const QList<EditConflict> &conflicts() const { return m_conflicts; }
    /// What the last setBase() could not keep, in sentences.
    const QStringList &notes() const { return m_notes; }

    int changedRowCount() const;
    /// A line per field that differs from the table in force.
    QList<TableChange> changes() const;
    /// Empty: can be applied. Else why not.
    QString whyNotApply() const;
    Act applyAct(const QString &comment, bool isDryRun) const;

Q_SIGNALS:
    void changed();

private:
    struct Step
    {
        QString what;
        QList<MemberEdit> before;
        QList<MemberEdit> after;
    };
    QList<MemberEdit> rowsOf(const ClusterTable &table);
    QList<MemberEdit> replayed(const QList<MemberEdit> &edited, const QList<MemberEdit> &next, bool tells);
    void replayFields(const MemberEdit &mine, MemberEdit &row, bool tells);
    const MemberEdit *baseRow(const QString &name) const;
    MemberEdit *find(QList<MemberEdit> &rows, int id) const;
    void push(const QString &what, QList<MemberEdit> after);
    void judge();

    RevisedTable m_base;
    QHash<QString, MemberEdit> m_baseRows;
    QHash<QString, int> m_ids; ///< of names, kept across tables
    QList<MemberEdit> m_rows;
    QList<Step> m_history;
    qsizetype m_at = 0; ///< steps done
    QList<FieldProblem> m_problems;
    QList<EditConflict> m_conflicts;
    QStringList m_notes;
    int m_lastId = 0;
};

} // namespace homeport
