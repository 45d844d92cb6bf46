// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Parameters of MIME header fields (RFC 2045 5.1, RFC 2231).
#include "shared/mail/header.h"

#include "shared/base/bytes.h"

#include <map>

namespace homeport {

namespace {

constexpr qsizetype parameterLimit = 1'000;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Scanner
{
    QByteArrayView text;
    qsizetype at = 0;

    bool atEnd() const { return at >= text.size(); }

    void skipBlanksAndComments()
    {
        while (!atEnd()) {
            if (isBlank(text[at])) {
                ++at;
            } else if (text[at] == '(') {
                int depth = 0;
                for (; !atEnd(); ++at) {
                    if (text[at] == '\\')
                        ++at;
                    else if (text[at] == '(')
                        ++depth;
                    else if (text[at] == ')' && --depth == 0)
                        break;
                }
                at = std::min(at + 1, text.size());
            } else {
                return;
            }
        }
    }

    /// Up to one of `ends`, blanks at its end dropped.
    QByteArray until(QByteArrayView ends)
    {
        const qsizetype from = at;
        while (!atEnd() && !ends.contains(text[at]))
            ++at;
        return unfold(text.sliced(from, at - from));
    }

    QByteArray quoted()
    {
        QByteArray out;
        ++at;
        while (!atEnd()) {
            char c = text[at++];
            if (c == '"')
                break;
            if (c == '\\' && !atEnd())
                c = text[at++];
            if (c != '\r' && c != '\n')
                out += c;
        }
        return out;
    }

    QByteArray parameterValue()
    {
        skipBlanksAndComments();
        if (!atEnd() && text[at] == '"')
            return quoted();
        return until(";( \t\r\n");
    }
};

} // namespace

ParameterList parseParameters(QByteArrayView value)
{
    ParameterList out;
    Scanner scanner{value};
    scanner.skipBlanksAndComments();
    out.value = asciiLower(scanner.until(";(")).simplified();
    out.value.replace(" / ", "/");
    while (!scanner.atEnd() && out.parameters.size() < parameterLimit) {
        scanner.until(";");
        ++scanner.at;
        if (scanner.atEnd())
            break;
        scanner.skipBlanksAndComments();
        const QByteArray name = asciiLower(scanner.until("=;")).trimmed();
        if (scanner.atEnd() || scanner.text[scanner.at] != '=' || name.isEmpty())
            continue;
        ++scanner.at;
        out.parameters.append({name, scanner.parameterValue()});
    }
    return out;
}

std::optional<QByteArray> ParameterList::raw(QByteArrayView name) const
{
    for (const Parameter &parameter : parameters) {
        if (parameter.name == name)
            return parameter.value;
    }
    return std::nullopt;
}

std::optional<QString> ParameterList::decoded(QByteArrayView name) const
{
    std::map<int, std::pair<QByteArray, bool>> pieces; // number -> value, percent-encoded
    const QByteArray prefix = name.toByteArray() + QByteArray("*");
    for (const Parameter &parameter : parameters) {
        if (parameter.name == name)
            return decodeEncodedWords(parameter.value);
        if (!parameter.name.startsWith(prefix))
            continue;
        QByteArray rest = parameter.name.mid(prefix.size()); // "", "0", "0*" (RFC 2231 3 and 4.1)
        const bool encoded = rest.isEmpty() || rest.endsWith('*');
        if (rest.endsWith('*'))
            rest.chop(1);
        pieces.try_emplace(rest.toInt(), parameter.value, encoded);
    }
    if (pieces.empty())
        return std::nullopt;
    QByteArray charset;
    QByteArray bytes;
    bool first = true;
    for (const auto &[number, piece] : pieces) {
        QByteArray part = piece.first;
        if (piece.second && std::exchange(first, false) && part.count('\'') >= 2) {
            charset = part.left(part.indexOf('\''));
            part = part.mid(part.indexOf('\'', charset.size() + 1) + 1);
        }
        bytes += piece.second ? QByteArray::fromPercentEncoding(part) : part;
    }
    return decodeCharset(bytes, charset);
}

} // namespace homeport
