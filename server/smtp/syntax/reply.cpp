// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Writing and reading SMTP replies.
#include "server/smtp/syntax/reply.h"

#include "shared/base/bytes.h"
#include "shared/mail/reply.h"

namespace homeport {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

auto nonsense(QByteArrayView line)
{
    return fail(Error::temporary("the other server answered nonsense",
        QStringLiteral("malformed SMTP reply \"%1\"").arg(escapedForLog(line)), "4.5.0"));
}

/// Length of "c.ddd.ddd" at the start of a text whose class fits the code (RFC 2034 4, RFC 3463 2); 0 if
/// none.
qsizetype statusLength(QByteArrayView text, int code)
{
    if (text.size() < 5 || text[0] != char('0' + code / 100) || text[1] != '.'
        || !QByteArrayView("245").contains(text[0]))
        return 0;
    qsizetype at = 2;
    for (int part = 0; part < 2; ++part) {
        const qsizetype from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        if (at == from || at - from > 3)
            return 0;
        if (part == 0 && (at >= text.size() || text[at++] != '.'))
            return 0;
    }
    return at == text.size() || text[at] == ' ' ? at : 0;
}

/// Printable ASCII; the rest as '?', so that it may stand in our own replies and notifications.
QByteArray cleaned(QByteArrayView text)
{
    QByteArray out = text.toByteArray();
    for (char &c : out) {
        if ((quint8(c) < 0x20 && c != '\t') || quint8(c) >= 0x7f)
            c = '?';
    }
    return out;
}

} // namespace

Reply Reply::of(const Error &error)
{
    const QByteArray status = smtpStatus(error);
    // "451 4.3.0 text": the text is what follows code and status
    return Reply(smtpCode(error), status, smtpReply(error).mid(3 + 1 + status.size() + 1));
}

QByteArray Reply::bytes() const
{
    QByteArray out;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        out += QByteArray::number(code) + (i + 1 < lines.size() ? '-' : ' ');
        if (!status.isEmpty())
            out += status + ' ';
        out += lines[i] + "\r\n";
    }
    return out;
}

QByteArray Reply::text() const
{
    QByteArray out = QByteArray::number(code);
    if (!status.isEmpty())
        out += ' ' + status;
    for (const QByteArray &line : lines)
        out += ' ' + line;
    return out;
}

Result<std::optional<Reply>> ReplyParser::addLine(QByteArrayView line)
{
    QByteArrayView content = line;
    if (content.endsWith('\n'))
        content.chop(1);
    if (content.endsWith('\r'))
        content.chop(1);
    if (content.size() < 3 || !isDigit(content[0]) || !isDigit(content[1]) || !isDigit(content[2]))
        return nonsense(content);
    const int code = (content[0] - '0') * 100 + (content[1] - '0') * 10 + (content[2] - '0');
    const bool last = content.size() == 3 || content[3] == ' ';
    if ((!last && content[3] != '-') || code < 200 || code > 599)
        return nonsense(content);
    // RFC 5321 4.2.1: the code is the same on every line
    if ((m_reply.code != 0 && m_reply.code != code) || m_reply.lines.size() >= linesLimit)
        return nonsense(content);
    m_reply.code = code;
    QByteArrayView text = content.size() > 4 ? content.sliced(4) : QByteArrayView();
    if (const qsizetype length = statusLength(text, code); length > 0) {
        m_reply.status = text.first(length).toByteArray();
        text = text.sliced(std::min(length + 1, text.size()));
    }
    m_reply.lines.append(cleaned(text));
    if (!last)
        return std::optional<Reply>();
    return std::optional<Reply>(std::exchange(m_reply, Reply()));
}

} // namespace homeport
