// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Waiting for a line or the end of the server.
#include "shared/net/farewell.h"

namespace homeport {

namespace {

constexpr auto patience = 2s; // for a client that does not read

struct Goodbye
{
    ByteStream &stream;
    QByteArray text;
    bool isUnderWay = false;
    OneShot<bool> said = {};
};

Task<> say(std::shared_ptr<Goodbye> goodbye)
{
    goodbye->isUnderWay = true;
    co_await goodbye->stream.write(goodbye->text, Deadline(patience));
    co_await goodbye->stream.flush(Deadline(patience));
    goodbye->stream.close();
    goodbye->said.finish(true);
}

} // namespace

Task<StreamResult<QByteArray>> readLineUnlessStopped(
    ByteStream &stream, qsizetype limit, Deadline deadline, std::stop_token stop, QByteArray farewell)
{
    const auto goodbye = std::make_shared<Goodbye>(Goodbye{stream, std::move(farewell)});
    const StreamError stopped{StreamError::Kind::Closed, QStringLiteral("the server stops")};
    if (stop.stop_requested()) {
        co_await say(goodbye);
        co_return tl::unexpected(stopped);
    }
    const LoopHandle loop = LoopHandle::current();
    const std::stop_callback onStop(stop, [loop, weak = std::weak_ptr(goodbye)] {
        loop.post([weak] {
            if (const auto waiting = weak.lock())
                say(waiting);
        });
    });
    const StreamResult<QByteArray> line = co_await stream.readLine(limit, deadline);
    if (goodbye->isUnderWay) {
        co_await goodbye->said;
        co_return tl::unexpected(stopped);
    }
    co_return line;
}

} // namespace homeport
