// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is generated from the setting table: the commented file, the example, the manual page.
#pragma once

#include "shared/config/config.h"

namespace homeport {

enum class Settings {
    Changed, ///< only what differs from its default
    All, ///< everything; what is at its default is commented out
};

/// A commented file from which readConfig() makes the same Config. Secrets stand in it as they were given.
QByteArray writeConfig(const Config &config, Settings which);

/// Every setting with its explanation, commented out at its default.
QByteArray exampleConfig();

/// The manual page homeportd.toml(5), in the man macros.
QByteArray settingsManual();

} // namespace homeport
