// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Answers as text for people, or as JSON for programs.
#pragma once

#include "shared/client/exitcode.h"
#include "shared/client/verbtable.h"

#include <QJsonObject>
#include <QStringList>

namespace homeport {

/// What goes where, and the exit code.
struct Shown
{
    QString out; ///< standard output
    QString err; ///< standard error
    int code = 0;
};

enum class Output { Text, Json, Csv, JsonLines };

Shown showAnswer(const VerbRow &verb, const QJsonObject &answer, Output output);

} // namespace homeport
