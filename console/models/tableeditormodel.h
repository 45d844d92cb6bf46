// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of the table editor for a view in which they are typed into.
#pragma once

#include "console/models/clusterstate.h"
#include "console/models/rowmodel.h"
#include "console/models/tableeditor.h"

namespace homeport {

/// What came of trying the addresses of a row.
struct RowTest
{
    StateWord word;
    QString details; ///< a line per address
    bool operator==(const RowTest &) const = default;
};

/// The answer of member.test, for the row of `name`.
Result<RowTest> rowTestFromJson(const QJsonObject &json, const QString &name);

struct EditorRow
{
    MemberEdit edit;
    std::array<QString, memberFields.size()> problems;
    std::array<bool, memberFields.size()> isChanged{};
    std::array<QString, memberFields.size()> inForce; ///< what stands in the table now
    bool isMissing = false; ///< nobody has joined under this name yet
    RowTest test;

    QString firstProblem() const;
    bool operator==(const EditorRow &) const = default;
};

/// Edits go to the editor; a cell with a fault is shown as such, never refused.
class TableEditorModel : public RowModel<EditorRow>
{

public:
    explicit TableEditorModel(MemberTableEditor &editor, QObject *parent = nullptr);

    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    static constexpr int changedRole = Qt::UserRole + 20; ///< bool: differs from the table in force
    static std::optional<MemberField> fieldAt(int column);
    static QString keyOf(int id) { return QString::number(id); }
    void setTest(int id, const RowTest &test);
    /// Nothing may be edited: who is connected has not the role for it.
    void setReadOnly(bool isReadOnly) { m_isReadOnly = isReadOnly; }

private:
    void take();

    MemberTableEditor &m_editor;
    QHash<int, std::pair<QString, RowTest>> m_tests; ///< with the addresses that were tried
    bool m_isReadOnly = false;
};

} // namespace homeport
