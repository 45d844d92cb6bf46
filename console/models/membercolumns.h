// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The columns of the dashboard's table.
#pragma once

#include "console/models/membermodel.h"

namespace homeport {

QList<RowColumn<MemberRow>> memberColumns();

} // namespace homeport
