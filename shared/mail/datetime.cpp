// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading and writing dates of mail.
#include "shared/mail/datetime.h"

#include "shared/base/bytes.h"

#include <QList>
#include <QTimeZone>
#include <array>

namespace homeport {

namespace {

constexpr std::array<const char *, 12> months{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<const char *, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

int monthOf(QByteArrayView name)
{
    for (size_t i = 0; i < months.size(); ++i) {
        if (equalIgnoringCase(name.first(std::min<qsizetype>(3, name.size())), months[i]))
            return int(i) + 1;
    }
    return 0;
}

/// A number of one to `digits` digits; -1 for anything else.
int numberOf(QByteArrayView text, int digits)
{
    if (text.isEmpty() || text.size() > digits)
        return -1;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<QTime> timeOf(QByteArrayView text)
{
    const QList<QByteArray> parts = text.toByteArray().split(':');
    if (parts.size() < 2 || parts.size() > 3)
        return std::nullopt;
    const int second = parts.size() == 3 ? numberOf(parts[2], 2) : 0;
    const int hour = numberOf(parts[0], 2);
    const int minute = numberOf(parts[1], 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;
    return QTime(hour, minute, std::min(second, 59)); // RFC 5322 3.3: 60 is a leap second
}

/// Seconds east of UTC. Unknown names are -0000 (RFC 5322 4.3).
int offsetOf(QByteArrayView zone)
{
    if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) {
        const int number = numberOf(zone.sliced(1), 4);
        if (number < 0 || number % 100 > 59 || number > 1400)
            return 0;
        const int seconds = (number / 100 * 60 + number % 100) * 60;
        return zone[0] == '-' ? -seconds : seconds;
    }
    struct Name
    {
        const char *name;
        int hours;
    };
    constexpr std::array<Name, 8> names{{{"EDT", -4}, {"EST", -5}, {"CDT", -5}, {"CST", -6}, {"MDT", -6},
        {"MST", -7}, {"PDT", -7}, {"PST", -8}}};
    for (const Name &name : names) {
        if (equalIgnoringCase(zone, name.name))
            return name.hours * 3600;
    }
    return 0;
}

/// Words of a date; comments dropped, commas as blanks. Bounded: a date is short.
QList<QByteArray> wordsOf(QByteArrayView text)
{
    QByteArray plain;
    int depth = 0;
    for (const char c : text.first(std::min<qsizetype>(text.size(), 256))) {
        if (c == '(')
            ++depth;
        else if (c == ')')
            depth = std::max(0, depth - 1);
        else if (depth == 0)
            plain += c == ',' ? ' ' : c;
    }
    return plain.simplified().split(' ');
}

QByteArray twoDigits(int number) { return QByteArray::number(number).rightJustified(2, '0'); }

QByteArray clockAndZone(const QDateTime &when)
{
    const int minutes = when.offsetFromUtc() / 60;
    const int size = std::abs(minutes);
    return twoDigits(when.time().hour()) + ':' + twoDigits(when.time().minute()) + ':'
        + twoDigits(when.time().second()) + (minutes < 0 ? " -" : " +") + twoDigits(size / 60)
        + twoDigits(size % 60);
}

} // namespace

std::optional<QDateTime> parseMailDate(QByteArrayView text)
{
    QList<QByteArray> words = wordsOf(text);
    if (!words.isEmpty() && !words.first().isEmpty() && numberOf(words.first().left(1), 1) < 0)
        words.removeFirst(); // day of week
    if (words.size() < 4)
        return std::nullopt;
    const int day = numberOf(words[0], 2);
    const int month = monthOf(words[1]);
    int year = numberOf(words[2], 4);
    if (year >= 0 && words[2].size() <= 3)
        year += words[2].size() == 2 && year < 50 ? 2000 : 1900; // RFC 5322 4.3
    const auto time = timeOf(words[3]);
    const QDate date(year, month, day);
    if (year < 0 || !date.isValid() || !time)
        return std::nullopt;
    const int offset = words.size() > 4 ? offsetOf(words[4]) : 0;
    return QDateTime(date, *time, Qt::OffsetFromUTC, offset);
}

QByteArray formatMailDate(const QDateTime &when)
{
    const QDate date = when.date();
    return QByteArray(days[size_t(date.dayOfWeek() - 1)]) + ", " + twoDigits(date.day()) + ' '
        + months[size_t(date.month() - 1)] + ' ' + QByteArray::number(date.year()).rightJustified(4, '0')
        + ' ' + clockAndZone(when);
}

std::optional<QDate> parseImapDate(QByteArrayView text)
{
    const QList<QByteArray> parts = text.toByteArray().split('-');
    if (parts.size() != 3 || parts[1].size() != 3 || parts[2].size() != 4)
        return std::nullopt;
    const QDate date(numberOf(parts[2], 4), monthOf(parts[1]), numberOf(parts[0], 2));
    return date.isValid() ? std::optional(date) : std::nullopt;
}

std::optional<QDateTime> parseInternalDate(QByteArrayView text)
{
    const QList<QByteArray> words = text.trimmed().toByteArray().split(' ');
    if (words.size() != 3 || words[1].size() != 8 || words[2].size() != 5)
        return std::nullopt;
    const auto date = parseImapDate(words[0]);
    const auto time = timeOf(words[1]);
    if (!date || !time || (words[2][0] != '+' && words[2][0] != '-') || numberOf(words[2].mid(1), 4) < 0)
        return std::nullopt;
    return QDateTime(*date, *time, Qt::OffsetFromUTC, offsetOf(words[2]));
}

QByteArray formatInternalDate(const QDateTime &when)
{
    const QDate date = when.date();
    return QByteArray::number(date.day()).rightJustified(2, ' ') + '-' + months[size_t(date.month() - 1)]
        + '-' + QByteArray::number(date.year()).rightJustified(4, '0') + ' ' + clockAndZone(when);
}

QByteArray formatInternalDate(qint64 unixMs)
{
    return formatInternalDate(QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC));
}

} // namespace homeport
