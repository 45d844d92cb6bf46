// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sending messages, and the UPDATE state.
#include "server/pop3/pop3login.h"
#include "server/pop3/pop3session.h"
#include "shared/mail/reply.h"

namespace homeport {

namespace {

constexpr qint64 chunk = 64 * 1024;
const QByteArray nothing;

} // namespace

Task<QByteArray> Pop3Session::retr(QByteArray argument)
{
    QByteArray refusal;
    Message *const message = find(argument, refusal);
    if (!message)
        co_return refusal;
    const QByteArray reply = co_await send(*message, std::nullopt);
    co_return reply;
}

Task<QByteArray> Pop3Session::top(QByteArray argument)
{
    QByteArray refusal;
    Message *const message = find(argument, refusal);
    if (!message)
        co_return refusal;
    const std::optional<Pop3Numbers> numbers = parsePop3Numbers(argument);
    if (!numbers->lines)
        co_return bad("-ERR TOP message lines");
    const QByteArray reply = co_await send(*message, numbers->lines);
    co_return reply;
}

/// `m_messages` does not change in size after the start, so the reference stays good.
Task<QByteArray> Pop3Session::send(Message &message, std::optional<qint64> lines)
{
    const Result<std::shared_ptr<MessageData>> data = co_await m_mailbox->fetch(message.info.uid);
    if (!data) {
        qCWarning(lcPop3)
            << Event("retrieve-failed").id(m_id).with("uid", message.info.uid).why(data.error());
        co_return pop3Reply(data.error());
    }
    const qint64 size = (*data)->size();
    Result<QByteArray> piece = co_await (*data)->read(0, chunk);
    if (!piece) {
        qCWarning(lcPop3)
            << Event("retrieve-failed").id(m_id).with("uid", message.info.uid).why(piece.error());
        co_return pop3Reply(piece.error()); // nothing has been sent yet: this can still be said
    }
    Pop3Top cut(lines.value_or(0));
    Pop3Stuffer stuffer;
    co_await m_stream->write("+OK message follows\r\n", deadline());
    for (qint64 at = 0;;) {
        const QByteArrayView wanted = lines ? cut.pass(*piece) : QByteArrayView(*piece);
        const StreamResult<> written = co_await m_stream->write(stuffer.pass(wanted), deadline());
        at += piece->size();
        if (at >= size || piece->isEmpty() || (lines && cut.isComplete()))
            break;
        piece = co_await (*data)->read(at, chunk);
        if (!written || !piece || m_stop.stop_requested()) {
            // half a message must not look like a whole one: no "." and no more words
            qCWarning(lcPop3)
                << Event("retrieve-broken").id(m_id).with("uid", message.info.uid).with("sent", at);
            m_isOver = true;
            co_return nothing;
        }
    }
    message.isRead = message.isRead || !lines;
    m_retrieved += lines ? 0 : 1;
    co_await m_stream->write(stuffer.finish(), deadline());
    co_return nothing;
}

/// RFC 1939 6. What was retrieved counts as read for IMAP too.
Task<Result<>> Pop3Session::update()
{
    QList<quint32> deleted;
    QList<quint32> read;
    for (const Message &message : std::as_const(m_messages)) {
        if (message.isDeleted)
            deleted.append(message.info.uid);
        else if (message.isRead && !message.info.flags.has(SystemFlag::Seen))
            read.append(message.info.uid);
    }
    Flags flags;
    flags.set(SystemFlag::Seen);
    if (!read.isEmpty()) {
        const Result<QList<MessageInfo>> marked = co_await m_mailbox->store(read, FlagChange::Add, flags);
        if (!marked) // a convenience: the session's success does not hang on it
            qCWarning(lcPop3) << Event("mark-failed").id(m_id).why(marked.error());
    }
    if (deleted.isEmpty())
        co_return Result<>();
    flags = Flags();
    flags.set(SystemFlag::Deleted);
    const Result<QList<MessageInfo>> marked = co_await m_mailbox->store(deleted, FlagChange::Add, flags);
    if (!marked)
        co_return fail(marked.error());
    const Result<QList<quint32>> removed = co_await m_mailbox->expunge(deleted);
    if (!removed)
        co_return fail(removed.error());
    co_return Result<>();
}

} // namespace homeport
