// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: taking over that of a lost member.
//
// Where a crash of ours leaves it, and what the next run does:
//
//     before the mark                   nothing has happened
//     mark set                          its owner refuses to open it; begins again
//     body file written, no row of ours a file without a row: swept when our queue is opened next
//     row of ours committed             `adopted` names it (same transaction): not taken again, deleted there
//     deleted there                     gone from there, here once
#include "server/queue/lostqueue.h"
#include "server/queue/sqlitequeue.h"

#include <QFileInfo>
#include <QSet>

namespace homeport {

namespace {

constexpr qint64 inlineLimit = 32 * 1024;
constexpr int batchSize = 64;

/// A batch on its way in: what was written for it, and what came of it.
struct Batch
{
    std::vector<LostMessage> messages; ///< intact ones
    std::vector<QByteArray> files; ///< of ours, one a message; empty: in the database
    std::vector<bool> isNew; ///< not taken by an earlier run
    QByteArray instance; ///< of the lost queue
};

Result<bool> isKnown(Database &database, const QByteArray &instance, qint64 id)
{
    Result<Statement *> select = database.cached("SELECT 1 FROM adopted WHERE instance = ? AND message = ?");
    if (!select)
        return fail(select.error());
    return (*select)->bind(1, instance).bind(2, id).step();
}

Result<> insertMessage(Database &database, const LostMessage &message, const QByteArray &file)
{
    Result<Statement *> insert = database.cached(
        "INSERT INTO message (sender, session, received, size, sha, quiet, body, file) VALUES (?, "
        "?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return fail(insert.error());
    Statement &s = (*insert)->bind(1, message.sender).bind(2, message.session).bind(3, message.received);
    s.bind(4, message.size).bind(5, message.sha).bind(6, message.quiet);
    if (file.isEmpty()) {
        const Result<QByteArray> bytes = message.body->read(0, message.size);
        if (!bytes)
            return fail(bytes.error());
        s.bind(7, *bytes).bindNull(8);
    } else {
        s.bindNull(7).bind(8, file);
    }
    return s.run();
}

/// As they were; an attempt that was open when their owner ended is over, and tried again now.
Result<> insertRecipients(Database &database, qint64 id, const LostMessage &message)
{
    Result<Statement *> insert = database.cached(
        "INSERT INTO recipient (message, key, lane, account, address, recipient, storage, state, attempts, "
        "due, received, unanswered, crashes, error, sender, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, "
        "?, ?, ?, ?, ?)");
    if (!insert)
        return fail(insert.error());
    for (const LostRecipient &r : message.recipients) {
        Statement &s = (*insert)->bind(1, id).bind(2, r.key).bind(3, r.lane).bind(4, r.account);
        s.bind(5, r.address).bind(6, r.recipient).bind(7, r.storage).bind(8, r.state).bind(9, r.attempts);
        s.bind(10, r.received).bind(11, r.unanswered).bind(12, r.crashes).bind(13, r.error);
        s.bind(14, message.sender).bind(15, message.size);
        const Result<> done = s.run();
        if (!done)
            return done;
    }
    return {};
}

Result<bool> insertBatch(Database &database, Batch &batch)
{
    Result<> done =
        database.execute("CREATE TABLE IF NOT EXISTS adopted (instance BLOB NOT NULL, message INTEGER "
                         "NOT NULL, PRIMARY KEY (instance, message)) WITHOUT ROWID");
    if (!done)
        return fail(done.error());
    Result<Statement *> note = database.cached("INSERT INTO adopted VALUES (?, ?)");
    if (!note)
        return fail(note.error());
    batch.isNew.assign(batch.messages.size(), false);
    for (size_t i = 0; i < batch.messages.size(); ++i) {
        const LostMessage &message = batch.messages[i];
        const Result<bool> known = isKnown(database, batch.instance, message.id);
        if (!known)
            return fail(known.error());
        if (*known)
            continue;
        done = insertMessage(database, message, batch.files[i]);
        if (done)
            done = insertRecipients(database, database.lastInsertId(), message);
        if (done)
            done = (*note)->bind(1, batch.instance).bind(2, message.id).run();
        if (!done)
            return fail(done.error());
        batch.isNew[i] = true;
    }
    return true;
}

Error interrupted()
{
    return Error::temporary("stopping", QStringLiteral("the daemon stops; start adopt again"));
}

} // namespace

/// Their bodies here first, durable before the rows that name them.
Result<std::vector<QByteArray>> SqliteQueue::copyBodies(const std::vector<LostMessage> &messages) const
{
    std::vector<QByteArray> files;
    for (const LostMessage &message : messages) {
        Result<QByteArray> file =
            message.size > inlineLimit ? m_bodies.write(*message.body) : Result<QByteArray>(QByteArray());
        if (!file)
            return fail(file.error());
        files.push_back(*file);
    }
    return files;
}

Task<Result<QueueAdoption>> SqliteQueue::takeBatch(
    std::vector<LostMessage> messages, QByteArray instance, std::weak_ptr<int> alive)
{
    QueueAdoption counted;
    qint64 bytes = 0;
    for (const LostMessage &message : messages)
        bytes += message.size;
    const auto room = reserve(bytes);
    if (!room)
        co_return fail(room.error());
    const auto batch = std::make_shared<Batch>();
    batch->messages = std::move(messages);
    batch->instance = instance;
    auto copy = [this, batch] { return copyBodies(batch->messages); };
    Result<std::vector<QByteArray>> files = co_await m_pool->run(std::move(copy));
    if (alive.expired())
        co_return fail(interrupted());
    if (!files)
        co_return fail(files.error());
    batch->files = std::move(*files);
    std::function<Result<bool>(Database &)> work = [batch](Database &database) {
        return insertBatch(database, *batch);
    };
    std::function<void(Database &)> after = [this, batch](Database &database) {
        QSet<QByteArray> lanes;
        for (size_t i = 0; i < batch->messages.size(); ++i) {
            const LostMessage &message = batch->messages[i];
            if (!batch->isNew[i]) {
                if (!batch->files[i].isEmpty())
                    removeFiles({batch->files[i]});
                continue;
            }
            m_stored += message.size;
            for (const LostRecipient &recipient : message.recipients) {
                const auto state = EntryState(std::clamp<qint64>(recipient.state, 0, 2));
                m_totals.enter(recipient.lane, {message.size, recipient.received, state}, m_clock.wallMs());
                lanes.insert(recipient.lane);
            }
        }
        for (const QByteArray &lane : lanes) {
            (void)m_totals.refresh(database, lane); // a failing look-up shows an old due time, no more
            announce(lane);
        }
    };
    const Result<bool> done = co_await write<bool>(std::move(work), std::move(after));
    if (!done)
        co_return fail(done.error());
    for (size_t i = 0; i < batch->messages.size(); ++i) {
        const LostMessage &message = batch->messages[i];
        counted.earlier += batch->isNew[i] ? 0 : 1;
        counted.messages += batch->isNew[i] ? 1 : 0;
        counted.recipients += batch->isNew[i] ? message.recipients.size() : 0;
        counted.bytes += batch->isNew[i] ? message.size : 0;
    }
    co_return counted;
}

Task<Result<QueueAdoption>> SqliteQueue::adopt(
    QString folder, std::function<Result<>(const MemberName &)> mayTake)
{
    const std::weak_ptr<int> alive = m_alive;
    if (QFileInfo(folder).canonicalFilePath() == QFileInfo(m_options.folder).canonicalFilePath())
        co_return fail(
            Error::refused("own queue", QStringLiteral("path: %1 is this member's own queue").arg(folder)));
    auto open = [folder] { return LostQueue::open(folder); };
    Result<std::unique_ptr<LostQueue>> opened = co_await m_pool->run(std::move(open));
    if (!opened)
        co_return fail(opened.error());
    if (alive.expired())
        co_return fail(interrupted());
    const std::shared_ptr<LostQueue> lost = std::move(*opened);
    QueueAdoption sum;
    sum.formerOwner = lost->owner().member;
    const MemberName adopter = lost->owner().adopter;
    if (!adopter.isEmpty() && adopter != m_options.owner)
        co_return fail(Error::refused("taken over by another",
            QStringLiteral("path: %1 has begun to take this queue over: go on there").arg(adopter.text)));
    if (const Result<> may = mayTake(sum.formerOwner); !may)
        co_return fail(may.error());
    auto mark = [lost, self = m_options.owner] { return lost->mark(self); };
    if (alive.expired())
        co_return fail(interrupted());
    const Result<> marked = co_await m_pool->run(std::move(mark));
    if (!marked)
        co_return fail(marked.error());
    for (qint64 after = 0;;) {
        auto read = [lost, after] { return lost->next(after, batchSize); };
        if (alive.expired())
            co_return fail(interrupted());
        Result<std::vector<LostMessage>> found = co_await m_pool->run(std::move(read));
        if (!found)
            co_return fail(found.error());
        if (found->empty())
            break;
        after = found->back().id;
        const size_t before = found->size();
        std::erase_if(*found, [](const LostMessage &message) { return !message.body; });
        sum.damaged += qint64(before - found->size());
        if (found->empty())
            continue;
        const auto batch = std::make_shared<const std::vector<LostMessage>>(*found);
        if (alive.expired())
            co_return fail(interrupted());
        const Result<QueueAdoption> taken =
            co_await takeBatch(std::move(*found), lost->owner().instance, alive);
        if (!taken)
            co_return fail(taken.error());
        auto forget = [lost, batch] { return lost->forget(*batch); };
        if (alive.expired())
            co_return fail(interrupted());
        const Result<> forgotten = co_await m_pool->run(std::move(forget));
        if (!forgotten)
            co_return fail(forgotten.error());
        sum.messages += taken->messages;
        sum.recipients += taken->recipients;
        sum.bytes += taken->bytes;
        sum.earlier += taken->earlier;
    }
    const QByteArray instance = lost->owner().instance;
    std::function<Result<bool>(Database &)> tidy = [instance](Database &database) -> Result<bool> {
        // everything of it has been deleted there: nobody asks any more
        const Result<> done = database.execute("CREATE TABLE IF NOT EXISTS adopted (instance BLOB NOT NULL, "
                                               "message INTEGER NOT NULL, PRIMARY KEY "
                                               "(instance, message)) WITHOUT ROWID");
        if (!done)
            return fail(done.error());
        Result<Statement *> remove = database.cached("DELETE FROM adopted WHERE instance = ?");
        if (!remove)
            return fail(remove.error());
        const Result<> removed = (*remove)->bind(1, instance).run();
        if (!removed)
            return fail(removed.error());
        return true;
    };
    if (alive.expired())
        co_return fail(interrupted());
    const Result<bool> tidied = co_await write<bool>(std::move(tidy), nullptr);
    if (!tidied)
        co_return fail(tidied.error());
    qCInfo(lcQueue) << Event("adopted")
                           .with("from", sum.formerOwner)
                           .with("messages", sum.messages)
                           .with("earlier", sum.earlier)
                           .with("damaged", sum.damaged);
    co_return sum;
}

} // namespace homeport
