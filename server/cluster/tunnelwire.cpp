// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Headers of tunnels.
#include "server/cluster/tunnelwire.h"

namespace homeport {

namespace {

constexpr QByteArrayView protocolPrefix = "homeport-";

Error badHeader(const char *name) { return Error::syntax(QByteArray(name) + ": missing or malformed"); }

/// Decoded; the home says it again in its answers, so that nothing in it may end a line.
std::optional<QByteArray> plainText(const QByteArray &encoded)
{
    const QByteArray text = QByteArray::fromPercentEncoding(encoded);
    for (const char byte : text) {
        if (quint8(byte) < 0x20 || byte == 0x7f)
            return std::nullopt;
    }
    return text;
}

bool readClient(const QByteArray &value, TunnelRequest &request)
{
    const qsizetype space = value.indexOf(' ');
    bool isNumber = false;
    request.clientAddress = value.left(space);
    request.clientPort = value.mid(space + 1).toUShort(&isNumber);
    return space > 0 && isNumber;
}

} // namespace

Http2Connect encodeTunnel(const TunnelRequest &request, const MemberName &member)
{
    Http2Connect connect;
    connect.protocol = protocolPrefix.toByteArray() + request.protocol;
    connect.path = tunnelPath;
    connect.authority = member.utf8();
    connect.headers = {
        {"homeport-account", request.account.hex()},
        {"homeport-address", request.address},
        {"homeport-storage", request.storage.hex()},
        {"homeport-epoch", QByteArray::number(request.epoch)},
        {"homeport-login", request.login.toPercentEncoding()},
        {"homeport-client", request.clientAddress + ' ' + QByteArray::number(request.clientPort)},
        {"homeport-session", request.session},
    };
    if (!request.clientTls.isEmpty())
        connect.headers.append({"homeport-tls", request.clientTls});
    if (!request.tag.isEmpty())
        connect.headers.append({"homeport-tag", request.tag.toPercentEncoding()});
    return connect;
}

Result<TunnelRequest> decodeTunnel(const QByteArray &protocol, const Http2Headers &headers)
{
    TunnelRequest request;
    request.protocol =
        protocol.startsWith(protocolPrefix) ? protocol.mid(protocolPrefix.size()) : QByteArray();
    if (request.protocol != "imap" && request.protocol != "pop3")
        return fail(Error::syntax(":protocol: expected homeport-imap or homeport-pop3"));
    const auto account = AccountId::fromHex(headerValue(headers, "homeport-account"));
    if (!account)
        return fail(badHeader("homeport-account"));
    const auto storage = StorageId::fromHex(headerValue(headers, "homeport-storage"));
    if (!storage)
        return fail(badHeader("homeport-storage"));
    bool isNumber = false;
    request.epoch = headerValue(headers, "homeport-epoch").toULongLong(&isNumber);
    if (!isNumber)
        return fail(badHeader("homeport-epoch"));
    request.address = headerValue(headers, "homeport-address");
    if (request.address.isEmpty())
        return fail(badHeader("homeport-address"));
    const auto login = plainText(headerValue(headers, "homeport-login"));
    if (!login || login->isEmpty())
        return fail(badHeader("homeport-login"));
    if (!readClient(headerValue(headers, "homeport-client"), request))
        return fail(badHeader("homeport-client"));
    const auto tag = plainText(headerValue(headers, "homeport-tag"));
    if (!tag || (tag->isEmpty() && request.protocol == "imap"))
        return fail(badHeader("homeport-tag"));
    request.account = *account;
    request.storage = *storage;
    request.login = *login;
    request.tag = *tag;
    request.clientTls = headerValue(headers, "homeport-tls");
    request.session = headerValue(headers, "homeport-session").left(64);
    return request;
}

} // namespace homeport
