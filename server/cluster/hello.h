// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Whether two members that greet each other can talk (protocol.md 1.2).
#pragma once

#include "server/cluster/messages.h"

namespace homeport {

/// The highest version in both ranges. Refused with status "505" when there is none; the text names both.
Result<int> agreeOnProtocol(const Hello &ours, const Hello &theirs);

/// Cluster, name (the one that the certificate proved) and protocol. Refused; the status is that of the HTTP
/// answer, "403" or "505". The value: the version to speak.
Result<int> acceptHello(const Hello &ours, const Hello &theirs, const MemberName &proven);

} // namespace homeport
