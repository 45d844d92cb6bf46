// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Defines the category.
#include "server/cluster/log.h"

namespace homeport {

Q_LOGGING_CATEGORY(lcCluster, "homeport.cluster")

} // namespace homeport
