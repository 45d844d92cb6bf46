// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What homeportd was called for: run, check, setup, help.
#pragma once

#include <QCoreApplication>

namespace homeport {

/// The main thread's event dispatcher; before the application object exists.
void useOwnEventDispatcher();

/// Exit codes follow sysexits(3): 0, 64 usage, 70 internal, 73 cannot create, 78 configuration.
int runCommandLine(QCoreApplication &app);

} // namespace homeport
