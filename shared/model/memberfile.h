// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Member rows as files hold them: JSON or CSV, for table.apply.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QJsonArray>

namespace homeport {

/// Rows with "name" and any of "addresses", "adminAddresses", "rights", "state"; what else stands there is
/// the daemon's to judge. JSON: a list of rows, or an object with such a list as "members", or as "table"
/// shows the whole table ({"table": {"members": …}}); keys that only a table has are left out. CSV: a first
/// line with these names; lists are parted by ';' or spaces; an empty cell leaves the value as it is. Errors
/// are Syntax and name line and field.
Result<QJsonArray> memberRowsFromText(const QByteArray &text);

} // namespace homeport
