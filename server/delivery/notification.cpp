// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Delivery status notifications.
#include "server/delivery/notification.h"

#include "shared/base/bytes.h"
#include "shared/mail/datetime.h"
#include "shared/mail/header.h"

#include <QDateTime>

namespace homeport {

namespace {

constexpr qint64 originalLimit = 50'000; // reliability A30: what is sent back is bounded

/// One line of printable ASCII: no line break of a peer's text ever reaches a header (RFC 5322 2.2).
QByteArray oneLine(QByteArray text)
{
    for (char &c : text) {
        if (c < 0x20 || c >= 0x7f)
            c = '?';
    }
    return text.left(800);
}

QByteArray mailDate(qint64 ms) { return formatMailDate(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)); }

QByteArray humanPart(const NotificationFacts &facts)
{
    QByteArray text = "This is the mail system at " + facts.reportingMember
        + ".\r\n\r\n"
          "Your message could not be delivered to:\r\n\r\n";
    for (const FailedRecipient &failed : facts.failed)
        text += "  " + oneLine(failed.recipient) + "\r\n    " + oneLine(failed.status + ' ' + failed.text)
            + "\r\n\r\n";
    return text
        + "Other recipients, if there were any, are not affected. The header of your message is "
          "attached.\r\n";
}

/// RFC 3464 section 2: a group for the message, then one per recipient.
QByteArray statusPart(const NotificationFacts &facts)
{
    QByteArray text = "Reporting-MTA: dns; " + facts.reportingMember
        + "\r\nArrival-Date: " + mailDate(facts.receivedMs) + "\r\n";
    for (const FailedRecipient &failed : facts.failed) {
        text += "\r\nOriginal-Recipient: rfc822; " + oneLine(failed.recipient)
            + "\r\nFinal-Recipient: rfc822; "
            + oneLine(failed.finalRecipient.isEmpty() ? failed.recipient : failed.finalRecipient)
            + "\r\nAction: failed\r\nStatus: " + oneLine(failed.status) + "\r\nDiagnostic-Code: smtp; "
            + oneLine(failed.text) + "\r\n";
    }
    return text;
}

QByteArray originalHeader(const MessageBody &original)
{
    const Result<QByteArray> start = original.read(0, originalLimit);
    if (!start)
        return "X-Homeport-Note: the original could not be read\r\n";
    return start->left(headerLength(*start));
}

} // namespace

QByteArray notificationMessage(const NotificationFacts &facts, const MessageBody &original)
{
    const QByteArray boundary = "=_" + randomBytes(16).toHex();
    const QByteArray part = "--" + boundary + "\r\n";
    return "From: Mail Delivery System <MAILER-DAEMON@" + facts.reportingMember + ">\r\nTo: <"
        + oneLine(facts.to) + ">\r\nSubject: Undelivered mail returned to sender\r\nDate: "
        + mailDate(facts.nowMs) + "\r\nMessage-ID: <" + randomBytes(16).toHex() + '@' + facts.reportingMember
        + ">\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n" // RFC 3834 5
          "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\""
        + boundary + "\"\r\n\r\n" + part + "Content-Type: text/plain; charset=us-ascii\r\n\r\n"
        + humanPart(facts) + "\r\n" + part + "Content-Type: message/delivery-status\r\n\r\n"
        + statusPart(facts) + "\r\n" + part + "Content-Type: text/rfc822-headers\r\n\r\n"
        + originalHeader(original) + "\r\n--" + boundary + "--\r\n";
}

} // namespace homeport
