// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The log category of this folder.
#include "server/admin/log.h"

namespace homeport {

Q_LOGGING_CATEGORY(lcAdmin, "homeport.admin")

} // namespace homeport
