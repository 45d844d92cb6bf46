// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accepting, checking and handing over connections of members.
#include "server/cluster/linkserver.h"

#include "server/cluster/linknames.h"
#include "server/cluster/linksession.h"
#include "server/cluster/log.h"

#include <set>

namespace homeport {

namespace {

constexpr auto lastGrace = 5s;

} // namespace

/// Connections whose TLS handshake is under way; main thread.
struct LinkServer::Handshakes
{
    std::set<TcpStream *> streams;
    bool isClosing = false;
    Signal changed;
};

LinkServer::LinkServer(WorkerPool &workers, LinkServerContext context)
    : m_workers(workers)
    , m_context(std::make_shared<const LinkServerContext>(std::move(context)))
    , m_handshakes(std::make_shared<Handshakes>())
{
    for (int i = 0; i < workers.size(); ++i)
        m_rooms.push_back(std::make_shared<LinkRoom>(m_context, i));
}

LinkServer::~LinkServer()
{
    m_handshakes->isClosing = true;
    for (TcpStream *stream : m_handshakes->streams)
        stream->close();
}

Result<std::unique_ptr<LinkServer>> LinkServer::open(
    WorkerPool &workers, const ListenerOptions &options, LinkServerContext context)
{
    std::unique_ptr<LinkServer> server(new LinkServer(workers, std::move(context)));
    LinkServer *self = server.get();
    auto listener = Listener::open(options, [self](Accepted accepted) { self->accept(std::move(accepted)); });
    if (!listener)
        return fail(listener.error());
    server->m_listener = std::move(*listener);
    return server;
}

void LinkServer::accept(Accepted accepted) { greet(this, m_handshakes, std::move(accepted)); }

Task<> LinkServer::greet(LinkServer *server, std::shared_ptr<Handshakes> handshakes, Accepted accepted)
{
    const PeerInfo from = accepted.peer;
    const LinkContextsPointer contexts = server->m_context->contexts();
    auto stream = std::make_unique<TcpStream>(
        std::move(accepted.descriptor), accepted.peer, std::move(accepted.slot), TcpPatience::members());
    handshakes->streams.insert(stream.get());
    const StreamResult<> secured =
        co_await stream->startTls(contexts->server, Deadline(server->m_context->handshakeTimeout));
    handshakes->streams.erase(stream.get());
    handshakes->changed.wakeAll();
    if (handshakes->isClosing) // the server may be gone
        co_return;
    if (!secured) {
        qCInfo(lcCluster)
            << Event("handshake-failed").with("client", from.address).why(secured.error().toError());
        co_return;
    }
    if (stream->alpn() != "h2") {
        qCInfo(lcCluster) << Event("handshake-refused").with("client", from.address).with("why", "no h2");
        co_return;
    }
    server->handOver(std::move(stream));
}

// protocol.md 1: a failed check closes the connection before the first HTTP/2 frame of ours.
void LinkServer::handOver(std::unique_ptr<TcpStream> stream)
{
    const std::optional<PeerCertificate> certificate = stream->peerCertificate();
    if (!certificate)
        return m_context->mainConnection(std::move(stream), std::nullopt);
    const TablePointer table = m_context->view.table();
    const Result<LinkPeer> peer = table ? identifyPeer(certificate, *table, m_context->contexts()->authority,
                                      QDateTime::currentSecsSinceEpoch())
                                        : fail(Error::temporary("no table yet"));
    if (!peer) {
        qCWarning(lcCluster)
            << Event("member-refused").with("client", stream->peer().address).why(peer.error());
        return stream->close();
    }
    if (doorNamed(stream->serverName(), m_context->view.self()).purpose == LinkPurpose::Control)
        return m_context->mainConnection(std::move(stream), *peer);
    serveOnWorker(std::move(stream), *peer);
}

void LinkServer::serveOnWorker(std::unique_ptr<TcpStream> stream, LinkPeer peer)
{
    const LinkDoor door = doorNamed(stream->serverName(), m_context->view.self());
    Worker &worker = door.worker ? m_workers.worker(*door.worker % m_workers.size()) : m_workers.next();
    const std::shared_ptr<DetachedStream> carried = stream->detach();
    if (!carried)
        return;
    const std::shared_ptr<LinkRoom> room = m_rooms[size_t(worker.index())];
    worker.post([room, carried, peer = std::move(peer), purpose = door.purpose] {
        if (std::unique_ptr<ByteStream> attached = carried->attach())
            room->serve(std::move(attached), peer, purpose);
    });
}

void LinkServer::tableChanged()
{
    for (int i = 0; i < m_workers.size(); ++i)
        m_workers.worker(i).post([room = m_rooms[size_t(i)]] { room->tableChanged(); });
}

Task<> LinkServer::shutdown(Deadline deadline)
{
    m_listener.reset();
    const auto handshakes = m_handshakes;
    handshakes->isClosing = true;
    const std::set<TcpStream *> streams = handshakes->streams;
    for (TcpStream *stream : streams)
        stream->close();
    const LoopHandle here = LoopHandle::current();
    QList<OneShot<bool>> ends;
    for (int i = 0; i < m_workers.size(); ++i) {
        const OneShot<bool> end;
        ends.append(end);
        m_workers.worker(i).post([room = m_rooms[size_t(i)], deadline, here, end] {
            LinkRoom::shutdown(
                room, deadline, lastGrace, [here, end] { here.post([end] { end.finish(true); }); });
        });
    }
    while (!handshakes->streams.empty())
        co_await handshakes->changed.wait();
    for (const OneShot<bool> &end : std::as_const(ends))
        co_await end;
}

int LinkServer::tunnels() const
{
    int count = 0;
    for (const auto &room : m_rooms)
        count += room->tunnels.load();
    return count;
}

int LinkServer::connections() const
{
    int count = 0;
    for (const auto &room : m_rooms)
        count += room->connections.load();
    return count;
}

} // namespace homeport
