// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many accounts added to the directory at once: import.
#pragma once

#include "server/ports/directory.h"

namespace homeport {

struct NewAccount
{
    AccountRecord record; ///< `dn` is made by the directory
    Secret password; ///< clear text, hashed by the directory's client; empty: see `passwordHash`
    QByteArray
        passwordHash; ///< an RFC 3112 or {SCHEME} value, taken as it is; empty with no password: no logins
};

struct LoadOutcome
{
    qint64 added = 0;
    QList<Address> present; ///< names that are taken already
    QList<std::pair<Address, Error>> failed;
    std::optional<Error> stopped; ///< the directory went away; what is not counted may or may not be done
};

/// On keepers, main thread; one per import, with its own connection to the writer.
class AccountLoader
{
public:
    virtual ~AccountLoader() = default;
    /// In one transaction where the server offers them, else pipelined. The domains must exist.
    virtual Task<LoadOutcome> add(QList<NewAccount> accounts) = 0;
};

} // namespace homeport
