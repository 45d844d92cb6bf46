// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Both versions of the PROXY header.
#include "shared/net/proxyheader.h"

#include "shared/base/bytes.h"

#include <QtEndian>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>

namespace homeport {

namespace {

constexpr QByteArrayView signature("\x0D\x0A\x0D\x0A\x00\x0D\x0A\x51\x55\x49\x54\x0A", 12); // 2.2
constexpr QByteArrayView word("PROXY ");
constexpr qsizetype fixedPart = 16;

Error bad(const QString &why)
{
    return Error::refused("bad PROXY header", QStringLiteral("PROXY header: ") + why);
}

/// PeerInfo's text of an address in network byte order: IPv4 in IPv6 clothing becomes plain IPv4.
QByteArray addressText(int family, const char *bytes)
{
    static constexpr char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, char(0xff), char(0xff)};
    if (family == AF_INET6 && std::memcmp(bytes, mapped, sizeof mapped) == 0)
        return addressText(AF_INET, bytes + sizeof mapped);
    char text[INET6_ADDRSTRLEN] = {};
    return ::inet_ntop(family, bytes, text, sizeof text) ? QByteArray(text) : QByteArray();
}

std::optional<QByteArray> parseAddress(int family, const QByteArray &text)
{
    char bytes[sizeof(in6_addr)] = {};
    if (::inet_pton(family, text.constData(), bytes) != 1)
        return std::nullopt;
    return addressText(family, bytes);
}

/// "0" to "65535", no sign, no leading zeros (2.1).
std::optional<quint16> parsePort(const QByteArray &text)
{
    if (text.isEmpty() || text.size() > 5 || (text.size() > 1 && text.startsWith('0')))
        return std::nullopt;
    for (const char digit : text) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
    }
    const int port = text.toInt();
    return port <= 65535 ? std::optional(quint16(port)) : std::nullopt;
}

ProxyStep parseLine(QByteArrayView line)
{
    if (!line.endsWith("\r\n") || line.size() > proxyLineLimit)
        return bad(QStringLiteral("the line does not end with CR LF within %1 bytes").arg(proxyLineLimit));
    const QByteArray text = line.chopped(2).toByteArray();
    const QList<QByteArray> words = text.split(' ');
    if (words[1] == "UNKNOWN") // 2.1: whatever follows is to be ignored
        return ProxyHeader{};
    const int family = words[1] == "TCP4" ? AF_INET : words[1] == "TCP6" ? AF_INET6 : AF_UNSPEC;
    if (family == AF_UNSPEC || words.size() != 6)
        return bad(QStringLiteral("\"%1\" is not TCP4, TCP6 or UNKNOWN with two addresses and two ports")
                       .arg(escapedForLog(text)));
    const auto source = parseAddress(family, words[2]);
    const auto destination = parseAddress(family, words[3]);
    const auto sourcePort = parsePort(words[4]);
    const auto destinationPort = parsePort(words[5]);
    if (!source || !destination || !sourcePort || !destinationPort)
        return bad(QStringLiteral("\"%1\" has a bad address or port").arg(escapedForLog(text)));
    return ProxyHeader{false, *source, *sourcePort, *destination, *destinationPort};
}

/// 2.2.x: type, length (16 bits), value, to the end of the header.
bool areWholeTlvs(QByteArrayView tlvs)
{
    while (!tlvs.isEmpty()) {
        if (tlvs.size() < 3)
            return false;
        const qsizetype length = qFromBigEndian<quint16>(tlvs.data() + 1);
        if (tlvs.size() - 3 < length)
            return false;
        tlvs = tlvs.sliced(3 + length);
    }
    return true;
}

ProxyStep parseBlock(QByteArrayView header)
{
    const auto command = quint8(header[12]);
    const auto family = quint8(header[13]);
    if (command >> 4 != 2)
        return bad(QStringLiteral("version %1 is not 2").arg(command >> 4));
    if ((command & 0xf) > 1)
        return bad(QStringLiteral("command %1 is neither LOCAL nor PROXY").arg(command & 0xf));
    const qsizetype length = qFromBigEndian<quint16>(header.data() + 14);
    if (length > proxyBlockLimit)
        return bad(QStringLiteral("%1 bytes are more than %2").arg(length).arg(proxyBlockLimit));
    if (header.size() < fixedPart + length)
        return ProxyNeedMore{fixedPart + length - header.size(), 0};
    if (header.size() > fixedPart + length)
        return bad(QStringLiteral("longer than it says"));
    const QByteArrayView block = header.sliced(fixedPart);
    if ((command & 0xf) == 0) // LOCAL: the receiver must use the real endpoints and skip the rest
        return ProxyHeader{};
    const int transport = family & 0xf;
    const int kind = family >> 4;
    if (kind > 3 || transport > 2)
        return bad(
            QStringLiteral("family and transport 0x%1 are unknown").arg(family, 2, 16, QLatin1Char('0')));
    if (transport == 2)
        return bad(QStringLiteral("datagrams over a stream"));
    constexpr qsizetype sizes[] = {0, 12, 36, 216};
    if (length < sizes[kind])
        return bad(QStringLiteral("%1 bytes are too few for its addresses").arg(length));
    if (!areWholeTlvs(block.sliced(sizes[kind])))
        return bad(QStringLiteral("a TLV reaches beyond the end"));
    if (transport == 0 || kind == 0 || kind == 3)
        return ProxyHeader{}; // UNSPEC, or a local socket of the proxy's machine
    const int af = kind == 1 ? AF_INET : AF_INET6;
    const qsizetype width = kind == 1 ? 4 : 16;
    return ProxyHeader{false, addressText(af, block.data()),
        qFromBigEndian<quint16>(block.data() + 2 * width), addressText(af, block.data() + width),
        qFromBigEndian<quint16>(block.data() + 2 * width + 2)};
}

} // namespace

ProxyStep parseProxyHeader(QByteArrayView bytes)
{
    // the shortest header of version 1 is longer than version 2's signature
    if (bytes.size() < signature.size())
        return ProxyNeedMore{signature.size() - bytes.size(), 0};
    if (bytes.startsWith(signature)) {
        if (bytes.size() < fixedPart)
            return ProxyNeedMore{fixedPart - bytes.size(), 0};
        return parseBlock(bytes);
    }
    if (!bytes.startsWith(word))
        return bad(QStringLiteral("\"%1\" begins none")
                       .arg(escapedForLog(bytes.first(signature.size()).toByteArray())));
    if (!bytes.contains('\n')) {
        if (bytes.size() >= proxyLineLimit)
            return bad(QStringLiteral("no line end within %1 bytes").arg(proxyLineLimit));
        return ProxyNeedMore{0, proxyLineLimit - bytes.size()};
    }
    return parseLine(bytes);
}

} // namespace homeport
