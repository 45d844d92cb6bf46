// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Coroutine glue: the task type, one-shot completions, timers and blocking work that end in every case.
//
// Rules (design.md §5 "Coroutines"): resume() is the last statement of whoever calls it; lambdas that are
// coroutines capture nothing (pass parameters); no co_await inside a conditional expression or a braced
// initialiser with temporaries; a lambda with captures or a braced aggregate that is an argument of a
// co_awaited call gets a name first (GCC 12 destroys such a temporary twice). In a Task<Result<T>>,
// `co_return member;` MOVES from the member (QCoro 0.8 takes every convertible lvalue by std::move): write
// `co_return Result<T>(member);`. A Task starts at once and goes on when its handle is dropped.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QAbstractEventDispatcher>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include <qcorotask.h>

namespace homeport {

template <class T = void> using Task = QCoro::Task<T>;

/// One value for one waiting coroutine. Copies are handles to the same state, so whoever finishes it may
/// outlive who waits. First finish() wins. One thread.
template <class T> class OneShot
{
    struct State
    {
        std::optional<T> value;
        std::coroutine_handle<> waiter;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();

public:
    bool isFinished() const { return m_state->value.has_value(); }
    /// True when this call set the value. Resumes the waiter: must be the caller's last statement.
    bool finish(T value) const
    {
        const std::shared_ptr<State> state = m_state; // the handle may die in resume()
        if (state->value)
            return false;
        state->value = std::move(value);
        if (const auto waiter = std::exchange(state->waiter, nullptr))
            waiter.resume();
        return true;
    }
    auto operator co_await() const
    {
        struct Awaiter
        {
            std::shared_ptr<State> state;
            bool await_ready() const { return state->value.has_value(); }
            void await_suspend(std::coroutine_handle<> handle) { state->waiter = handle; }
            T await_resume() { return *state->value; }
        };
        return Awaiter{m_state};
    }
};

/// A place to post work to from any thread: the event loop of the thread that made it.
class LoopHandle
{
public:
    /// The calling thread's loop; the thread must have an event dispatcher.
    static LoopHandle current() { return LoopHandle(QAbstractEventDispatcher::instance()); }
    /// Runs `work` in that loop, later. Whoever posts must end before the loop's thread does.
    void post(std::function<void()> work) const
    {
        QMetaObject::invokeMethod(m_context, std::move(work), Qt::QueuedConnection);
    }
    bool isCurrent() const { return QAbstractEventDispatcher::instance() == m_context; }

private:
    explicit LoopHandle(QObject *context)
        : m_context(context)
    {
    }
    QObject *m_context;
};

/// Waits `duration`; false when `stop` was requested first (on this thread).
Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop = {});

/// A bounded set of threads for what blocks: files, fsync, password hashing. Hidden behind ports.
class BlockingPool
{
public:
    explicit BlockingPool(int threads) { m_pool.setMaxThreadCount(threads); }
    /// Waits for the work under way.
    ~BlockingPool() { waitForDone(); }
    /// Blocks until the work under way is done; those who asked for it are resumed by their event loops.
    void waitForDone() { m_pool.waitForDone(); }

    /// Runs `work` on a pool thread and returns its value on the caller's thread. `work` owns what it uses.
    template <class Work> Task<std::invoke_result_t<Work>> run(Work work)
    {
        using T = std::invoke_result_t<Work>;
        const LoopHandle loop = LoopHandle::current();
        if constexpr (std::is_void_v<T>) {
            OneShot<bool> done;
            m_pool.start([loop, done, work = std::make_shared<Work>(std::move(work))]() mutable {
                (*work)();
                work.reset(); // what the work owns dies here, not in the caller's thread
                loop.post([done] { done.finish(true); });
            });
            co_await done;
        } else {
            OneShot<std::shared_ptr<T>> done;
            m_pool.start([loop, done, work = std::make_shared<Work>(std::move(work))]() mutable {
                auto value = std::make_shared<T>((*work)());
                work.reset();
                loop.post([done, value = std::move(value)] { done.finish(value); });
            });
            const std::shared_ptr<T> value = co_await done;
            co_return std::move(*value);
        }
    }

private:
    QThreadPool m_pool;
};

/// Several coroutines of one thread wait for a fact to change: `wait()` returns at the next `wakeAll()`.
class Signal
{
public:
    /// True when woken, false when the deadline passed or `stop` was requested.
    Task<bool> wait(Deadline deadline = Deadline(Deadline::Forever), std::stop_token stop = {});
    void wakeAll();

private:
    std::shared_ptr<QList<OneShot<bool>>> m_waiters = std::make_shared<QList<OneShot<bool>>>();
};

/// At most `limit` holders at a time on one thread; the next in line is woken in order.
class Semaphore
{
public:
    explicit Semaphore(int limit)
        : m_free(limit)
    {
    }
    Task<void> acquire();
    void release();

private:
    int m_free;
    QList<OneShot<bool>> m_waiters;
};

} // namespace homeport
