// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Times, ages, sizes and counts as people read them, in the language of the console.
#pragma once

#include <QDateTime>
#include <QString>

namespace homeport {

/// "12:03:04" of today, else "26 Nov 12:03"; empty for an invalid time. Local time.
QString timeText(const QDateTime &time, const QDateTime &now);
/// The full local time with its zone and the same in UTC (ISO 8601): for tooltips.
QString fullTimeText(const QDateTime &time);
/// "8 s", "12 min", "3 h 20 min", "4 d 2 h".
QString ageText(qint64 seconds);
/// Since then; empty for an invalid time.
QString ageText(const QDateTime &since, const QDateTime &now);
/// "1.4 GiB".
QString sizeForPeople(qint64 bytes);
/// With the thousands' separators of the locale.
QString countText(qint64 count);
/// RFC 3339 UTC: for exports.
QString exportTime(const QDateTime &time);
/// A time as a sort key: ms since 1970, 0 for none.
inline qint64 sortTime(const QDateTime &time) { return time.isValid() ? time.toMSecsSinceEpoch() : 0; }

} // namespace homeport
