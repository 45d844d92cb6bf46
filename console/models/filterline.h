// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The filter line of queued messages: from:ann error:"no such user" state:held older:2h larger:1M
#pragma once

#include "shared/model/queuerow.h"

#include <QStringList>

namespace homeport {

/// Words with a key are conditions, a word without one is searched in the recipient; quotes keep spaces and
/// colons together. All conditions together; an empty line matches everything. Syntax: what is wrong and what
/// would be right.
Result<QueueFilter> parseFilterLine(const QString &line);
/// The same as a line; the lane is not part of it.
QString filterLineOf(const QueueFilter &filter);
/// The line, completed in each way its last word can go on: keys, states, usual ages and sizes.
QStringList filterCompletions(const QString &line);
/// All keys with an example each, for a tooltip.
QString filterLineHelp();

} // namespace homeport
