// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Opens a connection to another member: TCP, TLS, the checks, HTTP/2, hello.
#pragma once

#include "server/cluster/linkidentity.h"
#include "server/cluster/messages.h"

namespace homeport {

struct DialOrder
{
    std::shared_ptr<const ClusterTable> table;
    LinkContextsPointer contexts;
    MemberName member;
    std::optional<int> worker; ///< of the other member, named in SNI too; none for control
    Hello hello; ///< ours
    Http2Options options;
    Deadline deadline;
};

/// A connection that has been greeted; run() is under way.
struct OpenedLink
{
    std::unique_ptr<Http2Connection> connection;
    Hello hello; ///< theirs
    LinkPeer peer;
};

/// Tries the member's addresses in order. Temporary when none answers in time; Refused when the other side is
/// not the member or does not take us.
Task<Result<OpenedLink>> dialMember(DialOrder order);

/// "host:port" or "[2001:db8::1]:port" taken apart; nullopt when it is neither.
std::optional<std::pair<QString, quint16>> splitEndpoint(const QString &endpoint);

} // namespace homeport
