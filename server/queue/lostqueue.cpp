// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading and emptying the queue of a lost member.
#include "server/queue/lostqueue.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace homeport {

namespace {

Result<bool> isIntact(const MessageBody &body, const QByteArray &sha256)
{
    constexpr qint64 chunk = 256 * 1024;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 offset = 0; offset < body.size(); offset += chunk) {
        const Result<QByteArray> bytes = body.read(offset, chunk);
        if (!bytes)
            return fail(bytes.error());
        hash.addData(*bytes);
    }
    return hash.result() == sha256;
}

/// `sql` with one id, for each.
Result<> runForEach(Database &database, const char *sql, const std::vector<LostMessage> &messages)
{
    Result<Statement *> statement = database.cached(sql);
    if (!statement)
        return fail(statement.error());
    for (const LostMessage &message : messages) {
        const Result<> done = (*statement)->bind(1, message.id).run();
        if (!done)
            return done;
    }
    return {};
}

} // namespace

Result<std::unique_ptr<LostQueue>> LostQueue::open(const QString &folder)
{
    const QString path = folder + QStringLiteral("/queue.db");
    if (!QFileInfo(path).isFile())
        return fail(Error::refused("not a queue",
            QStringLiteral(
                "path: %1 is no queue folder: it has no queue.db (it is STATE/queue of the lost member, "
                "or what its queue.path said)")
                .arg(folder)));
    Result<std::unique_ptr<FileLock>> lock = lockQueue(folder);
    if (!lock)
        return fail(lock.error());
    Result<std::unique_ptr<Database>> database = openLostQueueDatabase(path);
    if (!database)
        return fail(database.error());
    Result<QueueOwner> owner = queueOwner(**database);
    if (!owner)
        return fail(owner.error());
    Result<BodyFiles> bodies = BodyFiles::open(folder + QStringLiteral("/bodies"));
    if (!bodies)
        return fail(bodies.error());
    return std::unique_ptr<LostQueue>(
        new LostQueue(std::move(*lock), std::move(*database), std::move(*bodies), std::move(*owner)));
}

Result<> LostQueue::mark(const MemberName &adopter)
{
    if (m_owner.adopter == adopter)
        return {};
    return markAdopted(*m_database, adopter);
}

Result<std::vector<LostMessage>> LostQueue::readMessages(qint64 afterId, int limit)
{
    Result<Statement *> select = m_database->cached("SELECT id, sender, session, received, size, sha, quiet, "
                                                    "body, file FROM message WHERE id > ? ORDER BY id "
                                                    "LIMIT ?");
    if (!select)
        return fail(select.error());
    Statement &row = (*select)->bind(1, afterId).bind(2, limit);
    std::vector<LostMessage> messages;
    for (;;) {
        const Result<bool> next = row.step();
        if (!next)
            return fail(next.error());
        if (!*next)
            return messages;
        LostMessage message;
        message.id = row.integer(0);
        message.sender = row.bytes(1);
        message.session = row.bytes(2);
        message.received = row.integer(3);
        message.size = row.integer(4);
        message.sha = row.bytes(5);
        message.quiet = row.integer(6);
        if (row.isNull(8))
            message.body = MessageBody::fromBytes(row.bytes(7));
        else
            message.file = row.bytes(8);
        messages.push_back(std::move(message));
    }
}

Result<> LostQueue::readRecipients(LostMessage &message)
{
    Result<Statement *> select = m_database->cached("SELECT key, lane, account, address, recipient, storage, "
                                                    "error, state, attempts, due, received, unanswered, "
                                                    "crashes FROM recipient WHERE message = ? ORDER BY id");
    if (!select)
        return fail(select.error());
    Statement &row = (*select)->bind(1, message.id);
    for (;;) {
        const Result<bool> next = row.step();
        if (!next)
            return fail(next.error());
        if (!*next)
            return {};
        message.recipients.append({row.bytes(0), row.bytes(1), row.bytes(2), row.bytes(3), row.bytes(4),
            row.bytes(5), row.bytes(6), row.integer(7), row.integer(8), row.integer(9), row.integer(10),
            row.integer(11), row.integer(12)});
    }
}

Result<std::vector<LostMessage>> LostQueue::next(qint64 afterId, int limit)
{
    Result<std::vector<LostMessage>> messages = readMessages(afterId, limit);
    if (!messages)
        return messages;
    for (LostMessage &message : *messages) {
        const Result<> recipients = readRecipients(message);
        if (!recipients)
            return fail(recipients.error());
        if (!message.file.isEmpty())
            message.body = m_bodies.read(message.file, message.size, message.sha).value_or(nullptr);
        // protocol.md 1.4: what differs from its hash is not sent
        const Result<bool> intact = message.body && message.body->size() == message.size
            ? isIntact(*message.body, message.sha)
            : Result<bool>(false);
        if (!intact || !*intact)
            message.body = nullptr;
    }
    return messages;
}

Result<> LostQueue::forget(const std::vector<LostMessage> &messages)
{
    Result<> done = m_database->execute("BEGIN IMMEDIATE");
    if (done)
        done = runForEach(*m_database, "DELETE FROM recipient WHERE message = ?", messages);
    if (done)
        done = runForEach(*m_database, "DELETE FROM message WHERE id = ?", messages);
    if (done)
        done = m_database->execute("COMMIT");
    if (!done) {
        m_database->resetAll();
        (void)m_database->execute("ROLLBACK"); // it may have ended already; the rows are found again anyway
        return done;
    }
    for (const LostMessage &message : messages) {
        const Result<> removed = message.file.isEmpty() ? Result<>() : m_bodies.remove(message.file);
        if (!removed)
            return removed;
    }
    return {};
}

} // namespace homeport
