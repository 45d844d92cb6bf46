// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How much each lane holds: kept by code at every change, never computed while running.
#pragma once

#include "server/ports/queue.h"
#include "server/queue/database.h"
#include "server/queue/receiptages.h"

#include <map>
#include <mutex>

namespace homeport {

/// What a recipient counts for in its lane.
struct RecipientFacts
{
    qint64 bytes = 0;
    qint64 receivedMs = 0;
    EntryState state = EntryState::Waiting;
    bool isTried = false; ///< claimed
};

/// Totals per lane and of the queue. Written by the writer thread, read by any.
class LaneTotals
{
public:
    struct Total
    {
        qint64 recipients = 0;
        qint64 held = 0;
        qint64 quarantined = 0;
        qint64 bytes = 0;
        qint64 claimed = 0;
        qint64 oldestMs = 0;
        qint64 dueMs = 0; ///< of the waiting and unclaimed; 0 when there are none
        bool hasDue = false;
        QByteArray lastError;
        ReceiptAges ages;
    };

    /// Reads all of the queue once, at start.
    Result<> load(Database &database, qint64 nowMs);
    /// Reads due time and oldest of one lane again: two index look-ups. Writer thread.
    Result<> refresh(Database &database, const QByteArray &lane);
    void enter(const QByteArray &lane, const RecipientFacts &facts, qint64 nowMs);
    void leave(const QByteArray &lane, const RecipientFacts &facts);
    void changeState(const QByteArray &lane, EntryState from, EntryState to, qint64 count);
    void addClaimed(const QByteArray &lane, qint64 count);
    void setError(const QByteArray &lane, const QByteArray &error);

    std::map<QByteArray, Total> all() const;
    /// Lanes with something due, and when: without the copies that all() makes.
    std::vector<std::pair<QByteArray, qint64>> due() const;
    struct Counts
    {
        qint64 inLanes = 0;
        qint64 inAll = 0;
    };
    /// Recipients in these lanes, and in all.
    Counts recipients(const QList<QByteArray> &lanes) const;

    Queue::Sums sums() const;

private:
    mutable std::mutex m_mutex;
    std::map<QByteArray, Total> m_lanes;
};

} // namespace homeport
