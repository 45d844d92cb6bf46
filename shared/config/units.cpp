// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sizes and durations as people write them.
#include "shared/config/units.h"

#include <limits>
#include <span>

namespace homeport {

namespace {

struct Unit
{
    QLatin1String name;
    qint64 factor;
};

// the largest first
constexpr Unit sizeUnits[] = {
    {QLatin1String("T"), qint64(1) << 40},
    {QLatin1String("G"), qint64(1) << 30},
    {QLatin1String("M"), qint64(1) << 20},
    {QLatin1String("K"), qint64(1) << 10},
    {QLatin1String(""), 1},
};
constexpr Unit durationUnits[] = {
    {QLatin1String("d"), 86'400'000},
    {QLatin1String("h"), 3'600'000},
    {QLatin1String("min"), 60'000},
    {QLatin1String("s"), 1'000},
    {QLatin1String("ms"), 1},
};

std::optional<qint64> parseWith(QStringView text, std::span<const Unit> units, Qt::CaseSensitivity letters)
{
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    bool ok = false;
    const qint64 number = text.first(digits).toLongLong(&ok);
    if (!ok)
        return std::nullopt;
    const QStringView name = text.sliced(digits);
    for (const Unit &unit : units) {
        if (name.compare(unit.name, letters) != 0)
            continue;
        if (number > std::numeric_limits<qint64>::max() / unit.factor)
            return std::nullopt;
        return number * unit.factor;
    }
    return std::nullopt;
}

QString textWith(qint64 value, std::span<const Unit> units)
{
    for (const Unit &unit : units) {
        if (value != 0 && value % unit.factor == 0)
            return QString::number(value / unit.factor) + unit.name;
    }
    return QString::number(value);
}

} // namespace

std::optional<qint64> parseSize(QStringView text) { return parseWith(text, sizeUnits, Qt::CaseInsensitive); }

QString sizeText(qint64 bytes) { return textWith(bytes, sizeUnits); }

std::optional<std::chrono::milliseconds> parseDuration(QStringView text)
{
    const auto milliseconds = parseWith(text, durationUnits, Qt::CaseSensitive);
    if (!milliseconds)
        return std::nullopt;
    return std::chrono::milliseconds(*milliseconds);
}

QString durationText(std::chrono::milliseconds duration)
{
    if (duration.count() == 0)
        return QStringLiteral("0s");
    return textWith(duration.count(), durationUnits);
}

} // namespace homeport
