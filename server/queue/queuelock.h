// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One process at a time has a queue folder open.
#pragma once

#include "shared/base/filelock_posix.h"

namespace homeport {

/// FOLDER/lock. Refused, naming the folder, while another process (or another queue of this one) has it.
inline Result<std::unique_ptr<FileLock>> lockQueue(const QString &folder)
{
    return FileLock::acquire(folder + QStringLiteral("/lock"),
        Error::refused("queue in use",
            QStringLiteral("%1 is open in a running homeportd; a queue belongs to one daemon").arg(folder)));
}

} // namespace homeport
