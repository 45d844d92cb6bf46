// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The queue folder of a lost member while it is emptied.
#pragma once

#include "server/queue/bodyfiles.h"
#include "server/queue/queuelock.h"
#include "server/queue/queueschema.h"

#include <vector>

namespace homeport {

/// One row of the table `recipient`, as it is.
struct LostRecipient
{
    QByteArray key, lane, account, address, recipient, storage, error;
    qint64 state = 0, attempts = 0, due = 0, received = 0, unanswered = 0, crashes = 0;
};

struct LostMessage
{
    qint64 id = 0; ///< there
    QByteArray sender, session, sha;
    qint64 received = 0, size = 0, quiet = 0;
    QByteArray file; ///< of the body there; empty: it was in the database
    std::shared_ptr<const MessageBody> body; ///< null: damaged
    QList<LostRecipient> recipients;
};

/// Blocking calls: run them in a pool, one at a time.
class LostQueue
{
public:
    /// Refused while a process has the folder open, and when it is none.
    static Result<std::unique_ptr<LostQueue>> open(const QString &folder);

    const QueueOwner &owner() const { return m_owner; }
    Result<> mark(const MemberName &adopter);
    /// Up to `limit` messages behind `afterId`, oldest first.
    Result<std::vector<LostMessage>> next(qint64 afterId, int limit);
    /// They are durable elsewhere: rows first, then body files (a crash between leaves files without rows).
    Result<> forget(const std::vector<LostMessage> &messages);

private:
    LostQueue(std::unique_ptr<FileLock> lock, std::unique_ptr<Database> database, BodyFiles bodies,
        QueueOwner owner)
        : m_lock(std::move(lock))
        , m_database(std::move(database))
        , m_bodies(std::move(bodies))
        , m_owner(std::move(owner))
    {
    }
    Result<std::vector<LostMessage>> readMessages(qint64 afterId, int limit);
    Result<> readRecipients(LostMessage &message);

    const std::unique_ptr<FileLock> m_lock;
    const std::unique_ptr<Database> m_database;
    const BodyFiles m_bodies;
    const QueueOwner m_owner;
};

} // namespace homeport
