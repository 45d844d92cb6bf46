// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What all streams share: their errors as replies, and copying between two of them.
#include "shared/net/bytestream.h"

namespace homeport {

Error StreamError::toError() const
{
    switch (kind) {
    case Kind::TimedOut:
        return Error::temporary("timeout", detail, "4.4.2");
    case Kind::TooLong:
        return Error::syntax("line too long", "5.5.6"); // RFC 3463: invalid command arguments class
    case Kind::Ended:
    case Kind::Closed:
    case Kind::Failed:
        break;
    }
    return Error::temporary("connection lost", detail, "4.4.2"); // RFC 3463 section 3.5: bad connection
}

namespace {

constexpr qsizetype spliceChunk = 64 * 1024;
constexpr auto linger = std::chrono::milliseconds(60s); // the silence allowed once one direction has ended

qint64 nowMs() { return QDeadlineTimer::current().deadline(); }

struct SpliceState
{
    qint64 lastMovedMs = nowMs();
    QTimer lingering;

    void moved() { lastMovedMs = nowMs(); }
    std::chrono::milliseconds leftOf(std::chrono::milliseconds limit) const
    {
        return limit - std::chrono::milliseconds(nowMs() - lastMovedMs);
    }
};

/// One direction. Ends when `from` ends or fails. When `to` no longer takes bytes, the rest is read and
/// dropped, so that `from` can end kindly too.
Task<qint64> pump(ByteStream &from, ByteStream &to, SpliceState &state, std::chrono::milliseconds idleLimit)
{
    qint64 moved = 0;
    bool discarding = false;
    for (;;) {
        StreamResult<QByteArray> bytes =
            co_await from.readSome(spliceChunk, Deadline(state.leftOf(idleLimit)));
        if (!bytes) {
            // the other direction may have been busy meanwhile
            if (bytes.error().kind == StreamError::Kind::TimedOut && state.leftOf(idleLimit) > 0ms)
                continue;
            break;
        }
        state.moved();
        if (discarding)
            continue;
        const qsizetype count = bytes->size();
        const StreamResult<> written = co_await to.write(std::move(*bytes), Deadline(idleLimit));
        if (written) {
            moved += count;
            state.moved();
            continue;
        }
        discarding = true;
        from.finish();
        state.lingering.start(linger);
    }
    to.finish();
    if (!state.lingering.isActive())
        state.lingering.start(linger);
    co_await to.flush(Deadline(linger)); // its failure is the receiver's loss alone: there is nobody to tell
    co_return moved;
}

} // namespace

Task<Spliced> splice(ByteStream &a, ByteStream &b, std::chrono::milliseconds idleLimit)
{
    SpliceState state;
    QObject::connect(&state.lingering, &QTimer::timeout, &state.lingering, [&state, &a, &b] {
        const auto left = state.leftOf(linger);
        if (left > 0ms) {
            state.lingering.start(left);
            return;
        }
        state.lingering.stop();
        a.close(); // both only post the resumption
        b.close();
    });
    Task<qint64> forward = pump(a, b, state, idleLimit);
    Task<qint64> backward = pump(b, a, state, idleLimit);
    Spliced total;
    total.aToB = co_await forward;
    total.bToA = co_await backward;
    co_return total;
}

} // namespace homeport
