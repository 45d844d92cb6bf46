// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Addresses and networks as they stand in the configuration: pure values, no resolver, no socket.
#pragma once

#include <QList>
#include <QString>
#include <array>
#include <optional>

namespace homeport {

/// 16 bytes in network order; an IPv4 address is ::ffff:a.b.c.d, as QHostAddress::toIPv6Address() gives it.
using IpBytes = std::array<quint8, 16>;

/// An IPv4 or IPv6 literal without brackets, zone or spaces (RFC 4291 2.2).
std::optional<IpBytes> parseIp(QStringView text);
/// RFC 5952 for IPv6, dotted quad for IPv4.
QString ipText(const IpBytes &address);
bool isIpv4(const IpBytes &address);

/// A host name (RFC 1123 2.1: letters, digits and dashes; no trailing dot, at most 253 characters).
bool isHostName(QStringView text);

/// Where to listen or whom to call. The host is an IP literal without brackets or a host name in lower
/// case; an empty host means "not set".
struct HostPort
{
    QString host;
    quint16 port = 0;

    bool isEmpty() const { return host.isEmpty(); }
    bool isLiteral() const { return parseIp(host).has_value(); }
    /// `host:port`, with brackets around IPv6; empty when not set.
    QString text() const;
    auto operator<=>(const HostPort &) const = default;
};

/// `192.0.2.1:25`, `[2001:db8::1]:25` or `name:25`. The port is 0 to 65535.
std::optional<HostPort> parseHostPort(QStringView text);

/// An IPv4 or IPv6 network. `prefix` counts bits of the 16 bytes: an IPv4 /8 has 104.
struct Network
{
    IpBytes address{};
    int prefix = 128;

    /// IPv4 addresses are inside IPv4 networks only: ::/0 does not mean them.
    bool contains(const IpBytes &other) const;
    QString text() const;
    bool operator==(const Network &) const = default;
};

/// `192.0.2.0/24`, `2001:db8::/32` or one address. Refuses bits set behind the prefix.
std::optional<Network> parseNetwork(QStringView text);

/// True when one of them contains the address, or when there are none: an empty list allows everyone.
bool isAllowed(const QList<Network> &networks, const IpBytes &address);

} // namespace homeport
