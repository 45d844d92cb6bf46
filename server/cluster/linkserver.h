// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The cluster port: accepts other members' connections, checks who they are, hands them to the right thread.
#pragma once

#include "server/cluster/linkidentity.h"
#include "server/cluster/messages.h"
#include "server/ports/accountmoves.h"
#include "server/ports/cluster.h"
#include "server/ports/delivery.h"
#include "shared/net/listener.h"
#include "shared/net/workerpool.h"

namespace homeport {

struct LinkRoom;

/// What the cluster port does for others. Functions are called in any worker unless stated.
struct LinkServerContext
{
    const ClusterView &view;
    std::function<LinkContextsPointer()> contexts; ///< our certificate as it is now
    std::function<Hello(LinkPurpose purpose, int worker)> hello; ///< ours
    /// Takes over a control connection, its peer checked; or one without a client certificate (a joiner: no
    /// LinkPeer). TLS and ALPN h2 are agreed on, nothing has been read. Main thread.
    std::function<void(std::unique_ptr<ByteStream> stream, std::optional<LinkPeer> peer)> mainConnection;
    std::function<bool(const StorageId &storage, quint64 epoch)> servesHere;
    /// A session that another member vouches for; it owns the stream and ends with it.
    std::function<Task<>(std::unique_ptr<ByteStream> stream, TunnelRequest request)> serveTunnel;
    /// The asker knows a newer table: fetches it. Ends when that is done, or has failed, in bounded time.
    std::function<Task<>(MemberName member, TableRevision named)> catchUp;
    LocalDelivery &delivery; ///< called in any worker
    MessagePlace place; ///< of messages that arrive
    qint64 maxMessageSize = 50 * 1024 * 1024; ///< larger ones are refused with 5.3.4
    std::chrono::milliseconds handshakeTimeout{10'000};
    std::chrono::milliseconds pingAfter{5000};
    std::chrono::milliseconds deadAfter{15000};
    /// False: the account has moved, or is held for longer than a moment: *not here* (protocol.md "Moving one
    /// account"). Not set: always here.
    std::function<Task<bool>(AccountId account, StorageId storage, quint64 epoch)> accountHere = {};
    MoveStore *moves = nullptr; ///< files of accounts that move; null: there are none
};

/// Lives in the thread that made it (the main thread), which accepts and shakes hands; the workers serve.
/// shutdown() comes before its end and before the workers'.
class LinkServer
{
public:
    /// Errors name the address that cannot be bound.
    static Result<std::unique_ptr<LinkServer>> open(
        WorkerPool &workers, const ListenerOptions &options, LinkServerContext context);
    ~LinkServer();
    Q_DISABLE_COPY_MOVE(LinkServer)

    quint16 port() const { return m_listener->port(); }
    /// A revision came into force: workers end the connections of members that were removed, have another
    /// key, or lost the right that the connection needs.
    void tableChanged();
    /// No new connections; those there are end when their streams are over, or at the deadline. Returns when
    /// all that they started has ended (5 s more at the most).
    Task<> shutdown(Deadline deadline);

    int tunnels() const; ///< open ones; any thread
    int connections() const; ///< served by workers; any thread

private:
    struct Handshakes;

    LinkServer(WorkerPool &workers, LinkServerContext context);
    void accept(Accepted accepted);
    static Task<> greet(LinkServer *server, std::shared_ptr<Handshakes> handshakes, Accepted accepted);
    void handOver(std::unique_ptr<TcpStream> stream);
    void serveOnWorker(std::unique_ptr<TcpStream> stream, LinkPeer peer);

    WorkerPool &m_workers;
    const std::shared_ptr<const LinkServerContext> m_context;
    std::vector<std::shared_ptr<LinkRoom>> m_rooms; ///< one a worker, touched by it alone
    std::shared_ptr<Handshakes> m_handshakes;
    std::unique_ptr<Listener> m_listener;
};

} // namespace homeport
