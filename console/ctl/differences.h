// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of two tables side by side, for people.
#pragma once

#include <QJsonObject>
#include <QString>

namespace homeport {

/// Of table diff, table merge and table put-back.
QString differencesText(const QJsonObject &answer);

} // namespace homeport
