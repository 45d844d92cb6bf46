// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking responsibility for a message: what an SMTP session needs.
#pragma once

#include "server/ports/router.h"
#include "shared/mail/messagebody.h"

namespace homeport {

/// A recipient accepted at RCPT: resolved, its keys not minted yet.
struct AcceptedRecipient
{
    Address recipient; ///< of RCPT
    Resolution resolution;
};

enum class Sender {
    Stranger, ///< port 25: only our own domains
    Account, ///< authenticated submission: remote recipients too, if there is a relay
};

struct IncomingMessage
{
    QByteArray from; ///< empty: null reverse-path
    QList<AcceptedRecipient> recipients;
    std::shared_ptr<const MessageBody> body; ///< sealed, trace header on top
    QByteArray session; ///< hex
    qint64 receivedMs = 0;
};

/// Thread: the session's worker. Errors carry the status code for the reply.
class MessageIntake
{
public:
    virtual ~MessageIntake() = default;
    /// At RCPT. Refused 5.1.1 (no such account, said only after a clean answer of the directory
    /// writer), 5.7.1 (relaying denied), Temporary 4.x.x (never seen and the directory is away).
    virtual Task<Result<AcceptedRecipient>> checkRecipient(Address recipient, Sender sender) = 0;
    /// At the end of DATA: the result table of design.md §4. Success means: every (message, account) has a
    /// durable owner. The value is the text after "250 2.0.0 ".
    virtual Task<Result<QByteArray>> accept(IncomingMessage message) = 0;
};

} // namespace homeport
