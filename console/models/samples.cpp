// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A ring of slots, told apart by their number.
#include "console/models/samples.h"

namespace homeport {

void SampleSeries::add(const QDateTime &time, double value)
{
    const qint64 number = time.toSecsSinceEpoch() / slotSeconds;
    m_slots[size_t(number % slotCount)] = {number, value};
}

std::vector<std::optional<double>> SampleSeries::lastHour(const QDateTime &now) const
{
    const qint64 last = now.toSecsSinceEpoch() / slotSeconds;
    std::vector<std::optional<double>> out(slotCount);
    for (int i = 0; i < slotCount; ++i) {
        const qint64 number = last - slotCount + 1 + i;
        const Slot &slot = m_slots[size_t(number % slotCount)];
        if (slot.number == number)
            out[size_t(i)] = slot.value;
    }
    return out;
}

void SampleHistory::add(const QString &member, const QString &what, const QDateTime &time, double value)
{
    m_series[member + u'\n' + what].add(time, value);
}

std::vector<std::optional<double>> SampleHistory::lastHour(
    const QString &member, const QString &what, const QDateTime &now) const
{
    return m_series.value(member + u'\n' + what).lastHour(now);
}

} // namespace homeport
