// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// STORE (RFC 3501 6.4.6).
#include "server/imap/commands.h"

namespace homeport::imap {

namespace {

constexpr qsizetype batch = 500;

FlagChange changeOf(StoreMode mode)
{
    switch (mode) {
    case StoreMode::Add:
        return FlagChange::Add;
    case StoreMode::Remove:
        return FlagChange::Remove;
    case StoreMode::Replace:
        break;
    }
    return FlagChange::Replace;
}

} // namespace

Task<Completion> execute(ImapContext &context, Store command)
{
    MailboxView &view = *context.view;
    const auto flags = flagsFrom(command.flags);
    if (!flags)
        co_return fail(flags.error());
    if (view.isReadOnly())
        co_return fail(readOnlyError());
    const auto indexes = view.indexes(command.set, command.numbering);
    if (!indexes)
        co_return fail(indexes.error());
    const QList<quint32> uids = view.uids(*indexes);
    for (qsizetype from = 0; from < uids.size() && !context.lost; from += batch) {
        const auto stored =
            co_await view.mailbox().store(uids.mid(from, batch), changeOf(command.mode), *flags);
        if (!stored)
            co_return fail(stored.error());
        for (const MessageInfo &info : *stored) {
            view.take(info);
            QByteArray out = view.newKeywords(info.flags);
            const qsizetype index = view.indexOf(info.uid);
            if (command.echo == Echo::Answer && index >= 0)
                out += view.fetchFlags(index, command.numbering);
            co_await context.send(out);
        }
    }
    co_return QByteArray("Store completed");
}

} // namespace homeport::imap
