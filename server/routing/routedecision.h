// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One step of routing: a name to its route, redirections not followed. Inside server/routing only.
#pragma once

#include "server/routing/directoryrouter.h"

namespace homeport {

/// What was found on the way, in words; null: nobody listens.
using RouteNotes = std::shared_ptr<QList<RouteStep>>;

Task<Route> decideRoute(
    RoutingPorts ports, Address asked, Freshness freshness, Deadline deadline, RouteNotes notes);
/// "Later": it cannot be told where an address lives.
Error unroutable(const QString &log);

} // namespace homeport
