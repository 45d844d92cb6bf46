// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Outgoing TCP connections.
#include "shared/net/socketaddress.h"
#include "shared/net/tcpstream_p.h"

#include <cerrno>
#include <cstring>

namespace homeport {

Task<StreamResult<std::unique_ptr<TcpStream>>> TcpStream::connectTo(
    QString address, quint16 port, Deadline deadline, TcpPatience patience)
{
    const QString where = endpointText(address, port);
    const auto failed = [&where](const char *what) {
        const QString why = QString::fromLocal8Bit(std::strerror(errno));
        return tl::unexpected(StreamError{
            StreamError::Kind::Failed, QStringLiteral("%1 %2: %3").arg(QLatin1String(what), where, why)});
    };
    const std::optional<SocketAddress> target = SocketAddress::from(address, port);
    if (!target) {
        co_return tl::unexpected(
            StreamError{StreamError::Kind::Failed, QStringLiteral("not an address: \"%1\"").arg(address)});
    }
    Descriptor descriptor = openSocket(target->family());
    if (!descriptor.isOpen())
        co_return failed("socket for");
    setNonBlocking(descriptor.get());
    const int started = ::connect(descriptor.get(), target->get(), target->size());
    if (started != 0 && errno != EINPROGRESS && errno != EINTR)
        co_return failed("connect to");
    PeerInfo peer;
    peer.address = address.toLatin1();
    peer.port = port;
    auto stream = std::make_unique<TcpStream>(std::move(descriptor), peer, ConnectionSlot(), patience);
    stream->m_phase = Phase::Connecting;
    stream->watchReads(false);
    stream->watchWrites(true);
    while (stream->m_phase == Phase::Connecting && !stream->isBroken()) {
        if (deadline.hasExpired())
            co_return tl::unexpected(
                StreamError{StreamError::Kind::TimedOut, QStringLiteral("connect to ") + where});
        co_await stream->waitForInput(deadline, 1);
    }
    if (stream->isBroken()) {
        StreamError error = *stream->broken();
        error.detail = QStringLiteral("connect to %1: %2").arg(where, error.detail);
        co_return tl::unexpected(error);
    }
    stream->peerInfo() = peerOf(stream->m_descriptor.get());
    co_return stream;
}

} // namespace homeport
