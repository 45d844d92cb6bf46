// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: what administrators see of it.
#include "server/queue/sqlitequeue.h"

#include "shared/mail/header.h"

#include <QCryptographicHash>

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

constexpr qint64 longestHeaders = 64 * 1024;

Error notThere(qint64 id)
{
    return Error::refused("no such message", QStringLiteral("message %1 is not in the queue").arg(id));
}

QDateTime stamp(qint64 ms) { return ms > 0 ? QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC) : QDateTime(); }

Result<QList<qint64>> messageIds(Database &database, const QByteArray &lane, qint64 after, int limit)
{
    Result<Statement *> select = lane.isEmpty()
        ? database.cached("SELECT id FROM message WHERE id > ?1 ORDER BY id LIMIT ?2")
        : database.cached("SELECT DISTINCT message FROM recipient WHERE lane = ?3 AND message > ?1 ORDER BY "
                          "message LIMIT ?2");
    if (!select)
        return fail(select.error());
    (*select)->bind(1, after).bind(2, limit);
    if (!lane.isEmpty())
        (*select)->bind(3, lane);
    QList<qint64> ids;
    for (;;) {
        const Result<bool> row = (*select)->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return ids;
        ids.append((*select)->integer(0));
    }
}

} // namespace

QList<Queue::DueLane> SqliteQueue::dueLanes() const
{
    QList<DueLane> due;
    for (const auto &[lane, dueMs] : m_totals.due())
        due.append({lane, dueMs});
    return due;
}

QList<Lane> SqliteQueue::lanes() const
{
    QList<Lane> lanes;
    const qint64 now = m_clock.wallMs();
    for (const auto &[name, total] : m_totals.all()) {
        Lane lane;
        lane.name = QString::fromUtf8(name);
        lane.member = m_options.owner.text;
        QString parked;
        if (name.startsWith("storage:")) {
            const auto id = StorageId::fromHex(QByteArrayView(name).sliced(8));
            if (id && m_options.hostOf)
                lane.host = m_options.hostOf(*id);
            if (id && m_options.whyParked)
                parked = m_options.whyParked(*id);
        }
        lane.messages = total.recipients;
        lane.held = total.held;
        lane.quarantined = total.quarantined;
        lane.ages = total.ages.at(now);
        lane.bytes = total.bytes;
        lane.oldest = stamp(total.oldestMs);
        lane.nextTry = total.hasDue ? stamp(total.dueMs) : QDateTime();
        lane.lastError = QString::fromUtf8(total.lastError);
        const char *state = total.claimed > 0 ? "delivering" : total.hasDue ? "waiting" : "held";
        lane.state = QString::fromLatin1(state);
        if (!parked.isEmpty() && lane.state == u"waiting") { // until it is announced
            lane.state = QStringLiteral("parked");
            lane.lastError = parked;
            lane.nextTry = QDateTime();
        }
        lanes.append(lane);
    }
    return lanes;
}

Task<Result<QList<QueueEntry>>> SqliteQueue::list(QString lane, qint64 afterId, int limit)
{
    const QString member = m_options.owner.text;
    const QByteArray wanted = lane.toUtf8();
    const int bounded = std::clamp(limit, 1, 1000);
    std::function<Result<QList<QueueEntry>>(Database &)> work =
        [=](Database &database) -> Result<QList<QueueEntry>> {
        const Result<QList<qint64>> ids = messageIds(database, wanted, afterId, bounded);
        if (!ids)
            return fail(ids.error());
        QList<QueueEntry> found;
        for (const qint64 id : *ids) {
            Result<QueueEntry> entry = queuerows::entry(database, id, member, queuerows::History::Left);
            if (entry) // it may have left between the two look-ups
                found.append(std::move(*entry));
        }
        return found;
    };
    auto entries = co_await read<QList<QueueEntry>>(m_searcher, std::move(work));
    co_return entries;
}

Task<Result<QueueEntry>> SqliteQueue::show(qint64 id)
{
    const QString member = m_options.owner.text;
    std::function<Result<QueueEntry>(Database &)> work = [this, id, member](
                                                             Database &database) -> Result<QueueEntry> {
        Result<QueueEntry> entry = queuerows::entry(database, id, member, queuerows::History::Shown);
        if (!entry)
            return entry;
        const Result<QueuePart> start = readPart(database, id, 0, longestHeaders);
        if (!start) { // its envelope is worth seeing all the same
            qCWarning(lcQueue) << Event("headers-unreadable").with("message", id).why(start.error());
            return entry;
        }
        const qsizetype length = headerLength(start->bytes);
        entry->headersCut = length == start->bytes.size() && start->size > length;
        entry->headers =
            QString::fromUtf8(start->bytes.left(length)).replace(QLatin1String("\r\n"), QLatin1String("\n"));
        return entry;
    };
    auto entry = co_await read<QueueEntry>(m_searcher, std::move(work));
    co_return entry;
}

/// `row` has body, file, size and hash from `firstColumn` on.
Result<std::shared_ptr<const MessageBody>> SqliteQueue::openBody(const Statement &row, int firstColumn) const
{
    if (!row.isNull(firstColumn))
        return MessageBody::fromBytes(row.bytes(firstColumn));
    return m_bodies.read(
        row.bytes(firstColumn + 1), row.integer(firstColumn + 2), row.bytes(firstColumn + 3));
}

Task<Result<QueuedMessage>> SqliteQueue::message(qint64 messageId)
{
    std::function<Result<QueuedMessage>(Database &)> work = [this, messageId](
                                                                Database &database) -> Result<QueuedMessage> {
        Result<Statement *> select = database.cached(
            "SELECT body, file, size, sha, sender, session, received, quiet FROM message WHERE id = ?");
        if (!select)
            return fail(select.error());
        const Result<bool> row = (*select)->bind(1, messageId).step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return fail(notThere(messageId));
        Statement &s = **select;
        const QByteArray sha = s.bytes(3);
        const Result<std::shared_ptr<const MessageBody>> body = openBody(s, 0);
        QueuedMessage found{s.bytes(4), s.bytes(5), s.integer(6), nullptr, {}, s.integer(7) != 0};
        s.reset(); // a statement left open would hold the write-ahead log
        if (!body)
            return fail(body.error());
        // protocol.md 1.4: the body is held against its hash before it is sent
        const Result<bool> intact = isIntact(**body, sha);
        if (!intact)
            return fail(intact.error());
        if (!*intact)
            return fail(
                Error::internal(QStringLiteral("message %1: the body differs from its hash").arg(messageId)));
        found.body = *body;
        return found;
    };
    auto found = co_await read<QueuedMessage>(m_reader, std::move(work));
    co_return found;
}

Task<Result<std::shared_ptr<const MessageBody>>> SqliteQueue::body(qint64 messageId)
{
    const Result<QueuedMessage> found = co_await message(messageId);
    if (!found)
        co_return fail(found.error());
    co_return std::shared_ptr<const MessageBody>(found->body);
}

Result<QueuePart> SqliteQueue::readPart(
    Database &database, qint64 messageId, qint64 offset, qint64 length) const
{
    Result<Statement *> select = database.cached("SELECT body, file, size, sha FROM message WHERE id = ?");
    if (!select)
        return fail(select.error());
    const Result<bool> row = (*select)->bind(1, messageId).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(notThere(messageId));
    const qint64 size = (*select)->integer(2);
    const Result<std::shared_ptr<const MessageBody>> body = openBody(**select, 0);
    (*select)->reset();
    if (!body)
        return fail(body.error());
    Result<QByteArray> bytes = (*body)->read(offset, length);
    if (!bytes)
        return fail(bytes.error());
    return QueuePart{std::move(*bytes), size};
}

Task<Result<QueuePart>> SqliteQueue::part(qint64 messageId, qint64 offset, qint64 length)
{
    std::function<Result<QueuePart>(Database &)> work = [=, this](Database &database) {
        return readPart(database, messageId, offset, length);
    };
    auto found = co_await read<QueuePart>(m_searcher, std::move(work));
    co_return found;
}

Task<Result<>> SqliteQueue::probe()
{
    const QByteArray now = QByteArray::number(m_clock.wallMs());
    std::function<Result<bool>(Database &)> work = [now](Database &database) -> Result<bool> {
        Result<Statement *> statement = database.cached("INSERT OR REPLACE INTO meta VALUES ('probe', ?)");
        if (!statement)
            return fail(statement.error());
        const Result<> done = (*statement)->bind(1, now).run();
        if (!done)
            return fail(done.error());
        return true;
    };
    const Result<bool> written = co_await write<bool>(std::move(work), nullptr);
    if (!written)
        co_return fail(written.error());
    co_return Result<>();
}

} // namespace homeport
