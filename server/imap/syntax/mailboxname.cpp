// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Modified UTF-7 and patterns.
#include "server/imap/syntax/mailboxname.h"

#include "shared/base/bytes.h"

#include <QString>
#include <QStringDecoder>
#include <vector>

namespace homeport::imap {

namespace {

/// The UTF-16 text of the base64 between "&" and "-"; nothing when it is malformed.
std::optional<QString> decodeShifted(QByteArrayView encoded)
{
    QByteArray base64 = encoded.toByteArray();
    base64.replace(',', '/');
    const auto decoded
        = QByteArray::fromBase64Encoding(base64, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() % 2 != 0 || (*decoded).isEmpty())
        return std::nullopt;
    QString text;
    for (qsizetype i = 0; i < (*decoded).size(); i += 2)
        text += QChar(ushort(quint8((*decoded)[i]) << 8 | quint8((*decoded)[i + 1])));
    return text;
}

QByteArray encodeShifted(const QString &text)
{
    QByteArray utf16;
    for (const QChar c : text) {
        utf16 += char(c.unicode() >> 8);
        utf16 += char(c.unicode() & 0xff);
    }
    return '&' + utf16.toBase64(QByteArray::OmitTrailingEquals).replace('/', ',') + '-';
}

bool isPlain(QChar c)
{
    return c.unicode() >= 0x20 && c.unicode() < 0x7f;
}

} // namespace

std::optional<QByteArray> decodeMailboxName(QByteArrayView wire)
{
    QString out;
    for (qsizetype at = 0; at < wire.size(); ++at) {
        const char c = wire[at];
        if (quint8(c) < 0x20 || quint8(c) >= 0x7f)
            return std::nullopt;
        if (c != '&') {
            out += QLatin1Char(c);
            continue;
        }
        const qsizetype end = wire.indexOf('-', at);
        if (end < 0)
            return std::nullopt;
        if (end == at + 1) {
            out += QLatin1Char('&');
        } else {
            const auto text = decodeShifted(wire.sliced(at + 1, end - at - 1));
            if (!text)
                return std::nullopt;
            out += *text;
        }
        at = end;
    }
    const QByteArray utf8 = out.toUtf8();
    // lone surrogates, control characters and needless shifts do not survive the way back
    if (QString::fromUtf8(utf8) != out || encodeMailboxName(utf8) != wire)
        return std::nullopt;
    for (const QChar c : std::as_const(out)) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            return std::nullopt;
    }
    return utf8;
}

QByteArray encodeMailboxName(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    QByteArray out;
    QString shifted;
    const auto flush = [&out, &shifted] {
        if (!shifted.isEmpty())
            out += encodeShifted(std::exchange(shifted, {}));
    };
    for (const QChar c : text) {
        if (!isPlain(c)) {
            shifted += c;
            continue;
        }
        flush();
        out += c.toLatin1();
        if (c == QLatin1Char('&'))
            out += '-';
    }
    flush();
    return out;
}

QByteArray normalisedMailboxName(QByteArray utf8, char separator)
{
    if (utf8.size() >= 5 && equalIgnoringCase(utf8.left(5), "INBOX") && (utf8.size() == 5 || utf8[5] == separator))
        utf8.replace(0, 5, "INBOX");
    return utf8;
}

bool matchesPattern(QByteArrayView name, QByteArrayView pattern, char separator)
{
    const QByteArray folded = normalisedMailboxName(pattern.toByteArray(), separator);
    const QByteArrayView p = folded;
    std::vector<bool> states(size_t(p.size()) + 1, false); // states[i]: p up to i has matched what was read
    const auto close = [&p](std::vector<bool> &set) { // wildcards match nothing, too
        for (qsizetype i = 0; i < p.size(); ++i) {
            if (set[size_t(i)] && (p[i] == '*' || p[i] == '%'))
                set[size_t(i) + 1] = true;
        }
    };
    states[0] = true;
    close(states);
    for (const char c : name) {
        std::vector<bool> next(states.size(), false);
        for (qsizetype i = 0; i < p.size(); ++i) {
            if (!states[size_t(i)])
                continue;
            if (p[i] == '*' || (p[i] == '%' && c != separator))
                next[size_t(i)] = true;
            else if (p[i] == c)
                next[size_t(i) + 1] = true;
        }
        close(next);
        states = std::move(next);
    }
    return states.back();
}

} // namespace homeport::imap
