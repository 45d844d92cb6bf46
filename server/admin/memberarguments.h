// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Arguments of verbs about members.
#pragma once

#include "server/admin/arguments.h"
#include "shared/model/member.h"

namespace homeport {

/// A list of "proxy", "store", "keeper"; another word is a fault.
Rights readRights(Arguments &arguments, const char *key);
/// A full host name in lower case.
MemberName readNewName(Arguments &arguments, const char *key);

} // namespace homeport
