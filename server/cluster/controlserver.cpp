// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The accepting side of control connections: a table of requests.
#include "server/cluster/controlserver.h"

#include "server/cluster/hello.h"
#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qsizetype bodyLimit = 64 * 1024 * 1024; // 256 revisions of a large table
constexpr qsizetype joinLimit = 64 * 1024;
constexpr auto bodyTime = 30s;
constexpr auto strangerTime = 60s;
constexpr int chainLimit = 256;

void refuse(Http2Exchange &exchange, int status, const Error &error)
{
    exchange.respond(status, {{"content-type", "application/json"}}, errorBody(error));
}

void answer(Http2Exchange &exchange, const QJsonObject &json)
{
    exchange.respond(200, {{"content-type", "application/json"}}, jsonBytes(json));
}

/// The code of protocol.md 1.8 where the error names one ("409"), else by its class.
int statusOf(const Error &error)
{
    bool isNumber = false;
    const int named = error.status.toInt(&isNumber);
    return isNumber && named >= 400 && named < 600 ? named : httpStatus(error);
}

/// Requests of one member's control connection.
class ControlHandler : public Http2Handler, public std::enable_shared_from_this<ControlHandler>
{
public:
    ControlHandler(ClusterService &cluster, LinkPeer peer)
        : m_cluster(cluster)
        , m_peer(std::move(peer))
    {
    }
    Task<> request(std::shared_ptr<Http2Exchange> exchange) override;

private:
    using Answer = Task<Result<QJsonObject>>;
    struct Row
    {
        const char *method;
        const char *path;
        Answer (ControlHandler::*handler)(QJsonObject body);
    };
    static const Row *find(const Http2Exchange &exchange);

    Answer hello(QJsonObject body);
    Answer push(QJsonObject body);
    Answer serving(QJsonObject body);
    Answer ask(QJsonObject body);
    Answer renew(QJsonObject body);
    Answer authority(QJsonObject body);
    Answer turn(QJsonObject body);
    void table(Http2Exchange &exchange);

    ClusterService &m_cluster;
    const LinkPeer m_peer;
    bool m_greeted = false;
};

const ControlHandler::Row *ControlHandler::find(const Http2Exchange &exchange)
{
    static constexpr Row rows[] = {
        {"POST", "/v1/hello", &ControlHandler::hello},
        {"POST", "/v1/table", &ControlHandler::push},
        {"POST", "/v1/serving", &ControlHandler::serving},
        {"POST", "/v1/ask", &ControlHandler::ask},
        {"POST", "/v1/renew", &ControlHandler::renew},
        {"POST", "/v1/authority", &ControlHandler::authority},
        {"POST", "/v1/turn", &ControlHandler::turn},
    };
    for (const Row &row : rows) {
        if (exchange.method() == row.method && exchange.path() == row.path)
            return &row;
    }
    return nullptr;
}

Task<> ControlHandler::request(std::shared_ptr<Http2Exchange> exchange)
{
    const auto self = shared_from_this(); // the connection may end before the answer
    const Row *row = find(*exchange);
    const bool isHello = row && row->handler == &ControlHandler::hello;
    const TablePointer table = m_cluster.table();
    if (!table || !welcomeRow(*table, m_peer)) { // rights are checked at every request
        refuse(*exchange, 403, Error::refused("not a member of this cluster"));
        co_return;
    }
    if (!m_greeted && !isHello) {
        refuse(*exchange, 403, Error::refused("hello first"));
        co_return;
    }
    if (!row && exchange->method() == "GET" && exchange->path().startsWith("/v1/table")) {
        this->table(*exchange);
        co_return;
    }
    if (!row) {
        refuse(*exchange, 404,
            Error::refused("no such request: " + exchange->method() + ' ' + exchange->path().left(100)));
        co_return;
    }
    const Result<QByteArray> body = co_await exchange->readBody(bodyLimit, Deadline(bodyTime));
    if (!body) {
        refuse(*exchange, httpStatus(body.error()), body.error());
        co_return;
    }
    const Result<QJsonObject> json = parseJsonObject(*body);
    if (!json) {
        refuse(*exchange, 400, json.error());
        co_return;
    }
    const Result<QJsonObject> value = co_await (this->*(row->handler))(*json);
    if (value)
        answer(*exchange, *value);
    else
        refuse(*exchange, statusOf(value.error()), value.error());
}

Task<Result<QJsonObject>> ControlHandler::hello(QJsonObject body)
{
    const Result<Hello> theirs = helloFromJson(body);
    if (!theirs)
        co_return fail(theirs.error());
    const Hello ours = m_cluster.hello(LinkPurpose::Control, 0);
    const Result<int> agreed = acceptHello(ours, *theirs, m_peer.name);
    if (!agreed)
        co_return fail(agreed.error());
    m_greeted = true;
    m_cluster.heard(m_peer, *theirs);
    co_return toJson(ours);
}

Task<Result<QJsonObject>> ControlHandler::push(QJsonObject body)
{
    const Result<QList<SignedRevision>> revisions =
        signedRevisionsFromJson(body, QStringLiteral("revisions"));
    if (!revisions)
        co_return fail(revisions.error());
    const TakeAnswer taken = co_await m_cluster.takePushed(m_peer.name, *revisions);
    QJsonObject value;
    value.insert(QStringLiteral("result"), toText(taken.verdict));
    value.insert(QStringLiteral("table"), toJson(taken.table));
    value.insert(QStringLiteral("error"), taken.error);
    co_return value;
}

/// GET /v1/table?after=HASH: the chain behind HASH.
void ControlHandler::table(Http2Exchange &exchange)
{
    const QByteArray path = exchange.path();
    const QByteArray key = "?after=";
    const qsizetype at = path.indexOf(key);
    const QByteArray hash = at < 0 ? QByteArray() : path.mid(at + key.size());
    QJsonObject value;
    value.insert(QStringLiteral("table"), toJson(m_cluster.store().settled()));
    if (!hash.isEmpty() && !m_cluster.store().knows(hash)) {
        value.insert(QStringLiteral("error"), QStringLiteral("unknown revision"));
        exchange.respond(404, {{"content-type", "application/json"}}, jsonBytes(value));
        return;
    }
    bool more = false;
    const QList<RevisionPointer> chain =
        hash.isEmpty() ? m_cluster.store().newest(1) : m_cluster.store().chainAfter(hash, chainLimit, &more);
    // only up to what this member obeys by now: the answer tells that a lost storage is quiet
    // (protocol.md 1.7)
    const quint64 settled = m_cluster.store().settled().number;
    QList<SignedRevision> sealed;
    for (const RevisionPointer &revision : chain) {
        if (revision->table.number <= settled)
            sealed.append(revision->sealed);
    }
    value.insert(QStringLiteral("revisions"), toJson(sealed));
    value.insert(QStringLiteral("more"), more);
    answer(exchange, value);
}

Task<Result<QJsonObject>> ControlHandler::serving(QJsonObject body)
{
    const Result<Serving> serving = servingFromJson(body);
    if (!serving)
        co_return fail(serving.error());
    m_cluster.heardServing(m_peer.name, *serving);
    co_return QJsonObject();
}

Task<Result<QJsonObject>> ControlHandler::ask(QJsonObject body)
{
    JsonReader reader(body);
    const QString what = reader.filledText("what");
    const QJsonObject arguments = reader.object("arguments");
    const Result<bool> read = reader.finish(true);
    if (!read)
        co_return fail(read.error());
    const Result<QJsonObject> value = co_await m_cluster.answerQuestion(m_peer.name, what, arguments);
    co_return value;
}

Task<Result<QJsonObject>> ControlHandler::renew(QJsonObject body)
{
    co_return m_cluster.answerRenewal(m_peer, body);
}

Task<Result<QJsonObject>> ControlHandler::turn(QJsonObject) { co_return m_cluster.answerTurn(m_peer); }

Task<Result<QJsonObject>> ControlHandler::authority(QJsonObject)
{
    co_return m_cluster.answerAuthority(m_peer);
}

/// A connection without a certificate: one request to join, and nothing else.
class JoinHandler : public Http2Handler, public std::enable_shared_from_this<JoinHandler>
{
public:
    explicit JoinHandler(ClusterService &cluster)
        : m_cluster(cluster)
    {
    }
    Task<> request(std::shared_ptr<Http2Exchange> exchange) override
    {
        const auto self = shared_from_this();
        const bool isFirst = !std::exchange(m_used, true);
        if (!isFirst || exchange->method() != "POST" || exchange->path() != "/v1/join") {
            refuse(*exchange, 403, Error::refused("a certificate is needed"));
            co_return;
        }
        const Result<QByteArray> body = co_await exchange->readBody(joinLimit, Deadline(bodyTime));
        if (!body) {
            refuse(*exchange, httpStatus(body.error()), body.error());
            co_return;
        }
        const Result<QJsonObject> json = parseJsonObject(*body);
        const Result<JoinRequest> join = json ? joinRequestFromJson(*json) : fail(json.error());
        if (!join) {
            refuse(*exchange, 400, join.error());
            co_return;
        }
        const Result<QJsonObject> value = co_await m_cluster.answerJoin(*join);
        if (value)
            answer(*exchange, *value);
        else
            refuse(*exchange, statusOf(value.error()), value.error());
    }

private:
    ClusterService &m_cluster;
    bool m_used = false;
};

} // namespace

void ControlServer::serve(std::unique_ptr<ByteStream> stream, std::optional<LinkPeer> peer)
{
    if (!peer && m_strangers >= mostStrangers)
        return stream->close();
    std::shared_ptr<Http2Handler> handler;
    if (peer)
        handler = std::make_shared<ControlHandler>(m_cluster, *peer);
    else
        handler = std::make_shared<JoinHandler>(m_cluster);
    Http2Options options;
    options.maxConcurrentStreams = peer ? 256 : 1;
    if (!peer) { // one small request, within a minute
        options.connectionWindow = 128 * 1024;
        options.unreadLimit = 128 * 1024;
        options.headerLimit = 8 * 1024;
        ++m_strangers;
    }
    const LinkTimes times = m_cluster.times();
    options.pingAfter = times.pingAfter;
    options.deadAfter = times.deadAfter;
    const quint64 number = ++m_last;
    auto connection = std::make_shared<Connection>();
    connection->peer = std::move(peer);
    connection->http = Http2Connection::server(std::move(stream), std::move(handler), options);
    connection->http->onEnded([this, number](const Http2End &) {
        const std::shared_ptr<Connection> ended = m_connections.take(number);
        if (ended && !ended->peer)
            --m_strangers;
    });
    if (!connection->peer) {
        const std::weak_ptr<Connection> weak = connection;
        QTimer::singleShot(strangerTime, [weak] {
            if (const auto still = weak.lock())
                still->http->close();
        });
    }
    m_connections.insert(number, connection);
    connection->http->run();
}

void ControlServer::tableChanged()
{
    const TablePointer table = m_cluster.table();
    const auto connections = m_connections.values(); // ending one takes it out of the hash
    for (const auto &connection : connections) {
        if (connection->peer && !welcomeRow(*table, *connection->peer))
            connection->http->close();
    }
}

void ControlServer::close()
{
    const auto connections = std::exchange(m_connections, {});
    for (const auto &connection : connections) {
        connection->http->onEnded({});
        connection->http->close();
    }
}

} // namespace homeport
