// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The thread that alone writes queue.db.
#include "server/queue/queuewriter.h"

#include "server/queue/sqlitequeue.h"

namespace homeport {

namespace {
constexpr size_t largestBatch = 512; // bounds how long the first of a burst waits for the others
} // namespace

QueueWriter::QueueWriter(std::unique_ptr<Database> database)
    : m_database(std::move(database))
    , m_thread([this] { run(); })
{
}

QueueWriter::~QueueWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void QueueWriter::submit(Change change)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(change));
    }
    m_wake.notify_one();
}

void QueueWriter::run()
{
    for (;;) {
        std::vector<Change> batch;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stop || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            if (m_waiting.size() <= largestBatch) {
                batch.swap(m_waiting);
            } else {
                const auto end = m_waiting.begin() + largestBatch;
                batch.assign(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
                m_waiting.erase(m_waiting.begin(), end);
            }
        }
        commit(batch);
    }
}

void QueueWriter::commit(std::vector<Change> &batch)
{
    const Error sick = Error::temporary("queue unavailable, try again later",
        QStringLiteral("the queue's database failed before; the daemon must be restarted"), "4.3.0");
    std::vector<Result<>> results;
    Result<> all;
    if (m_sick)
        all = fail(sick);
    else
        all = m_database->execute("BEGIN IMMEDIATE");
    for (const Change &change : batch) {
        Result<> result = all;
        if (result)
            result = m_database->execute("SAVEPOINT one");
        if (result) {
            result = change.apply(*m_database);
            const Result<> ended =
                m_database->execute(result ? "RELEASE one" : "ROLLBACK TO one; RELEASE one");
            if (!ended)
                all = ended;
        }
        results.push_back(std::move(result));
    }
    m_database->resetAll();
    // The point of no return: an answer is given only after this fsync (law 2). When it fails, what the
    // kernel still holds of the file cannot be trusted any more (fsync(2)), hence "sick".
    if (all)
        all = m_database->execute("COMMIT");
    if (!all && !m_sick) {
        m_sick = true;
        qCCritical(lcQueue) << Event("queue-sick").why(all.error());
    }
    for (size_t i = 0; i < batch.size(); ++i)
        batch[i].done(all ? results[i] : all, *m_database);
    m_database->resetAll();
}

} // namespace homeport
