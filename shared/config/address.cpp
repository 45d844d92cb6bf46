// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Addresses and networks as they stand in the configuration.
#include "shared/config/address.h"

#include <QStringList>
#include <algorithm>

namespace homeport {

namespace {

constexpr IpBytes mappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};

bool onlyDigits(QStringView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

std::optional<IpBytes> parseIpv4(QStringView text)
{
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() != 4)
        return std::nullopt;
    IpBytes out = mappedPrefix;
    for (int i = 0; i < 4; ++i) {
        const QStringView part = parts[i];
        // a leading zero would be octal to some readers
        if (!onlyDigits(part) || part.size() > 3 || (part.size() > 1 && part[0] == u'0')
            || part.toInt() > 255)
            return std::nullopt;
        out[size_t(12 + i)] = quint8(part.toInt());
    }
    return out;
}

/// Appends the 16-bit groups of one side of "::"; the last may be a dotted quad.
bool appendGroups(QStringView text, bool last, QList<quint16> &groups)
{
    if (text.isEmpty())
        return true;
    const QList<QStringView> parts = text.split(u':');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QStringView part = parts[i];
        if (last && i + 1 == parts.size() && part.contains(u'.')) {
            const auto quad = parseIpv4(part);
            if (!quad)
                return false;
            groups << quint16((*quad)[12] << 8 | (*quad)[13]) << quint16((*quad)[14] << 8 | (*quad)[15]);
            continue;
        }
        const auto isHex = [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
        };
        if (part.isEmpty() || part.size() > 4 || !std::all_of(part.begin(), part.end(), isHex))
            return false;
        groups << quint16(part.toUInt(nullptr, 16));
    }
    return true;
}

std::optional<IpBytes> parseIpv6(QStringView text)
{
    const qsizetype gap = text.indexOf(u"::");
    QList<quint16> front;
    QList<quint16> back;
    if (gap < 0) {
        if (!appendGroups(text, true, front) || front.size() != 8)
            return std::nullopt;
    } else {
        if (!appendGroups(text.first(gap), false, front) || !appendGroups(text.sliced(gap + 2), true, back))
            return std::nullopt;
        // RFC 5952 4.2.2: "::" stands for at least one group
        if (front.size() + back.size() > 7)
            return std::nullopt;
    }
    while (front.size() + back.size() < 8)
        front << 0;
    front << back;
    IpBytes out{};
    for (int i = 0; i < 8; ++i) {
        out[size_t(2 * i)] = quint8(front[i] >> 8);
        out[size_t(2 * i + 1)] = quint8(front[i] & 0xff);
    }
    return out;
}

bool samePrefix(const IpBytes &a, const IpBytes &b, int bits)
{
    for (int i = 0; i < 16 && bits > 0; ++i, bits -= 8) {
        const quint8 mask = bits >= 8 ? quint8(0xff) : quint8(0xff << (8 - bits));
        if ((a[size_t(i)] & mask) != (b[size_t(i)] & mask))
            return false;
    }
    return true;
}

} // namespace

std::optional<IpBytes> parseIp(QStringView text)
{
    return text.contains(u':') ? parseIpv6(text) : parseIpv4(text);
}

bool isIpv4(const IpBytes &address) { return samePrefix(address, mappedPrefix, 96); }

QString ipText(const IpBytes &address)
{
    if (isIpv4(address))
        return QStringLiteral("%1.%2.%3.%4")
            .arg(address[12])
            .arg(address[13])
            .arg(address[14])
            .arg(address[15]);
    std::array<quint16, 8> groups{};
    for (size_t i = 0; i < 8; ++i)
        groups[i] = quint16(address[2 * i] << 8 | address[2 * i + 1]);
    // RFC 5952 4.2.3: the longest run of two or more zero groups, the first of equals
    size_t best = 8;
    size_t bestLength = 1;
    for (size_t i = 0; i < 8; ++i) {
        size_t length = 0;
        while (i + length < 8 && groups[i + length] == 0)
            ++length;
        if (length > bestLength) {
            best = i;
            bestLength = length;
        }
    }
    QString out;
    for (size_t i = 0; i < 8; ++i) {
        if (i == best) {
            out += QStringLiteral("::");
            i += bestLength - 1;
            continue;
        }
        if (!out.isEmpty() && !out.endsWith(u':'))
            out += u':';
        out += QString::number(groups[i], 16);
    }
    return out;
}

bool isHostName(QStringView text)
{
    if (text.isEmpty() || text.size() > 253)
        return false;
    for (const QStringView label : text.split(u'.')) {
        const auto isLdh = [](QChar c) {
            return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                || c == u'-';
        };
        if (label.isEmpty() || label.size() > 63 || label.front() == u'-' || label.back() == u'-'
            || !std::all_of(label.begin(), label.end(), isLdh))
            return false;
    }
    // RFC 1123 2.1: what looks like a dotted quad but is none must not be taken for a name
    return !onlyDigits(text.sliced(text.lastIndexOf(u'.') + 1));
}

QString HostPort::text() const
{
    if (isEmpty())
        return {};
    const bool brackets = host.contains(u':');
    return (brackets ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

std::optional<HostPort> parseHostPort(QStringView text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    const QStringView port = text.sliced(colon + 1);
    if (!onlyDigits(port) || port.size() > 5 || port.toInt() > 65535)
        return std::nullopt;
    QStringView host = text.first(colon);
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        const QStringView inside = host.sliced(1).chopped(1);
        const auto address = inside.contains(u':') ? parseIp(inside) : std::nullopt;
        if (!address)
            return std::nullopt;
        return HostPort{inside.toString().toLower(), quint16(port.toUInt())};
    }
    if (!parseIpv4(host) && !isHostName(host))
        return std::nullopt;
    return HostPort{host.toString().toLower(), quint16(port.toUInt())};
}

bool Network::contains(const IpBytes &other) const
{
    return isIpv4(address) == isIpv4(other) && samePrefix(address, other, prefix);
}

QString Network::text() const
{
    const int shown = isIpv4(address) ? prefix - 96 : prefix;
    return ipText(address) + u'/' + QString::number(shown);
}

std::optional<Network> parseNetwork(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    const auto address = parseIp(slash < 0 ? text : text.first(slash));
    if (!address)
        return std::nullopt;
    Network network{*address, 128};
    if (slash >= 0) {
        const QStringView bits = text.sliced(slash + 1);
        const int widest = isIpv4(*address) ? 32 : 128;
        if (!onlyDigits(bits) || bits.size() > 3 || bits.toInt() > widest)
            return std::nullopt;
        network.prefix = bits.toInt() + (128 - widest);
    }
    for (int bit = network.prefix; bit < 128; ++bit) {
        if (network.address[size_t(bit / 8)] & (0x80 >> (bit % 8)))
            return std::nullopt;
    }
    return network;
}

bool isAllowed(const QList<Network> &networks, const IpBytes &address)
{
    return networks.isEmpty() || std::any_of(networks.begin(), networks.end(), [&](const Network &n) {
        return n.contains(address);
    });
}

} // namespace homeport
