// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One HTTP/2 connection (RFC 9113, RFC 8441) over any ByteStream, as client or as server.
#pragma once

#include "shared/net/http2exchange.h"
#include "shared/net/http2types.h"

namespace homeport {

class Http2Core;

/// Lives in one thread. Owns the stream. Nothing moves before run(). Destroying it ends the connection: every
/// coroutine that waits on it, on its requests or on its tunnels resumes from the event loop with an error;
/// tunnels and exchanges may outlive it.
///
/// A slow reader of one stream never holds up another: reading from the transport never pauses, each stream
/// has its own window (256 KiB), and beyond Http2Options::unreadLimit the fattest stream is reset.
class Http2Connection
{
public:
    static std::unique_ptr<Http2Connection> client(
        std::unique_ptr<ByteStream> stream, Http2Options options = {});
    static std::unique_ptr<Http2Connection> server(
        std::unique_ptr<ByteStream> stream, std::shared_ptr<Http2Handler> handler, Http2Options options = {});
    ~Http2Connection();
    Q_DISABLE_COPY_MOVE(Http2Connection)

    /// Drives the connection; call it once. Returns when it has ended and all that waited on it was resumed.
    /// The Http2Connection may be destroyed meanwhile.
    Task<> run();
    /// Called once, when the connection has ended, after its waiting coroutines; may destroy the connection.
    void onEnded(std::function<void(const Http2End &)> callback);

    /// One request with a whole body and its whole answer, whatever the status. Refused when the answer is
    /// longer than `responseLimit`; Temporary when the connection ended or the deadline passed (then
    /// RST_STREAM).
    Task<Result<Http2Response>> request(
        Http2Request request, Deadline deadline, qsizetype responseLimit = 16 * 1024 * 1024);
    /// The same with a body that is pulled as the peer takes it. An error of the source is returned as it is.
    Task<Result<Http2Response>> upload(Http2Request request, Http2BodySource body, Deadline deadline,
        qsizetype responseLimit = 16 * 1024 * 1024);
    /// A tunnel, after the peer has answered 2xx. Waits for the peer's SETTINGS first.
    Task<Http2ConnectResult> connectStream(Http2Connect connect, Deadline deadline);

    /// GOAWAY: no new streams; returns when the open ones are over, or ends them at the deadline.
    Task<> shutdown(Deadline deadline);
    /// Ends it now.
    void close();

    bool hasEnded() const;
    /// New requests belong on another connection: it ended, is going away, or runs out of stream ids.
    bool isExhausted() const;
    /// Streams that are not over, waiting ones included.
    qsizetype streamCount() const;
    /// How many the peer takes at a time; further requests wait in line until their deadline.
    quint32 peerStreamLimit() const;
    /// Received and not read yet, over all streams.
    qsizetype unreadBytes() const;
    PeerInfo peer() const;

private:
    explicit Http2Connection(std::shared_ptr<Http2Core> core);
    const std::shared_ptr<Http2Core> m_core;
};

} // namespace homeport
