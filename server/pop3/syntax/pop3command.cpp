// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// POP3 syntax.
#include "server/pop3/syntax/pop3command.h"

#include "shared/base/bytes.h"

#include <algorithm>

namespace homeport {

Result<Pop3CommandLine> splitPop3Command(QByteArrayView line)
{
    if (!line.endsWith("\r\n"))
        return fail(Error::syntax("a command ends with CR LF"));
    const QByteArrayView text = line.chopped(2);
    if (std::any_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x20 || c == 0x7f; }))
        return fail(Error::syntax("a command holds no control characters"));
    const qsizetype blank = text.indexOf(' ');
    Pop3CommandLine command{asciiUpper(blank < 0 ? text : text.first(blank)), {}};
    if (blank >= 0)
        command.argument = text.sliced(blank + 1).toByteArray();
    if (line.size() > pop3LineLimit && command.verb != "AUTH")
        return fail(Error::syntax("line too long"));
    return command;
}

std::optional<int> parsePop3Number(QByteArrayView text)
{
    const bool digits = !text.isEmpty() && text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int number = digits ? text.toByteArray().toInt() : 0;
    return number > 0 ? std::optional<int>(number) : std::nullopt;
}

std::optional<Pop3Numbers> parsePop3Numbers(QByteArrayView argument)
{
    const QList<QByteArray> words = argument.toByteArray().simplified().split(' ');
    const std::optional<int> message = parsePop3Number(words.first());
    if (!message || words.size() > 2)
        return std::nullopt;
    Pop3Numbers numbers{*message, std::nullopt};
    if (words.size() == 2) {
        const std::optional<int> lines = words[1] == "0" ? std::optional<int>(0) : parsePop3Number(words[1]);
        if (!lines)
            return std::nullopt;
        numbers.lines = *lines;
    }
    return numbers;
}

QByteArray Pop3Stuffer::pass(QByteArrayView content)
{
    QByteArray out;
    out.reserve(content.size() + content.size() / 64 + 16);
    qsizetype at = 0;
    while (at < content.size()) {
        if (m_atLineStart && content[at] == '.')
            out += '.';
        const qsizetype end = content.indexOf('\n', at);
        const qsizetype length = end < 0 ? content.size() - at : end + 1 - at;
        out += content.sliced(at, length);
        m_atLineStart = end >= 0;
        at += length;
    }
    return out;
}

QByteArray Pop3Stuffer::finish() { return m_atLineStart ? ".\r\n" : "\r\n.\r\n"; }

QByteArrayView Pop3Top::pass(QByteArrayView content)
{
    qsizetype at = 0;
    while (at < content.size() && !isComplete()) {
        const char c = content[at++];
        if (c != '\n') {
            m_lineLength += c == '\r' ? 0 : 1;
            continue;
        }
        if (m_inHeader)
            m_inHeader = m_lineLength > 0;
        else
            --m_lines;
        m_lineLength = 0;
    }
    return content.first(at);
}

} // namespace homeport
