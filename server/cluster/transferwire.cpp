// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Headers and words of transfers.
#include "server/cluster/transferwire.h"

namespace homeport {

namespace {

Error badHeader(const char *name) { return Error::syntax(QByteArray(name) + ": missing or malformed"); }

} // namespace

Http2Connect encodeTransfer(const TransferRequest &request, const MemberName &member)
{
    Http2Connect connect;
    connect.protocol = transferProtocol;
    connect.path = transferPath;
    connect.authority = member.utf8();
    connect.headers = {
        {"homeport-account", request.account.hex()},
        {"homeport-address", request.address},
        {"homeport-storage", request.storage.hex()},
        {"homeport-epoch", QByteArray::number(request.epoch)},
    };
    return connect;
}

Result<TransferRequest> decodeTransfer(const Http2Headers &headers)
{
    const auto account = AccountId::fromHex(headerValue(headers, "homeport-account"));
    if (!account)
        return fail(badHeader("homeport-account"));
    const auto storage = StorageId::fromHex(headerValue(headers, "homeport-storage"));
    if (!storage)
        return fail(badHeader("homeport-storage"));
    bool isNumber = false;
    TransferRequest request{*account, headerValue(headers, "homeport-address"), *storage, 0};
    request.epoch = headerValue(headers, "homeport-epoch").toULongLong(&isNumber);
    if (!isNumber)
        return fail(badHeader("homeport-epoch"));
    if (request.address.isEmpty())
        return fail(badHeader("homeport-address"));
    return request;
}

QByteArray toWord(const QByteArray &name)
{
    return name.isEmpty() ? QByteArray("%") : name.toPercentEncoding("/,=:");
}

QByteArray fromWord(const QByteArray &word)
{
    return word == "%" ? QByteArray() : QByteArray::fromPercentEncoding(word);
}

QByteArray encodeFileLine(const TransferFile &file)
{
    return QByteArray::number(file.size) + ' ' + QByteArray::number(file.modifiedNs) + ' ' + toWord(file.name)
        + '\n';
}

std::optional<TransferFile> decodeFileLine(const QByteArray &line)
{
    const QList<QByteArray> words = line.split(' ');
    bool isSize = false;
    bool isTime = false;
    TransferFile file;
    file.size = words.value(0).toLongLong(&isSize);
    file.modifiedNs = words.value(1).toLongLong(&isTime);
    file.name = fromWord(words.value(2));
    if (!isSize || !isTime || file.size < 0 || words.size() > 3)
        return std::nullopt;
    return file;
}

} // namespace homeport
