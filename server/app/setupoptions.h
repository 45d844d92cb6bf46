// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// `homeportd setup`: what it was told, and what it asks at a terminal.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/config/config.h"

#include <QStringList>

namespace homeport {

/// What makes a member; filled from options, then by questions where a terminal is there.
struct SetupOptions
{
    QString state;
    QString configFile; ///< empty: STATE/homeportd.toml
    QString token; ///< --join: become the member it names
    bool replace = false;
    QString replaced; ///< --replace MEMBER: the lost member as the administrator calls it
    QString fenced; ///< --fenced: why the lost member cannot write to its storage any more
    MemberName name;
    QString domain; ///< first shared domain; first member only
    bool isBackend = true;
    bool isRoleGiven = false;
    QString address; ///< others reach this member here; also where it listens when `portBase` is set
    int portBase = 0; ///< 0: the standard ports on all addresses; else each port is base + n
    QString storage; ///< folder of a backend's mail
    bool isManaged = true; ///< hosts the directory
    QString directoryUri; ///< an external one
    QString directoryBase;
    QString directoryBindDn;
    QString directoryPasswordFile;
    QString certificateLifetime; ///< for tests: "2min"
    QStringList settings; ///< KEY=VALUE, TOML values, for the configuration file
};

/// Reads `arguments` (behind "setup"). Refused with the option's name and what would be right.
Result<SetupOptions> readSetupOptions(const QStringList &arguments);
/// Asks for what is missing when standard input is a terminal; else refuses and names the option.
Result<> completeSetupOptions(SetupOptions &options);
QString setupHelp();

/// The member's configuration, from the options.
Result<Config> setupConfig(const SetupOptions &options);

} // namespace homeport
