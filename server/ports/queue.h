// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue and what may be done to it.
#pragma once

#include "server/ports/delivery.h"
#include "shared/model/lane.h"

namespace homeport {

/// A recipient to be queued.
struct QueuedRecipient
{
    DeliveryKey key;
    QByteArray lane; ///< "storage:<id>" or "domain:<name>"
    AccountId account; ///< null for remote recipients
    QByteArray address; ///< the account's, or the remote address
    QByteArray recipient; ///< of the client's RCPT
    StorageId storage;
    QByteArray lastError;
};

struct QueuedMessage
{
    QByteArray from;
    QByteArray session;
    qint64 receivedMs = 0;
    std::shared_ptr<const MessageBody> body;
    QList<QueuedRecipient> recipients;
    bool wantsNoNotification = false; ///< a notification itself (RFC 3464): never answered by another
};

/// Room kept for one message from before its first delivery attempt until it is queued or let go.
class QueueReservation
{
public:
    virtual ~QueueReservation() = default; ///< gives back what was not used
};

/// One recipient of one message, claimed for an attempt (the attempt is already counted on disk).
struct QueueAttempt
{
    qint64 messageId = 0;
    QByteArray from;
    QByteArray session;
    qint64 receivedMs = 0;
    qint64 bytes = 0;
    bool wantsNoNotification = false;
    QueuedRecipient recipient;
    int attempts = 0;
};

enum class AttemptEnd {
    Done, ///< another durable owner has it (or a notification of its failure is queued)
    Later, ///< back to the lane; the next try follows the retry policy
    Reroute, ///< back, under the lane given in `newLane`/`storage`, at once
};

struct AttemptResult
{
    qint64 messageId = 0;
    DeliveryKey key;
    AttemptEnd end = AttemptEnd::Later;
    QByteArray error;
    QByteArray newLane;
    StorageId newStorage;
    bool unanswered =
        false; ///< sent, but no answer came: the next try within 29 days relies on the key (protocol.md 1.4)
};

/// Any thread. One writer thread inside commits many changes in one transaction; a call returns when its own
/// change is durable.
class Queue
{
public:
    virtual ~Queue() = default;
    /// Temporary with status "4.3.1" when there is no room (queue.max_bytes, disk): SMTP says 452.
    virtual Result<std::shared_ptr<QueueReservation>> reserve(qint64 bytes) = 0;
    virtual Task<Result<qint64>> enqueue(
        QueuedMessage message, std::shared_ptr<QueueReservation> reservation) = 0;

    /// Up to `limit` recipients of a lane that are due (all waiting ones when `evenNotDue`), oldest first;
    /// they are out of the lane's sight until finishAttempts(). A message's recipients in the lane come
    /// together.
    virtual Task<Result<QList<QueueAttempt>>> claim(QByteArray lane, int limit, bool evenNotDue) = 0;
    virtual Task<Result<>> finishAttempts(QList<AttemptResult> results) = 0;
    virtual Task<Result<std::shared_ptr<const MessageBody>>> body(qint64 messageId) = 0;
    /// Lanes with waiting mail and when each is due next (ms, wall clock; 0: now).
    struct DueLane
    {
        QByteArray lane;
        qint64 dueMs = 0;
    };
    virtual QList<DueLane> dueLanes() const = 0;

    virtual QList<Lane> lanes() const = 0;
    virtual Task<Result<QList<QueueEntry>>> list(QString lane, qint64 afterId, int limit) = 0;
    virtual Task<Result<QueueEntry>> show(qint64 id) = 0;
    /// Due now; all of a lane, or one message. The number of recipients.
    virtual Task<Result<qint64>> retryNow(QString lane, std::optional<qint64> id) = 0;
    virtual Task<Result<qint64>> remove(qint64 id) = 0;
    virtual Task<Result<qint64>> setHeld(QString lane, std::optional<qint64> id, bool held) = 0;
    /// Called (on the loop that subscribed) when something was enqueued or became due early.
    virtual void onWork(std::function<void(QByteArray lane)> callback) = 0;
    /// A real write and fsync: health. Temporary when the volume is sick.
    virtual Task<Result<>> probe() = 0;
};

} // namespace homeport
