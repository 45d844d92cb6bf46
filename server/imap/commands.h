// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The commands of a logged-in session, one function each; a new kind of command breaks the build here.
#pragma once

#include "server/imap/imapcontext.h"

namespace homeport::imap {

/// The text behind "TAG OK ", or the Error from which the answer is derived. Untagged lines were sent before.
/// `context` outlives the task.
using Completion = Result<QByteArray>;

Task<Completion> execute(ImapContext &context, Capability command);
Task<Completion> execute(ImapContext &context, Noop command);
Task<Completion> execute(ImapContext &context, Logout command);
Task<Completion> execute(ImapContext &context, StartTls command);
Task<Completion> execute(ImapContext &context, Login command);
Task<Completion> execute(ImapContext &context, Authenticate command);
Task<Completion> execute(ImapContext &context, Check command);
Task<Completion> execute(ImapContext &context, Close command);
Task<Completion> execute(ImapContext &context, Unselect command);
Task<Completion> execute(ImapContext &context, Idle command);
Task<Completion> execute(ImapContext &context, Namespace command);
Task<Completion> execute(ImapContext &context, Id command);
Task<Completion> execute(ImapContext &context, Enable command);
Task<Completion> execute(ImapContext &context, Select command);
Task<Completion> execute(ImapContext &context, Create command);
Task<Completion> execute(ImapContext &context, Delete command);
Task<Completion> execute(ImapContext &context, Rename command);
Task<Completion> execute(ImapContext &context, Subscribe command);
Task<Completion> execute(ImapContext &context, List command);
Task<Completion> execute(ImapContext &context, Status command);
Task<Completion> execute(ImapContext &context, Append command);
Task<Completion> execute(ImapContext &context, Expunge command);
Task<Completion> execute(ImapContext &context, Copy command);
Task<Completion> execute(ImapContext &context, Store command);
Task<Completion> execute(ImapContext &context, Fetch command);
Task<Completion> execute(ImapContext &context, Search command);

/// An error about a target mailbox: where it does not exist the client may make it (RFC 3501 7.1 TRYCREATE).
Error forTarget(Error error);
/// NO for changes in a mailbox opened with EXAMINE.
Error readOnlyError();

} // namespace homeport::imap
