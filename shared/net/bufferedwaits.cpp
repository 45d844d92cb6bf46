// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who waits on a stream, until when, and who resumes them.
#include "shared/net/bufferedstream.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace homeport {

namespace {

constexpr auto turnEvent = QEvent::Type(QEvent::User + 1);

} // namespace

void BufferedStream::postTurn()
{
    if (std::exchange(m_turnPosted, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(turnEvent));
}

bool BufferedStream::event(QEvent *event)
{
    if (event->type() != turnEvent)
        return QObject::event(event);
    m_turnPosted = false;
    pushOutput();
    settle();
    return true;
}

bool BufferedStream::isSatisfied(const Waiting &writer) const
{
    return writer.handle && (writer.wake || m_broken || m_closed || unsent() <= m_writeMark);
}

void BufferedStream::settle()
{
    const bool reader = m_reader.handle && m_reader.wake;
    const bool writer = isSatisfied(m_writer);
    if (reader && writer)
        postTurn(); // the stream outlives the first one, because the second still waits on it
    if (reader)
        resume(m_reader);
    else if (writer)
        resume(m_writer);
}

void BufferedStream::resume(Waiting &who)
{
    who.wake = false;
    const std::coroutine_handle<> handle = std::exchange(who.handle, nullptr);
    handle.resume();
}

void BufferedStream::arm(const Deadline &deadline)
{
    if (deadline.isForever())
        return;
    const qint64 at = deadline.deadline();
    if (m_timerId != 0) {
        if (m_timerAt <= at)
            return; // it fires earlier and then looks again
        killTimer(m_timerId);
    }
    m_timerAt = at;
    m_timerId = startTimer(std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 1)));
}

void BufferedStream::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timerId)
        return;
    killTimer(std::exchange(m_timerId, 0));
    for (Waiting *who : {&m_reader, &m_writer}) {
        if (!who->handle)
            continue;
        if (who->deadline.hasExpired())
            who->timedOut = who->wake = true;
        else
            arm(who->deadline);
    }
    settle();
}

} // namespace homeport
