// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The state machine behind DATA.
#include "server/smtp/syntax/datadecoder.h"

namespace homeport {

void DataDecoder::refuse(int code, const char *status, const char *text)
{
    if (!m_fault)
        m_fault = Reply(code, status, text);
}

void DataDecoder::put(char c, QByteArray &content)
{
    if (++m_size > m_limits.size)
        refuse(552, "5.3.4", "the message is too large"); // RFC 1870 6.2
    if (++m_line > m_limits.line)
        refuse(554, "5.6.0", "a line of the message is too long");
    if (c == '\0')
        refuse(554, "5.6.0", "the message holds a NUL");
    if (c == '\n')
        m_line = 0;
    if (!m_fault)
        content += c;
}

DataDecoder::Step DataDecoder::feed(QByteArrayView bytes)
{
    Step step;
    step.content.reserve(bytes.size() + 2);
    for (const char c : bytes) {
        ++step.consumed;
        ++m_received;
        if (m_state == State::DotCr && c == '\n') {
            step.isEnd = true;
            break;
        }
        if (m_state == State::LineStart && c == '.') {
            m_state = State::Dot; // RFC 5321 4.5.2: the first dot of a line is not content
            continue;
        }
        if (m_state == State::Dot && c == '\r') {
            m_state = State::DotCr;
            continue;
        }
        if (m_state == State::DotCr) {
            refuse(550, "5.6.11", "the message holds a bare CR"); // "CR LF . CR" and no LF
            m_state = State::Text;
        }
        if (m_state == State::Cr && c != '\n')
            refuse(550, "5.6.11", "the message holds a bare CR");
        if (c == '\n') {
            if (m_state != State::Cr)
                refuse(550, "5.6.11", "the message holds a bare LF");
            // only behind CR LF may the end stand
            m_state = m_state == State::Cr ? State::LineStart : State::Text;
        } else {
            m_state = c == '\r' ? State::Cr : State::Text;
        }
        put(c, step.content);
    }
    if (m_fault)
        step.content.clear();
    return step;
}

} // namespace homeport
