// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// APPEND (RFC 3501 6.3.11): the message streams from the client into a body, then into the mailbox.
#include "server/imap/commands.h"

namespace homeport::imap {

namespace {

/// Makes bare LF to CR LF: messages are kept with CR LF line ends (protocol.md 1.4).
class LineEnds
{
public:
    QByteArray operator()(const QByteArray &bytes)
    {
        QByteArray out;
        out.reserve(bytes.size() + 16);
        for (const char c : bytes) {
            if (c == '\n' && m_last != '\r')
                out += '\r';
            out += c;
            m_last = c;
        }
        return out;
    }

private:
    char m_last = 0;
};

/// Reads the whole literal whatever happens, so that the client and we agree where the next command begins.
Task<Result<>> readMessage(ImapContext &context, MessageBody &body, qint64 size)
{
    LineEnds lineEnds;
    Result<> outcome;
    for (qint64 left = size; left > 0;) {
        const auto bytes = co_await context.stream.readSome(
            std::min<qint64>(left, 65536), context.clock.in(context.settings.transferLimit));
        if (!bytes) {
            context.lost = true;
            co_return fail(bytes.error().toError());
        }
        left -= bytes->size();
        if (outcome && bytes->contains('\0')) // RFC 3501 9: a literal has no NUL
            outcome = fail(Error::syntax("the message has a NUL byte"));
        if (outcome)
            outcome = body.append(lineEnds(*bytes));
    }
    co_return outcome;
}

} // namespace

Task<Completion> execute(ImapContext &context, Append command)
{
    const bool asks = command.literal == LiteralKind::Synchronising;
    if (command.size > context.settings.maxMessageSize || command.size == 0) {
        if (!asks)
            co_await context.skipLiteral(command.size);
        if (command.size == 0)
            co_return fail(Error::refused("the message is empty"));
        co_return fail(Error::refused(
            "the message is larger than " + QByteArray::number(context.settings.maxMessageSize) + " octets",
            {}, "TOOBIG"));
    }
    if (asks) {
        co_await context.send("+ Ready for literal data\r\n");
        co_await context.flush();
    }
    MessageBody body(context.settings.bodies);
    const auto read = co_await readMessage(context, body, command.size);
    if (context.lost)
        co_return fail(read.error());
    const auto rest = co_await context.stream.readLine(
        context.settings.parser.line, context.clock.in(context.settings.transferLimit));
    if (!rest) {
        context.lost = true;
        co_return fail(rest.error().toError());
    }
    if (!read)
        co_return fail(read.error());
    if (*rest != "\r\n") {
        context.lost = rest->endsWith("+}\r\n");
        co_return fail(Error::syntax("APPEND takes one message"));
    }
    const auto flags = flagsFrom(command.flags);
    if (!flags)
        co_return fail(flags.error());
    const qint64 date = command.internalDateMs.value_or(context.clock.wallMs());
    const auto sealed = MessageBody::seal(std::move(body));
    const auto stored = co_await context.account->append(command.mailbox, *flags, date, sealed);
    if (!stored)
        co_return fail(forTarget(stored.error()));
    co_return "[APPENDUID " + QByteArray::number(stored->uidValidity) + ' ' + formatNumberSet(stored->uids)
        + "] Append completed";
}

} // namespace homeport::imap
