// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How much each lane holds.
#include "server/queue/lanetotals.h"

#include <algorithm>

namespace homeport {

namespace {

qint64 *counterOf(LaneTotals::Total &total, EntryState state)
{
    switch (state) {
    case EntryState::Waiting:
        return nullptr;
    case EntryState::Held:
        return &total.held;
    case EntryState::Quarantined:
        return &total.quarantined;
    }
    Q_UNREACHABLE();
}

void count(LaneTotals::Total &total, EntryState state, qint64 change)
{
    if (qint64 *const counter = counterOf(total, state))
        *counter += change;
}

} // namespace

Result<> LaneTotals::load(Database &database, qint64 nowMs)
{
    Result<Statement> select =
        database.prepare("SELECT lane, size, received, state, open, error FROM recipient ORDER BY id");
    if (!select)
        return fail(select.error());
    for (;;) {
        const Result<bool> row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const QByteArray lane = select->bytes(0);
        const auto state = EntryState(std::clamp<qint64>(select->integer(3), 0, 2));
        enter(lane, {select->integer(1), select->integer(2), state, select->integer(4) != 0}, nowMs);
        if (const QByteArray error = select->bytes(5); !error.isEmpty())
            setError(lane, error);
    }
    const std::map<QByteArray, Total> lanes = all();
    for (const auto &[lane, total] : lanes) {
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
#define FIRST(STATE, OPEN)                                                                                   \
    "SELECT received FROM (SELECT received FROM recipient WHERE lane = ?1 AND state = " STATE                \
    " AND open = " OPEN " ORDER BY message LIMIT 1)"
    Result<Statement *> oldestQuery = database.cached(
        "SELECT min(received) FROM (" FIRST("0", "0") " UNION ALL " FIRST("0", "1") " UNION ALL " FIRST(
            "1", "0") " UNION ALL " FIRST("1", "1") " UNION ALL " FIRST("2", "0") ")");
#undef FIRST
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

void LaneTotals::enter(const QByteArray &lane, const RecipientFacts &facts, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    Total &total = m_lanes[lane];
    ++total.recipients;
    total.bytes += facts.bytes;
    total.claimed += facts.isTried ? 1 : 0;
    count(total, facts.state, 1);
    total.ages.add(facts.receivedMs, nowMs);
}

void LaneTotals::leave(const QByteArray &lane, const RecipientFacts &facts)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_lanes.find(lane);
    if (found == m_lanes.end())
        return;
    Total &total = found->second;
    --total.recipients;
    total.bytes -= facts.bytes;
    total.claimed -= facts.isTried ? 1 : 0;
    count(total, facts.state, -1);
    total.ages.remove(facts.receivedMs);
    if (total.recipients <= 0)
        m_lanes.erase(found);
}

void LaneTotals::changeState(const QByteArray &lane, EntryState from, EntryState to, qint64 number)
{
    const std::lock_guard lock(m_mutex);
    const auto total = m_lanes.find(lane);
    if (total == m_lanes.end())
        return;
    count(total->second, from, -number);
    count(total->second, to, number);
}

void LaneTotals::addClaimed(const QByteArray &lane, qint64 number)
{
    const std::lock_guard lock(m_mutex);
    const auto total = m_lanes.find(lane);
    if (total != m_lanes.end())
        total->second.claimed += number;
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

std::vector<std::pair<QByteArray, qint64>> LaneTotals::due() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::pair<QByteArray, qint64>> due;
    for (const auto &[lane, total] : m_lanes) {
        if (total.hasDue)
            due.emplace_back(lane, total.dueMs);
    }
    return due;
}

LaneTotals::Counts LaneTotals::recipients(const QList<QByteArray> &lanes) const
{
    const std::lock_guard lock(m_mutex);
    Counts counts;
    for (const auto &[lane, total] : m_lanes) {
        counts.inAll += total.recipients;
        counts.inLanes += lanes.contains(lane) ? total.recipients : 0;
    }
    return counts;
}

Queue::Sums LaneTotals::sums() const
{
    const std::lock_guard lock(m_mutex);
    Queue::Sums sums;
    for (const auto &[lane, total] : m_lanes) {
        sums.recipients += total.recipients;
        sums.bytes += total.bytes;
        if (total.oldestMs > 0 && (sums.oldestMs == 0 || total.oldestMs < sums.oldestMs))
            sums.oldestMs = total.oldestMs;
    }
    return sums;
}

} // namespace homeport
