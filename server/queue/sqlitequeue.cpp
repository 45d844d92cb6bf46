// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: opening, room, and the paths in and out.
#include "server/queue/sqlitequeue.h"

#include "server/queue/queueschema.h"

#include <QDir>
#include <QSet>
#include <QStorageInfo>

namespace homeport {

Q_LOGGING_CATEGORY(lcQueue, "homeport.queue")

namespace {

constexpr qint64 inlineLimit = 32 * 1024;

class Reservation : public QueueReservation
{
public:
    Reservation(std::shared_ptr<std::atomic<qint64>> total, qint64 bytes)
        : m_total(std::move(total))
        , m_bytes(bytes)
    {
    }
    ~Reservation() override { m_total->fetch_sub(m_bytes); }

private:
    std::shared_ptr<std::atomic<qint64>> m_total;
    qint64 m_bytes;
};

Result<QSet<QByteArray>> bodyNames(Database &database)
{
    Result<Statement> select = database.prepare("SELECT file FROM message WHERE file IS NOT NULL");
    if (!select)
        return fail(select.error());
    QSet<QByteArray> names;
    for (;;) {
        const Result<bool> row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return names;
        names.insert(select->bytes(0));
    }
}

} // namespace

SqliteQueue::SqliteQueue(QueueOptions options, const Clock &clock, BodyFiles bodies)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_bodies(std::move(bodies))
    , m_pool(std::make_unique<BlockingPool>(4))
    , m_searchPool(std::make_unique<BlockingPool>(1))
{
    m_reader.pool = m_pool.get();
    m_searcher.pool = m_searchPool.get();
}

SqliteQueue::~SqliteQueue()
{
    m_pool.reset();
    m_searchPool.reset();
    m_writer.reset();
}

Result<std::unique_ptr<SqliteQueue>> SqliteQueue::open(QueueOptions options, const Clock &clock)
{
    if (!QDir().mkpath(options.folder))
        return fail(Error::refused("queue unavailable",
            QStringLiteral(
                "queue.path: cannot make the folder %1; check that its parent exists and is writable")
                .arg(options.folder)));
    QFile::setPermissions(options.folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    Result<std::unique_ptr<FileLock>> lock = lockQueue(options.folder);
    if (!lock)
        return fail(lock.error());
    Result<std::unique_ptr<Database>> database =
        openQueueDatabase(options.folder + QStringLiteral("/queue.db"), options.owner);
    if (!database)
        return fail(database.error());
    const Result<qint64> open = settleOpenAttempts(**database, currentBootId());
    if (!open)
        return fail(open.error());
    Result<BodyFiles> bodies = BodyFiles::open(options.folder + QStringLiteral("/bodies"));
    if (!bodies)
        return fail(bodies.error());
    const Result<QSet<QByteArray>> known = bodyNames(**database);
    if (!known)
        return fail(known.error());
    const Result<int> swept = bodies->sweep(*known);
    if (!swept)
        return fail(swept.error());
    std::unique_ptr<SqliteQueue> queue(new SqliteQueue(std::move(options), clock, std::move(*bodies)));
    queue->m_lock = std::move(*lock);
    const Result<> loaded = queue->m_totals.load(**database, clock.wallMs());
    if (!loaded)
        return fail(loaded.error());
    const Result<qint64> stored = (*database)->scalar("SELECT coalesce(sum(size), 0) FROM message");
    if (!stored)
        return fail(stored.error());
    queue->m_stored = *stored;
    for (Reader *const reader : {&queue->m_reader, &queue->m_searcher}) {
        Result<std::unique_ptr<Database>> connection =
            Database::open(queue->m_options.folder + QStringLiteral("/queue.db"), Database::Mode::ReadOnly);
        if (!connection)
            return fail(connection.error());
        reader->database = std::move(*connection);
    }
    queue->m_writer = std::make_unique<QueueWriter>(std::move(*database));
    qCInfo(lcQueue)
        << Event("opened").with("bytes", *stored).with("interrupted", *open).with("swept", *swept);
    return queue;
}

Result<std::shared_ptr<QueueReservation>> SqliteQueue::reserve(qint64 bytes)
{
    if (m_writer->isSick())
        return fail(Error::temporary(
            "queue unavailable, try again later", QStringLiteral("queue database sick"), "4.3.0"));
    const qint64 reserved = m_reserved->fetch_add(bytes) + bytes;
    auto reservation = std::make_shared<Reservation>(m_reserved, bytes);
    if (m_stored.load() + reserved > m_options.maxBytes)
        return fail(Error::temporary("insufficient system storage",
            QStringLiteral("queue.max_bytes (%1) reached").arg(m_options.maxBytes), "4.3.1"));
    const qint64 free = QStorageInfo(m_options.folder).bytesAvailable();
    if (free >= 0 && free - reserved < m_options.minFreeBytes)
        return fail(Error::temporary("insufficient system storage",
            QStringLiteral("%1 bytes free below queue.min_free_bytes (%2)")
                .arg(free)
                .arg(m_options.minFreeBytes),
            "4.3.1"));
    return reservation;
}

Task<Result<QByteArray>> SqliteQueue::storeBody(std::shared_ptr<const MessageBody> body)
{
    if (body->size() <= inlineLimit)
        co_return QByteArray();
    auto store = [this, body] { return m_bodies.write(*body); }; // named: see task.h on GCC 12
    Result<QByteArray> written = co_await m_pool->run(std::move(store));
    co_return written;
}

void SqliteQueue::countNew(Database &database, const QueuedMessage &message)
{
    const qint64 bytes = message.body->size();
    const qint64 now = m_clock.wallMs();
    m_stored += bytes;
    QSet<QByteArray> lanes;
    for (const QueuedRecipient &recipient : message.recipients) {
        m_totals.enter(recipient.lane, {bytes, message.receivedMs}, now);
        if (!recipient.lastError.isEmpty())
            m_totals.setError(recipient.lane, recipient.lastError);
        lanes.insert(recipient.lane);
    }
    for (const QByteArray &lane : lanes) {
        (void)m_totals.refresh(database, lane); // a failing look-up shows an old due time, no more
        announce(lane);
    }
}

Task<Result<qint64>> SqliteQueue::enqueue(
    QueuedMessage message, std::shared_ptr<QueueReservation> reservation)
{
    const Result<QByteArray> stored = co_await storeBody(message.body);
    if (!stored)
        co_return fail(stored.error());
    const QByteArray file = *stored;
    const qint64 now = m_clock.wallMs();
    const auto shared = std::make_shared<const QueuedMessage>(std::move(message));
    std::function<Result<qint64>(Database &)> work = [shared, file, now](Database &database) {
        return queuerows::insert(database, *shared, file, now);
    };
    std::function<void(Database &)> after = [this, shared, reservation](
                                                Database &database) { countNew(database, *shared); };
    const Result<qint64> id = co_await write<qint64>(std::move(work), std::move(after));
    if (!id && !file.isEmpty())
        removeFiles({file});
    co_return id;
}

Task<Result<QList<QueueAttempt>>> SqliteQueue::claim(QByteArray lane, int limit, bool evenNotDue)
{
    const qint64 now = m_clock.wallMs();
    const auto claimed = std::make_shared<queuerows::Claimed>();
    std::function<Result<bool>(Database &)> work = [lane, limit, evenNotDue, now, claimed](
                                                       Database &database) -> Result<bool> {
        Result<queuerows::Claimed> found = queuerows::claim(database, lane, limit, evenNotDue, now);
        if (!found)
            return fail(found.error());
        *claimed = std::move(*found);
        return true;
    };
    std::function<void(Database &)> after = [this, lane, claimed](Database &database) {
        m_totals.addClaimed(lane, claimed->attempts.size());
        if (claimed->held > 0)
            m_totals.changeState(lane, EntryState::Waiting, EntryState::Held, claimed->held);
        (void)m_totals.refresh(database, lane);
    };
    const Result<bool> done = co_await write<bool>(std::move(work), std::move(after));
    if (!done)
        co_return fail(done.error());
    co_return QList<QueueAttempt>(claimed->attempts);
}

Task<Result<>> SqliteQueue::finishAttempts(QList<AttemptResult> results)
{
    using Finished = QList<queuerows::Finished>;
    const qint64 now = m_clock.wallMs();
    const auto ended = std::make_shared<Finished>();
    const auto shared = std::make_shared<const QList<AttemptResult>>(std::move(results));
    std::function<Result<bool>(Database &)> work = [shared, now, ended](Database &database) -> Result<bool> {
        ended->clear();
        for (const AttemptResult &result : *shared) {
            Result<queuerows::Finished> one = queuerows::finish(database, result, now);
            if (!one)
                return fail(one.error());
            ended->append(std::move(*one));
        }
        return true;
    };
    std::function<void(Database &)> after = [this, ended, shared](Database &database) {
        for (qsizetype i = 0; i < ended->size(); ++i) {
            const queuerows::Finished &one = ended->at(i);
            if (!one.gone && one.newLane.isEmpty() && !one.lane.isEmpty())
                m_totals.setError(one.lane, shared->at(i).error);
        }
        account(database, *ended);
    };
    const Result<bool> done = co_await write<bool>(std::move(work), std::move(after));
    if (!done)
        co_return fail(done.error());
    co_return Result<>();
}

void SqliteQueue::account(Database &database, const QList<queuerows::Finished> &changes)
{
    const qint64 now = m_clock.wallMs();
    QSet<QByteArray> lanes;
    for (const queuerows::Finished &one : changes) {
        if (one.lane.isEmpty())
            continue;
        if (one.gone || !one.newLane.isEmpty())
            m_totals.leave(one.lane, one.facts);
        else if (one.facts.isTried)
            m_totals.addClaimed(one.lane, -1);
        if (!one.newLane.isEmpty()) {
            RecipientFacts facts = one.facts;
            facts.isTried = false;
            m_totals.enter(one.newLane, facts, now);
            lanes.insert(one.newLane);
        }
        m_stored -= one.messageBytes;
        lanes.insert(one.lane);
        removeFiles(one.files);
    }
    for (const QByteArray &lane : lanes) {
        (void)m_totals.refresh(database, lane);
        announce(lane);
    }
}

void SqliteQueue::announce(const QByteArray &lane)
{
    const std::lock_guard lock(m_subscriberMutex);
    for (const Subscriber &subscriber : m_subscribers)
        subscriber.loop.post([callback = subscriber.callback, lane] { (*callback)(lane); });
}

void SqliteQueue::removeFiles(const QList<QByteArray> &files)
{
    for (const QByteArray &file : files) {
        const Result<> removed = m_bodies.remove(file);
        if (!removed)
            qCWarning(lcQueue) << Event("body-left").with("file", file).why(removed.error());
    }
}

void SqliteQueue::onWork(std::function<void(QByteArray)> callback)
{
    const std::lock_guard lock(m_subscriberMutex);
    m_subscribers.push_back(
        {LoopHandle::current(), std::make_shared<std::function<void(QByteArray)>>(std::move(callback))});
}

} // namespace homeport
