// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The streams of an HTTP/2 connection: opening, answering, windows, output, and what outlives its owner.
#include "shared/net/http2core.h"

#include "shared/net/http2exchange.h"
#include "shared/net/http2stream.h"

namespace homeport {

namespace {

/// A peer that has sent so much into a stream that nobody reads is told to stop.
constexpr qint32 unwantedLimit = 16 * 1024;

nghttp2_nv field(const QByteArray &name, const QByteArray &value)
{
    // libnghttp2 copies both (no NO_COPY flag) and does not write to them
    const auto bytes = [](const QByteArray &text) {
        return const_cast<uint8_t *>(reinterpret_cast<const uint8_t *>(text.constData()));
    };
    return {bytes(name), bytes(value), size_t(name.size()), size_t(value.size()), NGHTTP2_NV_FLAG_NONE};
}

void appendFields(std::vector<nghttp2_nv> &fields, const Http2Headers &headers)
{
    for (const Http2Header &header : headers)
        fields.push_back(field(header.name, header.value));
}

Error notSent(int code)
{
    return Error::temporary(QByteArrayLiteral("connection lost"),
        QStringLiteral("HTTP/2 request not sent: %1").arg(QString::fromLatin1(nghttp2_strerror(code))));
}

Task<> serve(std::shared_ptr<Http2Handler> handler, std::shared_ptr<Http2Exchange> exchange,
    std::shared_ptr<int> atWork)
{
    ++*atWork;
    co_await handler->request(exchange);
    --*atWork;
    exchange->respond(500); // counts only when the handler did not answer
}

} // namespace

Result<std::unique_ptr<Http2Stream>> Http2Core::open(const Http2Head &head, bool hasBody)
{
    if (hasEnded())
        return fail(m_ended->toError());
    if (m_isGoingAway)
        return fail(Error::temporary(
            QByteArrayLiteral("connection lost"), QStringLiteral("connection is going away")));
    const QByteArray scheme = QByteArrayLiteral("https");
    const QByteArray names[] = {QByteArrayLiteral(":method"), QByteArrayLiteral(":scheme"),
        QByteArrayLiteral(":path"), QByteArrayLiteral(":authority"), QByteArrayLiteral(":protocol")};
    std::vector<nghttp2_nv> fields;
    fields.reserve(5 + size_t(head.headers.size()));
    fields.push_back(field(names[0], head.method));
    fields.push_back(field(names[1], scheme));
    fields.push_back(field(names[2], head.path));
    // libnghttp2 takes no request without it, although RFC 9113 section 8.3.1 would
    const QByteArray authority = head.authority.isEmpty() ? QByteArrayLiteral("localhost") : head.authority;
    fields.push_back(field(names[3], authority));
    if (!head.protocol.isEmpty())
        fields.push_back(field(names[4], head.protocol)); // RFC 8441 section 4
    appendFields(fields, head.headers);
    const nghttp2_data_provider provider = dataProvider();
    const qint32 id = nghttp2_submit_request(
        m_session, nullptr, fields.data(), fields.size(), hasBody ? &provider : nullptr, nullptr);
    if (id < 0)
        return fail(notSent(id));
    auto stream = std::make_unique<Http2Stream>(this, id, peer());
    stream->outputOpened(hasBody);
    m_streams.emplace(id, Entry(stream.get()));
    scheduleOutput();
    return stream;
}

bool Http2Core::answer(Http2Stream &stream, const Http2Head &head, bool hasBody)
{
    if (hasEnded())
        return false;
    const QByteArray name = QByteArrayLiteral(":status");
    const QByteArray status = QByteArray::number(head.status);
    std::vector<nghttp2_nv> fields;
    fields.reserve(1 + size_t(head.headers.size()));
    fields.push_back(field(name, status));
    appendFields(fields, head.headers);
    const nghttp2_data_provider provider = dataProvider();
    const int error = nghttp2_submit_response(
        m_session, stream.id(), fields.data(), fields.size(), hasBody ? &provider : nullptr);
    if (error != 0)
        return false;
    stream.outputOpened(hasBody);
    scheduleOutput();
    return true;
}

void Http2Core::startExchange(qint32 id)
{
    const auto arrived = m_arriving.extract(id);
    if (arrived.empty())
        return;
    // handlers may outlast the streams that their client reset: they count too
    if (!m_handler || *m_exchanges >= 2 * int(m_options.maxConcurrentStreams))
        return arrived.mapped()->abort(NGHTTP2_REFUSED_STREAM);
    serve(m_handler, std::make_shared<Http2Exchange>(std::move(arrived.mapped())), m_exchanges);
}

Task<bool> Http2Core::waitForConnectProtocol(Deadline deadline)
{
    const auto self = shared_from_this();
    for (;;) {
        if (hasEnded())
            co_return false;
        // RFC 8441 section 3: not before the peer's SETTINGS_ENABLE_CONNECT_PROTOCOL = 1
        if (nghttp2_session_get_remote_settings(m_session, NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL) == 1)
            co_return true;
        if (m_isSettingsSeen)
            co_return false;
        const bool isWoken = co_await m_changed.wait(deadline);
        if (!isWoken)
            co_return false;
    }
}

quint32 Http2Core::peerStreamLimit() const
{
    return nghttp2_session_get_remote_settings(m_session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
}

bool Http2Core::isExhausted() const
{
    return hasEnded() || m_isGoingAway
        || nghttp2_session_get_next_stream_id(m_session) >= quint32(m_options.streamIdLimit);
}

void Http2Core::consumed(qint32 id, qsizetype bytes)
{
    m_unread -= bytes;
    nghttp2_session_consume_stream(m_session, id, size_t(bytes));
    if (nghttp2_session_want_write(m_session) != 0)
        scheduleOutput();
}

void Http2Core::outputReady(qint32 id)
{
    nghttp2_session_resume_data(m_session, id); // an error only says that it was not paused
    scheduleOutput();
}

void Http2Core::reset(qint32 id, quint32 errorCode)
{
    nghttp2_submit_rst_stream(m_session, NGHTTP2_FLAG_NONE, id, errorCode);
    scheduleOutput();
}

void Http2Core::abort(Http2Stream &stream, quint32 errorCode)
{
    const auto found = m_streams.find(stream.id());
    if (found == m_streams.end())
        return;
    m_unread -= stream.buffered();
    if (found->second.isClosed || hasEnded()) {
        m_streams.erase(found);
        return;
    }
    found->second.stream = nullptr;
    reset(stream.id(), errorCode);
}

void Http2Core::letGo(Http2Stream &stream, QByteArray last)
{
    if (!stream.isOutputOpen() || stream.hasFailed())
        return abort(stream, NGHTTP2_CANCEL);
    const auto found = m_streams.find(stream.id());
    if (found == m_streams.end())
        return;
    Entry &entry = found->second;
    m_unread -= stream.buffered();
    if (entry.isClosed || hasEnded()) {
        m_streams.erase(found);
        return;
    }
    entry.stream = nullptr;
    entry.linger = std::make_unique<Linger>();
    entry.linger->output = stream.rest();
    entry.linger->output.append(last);
    entry.linger->sinceProgress.start();
    // a server has answered and wants no more of the request (RFC 9113 section 8.1: RST_STREAM with NO_ERROR)
    entry.resetAfterEnd = m_role == Http2Role::Server && !stream.isTunnel();
    if (nghttp2_session_get_stream_local_close(m_session, stream.id()) == 1)
        stopUnwanted(stream.id(), entry);
    else
        outputReady(stream.id());
}

// The window of a stream that nobody reads is not refunded, so its peer can send 256 KiB more at the most.
void Http2Core::stopUnwanted(qint32 id, const Entry &entry)
{
    if (!entry.linger || entry.isClosed || nghttp2_session_get_stream_remote_close(m_session, id) != 0)
        return;
    if (entry.resetAfterEnd)
        reset(id, NGHTTP2_NO_ERROR);
    else if (nghttp2_session_get_stream_effective_recv_data_length(m_session, id) > unwantedLimit)
        reset(id, NGHTTP2_CANCEL);
}

void Http2Core::reapLingering()
{
    for (auto &[id, entry] : m_streams) {
        if (entry.linger && entry.linger->sinceProgress.hasExpired(m_options.lingerFor.count())) {
            entry.linger->sinceProgress.restart();
            reset(id, NGHTTP2_CANCEL);
        }
    }
}

qsizetype Http2Core::fillData(qint32 id, char *out, qsizetype length, bool &isEnd)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return 0;
    Entry &entry = found->second;
    if (entry.stream) {
        const qsizetype count = entry.stream->takeOutput(out, length, isEnd);
        if (count > 0)
            m_woken.push_back(id);
        return count;
    }
    if (!entry.linger)
        return 0;
    Linger &linger = *entry.linger;
    const qsizetype count = std::min(length, linger.output.size() - linger.offset);
    std::copy_n(linger.output.constData() + linger.offset, count, out);
    linger.offset += count;
    linger.sinceProgress.restart();
    isEnd = linger.offset == linger.output.size();
    return count;
}

} // namespace homeport
