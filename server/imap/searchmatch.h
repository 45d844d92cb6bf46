// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Does a message match a search key? Pure: what is not known yet makes the answer "cannot tell".
#pragma once

#include "server/imap/syntax/command.h"
#include "server/ports/mailboxes.h"

namespace homeport::imap {

/// What is known of a message. `header` and `body` are read only when the answer hangs on them.
struct SearchFacts
{
    qsizetype index = 0; ///< sequence number minus 1
    qsizetype count = 0; ///< messages in the mailbox
    quint32 largestUid = 0;
    MessageInfo info;
    std::optional<QByteArray> header;
    std::optional<QString> body; ///< texts of all text parts, decoded
};

/// Nothing when a header or body is needed that is not there.
std::optional<bool> matches(const SearchKey &key, const SearchFacts &facts);

/// Sequence numbers beyond the mailbox are an error (RFC 3501 9 seq-number).
bool hasValidNumbers(const SearchKey &key, qsizetype count);

} // namespace homeport::imap
