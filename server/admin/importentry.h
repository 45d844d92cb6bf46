// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One account or alias of an import: its texts checked and made values.
#pragma once

#include "server/ports/directory.h"

#include <QJsonObject>

namespace homeport {

/// Why a row was not imported. `value` never holds a password.
struct ImportProblem
{
    enum class Kind {
        Refused, ///< wrong in itself
        Different, ///< the directory has it with other values, which stay
        Failed, ///< could not be done now: import again
    };
    Kind kind = Kind::Refused;
    qint64 line = 0;
    QString address;
    QString field;
    QString value;
    QString text; ///< what is wrong and what would be right
};

struct ImportEntry
{
    qint64 line = 0;
    Address address;
    Secret password; ///< clear text
    QByteArray passwordHash; ///< "{SCHEME}…"
    QString host; ///< as written; empty: chosen for it
    QString storage;
    std::optional<qint64> quotaBytes;
    std::optional<bool> enabled;
    QList<Address> aliases; ///< further addresses of the account
    QList<Address> targets; ///< not empty: no account but an alias, forwarder or group
    bool isRedirect() const { return !targets.isEmpty(); }
};

/// All values are texts, but for "line" (a number), "aliases" and "targets" (lists of texts).
tl::expected<ImportEntry, ImportProblem> importEntryFrom(const QJsonObject &json);

/// Schemes that are taken as they are, without braces: "SSHA".
QStringList importedPasswordSchemes();

QJsonObject toJson(const ImportProblem &problem);

} // namespace homeport
