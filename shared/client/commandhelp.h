// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verb table for people: --help, the manual page, completion.
#pragma once

#include "shared/client/verbtable.h"

namespace homeport {

QString overallHelp();
QString helpOf(const VerbRow &verb);
/// The manual page homeportctl(1), in the man macros.
QByteArray commandManual();
/// A completion script for bash: verbs, then the options of the verb.
QByteArray bashCompletion();

} // namespace homeport
