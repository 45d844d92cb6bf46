// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The log category of this folder.
#pragma once

#include "shared/base/log.h"

namespace homeport {

Q_DECLARE_LOGGING_CATEGORY(lcAdmin)

} // namespace homeport
