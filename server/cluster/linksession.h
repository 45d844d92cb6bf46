// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One connection of another member, served by a worker: hello first, then tunnels and deliveries. Internal to
// server/cluster.
#pragma once

#include "server/cluster/linkserver.h"
#include "shared/net/http2connection.h"

#include <atomic>

namespace homeport {

class LinkSession;

/// All of one worker. Touched by it alone, but for the counters.
struct LinkRoom : std::enable_shared_from_this<LinkRoom>
{
    LinkRoom(std::shared_ptr<const LinkServerContext> serving, int worker)
        : context(std::move(serving))
        , index(worker)
    {
    }
    void serve(std::unique_ptr<ByteStream> stream, LinkPeer peer, LinkPurpose purpose);
    void tableChanged();
    static Task<> shutdown(std::shared_ptr<LinkRoom> room, Deadline deadline, std::chrono::milliseconds grace,
        std::function<void()> ended);

    const std::shared_ptr<const LinkServerContext> context;
    const int index;
    std::atomic<int> tunnels{0};
    std::atomic<int> connections{0};
    QList<std::shared_ptr<LinkSession>> sessions;
    int atWork = 0; ///< requests being answered
    Signal idle; ///< atWork became 0
    bool isClosing = false;
};

/// Answers the requests of one connection. Its room holds it while the connection lives, requests under way
/// too.
class LinkSession final : public Http2Handler
{
public:
    LinkSession(std::shared_ptr<LinkRoom> room, LinkPeer peer, LinkPurpose purpose);

    static std::shared_ptr<LinkSession> start(std::shared_ptr<LinkRoom> room,
        std::unique_ptr<ByteStream> stream, LinkPeer peer, LinkPurpose purpose);
    Task<> request(std::shared_ptr<Http2Exchange> exchange) override;
    /// Ends the connection when its member may not have it any more.
    void checkWelcome();
    Task<> shutdown(Deadline deadline);

private:
    const LinkServerContext &context() const { return *m_room->context; }
    bool isWelcome(LinkPurpose purpose) const;
    bool mayTransfer() const;
    Task<> answer(std::shared_ptr<Http2Exchange> exchange);
    Task<> hello(std::shared_ptr<Http2Exchange> exchange);
    Task<> tunnel(std::shared_ptr<Http2Exchange> exchange);
    Task<> delivery(std::shared_ptr<Http2Exchange> exchange);
    Task<> transfer(std::shared_ptr<Http2Exchange> exchange);
    Task<bool> isHere(AccountId account, StorageId storage, quint64 epoch) const;

    const std::shared_ptr<LinkRoom> m_room;
    const LinkPeer m_peer;
    const LinkPurpose
        m_purpose; ///< as SNI says: only such requests, so that a lost right ends them with the connection
    std::unique_ptr<Http2Connection> m_connection;
    bool m_isGreeted = false;
};

/// True when this member's table is behind what a request with `epoch` tells of the storage.
bool isBehind(const ClusterTable &table, const StorageId &storage, quint64 epoch);

} // namespace homeport
