// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Answers for other programs: CSV (RFC 4180) and JSON lines.
#pragma once

#include "shared/client/verbtable.h"

#include <QJsonObject>
#include <QStringList>

namespace homeport {

enum class Heading { Shown, Left }; ///< left: a page behind the first

struct ValueWords
{
    QString yes;
    QString no;
    QChar separator; ///< between the elements of a list
};
/// The cell of a column: "ages.3" is the fourth element of a list.
QJsonValue cellOf(const QJsonValue &row, const QString &key);
/// A JSON value in one cell or line.
QString valueText(const QJsonValue &value, const ValueWords &words);

/// Quoted where needed, with CR LF.
QString csvLine(const QStringList &cells);
/// The rows of a list, else the answer's fields as one row. The heading has the names of the JSON fields.
QString csvOf(const VerbRow &verb, const QJsonObject &answer, Heading heading);
/// One object a line: of a list each element, else the answer.
QString jsonLinesOf(const VerbRow &verb, const QJsonObject &answer);

} // namespace homeport
