// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The tables of queue.db: making them, checking whose they are, settling what a crash left.
#pragma once

#include "server/queue/database.h"
#include "shared/base/ids.h"

namespace homeport {

/// Opens or makes STATE/queue/queue.db (protocol.md 2.4); one of an older version becomes one of this.
/// Refused, with what to do, when it is of a newer version or belongs to another member.
Result<std::unique_ptr<Database>> openQueueDatabase(const QString &path, const MemberName &owner);

/// The queue.db of a lost member, to be emptied: format and version are checked, not whose it is. One of an
/// older version stays one.
Result<std::unique_ptr<Database>> openLostQueueDatabase(const QString &path);

/// Whose queue it is, and who has begun to take it over (empty: nobody).
struct QueueOwner
{
    MemberName member;
    QByteArray instance; ///< hex, made with the queue
    MemberName adopter;
};
Result<QueueOwner> queueOwner(Database &database);
/// Durable when it returns: from then on its owner refuses to open it.
Result<> markAdopted(Database &database, const MemberName &adopter);

/// Attempts that were open when the process ended: counted, let go, and quarantined after three within one
/// boot of the machine. The number of rows that were open.
Result<qint64> settleOpenAttempts(Database &database, const QByteArray &bootId);

/// The kernel's id of this boot; empty where the system has none.
QByteArray currentBootId();

} // namespace homeport
