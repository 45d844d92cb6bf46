// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Connections of administrators and the two requests they make.
#include "server/admin/adminserver.h"

#include "server/admin/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr auto handshakePatience = 10s;
constexpr auto loginPatience = 60s;
constexpr auto bodyPatience = 30s;
constexpr int perSource = 32;
constexpr int connectionsInAll = 256;

Http2Options http2Options()
{
    Http2Options options;
    options.maxConcurrentStreams = 100;
    options.connectionWindow = 2 * 1024 * 1024;
    options.unreadLimit = 8 * 1024 * 1024;
    options.headerLimit = 16 * 1024;
    return options;
}

void respond(Http2Exchange &exchange, const AdminAnswer &answer)
{
    exchange.respond(answer.status, {{"content-type", "application/json"}, {"cache-control", "no-store"}},
        jsonBytes(answer.body));
}

void respond(Http2Exchange &exchange, const Error &error)
{
    respond(exchange, AdminAnswer{httpStatusOf(error), adminErrorBody(error)});
}

/// The whole body as an object. Other keys than `known` are refused.
Result<QJsonObject> parsedBody(const Result<QByteArray> &body, const QStringList &known)
{
    if (!body)
        return fail(
            adminError(adminword::badRequest, QStringLiteral("the request's body: ") + body.error().forLog));
    const Result<QJsonObject> json = parseJsonObject(*body);
    if (!json)
        return fail(adminError(adminword::badRequest,
            QStringLiteral("the request is no JSON object: ") + textForAdministrator(json.error())));
    for (auto it = json->begin(); it != json->end(); ++it) {
        if (!known.contains(it.key()))
            return fail(adminError(adminword::badRequest,
                QStringLiteral("%1: unknown field; known are: %2")
                    .arg(it.key().left(100), known.join(QStringLiteral(", ")))));
    }
    return json;
}

} // namespace

/// Answers the requests of one connection. Requests under way hold it; it needs no AdminServer.
class AdminServer::Handler final : public Http2Handler, public std::enable_shared_from_this<Handler>
{
public:
    Handler(AdminService &service, AdminSessions &sessions, std::optional<Caller> local)
        : m_service(service)
        , m_sessions(sessions)
        , m_local(std::move(local))
        , m_isKnown(m_local.has_value())
    {
    }
    bool isKnown() const { return m_isKnown; } ///< somebody has logged in

    Task<> request(std::shared_ptr<Http2Exchange> exchange) override
    {
        const auto self = shared_from_this();
        if (exchange->method() == "POST" && exchange->path() == "/v1/login")
            co_await login(exchange);
        else if (exchange->method() == "POST" && exchange->path() == "/v1/call")
            co_await call(exchange);
        else
            respond(*exchange,
                adminError(adminword::notFound,
                    QStringLiteral("no such resource: expected POST /v1/login or POST /v1/call")));
    }

private:
    Task<> login(std::shared_ptr<Http2Exchange> exchange)
    {
        if (m_local) {
            respond(*exchange,
                AdminAnswer{200,
                    {{QStringLiteral("token"), QString()}, {QStringLiteral("role"), toText(m_local->role)}}});
            co_return;
        }
        const Result<QByteArray> body = co_await exchange->readBody(loginLimit, Deadline(bodyPatience));
        const Result<QJsonObject> json =
            parsedBody(body, {QStringLiteral("user"), QStringLiteral("password")});
        if (!json) {
            respond(*exchange, json.error());
            co_return;
        }
        JsonReader reader(*json);
        const QString user = reader.filledText("user");
        const Secret password(reader.filledText("password").toUtf8());
        if (reader.hasFault()) {
            respond(*exchange, reader.finish(0).error());
            co_return;
        }
        const QByteArray address = exchange->peer().address;
        const Result<AdminSessions::Login> login = co_await m_sessions.login(user, password, address);
        if (!login) {
            respond(*exchange, login.error());
            co_return;
        }
        m_isKnown = true;
        respond(*exchange,
            AdminAnswer{200,
                {{QStringLiteral("token"), QString::fromLatin1(login->token)},
                    {QStringLiteral("role"), toText(login->role)}}});
    }

    std::optional<Caller> callerOf(const Http2Exchange &exchange) const
    {
        if (m_local)
            return m_local;
        const QByteArray authorization = exchange.header("authorization");
        if (!authorization.startsWith("Bearer ")) // RFC 6750 2.1
            return std::nullopt;
        return m_sessions.callerOf(authorization.mid(7), exchange.peer().address);
    }

    Task<> call(std::shared_ptr<Http2Exchange> exchange)
    {
        const std::optional<Caller> caller = callerOf(*exchange);
        if (!caller) {
            respond(*exchange,
                adminError(adminword::unauthorised,
                    QStringLiteral("log in first: the token is missing, unknown or too old")));
            co_return;
        }
        m_isKnown = true;
        const Result<QByteArray> body = co_await exchange->readBody(callLimit, Deadline(bodyPatience));
        const Result<QJsonObject> json = parsedBody(
            body, {QStringLiteral("what"), QStringLiteral("arguments"), QStringLiteral("request")});
        if (!json) {
            respond(*exchange, json.error());
            co_return;
        }
        JsonReader reader(*json);
        const QString what = reader.filledText("what");
        const QJsonObject arguments =
            json->contains(QStringLiteral("arguments")) ? reader.object("arguments") : QJsonObject();
        std::optional<RequestId> request;
        if (json->contains(QStringLiteral("request")))
            request = reader.id<RequestId>("request");
        if (reader.hasFault()) {
            respond(*exchange, reader.finish(0).error());
            co_return;
        }
        const Caller known = *caller;
        const AdminAnswer answer = co_await m_service.call(known, what, arguments, request);
        respond(*exchange, answer);
    }

    AdminService &m_service;
    AdminSessions &m_sessions;
    const std::optional<Caller> m_local;
    bool m_isKnown;
};

AdminServer::AdminServer(AdminServerOptions options, AdminService &service, AdminSessions &sessions)
    : m_options(std::move(options))
    , m_service(service)
    , m_sessions(sessions)
    , m_tls(m_options.tls)
{
    QObject::connect(&m_sweep, &QTimer::timeout, &m_sweep, [this] { closeStrangers(); });
    m_sweep.start(loginPatience / 4);
}

AdminServer::~AdminServer()
{
    m_alive.reset();
    for (const auto &connection : std::as_const(m_connections))
        connection->http->onEnded({});
}

Result<std::unique_ptr<AdminServer>> AdminServer::open(
    AdminServerOptions options, AdminService &service, AdminSessions &sessions)
{
    std::unique_ptr<AdminServer> server(new AdminServer(std::move(options), service, sessions));
    if (const Result<> listening = server->listen(); !listening)
        return fail(listening.error());
    return server;
}

Result<> AdminServer::listen()
{
    if (!m_options.listen.isEmpty() && !m_tls)
        return fail(Error::internal(QStringLiteral("admin: no TLS certificate to listen with")));
    ListenerOptions shared;
    shared.name = QStringLiteral("admin");
    shared.perSource = perSource;
    shared.total = connectionsInAll;
    for (const Network &network : m_options.allowedNetworks)
        shared.allowedNetworks.append(network.text());
    for (const HostPort &endpoint : m_options.listen) {
        ListenerOptions options = shared;
        options.addresses = {endpoint.host};
        options.port = endpoint.port;
        Result<std::unique_ptr<Listener>> listener = Listener::open(options, [this](Accepted accepted) {
            serveTls(std::make_unique<TcpStream>(
                         std::move(accepted.descriptor), std::move(accepted.peer), std::move(accepted.slot)),
                m_alive);
        });
        if (!listener)
            return fail(listener.error());
        m_listeners.push_back(std::move(*listener));
    }
    if (m_options.socketPath.isEmpty())
        return {};
    Result<std::unique_ptr<UnixListener>> socket =
        UnixListener::open(m_options.socketPath, [this](Descriptor descriptor, qint64 user) {
            if (m_connections.size() >= 2 * connectionsInAll)
                return; // closed by its owner
            Caller caller;
            caller.name = QStringLiteral("local");
            caller.role = AdministratorRole::Administrator;
            caller.from = user < 0 ? QStringLiteral("local") : QStringLiteral("local user %1").arg(user);
            caller.isLocal = true;
            PeerInfo peer;
            peer.address = QByteArrayLiteral("local");
            serve(std::make_unique<TcpStream>(std::move(descriptor), std::move(peer)), caller);
        });
    if (!socket)
        return fail(socket.error());
    m_socket = std::move(*socket);
    return {};
}

QList<quint16> AdminServer::ports() const
{
    QList<quint16> out;
    for (const auto &listener : m_listeners)
        out.append(listener->port());
    return out;
}

Task<> AdminServer::serveTls(std::unique_ptr<TcpStream> stream, std::weak_ptr<bool> alive)
{
    const std::shared_ptr<TlsContext> tls = m_tls;
    const StreamResult<> shaken = co_await stream->startTls(tls, Deadline(handshakePatience));
    if (alive.expired())
        co_return;
    if (!shaken) {
        qCDebug(lcAdmin) << Event("no_tls")
                                .with("from", stream->peer().address)
                                .with("why", shaken.error().detail.toUtf8());
        co_return;
    }
    serve(std::move(stream), std::nullopt);
}

void AdminServer::serve(std::unique_ptr<ByteStream> stream, std::optional<Caller> local)
{
    const auto connection = std::make_shared<Connection>();
    connection->handler = std::make_shared<Handler>(m_service, m_sessions, std::move(local));
    connection->loginUntil = Deadline(loginPatience);
    connection->http = Http2Connection::server(std::move(stream), connection->handler, http2Options());
    const quint64 number = ++m_lastConnection;
    m_connections.insert(number, connection);
    connection->http->onEnded([this, number](const Http2End &) { m_connections.remove(number); });
    connection->http->run();
}

/// Whoever has not logged in by now does not keep a connection.
void AdminServer::closeStrangers()
{
    const QList<std::shared_ptr<Connection>> all = m_connections.values();
    for (const auto &connection : all) {
        if (!connection->handler->isKnown() && connection->loginUntil.hasExpired())
            connection->http->close();
    }
}

Task<> AdminServer::shutdown(Deadline deadline)
{
    for (const auto &listener : m_listeners)
        listener->pause();
    if (m_socket)
        m_socket->pause();
    const QList<std::shared_ptr<Connection>> all = m_connections.values();
    std::vector<Task<>> tasks;
    for (const auto &connection : all)
        tasks.push_back(connection->http->shutdown(deadline));
    for (Task<> &task : tasks)
        co_await task;
}

} // namespace homeport
