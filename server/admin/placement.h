// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where a new account goes.
#pragma once

#include "server/admin/verbs.h"

namespace homeport {

/// Default storages that may take a new account: at home, of a member that is ready, and served.
QList<Storage> storagesForNewAccounts(const AdminWorld &world);
/// How many accounts each storage holds, as far as the members tell.
Task<QHash<StorageId, qint64>> accountsPerStorage(AdminWorld &world);
/// That of storagesForNewAccounts() with the fewest accounts.
Task<Result<Storage>> leastLoaded(AdminWorld &world);
/// The storage of that name, else the default storage of the host; refused while it is with a stand-in.
Result<Storage> chosenStorage(const AdminWorld &world, const QString &host, const QString &storageName);

} // namespace homeport
