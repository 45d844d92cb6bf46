// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// IDLE (RFC 2177): changes are told as they happen, until the client says DONE.
#include "server/imap/commands.h"
#include "shared/base/bytes.h"

namespace homeport::imap {

namespace {

constexpr qsizetype doneLimit = 1024;

/// What the reader of DONE and the teller of changes share; whoever ends last lets it go.
struct IdleEnd
{
    std::stop_source stop;
    OneShot<StreamResult<QByteArray>> line;
};

Task<> readDone(ByteStream &stream, Deadline deadline, std::shared_ptr<IdleEnd> end)
{
    auto line = co_await stream.readLine(doneLimit, deadline);
    end->stop.request_stop();
    end->line.finish(std::move(line));
}

/// Ends when DONE (or the end of the stream) was read, when nothing can change, or when the client is lost.
Task<> tellChanges(ImapContext &context, std::shared_ptr<IdleEnd> end)
{
    bool more = context.view != nullptr;
    while (more && !end->line.isFinished()) {
        // the wait begins before the look, so that no change falls between them
        const Task<bool> wait =
            context.view->mailbox().waitForChange(Deadline(Deadline::Forever), end->stop.get_token());
        const auto changes = co_await context.view->changes(Updates::All, Numbering::Sequence);
        if (changes)
            co_await context.send(*changes);
        co_await context.flush();
        if (context.lost) {
            end->stop.request_stop();
            context.stream.close(); // the reader ends, too
        }
        context.waiting = !context.lost;
        more = co_await wait;
        context.waiting = false;
    }
}

} // namespace

Task<Completion> execute(ImapContext &context, Idle)
{
    co_await context.send("+ idling\r\n");
    co_await context.flush();
    const auto end = std::make_shared<IdleEnd>();
    readDone(context.stream, context.clock.in(context.settings.idleLimit), end);
    co_await tellChanges(context, end);
    context.waiting = !context.lost;
    const StreamResult<QByteArray> line = co_await end->line;
    context.waiting = false;
    if (!line) {
        if (line.error().kind == StreamError::Kind::TimedOut)
            co_await context.send("* BYE Idle for too long\r\n");
        co_await context.flush();
        context.lost = true;
        co_return fail(line.error().toError());
    }
    if (!equalIgnoringCase(*line, "DONE\r\n"))
        co_return fail(Error::syntax("IDLE ends with DONE"));
    co_return QByteArray("Idle completed");
}

} // namespace homeport::imap
