// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Questions to a person at a terminal, and passwords from files.
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret.h"

namespace homeport {

/// Standard input and standard error are terminals: somebody can be asked.
bool isInteractive();
/// Standard error is a terminal: a line may be written over itself.
bool isErrorTerminal();
/// Without echo. Only when isInteractive().
Secret askPassword(const QString &prompt);
/// "y" or "yes". Only when isInteractive().
bool askYes(const QString &question);
/// The first line of a file; "-": of standard input. Errors name the file.
Result<Secret> readPassword(const QString &file);

} // namespace homeport
