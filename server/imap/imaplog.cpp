// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The log category of IMAP sessions.
#include "server/imap/imaplog.h"

namespace homeport {
Q_LOGGING_CATEGORY(lcImap, "homeport.imap")
} // namespace homeport
