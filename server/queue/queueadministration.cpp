// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: what administrators see and do.
#include "server/queue/queuerows.h"
#include "server/queue/sqlitequeue.h"

#include <QCryptographicHash>
#include <QSet>

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

Result<QSet<QByteArray>> lanesOf(Database &database, qint64 id)
{
    Result<Statement *> select = database.cached("SELECT DISTINCT lane FROM recipient WHERE message = ?");
    if (!select)
        return fail(select.error());
    (*select)->bind(1, id);
    QSet<QByteArray> lanes;
    for (;;) {
        const Result<bool> row = (*select)->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return lanes;
        lanes.insert((*select)->bytes(0));
    }
}

} // namespace

QList<Queue::DueLane> SqliteQueue::dueLanes() const
{
    QList<DueLane> due;
    for (const auto &[lane, total] : m_totals.all()) {
        if (total.hasDue)
            due.append({lane, total.dueMs});
    }
    return due;
}

QList<Lane> SqliteQueue::lanes() const
{
    QList<Lane> lanes;
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
            Result<QueueEntry> entry = queuerows::entry(database, id, member);
            if (entry) // it may have left between the two look-ups
                found.append(std::move(*entry));
        }
        return found;
    };
    auto entries = co_await read<QList<QueueEntry>>(std::move(work));
    co_return entries;
}

Task<Result<QueueEntry>> SqliteQueue::show(qint64 id)
{
    const QString member = m_options.owner.text;
    std::function<Result<QueueEntry>(Database &)> work = [=](Database &database) {
        return queuerows::entry(database, id, member);
    };
    auto entry = co_await read<QueueEntry>(std::move(work));
    co_return entry;
}

Task<Result<std::shared_ptr<const MessageBody>>> SqliteQueue::body(qint64 messageId)
{
    using Body = std::shared_ptr<const MessageBody>;
    std::function<Result<Body>(Database &)> work = [this, messageId](Database &database) -> Result<Body> {
        Result<Statement *> select =
            database.cached("SELECT body, file, size, sha FROM message WHERE id = ?");
        if (!select)
            return fail(select.error());
        const Result<bool> row = (*select)->bind(1, messageId).step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return fail(Error::refused(
                "no such message", QStringLiteral("message %1 is not in the queue").arg(messageId)));
        Statement &s = **select;
        const QByteArray sha = s.bytes(3);
        const bool isInline = s.isNull(1);
        Result<Body> found = isInline ? Result<Body>(MessageBody::fromBytes(s.bytes(0)))
                                      : m_bodies.read(s.bytes(1), s.integer(2), sha);
        s.reset(); // a statement left open would hold the write-ahead log
        if (found) { // protocol.md 1.4: the body is held against its hash before it is sent
            const Result<bool> intact = isIntact(**found, sha);
            if (!intact)
                return fail(intact.error());
            if (!*intact)
                return fail(Error::internal(
                    QStringLiteral("message %1: the body differs from its hash").arg(messageId)));
        }
        return found;
    };
    auto body = co_await read<Body>(std::move(work));
    co_return body;
}

Task<Result<qint64>> SqliteQueue::update(
    QString lane, std::optional<qint64> id, const char *assignment, const char *condition)
{
    const QByteArray wanted = lane.toUtf8();
    const auto touched = std::make_shared<QSet<QByteArray>>();
    const QByteArray sql = QByteArray("UPDATE recipient SET ") + assignment + " WHERE " + condition
        + (id ? " AND message = ?" : " AND lane = ?");
    std::function<Result<qint64>(Database &)> work = [=](Database &database) -> Result<qint64> {
        Result<Statement> statement = database.prepare(sql.constData());
        if (!statement)
            return fail(statement.error());
        if (id)
            statement->bind(1, *id);
        else
            statement->bind(1, wanted);
        const Result<> done = statement->run();
        if (!done)
            return fail(done.error());
        const qint64 changed = database.changes();
        if (!id) {
            touched->insert(wanted);
            return changed;
        }
        const Result<QSet<QByteArray>> lanes = lanesOf(database, *id);
        if (!lanes)
            return fail(lanes.error());
        *touched = *lanes;
        return changed;
    };
    std::function<void(Database &)> after = [this, touched](Database &database) {
        for (const QByteArray &one : *touched) {
            (void)m_totals.refresh(database, one);
            announce(one);
        }
    };
    auto count = co_await write<qint64>(std::move(work), std::move(after));
    co_return count;
}

Task<Result<qint64>> SqliteQueue::retryNow(QString lane, std::optional<qint64> id)
{
    auto count = co_await update(lane, id, "due = 0", "state = 0 AND open = 0");
    co_return count;
}

Task<Result<qint64>> SqliteQueue::setHeld(QString lane, std::optional<qint64> id, bool held)
{
    // releasing lets quarantined ones go too: the administrator has looked at them
    const char *assignment = held ? "state = 1" : "state = 0, crashes = 0, due = 0";
    const char *condition = held ? "state = 0 AND open = 0" : "state <> 0";
    auto count = co_await update(lane, id, assignment, condition);
    co_return count;
}

Task<Result<qint64>> SqliteQueue::remove(qint64 id)
{
    const auto removed = std::make_shared<QList<queuerows::Finished>>();
    std::function<Result<qint64>(Database &)> work = [id, removed](Database &database) -> Result<qint64> {
        Result<QList<queuerows::Finished>> lanes = queuerows::remove(database, id);
        if (!lanes)
            return fail(lanes.error());
        if (lanes->isEmpty())
            return fail(
                Error::refused("no such message", QStringLiteral("message %1 is not in the queue").arg(id)));
        *removed = std::move(*lanes);
        return removed->size();
    };
    std::function<void(Database &)> after = [this, removed](Database &database) {
        for (const queuerows::Finished &one : *removed) {
            m_totals.add(one.lane, -1, -one.bytes);
            m_stored -= one.messageBytes;
            (void)m_totals.refresh(database, one.lane);
            removeFiles(one.files);
        }
    };
    auto count = co_await write<qint64>(std::move(work), std::move(after));
    co_return count;
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
