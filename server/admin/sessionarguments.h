// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Arguments of session.list, the same for a keeper and for each member that it asks.
#pragma once

#include "server/admin/arguments.h"
#include "server/ports/sessions.h"

namespace homeport {

/// A keeper asks each member for one row more than it shows, to know whether there is more.
enum class SessionAsker { Administrator, Keeper };
SessionQuery readSessionQuery(Arguments &arguments, SessionAsker asker);

} // namespace homeport
