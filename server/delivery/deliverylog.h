// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The log category of this folder, and lane names.
#pragma once

#include "shared/base/log.h"

namespace homeport {

Q_DECLARE_LOGGING_CATEGORY(lcDelivery)

inline QByteArray storageLane(const StorageId &storage) { return "storage:" + storage.hex(); }

inline QByteArray domainLane(const QByteArray &domain) { return "domain:" + asciiLower(domain); }

} // namespace homeport
