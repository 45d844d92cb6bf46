// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Mailbox names on the wire: modified UTF-7 (RFC 3501 5.1.3), INBOX in any case, LIST patterns.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace homeport::imap {

/// UTF-8 from modified UTF-7; nothing for 8-bit bytes, control characters, or an encoding that is not the
/// canonical one (so that two spellings never name one mailbox).
std::optional<QByteArray> decodeMailboxName(QByteArrayView wire);
/// Modified UTF-7 from UTF-8; "?" for what is no UTF-8 (no name in an account is).
QByteArray encodeMailboxName(QByteArrayView utf8);

/// RFC 3501 5.1: INBOX is case-insensitive, also as the root of others.
QByteArray normalisedMailboxName(QByteArray utf8, char separator = '.');

/// RFC 3501 6.3.8: "*" matches everything, "%" everything but the separator. Work is bounded by the product
/// of the two lengths. INBOX matches in any case.
bool matchesPattern(QByteArrayView name, QByteArrayView pattern, char separator = '.');

} // namespace homeport::imap
