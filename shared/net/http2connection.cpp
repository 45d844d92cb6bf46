// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Requests and tunnels of a client, each one coroutine.
#include "shared/net/http2connection.h"

#include "shared/net/http2core.h"
#include "shared/net/http2stream.h"

namespace homeport {

namespace {

constexpr qsizetype chunkSize = 64 * 1024;
constexpr qsizetype refusalLimit = 64 * 1024;

using Core = std::shared_ptr<Http2Core>;
using SharedStream = std::shared_ptr<Http2Stream>;

Http2Head headOf(const Http2Request &request, qint64 length)
{
    Http2Head head;
    head.method = request.method;
    head.path = request.path;
    head.authority = request.authority;
    head.headers = request.headers;
    if (length > 0 || request.method == "POST" || request.method == "PUT") // RFC 9110 section 8.6
        head.headers.append({QByteArrayLiteral("content-length"), QByteArray::number(length)});
    return head;
}

/// Ends with the stream, at the latest: what is not taken any more is not an error of the body.
Task<> sendWhole(SharedStream stream, QByteArray body)
{
    const auto written = co_await stream->write(std::move(body), Deadline(Deadline::Forever));
    if (written)
        stream->finish();
}

/// The error of the source, if that is why the body is not complete.
Task<std::optional<Error>> sendPulled(SharedStream stream, Http2BodySource source)
{
    qint64 left = source.length;
    while (left > 0 && !stream->isLost()) {
        auto chunk = co_await source.next(std::min<qint64>(left, chunkSize));
        if (!chunk || chunk->isEmpty() || chunk->size() > left) {
            stream->abort(NGHTTP2_CANCEL);
            if (!chunk)
                co_return chunk.error();
            co_return Error::internal(
                QStringLiteral("a body source gave %1 bytes with %2 to go").arg(chunk->size()).arg(left));
        }
        left -= chunk->size();
        const auto written = co_await stream->write(std::move(*chunk), Deadline(Deadline::Forever));
        if (!written)
            co_return std::nullopt;
    }
    stream->finish();
    co_return std::nullopt;
}

Task<Result<QByteArray>> readAll(SharedStream stream, qsizetype limit, Deadline deadline)
{
    QByteArray body;
    for (;;) {
        const auto bytes = co_await stream->readSome(limit - body.size() + 1, deadline);
        if (!bytes && bytes.error().kind == StreamError::Kind::Ended)
            co_return body;
        if (!bytes)
            co_return fail(bytes.error().toError());
        body += *bytes;
        if (body.size() > limit) {
            co_return fail(Error::refused(QByteArrayLiteral("answer too long"),
                QStringLiteral("HTTP/2 response body over %1 bytes").arg(limit)));
        }
    }
}

/// The answer; the stream is over afterwards, so that a body still being sent ends too.
Task<Result<Http2Response>> readResponse(SharedStream stream, qsizetype limit, Deadline deadline)
{
    auto head = co_await stream->readHead(deadline);
    if (!head) {
        stream->abort(NGHTTP2_CANCEL);
        co_return fail(head.error().toError());
    }
    auto body = co_await readAll(stream, limit, deadline);
    if (!body) {
        stream->abort(NGHTTP2_CANCEL);
        co_return fail(body.error());
    }
    stream->leave();
    Http2Response response;
    response.status = head->status;
    response.headers = std::move(head->headers);
    response.body = std::move(*body);
    co_return response;
}

Task<Result<Http2Response>> exchange(Core core, Http2Request request, Deadline deadline, qsizetype limit)
{
    const bool hasBody = !request.body.isEmpty();
    auto opened = core->open(headOf(request, request.body.size()), hasBody);
    if (!opened)
        co_return fail(opened.error());
    const SharedStream stream = std::move(*opened);
    if (hasBody)
        sendWhole(stream, std::move(request.body)); // holds the stream itself
    auto response = co_await readResponse(stream, limit, deadline);
    co_return response;
}

Task<Result<Http2Response>> exchangePulled(
    Core core, Http2Request request, Http2BodySource source, Deadline deadline, qsizetype limit)
{
    const bool hasBody = source.length > 0;
    auto opened = core->open(headOf(request, source.length), hasBody);
    if (!opened)
        co_return fail(opened.error());
    const SharedStream stream = std::move(*opened);
    if (!hasBody) {
        auto answer = co_await readResponse(stream, limit, deadline);
        co_return answer;
    }
    Task<std::optional<Error>> sender = sendPulled(stream, std::move(source));
    auto response = co_await readResponse(stream, limit, deadline);
    const std::optional<Error> failed = co_await sender;
    if (failed)
        co_return fail(*failed);
    co_return response;
}

Http2ConnectResult notConnected(Http2ConnectFailure failure) { return tl::unexpected(std::move(failure)); }

Task<Http2ConnectResult> openTunnel(Core core, Http2Connect connect, Deadline deadline)
{
    const bool isOffered = co_await core->waitForConnectProtocol(deadline);
    if (!isOffered) {
        if (core->hasEnded())
            co_return notConnected(core->ending().toError());
        co_return notConnected(Error::temporary(QByteArrayLiteral("connection lost"),
            QStringLiteral("the peer does not offer extended CONNECT (RFC 8441), or not in time")));
    }
    Http2Head head;
    head.method = QByteArrayLiteral("CONNECT");
    head.path = std::move(connect.path);
    head.authority = std::move(connect.authority);
    head.protocol = std::move(connect.protocol);
    head.headers = std::move(connect.headers);
    auto opened = core->open(head, true);
    if (!opened)
        co_return notConnected(opened.error());
    std::unique_ptr<Http2Stream> stream = std::move(*opened);
    auto answer = co_await stream->readHead(deadline);
    if (!answer) {
        stream->abort(NGHTTP2_CANCEL);
        co_return notConnected(answer.error().toError());
    }
    if (answer->status / 100 == 2)
        co_return Http2ConnectResult(std::unique_ptr<ByteStream>(std::move(stream)));
    stream->finish();
    Http2Refusal refusal;
    refusal.status = answer->status;
    refusal.headers = std::move(answer->headers);
    while (refusal.body.size() < refusalLimit) {
        const auto bytes = co_await stream->readSome(refusalLimit - refusal.body.size(), deadline);
        if (!bytes)
            break; // the status alone says enough
        refusal.body += *bytes;
    }
    co_return notConnected(std::move(refusal));
}

} // namespace

Http2Connection::Http2Connection(std::shared_ptr<Http2Core> core)
    : m_core(std::move(core))
{
}

Http2Connection::~Http2Connection() { close(); }

std::unique_ptr<Http2Connection> Http2Connection::client(
    std::unique_ptr<ByteStream> stream, Http2Options options)
{
    return std::unique_ptr<Http2Connection>(new Http2Connection(
        std::make_shared<Http2Core>(std::move(stream), Http2Role::Client, std::move(options), nullptr)));
}

std::unique_ptr<Http2Connection> Http2Connection::server(
    std::unique_ptr<ByteStream> stream, std::shared_ptr<Http2Handler> handler, Http2Options options)
{
    return std::unique_ptr<Http2Connection>(new Http2Connection(std::make_shared<Http2Core>(
        std::move(stream), Http2Role::Server, std::move(options), std::move(handler))));
}

Task<> Http2Connection::run() { return m_core->run(); }

void Http2Connection::onEnded(std::function<void(const Http2End &)> callback)
{
    m_core->onEnded(std::move(callback));
}

Task<Result<Http2Response>> Http2Connection::request(
    Http2Request request, Deadline deadline, qsizetype responseLimit)
{
    return exchange(m_core, std::move(request), deadline, responseLimit);
}

Task<Result<Http2Response>> Http2Connection::upload(
    Http2Request request, Http2BodySource body, Deadline deadline, qsizetype responseLimit)
{
    return exchangePulled(m_core, std::move(request), std::move(body), deadline, responseLimit);
}

Task<Http2ConnectResult> Http2Connection::connectStream(Http2Connect connect, Deadline deadline)
{
    return openTunnel(m_core, std::move(connect), deadline);
}

Task<> Http2Connection::shutdown(Deadline deadline) { return m_core->shutdown(deadline); }

void Http2Connection::close() { m_core->end({Http2End::Kind::Closed, QStringLiteral("closed here")}); }

bool Http2Connection::hasEnded() const { return m_core->hasEnded(); }

bool Http2Connection::isExhausted() const { return m_core->isExhausted(); }

qsizetype Http2Connection::streamCount() const { return qsizetype(m_core->streamCount()); }

quint32 Http2Connection::peerStreamLimit() const { return m_core->peerStreamLimit(); }

qsizetype Http2Connection::unreadBytes() const { return m_core->unread(); }

PeerInfo Http2Connection::peer() const { return m_core->peer(); }

} // namespace homeport
