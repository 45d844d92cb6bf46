// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Makes slapd's database know our attributes before a transaction uses them for the first time.
#pragma once

#include "server/directory/bulkconnection.h"

namespace homeport {

/// back-mdb (2.5) numbers attributes when an entry first uses them. When that happens inside a transaction
/// that is then aborted, it forgets the number on disk and goes on using it in memory: entries written later
/// can be read by nobody. So each attribute is used once by an ordinary change, at every connection (the
/// database may be another one by now). Empty, or why it could not be done: then transactions are not safe.
QString primeAttributes(BulkConnection &connection, const DirectorySettings &settings);
/// The entry that is used for it; below the base, and an account for less than a moment.
QByteArray primerDn(const QByteArray &base);

} // namespace homeport
