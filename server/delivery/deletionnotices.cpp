// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Notifications of mail that an administrator deletes.
#include "server/delivery/deletionnotices.h"

namespace homeport {

Task<std::optional<QueuedMessage>> DeletionNotices::ofDeletion(
    QueuedMessage message, QByteArrayList recipients)
{
    if (message.wantsNoNotification)
        co_return std::nullopt;
    const DeliveryResult deleted{
        {}, DeliveryOutcome::Refused, "5.0.0", "deleted from the queue by an administrator"};
    const QList<DeliveryResult> refusals(recipients.size(), deleted);
    const MessageInFlight original{message.from, message.session, message.receivedMs, message.body};
    std::optional<QueuedMessage> notification =
        co_await queuedNotification(m_router, original, m_member, recipients, refusals, m_clock.wallMs());
    co_return notification;
}

} // namespace homeport
