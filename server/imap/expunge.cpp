// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// EXPUNGE (RFC 3501 6.4.3) and UID EXPUNGE (RFC 4315).
#include "server/imap/commands.h"

namespace homeport::imap {

Task<Completion> execute(ImapContext &context, Expunge command)
{
    MailboxView &view = *context.view;
    if (view.isReadOnly())
        co_return fail(readOnlyError());
    QList<quint32> uids;
    if (command.uids) {
        const auto indexes = view.indexes(*command.uids, Numbering::Uid);
        if (!indexes)
            co_return fail(indexes.error());
        uids = view.uids(*indexes);
        if (uids.isEmpty()) // an empty list would mean all
            co_return QByteArray("Expunge completed");
    }
    const auto gone = co_await view.mailbox().expunge(uids);
    if (!gone)
        co_return fail(gone.error());
    co_return QByteArray("Expunge completed"); // the EXPUNGE lines come with the updates behind the command
}

} // namespace homeport::imap
