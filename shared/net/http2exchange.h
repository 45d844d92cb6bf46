// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The server's side of HTTP/2: one request with its answer, and who answers.
#pragma once

#include "shared/net/http2types.h"

namespace homeport {

class Http2Stream;
struct Http2Head;

/// One request. One thread; it may outlive its connection, every call then ends with an error. Dropped
/// without an answer, the stream is reset. The first of respond(), refuse() and acceptConnect() counts.
class Http2Exchange
{
public:
    Http2Exchange(std::unique_ptr<Http2Stream> stream);
    ~Http2Exchange();
    Q_DISABLE_COPY_MOVE(Http2Exchange)

    const QByteArray &method() const { return m_method; }
    const QByteArray &path() const { return m_path; } ///< with its query
    const QByteArray &authority() const { return m_authority; }
    const QByteArray &protocol() const { return m_protocol; } ///< of an extended CONNECT, else empty
    const Http2Headers &headers() const { return m_headers; }
    QByteArray header(QByteArrayView name) const { return headerValue(m_headers, name); }
    bool isConnect() const { return m_method == "CONNECT" && !m_protocol.isEmpty(); } // RFC 8441 section 4
    PeerInfo peer() const { return m_peer; }
    bool isAnswered() const { return m_isAnswered; }
    bool isLost() const; ///< the client reset it or its connection ended

    /// 1…`limit` bytes of the request's body; StreamError::Ended at its end.
    Task<StreamResult<QByteArray>> readSome(qsizetype limit, Deadline deadline);
    /// The whole body; Refused beyond `limit`, Temporary when it broke off or the deadline passed.
    Task<Result<QByteArray>> readBody(qsizetype limit, Deadline deadline);

    /// Status, headers and body (content-length is added). Nothing waits for the client: the bytes are held
    /// by the connection until they are sent. What is left of the request's body is not read any more.
    void respond(int status, Http2Headers headers = {}, QByteArray body = {});
    /// The same, for a CONNECT that is not accepted.
    void refuse(int status, Http2Headers headers = {}, QByteArray body = {})
    {
        respond(status, std::move(headers), std::move(body));
    }
    /// 200: the stream now carries the protocol's bytes. Error when it is over already or was answered.
    Result<std::unique_ptr<ByteStream>> acceptConnect(Http2Headers headers = {});

private:
    std::unique_ptr<Http2Stream> m_stream;
    QByteArray m_method;
    QByteArray m_path;
    QByteArray m_authority;
    QByteArray m_protocol;
    Http2Headers m_headers;
    PeerInfo m_peer;
    bool m_isAnswered = false;
};

/// Answers requests; shared by all connections of a listener in one thread.
class Http2Handler
{
public:
    virtual ~Http2Handler() = default;
    /// Called when a request's header is complete, its body may still be under way. Must answer it; otherwise
    /// the client gets 500. Tunnels go on in the task or are handed on.
    virtual Task<> request(std::shared_ptr<Http2Exchange> exchange) = 0;
};

} // namespace homeport
