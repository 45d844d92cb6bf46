// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Small helpers on bytes.
#include "shared/base/bytes.h"

#include <QRandomGenerator>
#include <QString>
#include <QStringDecoder>

#include <cstring>

namespace homeport {

void randomBytes(quint8 *out, size_t length)
{
    while (length > 0) {
        const quint32 word = QRandomGenerator::system()->generate();
        const size_t part = std::min(length, sizeof word);
        std::memcpy(out, &word, part);
        out += part;
        length -= part;
    }
}

QByteArray randomBytes(size_t length)
{
    QByteArray bytes(qsizetype(length), Qt::Uninitialized);
    randomBytes(reinterpret_cast<quint8 *>(bytes.data()), length);
    return bytes;
}

bool parseHex(QByteArrayView text, quint8 *out, size_t length)
{
    size_t digits = 0;
    for (const char c : text) {
        if (c == '-')
            continue;
        int value = 0;
        if (c >= '0' && c <= '9')
            value = c - '0';
        else if (c >= 'a' && c <= 'f')
            value = c - 'a' + 10;
        else if (c >= 'A' && c <= 'F')
            value = c - 'A' + 10;
        else
            return false;
        if (digits >= 2 * length)
            return false;
        quint8 &byte = out[digits / 2];
        byte = quint8(digits % 2 == 0 ? value << 4 : byte | value);
        ++digits;
    }
    return digits == 2 * length;
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    quint8 difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= quint8(a[i]) ^ quint8(b[i]);
    return difference == 0;
}

QByteArray asciiLower(QByteArrayView text)
{
    QByteArray out = text.toByteArray();
    for (char &c : out) {
        if (c >= 'A' && c <= 'Z')
            c = char(c + ('a' - 'A'));
    }
    return out;
}

QByteArray asciiUpper(QByteArrayView text)
{
    QByteArray out = text.toByteArray();
    for (char &c : out) {
        if (c >= 'a' && c <= 'z')
            c = char(c - ('a' - 'A'));
    }
    return out;
}

bool equalIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), b.data(), size_t(a.size())) == 0;
}

QString escapedForLog(QByteArrayView text, qsizetype limit)
{
    const bool cut = text.size() > limit;
    const QByteArrayView shown = cut ? text.first(limit) : text;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder(shown);
    const bool utf8 = !decoder.hasError();
    QString out;
    out.reserve(shown.size() + 8);
    const auto escape = [&out](
                            uint code) { out += QStringLiteral("\\x%1").arg(code, 2, 16, QLatin1Char('0')); };
    if (utf8) {
        for (const QChar c : decoded) {
            // U+2028/9 and the bidirectional controls could forge or hide a part of a line
            const bool control = c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0)
                || (c.unicode() >= 0x200b && c.unicode() <= 0x202f)
                || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
            if (control || c == QLatin1Char('"') || c == QLatin1Char('\\'))
                escape(c.unicode());
            else
                out += c;
        }
    } else {
        for (const char c : shown) {
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\')
                out += QLatin1Char(c);
            else
                escape(quint8(c));
        }
    }
    if (cut)
        out += QChar(0x2026);
    return out;
}

} // namespace homeport
