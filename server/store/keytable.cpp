// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The set of delivered keys. Keys are random, so their first bytes serve as hash.
#include "server/store/keytable.h"

namespace homeport {

size_t KeyTable::placeOf(const DeliveryKey &key) const
{
    const size_t mask = m_places.size() - 1; // a power of two
    size_t place = size_t(key.shard()) & mask;
    while (!m_places[place].isNull() && m_places[place] != key)
        place = (place + 1) & mask;
    return place;
}

void KeyTable::insert(const DeliveryKey &key)
{
    if (key.isNull())
        return;
    if ((m_size + 1) * 4 > m_places.size() * 3) {
        std::vector<DeliveryKey> old(std::max<size_t>(1024, m_places.size() * 2));
        old.swap(m_places);
        for (const DeliveryKey &present : old) {
            if (!present.isNull())
                m_places[placeOf(present)] = present;
        }
    }
    DeliveryKey &place = m_places[placeOf(key)];
    m_size += place.isNull() ? 1 : 0;
    place = key;
}

bool KeyTable::contains(const DeliveryKey &key) const
{
    return m_size > 0 && !key.isNull() && !m_places[placeOf(key)].isNull();
}

void KeyTable::clear()
{
    m_places.clear();
    m_size = 0;
}

} // namespace homeport
