// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of queue.db to and from the values of the queue port.
#pragma once

#include "server/ports/queue.h"
#include "server/queue/database.h"

namespace homeport::queuerows {

/// What one finished attempt changed.
struct Finished
{
    QByteArray lane;
    qint64 bytes = 0;
    bool gone = false; ///< the recipient left the queue
    QByteArray newLane; ///< rerouted
    QList<QByteArray> files; ///< body files to remove after the commit
    qint64 messageBytes = 0; ///< of the message that left with its last recipient
};

Result<qint64> insert(Database &database, const QueuedMessage &message, const QByteArray &file, qint64 nowMs);
/// Marks and returns up to `limit` recipients of a lane (see Queue::claim).
Result<QList<QueueAttempt>> claim(
    Database &database, const QByteArray &lane, int limit, bool evenNotDue, qint64 nowMs);
Result<Finished> finish(Database &database, const AttemptResult &result, qint64 nowMs);
Result<QueueEntry> entry(Database &database, qint64 id, const QString &member);
/// Takes a message with all its recipients out; the lanes and bytes it was counted under.
Result<QList<Finished>> remove(Database &database, qint64 id);

} // namespace homeport::queuerows
