// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// CREATE, DELETE, RENAME and SUBSCRIBE: one call of the account each.
#include "server/imap/commands.h"

namespace homeport::imap {

Error forTarget(Error error)
{
    if (error.status == "NONEXISTENT")
        error.status = "TRYCREATE";
    return error;
}

Task<Completion> execute(ImapContext &context, Create command)
{
    const auto done = co_await context.account->create(command.mailbox);
    if (!done)
        co_return fail(done.error());
    co_return QByteArray("Create completed");
}

Task<Completion> execute(ImapContext &context, Delete command)
{
    if (command.mailbox == "INBOX")
        co_return fail(Error::refused("INBOX cannot be deleted", {}, "CANNOT")); // RFC 3501 6.3.4
    const auto done = co_await context.account->remove(command.mailbox);
    if (!done)
        co_return fail(done.error());
    co_return QByteArray("Delete completed");
}

Task<Completion> execute(ImapContext &context, Rename command)
{
    const auto done = co_await context.account->rename(command.from, command.to);
    if (!done)
        co_return fail(done.error());
    co_return QByteArray("Rename completed");
}

Task<Completion> execute(ImapContext &context, Subscribe command)
{
    const bool on = command.subscription == Subscription::On;
    const auto done = co_await context.account->subscribe(command.mailbox, on);
    if (!done)
        co_return fail(done.error());
    co_return QByteArray(on ? "Subscribe completed" : "Unsubscribe completed");
}

} // namespace homeport::imap
