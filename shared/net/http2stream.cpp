// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Between the buffers of a stream and the connection that carries it.
#include "shared/net/http2stream.h"

#include "shared/net/http2core.h"

namespace homeport {

Http2Stream::Http2Stream(Http2Core *core, qint32 id, PeerInfo peer)
    : BufferedStream(std::move(peer))
    , m_core(core)
    , m_id(id)
{
}

Http2Stream::~Http2Stream()
{
    if (Http2Core *core = std::exchange(m_core, nullptr))
        core->letGo(*this, {});
}

void Http2Stream::closeAfter(QByteArray last)
{
    if (Http2Core *core = std::exchange(m_core, nullptr))
        core->letGo(*this, std::move(last));
    BufferedStream::close();
}

void Http2Stream::abort(quint32 errorCode)
{
    if (Http2Core *core = std::exchange(m_core, nullptr))
        core->abort(*this, errorCode);
    BufferedStream::close();
}

void Http2Stream::leave()
{
    if (m_isEndTaken)
        close();
    else
        abort(NGHTTP2_CANCEL);
}

Task<StreamResult<Http2Head>> Http2Stream::readHead(Deadline deadline)
{
    while (!m_isHeadComplete) {
        if (broken())
            co_return tl::unexpected(*broken());
        if (isClosed())
            co_return tl::unexpected(StreamError{StreamError::Kind::Closed, QStringLiteral("closed here")});
        const bool isInTime = co_await waitForInput(deadline, 1);
        if (!isInTime) {
            const QString detail = QStringLiteral("no answer before the deadline");
            co_return tl::unexpected(StreamError{StreamError::Kind::TimedOut, detail});
        }
    }
    co_return takeHead();
}

Http2Head Http2Stream::takeHead()
{
    const std::unique_ptr<Http2Head> head = std::move(m_head);
    if (!head)
        return {};
    m_isTunnel = !head->protocol.isEmpty();
    return std::move(*head);
}

void Http2Stream::headComplete()
{
    m_isHeadComplete = true;
    inputChanged();
}

bool Http2Stream::answer(const Http2Head &head, bool hasBody)
{
    if (!m_core || m_isOutputOpen || isBroken())
        return false;
    return m_core->answer(*this, head, hasBody);
}

void Http2Stream::outputOpened(bool hasBody)
{
    m_isOutputOpen = true;
    m_isEndTaken = !hasBody;
}

void Http2Stream::overflow()
{
    fail(StreamError::Kind::Failed, QStringLiteral("reset: too much unread on its connection"));
    takeBuffered();
}

void Http2Stream::peerReset(quint32 errorCode)
{
    if (errorCode == NGHTTP2_NO_ERROR && m_isEndTaken && hasEnded())
        return;
    const QString name = QString::fromLatin1(nghttp2_http2_strerror(errorCode));
    fail(StreamError::Kind::Closed, QStringLiteral("stream reset: %1").arg(name));
}

qsizetype Http2Stream::takeOutput(char *out, qsizetype length, bool &isEnd)
{
    const qsizetype count = std::min(length, unsent());
    if (count > 0) {
        std::copy_n(pendingOutput().data(), count, out);
        sent(count);
    }
    m_isEndTaken = isEnd = isFinishing() && unsent() == 0;
    return count;
}

void Http2Stream::transmit()
{
    if (m_core && m_isOutputOpen && !m_isEndTaken)
        m_core->outputReady(m_id);
}

void Http2Stream::consumed(qsizetype count)
{
    if (m_core)
        m_core->consumed(m_id, count);
}

} // namespace homeport
