// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the directory's answer to a change means.
#pragma once

#include "server/directory/ldapmessages.h"

namespace homeport {

/// The usual meanings of an answer to a change of `name`: Refused with the status "exists", "absent",
/// "access" or "schema", else Temporary.
Result<> changeOutcome(const QByteArray &name, const LdapReply &reply);

/// Did a compare-and-swap (hostSwap) fail because somebody else changed or deleted the entry?
bool isOvertaken(int code);

} // namespace homeport
