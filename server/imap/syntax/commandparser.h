// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Bytes of a client become commands: incremental, bounded, pure.
#pragma once

#include "server/imap/syntax/command.h"
#include "shared/base/result.h"

namespace homeport::imap {

struct ParserLimits
{
    qsizetype line = 64 * 1024; ///< of one command without its literals
    qsizetype literals = 64 * 1024; ///< all literals of one command together, APPEND's message apart
    int depth = 50; ///< of nested search keys
};

/// More bytes are needed: the rest of a line (`literal` = 0), or so many octets of a literal. `askForIt`: the
/// client waits for a "+ " line before it sends them; told once.
struct NeedMore
{
    qint64 literal = 0;
    bool askForIt = false;
    bool operator==(const NeedMore &) const = default;
};
/// A complete command; after Append the message's literal is still to come.
struct Parsed
{
    QByteArray tag;
    States legalIn;
    Command command;
};
/// No command. Syntax errors are answered BAD, refusals NO with their code.
struct ParseFailure
{
    QByteArray tag; ///< "*" where none could be read
    Error error;
    qint64 skip =
        0; ///< octets of a literal that the client sends anyway, with the rest of a line behind them
};
using ParseStep = std::variant<NeedMore, Parsed, ParseFailure>;

class CommandParser
{
public:
    explicit CommandParser(const ParserLimits &limits = {})
        : m_limits(limits)
    {
    }

    /// Takes bytes up to the end of the current command; consumed() tells how many. After Parsed and
    /// ParseFailure the next byte begins a new command.
    ParseStep feed(QByteArrayView bytes);
    qsizetype consumed() const { return m_consumed; }
    /// Between two commands?
    bool isIdle() const { return m_text.isEmpty() && m_literalLeft == 0; }

private:
    ParseStep endOfLine();
    ParseStep announced(qint64 size, LiteralKind kind);
    ParseStep finish();
    ParseStep failed(const Error &error, qint64 skip = 0);
    void reset();

    const ParserLimits m_limits;
    QByteArray m_text; ///< the command so far, literals in place
    qsizetype m_lineFrom = 0; ///< where the current line began in m_text
    qsizetype m_literalBytes = 0;
    qint64 m_literalLeft = 0;
    qsizetype m_consumed = 0;
};

/// Parses one complete command, without its last line end. For tests and the parser above.
ParseStep parseCommand(QByteArrayView text, int depthLimit);

} // namespace homeport::imap
