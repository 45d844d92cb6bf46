// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SMTP replies: made by the server, read by the client.
#pragma once

#include "shared/base/result.h"

#include <QList>
#include <optional>

namespace homeport {

/// A reply of RFC 5321 4.2, with the enhanced status code of RFC 2034 apart from the text.
struct Reply
{
    int code = 0; ///< 200…599
    QByteArray status; ///< "2.1.5"; empty where there is none (greeting, EHLO, 334, 354)
    QList<QByteArray> lines; ///< at least one; without code and status

    Reply() = default;
    Reply(int replyCode, QByteArray enhancedStatus, QByteArray text)
        : code(replyCode)
        , status(std::move(enhancedStatus))
        , lines{std::move(text)}
    {
    }
    /// The one truth of shared/mail/reply.h.
    static Reply of(const Error &error);

    bool isPositive() const { return code >= 200 && code < 400; }
    bool isTemporary() const { return code >= 400 && code < 500; }
    bool isPermanent() const { return code >= 500; }
    /// On the wire: "250-2.1.5 text\r\n250 2.1.5 text\r\n".
    QByteArray bytes() const;
    /// For a log or a notification: "550 5.1.1 text text".
    QByteArray text() const;
    bool operator==(const Reply &) const = default;
};

/// Reads a server's reply line by line. A fresh one for each reply.
class ReplyParser
{
public:
    static constexpr qsizetype lineLimit = 4096; ///< for ByteStream::readLine; RFC 5321 4.5.3.1.5 says 512
    static constexpr int linesLimit = 200;

    /// One line with its LF or CR LF. The value: the reply when this was its last line. Errors are
    /// Temporary 4.5.0 (a server that talks nonsense): close the connection.
    Result<std::optional<Reply>> addLine(QByteArrayView line);

private:
    Reply m_reply;
};

} // namespace homeport
