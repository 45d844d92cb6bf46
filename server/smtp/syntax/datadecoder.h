// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The bytes behind DATA: dots unstuffed, the one true end found, what must not be inside noticed. Pure.
#pragma once

#include "server/smtp/syntax/reply.h"

namespace homeport {

/// Takes the stream in pieces of any size. The end is CR LF . CR LF and nothing else (RFC
/// 5321 4.1.1.4, 4.5.2): a content with a bare CR, a bare LF or a NUL is read to its real end and then
/// refused, so that no two servers can differ about where it ends ("SMTP smuggling").
class DataDecoder
{
public:
    struct Limits
    {
        qint64 size = 50 * 1024 * 1024; ///< of the content
        qint64 line = 1024 * 1024; ///< RFC 5321 4.5.3.1.6 says 1000; who sends more is tolerated that far
    };
    explicit DataDecoder(Limits limits)
        : m_limits(limits)
    {
    }

    struct Step
    {
        QByteArray content; ///< unstuffed; empty once something is wrong
        qsizetype consumed = 0; ///< less than given only when the end was found
        bool isEnd = false;
    };
    Step feed(QByteArrayView bytes);
    /// Why the content is refused: 552 5.3.4, 550 5.6.11 or 554 5.6.0. Final only after the end.
    const std::optional<Reply> &fault() const { return m_fault; }
    /// Octets received, stuffed dots included.
    qint64 received() const { return m_received; }

private:
    enum class State {
        LineStart, ///< behind CR LF, or at the beginning
        Dot, ///< a dot at a line's start
        DotCr, ///< CR behind it
        Text,
        Cr, ///< CR inside a line
    };
    void put(char c, QByteArray &content);
    void refuse(int code, const char *status, const char *text);

    const Limits m_limits;
    State m_state = State::LineStart;
    qint64 m_received = 0;
    qint64 m_size = 0;
    qint64 m_line = 0;
    std::optional<Reply> m_fault;
};

} // namespace homeport
