// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// "queue export": a queued message into a file, piece by piece.
#pragma once

#include "console/ctl/output.h"
#include "shared/base/task.h"
#include "shared/client/commandline.h"

namespace homeport {

class AdminClient;

/// `patience` is for each piece. A file that is there already is kept; a part of one is removed.
Task<Shown> runExport(std::shared_ptr<AdminClient> client, CommandLine line, std::chrono::seconds patience);

} // namespace homeport
