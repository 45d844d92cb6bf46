// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sets of message numbers or UIDs (RFC 3501 9 sequence-set).
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <optional>

namespace homeport::imap {

/// From `first` to `last`, both included, in either order; 0 stands for "*".
struct SetRange
{
    quint32 first = 0;
    quint32 last = 0;
    bool operator==(const SetRange &) const = default;
};

struct SequenceSet
{
    QList<SetRange> ranges;

    /// Ascending, disjoint, not adjacent; "*" is `largest` (which must be above 0). Numbers beyond `largest`
    /// stay: the caller decides whether they are an error (sequence numbers) or nothing (UIDs).
    QList<SetRange> resolved(quint32 largest) const;
    bool operator==(const SequenceSet &) const = default;
};

/// "1,3:5,7:*"; nothing for malformed text, 0, or numbers of more than 32 bits.
std::optional<SequenceSet> parseSequenceSet(QByteArrayView text);

/// The shortest text for ascending numbers: {1,2,3,7} is "1:3,7". Empty for none.
QByteArray formatNumberSet(const QList<quint32> &numbers);

} // namespace homeport::imap
