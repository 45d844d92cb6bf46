// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Mailbox names and patterns.
#include "server/imap/syntax/mailboxname.h"

#include "shared/base/bytes.h"
#include "shared/mail/mutf7.h"

#include <QString>
#include <vector>

namespace homeport::imap {

std::optional<QByteArray> decodeMailboxName(QByteArrayView wire)
{
    const auto utf8 = decodeModifiedUtf7(wire);
    if (!utf8)
        return std::nullopt;
    const QString text = QString::fromUtf8(*utf8);
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            return std::nullopt;
    }
    return utf8;
}

QByteArray encodeMailboxName(QByteArrayView utf8)
{
    return encodeModifiedUtf7(utf8).value_or(QByteArray("?"));
}

QByteArray normalisedMailboxName(QByteArray utf8, char separator)
{
    if (utf8.size() >= 5 && equalIgnoringCase(utf8.left(5), "INBOX")
        && (utf8.size() == 5 || utf8[5] == separator))
        utf8.replace(0, 5, "INBOX");
    return utf8;
}

bool matchesPattern(QByteArrayView name, QByteArrayView pattern, char separator)
{
    const QByteArray folded = normalisedMailboxName(pattern.toByteArray(), separator);
    const QByteArrayView p = folded;
    std::vector<bool> states(size_t(p.size()) + 1, false); // states[i]: p up to i has matched what was read
    const auto close = [&p](std::vector<bool> &set) { // wildcards match nothing, too
        for (qsizetype i = 0; i < p.size(); ++i) {
            if (set[size_t(i)] && (p[i] == '*' || p[i] == '%'))
                set[size_t(i) + 1] = true;
        }
    };
    states[0] = true;
    close(states);
    for (const char c : name) {
        std::vector<bool> next(states.size(), false);
        for (qsizetype i = 0; i < p.size(); ++i) {
            if (!states[size_t(i)])
                continue;
            if (p[i] == '*' || (p[i] == '%' && c != separator))
                next[size_t(i)] = true;
            else if (p[i] == c)
                next[size_t(i) + 1] = true;
        }
        close(next);
        states = std::move(next);
    }
    return states.back();
}

} // namespace homeport::imap
