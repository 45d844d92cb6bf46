// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Buffers and waiting coroutines that all streams share.
#include "shared/net/bufferedstream.h"

#include <cstring>

namespace homeport {

namespace {

constexpr qsizetype slack = 256;

StreamError timedOut(const char *what)
{
    return {StreamError::Kind::TimedOut, QLatin1String(what) + QStringLiteral(": deadline passed")};
}

} // namespace

BufferedStream::BufferedStream(PeerInfo peer)
    : m_peer(std::move(peer))
{
}

BufferedStream::BufferedStream(Carried carried)
    : m_peer(std::move(carried.peer))
    , m_in(std::move(carried.in))
    , m_out(std::move(carried.out))
    , m_ended(carried.ended)
    , m_finishing(carried.finishing)
{
    m_paused = m_in.size() >= readHighWater;
    if (!m_out.isEmpty() || m_finishing)
        postTurn();
}

BufferedStream::Carried BufferedStream::takeCarried()
{
    Q_ASSERT(!hasWaiter());
    Carried carried{
        std::exchange(m_in, {}), pendingOutput().toByteArray(), m_ended, m_finishing && !m_endSent, m_peer};
    m_out.clear();
    m_outSent = 0;
    m_closed = true;
    return carried;
}

// ---- reading

Task<StreamResult<QByteArray>> BufferedStream::readLine(qsizetype limit, Deadline deadline)
{
    m_scanned = 0; // takeBuffered() or another kind of read may have come between
    for (;;) {
        const qsizetype inReach = std::min(m_in.size(), limit);
        if (inReach > m_scanned && !m_closed) {
            const char *from = m_in.constData() + m_scanned;
            const void *lf = std::memchr(from, '\n', size_t(inReach - m_scanned));
            if (lf)
                co_return take(static_cast<const char *>(lf) - m_in.constData() + 1);
            m_scanned = inReach;
        }
        if (m_in.size() >= limit && !m_closed)
            co_return tl::unexpected(StreamError{
                StreamError::Kind::TooLong, QStringLiteral("no line end in %1 bytes").arg(limit)});
        if (const std::optional<StreamError> error = readError(deadline))
            co_return tl::unexpected(*error);
        const bool inTime = co_await waitForInput(deadline, limit);
        if (!inTime)
            co_return tl::unexpected(timedOut("read"));
    }
}

Task<StreamResult<QByteArray>> BufferedStream::readExact(qsizetype count, Deadline deadline)
{
    for (;;) {
        if (m_in.size() >= count && !m_closed)
            co_return take(count);
        if (const std::optional<StreamError> error = readError(deadline))
            co_return tl::unexpected(*error);
        const bool inTime = co_await waitForInput(deadline, count);
        if (!inTime)
            co_return tl::unexpected(timedOut("read"));
    }
}

Task<StreamResult<QByteArray>> BufferedStream::readSome(qsizetype limit, Deadline deadline)
{
    for (;;) {
        if (!m_in.isEmpty() && !m_closed)
            co_return take(std::min(limit, m_in.size()));
        if (const std::optional<StreamError> error = readError(deadline))
            co_return tl::unexpected(*error);
        const bool inTime = co_await waitForInput(deadline, 1);
        if (!inTime)
            co_return tl::unexpected(timedOut("read"));
    }
}

std::optional<StreamError> BufferedStream::readError(Deadline deadline) const
{
    if (m_closed)
        return StreamError{StreamError::Kind::Closed, QStringLiteral("closed here")};
    if (m_ended)
        return StreamError{StreamError::Kind::Ended, QStringLiteral("end of stream")};
    if (m_broken)
        return m_broken;
    if (m_reader.handle)
        return StreamError{StreamError::Kind::Failed, QStringLiteral("two readers on one stream")};
    if (deadline.hasExpired())
        return timedOut("read");
    return std::nullopt;
}

QByteArray BufferedStream::takeBuffered() { return m_in.isEmpty() ? QByteArray() : take(m_in.size()); }

QByteArray BufferedStream::take(qsizetype count)
{
    QByteArray taken;
    if (count == m_in.size() && m_in.capacity() <= 2 * count + slack) {
        taken = std::exchange(m_in, {}); // no copy of bulk, no large allocation behind a short line
    } else {
        taken = m_in.first(count);
        m_in.remove(0, count); // Qt 6 moves the start, not the bytes
        if (m_in.isEmpty())
            m_in = QByteArray();
    }
    m_scanned = 0;
    consumed(count);
    if (m_paused && m_in.size() < readLowWater) {
        m_paused = false;
        if (!m_closed && !m_ended && !m_broken)
            resumeReading();
    }
    return taken;
}

BufferedStream::Wait BufferedStream::waitForInput(Deadline deadline, qsizetype wanted)
{
    m_wanted = wanted;
    if (m_paused && m_in.size() < std::max(readHighWater, m_wanted)) {
        m_paused = false;
        resumeReading();
    }
    return Wait(*this, m_reader, deadline);
}

void BufferedStream::received(QByteArrayView bytes)
{
    m_in.append(bytes);
    afterArrival();
}

char *BufferedStream::inputRoom(qsizetype count)
{
    const qsizetype size = m_in.size();
    m_in.resize(size + count);
    return m_in.data() + size;
}

void BufferedStream::inputArrived(qsizetype room, qsizetype arrived)
{
    m_in.chop(room - arrived);
    if (m_in.isEmpty())
        m_in = QByteArray();
    if (arrived > 0)
        afterArrival();
}

void BufferedStream::afterArrival()
{
    inputChanged();
    if (!m_paused && m_in.size() >= std::max(readHighWater, m_wanted)) {
        m_paused = true;
        pauseReading();
    }
}

void BufferedStream::inputChanged()
{
    if (m_reader.handle)
        m_reader.wake = true;
}

void BufferedStream::receivedEnd()
{
    m_ended = true;
    inputChanged();
}

void BufferedStream::fail(StreamError::Kind kind, const QString &detail)
{
    if (m_broken || m_closed)
        return;
    m_broken = StreamError{kind, detail};
    m_out = QByteArray();
    m_outSent = 0;
    inputChanged();
    if (hasWaiter())
        postTurn();
}

// ---- writing

Task<StreamResult<>> BufferedStream::write(QByteArray bytes, Deadline deadline)
{
    if (const std::optional<StreamError> error = writeError())
        co_return tl::unexpected(*error);
    if (unsent() == 0) {
        m_out = std::move(bytes);
        m_outSent = 0;
    } else {
        if (m_outSent > 0) {
            m_out.remove(0, m_outSent);
            m_outSent = 0;
        }
        m_out.append(bytes);
    }
    if (unsent() < sendAtOnce) {
        if (unsent() > 0)
            postTurn();
        co_return StreamResult<>();
    }
    pushOutput();
    if (unsent() <= writeHighWater && !m_broken)
        co_return StreamResult<>();
    const StreamResult<> drained = co_await drain(writeHighWater, deadline);
    co_return drained;
}

Task<StreamResult<>> BufferedStream::flush(Deadline deadline)
{
    pushOutput();
    if (unsent() == 0 && !m_broken && !m_closed)
        co_return StreamResult<>();
    const StreamResult<> drained = co_await drain(0, deadline);
    co_return drained;
}

Task<StreamResult<>> BufferedStream::drain(qsizetype mark, Deadline deadline)
{
    for (;;) {
        if (m_closed)
            co_return tl::unexpected(StreamError{StreamError::Kind::Closed, QStringLiteral("closed here")});
        if (m_broken)
            co_return tl::unexpected(*m_broken);
        if (unsent() <= mark)
            co_return StreamResult<>();
        if (m_writer.handle)
            co_return tl::unexpected(
                StreamError{StreamError::Kind::Failed, QStringLiteral("two writers on one stream")});
        if (deadline.hasExpired())
            co_return tl::unexpected(timedOut("write"));
        const bool inTime = co_await waitForOutput(deadline, mark);
        if (!inTime)
            co_return tl::unexpected(timedOut("write"));
    }
}

std::optional<StreamError> BufferedStream::writeError() const
{
    if (m_closed)
        return StreamError{StreamError::Kind::Closed, QStringLiteral("closed here")};
    if (m_broken)
        return m_broken;
    if (m_finishing)
        return StreamError{StreamError::Kind::Closed, QStringLiteral("finished here")};
    return std::nullopt;
}

BufferedStream::Wait BufferedStream::waitForOutput(Deadline deadline, qsizetype mark)
{
    m_writeMark = mark;
    return Wait(*this, m_writer, deadline);
}

void BufferedStream::sent(qsizetype count)
{
    m_outSent += count;
    if (m_outSent >= m_out.size()) {
        m_out = QByteArray();
        m_outSent = 0;
    }
}

void BufferedStream::pushOutput()
{
    if (m_closed || m_broken)
        return;
    if (unsent() > 0)
        transmit();
    if (m_finishing && !m_endSent && unsent() == 0 && !m_broken) {
        m_endSent = true;
        endOutput();
    }
}

Task<StreamResult<>> BufferedStream::startTls(std::shared_ptr<TlsContext> context, Deadline deadline)
{
    Q_UNUSED(context)
    Q_UNUSED(deadline)
    co_return tl::unexpected(
        StreamError{StreamError::Kind::Failed, QStringLiteral("this transport has no TLS of its own")});
}

void BufferedStream::finish()
{
    if (m_finishing || m_closed)
        return;
    m_finishing = true;
    pushOutput();
}

void BufferedStream::close()
{
    if (m_closed)
        return;
    if (unsent() > 0 && !m_broken)
        transmit();
    m_closed = true;
    m_out = QByteArray();
    m_outSent = 0;
    m_in = QByteArray();
    closeTransport();
    if (hasWaiter()) {
        m_reader.wake = m_writer.wake = true;
        postTurn();
    }
}

} // namespace homeport
