// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Administrators' passwords: argon2id in PHC strings.
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret.h"

namespace homeport {

/// 32 MiB, 3 passes, one lane. Blocks for about a tenth of a second: in a BlockingPool.
Result<QByteArray> hashAdministratorPassword(const Secret &password);
/// False for a wrong password and for a string that is no argon2id hash. Blocks as long.
bool verifyAdministratorPassword(const QByteArray &phc, const Secret &password);

} // namespace homeport
