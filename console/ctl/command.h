// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One command from its words to its exit code.
#pragma once

#include "console/ctl/output.h"
#include "shared/base/task.h"
#include "shared/client/commandline.h"

namespace homeport {

/// Needs a running event loop. Prompts only at a terminal.
Task<Shown> runCommand(CommandLine line);

} // namespace homeport
