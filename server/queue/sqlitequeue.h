// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: SQLite with one writer thread, large bodies beside it (design.md §5 "Queue").
#pragma once

#include "server/ports/queue.h"
#include "server/ports/queueadoption.h"
#include "server/queue/bodyfiles.h"
#include "server/queue/lanetotals.h"
#include "server/queue/queuelock.h"
#include "server/queue/queuerows.h"
#include "server/queue/queuewriter.h"
#include "shared/base/log.h"

#include <atomic>

namespace homeport {

Q_DECLARE_LOGGING_CATEGORY(lcQueue)

struct LostMessage;

struct QueueOptions
{
    QString folder; ///< made when missing, 0700
    MemberName owner;
    qint64 maxBytes = 10LL << 30;
    qint64 minFreeBytes = 100LL << 20; ///< of the file system
    /// The member a storage lane stands for, for display; called by any thread.
    std::function<QString(const StorageId &)> hostOf;
    /// Why the mail of a storage waits without being tried (ClusterView::whyParked); called by any thread.
    std::function<QString(const StorageId &)> whyParked;
};

/// Queue on disk. Any thread may call; tasks resume on the caller's loop. Destroying it finishes what was
/// submitted, so its callers' loops must still exist (they need not run).
class SqliteQueue : public Queue, public QueueAdopter
{
public:
    /// Refused with what to do when the folder is of a newer version or another member's; settles open
    /// attempts and sweeps orphaned bodies.
    static Result<std::unique_ptr<SqliteQueue>> open(QueueOptions options, const Clock &clock);
    ~SqliteQueue() override;

    Result<std::shared_ptr<QueueReservation>> reserve(qint64 bytes) override;
    Task<Result<qint64>> enqueue(
        QueuedMessage message, std::shared_ptr<QueueReservation> reservation) override;
    Task<Result<QList<QueueAttempt>>> claim(QByteArray lane, int limit, bool evenNotDue) override;
    Task<Result<>> finishAttempts(QList<AttemptResult> results) override;
    Task<Result<std::shared_ptr<const MessageBody>>> body(qint64 messageId) override;
    QList<DueLane> dueLanes() const override;
    QList<Lane> lanes() const override;
    Sums sums() const override { return m_totals.sums(); }
    Task<Result<QList<QueueEntry>>> list(QString lane, qint64 afterId, int limit) override;
    Task<Result<QueueEntry>> show(qint64 id) override;
    Task<Result<QueuePage>> search(QueueQuery query, QueueSort sort, bool descending,
        std::optional<QueuePosition> after, int limit) override;
    Task<Result<QList<QueueTarget>>> choose(
        QueueQuery query, qint64 afterRow, qint64 lastMessage, int limit) override;
    Task<Result<qint64>> lastMessage() override;
    Task<Result<QList<QueueTarget>>> find(QList<QueueSelected> selected) override;
    Task<Result<QList<QueueTarget>>> act(
        QueueAct act, QList<QueueTarget> targets, RequestId request) override;
    Task<Result<QList<QueueTarget>>> moveTo(QList<QueueMove> moves) override;
    Task<Result<>> replace(QList<QueueTarget> targets, QueuedMessage instead,
        std::shared_ptr<QueueReservation> reservation, RequestId request) override;
    Task<Result<QueuedMessage>> message(qint64 messageId) override;
    Task<Result<QueuePart>> part(qint64 messageId, qint64 offset, qint64 length) override;
    void onWork(std::function<void(QByteArray lane)> callback) override;
    Task<Result<>> probe() override;
    Task<Result<QueueAdoption>> adopt(
        QString folder, std::function<Result<>(const MemberName &)> mayTake) override;

private:
    SqliteQueue(QueueOptions options, const Clock &clock, BodyFiles bodies);

    /// Runs `work` on the writer thread inside its transaction; returns when that is durable.
    template <class T>
    Task<Result<T>> write(std::function<Result<T>(Database &)> work, std::function<void(Database &)> after);
    /// A connection for one reader at a time.
    struct Reader
    {
        BlockingPool *pool = nullptr; ///< whose threads it waits and works in
        std::mutex mutex;
        std::unique_ptr<Database> database;
    };
    /// Runs `work` on a reading connection in its pool.
    template <class T> Task<Result<T>> read(Reader &reader, std::function<Result<T>(Database &)> work);
    Task<Result<QByteArray>> storeBody(std::shared_ptr<const MessageBody> body);
    Result<std::shared_ptr<const MessageBody>> openBody(const Statement &row, int firstColumn) const;
    Result<QueuePart> readPart(Database &database, qint64 messageId, qint64 offset, qint64 length) const;
    void announce(const QByteArray &lane);
    void removeFiles(const QList<QByteArray> &files);
    /// After a commit: the totals, what waits in these lanes, body files that nothing names any more.
    void account(Database &database, const QList<queuerows::Finished> &changes);
    void countNew(Database &database, const QueuedMessage &message);

    // queueadoption.cpp
    Result<std::vector<QByteArray>> copyBodies(const std::vector<LostMessage> &messages) const;
    Task<Result<QueueAdoption>> takeBatch(
        std::vector<LostMessage> messages, QByteArray instance, std::weak_ptr<int> alive);

    struct Subscriber
    {
        LoopHandle loop;
        std::shared_ptr<std::function<void(QByteArray)>> callback;
    };

    const QueueOptions m_options;
    const std::shared_ptr<int> m_alive = std::make_shared<int>(0); ///< for what goes on after a wait
    std::unique_ptr<FileLock> m_lock;
    const Clock &m_clock;
    const BodyFiles m_bodies;
    LaneTotals m_totals;
    std::shared_ptr<std::atomic<qint64>> m_reserved = std::make_shared<std::atomic<qint64>>(0);
    std::atomic<qint64> m_stored{0}; ///< bytes of all messages
    std::mutex m_subscriberMutex;
    std::vector<Subscriber> m_subscribers;
    Reader m_reader; ///< of deliveries
    Reader m_searcher; ///< of administrators, who read longer
    std::unique_ptr<QueueWriter> m_writer;
    std::unique_ptr<BlockingPool> m_pool; ///< of deliveries
    std::unique_ptr<BlockingPool> m_searchPool; ///< one thread: however many search, deliveries have theirs
    std::shared_ptr<std::atomic<int>> m_searches = std::make_shared<std::atomic<int>>(0);
};

template <class T>
Task<Result<T>> SqliteQueue::write(
    std::function<Result<T>(Database &)> work, std::function<void(Database &)> after)
{
    struct Outcome
    {
        Result<T> value = fail(Error::internal(QStringLiteral("not run")));
        Result<> committed;
    };
    const auto outcome = std::make_shared<Outcome>();
    const LoopHandle loop = LoopHandle::current();
    const OneShot<bool> finished;
    m_writer->submit({[outcome, work = std::move(work)](Database &database) -> Result<> {
                          outcome->value = work(database);
                          if (!outcome->value)
                              return fail(outcome->value.error());
                          return {};
                      },
        [outcome, loop, finished, after = std::move(after)](const Result<> &committed, Database &database) {
            outcome->committed = committed;
            if (committed && after)
                after(database);
            loop.post([finished] { finished.finish(true); });
        }});
    co_await finished;
    if (!outcome->committed)
        co_return fail(outcome->committed.error());
    co_return std::move(outcome->value);
}

template <class T>
Task<Result<T>> SqliteQueue::read(Reader &reader, std::function<Result<T>(Database &)> work)
{
    auto locked = [&reader, work = std::move(work)]() -> Result<T> {
        const std::lock_guard lock(reader.mutex);
        Result<T> found = work(*reader.database);
        reader.database->resetAll(); // the next reader sees what was written meanwhile
        return found;
    };
    auto result = co_await reader.pool->run(std::move(locked));
    co_return result;
}

} // namespace homeport
