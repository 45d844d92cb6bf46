// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Notifications of mail that an administrator deletes.
#pragma once

#include "server/delivery/deliveryintake.h"
#include "server/ports/sendernotices.h"

namespace homeport {

class DeletionNotices : public SenderNotices
{
public:
    /// `member`: our name in the notification.
    DeletionNotices(Router &router, const Clock &clock, QByteArray member)
        : m_router(router)
        , m_clock(clock)
        , m_member(std::move(member))
    {
    }
    Task<std::optional<QueuedMessage>> ofDeletion(QueuedMessage message, QByteArrayList recipients) override;

private:
    Router &m_router;
    const Clock &m_clock;
    const QByteArray m_member;
};

} // namespace homeport
