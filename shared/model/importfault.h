// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What readers of imported files answer beside their rows.
#pragma once

#include <QString>
#include <variant>

namespace homeport {

/// What is wrong with one row, and what would be right.
struct ImportFault
{
    qint64 line = 0;
    QString address; ///< where it is known
    QString field;
    QString value;
    QString text;
    bool isFatal = false; ///< the rest of the file cannot be relied on
    bool operator==(const ImportFault &) const = default;
};

struct NeedMore
{
    bool operator==(const NeedMore &) const = default;
};
struct AtEnd
{
    bool operator==(const AtEnd &) const = default;
};

/// For messages: at most 100 characters of a value that may hold anything.
QString shownValue(const QByteArray &value);
bool isValidUtf8(const QByteArray &value);

} // namespace homeport
