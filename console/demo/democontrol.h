// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What several handlers and the passing of time share.
#pragma once

#include "console/demo/demoworld.h"

namespace homeport {

/// The next `count` records of the job that runs; behind the last one the job is done.
void rewriteRecords(DemoWorld &world, qint64 count);
/// One more account of the bulk move.
void moveNextOfBulk(DemoWorld &world);
void moveAccount(DemoWorld &world, const QString &address, const Storage &target);

/// What a member says of itself: shared/model/status.
QJsonObject statusOfMachine(const DemoWorld &world, const DemoMachine &machine);

/// Texts of mail, by a number that was drawn.
QString senderOf(quint32 number);
QString subjectOf(quint32 number);
QString remoteErrorOf(quint32 number);

} // namespace homeport
