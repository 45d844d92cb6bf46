// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// "account import": a file read here and sent in parts.
#pragma once

#include "console/ctl/output.h"
#include "shared/client/adminclient.h"
#include "shared/client/commandline.h"

namespace homeport {

/// `patience`: how long a part may take, and how long a keeper that is away is waited for.
Task<Shown> runImport(std::shared_ptr<AdminClient> client, CommandLine line, std::chrono::seconds patience);

} // namespace homeport
