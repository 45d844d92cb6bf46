// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How an account's files are asked for on the link: an extended CONNECT and words in lines (protocol.md
// "Moving one account"). Internal to server/cluster.
#pragma once

#include "server/ports/accountmoves.h"
#include "shared/net/http2exchange.h"

namespace homeport {

constexpr auto transferPath = "/v1/transfer";
constexpr auto transferProtocol = "homeport-transfer";

struct TransferRequest
{
    AccountId account;
    QByteArray address;
    StorageId storage;
    quint64 epoch = 0;
};

Http2Connect encodeTransfer(const TransferRequest &request, const MemberName &member);
/// Syntax, naming the header, when one is missing or malformed.
Result<TransferRequest> decodeTransfer(const Http2Headers &headers);

/// A name as one word of a line, and back.
QByteArray toWord(const QByteArray &name);
QByteArray fromWord(const QByteArray &word);

QByteArray encodeFileLine(const TransferFile &file); ///< "SIZE NANOSECONDS NAME\n"
std::optional<TransferFile> decodeFileLine(const QByteArray &line); ///< without its LF; a name may be missing

constexpr qsizetype transferLineLimit = 4096;
constexpr qint64 transferChunk = 256 * 1024;

/// Answers until the asker ends. It owns the stream.
Task<> serveTransfer(MoveStore &store, std::unique_ptr<ByteStream> stream, MovePlace place);

} // namespace homeport
