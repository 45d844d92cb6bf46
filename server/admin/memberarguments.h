// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Arguments of verbs about members.
#pragma once

#include "server/admin/arguments.h"
#include "server/admin/memberrules.h"

namespace homeport {

/// A list of "proxy", "store", "keeper"; another word is a fault.
Rights readRights(Arguments &arguments, const char *key);
/// HOST:PORT each; another text is a fault.
QStringList readEndpoints(Arguments &arguments, const char *key);
/// "addresses", "adminAddresses", "rights", "state": what is given.
MemberChange readMemberChange(Arguments &arguments);
/// A full host name in lower case.
MemberName readNewName(Arguments &arguments, const char *key);

} // namespace homeport
