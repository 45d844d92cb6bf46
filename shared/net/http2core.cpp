// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The life of an HTTP/2 connection: reading, resuming coroutines, writing, silence, the end.
#include "shared/net/http2core.h"

#include "shared/net/http2exchange.h"
#include "shared/net/http2stream.h"

namespace homeport {

namespace {

constexpr qsizetype readSize = 64 * 1024;
constexpr qsizetype batchSize = 64 * 1024;
/// Frames of control that may wait while the peer does not read: beyond, it floods us.
constexpr size_t outboundReserve = 20'000;
constexpr std::chrono::milliseconds farewellTime{5000};
/// A tick that comes later than this was held up here: our own sleep is not the peer's silence.
constexpr qint64 lateTickMs = 1000;

} // namespace

Http2Core::Http2Core(std::unique_ptr<ByteStream> transport, Http2Role role, Http2Options options,
    std::shared_ptr<Http2Handler> handler)
    : m_transport(std::move(transport))
    , m_role(role)
    , m_options(std::move(options))
    , m_handler(std::move(handler))
{
    m_clock.start();
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
    createSession();
}

Http2Core::~Http2Core()
{
    m_arriving.clear();
    for (auto &[id, entry] : m_streams) {
        if (entry.stream)
            entry.stream->forgetCore();
    }
    nghttp2_session_del(m_session);
}

Task<> Http2Core::run()
{
    const auto self = shared_from_this();
    m_lastHeard = m_clock.elapsed();
    armTimer();
    pump();
    while (!hasEnded()) {
        const auto bytes = co_await m_transport->readSome(readSize, Deadline(Deadline::Forever));
        if (hasEnded())
            break;
        if (!bytes) {
            const bool isClean = bytes.error().kind == StreamError::Kind::Ended;
            const QString &detail = m_failure.isEmpty() ? bytes.error().detail : m_failure;
            end({isClean ? Http2End::Kind::PeerClosed : Http2End::Kind::Failed, detail});
            break;
        }
        receive(*bytes);
    }
    while (!m_isReleased)
        co_await m_changed.wait();
}

void Http2Core::receive(const QByteArray &bytes)
{
    m_lastHeard = m_clock.elapsed();
    m_isPinged = false;
    m_isInSession = true;
    const ssize_t taken = nghttp2_session_mem_recv(
        m_session, reinterpret_cast<const uint8_t *>(bytes.constData()), size_t(bytes.size()));
    m_isInSession = false;
    if (taken < 0)
        return end({Http2End::Kind::Failed, QString::fromLatin1(nghttp2_strerror(int(taken)))});
    if (nghttp2_session_get_outbound_queue_size(m_session) > outboundReserve + m_options.maxConcurrentStreams)
        return end({Http2End::Kind::Failed, QStringLiteral("the peer sends and does not read")});
    enforceUnreadLimit();
    dispatch();
    pump();
}

void Http2Core::enforceUnreadLimit()
{
    while (m_unread > m_options.unreadLimit) {
        qint32 fattest = 0;
        qsizetype most = 0;
        for (const auto &[id, entry] : m_streams) {
            if (entry.stream && entry.stream->buffered() > most) {
                most = entry.stream->buffered();
                fattest = id;
            }
        }
        if (most == 0)
            return;
        m_streams[fattest].stream->overflow();
        reset(fattest, NGHTTP2_ENHANCE_YOUR_CALM);
        m_woken.push_back(fattest);
    }
}

// Coroutines run here and nowhere below an nghttp2 function. Each may destroy any stream, or end the
// connection: ids are looked up anew every time, and `self` of the caller keeps the core.
void Http2Core::dispatch()
{
    if (m_isDispatching)
        return;
    m_isDispatching = true;
    std::vector<qint32> ids;
    if (std::exchange(m_isChangePending, false))
        m_changed.wakeAll();
    while (!hasEnded() && (!m_woken.empty() || !m_ready.empty())) {
        ids.clear();
        ids.swap(m_ready);
        for (const qint32 id : ids)
            startExchange(id);
        ids.clear();
        ids.swap(m_woken);
        for (const qint32 id : ids)
            wake(id);
    }
    m_isDispatching = false;
}

void Http2Core::wake(qint32 id)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end() || hasEnded())
        return;
    Http2Stream *stream = found->second.stream;
    const bool isClosed = found->second.isClosed;
    if (isClosed) {
        if (stream) {
            m_unread -= stream->buffered();
            stream->forgetCore();
        }
        m_streams.erase(found);
    }
    if (stream)
        stream->wake();
    if (isClosed)
        m_changed.wakeAll();
}

void Http2Core::scheduleOutput()
{
    if (m_isPosted || m_isWriting || m_isDispatching || m_isInSession || hasEnded())
        return; // whoever is at work pumps when he is done
    m_isPosted = true;
    const auto flush = [weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
            self->m_isPosted = false;
            self->pump();
        }
    };
    QMetaObject::invokeMethod(&m_timer, flush, Qt::QueuedConnection);
}

void Http2Core::pump()
{
    if (!m_isWriting && !m_isDispatching && !hasEnded())
        writeLoop();
}

QByteArray Http2Core::collect()
{
    QByteArray batch;
    m_isInSession = true;
    while (batch.size() < batchSize) {
        const uint8_t *data = nullptr;
        const ssize_t length = nghttp2_session_mem_send(m_session, &data);
        if (length < 0) {
            end({Http2End::Kind::Failed, QString::fromLatin1(nghttp2_strerror(int(length)))});
            break;
        }
        if (length == 0)
            break;
        if (batch.isEmpty() && length > 4096)
            batch.reserve(batchSize + 17 * 1024); // one frame more than that
        batch.append(reinterpret_cast<const char *>(data), qsizetype(length));
    }
    m_isInSession = false;
    return batch;
}

Task<> Http2Core::writeLoop()
{
    const auto self = shared_from_this();
    m_isWriting = true;
    while (!hasEnded()) {
        QByteArray batch = collect();
        const bool isEmpty = batch.isEmpty();
        const bool wasQuiet = m_woken.empty() && m_ready.empty();
        if (!isEmpty) {
            const auto written = co_await m_transport->write(std::move(batch));
            if (!written && !hasEnded())
                end({Http2End::Kind::Failed, written.error().detail});
        }
        dispatch(); // streams with room again; what they write is collected in the next round
        if (isEmpty && wasQuiet)
            break;
    }
    m_isWriting = false;
    if (hasEnded() || !isDone())
        co_return;
    m_isWriting = true;
    co_await m_transport->flush(Deadline(farewellTime));
    if (!m_failure.isEmpty())
        end({Http2End::Kind::Failed, m_failure});
    else if (m_isShuttingDown)
        end({Http2End::Kind::Closed, QStringLiteral("shut down")});
    else
        end({Http2End::Kind::PeerClosed, QStringLiteral("GOAWAY")});
}

bool Http2Core::isDone() const
{
    return nghttp2_session_want_read(m_session) == 0 && nghttp2_session_want_write(m_session) == 0;
}

void Http2Core::armTimer()
{
    const auto after = m_isPinged ? m_options.deadAfter : m_options.pingAfter;
    const qint64 now = m_clock.elapsed();
    m_tickDue = std::max<qint64>(m_lastHeard + after.count(), now + 1);
    m_timer.start(int(m_tickDue - now));
}

void Http2Core::tick()
{
    const auto self = shared_from_this();
    const qint64 now = m_clock.elapsed();
    if (now - m_tickDue > lateTickMs)
        m_lastHeard += now - m_tickDue;
    const qint64 silence = now - m_lastHeard;
    if (silence >= m_options.deadAfter.count())
        return end({Http2End::Kind::Dead, QStringLiteral("nothing heard for %1 ms").arg(silence)});
    if (silence >= m_options.pingAfter.count() && !m_isPinged) {
        m_isPinged = true;
        if (const int error = nghttp2_submit_ping(m_session, NGHTTP2_FLAG_NONE, nullptr); error != 0)
            return end({Http2End::Kind::Failed, QString::fromLatin1(nghttp2_strerror(error))});
    }
    reapLingering();
    armTimer();
    pump();
}

Task<> Http2Core::shutdown(Deadline deadline)
{
    const auto self = shared_from_this();
    m_isShuttingDown = true;
    if (!hasEnded() && !m_isGoingAway) {
        m_isGoingAway = true;
        // RFC 9113 section 6.8: the last stream that we might act on; later ones may be sent again elsewhere
        nghttp2_submit_goaway(m_session, NGHTTP2_FLAG_NONE,
            nghttp2_session_get_last_proc_stream_id(m_session), NGHTTP2_NO_ERROR, nullptr, 0);
        scheduleOutput();
    }
    while (!m_streams.empty() && !hasEnded()) {
        const bool isWoken = co_await m_changed.wait(deadline);
        if (!isWoken)
            break;
    }
    pump();
    if (!hasEnded())
        co_await m_transport->flush(Deadline(farewellTime));
    end({Http2End::Kind::Closed, QStringLiteral("shut down")});
    while (!m_isReleased)
        co_await m_changed.wait();
}

void Http2Core::end(Http2End ending)
{
    if (hasEnded())
        return;
    m_ended = std::move(ending);
    m_timer.stop();
    m_transport->close();
    LoopHandle::current().post([self = shared_from_this()] { self->release(); });
}

void Http2Core::release()
{
    m_arriving.clear();
    while (!m_streams.empty()) {
        Http2Stream *stream = m_streams.begin()->second.stream;
        m_streams.erase(m_streams.begin());
        if (!stream)
            continue;
        m_unread -= stream->buffered();
        stream->forgetCore();
        stream->connectionEnded(m_ended->toError().forLog);
        stream->wake();
    }
    m_changed.wakeAll();
    if (const auto callback = std::exchange(m_onEnded, nullptr))
        callback(*m_ended);
    m_isReleased = true;
    m_changed.wakeAll();
}

} // namespace homeport
