// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Dialing a member.
#include "server/cluster/linkdialer.h"

#include "server/cluster/hello.h"
#include "server/cluster/linknames.h"
#include "shared/net/resolve.h"

namespace homeport {

namespace {

Task<Result<std::unique_ptr<TcpStream>>> connectSecurely(DialOrder order, QString host, quint16 port)
{
    StreamResult<std::unique_ptr<TcpStream>> connected =
        co_await connectToHost(host, port, order.deadline, TcpPatience::members());
    if (!connected)
        co_return fail(connected.error().toError());
    std::unique_ptr<TcpStream> stream = std::move(*connected);
    const QByteArray name = serverNameFor(order.member, order.hello.purpose, order.worker.value_or(0));
    const StreamResult<> secured =
        co_await stream->startTlsClient(order.contexts->client, name, order.deadline);
    if (!secured)
        co_return fail(secured.error().toError());
    if (stream->alpn() != "h2")
        co_return fail(
            Error::refused("not a cluster port", QStringLiteral("the other side does not speak h2")));
    co_return std::move(stream);
}

Task<Result<Hello>> greet(Http2Connection &connection, DialOrder order)
{
    const Result<JsonAnswer> answer = co_await requestJson(
        connection, "POST", "/v1/hello", order.member, toJson(order.hello), order.deadline);
    if (!answer)
        co_return fail(answer.error());
    if (answer->status != 200)
        co_return fail(answer->error());
    Result<Hello> hello = helloFromJson(answer->json);
    if (!hello)
        co_return fail(hello.error());
    if (const Result<int> agreed = acceptHello(order.hello, *hello, order.member); !agreed)
        co_return fail(agreed.error());
    co_return std::move(*hello);
}

Task<Result<OpenedLink>> dialAddress(DialOrder order, QString host, quint16 port)
{
    Result<std::unique_ptr<TcpStream>> stream = co_await connectSecurely(order, host, port);
    if (!stream)
        co_return fail(stream.error());
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const Result<LinkPeer> peer =
        identifyPeer((*stream)->peerCertificate(), *order.table, order.contexts->authority, now);
    if (!peer || peer->name != order.member) {
        (*stream)->close();
        co_return fail(
            peer ? Error::refused("another member",
                QStringLiteral("%1 answers where %2 was expected").arg(peer->name.text, order.member.text))
                 : peer.error());
    }
    OpenedLink link;
    link.peer = *peer;
    link.connection = Http2Connection::client(std::move(*stream), order.options);
    link.connection->run();
    Result<Hello> hello = co_await greet(*link.connection, order);
    if (!hello)
        co_return fail(hello.error());
    link.hello = std::move(*hello);
    co_return std::move(link);
}

} // namespace

std::optional<std::pair<QString, quint16>> splitEndpoint(const QString &endpoint)
{
    const qsizetype colon = endpoint.lastIndexOf(u':');
    bool isNumber = false;
    const quint16 port = endpoint.mid(colon + 1).toUShort(&isNumber);
    if (colon <= 0 || !isNumber || port == 0)
        return std::nullopt;
    QString host = endpoint.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (host.isEmpty())
        return std::nullopt;
    return std::pair(host, port);
}

Task<Result<OpenedLink>> dialMember(DialOrder order)
{
    const Member *row = order.table->member(order.member);
    const QStringList addresses = row ? row->addresses : QStringList();
    Error last = Error::temporary(
        "no address", QStringLiteral("%1 has no address in the table").arg(order.member.text));
    for (const QString &address : addresses) {
        const auto endpoint = splitEndpoint(address);
        if (!endpoint) {
            last = Error::temporary("bad address", QStringLiteral("\"%1\" is no host:port").arg(address));
            continue;
        }
        Result<OpenedLink> link = co_await dialAddress(order, endpoint->first, endpoint->second);
        if (link)
            co_return std::move(*link);
        last = link.error();
        last.forLog = address + QStringLiteral(": ") + last.forLog;
        if (order.deadline.hasExpired())
            break;
    }
    co_return fail(std::move(last));
}

} // namespace homeport
