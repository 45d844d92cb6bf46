// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Serving another member's connection.
#include "server/cluster/linksession.h"

#include "server/cluster/deliveryintake.h"
#include "server/cluster/hello.h"
#include "server/cluster/log.h"
#include "server/cluster/transferwire.h"
#include "server/cluster/tunnelwire.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qsizetype helloLimit = 1024 * 1024;
constexpr auto helloTimeout = 10s;
constexpr quint32 sessionStreams = 20'000; // protocol.md 1.1
constexpr quint32 otherStreams = 256;

const Http2Headers jsonHeaders() { return {{"content-type", "application/json"}}; }

void refuse(Http2Exchange &exchange, int status, const Error &error)
{
    exchange.respond(status, jsonHeaders(), errorBody(error));
}

} // namespace

bool isBehind(const ClusterTable &table, const StorageId &storage, quint64 epoch)
{
    const Storage *row = table.storage(storage);
    return !row || row->epoch < epoch;
}

void LinkRoom::serve(std::unique_ptr<ByteStream> stream, LinkPeer peer, LinkPurpose purpose)
{
    if (isClosing)
        return stream->close();
    sessions.append(LinkSession::start(shared_from_this(), std::move(stream), std::move(peer), purpose));
    connections.store(int(sessions.size()));
}

void LinkRoom::tableChanged()
{
    const auto present = sessions;
    for (const auto &session : present)
        session->checkWelcome();
}

Task<> LinkRoom::shutdown(std::shared_ptr<LinkRoom> room, Deadline deadline, std::chrono::milliseconds grace,
    std::function<void()> ended)
{
    room->isClosing = true;
    const auto present = room->sessions;
    std::vector<Task<>> ends;
    for (const auto &session : present)
        ends.push_back(session->shutdown(deadline));
    for (Task<> &end : ends)
        co_await end;
    const Deadline last(grace);
    while (room->atWork > 0 && !last.hasExpired())
        co_await room->idle.wait(last);
    if (room->atWork > 0)
        qCWarning(lcCluster)
            << Event("link-requests-abandoned").with("worker", room->index).with("count", room->atWork);
    ended();
}

LinkSession::LinkSession(std::shared_ptr<LinkRoom> room, LinkPeer peer, LinkPurpose purpose)
    : m_room(std::move(room))
    , m_peer(std::move(peer))
    , m_purpose(purpose)
{
}

std::shared_ptr<LinkSession> LinkSession::start(
    std::shared_ptr<LinkRoom> room, std::unique_ptr<ByteStream> stream, LinkPeer peer, LinkPurpose purpose)
{
    Http2Options options;
    options.maxConcurrentStreams = purpose == LinkPurpose::Sessions ? sessionStreams : otherStreams;
    options.pingAfter = room->context->pingAfter;
    options.deadAfter = room->context->deadAfter;
    auto session = std::make_shared<LinkSession>(room, std::move(peer), purpose);
    session->m_connection = Http2Connection::server(std::move(stream), session, options);
    session->m_connection->onEnded([room, key = session.get()](const Http2End &end) {
        const auto found = std::find_if(room->sessions.begin(), room->sessions.end(),
            [key](const auto &held) { return held.get() == key; });
        if (found == room->sessions.end())
            return;
        const std::shared_ptr<LinkSession> ended = *found;
        qCDebug(lcCluster)
            << Event("link-ended").with("member", ended->m_peer.name).with("why", end.detail.toUtf8());
        room->sessions.erase(found);
        room->connections.store(int(room->sessions.size()));
        ended->m_connection.reset(); // they held each other
    });
    session->m_connection->run();
    return session;
}

bool LinkSession::isWelcome(LinkPurpose purpose) const
{
    const TablePointer table = context().view.table();
    const Member *row = welcomeRow(*table, m_peer);
    if (!row)
        return false;
    switch (purpose) {
    case LinkPurpose::Control:
        return true;
    case LinkPurpose::Sessions:
        return row->rights.proxy;
    case LinkPurpose::Deliveries:
        return row->rights.proxy || row->rights.store; // protocol.md 1.4: a backend that queued mail
    }
    Q_UNREACHABLE();
}

void LinkSession::checkWelcome()
{
    if (m_connection && !isWelcome(m_purpose)) {
        qCInfo(lcCluster)
            << Event("link-closed").with("member", m_peer.name).with("why", "not welcome any more");
        m_connection->close();
    }
}

Task<> LinkSession::shutdown(Deadline deadline)
{
    if (m_connection)
        co_await m_connection->shutdown(deadline);
}

Task<> LinkSession::request(std::shared_ptr<Http2Exchange> exchange)
{
    const std::shared_ptr<LinkRoom> room = m_room;
    ++room->atWork;
    co_await answer(exchange);
    if (--room->atWork == 0)
        room->idle.wakeAll();
}

Task<> LinkSession::answer(std::shared_ptr<Http2Exchange> exchange)
{
    const bool isHello = exchange->method() == "POST" && exchange->path() == "/v1/hello";
    const bool isTunnel = exchange->isConnect() && exchange->path() == tunnelPath;
    const bool isDelivery = exchange->method() == "POST" && exchange->path() == "/v1/delivery";
    const bool isTransfer = exchange->isConnect() && exchange->path() == transferPath;
    if (!isWelcome(LinkPurpose::Control)) { // removed since the handshake
        refuse(*exchange, 403, Error::refused("not a member"));
        if (m_connection)
            m_connection->close();
    } else if (isHello) {
        co_await hello(exchange);
    } else if (!m_isGreeted) {
        refuse(*exchange, 403, Error::refused("hello first"));
    } else if (isTunnel && m_purpose == LinkPurpose::Sessions && isWelcome(m_purpose)) {
        co_await tunnel(exchange);
    } else if (isDelivery && m_purpose == LinkPurpose::Deliveries && isWelcome(m_purpose)) {
        co_await delivery(exchange);
    } else if (isTransfer && m_purpose == LinkPurpose::Deliveries && mayTransfer()) {
        co_await transfer(exchange);
    } else if (isTunnel || isDelivery || isTransfer) {
        qCWarning(lcCluster)
            << Event("right-missing").with("member", m_peer.name).with("path", exchange->path());
        refuse(*exchange, 403, Error::refused("no right to do that on this connection"));
    } else {
        refuse(*exchange, 404, Error::refused("no such request"));
    }
}

Task<> LinkSession::hello(std::shared_ptr<Http2Exchange> exchange)
{
    const Result<QByteArray> body = co_await exchange->readBody(helloLimit, Deadline(helloTimeout));
    if (!body)
        co_return refuse(*exchange, httpStatus(body.error()), body.error());
    const Result<QJsonObject> json = parseJsonObject(*body);
    const Result<Hello> theirs = json ? helloFromJson(*json) : fail(json.error());
    if (!theirs)
        co_return refuse(*exchange, 400, theirs.error());
    const Hello ours = context().hello(theirs->purpose, m_room->index);
    const Result<int> agreed = acceptHello(ours, *theirs, m_peer.name);
    if (!agreed) {
        qCWarning(lcCluster) << Event("hello-refused").with("member", m_peer.name).why(agreed.error());
        co_return refuse(*exchange, agreed.error().status.toInt(), agreed.error());
    }
    m_isGreeted = true;
    exchange->respond(200, jsonHeaders(), jsonBytes(toJson(ours)));
}

Task<> LinkSession::tunnel(std::shared_ptr<Http2Exchange> exchange)
{
    Result<TunnelRequest> request = decodeTunnel(exchange->protocol(), exchange->headers());
    if (!request)
        co_return refuse(*exchange, 400, request.error());
    const TablePointer table = context().view.table();
    if (isBehind(*table, request->storage, request->epoch)) {
        TableRevision unknown;
        unknown.number = table->number + 1; // newer than ours, that much is known
        co_await context().catchUp(m_peer.name, unknown);
    }
    const bool isServed = co_await isHere(request->account, request->storage, request->epoch);
    if (!isServed) {
        const QJsonObject here{{QStringLiteral("error"), QStringLiteral("not here")},
            {QStringLiteral("table"), toJson(context().view.revision())}};
        co_return exchange->respond(409, jsonHeaders(), jsonBytes(here)); // protocol.md 1.6
    }
    Result<std::unique_ptr<ByteStream>> stream = exchange->acceptConnect();
    if (!stream)
        co_return; // the asker is gone
    const std::shared_ptr<LinkRoom> room = m_room;
    ++room->tunnels;
    std::unique_ptr<ByteStream> bytes = std::move(*stream);
    TunnelRequest wanted = std::move(*request);
    wanted.via = m_peer.name;
    co_await context().serveTunnel(std::move(bytes), std::move(wanted));
    --room->tunnels;
}

/// The storage is served here with that epoch, and the account has not moved to another one.
Task<bool> LinkSession::isHere(AccountId account, StorageId storage, quint64 epoch) const
{
    if (!context().servesHere(storage, epoch))
        co_return false;
    if (!context().accountHere)
        co_return true;
    const bool isOpen = co_await context().accountHere(account, storage, epoch);
    co_return isOpen;
}

bool LinkSession::mayTransfer() const
{
    const TablePointer table = context().view.table();
    const Member *row = welcomeRow(*table, m_peer);
    return row && row->rights.store && context().moves;
}

Task<> LinkSession::transfer(std::shared_ptr<Http2Exchange> exchange)
{
    const Result<TransferRequest> request = decodeTransfer(exchange->headers());
    if (!request || exchange->protocol() != transferProtocol)
        co_return refuse(*exchange, 400,
            request ? Error::syntax(":protocol: expected homeport-transfer") : request.error());
    if (!context().servesHere(request->storage, request->epoch)) {
        const QJsonObject here{{QStringLiteral("error"), QStringLiteral("not here")},
            {QStringLiteral("table"), toJson(context().view.revision())}};
        co_return exchange->respond(409, jsonHeaders(), jsonBytes(here));
    }
    Result<std::unique_ptr<ByteStream>> stream = exchange->acceptConnect();
    if (!stream)
        co_return; // the asker is gone
    MovePlace place{request->storage, request->account, request->address, MoveRole::Source};
    std::unique_ptr<ByteStream> bytes = std::move(*stream);
    co_await serveTransfer(*context().moves, std::move(bytes), std::move(place));
}

Task<> LinkSession::delivery(std::shared_ptr<Http2Exchange> exchange)
{
    const Result<DeliveryAnswer> answer = co_await takeDelivery(m_room->context, m_peer.name, exchange);
    if (!answer)
        co_return refuse(*exchange, httpStatus(answer.error()), answer.error());
    exchange->respond(200, jsonHeaders(), encodeAnswer(*answer));
}

} // namespace homeport
