// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One pass over a header.
#include "server/smtp/syntax/headerwatch.h"

#include "shared/base/bytes.h"

namespace homeport {

namespace {

constexpr qsizetype judged = 1000; ///< of a line: enough for any field name

/// The field's name, or empty when the line is no field (RFC 5322 2.2; blanks before the colon: 4.5).
QByteArrayView fieldName(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return {};
    QByteArrayView name = line.first(colon);
    while (name.endsWith(' ') || name.endsWith('\t'))
        name.chop(1);
    for (const char c : name) {
        if (quint8(c) <= 0x20 || quint8(c) >= 0x7f)
            return {};
    }
    return name;
}

} // namespace

bool HeaderWatch::isInHeader(QByteArrayView line)
{
    if (line.startsWith(' ') || line.startsWith('\t'))
        return m_sawField;
    const QByteArrayView name = fieldName(line);
    if (name.isEmpty())
        return false;
    m_sawField = true;
    m_hops += equalIgnoringCase(name, "Received") ? 1 : 0;
    m_sawDate = m_sawDate || equalIgnoringCase(name, "Date");
    m_sawMessageId = m_sawMessageId || equalIgnoringCase(name, "Message-ID");
    return true;
}

void HeaderWatch::endHeader(QByteArray &out, bool separated)
{
    m_inHeader = false;
    QByteArray added;
    if (!m_sawDate)
        added += m_completion.date;
    if (!m_sawMessageId)
        added += m_completion.messageId;
    out += added;
    if (!added.isEmpty() && !separated)
        out += "\r\n"; // the body began without the empty line
}

QByteArray HeaderWatch::pass(QByteArrayView content)
{
    if (!m_inHeader)
        return content.toByteArray();
    QByteArray out;
    m_kept += content;
    qsizetype at = 0;
    while (m_inHeader) {
        const qsizetype end = m_kept.indexOf('\n', at);
        const qsizetype length = end < 0 ? m_kept.size() - at : end + 1 - at;
        if (end < 0 && !m_inLongLine && length < judged)
            break;
        const QByteArrayView line = QByteArrayView(m_kept).sliced(at, length);
        if (!m_inLongLine && !isInHeader(line)) {
            endHeader(out, line == "\r\n");
            break;
        }
        out += line;
        at += length;
        m_inLongLine = end < 0;
        if (end < 0)
            break;
    }
    if (!m_inHeader) {
        out += QByteArrayView(m_kept).sliced(at);
        m_kept.clear();
    } else {
        m_kept.remove(0, at);
    }
    return out;
}

QByteArray HeaderWatch::finish()
{
    QByteArray out;
    if (!m_inHeader)
        return out;
    const bool field = m_kept.isEmpty() || m_inLongLine || isInHeader(m_kept);
    if (field)
        out += m_kept;
    endHeader(out, field);
    if (!field)
        out += m_kept;
    m_kept.clear();
    return out;
}

} // namespace homeport
