// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue and what may be done to it.
#pragma once

#include "server/ports/delivery.h"
#include "shared/model/queuerow.h"

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
    bool refused = false; ///< for good, but its notification could not be queued
    QByteArray destination = {}; ///< the member or server that was tried; for the history
};

/// What an administrator looks for in this queue.
struct QueueQuery
{
    QList<QByteArray> lanes; ///< any of them; empty: all. `filter.lane` is what was asked for, and not read
    QueueFilter filter;
};

/// Where a page ended: the next one begins behind it.
struct QueuePosition
{
    QByteArray value; ///< of what is sorted by; values of one order compare as bytes, on every member
    qint64 id = 0;
    DeliveryKey key;
    bool operator==(const QueuePosition &) const = default;
};

struct QueuePage
{
    QList<QueueRow> rows; ///< `member` and `host` are the asker's affair
    QList<QByteArray> values; ///< QueuePosition::value of each
    qint64 total = 0; ///< that match, on all pages
    bool hasMore = false;
};

/// One recipient that an administrator does something with.
struct QueueTarget
{
    qint64 row = 0; ///< where it stands in the queue: choose() goes on behind it
    qint64 id = 0; ///< of the message
    DeliveryKey key;
    QByteArray lane;
    QByteArray address;
    QByteArray recipient;
    EntryState state = EntryState::Waiting;
    bool isTried = false; ///< an attempt was under way
};

enum class QueueAct {
    Retry, ///< waiting: due now. One that is being tried counts as done
    Hold, ///< waiting: held. One that is being tried is held when its attempt has ended
    Release, ///< held: waiting, due now
    ReleaseAll, ///< held or quarantined
    Delete, ///< gone, also one that is being tried: whatever its attempt says then is let go
};

/// Another lane for a recipient.
struct QueueMove
{
    QueueTarget target;
    QByteArray lane;
    StorageId storage; ///< null: none
};

/// A few bytes of a message.
struct QueuePart
{
    QByteArray bytes;
    qint64 size = 0; ///< of the whole message
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
    /// Of all lanes: what a status needs, without making them.
    struct Sums
    {
        qint64 recipients = 0;
        qint64 bytes = 0;
        qint64 oldestMs = 0; ///< 0: nothing waits
    };
    virtual Sums sums() const = 0;
    virtual Task<Result<QList<QueueEntry>>> list(QString lane, qint64 afterId, int limit) = 0;
    /// With the beginning of its header section, and what its attempts came to.
    virtual Task<Result<QueueEntry>> show(qint64 id) = 0;
    /// Recipients in the order of `sort`, then id and key; `descending` turns all three.
    virtual Task<Result<QueuePage>> search(
        QueueQuery query, QueueSort sort, bool descending, std::optional<QueuePosition> after, int limit) = 0;
    /// Up to `limit` recipients that match, behind that row, of messages up to `lastMessage`; and the others
    /// of the last one's message.
    virtual Task<Result<QList<QueueTarget>>> choose(
        QueueQuery query, qint64 afterRow, qint64 lastMessage, int limit) = 0;
    /// The newest message now: what is queued later has a higher number (a row's may come again), and is not
    /// meant.
    virtual Task<Result<qint64>> lastMessage() = 0;
    /// The recipients of messages, or of one with its key only, that are in the queue.
    virtual Task<Result<QList<QueueTarget>>> find(QList<QueueSelected> selected) = 0;
    /// One transaction; those for which it was done: not what has left or is in another state by now. The log
    /// says of each that was deleted which request (null: none) did it.
    virtual Task<Result<QList<QueueTarget>>> act(
        QueueAct act, QList<QueueTarget> targets, RequestId request) = 0;
    /// One transaction: into another lane (or the same), due now; those for which it was done. Only what
    /// waits and is not being tried.
    virtual Task<Result<QList<QueueTarget>>> moveTo(QList<QueueMove> moves) = 0;
    /// One transaction: these recipients of one message leave, the other message is queued. Refused, and
    /// nothing changed, when one of them has left or is being tried.
    virtual Task<Result<>> replace(QList<QueueTarget> targets, QueuedMessage instead,
        std::shared_ptr<QueueReservation> reservation, RequestId request) = 0;
    /// Its envelope and body, without recipients.
    virtual Task<Result<QueuedMessage>> message(qint64 messageId) = 0;
    /// At most `length` bytes from `offset`; not held against the hash: a damaged message is shown as it is.
    virtual Task<Result<QueuePart>> part(qint64 messageId, qint64 offset, qint64 length) = 0;
    /// Called (on the loop that subscribed) when something was enqueued or became due early.
    virtual void onWork(std::function<void(QByteArray lane)> callback) = 0;
    /// A real write and fsync: health. Temporary when the volume is sick.
    virtual Task<Result<>> probe() = 0;
};

} // namespace homeport
