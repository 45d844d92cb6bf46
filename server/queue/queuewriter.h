// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The thread that alone writes queue.db: many changes, one transaction, one fsync.
#pragma once

#include "server/queue/database.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace homeport {

/// Takes changes from any thread and runs them in order on its own. What is waiting when a transaction begins
/// goes into it together; a change's `done` is called (on the writer's thread) after the commit, with the
/// commit's error if it failed. After a failed commit the queue is sick: every later change fails at once.
class QueueWriter
{
public:
    struct Change
    {
        std::function<Result<>(Database &)> apply; ///< an error undoes this change only
        std::function<void(const Result<> &, Database &)> done;
    };

    explicit QueueWriter(std::unique_ptr<Database> database);
    /// Finishes what was submitted.
    ~QueueWriter();

    void submit(Change change);
    bool isSick() const { return m_sick.load(); }

private:
    void run();
    void commit(std::vector<Change> &batch);

    std::unique_ptr<Database> m_database;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Change> m_waiting;
    bool m_stop = false;
    std::atomic<bool> m_sick{false};
    std::thread m_thread;
};

} // namespace homeport
