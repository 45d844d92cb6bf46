// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Delivery status notifications (RFC 3461, RFC 3464): telling a sender what could not be delivered.
#pragma once

#include "shared/mail/messagebody.h"

#include <QList>

namespace homeport {

struct FailedRecipient
{
    QByteArray recipient; ///< of RCPT
    QByteArray finalRecipient; ///< where it ended up
    QByteArray status; ///< "5.1.1"
    QByteArray text; ///< the reason in words, ours or the other server's reply
};

struct NotificationFacts
{
    QByteArray reportingMember;
    QByteArray to; ///< the sender of the original; never empty
    qint64 receivedMs = 0;
    qint64 nowMs = 0;
    QList<FailedRecipient> failed;
};

/// A multipart/report message with the original's header (at most 50 kB of it), CR LF line ends. Its envelope
/// sender is the null reverse-path.
QByteArray notificationMessage(const NotificationFacts &facts, const MessageBody &original);

} // namespace homeport
