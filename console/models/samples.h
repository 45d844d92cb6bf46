// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The last hour of a measured value, for a chart: what was not measured is a gap.
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace homeport {

/// One value every ten seconds, an hour of them; memory is bounded whatever the rate of samples.
class SampleSeries
{
public:
    static constexpr int slotSeconds = 10;
    static constexpr int slotCount = 360;

    void add(const QDateTime &time, double value);
    /// slotCount values up to `now`, oldest first; nullopt: not measured.
    std::vector<std::optional<double>> lastHour(const QDateTime &now) const;

private:
    struct Slot
    {
        qint64 number = -1; ///< of slots since 1970
        double value = 0;
    };
    std::vector<Slot> m_slots = std::vector<Slot>(slotCount);
};

/// Series by member and what is measured ("sessions", "messagesPerMinute", "waiting", "oldestSeconds").
class SampleHistory
{
public:
    void add(const QString &member, const QString &what, const QDateTime &time, double value);
    std::vector<std::optional<double>> lastHour(
        const QString &member, const QString &what, const QDateTime &now) const;
    void clear() { m_series.clear(); }

private:
    QHash<QString, SampleSeries> m_series;
};

} // namespace homeport
