// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// STATUS (RFC 3501 6.3.10).
#include "server/imap/commands.h"
#include "server/imap/syntax/response.h"

namespace homeport::imap {

namespace {

QByteArray itemText(StatusItem item, const MailboxStatus &status)
{
    switch (item) {
    case StatusItem::Messages:
        return "MESSAGES " + QByteArray::number(status.messages);
    case StatusItem::Recent:
        return "RECENT " + QByteArray::number(status.recent);
    case StatusItem::UidNext:
        return "UIDNEXT " + QByteArray::number(status.uidNext);
    case StatusItem::UidValidity:
        return "UIDVALIDITY " + QByteArray::number(status.uidValidity);
    case StatusItem::Unseen:
        break;
    }
    return "UNSEEN " + QByteArray::number(status.unseen);
}

} // namespace

Task<Completion> execute(ImapContext &context, Status command)
{
    const auto status = co_await context.account->status(command.mailbox);
    if (!status)
        co_return fail(status.error());
    QList<QByteArray> items;
    for (const StatusItem item : command.items)
        items.append(itemText(item, *status));
    co_await context.send("* STATUS " + formatMailbox(command.mailbox) + " (" + items.join(' ') + ")\r\n");
    co_return QByteArray("Status completed");
}

} // namespace homeport::imap
