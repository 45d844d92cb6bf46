// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Members by the names that people type.
#pragma once

#include "shared/model/clustertable.h"

namespace homeport {

/// By full name or a first label that only one member has; `key` is the argument it was given in.
Result<MemberName> memberNamed(const ClusterTable &table, const char *key, const QString &text);

} // namespace homeport
