// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The fence command: proof that the old owner of a storage can no longer write to it.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/task.h"

#include <QStringList>

namespace homeport {

/// Runs `command` without a shell, with HOMEPORT_MEMBER and HOMEPORT_STORAGE in its environment; at most a
/// minute. The proof's text, or Refused with what it printed. Main thread.
Task<Result<QString>> runFenceCommand(QStringList command, MemberName owner, QString storage);

} // namespace homeport
