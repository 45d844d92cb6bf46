// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The threads that serve connections: each with its own event loop, on our own dispatcher where there is one.
#pragma once

#include "shared/base/task.h"

#include <memory>
#include <vector>

namespace homeport {

/// One thread with an event loop. Everything posted runs there, in order.
class Worker
{
public:
    explicit Worker(int index);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    int index() const { return m_index; }
    /// From any thread, until stop(). A coroutine started here goes on here.
    void post(std::function<void()> work) const;
    bool isCurrent() const;
    /// Runs what was posted before, then ends the loop and joins the thread. Whoever serves connections has
    /// closed them and seen their coroutines end before: a coroutine still parked then never goes on.
    void stop();

private:
    struct Private;
    int m_index;
    std::unique_ptr<Private> d;
};

/// N workers. Made and destroyed by one thread; post() and next() from that thread or a worker.
class WorkerPool
{
public:
    explicit WorkerPool(int threads);
    ~WorkerPool() { stop(); }

    int size() const { return int(m_workers.size()); }
    Worker &worker(int index) { return *m_workers[size_t(index)]; }
    /// The worker that owns what `shard` names (an account's id): the same one each time.
    Worker &forShard(quint64 shard) { return *m_workers[size_t(shard % m_workers.size())]; }
    /// Round robin. One thread (the one that accepts).
    Worker &next();
    void stop();

private:
    std::vector<std::unique_ptr<Worker>> m_workers;
    size_t m_next = 0;
};

} // namespace homeport
