// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Between address text and the system's socket addresses.
#pragma once

#include "shared/net/bytestream.h"
#include "shared/net/descriptor.h"

#include <optional>
#include <sys/socket.h>

namespace homeport {

/// An IPv4 or IPv6 address and port for connect(), bind() and accept().
class SocketAddress
{
public:
    /// No names and no brackets; an IPv6 scope ("fe80::1%eth0") is understood.
    static std::optional<SocketAddress> from(const QString &address, quint16 port);
    static SocketAddress empty() { return {}; } ///< to be filled by accept() and the like

    int family() const { return m_storage.ss_family; }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    socklen_t size() const { return m_size; }
    sockaddr *buffer() { return reinterpret_cast<sockaddr *>(&m_storage); }
    socklen_t *room() { return &m_size; }
    /// Text as PeerInfo has it: an IPv4 address in IPv6 clothing becomes plain IPv4.
    QByteArray address() const;
    quint16 port() const;

private:
    SocketAddress() = default;
    sockaddr_storage m_storage{};
    socklen_t m_size = sizeof(sockaddr_storage);
};

/// "192.0.2.1:25", "[2001:db8::1]:25".
QString endpointText(const QString &address, quint16 port);
/// A TCP socket that is closed on exec; not open on failure (errno tells).
Descriptor openSocket(int family);
/// Does nothing on failure but leave the descriptor blocking, which a valid descriptor never causes.
void setNonBlocking(int descriptor);
/// Both ends of a connected socket; addresses empty where the kernel does not tell.
PeerInfo peerOf(int descriptor);

} // namespace homeport
