// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many changes over two connections at once.
#include "server/directory/bulklanes.h"

#include <numeric>
#include <vector>

namespace homeport {

namespace {

constexpr int largestTransaction = 1000;

/// What is left to do, in pieces; any lane takes the next.
struct Pieces
{
    const int count;
    const int size;
    std::atomic<int> next{0};

    QList<int> take()
    {
        const int from = next.fetch_add(size);
        QList<int> numbers(std::clamp(count - from, 0, size));
        std::iota(numbers.begin(), numbers.end(), from);
        return numbers;
    }
};

/// A lane's work, on a pool thread. Without transactions the first lane does everything: one connection
/// already keeps all of the server's threads waiting for its disk.
BulkOutcome workLane(BulkLink &link, bool isFirst, const BulkPlan &plan, Pieces &pieces)
{
    BulkOutcome outcome;
    const auto use = link.use(true);
    if (!use) {
        outcome.stopped = use.error();
        return outcome;
    }
    if (!use->whyNoTransactions.isEmpty() && !isFirst)
        return outcome;
    BulkWriter writer(use->connection, plan, outcome);
    while (!writer.mustStop()) {
        const QList<int> numbers = pieces.take();
        if (numbers.isEmpty())
            break;
        if (use->whyNoTransactions.isEmpty())
            use->whyNoTransactions = writer.inTransactions(numbers);
        if (!use->whyNoTransactions.isEmpty())
            writer.pipelined(numbers);
    }
    return outcome;
}

void merge(BulkOutcome &into, const BulkOutcome &from)
{
    into.done += from.done;
    into.exceptions += from.exceptions;
    into.isFencedOff = into.isFencedOff || from.isFencedOff;
    if (!into.stopped)
        into.stopped = from.stopped;
}

} // namespace

BulkLanes::BulkLanes(
    const std::shared_ptr<const DirectorySettingsSource> &source, const CancelFlag &cancelled)
{
    for (auto &link : m_links)
        link = std::make_unique<BulkLink>(source, cancelled);
}

Task<BulkOutcome> writeInLanes(
    BlockingPool &pool, std::shared_ptr<BulkLanes> lanes, std::shared_ptr<const BulkPlan> plan, int count)
{
    const int share = (count + int(BulkLanes::count) - 1) / int(BulkLanes::count);
    const auto pieces = std::shared_ptr<Pieces>(new Pieces{count, std::clamp(share, 1, largestTransaction)});
    std::vector<Task<BulkOutcome>> tasks;
    for (size_t i = 0; i < BulkLanes::count && (i == 0 || count > 1); ++i) {
        const auto work = [lanes, plan, pieces, i] {
            return workLane(lanes->lane(i), i == 0, *plan, *pieces);
        };
        tasks.push_back(pool.run(work));
    }
    BulkOutcome all;
    for (Task<BulkOutcome> &task : tasks) {
        const BulkOutcome outcome = co_await task;
        merge(all, outcome);
    }
    co_return all;
}

} // namespace homeport
