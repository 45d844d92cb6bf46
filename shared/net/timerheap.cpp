// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A binary heap of timers that knows where each one stands.
#include "shared/net/timerheap.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimerEvent>
#include <algorithm>

namespace homeport {

namespace {

constexpr qint64 nsPerMs = 1'000'000;

} // namespace

qint64 TimerHeap::now() { return QDeadlineTimer::current(Qt::PreciseTimer).deadlineNSecs(); }

void TimerHeap::start(int id, qint64 intervalMs, Qt::TimerType type, QObject *object)
{
    auto timer = std::make_unique<Timer>();
    timer->id = id;
    timer->interval = intervalMs * nsPerMs;
    timer->due = now() + timer->interval;
    timer->serial = ++m_serial;
    timer->type = type;
    timer->object = object;
    push(timer.get());
    m_byObject[object].push_back(id);
    m_byId[id] = std::move(timer);
}

bool TimerHeap::stop(int id)
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end())
        return false;
    Timer *timer = found->second.get();
    if (timer->inHeap)
        take(timer);
    const auto owner = m_byObject.find(timer->object);
    std::erase(owner->second, id);
    if (owner->second.empty())
        m_byObject.erase(owner);
    m_byId.erase(found);
    return true;
}

bool TimerHeap::stopAll(QObject *object)
{
    const auto owner = m_byObject.find(object);
    if (owner == m_byObject.end())
        return false;
    const std::vector<int> ids = std::move(owner->second);
    m_byObject.erase(owner);
    for (const int id : ids) {
        const auto found = m_byId.find(id);
        if (found->second->inHeap)
            take(found->second.get());
        m_byId.erase(found);
    }
    return true;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerHeap::of(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> all;
    const auto owner = m_byObject.find(object);
    if (owner == m_byObject.end())
        return all;
    for (const int id : owner->second) {
        const Timer &timer = *m_byId.at(id);
        all.append(QAbstractEventDispatcher::TimerInfo(id, int(timer.interval / nsPerMs), timer.type));
    }
    return all;
}

int TimerHeap::remainingMs(int id) const
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end())
        return -1;
    const qint64 left = found->second->due - now();
    return left <= 0 ? 0 : int((left + nsPerMs - 1) / nsPerMs);
}

int TimerHeap::fireDue()
{
    if (m_heap.empty())
        return 0;
    const qint64 started = now();
    int fired = 0;
    while (!m_heap.empty() && m_heap.front()->due <= started) {
        Timer *timer = m_heap.front();
        const int id = timer->id;
        const quint64 serial = timer->serial;
        take(timer); // a nested loop in the handler neither fires it again nor waits for it
        timer->due += timer->interval;
        if (timer->due
            <= started) // late: no burst to catch up. Later than `started` in any case: the round ends
            timer->due = started + std::max<qint64>(timer->interval, 1);
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer->object, &event);
        ++fired;
        const auto found = m_byId.find(id); // the handler may have stopped it, or started another of that id
        if (found != m_byId.end() && found->second->serial == serial && !found->second->inHeap)
            push(found->second.get());
    }
    return fired;
}

void TimerHeap::push(Timer *timer)
{
    timer->order = ++m_order;
    timer->inHeap = true;
    m_heap.push_back(timer);
    timer->place = m_heap.size() - 1;
    up(timer->place);
}

void TimerHeap::take(Timer *timer)
{
    timer->inHeap = false;
    const size_t place = timer->place;
    Timer *last = m_heap.back();
    m_heap.pop_back();
    if (last == timer)
        return;
    put(place, last);
    up(place);
    down(last->place);
}

void TimerHeap::put(size_t place, Timer *timer)
{
    m_heap[place] = timer;
    timer->place = place;
}

void TimerHeap::up(size_t place)
{
    Timer *timer = m_heap[place];
    while (place > 0 && before(*timer, *m_heap[(place - 1) / 2])) {
        put(place, m_heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(place, timer);
}

void TimerHeap::down(size_t place)
{
    Timer *timer = m_heap[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= m_heap.size())
            break;
        if (child + 1 < m_heap.size() && before(*m_heap[child + 1], *m_heap[child]))
            ++child;
        if (!before(*m_heap[child], *timer))
            break;
        put(place, m_heap[child]);
        place = child;
    }
    put(place, timer);
}

} // namespace homeport
