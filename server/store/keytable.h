// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A set of delivery keys, compact: about 25 bytes a key.
#pragma once

#include "shared/base/ids.h"

#include <vector>

namespace homeport {

/// Open addressing with linear probing; the null key marks an empty place and is never a member.
class KeyTable
{
public:
    void insert(const DeliveryKey &key);
    bool contains(const DeliveryKey &key) const;
    qint64 size() const { return qint64(m_size); }
    void clear();

private:
    size_t placeOf(const DeliveryKey &key) const;
    std::vector<DeliveryKey> m_places;
    size_t m_size = 0;
};

} // namespace homeport
