// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A client and a server joined in memory, and a server's handler with a path for every behaviour under test.
#pragma once

#include "shared/net/http2connection.h"
#include "tests/support/await.h"
#include "tests/support/memorystream.h"

namespace homeport {

constexpr qint64 bulk = 50 * 1024 * 1024;

inline Deadline soon() { return Deadline(30s); }

/// resultOf() for what can only be moved.
template <class T> T moved(Task<T> task)
{
    const auto hold = [](Task<T> inner) -> Task<std::shared_ptr<T>> {
        auto &&value = co_await inner;
        co_return std::make_shared<T>(std::move(value));
    };
    const std::shared_ptr<T> held = resultOf(hold(std::move(task)));
    return std::move(*held);
}

class RigHandler final : public Http2Handler
{
public:
    Task<> request(std::shared_ptr<Http2Exchange> exchange) override
    {
        ++atWork;
        mostAtWork = std::max(mostAtWork, atWork);
        if (exchange->isConnect())
            co_await tunnel(exchange);
        else if (exchange->path() == "/hello")
            exchange->respond(200, {{"x-name", exchange->header("x-name")}}, QByteArrayLiteral("hello"));
        else if (exchange->path() == "/echo")
            co_await echo(exchange);
        else if (exchange->path() == "/count")
            co_await count(exchange);
        else if (exchange->path() == "/full")
            exchange->respond(413, {}, QByteArrayLiteral("too much"));
        else if (exchange->path() == "/slow") {
            const bool isWoken = co_await go.wait(soon());
            exchange->respond(isWoken ? 200 : 504);
        }
        --atWork;
    }

    int atWork = 0;
    int mostAtWork = 0;
    qint64 received = 0;
    Signal go;
    std::optional<StreamError::Kind> lastEnd;

private:
    Task<> echo(std::shared_ptr<Http2Exchange> exchange)
    {
        const auto body = co_await exchange->readBody(1024 * 1024, soon());
        exchange->respond(body ? 200 : 413, {}, body ? *body : body.error().forPeer);
    }

    Task<> count(std::shared_ptr<Http2Exchange> exchange)
    {
        for (;;) {
            const auto chunk = co_await exchange->readSome(64 * 1024, soon());
            if (!chunk)
                break;
            received += chunk->size();
        }
        exchange->respond(200, {}, QByteArray::number(received));
    }

    Task<> tunnel(std::shared_ptr<Http2Exchange> exchange)
    {
        if (exchange->path() == "/refuse") {
            exchange->refuse(409, {{"x-why", "table"}}, QByteArrayLiteral("not here"));
            co_return;
        }
        auto accepted = exchange->acceptConnect();
        if (!accepted)
            co_return;
        const std::unique_ptr<ByteStream> stream = std::move(*accepted);
        if (exchange->path() == "/flood") {
            const QByteArray chunk(64 * 1024, 'f');
            for (qint64 sent = 0; sent < bulk; sent += chunk.size()) {
                const auto written = co_await stream->write(chunk);
                if (!written)
                    co_return;
            }
        } else {
            for (;;) {
                const auto bytes = co_await stream->readSome(64 * 1024, Deadline(Deadline::Forever));
                if (!bytes) {
                    lastEnd = bytes.error().kind;
                    break;
                }
                received += bytes->size();
                if (exchange->path() != "/sink")
                    co_await stream->write(*bytes);
            }
        }
        stream->finish();
    }
};

struct Rig
{
    explicit Rig(Http2Options clientOptions = {}, Http2Options serverOptions = {})
    {
        auto ends = MemoryStream::pair();
        server = Http2Connection::server(std::move(ends.first), handler, serverOptions);
        client = Http2Connection::client(std::move(ends.second), clientOptions);
        client->onEnded([this](const Http2End &end) { clientEnd = end; });
        server->onEnded([this](const Http2End &end) { serverEnd = end; });
    }
    ~Rig()
    {
        client->onEnded({});
        server->onEnded({});
    }
    void run()
    {
        server->run();
        client->run();
    }
    Result<Http2Response> get(const char *path)
    {
        Http2Request request;
        request.path = path;
        return moved(client->request(request, soon()));
    }
    Http2ConnectResult connect(const char *path)
    {
        Http2Connect to;
        to.protocol = QByteArrayLiteral("homeport-test");
        to.path = path;
        return moved(client->connectStream(to, soon()));
    }

    std::shared_ptr<RigHandler> handler = std::make_shared<RigHandler>();
    std::optional<Http2End> clientEnd;
    std::optional<Http2End> serverEnd;
    std::unique_ptr<Http2Connection> server;
    std::unique_ptr<Http2Connection> client;
};

/// So many small round trips on one tunnel; the number that came back right.
inline Task<int> roundTrips(ByteStream *tunnel, int times)
{
    int right = 0;
    for (int i = 0; i < times; ++i) {
        const QByteArray line = QByteArray::number(i) + "\r\n";
        co_await tunnel->write(line, soon());
        const auto back = co_await tunnel->readLine(100, soon());
        if (back && *back == line)
            ++right;
    }
    co_return right;
}

inline Task<qint64> drained(ByteStream *stream)
{
    qint64 total = 0;
    for (;;) {
        const auto bytes = co_await stream->readSome(1024 * 1024, soon());
        if (!bytes)
            co_return bytes.error().kind == StreamError::Kind::Ended ? total : -1;
        total += bytes->size();
    }
}

} // namespace homeport
