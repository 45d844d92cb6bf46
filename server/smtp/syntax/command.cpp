// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SMTP command lines.
#include "server/smtp/syntax/command.h"

#include "shared/base/bytes.h"

#include <algorithm>

namespace homeport {

namespace {

auto refuse(int code, const char *status, const QByteArray &text)
{
    return tl::unexpected<Reply>(Reply(code, status, text));
}

/// Words behind the path, each KEYWORD or KEYWORD=value (RFC 5321 4.1.2).
struct Parameter
{
    QByteArray keyword; ///< upper case
    std::optional<QByteArray> value;
};

SmtpParsed<QList<Parameter>> parseParameters(QByteArrayView text)
{
    QList<Parameter> parameters;
    if (!text.isEmpty() && !text.startsWith(' '))
        return refuse(501, "5.5.4", "a blank is missing behind the path");
    for (const QByteArray &word : text.toByteArray().split(' ')) {
        if (word.isEmpty())
            continue;
        const qsizetype equals = word.indexOf('=');
        Parameter parameter{asciiUpper(equals < 0 ? word : word.left(equals)), std::nullopt};
        if (equals >= 0)
            parameter.value = word.mid(equals + 1);
        const auto same = [&parameter](const Parameter &other) { return other.keyword == parameter.keyword; };
        if (parameter.keyword.isEmpty() || (parameter.value && parameter.value->isEmpty()))
            return refuse(501, "5.5.4", "malformed parameter");
        if (std::any_of(parameters.begin(), parameters.end(), same))
            return refuse(501, "5.5.4", "parameter given twice");
        parameters.append(parameter);
    }
    return parameters;
}

/// What follows "FROM:" or "TO:"; tolerates blanks before the path, as everybody does.
SmtpParsed<QByteArrayView> behindKeyword(QByteArrayView argument, QByteArrayView keyword)
{
    if (argument.size() < keyword.size() || !equalIgnoringCase(argument.first(keyword.size()), keyword))
        return refuse(501, "5.5.4",
            QByteArray(keyword == "FROM:" ? "MAIL FROM:<address>" : "RCPT TO:<address>") + " expected");
    QByteArrayView rest = argument.sliced(keyword.size());
    while (rest.startsWith(' '))
        rest = rest.sliced(1);
    return rest;
}

SmtpParsed<qint64> parseSize(const std::optional<QByteArray> &value)
{
    // RFC 1870 3: 1*20DIGIT; what does not fit is larger than any limit of ours
    const bool digits = value && value->size() <= 20
        && std::all_of(value->begin(), value->end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits)
        return refuse(501, "5.5.4", "malformed SIZE");
    bool fits = false;
    const qint64 size = value->toLongLong(&fits);
    return fits ? size : std::numeric_limits<qint64>::max();
}

bool isXtext(QByteArrayView text) // RFC 3461 4
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        quint8 byte = 0;
        if (text[i] == '=')
            return false;
        if (text[i] == '+') {
            if (i + 2 >= text.size() || !parseHex(text.sliced(i + 1, 2), &byte, 1))
                return false;
            i += 2;
        }
    }
    return true;
}

SmtpParsed<void> applyMailParameter(const Parameter &parameter, MailCommand &command)
{
    if (parameter.keyword == "SIZE") {
        const SmtpParsed<qint64> size = parseSize(parameter.value);
        if (!size)
            return tl::unexpected(size.error());
        command.size = *size;
        return {};
    }
    if (parameter.keyword == "BODY" && parameter.value) {
        const QByteArray body = asciiUpper(*parameter.value);
        if (body != "7BIT" && body != "8BITMIME")
            return refuse(504, "5.5.4", "BODY is 7BIT or 8BITMIME");
        command.body = body == "7BIT" ? BodyType::SevenBit : BodyType::EightBitMime;
        return {};
    }
    if (parameter.keyword == "AUTH" && parameter.value) {
        // RFC 4954 5: read, and not trusted
        if (!isXtext(*parameter.value))
            return refuse(501, "5.5.4", "malformed AUTH");
        return {};
    }
    // RFC 5321 4.1.1.11; SMTPUTF8, RET, ENVID are not announced
    return refuse(555, "5.5.4", "parameter not recognised or not offered");
}

} // namespace

bool hasStrictLineEnd(QByteArrayView line)
{
    return line.endsWith("\r\n") && line.indexOf('\r') == line.size() - 2
        && line.indexOf('\n') == line.size() - 1;
}

SmtpParsed<SmtpCommandLine> splitCommand(QByteArrayView line)
{
    QByteArrayView text = line;
    if (text.endsWith("\r\n"))
        text.chop(2);
    const bool printable =
        std::all_of(text.begin(), text.end(), [](char c) { return quint8(c) >= 0x20 && quint8(c) < 0x7f; });
    if (!printable)
        return refuse(500, "5.5.2", "a command holds printable ASCII only");
    while (text.endsWith(' ')) // RFC 5321 4.1.1: trailing white space is tolerated
        text.chop(1);
    const qsizetype blank = text.indexOf(' ');
    SmtpCommandLine command{asciiUpper(blank < 0 ? text : text.first(blank)), {}};
    if (blank >= 0)
        command.argument = text.sliced(blank + 1).toByteArray();
    while (command.argument.startsWith(' '))
        command.argument.remove(0, 1);
    if (line.size() > (command.verb == "AUTH" ? smtpLineLimit : smtpCommandLimit))
        return refuse(500, "5.5.2", "line too long"); // RFC 5321 4.5.3.1.9
    return command;
}

bool isHttpVerb(QByteArrayView verb)
{
    static constexpr auto verbs = std::to_array<const char *>(
        {"GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS", "DELETE", "PATCH", "TRACE", "PRI"});
    return std::any_of(
        verbs.begin(), verbs.end(), [verb](const char *http) { return verb == QByteArrayView(http); });
}

SmtpParsed<MailCommand> parseMail(QByteArrayView argument)
{
    const SmtpParsed<QByteArrayView> text = behindKeyword(argument, "FROM:");
    if (!text)
        return tl::unexpected(text.error());
    const Result<ParsedPath> path = parsePath(*text);
    if (!path)
        return refuse(501, "5.1.7", path.error().forPeer); // RFC 3463: bad sender's mailbox address syntax
    const SmtpParsed<QList<Parameter>> parameters = parseParameters(text->sliced(path->length));
    if (!parameters)
        return tl::unexpected(parameters.error());
    MailCommand command;
    command.from = path->address;
    for (const Parameter &parameter : *parameters) {
        if (const auto applied = applyMailParameter(parameter, command); !applied)
            return tl::unexpected(applied.error());
    }
    return command;
}

SmtpParsed<Address> parseRcpt(QByteArrayView argument)
{
    const SmtpParsed<QByteArrayView> text = behindKeyword(argument, "TO:");
    if (!text)
        return tl::unexpected(text.error());
    constexpr QByteArrayView postmaster = "<postmaster>";
    if (text->size() >= postmaster.size() && equalIgnoringCase(text->first(postmaster.size()), postmaster)) {
        if (text->size() > postmaster.size())
            return refuse(555, "5.5.4", "parameter not recognised or not offered");
        return Address{"postmaster", {}};
    }
    const Result<ParsedPath> path = parsePath(*text);
    if (!path)
        return refuse(501, "5.1.3", path.error().forPeer);
    if (!path->address)
        return refuse(501, "5.1.3", "the recipient is missing");
    const SmtpParsed<QList<Parameter>> parameters = parseParameters(text->sliced(path->length));
    if (!parameters)
        return tl::unexpected(parameters.error());
    if (!parameters->isEmpty()) // NOTIFY and ORCPT (RFC 3461) are not announced
        return refuse(555, "5.5.4", "parameter not recognised or not offered");
    return *path->address;
}

SmtpParsed<QByteArray> parseHelo(QByteArrayView argument)
{
    // wider than RFC 5321 4.1.2, as many clients send "_" or a bare IP address; narrow enough for a header
    const bool plain = std::all_of(argument.begin(), argument.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView(".-_:[]").contains(c);
    });
    if (argument.isEmpty() || argument.size() > 255 || !plain)
        return refuse(501, "5.5.4", "your host name is expected");
    return argument.toByteArray();
}

SmtpParsed<AuthCommand> parseAuth(QByteArrayView argument)
{
    const QList<QByteArray> words = argument.toByteArray().split(' ');
    if (words.first().isEmpty() || words.size() > 2)
        return refuse(501, "5.5.4", "AUTH mechanism [initial-response]");
    AuthCommand command{asciiUpper(words.first()), std::nullopt};
    if (words.size() == 2)
        command.initialResponse = words.last();
    return command;
}

} // namespace homeport
