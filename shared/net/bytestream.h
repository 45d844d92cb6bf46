// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a session speaks to: a stream of bytes over TCP, TLS, an HTTP/2 stream or, in tests, memory.
#pragma once

#include "shared/base/result.h"
#include "shared/base/task.h"

#include <QByteArray>
#include <memory>

namespace homeport {

class TlsContext;

/// Why a stream operation did not succeed.
struct StreamError
{
    enum class Kind {
        Ended, ///< the peer finished sending (EOF) and nothing is left to read
        TimedOut, ///< the deadline passed; the stream is still usable
        TooLong, ///< no line end within the limit; the bytes were not consumed
        Closed, ///< close() was called here, or the peer reset the connection
        Failed, ///< TLS or protocol failure
    };
    Kind kind = Kind::Failed;
    QString detail; ///< for the log
    Error toError() const; ///< Temporary; forPeer says "connection lost" or "timeout"
};

template <class T = void> using StreamResult = tl::expected<T, StreamError>;

/// Who is at the other end. Addresses are text ("192.0.2.1", "2001:db8::1"), without brackets.
struct PeerInfo
{
    QByteArray address;
    quint16 port = 0;
    QByteArray localAddress;
    quint16 localPort = 0;
    QByteArray tls; ///< "TLSv1.3 TLS_AES_256_GCM_SHA384", empty in the clear
    bool isSecure() const { return !tls.isEmpty(); }
};

/// A connection's live state without its thread: what moves a session to the account's worker.
class DetachedStream
{
public:
    virtual ~DetachedStream() = default;
    /// Called once, in the thread that goes on with the stream.
    virtual std::unique_ptr<class ByteStream> attach() = 0;
};

/// A two-way stream of bytes. One thread; one reader and one writer at a time. Every awaitable ends: with a
/// value, an error, its deadline, or StreamError::Closed after close(). The coroutine that uses a stream owns
/// it; a stream is never destroyed while a coroutine waits on it.
class ByteStream
{
public:
    virtual ~ByteStream() = default;

    /// The bytes up to and including the first LF (the caller judges CR LF against bare LF), at most `limit`.
    virtual Task<StreamResult<QByteArray>> readLine(qsizetype limit, Deadline deadline) = 0;
    /// Exactly `count` bytes. For bounded counts: what is larger is read in chunks with readSome().
    virtual Task<StreamResult<QByteArray>> readExact(qsizetype count, Deadline deadline) = 0;
    /// 1…`limit` bytes, as soon as there are any. StreamError::Ended at the end.
    virtual Task<StreamResult<QByteArray>> readSome(qsizetype limit, Deadline deadline) = 0;

    /// Takes `bytes` and sends them soon (together with what follows in the same turn of the loop); waits
    /// only while more than the high-water mark (256 KiB) is unsent: back pressure.
    virtual Task<StreamResult<>> write(QByteArray bytes, Deadline deadline = Deadline(Deadline::Forever)) = 0;
    /// Returns when everything written has been given to the transport.
    virtual Task<StreamResult<>> flush(Deadline deadline = Deadline(Deadline::Forever)) = 0;

    /// Bytes received and not read yet. Non-zero after STARTTLS means injection: close (RFC 3207
    /// section 4.2).
    virtual qsizetype buffered() const = 0;
    /// Takes what is buffered without waiting (for pipelined bytes that go into a tunnel).
    virtual QByteArray takeBuffered() = 0;
    /// Server side of TLS on a plain TCP stream. Only with buffered() == 0 and after flush().
    virtual Task<StreamResult<>> startTls(std::shared_ptr<TlsContext> context, Deadline deadline) = 0;

    /// Sends what is queued, then the end of our direction (FIN, close_notify, END_STREAM). Reading goes on.
    virtual void finish() = 0;
    /// Ends both directions now; a waiting coroutine resumes (from the event loop) with Closed. Idempotent.
    virtual void close() = 0;

    virtual PeerInfo peer() const = 0;
    /// Gives the connection up so that another thread can go on with it; null where that cannot be (an
    /// HTTP/2 stream). Buffered input and unsent output travel along. The stream is closed afterwards.
    virtual std::unique_ptr<DetachedStream> detach() { return nullptr; }
};

/// Copies both ways until either side ends or fails, then ends the other kindly: bytes under way still
/// arrive, nothing is injected. Returns the bytes moved from `a` to `b` and from `b` to `a`.
struct Spliced
{
    qint64 aToB = 0;
    qint64 bToA = 0;
};
Task<Spliced> splice(ByteStream &a, ByteStream &b, std::chrono::milliseconds idleLimit);

} // namespace homeport
