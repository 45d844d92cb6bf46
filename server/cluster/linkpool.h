// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The connections of one event loop to other members' workers: opened on demand, shared, replaced, closed
// when idle.
#pragma once

#include "server/cluster/linkdialer.h"
#include "server/ports/cluster.h"

#include <QElapsedTimer>
#include <QTimer>

namespace homeport {

/// What the links of all loops share; made by the composition root, outlives them. The functions are called
/// in any of these threads.
struct LinkContext
{
    const ClusterView &view;
    BlockingPool &pool; ///< for bodies that lie in files
    std::function<LinkContextsPointer()> contexts; ///< our certificate as it is now
    std::function<Hello(LinkPurpose purpose, int worker)> hello; ///< ours
    std::function<int(const MemberName &)> workersOf; ///< as its hello says; at least 1
    /// After *not here*: fetches the table if `named`, that member's, is newer than ours, sends ours if it is
    /// older. Called in the loop that asks; ends when that is done, or has failed, in bounded time.
    std::function<Task<>(MemberName member, TableRevision named)> catchUp;
    std::chrono::milliseconds dialTimeout{3000}; ///< TCP, TLS and hello
    std::chrono::milliseconds pingAfter{5000};
    std::chrono::milliseconds deadAfter{15000};
    std::chrono::milliseconds idleClose{300'000}; ///< connections without a stream
};

struct LinkKey
{
    MemberName member;
    LinkPurpose purpose = LinkPurpose::Sessions;
    int worker = 0; ///< theirs
    bool operator==(const LinkKey &) const = default;
};

inline size_t qHash(const LinkKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.member, int(key.purpose), key.worker);
}

/// A connection that has been checked and greeted.
struct Link
{
    std::unique_ptr<Http2Connection> connection;
    LinkPeer peer;
    LinkKey key;
    QElapsedTimer idle; ///< since the last look that found streams
};
using LinkPointer = std::shared_ptr<Link>;

/// Lives in one loop; held by shared_ptr, for its coroutines keep it. close() comes before the loop's end.
class LinkPool : public std::enable_shared_from_this<LinkPool>
{
public:
    explicit LinkPool(std::shared_ptr<const LinkContext> context);

    const LinkContext &context() const { return *m_context; }

    /// A connection with room for one more stream. Concurrent callers share one attempt. Temporary at once
    /// when the member is down, and when it cannot be reached by the deadline.
    Task<Result<LinkPointer>> acquire(LinkKey key, Deadline deadline);

    /// Ends connections to members that were removed or have another key now.
    void tableChanged();
    /// Ends all connections, now and for ever.
    void close();
    int connectionCount() const;

private:
    struct Attempt
    {
        Signal ended;
        std::optional<Result<LinkPointer>> outcome;
    };
    struct Slot
    {
        LinkPointer link;
        std::shared_ptr<Attempt> attempt;
    };

    static Task<> open(std::shared_ptr<LinkPool> self, LinkKey key, std::shared_ptr<Attempt> attempt);
    DialOrder orderFor(const LinkKey &key) const;
    Result<LinkPointer> admit(OpenedLink opened, const LinkKey &key);
    static bool isFull(const Link &link);
    void retire(Slot &slot);
    void sweep();
    template <class Visit> void forEachLink(Visit visit);

    const std::shared_ptr<const LinkContext> m_context;
    QHash<LinkKey, Slot> m_slots;
    QList<LinkPointer> m_retired; ///< full or at their end; their streams go on
    QTimer m_sweep;
    bool m_isClosed = false;
};

} // namespace homeport
