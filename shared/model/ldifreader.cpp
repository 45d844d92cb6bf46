// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lines, folded lines, attributes, records.
#include "shared/model/ldifreader.h"

#include "shared/base/bytes.h"

namespace homeport {

void LdifReader::feed(QByteArrayView bytes)
{
    for (const char c : bytes)
        takeByte(c);
}

void LdifReader::takeByte(char c)
{
    if (c == '\n') {
        physicalLine();
        return;
    }
    if (m_physical.size() < m_limits.line)
        m_physical += c;
    else
        m_isTooLong = true;
}

void LdifReader::end()
{
    if (m_isEnded)
        return;
    if (!m_physical.isEmpty())
        physicalLine();
    logicalLine();
    endRecord();
    m_isEnded = true;
}

LdifReader::Step LdifReader::next()
{
    if (!m_ready.isEmpty())
        return m_ready.takeFirst();
    if (m_isEnded)
        return AtEnd{};
    return NeedMore{};
}

void LdifReader::physicalLine()
{
    QByteArray text = std::exchange(m_physical, {});
    ++m_line;
    if (m_line == 1 && text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    if (text.endsWith('\r'))
        text.chop(1);
    const bool isTooLong = std::exchange(m_isTooLong, false);
    // RFC 2849 note 2: a line that begins with one space goes on with the one before, comments too
    if (text.startsWith(' ') && m_hasLogical) {
        if (isTooLong || m_logical.size() + text.size() > m_limits.line) {
            fault({}, {}, QStringLiteral("a line is longer than %1 bytes").arg(m_limits.line));
            m_logical = "#"; // nothing of it is used
            return;
        }
        m_logical += text.mid(1);
        return;
    }
    logicalLine();
    if (text.isEmpty()) {
        endRecord();
        return;
    }
    m_logical = text;
    m_logicalLine = m_line;
    m_hasLogical = true;
    if (isTooLong) {
        fault({}, {}, QStringLiteral("a line is longer than %1 bytes").arg(m_limits.line));
        m_logical = "#";
    }
}

void LdifReader::logicalLine()
{
    if (!std::exchange(m_hasLogical, false))
        return;
    const QByteArray text = std::exchange(m_logical, {});
    if (text.startsWith('#'))
        return;
    const bool isFirst = !std::exchange(m_sawAny, true);
    if (m_isSpoilt)
        return;
    const qsizetype colon = text.indexOf(':');
    if (colon <= 0) {
        fault({}, shownValue(text), QStringLiteral("no attribute: expected NAME: VALUE"));
        return;
    }
    const QByteArray name = asciiLower(text.first(colon));
    const bool isBase64 = text.mid(colon + 1).startsWith(':');
    const bool isUrl = text.mid(colon + 1).startsWith('<');
    QByteArray value = text.mid(colon + (isBase64 || isUrl ? 2 : 1));
    while (value.startsWith(' ')) // RFC 2849: FILL
        value.remove(0, 1);
    if (isBase64) {
        const auto decoded = QByteArray::fromBase64Encoding(value, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded) {
            fault(QString::fromUtf8(name), shownValue(value),
                QStringLiteral("no base64 behind the two colons"));
            return;
        }
        value = *decoded;
    }
    if (isFirst && name == "version") {
        if (value != "1")
            fault(QStringLiteral("version"), shownValue(value), QStringLiteral("expected version 1 of LDIF"));
        return;
    }
    attribute(name, value, isUrl);
}

void LdifReader::attribute(const QByteArray &name, const QByteArray &value, bool isUrl)
{
    const QString field = QString::fromUtf8(name.left(100));
    if (!m_hasRecord) {
        m_hasRecord = true;
        m_record = {};
        m_record.line = m_logicalLine;
        m_record.dn = value;
        m_size = value.size();
        if (name != "dn")
            fault(field, shownValue(value), QStringLiteral("a record begins with dn: expected \"dn: …\""));
        else if (!isValidUtf8(value))
            fault(field, shownValue(value), QStringLiteral("no text in UTF-8"));
        return;
    }
    if (name == "dn") {
        fault(field, shownValue(value),
            QStringLiteral("a second dn: expected an empty line between two records"));
    } else if (name == "control") {
        fault(field, shownValue(value),
            QStringLiteral("controls cannot be obeyed: expected records that add entries"));
    } else if (name == "changetype") {
        if (asciiLower(value) != "add")
            fault(field, shownValue(value), QStringLiteral("expected add: other changes are not imported"));
    } else if (isUrl) {
        fault(field, shownValue(value),
            QStringLiteral("values are not fetched from URLs: expected the value itself"));
    } else {
        m_size += name.size() + value.size();
        if (m_size > m_limits.record)
            fault(field, {}, QStringLiteral("the record is larger than %1 bytes").arg(m_limits.record));
        else
            m_record.attributes.append({name, value, m_logicalLine});
    }
}

void LdifReader::endRecord()
{
    const bool isWhole = std::exchange(m_hasRecord, false);
    const bool isSpoilt = std::exchange(m_isSpoilt, false);
    LdifRecord record = std::exchange(m_record, {});
    if (isWhole && !isSpoilt)
        m_ready.append(std::move(record));
}

void LdifReader::fault(const QString &field, const QString &value, const QString &text)
{
    if (m_isSpoilt)
        return;
    m_isSpoilt = true;
    m_record.attributes.clear();
    m_ready.append(ImportFault{
        m_hasLogical ? m_logicalLine : std::max(m_logicalLine, qint64(1)), {}, field, value, text, false});
}

} // namespace homeport
