// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How much each lane holds.
#include "server/queue/lanetotals.h"

namespace homeport {

Result<> LaneTotals::load(Database &database)
{
    Result<Statement> select = database.prepare("SELECT r.lane, count(*), sum(m.size) FROM recipient r "
                                                "JOIN message m ON m.id = r.message GROUP BY r.lane");
    if (!select)
        return fail(select.error());
    QList<QByteArray> lanes;
    for (;;) {
        const Result<bool> row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        lanes.append(select->bytes(0));
        add(lanes.last(), select->integer(1), select->integer(2));
    }
    for (const QByteArray &lane : lanes) {
        const Result<> refreshed = refresh(database, lane);
        if (!refreshed)
            return refreshed;
    }
    return {};
}

Result<> LaneTotals::refresh(Database &database, const QByteArray &lane)
{
    Result<Statement *> dueQuery =
        database.cached("SELECT due FROM recipient WHERE lane = ? AND state = 0 AND open = 0 "
                        "ORDER BY due LIMIT 1");
    if (!dueQuery)
        return fail(dueQuery.error());
    Statement *due = *dueQuery;
    const Result<bool> hasDue = due->bind(1, lane).step();
    if (!hasDue)
        return fail(hasDue.error());
    // the smallest message number of each (state, open) pair is the first of recipient_order's range
    Result<Statement *> oldestQuery =
        database.cached("SELECT min(received) FROM (SELECT received FROM (SELECT received FROM recipient "
                        "WHERE lane = ?1 AND state = 0 "
                        "AND open = 0 ORDER BY message LIMIT 1) UNION ALL SELECT received FROM (SELECT "
                        "received FROM recipient WHERE "
                        "lane = ?1 AND state = 0 AND open = 1 ORDER BY message LIMIT 1) UNION ALL SELECT "
                        "received FROM (SELECT received "
                        "FROM recipient WHERE lane = ?1 AND state = 1 AND open = 0 ORDER BY message LIMIT 1) "
                        "UNION ALL SELECT received "
                        "FROM (SELECT received FROM recipient WHERE lane = ?1 AND state = 2 AND open = 0 "
                        "ORDER BY message LIMIT 1))");
    if (!oldestQuery)
        return fail(oldestQuery.error());
    Statement *oldest = *oldestQuery;
    const Result<bool> hasOldest = oldest->bind(1, lane).step();
    if (!hasOldest)
        return fail(hasOldest.error());
    const qint64 dueMs = *hasDue ? due->integer(0) : 0;
    const qint64 oldestMs = *hasOldest && !oldest->isNull(0) ? oldest->integer(0) : 0;
    due->reset();
    oldest->reset();
    const std::lock_guard lock(m_mutex);
    const auto total = m_lanes.find(lane);
    if (total == m_lanes.end())
        return {};
    total->second.hasDue = *hasDue;
    total->second.dueMs = dueMs;
    total->second.oldestMs = oldestMs;
    return {};
}

void LaneTotals::add(const QByteArray &lane, qint64 recipients, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    Total &total = m_lanes[lane];
    total.recipients += recipients;
    total.bytes += bytes;
    if (total.recipients <= 0)
        m_lanes.erase(lane);
}

void LaneTotals::addClaimed(const QByteArray &lane, qint64 count)
{
    const std::lock_guard lock(m_mutex);
    const auto total = m_lanes.find(lane);
    if (total != m_lanes.end())
        total->second.claimed += count;
}

void LaneTotals::setError(const QByteArray &lane, const QByteArray &error)
{
    const std::lock_guard lock(m_mutex);
    const auto total = m_lanes.find(lane);
    if (total != m_lanes.end())
        total->second.lastError = error;
}

std::map<QByteArray, LaneTotals::Total> LaneTotals::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_lanes;
}

} // namespace homeport
