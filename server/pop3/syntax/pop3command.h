// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// POP3 command lines, and the multi-line answers of RETR and TOP. Pure.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace homeport {

inline constexpr qsizetype pop3LineLimit = 255; ///< RFC 2449 4, CR LF included; AUTH lines: saslLineLimit

struct Pop3CommandLine
{
    QByteArray verb; ///< upper case
    QByteArray argument; ///< all behind one blank, as it is: a password may hold blanks (RFC 1939 7, PASS)
    bool operator==(const Pop3CommandLine &) const = default;
};
/// A line with its CR LF. Syntax errors for a bare CR or LF, control characters, more than pop3LineLimit
/// octets (but for AUTH).
Result<Pop3CommandLine> splitPop3Command(QByteArrayView line);

/// A message number, 1 or more; nullopt otherwise.
std::optional<int> parsePop3Number(QByteArrayView text);
/// "msg [n]": TOP needs the second, the others must not have it. nullopt when malformed.
struct Pop3Numbers
{
    int message = 0;
    std::optional<qint64> lines;
    bool operator==(const Pop3Numbers &) const = default;
};
std::optional<Pop3Numbers> parsePop3Numbers(QByteArrayView argument);

/// Byte-stuffs a message that streams by (RFC 1939 3).
class Pop3Stuffer
{
public:
    QByteArray pass(QByteArrayView content);
    /// The end: CR LF where the last line had none, then ".".
    QByteArray finish();

private:
    bool m_atLineStart = true;
};

/// Cuts a message that streams by for TOP: header, empty line, `lines` lines of the body.
class Pop3Top
{
public:
    explicit Pop3Top(qint64 lines)
        : m_lines(lines)
    {
    }
    /// What of `content` belongs to the answer; a view into it.
    QByteArrayView pass(QByteArrayView content);
    /// Nothing more will be wanted.
    bool isComplete() const { return !m_inHeader && m_lines <= 0; }

private:
    qint64 m_lines;
    bool m_inHeader = true;
    qsizetype m_lineLength = 0; ///< without CR
};

} // namespace homeport
