// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Slots that grow together.
#include "server/queue/receiptages.h"

#include "shared/base/clock.h"

#include <algorithm>

namespace homeport {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 slotLength = minute / 2;
constexpr qint64 firstLimit = 5 * minute; // doubles: 5, 10, … 320 minutes

} // namespace

void ReceiptAges::add(qint64 receivedMs, qint64 nowMs)
{
    const auto ends = [](const Slot &slot, qint64 time) { return slot.end <= time; };
    auto slot = std::lower_bound(m_slots.begin(), m_slots.end(), receivedMs, ends);
    if (slot == m_slots.end() || slot->begin > receivedMs) {
        // slots begin and end at multiples of their least length: a new one meets none of them
        const qint64 begin = receivedMs - receivedMs % slotLength;
        slot = m_slots.insert(slot, Slot{begin, begin + slotLength, 0});
    }
    ++slot->count;
    if (m_slots.size() >= m_mergeAt)
        merge(nowMs);
}

void ReceiptAges::remove(qint64 receivedMs)
{
    const auto ends = [](const Slot &slot, qint64 time) { return slot.end <= time; };
    const auto slot = std::lower_bound(m_slots.begin(), m_slots.end(), receivedMs, ends);
    if (slot != m_slots.end() && slot->begin <= receivedMs && --slot->count == 0)
        m_slots.erase(slot);
}

void ReceiptAges::merge(qint64 nowMs)
{
    const qint64 longAgo = nowMs - (firstLimit << 6) - slotLength;
    std::vector<Slot> merged;
    for (const Slot &slot : m_slots) {
        if (!merged.empty()) {
            Slot &last = merged.back();
            const qint64 longest = std::max(slotLength, ageMs(slot.end, nowMs) / 16);
            if (slot.end <= longAgo || slot.end - last.begin <= longest) {
                last.end = slot.end;
                last.count += slot.count;
                continue;
            }
        }
        merged.push_back(slot);
    }
    m_slots = std::move(merged);
    m_mergeAt = std::max<size_t>(32, m_slots.size() * 2);
}

LaneAges ReceiptAges::at(qint64 nowMs) const
{
    LaneAges ages{};
    for (const Slot &slot : m_slots) {
        const qint64 age = ageMs((slot.begin + slot.end) / 2, nowMs);
        size_t index = 0;
        while (index + 1 < ages.size() && age >= firstLimit << index)
            ++index;
        ages[index] += slot.count;
    }
    return ages;
}

} // namespace homeport
