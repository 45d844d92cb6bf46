// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The parts of the verb table.
#pragma once

#include "shared/client/verbtable.h"

namespace homeport {

/// "--member": which member does it.
Option onMember();
QList<VerbRow> tableRows();
QList<VerbRow> jobRows();
QList<VerbRow> queueRows();
QList<VerbRow> storageRows();
QList<VerbRow> directoryRows();
QList<VerbRow> clusterRows();

} // namespace homeport
