// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of queue.db to and from values.
#include "server/queue/queuerows.h"

#include "server/queue/attempthistory.h"
#include "server/queue/retrypolicy.h"

namespace homeport::queuerows {

namespace {

constexpr qint64 inlineLimit = 32 * 1024; // spike: in the database below, files above (design.md §5 "Queue")

constexpr qint64 keyTrustMs = 29LL * 24 * 3600 * 1000; // the home keeps keys for 30 days (protocol.md 1.4)

/// Prepares (cached), binds with `bind`, steps; true: there is a row to read from `*statement`.
template <class Bind> Result<Statement *> query(Database &database, const char *sql, Bind bind, bool &row)
{
    Result<Statement *> statement = database.cached(sql);
    if (!statement)
        return statement;
    bind(**statement);
    const Result<bool> stepped = (*statement)->step();
    if (!stepped)
        return fail(stepped.error());
    row = *stepped;
    return statement;
}

template <class Bind> Result<> run(Database &database, const char *sql, Bind bind)
{
    bool row = false;
    const Result<Statement *> done = query(database, sql, bind, row);
    if (!done)
        return fail(done.error());
    return {};
}

Result<> insertRecipient(Database &database, qint64 message, const QueuedMessage &source,
    const QueuedRecipient &recipient, qint64 nowMs)
{
    return run(database,
        "INSERT INTO recipient (message, key, lane, account, address, recipient, storage, due, received, "
        "error, sender, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [&](Statement &insert) {
            insert.bind(1, message)
                .bind(2, recipient.key.raw())
                .bind(3, recipient.lane)
                .bind(4, recipient.account.raw());
            insert.bind(5, recipient.address).bind(6, recipient.recipient).bind(7, recipient.storage.raw());
            // a first try that failed at the door waits its turn; what was never tried is due now
            const qint64 due =
                recipient.lastError.isEmpty() ? nowMs : nowMs + retryDelayMs(recipient.lane, 1);
            insert.bind(8, due).bind(9, source.receivedMs).bind(10, recipient.lastError);
            insert.bind(11, source.from).bind(12, source.body->size());
        });
}

QueueAttempt readAttempt(const Statement &row)
{
    QueueAttempt attempt;
    attempt.messageId = row.integer(1);
    attempt.recipient.key = DeliveryKey::fromRaw(row.bytes(2)).value_or(DeliveryKey());
    attempt.recipient.account = AccountId::fromRaw(row.bytes(3)).value_or(AccountId());
    attempt.recipient.address = row.bytes(4);
    attempt.recipient.recipient = row.bytes(5);
    attempt.recipient.storage = StorageId::fromRaw(row.bytes(6)).value_or(StorageId());
    attempt.attempts = int(row.integer(7)) + 1;
    attempt.recipient.lastError = row.bytes(8);
    attempt.from = row.bytes(9);
    attempt.session = row.bytes(10);
    attempt.receivedMs = row.integer(11);
    attempt.bytes = row.integer(12);
    attempt.wantsNoNotification = row.integer(13) != 0;
    return attempt;
}

#define COLUMNS                                                                                              \
    "SELECT r.id, r.message, r.key, r.account, r.address, r.recipient, r.storage, r.attempts, r.error, "     \
    "m.sender, "                                                                                             \
    "m.session, m.received, m.size, m.quiet, r.unanswered FROM recipient r JOIN message m ON m.id = "        \
    "r.message "                                                                                             \
    "WHERE r.lane = ?1 AND r.state = 0 AND r.open = 0 "
constexpr char claimDue[] = COLUMNS "AND r.due <= ?2 ORDER BY r.due, r.message LIMIT ?3";
constexpr char claimAll[] = COLUMNS "ORDER BY r.message LIMIT ?3";
#undef COLUMNS

/// Deletes the message when its last recipient has gone.
Result<> dropIfEmpty(Database &database, qint64 message, Finished &finished)
{
    bool row = false;
    Result<Statement *> left = query(
        database, "SELECT 1 FROM recipient WHERE message = ? LIMIT 1",
        [&](Statement &s) { s.bind(1, message); }, row);
    if (!left)
        return fail(left.error());
    if (row)
        return {};
    Result<Statement *> body = query(
        database, "SELECT size, file FROM message WHERE id = ?", [&](Statement &s) { s.bind(1, message); },
        row);
    if (!body)
        return fail(body.error());
    if (!row)
        return {};
    finished.messageBytes = (*body)->integer(0);
    if (!(*body)->isNull(1))
        finished.files.append((*body)->bytes(1));
    return run(database, "DELETE FROM message WHERE id = ?", [&](Statement &s) { s.bind(1, message); });
}

Recipient readRecipient(const Statement &s)
{
    const auto state = EntryState(std::clamp<qint64>(s.integer(6), 0, 2));
    return {s.integer(0), s.integer(1), s.bytes(2), int(s.integer(3)),
        RecipientFacts{s.integer(4), s.integer(5), state, s.integer(7) != 0}};
}

#define SELECT_RECIPIENT                                                                                     \
    "SELECT id, message, lane, attempts, size, received, state, open FROM recipient WHERE "

Result<std::optional<Recipient>> findRecipient(Database &database, qint64 message, const DeliveryKey &key)
{
    bool row = false;
    Result<Statement *> found = query(
        database, SELECT_RECIPIENT "message = ? AND key = ?",
        [&](Statement &s) { s.bind(1, message).bind(2, key.raw()); }, row);
    if (!found)
        return fail(found.error());
    return row ? std::optional(readRecipient(**found)) : std::nullopt;
}

} // namespace

Result<qint64> insert(Database &database, const QueuedMessage &message, const QByteArray &file, qint64 nowMs)
{
    const bool isInline = message.body->size() <= inlineLimit;
    Result<QByteArray> bytes =
        isInline ? message.body->read(0, message.body->size()) : Result<QByteArray>(QByteArray());
    if (!bytes)
        return fail(bytes.error());
    const Result<> inserted = run(database,
        "INSERT INTO message (sender, session, received, size, sha, quiet, body, file) VALUES (?, ?, ?, ?, "
        "?, ?, ?, ?)",
        [&](Statement &s) {
            s.bind(1, message.from)
                .bind(2, message.session)
                .bind(3, message.receivedMs)
                .bind(4, message.body->size());
            s.bind(5, message.body->sha256()).bind(6, message.wantsNoNotification ? 1 : 0);
            if (isInline)
                s.bind(7, *bytes).bindNull(8);
            else
                s.bindNull(7).bind(8, file);
        });
    if (!inserted)
        return fail(inserted.error());
    const qint64 id = database.lastInsertId();
    for (const QueuedRecipient &recipient : message.recipients) {
        const Result<> added = insertRecipient(database, id, message, recipient, nowMs);
        if (!added)
            return fail(added.error());
    }
    return id;
}

Result<Claimed> claim(Database &database, const QByteArray &lane, int limit, bool evenNotDue, qint64 nowMs)
{
    Result<Statement *> select = database.cached(evenNotDue ? claimAll : claimDue);
    if (!select)
        return fail(select.error());
    (*select)->bind(1, lane).bind(3, limit);
    if (!evenNotDue)
        (*select)->bind(2, nowMs);
    QList<QueueAttempt> attempts;
    QList<qint64> rows;
    QList<qint64> doubtful;
    for (;;) {
        const Result<bool> row = (*select)->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const qint64 unanswered = (*select)->integer(14);
        if (unanswered > 0 && nowMs - unanswered > keyTrustMs) {
            doubtful.append((*select)->integer(0));
            continue;
        }
        attempts.append(readAttempt(**select));
        attempts.last().recipient.lane = lane;
        rows.append((*select)->integer(0));
    }
    for (const qint64 id : doubtful) {
        const Result<> held = run(database,
            "UPDATE recipient SET state = 1, unanswered = 0, error = CAST('may have been delivered: the last "
            "attempt had "
            "no answer and is over 29 days old' AS BLOB) WHERE id = ?",
            [&](Statement &s) { s.bind(1, id); });
        if (!held)
            return fail(held.error());
    }
    for (const qint64 id : rows) {
        // counted before the attempt: a message that kills the process is found out (protocol.md 2.4)
        const Result<> marked = run(database,
            "UPDATE recipient SET open = 1, attempts = attempts + 1, unanswered = ? WHERE id = ?",
            [&](Statement &s) { s.bind(1, nowMs).bind(2, id); });
        if (!marked)
            return fail(marked.error());
    }
    return Claimed{attempts, doubtful.size()};
}

Result<Finished> finish(Database &database, const AttemptResult &result, qint64 nowMs)
{
    const Result<std::optional<Recipient>> found = findRecipient(database, result.messageId, result.key);
    if (!found)
        return fail(found.error());
    if (!*found)
        return Finished{}; // an administrator deleted it meanwhile
    const Recipient &row = **found;
    if (result.end == AttemptEnd::Done)
        return remove(database, row);
    Finished finished{row.lane, row.facts, false, {}, {}, 0};
    Result<> done = attempthistory::note(database, row, result, nowMs);
    if (!done)
        return fail(done.error());
    switch (result.end) {
    case AttemptEnd::Done:
        break;
    case AttemptEnd::Later:
        done = run(database,
            "UPDATE recipient SET open = 0, crashes = 0, due = ?, error = ?, unanswered = unanswered * ? "
            "WHERE id = ?",
            [&](Statement &s) {
                s.bind(1, nowMs + retryDelayMs(row.lane, row.attempts)).bind(2, result.error);
                s.bind(3, result.unanswered ? 1 : 0).bind(4, row.row);
            });
        break;
    case AttemptEnd::Reroute:
        finished.newLane = result.newLane;
        done = run(database,
            "UPDATE recipient SET open = 0, crashes = 0, due = ?, error = ?, lane = ?, storage = ? WHERE id "
            "= ?",
            [&](Statement &s) {
                s.bind(1, nowMs).bind(2, result.error).bind(3, result.newLane);
                s.bind(4, result.newStorage.raw()).bind(5, row.row);
            });
        break;
    }
    if (!done)
        return fail(done.error());
    return finished;
}

Result<QueueEntry> entry(Database &database, qint64 id, const QString &member, History shown)
{
    bool row = false;
    Result<Statement *> message = query(
        database, "SELECT sender, session, received, size FROM message WHERE id = ?",
        [&](Statement &s) { s.bind(1, id); }, row);
    if (!message)
        return fail(message.error());
    if (!row)
        return fail(
            Error::refused("no such message", QStringLiteral("message %1 is not in the queue").arg(id)));
    QueueEntry entry;
    entry.id = id;
    entry.member = member;
    entry.from = QString::fromUtf8((*message)->bytes(0));
    entry.session = QString::fromLatin1((*message)->bytes(1));
    entry.received = QDateTime::fromMSecsSinceEpoch((*message)->integer(2), Qt::UTC);
    entry.bytes = (*message)->integer(3);
    Result<Statement *> select =
        database.cached("SELECT recipient, address, lane, key, state, attempts, due, error, id "
                        "FROM recipient WHERE message = ? ORDER BY id");
    if (!select)
        return fail(select.error());
    Statement &s = **select;
    s.bind(1, id);
    for (;;) {
        const Result<bool> next = s.step();
        if (!next)
            return fail(next.error());
        if (!*next)
            break;
        QueueRecipient recipient;
        recipient.recipient = QString::fromUtf8(s.bytes(0));
        recipient.address = QString::fromUtf8(s.bytes(1));
        recipient.lane = QString::fromUtf8(s.bytes(2));
        recipient.key = DeliveryKey::fromRaw(s.bytes(3)).value_or(DeliveryKey());
        recipient.state = EntryState(std::clamp<qint64>(s.integer(4), 0, 2));
        recipient.attempts = int(s.integer(5));
        if (recipient.state == EntryState::Waiting)
            recipient.nextTry = QDateTime::fromMSecsSinceEpoch(s.integer(6), Qt::UTC);
        recipient.lastError = QString::fromUtf8(s.bytes(7));
        Result<QList<QueueTry>> tries =
            shown == History::Shown ? attempthistory::of(database, s.integer(8)) : QList<QueueTry>();
        if (!tries)
            return fail(tries.error());
        recipient.history = std::move(*tries);
        entry.recipients.append(recipient);
    }
    return entry;
}

Result<std::optional<Recipient>> recipient(Database &database, qint64 row, qint64 message)
{
    bool isThere = false; // row numbers come again, message numbers never
    Result<Statement *> found = query(
        database, SELECT_RECIPIENT "id = ? AND message = ?",
        [&](Statement &s) { s.bind(1, row).bind(2, message); }, isThere);
    if (!found)
        return fail(found.error());
    return isThere ? std::optional(readRecipient(**found)) : std::nullopt;
}

Result<Finished> remove(Database &database, const Recipient &recipient)
{
    Finished finished{recipient.lane, recipient.facts, true, {}, {}, 0};
    Result<> done =
        run(database, "DELETE FROM recipient WHERE id = ?", [&](Statement &s) { s.bind(1, recipient.row); });
    if (done)
        done = attempthistory::forget(database, recipient);
    if (done)
        done = dropIfEmpty(database, recipient.message, finished);
    if (!done)
        return fail(done.error());
    return finished;
}

#undef SELECT_RECIPIENT

} // namespace homeport::queuerows
