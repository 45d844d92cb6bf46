// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading requests and answering them.
#include "shared/net/http2exchange.h"

#include "shared/net/http2stream.h"

namespace homeport {

namespace {

Error lostError()
{
    return Error::temporary(
        QByteArrayLiteral("connection lost"), QStringLiteral("the HTTP/2 stream is over"));
}

} // namespace

Http2Exchange::Http2Exchange(std::unique_ptr<Http2Stream> stream)
    : m_stream(std::move(stream))
    , m_peer(m_stream->peer())
{
    Http2Head head = m_stream->takeHead();
    m_method = std::move(head.method);
    m_path = std::move(head.path);
    m_authority = std::move(head.authority);
    m_protocol = std::move(head.protocol);
    m_headers = std::move(head.headers);
}

Http2Exchange::~Http2Exchange() = default;

bool Http2Exchange::isLost() const { return !m_stream || m_stream->isLost(); }

Task<StreamResult<QByteArray>> Http2Exchange::readSome(qsizetype limit, Deadline deadline)
{
    if (!m_stream) {
        const QString detail = QStringLiteral("the request was answered");
        co_return tl::unexpected(StreamError{StreamError::Kind::Closed, detail});
    }
    auto bytes = co_await m_stream->readSome(limit, deadline);
    co_return bytes;
}

Task<Result<QByteArray>> Http2Exchange::readBody(qsizetype limit, Deadline deadline)
{
    const auto tooLong = [limit] {
        return fail(Error::refused(QByteArrayLiteral("request body too long"),
            QStringLiteral("request body over %1 bytes").arg(limit)));
    };
    if (header("content-length").toLongLong() > limit)
        co_return tooLong();
    QByteArray body;
    for (;;) {
        const auto bytes = co_await readSome(limit - body.size() + 1, deadline);
        if (!bytes && bytes.error().kind == StreamError::Kind::Ended)
            co_return body;
        if (!bytes)
            co_return fail(bytes.error().toError());
        body += *bytes;
        if (body.size() > limit)
            co_return tooLong();
    }
}

void Http2Exchange::respond(int status, Http2Headers headers, QByteArray body)
{
    if (m_isAnswered || !m_stream)
        return;
    m_isAnswered = true;
    Http2Head head;
    head.status = status;
    head.headers = std::move(headers);
    // RFC 9113 section 8.1.1: a length that does not match the DATA makes the response malformed
    head.headers.append({QByteArrayLiteral("content-length"), QByteArray::number(body.size())});
    const bool hasBody = !body.isEmpty() && m_method != "HEAD";
    if (!m_stream->answer(head, hasBody))
        return;
    m_stream->closeAfter(hasBody ? std::move(body) : QByteArray());
}

Result<std::unique_ptr<ByteStream>> Http2Exchange::acceptConnect(Http2Headers headers)
{
    Http2Head head;
    head.status = 200;
    head.headers = std::move(headers);
    if (m_isAnswered || !isConnect() || !m_stream || !m_stream->answer(head, true))
        return fail(lostError());
    m_isAnswered = true;
    return std::move(m_stream);
}

} // namespace homeport
