// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading, resolving and writing sequence sets.
#include "server/imap/syntax/sequenceset.h"

#include <algorithm>
#include <limits>

namespace homeport::imap {

namespace {

/// A number or "*" (0) at `at`; false when there is neither.
bool readNumber(QByteArrayView text, qsizetype &at, quint32 &number)
{
    if (at < text.size() && text[at] == '*') {
        ++at;
        number = 0;
        return true;
    }
    const qsizetype from = at;
    quint64 value = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - from < 10)
        value = value * 10 + quint64(text[at++] - '0');
    number = quint32(value);
    return at > from && value > 0 && value <= std::numeric_limits<quint32>::max() && text[from] != '0';
}

} // namespace

std::optional<SequenceSet> parseSequenceSet(QByteArrayView text)
{
    SequenceSet set;
    for (qsizetype at = 0;; ++at) {
        SetRange range;
        if (!readNumber(text, at, range.first))
            return std::nullopt;
        range.last = range.first;
        if (at < text.size() && text[at] == ':') {
            ++at;
            if (!readNumber(text, at, range.last))
                return std::nullopt;
        }
        set.ranges.append(range);
        if (at == text.size())
            return set;
        if (text[at] != ',')
            return std::nullopt;
    }
}

QList<SetRange> SequenceSet::resolved(quint32 largest) const
{
    QList<SetRange> sorted;
    sorted.reserve(ranges.size());
    for (const SetRange &range : ranges) {
        const quint32 first = range.first == 0 ? largest : range.first;
        const quint32 last = range.last == 0 ? largest : range.last;
        sorted.append({std::min(first, last), std::max(first, last)});
    }
    std::sort(
        sorted.begin(), sorted.end(), [](const SetRange &a, const SetRange &b) { return a.first < b.first; });
    QList<SetRange> out;
    for (const SetRange &range : sorted) {
        if (!out.isEmpty() && quint64(range.first) <= quint64(out.last().last) + 1)
            out.last().last = std::max(out.last().last, range.last);
        else
            out.append(range);
    }
    return out;
}

QByteArray formatNumberSet(const QList<quint32> &numbers)
{
    QByteArray out;
    for (qsizetype i = 0; i < numbers.size();) {
        qsizetype j = i;
        while (j + 1 < numbers.size() && numbers[j + 1] == numbers[j] + 1)
            ++j;
        if (!out.isEmpty())
            out += ',';
        out += QByteArray::number(numbers[i]);
        if (j > i)
            out += ':' + QByteArray::number(numbers[j]);
        i = j + 1;
    }
    return out;
}

} // namespace homeport::imap
