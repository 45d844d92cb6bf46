// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Round numbers.
#include "console/models/chartscale.h"

#include "console/models/texts.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace homeport {

namespace {

struct ChartTexts
{
    Q_DECLARE_TR_FUNCTIONS(ChartTexts)
};

/// 1, 2 or 5 times a power of ten; never below 1: what is counted has no halves.
double roundStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(1.0, least))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (power * factor >= least)
            return power * factor;
    }
    return power * 10;
}

/// Steps of a clock.
double roundSeconds(double least)
{
    constexpr std::array<double, 15> steps{
        1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400, 172800, 604800};
    for (const double step : steps) {
        if (step >= least)
            return step;
    }
    return std::ceil(least / steps.back()) * steps.back();
}

} // namespace

ChartScale chartScale(double most, ChartUnit unit)
{
    constexpr double lines = 3;
    const double wanted = std::max(1.0, most);
    ChartScale scale;
    scale.step = unit == ChartUnit::Seconds ? roundSeconds(wanted / lines) : roundStep(wanted / lines);
    scale.top = std::ceil(wanted / scale.step) * scale.step;
    return scale;
}

QString chartValueText(double value, ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::Count:
        return countText(std::llround(value));
    case ChartUnit::PerMinute:
        return ChartTexts::tr("%1/min").arg(countText(std::llround(value)));
    case ChartUnit::Seconds: {
        const qint64 seconds = std::llround(value);
        return seconds > 60 && seconds < 600 && seconds % 60 != 0
            ? ChartTexts::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60)
            : ageText(seconds);
    }
    }
    Q_UNREACHABLE();
}

QList<ChartStretch> chartStretches(const ChartValues &values)
{
    QList<ChartStretch> stretches;
    for (int i = 0; i < int(values.size()); ++i) {
        if (!values[size_t(i)])
            continue;
        if (!stretches.isEmpty() && stretches.last().last == i - 1)
            stretches.last().last = i;
        else
            stretches.append({i, i});
    }
    return stretches;
}

QString chartDescription(const ChartValues &values, ChartUnit unit)
{
    std::optional<double> last;
    double least = 0;
    double most = 0;
    for (const std::optional<double> &value : values) {
        if (!value)
            continue;
        least = last ? std::min(least, *value) : *value;
        most = last ? std::max(most, *value) : *value;
        last = value;
    }
    if (!last)
        return ChartTexts::tr("Nothing was measured in the last hour.");
    return ChartTexts::tr("Last %1; in the last hour between %2 and %3.")
        .arg(chartValueText(*last, unit), chartValueText(least, unit), chartValueText(most, unit));
}

} // namespace homeport
