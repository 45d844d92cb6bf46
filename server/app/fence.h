// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The fence command: proof that the old owner of a storage can no longer write to it.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/task.h"

#include <QStringList>

namespace homeport {

struct FenceOrder
{
    QStringList command; ///< storage.fence_command: program and arguments
    MemberName owner; ///< who shall not write any more
    QStringList addresses; ///< "host:port" of its cluster port
    QString storage;
    StorageId id;
    QString path; ///< where the storage is found here
};

/// Runs the command without a shell, the owner's name as its last argument. Its environment is ours and
/// HOMEPORT_MEMBER, HOMEPORT_ADDRESS (host of the first address), HOMEPORT_STORAGE, HOMEPORT_STORAGE_ID,
/// HOMEPORT_PATH. Exit code 0 within 40 s is proof; the value is its text for ticket, log and audit. Refused
/// otherwise, with what it printed; a command that does not end is killed, with what it started. Main thread.
Task<Result<QString>> runFenceCommand(FenceOrder order);

} // namespace homeport
