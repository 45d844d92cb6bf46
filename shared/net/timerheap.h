// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The timers of an event dispatcher: a heap in which starting, restarting and stopping one costs O(log n).
#pragma once

#include <QAbstractEventDispatcher>
#include <memory>
#include <unordered_map>
#include <vector>

namespace homeport {

/// Times are nanoseconds of the monotonic clock. A timer fires at or after its time, never before; coarse
/// timers are as precise as precise ones. One thread.
class TimerHeap
{
public:
    static qint64 now();

    void start(int id, qint64 intervalMs, Qt::TimerType type, QObject *object);
    bool stop(int id);
    bool stopAll(QObject *object);
    QList<QAbstractEventDispatcher::TimerInfo> of(QObject *object) const;
    /// Milliseconds, rounded up; 0 when due; -1 when there is no such timer.
    int remainingMs(int id) const;
    /// When the next one is due; -1 when none is. A timer whose handler runs just now does not count (a
    /// nested loop must not fire it again).
    qint64 nextDue() const { return m_heap.empty() ? -1 : m_heap.front()->due; }
    /// Sends a timer event for each timer that is due now, once each. Their handlers may do anything.
    int fireDue();

private:
    struct Timer
    {
        int id = 0;
        qint64 interval = 0;
        qint64 due = 0;
        quint64 order = 0; ///< equal times: in the order of starting
        quint64 serial = 0; ///< ids are reused
        size_t place = 0; ///< in m_heap
        bool inHeap = false;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
    };

    static bool before(const Timer &a, const Timer &b)
    {
        return a.due != b.due ? a.due < b.due : a.order < b.order;
    }
    void push(Timer *timer);
    void take(Timer *timer);
    void put(size_t place, Timer *timer);
    void up(size_t place);
    void down(size_t place);

    std::vector<Timer *> m_heap;
    std::unordered_map<int, std::unique_ptr<Timer>> m_byId;
    std::unordered_map<QObject *, std::vector<int>> m_byObject;
    quint64 m_order = 0;
    quint64 m_serial = 0;
};

} // namespace homeport
