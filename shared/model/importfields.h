// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// From the columns of a CSV file and the attributes of an LDIF record to the fields of "account.import".
#pragma once

#include "shared/model/csvreader.h"
#include "shared/model/ldifreader.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace homeport {

/// Names of columns, as the header writes them: "address", "password_hash"…
QStringList importColumns();

/// A header row made use of: which column holds what.
class CsvFields
{
public:
    /// A fault with `field` empty: a column is missing or there twice. With `field` "column" the value is an
    /// unknown name: callers may add the nearest one.
    static std::variant<CsvFields, ImportFault> fromHeader(const CsvRow &header);
    /// {"line", "address", …}; empty cells are left out; lists are separated by blanks or semicolons.
    std::variant<QJsonObject, ImportFault> item(const CsvRow &row) const;

private:
    QStringList m_columns;
};

/// Attribute names in lower case by field ("address", "passwordHash", "password", "host", "storage", "quota",
/// "enabled", "aliases", "targets"), the most wanted first.
using LdifNames = QHash<QString, QList<QByteArray>>;
/// Those of resources/schema and the common ones of others.
LdifNames standardLdifNames();
/// Sets "FIELD=ATTRIBUTE" in place of the standard names; false when FIELD is none (it may be written like a
/// column).
bool setLdifName(LdifNames &names, const QString &assignment);

/// Nothing: the entry is no account and no alias (a branch, a person without mailbox).
std::variant<QJsonObject, ImportFault, std::monostate> ldifItem(
    const LdifRecord &record, const LdifNames &names);

} // namespace homeport
