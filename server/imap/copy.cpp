// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// COPY (RFC 3501 6.4.7) and MOVE (RFC 6851), with COPYUID (RFC 4315).
#include "server/imap/commands.h"

namespace homeport::imap {

namespace {

QByteArray copyUid(const AppendResult &result)
{
    if (result.uids.isEmpty())
        return {};
    return "[COPYUID " + QByteArray::number(result.uidValidity) + ' ' + formatNumberSet(result.sourceUids)
        + ' ' + formatNumberSet(result.uids) + "] ";
}

/// The copies are durable: the originals may go.
Task<Result<>> removeOriginals(ImapContext &context, QList<quint32> uids)
{
    Mailbox &mailbox = context.view->mailbox();
    Flags deleted;
    deleted.set(SystemFlag::Deleted);
    const auto marked = co_await mailbox.store(uids, FlagChange::Add, deleted);
    if (!marked)
        co_return fail(marked.error());
    const auto gone = co_await mailbox.expunge(uids);
    if (!gone)
        co_return fail(gone.error());
    co_return Result<>();
}

} // namespace

Task<Completion> execute(ImapContext &context, Copy command)
{
    MailboxView &view = *context.view;
    const bool move = command.action == CopyAction::Move;
    if (move && view.isReadOnly())
        co_return fail(readOnlyError());
    const auto indexes = view.indexes(command.set, command.numbering);
    if (!indexes)
        co_return fail(indexes.error());
    const QList<quint32> uids = view.uids(*indexes);
    const QByteArray verb = move ? "Move" : "Copy";
    if (uids.isEmpty())
        co_return verb + " completed, no message matched";
    const auto copied = co_await context.account->copy(view.shared(), uids, command.mailbox);
    if (!copied)
        co_return fail(forTarget(copied.error()));
    if (!move || copied->sourceUids.isEmpty())
        co_return copyUid(*copied) + verb + " completed";
    co_await context.send("* OK " + copyUid(*copied) + "Moved\r\n"); // RFC 6851 4.3: before the EXPUNGEs
    const auto removed = co_await removeOriginals(context, copied->sourceUids);
    if (!removed)
        co_return fail(removed.error());
    co_return verb + " completed";
}

} // namespace homeport::imap
