// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many changes over two connections at once, so that the server is never idle.
#pragma once

#include "server/directory/bulklink.h"
#include "server/directory/bulkwriter.h"

#include <array>

namespace homeport {

/// The connections. While the server carries out one's transaction, it takes in the other's.
class BulkLanes
{
public:
    BulkLanes(const std::shared_ptr<const DirectorySettingsSource> &source, const CancelFlag &cancelled);
    static constexpr size_t count = 2;
    BulkLink &first() { return *m_links.front(); }
    BulkLink &lane(size_t index) { return *m_links[index]; }

private:
    std::array<std::unique_ptr<BulkLink>, count> m_links;
};

/// Changes 0 to `count` - 1 of the plan, in the pool; the loop that called is free meanwhile.
Task<BulkOutcome> writeInLanes(
    BlockingPool &pool, std::shared_ptr<BulkLanes> lanes, std::shared_ptr<const BulkPlan> plan, int count);

} // namespace homeport
