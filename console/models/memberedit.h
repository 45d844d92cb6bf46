// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A member row as it is typed: texts that may still be wrong, and what is wrong with them.
#pragma once

#include "shared/model/clustertable.h"

#include <array>
#include <optional>

namespace homeport {

enum class MemberField { Name, Addresses, AdminAddresses, Rights, State };
constexpr std::array<MemberField, 5> memberFields{MemberField::Name, MemberField::Addresses,
    MemberField::AdminAddresses, MemberField::Rights, MemberField::State};

/// "addresses": as the admin API and CSV files name it.
QString fieldName(MemberField field);
/// "Addresses": for people.
QString fieldTitle(MemberField field);

struct MemberEdit
{
    int id = 0; ///< of the row in the editor, whatever its name
    bool isNew = false; ///< no row of the table
    std::array<QString, memberFields.size()> texts; ///< lists are separated by ", "

    QString &text(MemberField field) { return texts[size_t(field)]; }
    const QString &text(MemberField field) const { return texts[size_t(field)]; }
    QString name() const { return text(MemberField::Name); }
    QStringList list(MemberField field) const;
    bool operator==(const MemberEdit &) const = default;
};

MemberEdit memberEdit(const Member &member, int id);
/// An empty row for a new member: a frontend.
MemberEdit newMemberEdit(int id);
/// Spaces, case and separators as the table keeps them; what is no list item stays as it was typed.
QString normalText(MemberField field, const QString &typed);
/// HOST:PORT as the table keeps it; nullopt: it is none that can be called.
std::optional<QString> memberEndpoint(const QString &text);
/// As table.apply takes it.
QJsonObject toJson(const MemberEdit &edit);

struct FieldProblem
{
    int id = 0; ///< MemberEdit::id
    MemberField field = MemberField::Name;
    QString text; ///< names field, value and what would be right
    bool operator==(const FieldProblem &) const = default;
};

/// Everything that is wrong with the rows, as the cluster would refuse it; `table` is the one in force.
QList<FieldProblem> problemsOf(const QList<MemberEdit> &rows, const ClusterTable &table);

} // namespace homeport
