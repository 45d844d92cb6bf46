// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A TOML file as a flat list of entries with their lines: the only place that knows toml++.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace homeport {

struct TomlEntry
{
    enum class Type { Text, Number, Boolean, TextList, Table, Other };

    QString name; ///< "smtp.max_recipients"; the section or setting, dots between the parts
    int line = 0;
    Type type = Type::Other;
    QStringList texts; ///< the value as text: one element, or the elements of a TextList; empty for the rest
    QString shown; ///< the value as it may stand in a message (a secret's is not to be shown)
};

struct TomlProblem
{
    int line = 0;
    QString message;
};

/// All entries in the order of their lines; a section (table) comes before what is in it. Sections deeper
/// than one level are reported as a Table entry and not descended into.
tl::expected<QList<TomlEntry>, TomlProblem> parseToml(const QByteArray &text);

} // namespace homeport
