// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Modified UTF-7 (RFC 3501 5.1.3): mailbox names on the IMAP wire and as Maildir++ folder names on disk.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace homeport {

/// UTF-8 to modified UTF-7; nothing when `utf8` is not valid UTF-8.
std::optional<QByteArray> encodeModifiedUtf7(QByteArrayView utf8);

/// Modified UTF-7 to UTF-8. Only the one canonical spelling is taken (no "&AGE-" for "a", no padding, no lone
/// surrogate), so that two names on the wire never mean one mailbox; nothing otherwise.
std::optional<QByteArray> decodeModifiedUtf7(QByteArrayView text);

} // namespace homeport
