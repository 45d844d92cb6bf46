// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The arithmetic of a chart: round numbers for its axis, unbroken stretches of its line, words for its
// values.
#pragma once

#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace homeport {

enum class ChartUnit { Count, PerMinute, Seconds };

using ChartValues = std::vector<std::optional<double>>; ///< oldest first; nullopt: not measured

/// Lines of the axis from 0 to `top`, `step` apart: 2 to 5 of them.
struct ChartScale
{
    double top = 1;
    double step = 1;
    bool operator==(const ChartScale &) const = default;
};

ChartScale chartScale(double most, ChartUnit unit);
/// "1,240", "12/min", "3 min".
QString chartValueText(double value, ChartUnit unit);

/// First and last index of values without a gap between them.
struct ChartStretch
{
    int first = 0;
    int last = 0;
    bool operator==(const ChartStretch &) const = default;
};
QList<ChartStretch> chartStretches(const ChartValues &values);

/// What a reader who does not see it must know: last, least and greatest value; or that there is none.
QString chartDescription(const ChartValues &values, ChartUnit unit);

} // namespace homeport
