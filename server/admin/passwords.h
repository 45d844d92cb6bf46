// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Administrators' passwords: argon2id in PHC strings (RFC 9106).
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret.h"

namespace homeport {

/// "$argon2id$v=19$m=65536,t=3,p=1$…", RFC 9106's second recommended option. Takes 0.1 s and 64 MiB: in a pool.
Result<QByteArray> hashPassword(const Secret &password);

/// True when `password` is the one of `hash`. As slow as hashing; false for a damaged hash.
bool passwordMatches(const QByteArray &hash, const Secret &password);

} // namespace homeport
