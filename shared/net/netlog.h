// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The log category of shared/net.
#pragma once

#include <QLoggingCategory>

namespace homeport {

Q_DECLARE_LOGGING_CATEGORY(lcNet)

} // namespace homeport
