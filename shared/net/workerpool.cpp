// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Threads with event loops.
#include "shared/net/workerpool.h"

#include "shared/net/eventdispatcher.h"

#include <QThread>

namespace homeport {

struct Worker::Private
{
    QThread thread;
    std::unique_ptr<QObject> context; ///< lives in the thread; destroyed after it has ended
};

Worker::Worker(int index)
    : m_index(index)
    , d(std::make_unique<Private>())
{
    d->thread.setObjectName(QStringLiteral("worker-%1").arg(index));
    if (std::unique_ptr<QAbstractEventDispatcher> dispatcher = makeEventDispatcher())
        d->thread.setEventDispatcher(dispatcher.release()); // the thread destroys it at its end
    d->context = std::make_unique<QObject>();
    d->context->moveToThread(&d->thread);
    d->thread.start();
}

Worker::~Worker() { stop(); }

void Worker::post(std::function<void()> work) const
{
    QMetaObject::invokeMethod(d->context.get(), std::move(work), Qt::QueuedConnection);
}

bool Worker::isCurrent() const { return QThread::currentThread() == &d->thread; }

void Worker::stop()
{
    if (!d->thread.isRunning())
        return;
    // posted, so that everything posted before has run
    post([thread = &d->thread] { thread->quit(); });
    d->thread.wait();
}

WorkerPool::WorkerPool(int threads)
{
    for (int i = 0; i < std::max(threads, 1); ++i)
        m_workers.push_back(std::make_unique<Worker>(i));
}

Worker &WorkerPool::next() { return *m_workers[m_next++ % m_workers.size()]; }

void WorkerPool::stop()
{
    for (const auto &worker : m_workers)
        worker->stop();
}

} // namespace homeport
