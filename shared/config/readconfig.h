// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reads and checks a configuration file; says everything that is wrong with it at once.
#pragma once

#include "shared/config/config.h"

#include <tl/expected.hpp>

namespace homeport {

/// One thing that is wrong, and what would be right. Holds no secret.
struct ConfigProblem
{
    QString file;
    int line = 0; ///< 0: the file as a whole
    QString message;

    /// `/etc/homeport/homeportd.toml:12: smtp.max_recipients = 5: expected a whole number ...`
    QString text() const;
    bool operator==(const ConfigProblem &) const = default;
};

using ConfigResult = tl::expected<Config, QList<ConfigProblem>>;

/// Every setting at its default; the member's name is empty.
Config defaultConfig();

/// Reads `path` (at most 1 MiB) and the files of secrets that it names. Blocks; touches nothing else.
ConfigResult readConfig(const QString &path);
/// The same for text that is at hand; `file` is for the messages.
ConfigResult parseConfig(const QByteArray &text, const QString &file);

/// One problem a line, for a terminal or the log.
QString problemsText(const QList<ConfigProblem> &problems);

} // namespace homeport
