// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Modified UTF-7: base 64 with ',' in place of '/', '&' as the shift, no padding.
#include "shared/mail/mutf7.h"

#include <QString>
#include <QStringDecoder>

namespace homeport {

namespace {
bool isDirect(char16_t c) { return c >= 0x20 && c <= 0x7e; }

QByteArray encodedRun(QStringView run)
{
    QByteArray units;
    for (const QChar c : run) {
        units.append(char(c.unicode() >> 8));
        units.append(char(c.unicode() & 0xff));
    }
    QByteArray base64 = units.toBase64(QByteArray::OmitTrailingEquals);
    base64.replace('/', ',');
    return '&' + base64 + '-';
}

std::optional<QString> decodedRun(QByteArray base64)
{
    if (base64.contains('/') || base64.contains('='))
        return std::nullopt;
    base64.replace(',', '/');
    const auto units = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!units || units.decoded.isEmpty() || units.decoded.size() % 2 != 0)
        return std::nullopt;
    QString run;
    for (qsizetype i = 0; i < units.decoded.size(); i += 2)
        run.append(QChar(char16_t((quint8(units.decoded.at(i)) << 8) | quint8(units.decoded.at(i + 1)))));
    return run;
}
} // namespace

std::optional<QByteArray> encodeModifiedUtf7(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(utf8);
    if (decoder.hasError())
        return std::nullopt;
    QByteArray out;
    for (qsizetype i = 0; i < text.size();) {
        if (isDirect(text.at(i).unicode())) {
            out.append(text.at(i).toLatin1());
            if (text.at(i) == u'&')
                out.append('-');
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < text.size() && !isDirect(text.at(end).unicode()))
            ++end;
        out.append(encodedRun(QStringView(text).sliced(i, end - i)));
        i = end;
    }
    return out;
}

std::optional<QByteArray> decodeModifiedUtf7(QByteArrayView text)
{
    QString decoded;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (!isDirect(char16_t(quint8(c))))
            return std::nullopt;
        if (c != '&') {
            decoded.append(QLatin1Char(c));
            continue;
        }
        const qsizetype end = text.indexOf('-', i);
        if (end < 0)
            return std::nullopt;
        if (end == i + 1) {
            decoded.append(u'&');
        } else {
            const auto run = decodedRun(text.sliced(i + 1, end - i - 1).toByteArray());
            if (!run)
                return std::nullopt;
            decoded.append(*run);
        }
        i = end;
    }
    const QByteArray utf8 = decoded.toUtf8();
    const auto again = encodeModifiedUtf7(utf8);
    if (!again || *again != text)
        return std::nullopt; // another spelling than the canonical one, or a lone surrogate
    return utf8;
}

} // namespace homeport
