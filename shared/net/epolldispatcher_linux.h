// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Qt's event dispatcher on epoll: the cost of a wake-up is that of the sockets that are ready.
#pragma once

#include "shared/net/descriptor.h"
#include "shared/net/timerheap.h"

#include <QAbstractEventDispatcher>
#include <array>
#include <atomic>
#include <unordered_map>

struct epoll_event;

namespace homeport {

/// Public API of Qt only. The traps it avoids, each with a test in tst_dispatcher.cpp:
///  - a descriptor whose last notifier goes leaves the epoll set at once (its number may be reused, or a copy
///  of it
///    may live on and report for ever);
///  - each registration of a descriptor has a generation, so that an event fetched in the same batch for a
///    descriptor that was closed and reused meanwhile reaches nobody;
///  - the wake state is reset before posted events are sent: what is posted from then on ends the next wait;
///  - a timer with interval 0 lets sockets have their turn.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override;
    void interrupt() override;

private:
    struct Watched
    {
        std::array<QSocketNotifier *, 3> notifiers{}; ///< by QSocketNotifier::Type
        quint32 generation = 0;
        quint32 events = 0;
        bool alwaysReady = false; ///< a regular file: epoll refuses it, poll() calls it ready
    };

    int waitMs(QEventLoop::ProcessEventsFlags flags, bool mayBlock) const;
    int waitForWakeOnly(int timeoutMs);
    int waitForSockets(int timeoutMs);
    int deliver(const epoll_event &event);
    int notifyAll(int descriptor, quint32 generation, quint32 events);
    int notifyAlwaysReady();
    void update(int descriptor, Watched &watched);
    void drainWake();

    Descriptor m_epoll;
    Descriptor m_wake;
    std::atomic<Qt::HANDLE> m_thread{nullptr};
    bool m_ownWake = false; ///< this thread posted something since the last round of posted events
    std::atomic<bool> m_wakeWritten{false}; ///< another thread's wake-up stands in m_wake
    std::atomic<bool> m_interrupted{false};
    quint32 m_generation = 0;
    int m_alwaysReady = 0;
    std::unordered_map<int, Watched> m_watched;
    TimerHeap m_timers;
};

} // namespace homeport
