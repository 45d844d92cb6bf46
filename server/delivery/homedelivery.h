// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One message to the homes of its accounts: grouped by owner, all at once, each with an answer by the
// deadline.
#pragma once

#include "server/ports/cluster.h"
#include "server/ports/delivery.h"
#include "server/ports/router.h"

namespace homeport {

/// What does not change from recipient to recipient.
struct MessageInFlight
{
    QByteArray from;
    QByteArray session;
    qint64 receivedMs = 0;
    std::shared_ptr<const MessageBody> body;
};

struct HomeTarget
{
    DeliveryKey key;
    AccountPlace place;
    QByteArray recipient; ///< of the client's RCPT
};

struct HomeResult
{
    HomeTarget target; ///< with the place it had last
    DeliveryResult result;
    bool unanswered = false; ///< something was sent and no answer came
};

/// Shared by the door (SMTP) and the lanes. One per thread that delivers.
class HomeDelivery
{
public:
    HomeDelivery(LocalDelivery &local, MemberLink &link, Router &router, const ClusterView &cluster)
        : m_local(local)
        , m_link(link)
        , m_router(router)
        , m_cluster(cluster)
    {
    }
    /// One result per target, in their order. *Not here* is followed once, by a fresh route
    /// (protocol.md 1.6); what is still not there, late or away comes back as Later.
    Task<QList<HomeResult>> deliver(MessageInFlight message, QList<HomeTarget> targets, Deadline deadline);

private:
    Task<QList<HomeResult>> once(MessageInFlight message, QList<HomeTarget> targets, Deadline deadline);
    Task<QList<HomeResult>> toOwner(
        MessageInFlight message, MemberName owner, QList<HomeTarget> targets, Deadline deadline);
    Task<bool> routeAgain(HomeTarget &target, Deadline deadline);

    LocalDelivery &m_local;
    MemberLink &m_link;
    Router &m_router;
    const ClusterView &m_cluster;
};

} // namespace homeport
