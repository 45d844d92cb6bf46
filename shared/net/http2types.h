// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The plain values of the HTTP/2 layer: requests, responses, refusals, options and how a connection ended.
#pragma once

#include "shared/net/bytestream.h"

#include <QList>
#include <variant>

namespace homeport {

/// One header field; names in lower case (RFC 9113 section 8.2), no pseudo-header fields.
struct Http2Header
{
    QByteArray name;
    QByteArray value;
    bool operator==(const Http2Header &) const = default;
};
using Http2Headers = QList<Http2Header>;

/// The first value of `name` (lower case); a null QByteArray when there is none.
QByteArray headerValue(const Http2Headers &headers, QByteArrayView name);

struct Http2Request
{
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray path = QByteArrayLiteral("/");
    QByteArray authority; ///< member or host name that is asked; empty: "localhost"
    Http2Headers headers; ///< content-length is made here
    QByteArray body; ///< ignored by upload()
};

struct Http2Response
{
    int status = 0;
    Http2Headers headers;
    QByteArray body;
};

/// An extended CONNECT (RFC 8441 section 4): the stream carries bytes of `protocol` afterwards.
struct Http2Connect
{
    QByteArray protocol; ///< ":protocol", such as "homeport-imap"
    QByteArray path = QByteArrayLiteral("/");
    QByteArray authority;
    Http2Headers headers;
};

/// The peer answered an extended CONNECT, and the answer was not 2xx. The body is cut after 64 KiB.
struct Http2Refusal
{
    int status = 0;
    QByteArray body;
    Http2Headers headers;
};

/// Why there is no tunnel: the peer said no, or could not be asked.
using Http2ConnectFailure = std::variant<Http2Refusal, Error>;
using Http2ConnectResult = tl::expected<std::unique_ptr<ByteStream>, Http2ConnectFailure>;

/// Where the body of a request comes from when it is too large to hold.
struct Http2BodySource
{
    qint64 length = 0; ///< bytes in all; sent as content-length, and exactly as many are taken from `next`
    /// The next 1…`limit` bytes; called again only when they have been taken over. It must end by itself:
    /// upload() returns only after it has. An error or an empty array resets the stream.
    std::function<Task<Result<QByteArray>>(qsizetype limit)> next;
};

enum class Http2Role { Client, Server };

struct Http2Options
{
    quint32 maxConcurrentStreams = 20000; ///< of the peer's streams; 256 where no sessions run
    int connectionWindow = 16 * 1024 * 1024; ///< refunded on receipt
    int streamWindow = 256 * 1024; ///< refunded on consumption
    qsizetype unreadLimit =
        64 * 1024 * 1024; ///< received and not read, over all streams; then the fattest is reset
    qsizetype headerLimit = 64 * 1024; ///< of one request or response, names and values
    std::chrono::milliseconds pingAfter{5000}; ///< silence until a PING
    std::chrono::milliseconds deadAfter{15000}; ///< silence until the connection is dead
    std::chrono::milliseconds lingerFor{10000}; ///< how long a dropped stream may go on without progress
    /// isExhausted() from this stream id on; ids end at 2^31-1 (RFC 9113 section 5.1.1).
    qint32 streamIdLimit = 0x40000000;
    /// RST_STREAM frames a server takes in a burst and per second (where libnghttp2 can be told).
    quint64 resetBurst = 100'000;
    quint64 resetRate = 20'000;
};

/// How a connection ended.
struct Http2End
{
    enum class Kind {
        Closed, ///< close() or a graceful shutdown here
        PeerClosed, ///< the peer closed, or its GOAWAY was followed through
        Dead, ///< nothing was heard for Http2Options::deadAfter
        Failed, ///< transport or protocol failure
    };
    Kind kind = Kind::Closed;
    QString detail; ///< for the log
    Error toError() const; ///< Temporary, "connection lost"
};

} // namespace homeport
