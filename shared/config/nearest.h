// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The name that somebody who mistyped one probably meant.
#pragma once

#include <QStringList>

namespace homeport {

/// How many letters must be put in, left out, replaced or swapped with their neighbour.
int editDistance(QStringView a, QStringView b);

/// The candidate nearest to `name`; empty when none is near. For dotted names the same last part under
/// another section counts as near.
QString nearestName(const QString &name, const QStringList &candidates);

} // namespace homeport
