// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The command line of homeport-console.
#pragma once

#include "console/models/profile.h"

#include <optional>

class QCoreApplication;

namespace homeport {

struct StartOptions
{
    QString profile; ///< name of a saved connection
    QString socket; ///< path of a daemon's socket on this machine
    bool isDemo = false;
    QString screenshots; ///< folder that gets a picture of every page; empty: a window is opened
    qreal scale = 1; ///< of the pictures
    QString theme; ///< "system", "light", "dark"; empty: as chosen in the menu
};

/// Ends the program for --help and --version. The error is for standard error.
Result<StartOptions> readStartOptions(const QCoreApplication &application);
/// What to open; none: the connections are shown.
Result<std::optional<Profile>> profileFor(const StartOptions &options, const ProfileStore &profiles);
/// The simulated cluster; never saved.
Profile demoProfile();

} // namespace homeport
