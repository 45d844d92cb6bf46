// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How long the recipients of a lane have been waiting, without looking at them.
#pragma once

#include "shared/model/lane.h"

#include <vector>

namespace homeport {

/// Counts by time of receipt in slots of half a minute, which grow together as they age: a slot is never
/// longer than a sixteenth of its age, so what ages() says is right to a thirty-second part, and a lane has
/// some 80 slots at most, however much is in it. A value.
class ReceiptAges
{
public:
    void add(qint64 receivedMs, qint64 nowMs);
    void remove(qint64 receivedMs);
    LaneAges at(qint64 nowMs) const;
    size_t slotCount() const { return m_slots.size(); }

private:
    struct Slot
    {
        qint64 begin = 0;
        qint64 end = 0;
        qint64 count = 0;
    };
    void merge(qint64 nowMs);

    std::vector<Slot> m_slots; ///< by time; no two of them meet
    size_t m_mergeAt = 32; ///< slots; doubles what is left then
};

} // namespace homeport
