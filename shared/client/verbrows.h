// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The parts of the verb table.
#pragma once

#include "shared/client/verbtable.h"

namespace homeport {

/// "--member": which member does it.
Option onMember();
QList<Verb> tableRows();
QList<Verb> jobRows();
QList<Verb> queueRows();
QList<Verb> storageRows();
QList<Verb> directoryRows();
QList<Verb> clusterRows();

} // namespace homeport
