// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The log category of shared/net.
#include "shared/net/netlog.h"

namespace homeport {

Q_LOGGING_CATEGORY(lcNet, "homeport.net")

} // namespace homeport
