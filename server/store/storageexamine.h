// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A look into a whole storage: account ids, delivery journal. Changes nothing.
#pragma once

#include "server/ports/storecontrol.h"

namespace homeport {

/// Blocking; any thread; the storage may be served meanwhile. Refused when there is no label.
Result<StorageReport> examineStorage(const QString &path, qint64 nowMs);

} // namespace homeport
