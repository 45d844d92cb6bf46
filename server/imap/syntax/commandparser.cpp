// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Gathering of lines and literals into commands.
#include "server/imap/syntax/commandparser.h"

#include "server/imap/syntax/grammar.h"
#include "shared/base/bytes.h"

#include <limits>

namespace homeport::imap {

namespace {

struct Announcement
{
    qint64 size = 0;
    LiteralKind kind = LiteralKind::Synchronising;
};

/// "{123}" or "{123+}" at the end of a line. A size that is no 63-bit number is -1.
std::optional<Announcement> literalAtEnd(QByteArrayView line)
{
    if (!line.endsWith('}'))
        return std::nullopt;
    const qsizetype open = line.lastIndexOf('{');
    if (open < 0)
        return std::nullopt;
    QByteArrayView inside = line.sliced(open + 1, line.size() - open - 2);
    Announcement out;
    if (inside.endsWith('+')) {
        out.kind = LiteralKind::NonSynchronising;
        inside.chop(1);
    }
    if (inside.isEmpty()
        || !std::all_of(inside.begin(), inside.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool good = false;
    out.size = inside.toByteArray().toLongLong(&good);
    if (!good)
        out.size = -1;
    return out;
}

QByteArray tagOf(QByteArrayView text)
{
    Scanner scanner(text, 1);
    const QByteArray tag = scanner.tag();
    return scanner.failed() || scanner.peek() != ' ' ? QByteArray("*") : tag;
}

} // namespace

void CommandParser::reset()
{
    if (m_text.isDetached())
        m_text.fill('\0'); // it may have held a password
    m_text.clear();
    m_lineFrom = 0;
    m_literalBytes = 0;
    m_literalLeft = 0;
}

ParseStep CommandParser::failed(const Error &error, qint64 skip)
{
    ParseFailure failure{tagOf(m_text), error, skip};
    reset();
    return failure;
}

ParseStep CommandParser::feed(QByteArrayView bytes)
{
    m_consumed = 0;
    while (m_consumed < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(m_consumed);
        if (m_literalLeft > 0) {
            const qsizetype part = qsizetype(std::min<qint64>(m_literalLeft, rest.size()));
            m_text.append(rest.first(part));
            m_literalLeft -= part;
            m_consumed += part;
            m_lineFrom = m_text.size();
            continue;
        }
        const qsizetype found = rest.indexOf('\n');
        const qsizetype part = found < 0 ? rest.size() : found + 1;
        m_consumed += part;
        if (m_text.size() - m_literalBytes + part > m_limits.line)
            return failed(Error::syntax("the command line is too long"));
        m_text.append(rest.first(part));
        if (found < 0)
            break;
        const ParseStep step = endOfLine();
        const auto *more = std::get_if<NeedMore>(&step);
        if (!more || more->literal > 0 || more->askForIt)
            return step;
    }
    return NeedMore{m_literalLeft, false};
}

ParseStep CommandParser::endOfLine()
{
    if (!m_text.endsWith("\r\n"))
        return failed(Error::syntax("the line does not end with CR LF"));
    m_text.chop(2);
    const QByteArrayView line = QByteArrayView(m_text).sliced(m_lineFrom);
    if (line.contains('\r') || line.contains('\0'))
        return failed(Error::syntax("the line has a bare CR or a NUL byte"));
    if (const auto literal = literalAtEnd(line))
        return announced(literal->size, literal->kind);
    return finish();
}

ParseStep CommandParser::announced(qint64 size, LiteralKind kind)
{
    const qint64 coming = size < 0 ? std::numeric_limits<qint64>::max() : size;
    const qint64 skip = kind == LiteralKind::NonSynchronising ? coming : 0;
    m_text.append("\r\n");
    if (size < 0)
        return failed(Error::refused("the literal is too large", {}, "TOOBIG"), skip);
    ParseStep append = parseAppend(m_text, size, kind);
    if (!std::holds_alternative<NeedMore>(append)) {
        if (auto *failure = std::get_if<ParseFailure>(&append))
            failure->skip = skip;
        reset();
        return append;
    }
    if (size > m_limits.literals - m_literalBytes)
        return failed(Error::refused("the literal is too large", {}, "TOOBIG"), skip); // RFC 7888 4
    m_literalBytes += qsizetype(size);
    m_literalLeft = size;
    m_lineFrom = m_text.size();
    if (size == 0 && kind == LiteralKind::NonSynchronising)
        return NeedMore{};
    return NeedMore{size, kind == LiteralKind::Synchronising};
}

ParseStep CommandParser::finish()
{
    ParseStep step = parseCommand(m_text, m_limits.depth);
    reset();
    return step;
}

} // namespace homeport::imap
