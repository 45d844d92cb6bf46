// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking one member or all of them, and who did not answer.
#pragma once

#include "server/admin/verbs.h"

#include <QJsonArray>

namespace homeport {

/// The member named `wanted` (its failure is the answer's), or all when it is empty.
Task<Result<std::vector<MemberAnswer>>> askOneOrAll(
    AdminWorld &world, QString wanted, QString what, QJsonObject question);
/// {"member", "error"}
QJsonObject unreachableRow(const MemberAnswer &member);
QJsonArray unreachableOf(const std::vector<MemberAnswer> &answers);

} // namespace homeport
