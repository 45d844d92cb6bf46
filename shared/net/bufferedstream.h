// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The half of every stream that is not its transport: buffers, waiting coroutines, deadlines, back pressure.
#pragma once

#include "shared/net/bytestream.h"

#include <QObject>
#include <optional>

namespace homeport {

/// What a transport derives from. The transport reports what happened (received(), receivedEnd(), fail(),
/// sent()) and is asked through the hooks below.
///
/// One rule keeps this safe: **nothing but settle() resumes a coroutine**, and the resumed coroutine may
/// destroy the stream. So settle() is the last statement of whatever the event loop called (a notifier, a
/// frame callback after the whole batch has been read), and where somebody else's code is on the stack
/// postTurn() is used.
///
/// No timer runs while data is there; while a coroutine waits with a deadline the stream has at most one
/// timer, which is left alone when the next wait ends later (a session with 5-minute reads rearms it every 5
/// minutes).
class BufferedStream : public QObject, public ByteStream
{
public:
    static constexpr qsizetype writeHighWater = 256 * 1024; ///< write() waits above this
    static constexpr qsizetype sendAtOnce = 16 * 1024; ///< less than this waits for the end of the turn
    static constexpr qsizetype readHighWater =
        64 * 1024; ///< pauseReading() at this, unless a reader wants more
    static constexpr qsizetype readLowWater = 16 * 1024; ///< resumeReading() below this

    Task<StreamResult<QByteArray>> readLine(qsizetype limit, Deadline deadline) override;
    Task<StreamResult<QByteArray>> readExact(qsizetype count, Deadline deadline) override;
    Task<StreamResult<QByteArray>> readSome(qsizetype limit, Deadline deadline) override;
    /// After TimedOut the bytes are still taken and will be sent; only the waiting ended.
    Task<StreamResult<>> write(QByteArray bytes, Deadline deadline) override;
    Task<StreamResult<>> flush(Deadline deadline) override;
    qsizetype buffered() const override { return m_in.size(); }
    QByteArray takeBuffered() override;
    /// Failed, for transports without TLS of their own.
    Task<StreamResult<>> startTls(std::shared_ptr<TlsContext> context, Deadline deadline) override;
    void finish() override;
    void close() override;
    PeerInfo peer() const override { return m_peer; }

protected:
    /// What travels to another thread with a detached connection.
    struct Carried
    {
        QByteArray in;
        QByteArray out;
        bool ended = false;
        bool finishing = false;
        PeerInfo peer;
    };

    explicit BufferedStream(PeerInfo peer);
    explicit BufferedStream(Carried carried);
    /// Must not be called while a coroutine waits. The stream counts as closed afterwards; the transport has
    /// already let go of its descriptor (closeTransport() is not called).
    Carried takeCarried();

    // What the transport reports. None of these resumes anybody: settle() or postTurn() does.
    void received(QByteArrayView bytes);
    /// Two-step form without a copy: room for `count` bytes, then how many of them arrived.
    char *inputRoom(qsizetype count);
    void inputArrived(qsizetype room, qsizetype arrived);
    void receivedEnd();
    /// The transport is broken: buffered input can still be read, then and for every write this error comes.
    void fail(StreamError::Kind kind, const QString &detail);
    /// The next bytes to send; sent() takes `count` of them off. `pendingOutput()` is invalidated by sent().
    QByteArrayView pendingOutput() const { return QByteArrayView(m_out).sliced(m_outSent); }
    void sent(qsizetype count);
    /// Resumes whoever has something new to look at. The caller's last statement.
    void settle();
    /// transmit() and settle() at the next turn of the event loop; cheap when already posted.
    void postTurn();
    /// Sends what is pending, then the end if finish() was called; resumes nobody (so that anyone may call
    /// it).
    void pushOutput();

    // For a transport's own waits (connect, handshake): true when woken by inputChanged() and settle(), false
    // at the deadline. Uses the reader's place.
    class Wait;
    Wait waitForInput(Deadline deadline, qsizetype wanted);
    void inputChanged();

    qsizetype unsent() const { return m_out.size() - m_outSent; }
    bool hasEnded() const { return m_ended; }
    bool isClosed() const { return m_closed; }
    bool isBroken() const { return m_broken.has_value(); }
    bool isFinishing() const { return m_finishing; }
    bool isReadingPaused() const { return m_paused; }
    bool hasWaiter() const { return m_reader.handle || m_writer.handle; }
    const std::optional<StreamError> &broken() const { return m_broken; }
    PeerInfo &peerInfo() { return m_peer; }

    // Hooks. All may be called from inside a coroutine of the session: they must not call settle().
    /// Hand pendingOutput() to the transport, as much as it takes now, and report with sent() or fail().
    virtual void transmit() = 0;
    /// Everything is sent and finish() was called: end our direction (FIN, close_notify, END_STREAM).
    virtual void endOutput() = 0;
    /// close() was called, after a last transmit(): give the transport up.
    virtual void closeTransport() = 0;
    /// The reader is behind (readHighWater) / has caught up (readLowWater). Never both without the other
    /// between.
    virtual void pauseReading() { }
    virtual void resumeReading() { }
    /// The consumer took `count` bytes (an HTTP/2 stream refunds its window here).
    virtual void consumed(qsizetype count) { Q_UNUSED(count) }

    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    struct Waiting
    {
        std::coroutine_handle<> handle;
        Deadline deadline;
        bool wake = false;
        bool timedOut = false;
    };

    Wait waitForOutput(Deadline deadline, qsizetype mark);
    Task<StreamResult<>> drain(qsizetype mark, Deadline deadline);
    /// What a reader that found too little gets now, if it must not wait.
    std::optional<StreamError> readError(Deadline deadline) const;
    std::optional<StreamError> writeError() const;
    QByteArray take(qsizetype count);
    void afterArrival();
    void arm(const Deadline &deadline);
    bool isSatisfied(const Waiting &writer) const;
    static void resume(Waiting &who);

    PeerInfo m_peer;
    QByteArray m_in;
    QByteArray m_out;
    qsizetype m_outSent = 0;
    qsizetype m_scanned = 0; ///< so many bytes of m_in are known to hold no LF
    qsizetype m_wanted = 0; ///< what the waiting reader needs at most
    qsizetype m_writeMark = 0; ///< the waiting writer goes on at or below this
    Waiting m_reader;
    Waiting m_writer;
    std::optional<StreamError> m_broken;
    qint64 m_timerAt = 0;
    int m_timerId = 0;
    bool m_ended = false;
    bool m_finishing = false;
    bool m_endSent = false;
    bool m_closed = false;
    bool m_paused = false;
    bool m_turnPosted = false;
};

/// Awaitable of one wait on a stream.
class BufferedStream::Wait
{
public:
    Wait(BufferedStream &stream, Waiting &who, const Deadline &deadline)
        : m_stream(stream)
        , m_who(who)
        , m_deadline(deadline)
    {
    }
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        m_who = Waiting{handle, m_deadline, false, false};
        m_stream.arm(m_deadline);
    }
    bool await_resume() const noexcept { return !m_who.timedOut; }

private:
    BufferedStream &m_stream;
    Waiting &m_who;
    Deadline m_deadline;
};

} // namespace homeport
