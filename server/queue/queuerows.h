// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of queue.db to and from the values of the queue port.
#pragma once

#include "server/ports/queue.h"
#include "server/queue/lanetotals.h"

namespace homeport::queuerows {

/// What one finished attempt, or an administrator, changed.
struct Finished
{
    QByteArray lane;
    RecipientFacts facts; ///< before it
    bool gone = false; ///< the recipient left the queue
    QByteArray newLane; ///< rerouted
    QList<QByteArray> files; ///< body files to remove after the commit
    qint64 messageBytes = 0; ///< of the message that left with its last recipient
};

/// A recipient as it stands.
struct Recipient
{
    qint64 row = 0;
    qint64 message = 0;
    QByteArray lane;
    int attempts = 0;
    RecipientFacts facts;
};

Result<qint64> insert(Database &database, const QueuedMessage &message, const QByteArray &file, qint64 nowMs);
struct Claimed
{
    QList<QueueAttempt> attempts;
    qint64 held = 0; ///< may have been delivered long ago: not tried again by itself
};
/// Marks and returns up to `limit` recipients of a lane (see Queue::claim).
Result<Claimed> claim(Database &database, const QByteArray &lane, int limit, bool evenNotDue, qint64 nowMs);
Result<Finished> finish(Database &database, const AttemptResult &result, qint64 nowMs);
enum class History { Left, Shown };
Result<QueueEntry> entry(Database &database, qint64 id, const QString &member, History history);
/// By its row and message; none: it has left.
Result<std::optional<Recipient>> recipient(Database &database, qint64 row, qint64 message);
/// Takes one out, its message with the last.
Result<Finished> remove(Database &database, const Recipient &recipient);

} // namespace homeport::queuerows
