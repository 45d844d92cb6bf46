// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Between address text and the system's socket addresses.
#include "shared/net/socketaddress.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>

namespace homeport {

std::optional<SocketAddress> SocketAddress::from(const QString &address, quint16 port)
{
    const QHostAddress parsed(address);
    SocketAddress made;
    // Qt also takes "10.1" for 10.0.0.1
    if (parsed.protocol() == QAbstractSocket::IPv4Protocol && address.count(QLatin1Char('.')) == 3) {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        in.sin_addr.s_addr = htonl(parsed.toIPv4Address());
        std::memcpy(&made.m_storage, &in, sizeof in);
        made.m_size = sizeof in;
        return made;
    }
    if (parsed.protocol() == QAbstractSocket::IPv6Protocol) {
        sockaddr_in6 in{};
        in.sin6_family = AF_INET6;
        in.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = parsed.toIPv6Address();
        std::memcpy(&in.sin6_addr, &bytes, sizeof bytes);
        if (!parsed.scopeId().isEmpty())
            in.sin6_scope_id = uint32_t(QNetworkInterface::interfaceIndexFromName(parsed.scopeId()));
        std::memcpy(&made.m_storage, &in, sizeof in);
        made.m_size = sizeof in;
        return made;
    }
    return std::nullopt;
}

QByteArray SocketAddress::address() const
{
    if (family() != AF_INET && family() != AF_INET6)
        return {};
    const QHostAddress host(get());
    bool isV4 = false;
    const quint32 v4 = host.toIPv4Address(&isV4);
    return (isV4 ? QHostAddress(v4) : host).toString().toLatin1();
}

quint16 SocketAddress::port() const
{
    if (family() == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in *>(&m_storage)->sin_port);
    if (family() == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 *>(&m_storage)->sin6_port);
    return 0;
}

QString endpointText(const QString &address, quint16 port)
{
    const bool isV6 = address.contains(QLatin1Char(':'));
    return (isV6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(address).arg(port);
}

Descriptor openSocket(int family)
{
#ifdef SOCK_CLOEXEC
    return Descriptor(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
#else
    Descriptor made(::socket(family, SOCK_STREAM, 0));
    if (made.isOpen())
        (void)::fcntl(made.get(), F_SETFD, FD_CLOEXEC);
    return made;
#endif
}

void setNonBlocking(int descriptor)
{
    const int flags = ::fcntl(descriptor, F_GETFL);
    if (flags >= 0)
        (void)::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

PeerInfo peerOf(int descriptor)
{
    PeerInfo peer;
    SocketAddress remote = SocketAddress::empty();
    if (::getpeername(descriptor, remote.buffer(), remote.room()) == 0) {
        peer.address = remote.address();
        peer.port = remote.port();
    }
    SocketAddress local = SocketAddress::empty();
    if (::getsockname(descriptor, local.buffer(), local.room()) == 0) {
        peer.localAddress = local.address();
        peer.localPort = local.port();
    }
    return peer;
}

} // namespace homeport
