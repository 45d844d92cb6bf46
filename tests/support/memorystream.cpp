// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// In-memory connections.
#include "tests/support/memorystream.h"

namespace homeport {

MemoryStream::MemoryStream(const PeerInfo &peer)
    : BufferedStream(peer)
{
}

MemoryStream::Pair MemoryStream::pair()
{
    Pair both{new MemoryStream({"192.0.2.1", 40000, "192.0.2.2", 25, {}}),
        new MemoryStream({"192.0.2.2", 25, "192.0.2.1", 40000, {}})};
    both.first->m_other = both.second.get();
    both.second->m_other = both.first.get();
    return both;
}

MemoryStream::~MemoryStream() { closeTransport(); }

Task<StreamResult<>> MemoryStream::startTls(std::shared_ptr<TlsContext> context, Deadline deadline)
{
    Q_UNUSED(context)
    Q_UNUSED(deadline)
    if (buffered() > 0) {
        const QString detail = QStringLiteral("startTls with %1 bytes unread").arg(buffered());
        co_return tl::unexpected(StreamError{StreamError::Kind::Failed, detail});
    }
    pushOutput();
    peerInfo().tls = "TLSv1.3 TEST";
    co_return StreamResult<>();
}

void MemoryStream::pretendTls() { peerInfo().tls = "TLSv1.3 TEST"; }

void MemoryStream::reset()
{
    if (MemoryStream *other = std::exchange(m_other, nullptr)) {
        other->m_other = nullptr;
        other->fail(StreamError::Kind::Closed, QStringLiteral("connection reset"));
        other->postTurn();
    }
    close();
}

void MemoryStream::holdBack(bool held)
{
    m_held = held;
    if (!held)
        postTurn();
}

void MemoryStream::transmit()
{
    if (!m_other || m_other->isClosed()) {
        fail(StreamError::Kind::Closed, QStringLiteral("broken pipe"));
        return;
    }
    if (m_held || m_other->isReadingPaused())
        return;
    const QByteArrayView bytes = pendingOutput().first(std::min(unsent(), readHighWater));
    m_other->received(bytes);
    m_other->postTurn();
    sent(bytes.size());
    if (unsent() > 0)
        postTurn();
}

void MemoryStream::endOutput()
{
    if (!m_other)
        return;
    m_other->receivedEnd();
    m_other->postTurn();
}

void MemoryStream::closeTransport()
{
    MemoryStream *other = std::exchange(m_other, nullptr);
    if (!other)
        return;
    other->m_other = nullptr;
    other->receivedEnd();
    other->postTurn();
}

void MemoryStream::resumeReading()
{
    if (m_other)
        m_other->postTurn();
}

} // namespace homeport
