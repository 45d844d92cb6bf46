// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One HTTP/2 stream as a ByteStream: a tunnel after CONNECT, or the body of a request and of its response.
// Internal to shared/net.
#pragma once

#include "shared/net/bufferedstream.h"
#include "shared/net/http2types.h"

namespace homeport {

class Http2Core;

/// What stands before a body: the pseudo-header fields (RFC 9113 section 8.3) and the rest.
struct Http2Head
{
    int status = 0; ///< of a response
    QByteArray method;
    QByteArray path;
    QByteArray authority;
    QByteArray protocol; ///< of an extended CONNECT
    Http2Headers headers;
    qsizetype size = 0; ///< names and values together
};

/// finish() sends END_STREAM. close(), and letting go, send what was written and END_STREAM too; the rest of
/// what the peer sends is thrown away, and a peer that goes on sending gets RST_STREAM(CANCEL). abort() is
/// RST_STREAM at once. Whoever owns it may destroy it at any time when no coroutine waits on it, the
/// connection too.
class Http2Stream final : public BufferedStream
{
public:
    Http2Stream(Http2Core *core, qint32 id, PeerInfo peer);
    ~Http2Stream() override;

    /// Client: the response's head, once.
    Task<StreamResult<Http2Head>> readHead(Deadline deadline);
    /// Server: the request's head, which is complete.
    Http2Head takeHead();
    /// Server: sends the response's head; false when the stream is over or was answered before.
    bool answer(const Http2Head &head, bool hasBody);
    void abort(quint32 errorCode);
    void close() override { closeAfter({}); }
    /// close(), once `last` is sent too: nobody waits for it.
    void closeAfter(QByteArray last);
    /// Client, with the whole answer read: RST_STREAM if the request is still being sent, else close().
    void leave();
    bool isLost() const { return !m_core || isBroken(); }

    // For Http2Core.
    qint32 id() const { return m_id; }
    bool isHeadComplete() const { return m_isHeadComplete; }
    Http2Head *pendingHead() { return m_head.get(); }
    void headComplete(); ///< resumes nobody, as all of these but wake()
    void append(QByteArrayView bytes) { received(bytes); }
    void inputEnded() { receivedEnd(); }
    void overflow();
    void peerReset(quint32 errorCode);
    void connectionEnded(const QString &why) { fail(StreamError::Kind::Closed, why); }
    void forgetCore() { m_core = nullptr; }
    void wake() { settle(); }
    /// Copies what is pending; `isEnd` when END_STREAM goes with it. 0 without an end: nothing to send for
    /// now.
    qsizetype takeOutput(char *out, qsizetype length, bool &isEnd);
    QByteArray rest() const { return pendingOutput().toByteArray(); }
    bool isInputEnded() const { return hasEnded(); }
    bool hasFailed() const { return isBroken(); }
    void outputOpened(bool hasBody);
    bool isTunnel() const { return m_isTunnel; }
    bool isOutputOpen() const { return m_isOutputOpen; }

private:
    void transmit() override;
    void endOutput() override { transmit(); }
    void closeTransport() override { }
    void consumed(qsizetype count) override;

    Http2Core *m_core; ///< null: the stream is over
    std::unique_ptr<Http2Head> m_head = std::make_unique<Http2Head>();
    const qint32 m_id;
    bool m_isTunnel = false;
    bool m_isHeadComplete = false;
    bool m_isOutputOpen = false; ///< our head is sent
    bool m_isEndTaken = false; ///< END_STREAM is with libnghttp2
};

} // namespace homeport
