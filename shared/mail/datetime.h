// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Dates as mail writes them: RFC 5322 header fields and IMAP's INTERNALDATE. English names, no locale.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <optional>

namespace homeport {

/// RFC 5322 3.3 with the obsolete forms of 4.3 (comments, two-digit years, zone names). The result keeps the
/// offset that was written, so that its date() is the sender's day.
std::optional<QDateTime> parseMailDate(QByteArrayView text);
/// "Thu, 01 Jan 2026 10:00:00 +0100", in the offset of `when`.
QByteArray formatMailDate(const QDateTime &when);

/// RFC 3501 9 date-time, without its quotes: " 1-Jan-2026 10:00:00 +0100".
std::optional<QDateTime> parseInternalDate(QByteArrayView text);
QByteArray formatInternalDate(const QDateTime &when);
/// The same for milliseconds since 1970, shown in UTC.
QByteArray formatInternalDate(qint64 unixMs);

/// RFC 3501 9 date-text, as in SEARCH: "1-Jan-2026".
std::optional<QDate> parseImapDate(QByteArrayView text);

} // namespace homeport
