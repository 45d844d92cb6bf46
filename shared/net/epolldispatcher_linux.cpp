// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The event dispatcher on epoll.
#include <qglobal.h>

#ifdef Q_OS_LINUX

#include "shared/net/epolldispatcher_linux.h"

#include "shared/net/eventdispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>
#include <cerrno>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace homeport {

namespace {

constexpr int batchSize = 256;
constexpr qint64 nsPerMs = 1'000'000;

// as Qt's own: an error or a hang-up is news for everybody who waits on the descriptor
constexpr quint32 trouble = EPOLLHUP | EPOLLERR;
constexpr std::array<quint32, 3> reasons{
    EPOLLIN | EPOLLRDHUP | trouble, EPOLLOUT | trouble, EPOLLPRI | trouble};
constexpr std::array<quint32, 3> wanted{EPOLLIN | EPOLLRDHUP, EPOLLOUT, EPOLLPRI};

quint64 tag(int descriptor, quint32 generation) { return (quint64(generation) << 32) | quint32(descriptor); }

constexpr quint64 wakeTag = ~quint64(0);

} // namespace

std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher()
{
    return std::make_unique<EpollDispatcher>();
}

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = wakeTag;
    // without these three there is no loop, and nobody to report to
    if (!m_epoll.isOpen() || !m_wake.isOpen()
        || ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, m_wake.get(), &event) != 0)
        qFatal("event dispatcher: %s", std::strerror(errno));
}

EpollDispatcher::~EpollDispatcher() = default;

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_thread.store(QThread::currentThreadId(), std::memory_order_relaxed);
    // Before the posted events are sent: what they post in turn must be seen before the next wait.
    m_ownWake = false;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    // not reset at the start: a quit() that came between two calls ends this one
    if (m_interrupted.exchange(false, std::memory_order_acq_rel))
        return false;

    const bool mayBlock = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_ownWake;
    if (mayBlock)
        Q_EMIT aboutToBlock(); // its receivers may post: waitMs() looks at the flag once more
    const int timeout = waitMs(flags, mayBlock);
    int handled = 0;
    if (flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        handled += waitForWakeOnly(timeout);
    else
        handled += waitForSockets(timeout);
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        handled += m_timers.fireDue();
    m_interrupted.store(false, std::memory_order_release); // we return, which is all it asks for
    return handled > 0;
}

int EpollDispatcher::waitMs(QEventLoop::ProcessEventsFlags flags, bool mayBlock) const
{
    if (!mayBlock || m_ownWake)
        return 0;
    if (m_alwaysReady > 0 && !flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        return 0;
    const qint64 due = flags.testFlag(QEventLoop::X11ExcludeTimers) ? -1 : m_timers.nextDue();
    if (due < 0)
        return -1;
    const qint64 left = due - TimerHeap::now();
    if (left <= 0)
        return 0;
    return int(std::min<qint64>((left + nsPerMs - 1) / nsPerMs, INT_MAX)); // never too early
}

int EpollDispatcher::waitForWakeOnly(int timeoutMs)
{
    // not epoll: sockets that are ready, but excluded, would make it return at once, again and again
    pollfd wake{m_wake.get(), POLLIN, 0};
    if (::poll(&wake, 1, timeoutMs) <= 0)
        return 0;
    drainWake();
    return 1;
}

int EpollDispatcher::waitForSockets(int timeoutMs)
{
    std::array<epoll_event, batchSize> batch;
    const int count = ::epoll_wait(m_epoll.get(), batch.data(), batchSize, timeoutMs);
    int handled = 0;
    for (int i = 0; i < count; ++i) // -1 is EINTR: as if nothing had happened
        handled += deliver(batch[size_t(i)]);
    if (m_alwaysReady > 0)
        handled += notifyAlwaysReady();
    return handled;
}

int EpollDispatcher::deliver(const epoll_event &event)
{
    if (event.data.u64 == wakeTag) {
        drainWake();
        return 1;
    }
    return notifyAll(int(quint32(event.data.u64)), quint32(event.data.u64 >> 32), event.events);
}

int EpollDispatcher::notifyAll(int descriptor, quint32 generation, quint32 events)
{
    int handled = 0;
    for (size_t type = 0; type < reasons.size(); ++type) {
        if (!(events & reasons[type]))
            continue;
        // looked up anew each time: the handler before may have closed it, or another may have its number now
        const auto found = m_watched.find(descriptor);
        if (found == m_watched.end() || found->second.generation != generation)
            return handled;
        QSocketNotifier *notifier = found->second.notifiers[type];
        if (!notifier)
            continue;
        QEvent activation(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &activation);
        ++handled;
    }
    return handled;
}

int EpollDispatcher::notifyAlwaysReady()
{
    std::vector<std::pair<int, quint32>> ready;
    for (const auto &[descriptor, watched] : m_watched) {
        if (watched.alwaysReady)
            ready.emplace_back(descriptor, watched.generation);
    }
    int handled = 0;
    for (const auto &[descriptor, generation] : ready)
        handled += notifyAll(descriptor, generation, EPOLLIN | EPOLLOUT);
    return handled;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    auto [found, isNew] = m_watched.try_emplace(descriptor);
    if (isNew)
        found->second.generation = ++m_generation;
    QSocketNotifier *&place = found->second.notifiers[size_t(notifier->type())];
    if (place && place != notifier)
        qWarning("two socket notifiers of one type on descriptor %d", descriptor); // as Qt's own does
    place = notifier;
    update(descriptor, found->second);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const auto found = m_watched.find(descriptor);
    if (found == m_watched.end())
        return;
    QSocketNotifier *&place = found->second.notifiers[size_t(notifier->type())];
    if (place != notifier)
        return;
    place = nullptr;
    update(descriptor, found->second);
}

/// Brings the epoll set in line with the notifiers; `watched` is gone afterwards when it has none.
void EpollDispatcher::update(int descriptor, Watched &watched)
{
    quint32 events = 0;
    for (size_t type = 0; type < wanted.size(); ++type)
        events |= watched.notifiers[type] ? wanted[type] : 0;
    if (events == watched.events)
        return;
    epoll_event event{};
    event.events = events;
    event.data.u64 = tag(descriptor, watched.generation);
    if (events == 0) {
        // At once, not at the next wait: then the number may mean something else. It may fail where the owner
        // has closed the descriptor first, which took it out of the set.
        if (watched.alwaysReady)
            --m_alwaysReady;
        else
            (void)::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, descriptor, &event);
        m_watched.erase(descriptor);
        return;
    }
    const bool isNew = watched.events == 0;
    watched.events = events;
    if (watched.alwaysReady)
        return;
    int outcome = ::epoll_ctl(m_epoll.get(), isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
    if (outcome != 0 && (errno == EEXIST || errno == ENOENT)) // closed and reused under a living notifier
        outcome =
            ::epoll_ctl(m_epoll.get(), errno == EEXIST ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event);
    if (outcome == 0)
        return;
    if (errno == EPERM) {
        watched.alwaysReady = true;
        ++m_alwaysReady;
    } else {
        qWarning("event dispatcher: descriptor %d: %s", descriptor, std::strerror(errno));
    }
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    m_timers.start(id, interval, type, object);
}

bool EpollDispatcher::unregisterTimer(int id) { return m_timers.stop(id); }

bool EpollDispatcher::unregisterTimers(QObject *object) { return m_timers.stopAll(object); }

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.of(object);
}

int EpollDispatcher::remainingTime(int id) { return m_timers.remainingMs(id); }

void EpollDispatcher::wakeUp()
{
    if (QThread::currentThreadId() == m_thread.load(std::memory_order_relaxed)) {
        m_ownWake = true; // we are not waiting, and look at this before we do: no system call
        return;
    }
    if (m_wakeWritten.exchange(true, std::memory_order_acq_rel))
        return; // not drained yet: the wait ends at once
    const quint64 one = 1;
    // EAGAIN would mean that the counter is full, that is, awake
    while (::write(m_wake.get(), &one, sizeof one) < 0 && errno == EINTR) { }
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true, std::memory_order_release);
    wakeUp();
}

void EpollDispatcher::drainWake()
{
    quint64 count = 0;
    while (::read(m_wake.get(), &count, sizeof count) < 0 && errno == EINTR) { }
    // Whoever posts between the two lines writes nothing; but posted events are sent before the next wait.
    m_wakeWritten.store(false, std::memory_order_release);
}

} // namespace homeport

#endif
