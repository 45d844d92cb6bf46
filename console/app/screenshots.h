// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Pictures of everything the console shows, made without a server.
#pragma once

#include <QString>

namespace homeport {

/// Draws every stop of the tour (console/tour) into `folder` as PNG, `scale` pixels per unit, and prints the
/// files. Runs the event loop; the value is the program's exit code.
int drawScreenshots(const QString &folder, qreal scale);

} // namespace homeport
