// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The queues of the simulated cluster: which recipients an administrator means.
#pragma once

#include "console/demo/demoverbs.h"
#include "shared/model/queuerow.h"

namespace homeport {

/// One recipient where it stands; good until the queue changes.
struct DemoPlace
{
    QString member;
    DemoMessage *message = nullptr;
    QueueRecipient *recipient = nullptr;
};

/// Does the lane belong to it? "host:back2" is every storage that is served by back2 or at home there.
Result<QStringList> lanesNamed(const DemoWorld &world, const QString &lane);
QList<DemoPlace> placesMatching(
    DemoWorld &world, const QueueFilter &filter, const QStringList &lanes, const QString &member);
QueueRow rowOf(const DemoWorld &world, const DemoPlace &place);
/// Members whose queues cannot be asked: [{"member", "error"}].
QJsonArray unreachableQueues(const DemoWorld &world);

} // namespace homeport
