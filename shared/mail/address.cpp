// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Parsing of RFC 5321 paths and mailboxes.
#include "shared/mail/address.h"

#include "shared/base/bytes.h"

#include <QList>
#include <QStringDecoder>
#include <algorithm>
#include <cctype>

namespace homeport {

namespace {

constexpr qsizetype localLimit = 64; // RFC 5321 4.5.3.1.1
constexpr qsizetype domainLimit = 255; // RFC 5321 4.5.3.1.2
constexpr qsizetype labelLimit = 63; // RFC 1035 2.3.4

auto bad(const char *what) { return fail(Error::syntax(QByteArray("bad address: ") + what, "5.1.3")); }

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isAtext(char c, AddressCharset charset)
{
    if (quint8(c) >= 0x80)
        return charset == AddressCharset::Utf8;
    return isLetterOrDigit(c) || (c != 0 && QByteArrayView("!#$%&'*+-/=?^_`{|}~").contains(c));
}

QList<QByteArrayView> splitAt(QByteArrayView text, char separator)
{
    QList<QByteArrayView> parts;
    for (qsizetype start = 0;;) {
        const qsizetype end = text.indexOf(separator, start);
        parts.append(end < 0 ? text.sliced(start) : text.sliced(start, end - start));
        if (end < 0)
            return parts;
        start = end + 1;
    }
}

bool isIpv4(QByteArrayView text)
{
    const QList<QByteArrayView> parts = splitAt(text, '.');
    for (const QByteArrayView part : parts) {
        const bool digits =
            std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (part.isEmpty() || part.size() > 3 || !digits || part.toByteArray().toInt() > 255)
            return false;
    }
    return parts.size() == 4;
}

bool isIpv6(QByteArrayView text) // RFC 4291 2.2
{
    if (text.size() > 45 || text.count(':') < 2 || text.contains(":::"))
        return false;
    const bool compressed = text.contains("::");
    if (compressed && text.indexOf("::") != text.lastIndexOf("::"))
        return false;
    if ((text.startsWith(':') && !text.startsWith("::")) || (text.endsWith(':') && !text.endsWith("::")))
        return false;
    int groups = 0;
    const QList<QByteArrayView> parts = splitAt(text, ':');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QByteArrayView part = parts[i];
        if (part.isEmpty())
            continue;
        if (i + 1 == parts.size() && isIpv4(part)) {
            groups += 2;
            continue;
        }
        if (part.size() > 4
            || !std::all_of(part.begin(), part.end(), [](char c) { return isxdigit(quint8(c)); }))
            return false;
        ++groups;
    }
    return compressed ? groups < 8 : groups == 8;
}

/// A cursor on the text; every function below reads one production of RFC 5321 4.1.2.
struct Reader
{
    QByteArrayView text;
    AddressCharset charset;
    qsizetype at = 0;

    bool atEnd() const { return at >= text.size(); }
    char peek() const { return atEnd() ? '\0' : text[at]; }
    bool take(char c)
    {
        if (atEnd() || text[at] != c)
            return false;
        ++at;
        return true;
    }

    Result<QByteArray> dotString()
    {
        const qsizetype from = at;
        for (;;) {
            const qsizetype atom = at;
            while (!atEnd() && isAtext(text[at], charset))
                ++at;
            if (at == atom)
                return bad("the local part is empty or has a misplaced dot or character");
            if (!take('.'))
                return text.sliced(from, at - from).toByteArray();
        }
    }

    Result<QByteArray> quotedString()
    {
        QByteArray out;
        ++at;
        while (!atEnd()) {
            char c = text[at++];
            if (c == '"')
                return out;
            if (c == '\\') {
                if (atEnd())
                    break;
                c = text[at++];
            }
            if (quint8(c) < 0x20 || quint8(c) == 0x7f
                || (quint8(c) > 0x7f && charset == AddressCharset::Ascii))
                return bad("a character is not allowed inside quotes");
            out += c;
        }
        return bad("the quoted local part has no end");
    }

    Result<QByteArray> domain()
    {
        if (peek() == '[')
            return literal();
        const qsizetype from = at;
        while (!atEnd()
            && (isLetterOrDigit(text[at]) || text[at] == '-' || text[at] == '.' || text[at] == '_'
                || (quint8(text[at]) >= 0x80 && charset == AddressCharset::Utf8)))
            ++at;
        const QByteArrayView name = text.sliced(from, at - from);
        QByteArrayView labels = name;
        if (labels.endsWith('.'))
            labels.chop(1);
        if (labels.isEmpty())
            return bad("the domain is missing");
        if (labels.size() > domainLimit)
            return bad("the domain is longer than 255 bytes");
        for (qsizetype start = 0; start <= labels.size();) {
            qsizetype end = labels.indexOf('.', start);
            if (end < 0)
                end = labels.size();
            const QByteArrayView label = labels.sliced(start, end - start);
            if (label.isEmpty() || label.size() > labelLimit || label.startsWith('-') || label.endsWith('-'))
                return bad("a label of the domain is empty, too long or has a misplaced hyphen");
            start = end + 1;
        }
        return name.toByteArray();
    }

    Result<QByteArray> literal()
    {
        const qsizetype end = text.indexOf(']', at);
        if (end < 0)
            return bad("the address literal has no end");
        const QByteArrayView inside = text.sliced(at + 1, end - at - 1);
        const bool six = inside.size() > 5 && equalIgnoringCase(inside.first(5), "IPv6:");
        const QByteArrayView number = six ? inside.sliced(5) : inside;
        if (six ? !isIpv6(number) : !isIpv4(number))
            return bad("the address literal is not an IP address");
        at = end + 1;
        return text.sliced(end - inside.size() - 1, inside.size() + 2).toByteArray();
    }

    /// RFC 5321 4.1.1.3 and appendix C: a source route is read and ignored.
    Result<> sourceRoute()
    {
        if (peek() != '@')
            return {};
        do {
            if (!take('@'))
                return bad("the source route is malformed");
            if (const auto hop = domain(); !hop)
                return fail(hop.error());
        } while (take(','));
        if (!take(':'))
            return bad("the source route is malformed");
        return {};
    }

    Result<Address> mailbox()
    {
        if (const auto route = sourceRoute(); !route)
            return fail(route.error());
        auto local = peek() == '"' ? quotedString() : dotString();
        if (!local)
            return fail(local.error());
        if (local->size() > localLimit)
            return bad("the local part is longer than 64 bytes");
        if (local->isEmpty())
            return bad("the local part is empty");
        if (!take('@'))
            return bad("@ and a domain are missing or misplaced");
        auto host = domain();
        if (!host)
            return fail(host.error());
        return Address{std::move(*local), std::move(*host)};
    }
};

bool isDotString(QByteArrayView local)
{
    Reader reader{local, AddressCharset::Utf8};
    return reader.dotString().has_value() && reader.atEnd();
}

Result<> checkUtf8(QByteArrayView text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(text);
    if (decoder.hasError())
        return bad("it is not UTF-8");
    return {};
}

} // namespace

QByteArray Address::text() const
{
    if (isDotString(local))
        return local + '@' + domain;
    QByteArray quoted;
    for (const char c : local) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return '"' + quoted + "\"@" + domain;
}

Address Address::normalised() const
{
    QByteArray name = asciiLower(domain);
    if (name.endsWith('.'))
        name.chop(1);
    return {asciiLower(local), name};
}

size_t qHash(const Address &address, size_t seed) { return qHashMulti(seed, address.local, address.domain); }

Result<Address> parseAddress(QByteArrayView text, AddressCharset charset)
{
    if (const auto utf8 = checkUtf8(text); !utf8)
        return fail(utf8.error());
    Reader reader{text, charset};
    auto address = reader.mailbox();
    if (address && !reader.atEnd())
        return bad("there is something behind the domain");
    return address;
}

Result<ParsedPath> parsePath(QByteArrayView text, AddressCharset charset)
{
    Reader reader{text, charset};
    if (!reader.take('<'))
        return bad("an angle bracket is missing");
    if (reader.take('>'))
        return ParsedPath{std::nullopt, reader.at};
    auto address = reader.mailbox();
    if (!address)
        return fail(address.error());
    if (!reader.take('>'))
        return bad("the closing angle bracket is missing");
    if (const auto utf8 = checkUtf8(text.first(reader.at)); !utf8)
        return fail(utf8.error());
    return ParsedPath{std::move(*address), reader.at};
}

Result<> checkAccountName(QByteArrayView name)
{
    if (name.isEmpty())
        return fail(Error::refused("the account name is empty"));
    if (name.size() > localLimit)
        return fail(Error::refused("the account name is longer than 64 characters"));
    if (name.startsWith('.'))
        return fail(Error::refused("the account name begins with a dot"));
    for (const char c : name) {
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !QByteArrayView("._+-").contains(c))
            return fail(
                Error::refused("the account name has a character that is not one of a-z 0-9 . _ + -"));
    }
    return {};
}

Result<> checkDomainName(QByteArrayView name)
{
    Reader reader{name, AddressCharset::Ascii};
    const auto domain = reader.domain();
    if (!domain || !reader.atEnd() || name.startsWith('[') || name.endsWith('.') || name.contains('_'))
        return fail(Error::refused("the domain is not a host name"));
    if (asciiLower(name) != name)
        return fail(Error::refused("the domain is not in lower case"));
    return {};
}

} // namespace homeport
