// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SMTP command lines of a client: split, checked, read. Pure.
#pragma once

#include "server/smtp/syntax/reply.h"
#include "shared/mail/envelope.h"

namespace homeport {

/// A value, or the reply that the client gets instead.
template <class T> using SmtpParsed = tl::expected<T, Reply>;

inline constexpr qsizetype smtpCommandLimit = 2048; ///< RFC 5321 4.5.3.1.4: 512 and what extensions add
inline constexpr qsizetype smtpLineLimit = 12288; ///< RFC 4954 4: AUTH with an initial response

/// A line as the stream gives it.
struct SmtpCommandLine
{
    QByteArray verb; ///< upper case
    QByteArray argument; ///< behind the verb's blank, without trailing blanks
    bool operator==(const SmtpCommandLine &) const = default;
};

/// True when the line ends with CR LF and has no other CR or LF. Anything else gets 500, and then the
/// connection is closed: it is not the protocol, or somebody tries to hide commands in it (RFC 5321 2.3.8).
bool hasStrictLineEnd(QByteArrayView line);
/// 500 5.5.2 for control characters, bytes above 0x7f and lines too long.
SmtpParsed<SmtpCommandLine> splitCommand(QByteArrayView line);
/// A verb of HTTP: a browser was made to speak to us.
bool isHttpVerb(QByteArrayView verb);

/// RFC 5321 4.1.1.2, RFC 1870, RFC 6152, RFC 4954 5.
struct MailCommand
{
    std::optional<Address> from; ///< none: the null reverse-path
    qint64 size = 0; ///< SIZE=, 0 when not given
    BodyType body = BodyType::SevenBit;
    bool operator==(const MailCommand &) const = default;
};
/// `FROM:<path> parameters`. 501 malformed, 555 parameter not known, 504 value not known.
SmtpParsed<MailCommand> parseMail(QByteArrayView argument);

/// `TO:<path> parameters`. RFC 5321 4.5.1: "Postmaster" without a domain is an address with an empty domain.
SmtpParsed<Address> parseRcpt(QByteArrayView argument);

/// The client's name: 501 when it is missing or holds anything but letters, digits and ".-_:[]".
SmtpParsed<QByteArray> parseHelo(QByteArrayView argument);

/// RFC 4954 4: `mechanism [initial-response]`, still encoded.
struct AuthCommand
{
    QByteArray mechanism;
    std::optional<QByteArray> initialResponse;
    bool operator==(const AuthCommand &) const = default;
};
SmtpParsed<AuthCommand> parseAuth(QByteArrayView argument);

} // namespace homeport
