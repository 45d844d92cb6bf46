// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verbs of the simulated cluster: one row each, as server/admin has them.
#pragma once

#include "console/demo/demoarguments.h"
#include "console/demo/demoworld.h"

#include <span>

namespace homeport {

struct DemoCall
{
    DemoArguments arguments;
    DemoCaller caller;
    RequestId request;
};

enum class DemoEffect {
    Shows,
    Changes,
    Discloses, ///< changes nothing, but is audited; sent again it is done again
};

struct DemoVerb
{
    const char *name;
    AdministratorRole role; ///< at least
    DemoEffect effect;
    Result<QJsonObject> (*handler)(DemoWorld &world, DemoCall &call);
    std::chrono::milliseconds takes = 4ms; ///< before it is done; shown among the tasks meanwhile
};

std::span<const DemoVerb> demoStatusVerbs();
std::span<const DemoVerb> demoMemberVerbs();
std::span<const DemoVerb> demoTableVerbs();
std::span<const DemoVerb> demoTableApplyVerbs();
std::span<const DemoVerb> demoStorageVerbs();
std::span<const DemoVerb> demoQueueVerbs();
std::span<const DemoVerb> demoQueueSearchVerbs();
std::span<const DemoVerb> demoJobVerbs();
std::span<const DemoVerb> demoAccountVerbs();
std::span<const DemoVerb> demoBulkVerbs();
std::span<const DemoVerb> demoMoveVerbs();
std::span<const DemoVerb> demoSessionVerbs();
std::span<const DemoVerb> demoAuditVerbs();
std::span<const DemoVerb> demoAdministratorVerbs();
std::span<const DemoVerb> demoDirectoryVerbs();
QList<DemoVerb> demoVerbs();

/// A job's last words, as a call that waits for its end gets them.
QJsonObject demoJobOutcome(const DemoWorld &world, const JobId &job);

} // namespace homeport
