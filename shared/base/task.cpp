// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Timers and waiting lists for coroutines.
#include "shared/base/task.h"

namespace homeport {

Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return false;
    const OneShot<bool> done;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [done] { done.finish(true); });
    timer.start(duration);
    const LoopHandle loop = LoopHandle::current();
    // posted, not called: the requester goes on before the sleeper does
    const std::stop_callback onStop(stop, [done, loop] { loop.post([done] { done.finish(false); }); });
    const bool elapsed = co_await done;
    co_return elapsed;
}

Task<bool> Signal::wait(Deadline deadline, std::stop_token stop)
{
    if (stop.stop_requested() || deadline.hasExpired())
        co_return false;
    const OneShot<bool> done;
    m_waiters->append(done);
    const auto waiters = m_waiters; // the Signal may go away while we wait
    QTimer timer;
    if (!deadline.isForever()) {
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, &timer, [done] { done.finish(false); });
        timer.start(std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 0)));
    }
    const LoopHandle loop = LoopHandle::current();
    const std::stop_callback onStop(stop, [done, loop] { loop.post([done] { done.finish(false); }); });
    const bool woken = co_await done;
    waiters->removeIf([](const OneShot<bool> &waiter) { return waiter.isFinished(); });
    co_return woken;
}

void Signal::wakeAll()
{
    const auto waiters = std::exchange(*m_waiters, {});
    for (const OneShot<bool> &waiter : waiters)
        waiter.finish(true);
}

Task<void> Semaphore::acquire()
{
    if (m_free > 0) {
        --m_free;
        co_return;
    }
    const OneShot<bool> turn;
    m_waiters.append(turn);
    co_await turn;
}

void Semaphore::release()
{
    if (m_waiters.isEmpty()) {
        ++m_free;
        return;
    }
    const OneShot<bool> next = m_waiters.takeFirst();
    next.finish(true);
}

} // namespace homeport
