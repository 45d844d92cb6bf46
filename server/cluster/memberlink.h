// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The other members from a worker's point of view: tunnels and deliveries over pooled connections.
#pragma once

#include "server/cluster/linkpool.h"
#include "server/cluster/transferwire.h"
#include "server/ports/delivery.h"

namespace homeport {

/// One per event loop; made and destroyed in it. Temporary is the worst that it ever says (design.md §4 law
/// 4). A tunnel outlives nothing: when the client is destroyed its tunnels end, and calls under way end with
/// an error from the loop, which must still run for that.
class LinkClient : public MemberLink
{
public:
    /// `index`: of our own worker (any number); it chooses which of their workers gets our deliveries.
    LinkClient(std::shared_ptr<const LinkContext> context, int index)
        : m_pool(std::make_shared<LinkPool>(std::move(context)))
        , m_index(index)
    {
    }
    ~LinkClient() override { close(); }
    Q_DISABLE_COPY_MOVE(LinkClient)

    /// Status of Later results: "4.4.1" nothing of the message was sent; "4.4.2" it may have been delivered.
    Task<QList<DeliveryResult>> deliver(
        MemberName member, DeliveryRequest request, Deadline deadline) override;
    Task<Result<std::unique_ptr<ByteStream>>> openTunnel(
        MemberName member, TunnelRequest request, Deadline deadline) override;

    /// The files of an account that moves (transferwire.h), at the owner of its storage.
    Task<Result<std::unique_ptr<ByteStream>>> openTransfer(
        MemberName member, TransferRequest request, Deadline deadline);

    /// A revision came into force: ends connections to members that are not welcome any more.
    void tableChanged() { m_pool->tableChanged(); }
    /// Ends everything, for ever.
    void close() { m_pool->close(); }
    int connectionCount() const { return m_pool->connectionCount(); }

private:
    const std::shared_ptr<LinkPool> m_pool;
    const int m_index;
};

} // namespace homeport
