// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The names in SNI by which a connection says, before HTTP/2 begins, which thread shall serve it
// (protocol.md 1.2).
#pragma once

#include "server/cluster/messages.h"

namespace homeport {

/// "control.M", "wN.M" (sessions) or "dN.M" (deliveries).
QByteArray serverNameFor(const MemberName &member, LinkPurpose purpose, int worker);

/// Where a connection wants to be served.
struct LinkDoor
{
    LinkPurpose purpose = LinkPurpose::Deliveries;
    std::optional<int> worker; ///< none named: any
    bool operator==(const LinkDoor &) const = default;
};
/// Case does not matter. A name of another form: deliveries on any worker.
LinkDoor doorNamed(const QByteArray &serverName, const MemberName &self);

} // namespace homeport
