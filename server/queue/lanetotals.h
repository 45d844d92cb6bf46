// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How much each lane holds: kept by code at every change, never computed while running.
#pragma once

#include "server/queue/database.h"
#include "shared/model/lane.h"

#include <QHash>
#include <map>
#include <mutex>

namespace homeport {

/// Totals per lane and of the queue. Written by the writer thread, read by any.
class LaneTotals
{
public:
    struct Total
    {
        qint64 recipients = 0;
        qint64 bytes = 0;
        qint64 claimed = 0;
        qint64 oldestMs = 0;
        qint64 dueMs = 0; ///< of the waiting and unclaimed; 0 when there are none
        bool hasDue = false;
        QByteArray lastError;
    };

    /// Reads all of the queue once, at start.
    Result<> load(Database &database);
    /// Reads due time and oldest of one lane again: two index look-ups. Writer thread.
    Result<> refresh(Database &database, const QByteArray &lane);
    void add(const QByteArray &lane, qint64 recipients, qint64 bytes);
    void addClaimed(const QByteArray &lane, qint64 count);
    void setError(const QByteArray &lane, const QByteArray &error);

    std::map<QByteArray, Total> all() const;

private:
    mutable std::mutex m_mutex;
    std::map<QByteArray, Total> m_lanes;
};

} // namespace homeport
