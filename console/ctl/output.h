// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Answers as text for people, or as JSON for programs.
#pragma once

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

namespace exitcode {
constexpr int done = 0;
constexpr int degraded = 1;
constexpr int partly = 2; ///< partly done; critical
constexpr int usage = 64;
constexpr int badValue = 65;
constexpr int noSuchAccount = 67;
constexpr int noSuchMember = 68;
constexpr int unavailable = 69;
constexpr int internalError = 70;
constexpr int conflict = 73;
constexpr int tryLater = 75;
constexpr int refused = 77;
} // namespace exitcode

enum class Output { Text, Json, Csv, JsonLines };

Shown showAnswer(const Verb &verb, const QJsonObject &answer, Output output);
/// `status` is the word of an AdminClient error.
int exitCodeOf(const QByteArray &status);

} // namespace homeport
