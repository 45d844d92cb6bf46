// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// HTTP/1 and the agent's word, one answer per connection.
#include "server/app/healthport.h"

#include "shared/net/httprequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace homeport {

namespace {

constexpr auto requestTime = 5s;
constexpr auto answerTime = 5s;
constexpr int mostConnections = 256;

struct Answer
{
    int status = 200;
    QJsonObject body;
};

const char *reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Bad Request";
    }
}

QByteArray bytesOf(const Answer &answer, bool isHead)
{
    const QByteArray body = QJsonDocument(answer.body).toJson(QJsonDocument::Compact) + '\n';
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reason(answer.status) + "\r\n";
    if (answer.status == 405)
        bytes += "Allow: GET, HEAD\r\n"; // RFC 9110 15.5.6
    bytes +=
        "Content-Type: application/json\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n";
    return isHead ? bytes : bytes + body;
}

QJsonArray reasons(const QStringList &problems) { return QJsonArray::fromStringList(problems); }

Task<Answer> live(std::shared_ptr<const HealthSources> sources)
{
    const QStringList problems = co_await sources->live->problems();
    Answer answer{problems.isEmpty() ? 200 : 503, {{QStringLiteral("live"), problems.isEmpty()}}};
    if (!problems.isEmpty())
        answer.body.insert(QStringLiteral("reasons"), reasons(problems));
    co_return answer;
}

/// Beside the probes: the state, and the end of the daemon.
Task<QStringList> whyNotReady(std::shared_ptr<const HealthSources> sources)
{
    QStringList problems = co_await sources->ready->problems();
    const AdministrativeState state = sources->state();
    if (state != AdministrativeState::Ready)
        problems.prepend(QStringLiteral("member: ") + toText(state));
    if (sources->isStopping())
        problems.prepend(QStringLiteral("member: stopping"));
    co_return problems;
}

Task<Answer> ready(std::shared_ptr<const HealthSources> sources)
{
    const QStringList problems = co_await whyNotReady(sources);
    Answer answer{problems.isEmpty() ? 200 : 503,
        {{QStringLiteral("ready"), problems.isEmpty()}, {QStringLiteral("state"), toText(sources->state())}}};
    if (!problems.isEmpty())
        answer.body.insert(QStringLiteral("reasons"), reasons(problems));
    co_return answer;
}

Answer refusal(int status, const char *why)
{
    return {status, {{QStringLiteral("error"), QString::fromLatin1(why)}}};
}

Task<Answer> answerTo(std::shared_ptr<const HealthSources> sources, HttpRequest request)
{
    if (request.path != "/livez" && request.path != "/readyz")
        co_return refusal(404, "there are /livez and /readyz");
    if (request.method != "GET" && request.method != "HEAD")
        co_return refusal(405, "GET and HEAD are answered");
    if (request.path == "/livez") {
        const Answer answer = co_await live(sources);
        co_return answer;
    }
    const Answer answer = co_await ready(sources);
    co_return answer;
}

Task<> farewell(TcpStream &stream, QByteArray bytes)
{
    co_await stream.write(bytes, Deadline(answerTime));
    co_await stream.flush(Deadline(answerTime));
    stream.finish();
    for (Deadline patience(1s); !patience.hasExpired();) { // a reset could eat the answer
        const auto rest = co_await stream.readSome(4096, patience);
        if (!rest)
            break;
    }
    stream.close();
}

Task<> serveHttp(std::shared_ptr<const HealthSources> sources, Accepted accepted)
{
    TcpStream stream(std::move(accepted.descriptor), accepted.peer, accepted.slot);
    const Deadline deadline(requestTime);
    QByteArray head;
    while (!head.endsWith("\r\n\r\n")) {
        const StreamResult<QByteArray> line =
            co_await stream.readLine(httpHeadLimit - head.size() + 1, deadline);
        if (!line || head.size() + line->size() > httpHeadLimit) {
            stream.close();
            co_return;
        }
        head += *line;
        if (head == "\r\n") // RFC 9112 2.2: an empty line before the request is ignored
            head.clear();
    }
    const Result<HttpRequest> request = parseHttpRequest(head);
    Answer answer;
    if (request)
        answer = co_await answerTo(sources, *request);
    else
        answer = refusal(request.error().status.toInt(), request.error().forPeer.constData());
    const bool isHead = request && request->method == "HEAD";
    co_await farewell(stream, bytesOf(answer, isHead));
}

Task<> serveAgent(std::shared_ptr<const HealthSources> sources, Accepted accepted)
{
    TcpStream stream(std::move(accepted.descriptor), accepted.peer, accepted.slot);
    QStringList problems = co_await sources->ready->problems();
    if (sources->isStopping())
        problems.prepend(QStringLiteral("stopping"));
    co_await farewell(stream, agentWord(sources->state(), problems));
}

} // namespace

QByteArray agentWord(AdministrativeState state, const QStringList &problems)
{
    if (state == AdministrativeState::Draining)
        return "drain\n";
    if (state == AdministrativeState::Withdrawn)
        return "maint\n";
    if (problems.isEmpty())
        return "up ready 100%\n"; // "ready" takes back a former "drain" or "maint"
    QByteArray why = problems.join(QStringLiteral("; ")).toUtf8().left(200);
    for (char &c : why) {
        if (c < 0x20 || c > 0x7e)
            c = '?';
    }
    return "down #" + why + '\n';
}

Result<> HealthPort::listen(
    const char *name, const QList<HostPort> &addresses, const QList<Network> &networks, Serve serve)
{
    std::map<quint16, QStringList> byPort;
    for (const HostPort &address : addresses)
        byPort[address.port].append(address.host);
    for (const auto &[port, hosts] : byPort) {
        ListenerOptions options;
        options.name = QString::fromLatin1(name);
        options.addresses = hosts;
        options.port = port;
        options.total = mostConnections;
        for (const Network &network : networks)
            options.allowedNetworks.append(network.text());
        Result<std::unique_ptr<Listener>> listener = Listener::open(options,
            [sources = m_sources, serve](Accepted accepted) { serve(sources, std::move(accepted)); });
        if (!listener)
            return fail(listener.error());
        m_listeners.push_back(std::move(*listener));
    }
    return {};
}

Result<std::unique_ptr<HealthPort>> HealthPort::open(const HealthConfig &config, HealthSources sources)
{
    auto port = std::make_unique<HealthPort>();
    port->m_sources = std::make_shared<const HealthSources>(std::move(sources));
    Result<> opened = port->listen("health.listen", config.listen, config.allowedNetworks,
        [](std::shared_ptr<const HealthSources> with, Accepted accepted) {
            serveHttp(std::move(with), std::move(accepted));
        });
    if (opened)
        opened = port->listen("health.agent_listen", config.agentListen, config.allowedNetworks,
            [](std::shared_ptr<const HealthSources> with, Accepted accepted) {
                serveAgent(std::move(with), std::move(accepted));
            });
    if (!opened)
        return fail(opened.error());
    return port;
}

Task<> HealthPort::close(Deadline deadline)
{
    m_listeners.clear();
    const auto sources = m_sources;
    while ((sources->live->isRunning() || sources->ready->isRunning()) && !deadline.hasExpired())
        co_await sleepFor(20ms);
}

} // namespace homeport
