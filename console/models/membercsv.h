// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Member rows pasted as CSV.
#pragma once

#include "console/models/memberedit.h"

namespace homeport {

struct CsvProblem
{
    qint64 line = 0; ///< from 1
    int column = 0; ///< from 1; 0: the whole line
    QString text;
    bool operator==(const CsvProblem &) const = default;
};

/// What a line says; a field that it does not name is nullopt and stays as it is.
struct PastedMember
{
    qint64 line = 0;
    std::array<std::optional<QString>, memberFields.size()> texts;
    bool operator==(const PastedMember &) const = default;
};

struct PastedMembers
{
    QList<PastedMember> rows;
    QList<CsvProblem> problems; ///< of lines that are not among `rows`
    bool operator==(const PastedMembers &) const = default;
};

/// RFC 4180, separated by comma, semicolon or tab (as spreadsheets copy). The first line may name the columns
/// (name, addresses, adminAddresses, rights, state); else they stand in this order. Several addresses or
/// rights in one cell are separated by spaces, commas or semicolons. Pure.
PastedMembers membersFromCsv(const QString &text);

} // namespace homeport
