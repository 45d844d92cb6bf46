// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking responsibility at the door: recipients at RCPT, the result table at the end of DATA.
#pragma once

#include "server/delivery/homedelivery.h"
#include "server/ports/intake.h"
#include "server/ports/queue.h"

namespace homeport {

struct IntakeOptions
{
    QByteArray member; ///< our name, for notifications
    std::chrono::milliseconds directDelivery{5000}; ///< design.md §4: in all
    std::function<bool()> hasRelay; ///< any thread
};

/// One per worker; the queue is shared.
class DeliveryIntake : public MessageIntake
{
public:
    DeliveryIntake(
        Router &router, HomeDelivery &homes, Queue &queue, const Clock &clock, IntakeOptions options)
        : m_router(router)
        , m_homes(homes)
        , m_queue(queue)
        , m_clock(clock)
        , m_options(std::move(options))
    {
    }
    Task<Result<AcceptedRecipient>> checkRecipient(Address recipient, Sender sender) override;
    Task<Result<QByteArray>> accept(IncomingMessage message) override;

private:
    Router &m_router;
    HomeDelivery &m_homes;
    Queue &m_queue;
    const Clock &m_clock;
    const IntakeOptions m_options;
};

/// A notification of `failed` to the sender of `message`, ready to be queued; nothing when there is nobody to
/// tell (null reverse-path, unparsable sender). Keys are minted.
Task<std::optional<QueuedMessage>> queuedNotification(Router &router, MessageInFlight message,
    QByteArray reportingMember, QByteArrayList recipients, QList<DeliveryResult> refusals, qint64 nowMs);

} // namespace homeport
