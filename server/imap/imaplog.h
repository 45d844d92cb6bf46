// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The log category of IMAP sessions.
#pragma once

#include <QLoggingCategory>

namespace homeport {
Q_DECLARE_LOGGING_CATEGORY(lcImap)
} // namespace homeport
