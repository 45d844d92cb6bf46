// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SELECT, EXAMINE, CHECK, CLOSE and UNSELECT: opening and leaving a mailbox.
#include "server/imap/commands.h"

namespace homeport::imap {

Error readOnlyError() { return Error::refused("the mailbox is open for reading only", {}, "READ-ONLY"); }

Task<Completion> execute(ImapContext &context, Select command)
{
    context.view.reset(); // RFC 3501 6.3.1: also when the new mailbox cannot be opened
    context.cache = {};
    auto opened = co_await MailboxView::open(context.account, command.mailbox, command.access);
    if (!opened)
        co_return fail(opened.error());
    context.view = std::move(*opened);
    MailboxView &view = *context.view;
    QByteArray out = view.flagLines() + "* " + QByteArray::number(view.count()) + " EXISTS\r\n* "
        + QByteArray::number(view.recentCount()) + " RECENT\r\n";
    if (const qsizetype unseen = view.firstUnseen(); unseen >= 0)
        out += "* OK [UNSEEN " + QByteArray::number(unseen + 1) + "] First unseen\r\n";
    out += "* OK [UIDVALIDITY " + QByteArray::number(view.mailbox().uidValidity()) + "] UIDs valid\r\n";
    out += "* OK [UIDNEXT " + QByteArray::number(view.mailbox().uidNext()) + "] Predicted next UID\r\n";
    co_await context.send(out);
    if (view.isReadOnly())
        co_return QByteArray("[READ-ONLY] Examine completed");
    co_return QByteArray("[READ-WRITE] Select completed");
}

Task<Completion> execute(ImapContext &, Check)
{
    co_return QByteArray("Check completed"); // everything acknowledged is on disk already
}

Task<Completion> execute(ImapContext &context, Close)
{
    const std::unique_ptr<MailboxView> view = std::move(context.view);
    context.cache = {};
    if (!view->isReadOnly()) { // RFC 3501 6.4.2
        const QList<quint32> all;
        const auto gone = co_await view->mailbox().expunge(all);
        if (!gone)
            co_return fail(gone.error());
    }
    co_return QByteArray("Close completed");
}

Task<Completion> execute(ImapContext &context, Unselect)
{
    context.view.reset();
    context.cache = {};
    co_return QByteArray("Unselect completed");
}

} // namespace homeport::imap
