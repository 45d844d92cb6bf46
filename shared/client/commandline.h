// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The command line against the verb table: pure, no terminal, no files.
#pragma once

#include "shared/client/verbtable.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <tl/expected.hpp>

namespace homeport {

struct CommandLine
{
    std::optional<VerbRow> verb; ///< none with --version, or --help alone
    QJsonObject arguments; ///< of the request
    QJsonObject globals; ///< by Option::key
    QString passwordFile; ///< of the account or administrator; "-": from standard input
};

/// The error is for standard error: what is wrong and what would be right.
tl::expected<CommandLine, QString> parseCommandLine(const QStringList &words);

} // namespace homeport
