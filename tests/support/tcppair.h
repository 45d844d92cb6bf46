// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two TcpStreams joined over the loopback interface, for tests on real sockets.
#pragma once

#include "shared/net/listener.h"
#include "tests/support/await.h"

namespace homeport {

struct TcpPair
{
    std::unique_ptr<TcpStream> server;
    std::unique_ptr<TcpStream> client;
};

/// Aborts the test program when loopback does not work.
inline TcpPair makeTcpPair()
{
    TcpPair pair;
    ListenerOptions options;
    options.name = QStringLiteral("test");
    options.addresses = QStringList{QStringLiteral("127.0.0.1")};
    const OneShot<bool> accepted;
    auto listener = Listener::open(options, [&pair, accepted](Accepted connection) {
        pair.server =
            std::make_unique<TcpStream>(std::move(connection.descriptor), connection.peer, connection.slot);
        accepted.finish(true);
    });
    if (!listener)
        qFatal("%s", qPrintable(listener.error().forLog));
    auto client =
        resultOf(TcpStream::connectTo(QStringLiteral("127.0.0.1"), (*listener)->port(), Deadline(30s)));
    if (!client)
        qFatal("%s", qPrintable(client.error().detail));
    pair.client = std::move(*client);
    const auto wait = [](OneShot<bool> done) -> Task<bool> {
        const bool value = co_await done;
        co_return value;
    };
    resultOf(wait(accepted));
    return pair;
}

} // namespace homeport
