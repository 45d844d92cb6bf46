// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The state folder of one member: its version, its lock, and where things lie in it (protocol.md 2.1).
#pragma once

#include "shared/base/filelock_posix.h"

namespace homeport {

/// Paths below the folder that more than one part of the program uses.
struct StatePaths
{
    QString state;
    QString config() const { return state + QStringLiteral("/homeportd.toml"); }
    QString directory() const { return state + QStringLiteral("/directory"); }
    QString directoryPassword() const { return state + QStringLiteral("/directory.password"); }
    QString storage() const { return state + QStringLiteral("/storage"); } ///< the default of a backend
    QString tickets() const { return state + QStringLiteral("/attach"); }
    QString temporary() const { return state + QStringLiteral("/tmp"); }
    QString adminSocket() const { return state + QStringLiteral("/admin.sock"); }
    QString bulkMove() const { return state + QStringLiteral("/bulkmove.json"); }
    QString audit() const { return state + QStringLiteral("/audit.log"); }
};

/// Opens an existing folder: refused when it is no state folder, of a newer version, or in use. The lock is
/// held by whoever works on the folder: a second daemon, or setup beside a daemon, is refused.
Result<std::unique_ptr<FileLock>> lockStateFolder(const QString &state);
/// Makes the folder and its version file first where they are missing.
Result<std::unique_ptr<FileLock>> makeStateFolder(const QString &state);

} // namespace homeport
