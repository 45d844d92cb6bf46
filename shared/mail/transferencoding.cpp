// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Decoders of base64 and quoted-printable.
#include "shared/mail/transferencoding.h"

#include "shared/base/bytes.h"

namespace homeport {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = char(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Length of a soft line break behind "=" at `at`, 0 when there is none.
qsizetype softBreak(QByteArrayView text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t'))
        ++end; // RFC 2045 6.7 (3): blanks at the end of a line were added on the way
    if (end == text.size())
        return end - at;
    if (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n')
        return end + 2 - at;
    return text[end] == '\n' ? end + 1 - at : 0;
}

} // namespace

QByteArray decodeBase64(QByteArrayView text)
{
    return QByteArray::fromBase64(QByteArray::fromRawData(text.data(), text.size()));
}

QByteArray decodeQuotedPrintable(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            out += char(high * 16 + low);
            i += 2;
        } else if (const qsizetype skipped = softBreak(text, i + 1); skipped > 0 || i + 1 == text.size()) {
            i += skipped;
        } else {
            out += '=';
        }
    }
    return out;
}

QByteArray decodeQEncoding(QByteArrayView text)
{
    QByteArray spaced = text.toByteArray();
    spaced.replace('_', ' ');
    return decodeQuotedPrintable(spaced);
}

QByteArray decodeTransfer(QByteArrayView bytes, QByteArrayView encoding)
{
    if (equalIgnoringCase(encoding, "base64"))
        return decodeBase64(bytes);
    if (equalIgnoringCase(encoding, "quoted-printable"))
        return decodeQuotedPrintable(bytes);
    return bytes.toByteArray();
}

} // namespace homeport
