// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Making members: the first of a cluster, or one that joins.
#pragma once

#include "server/app/setupoptions.h"
#include "shared/base/task.h"

namespace homeport {

/// What the administrator is told at the end. The password is shown once and kept nowhere.
struct SetupReport
{
    QString text;
};

/// Makes authority, keys, certificates, table, storage, configuration and directory of a new cluster. Refused
/// when the state folder holds a member already. What it made before a failure is named in the error.
Task<Result<SetupReport>> makeFirstMember(SetupOptions options);

/// Redeems the token and becomes that member (protocol.md 1.8). Run again after a failure it goes on where it
/// stopped: the key is made once.
Task<Result<SetupReport>> joinCluster(SetupOptions options);

} // namespace homeport
