// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Header fields, unfolding, charsets and encoded words.
#include "shared/mail/header.h"

#include "shared/base/bytes.h"
#include "shared/mail/transferencoding.h"

#include <QStringDecoder>

namespace homeport {

namespace {

qsizetype lineLength(QByteArrayView text)
{
    const qsizetype end = text.indexOf('\n');
    return end < 0 ? text.size() : end + 1;
}

bool isEmptyLine(QByteArrayView line) { return line == "\r\n" || line == "\n"; }

QByteArrayView withoutLineEnd(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

std::optional<HeaderField> HeaderFields::next()
{
    while (!m_rest.isEmpty()) {
        qsizetype length = lineLength(m_rest);
        if (isEmptyLine(m_rest.first(length))) {
            m_rest = {};
            return std::nullopt;
        }
        const qsizetype firstLine = length;
        while (length < m_rest.size() && (m_rest[length] == ' ' || m_rest[length] == '\t'))
            length += lineLength(m_rest.sliced(length));
        const QByteArrayView raw = m_rest.first(length);
        m_rest = m_rest.sliced(length);
        const qsizetype colon = raw.first(firstLine).indexOf(':');
        if (colon <= 0)
            continue;
        const QByteArrayView name = raw.first(colon).trimmed(); // RFC 5322 4.5: white space before the colon
        if (!name.isEmpty())
            return HeaderField{name, withoutLineEnd(raw.sliced(colon + 1)), raw};
    }
    return std::nullopt;
}

qsizetype headerLength(QByteArrayView message)
{
    qsizetype at = 0;
    while (at < message.size()) {
        const qsizetype length = lineLength(message.sliced(at));
        const bool empty = isEmptyLine(message.sliced(at, length));
        at += length;
        if (empty)
            break;
    }
    return at;
}

QByteArray unfold(QByteArrayView value)
{
    QByteArray out;
    out.reserve(value.size());
    for (const char c : value) {
        if (c != '\r' && c != '\n')
            out += c;
    }
    return out.trimmed();
}

std::optional<QByteArray> headerValue(QByteArrayView header, QByteArrayView name)
{
    HeaderFields fields(header);
    while (const auto field = fields.next()) {
        if (equalIgnoringCase(field->name, name))
            return unfold(field->value);
    }
    return std::nullopt;
}

QString decodeCharset(QByteArrayView bytes, QByteArrayView charset)
{
    if (!charset.isEmpty() && charset.size() < 64 && !equalIgnoringCase(charset, "us-ascii")) {
        QStringDecoder decoder(charset.toByteArray().constData());
        if (decoder.isValid())
            return decoder(bytes);
    }
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

QString decodeEncodedWords(QByteArrayView text)
{
    QString out;
    qsizetype plainFrom = 0;
    bool afterWord = false;
    for (qsizetype at = text.indexOf("=?"); at >= 0; at = text.indexOf("=?", at)) {
        const qsizetype charsetEnd = text.indexOf('?', at + 2);
        if (charsetEnd < 0)
            break;
        // bounded, so that a header full of openings without an end stays linear
        const QByteArrayView ahead =
            charsetEnd + 3 < text.size() ? text.sliced(charsetEnd + 3) : QByteArrayView();
        const qsizetype found = ahead.first(std::min<qsizetype>(ahead.size(), 1000)).indexOf("?=");
        const bool form = found >= 0 && text[charsetEnd + 2] == '?';
        const qsizetype end = charsetEnd + 3 + found;
        const char encoding = form ? char(text[charsetEnd + 1] | 0x20) : '\0';
        if (encoding != 'q' && encoding != 'b') {
            at += 2;
            continue;
        }
        const QByteArrayView between = text.sliced(plainFrom, at - plainFrom);
        if (!afterWord
            || !between.trimmed().isEmpty()) // RFC 2047 6.2: blanks between two words are not shown
            out += decodeCharset(between, {});
        QByteArrayView charset = text.sliced(at + 2, charsetEnd - at - 2);
        if (const qsizetype star = charset.indexOf('*'); star >= 0)
            charset = charset.first(star); // RFC 2231 5: language
        const QByteArrayView body = text.sliced(charsetEnd + 3, end - charsetEnd - 3);
        out += decodeCharset(encoding == 'b' ? decodeBase64(body) : decodeQEncoding(body), charset);
        at = plainFrom = end + 2;
        afterWord = true;
    }
    return out + decodeCharset(text.sliced(plainFrom), {});
}

} // namespace homeport
