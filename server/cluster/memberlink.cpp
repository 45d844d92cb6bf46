// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking another member for a tunnel.
#include "server/cluster/memberlink.h"

#include "server/cluster/deliveryupload.h"
#include "server/cluster/log.h"
#include "server/cluster/tunnelwire.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

/// Asks for the table that `member` named, so that the caller can route again.
Task<Error> followNotHere(std::shared_ptr<LinkPool> pool, MemberName member, QByteArray body)
{
    TableRevision named;
    if (const Result<QJsonObject> json = parseJsonObject(body)) {
        JsonReader reader(*json);
        named = reader.nested("table", &tableRevisionFromJson);
    }
    co_await pool->context().catchUp(member, named);
    co_return Error::temporary(
        "not here", member.text + QStringLiteral(" does not serve that storage"), "not-here");
}

/// Never more than "later": what the other side's refusal means for the user is not known here.
Error laterError(const MemberName &member, const Http2Refusal &refusal)
{
    Error error = errorFromResponse(refusal.status, refusal.body);
    error.fault = Fault::Temporary;
    error.status.clear();
    error.forLog =
        QStringLiteral("%1 answered %2: %3").arg(member.text).arg(refusal.status).arg(error.forLog);
    return error;
}

using TunnelResult = Result<std::unique_ptr<ByteStream>>;

Task<TunnelResult> openOver(
    std::shared_ptr<LinkPool> pool, LinkKey key, Http2Connect connect, Deadline deadline)
{
    const MemberName member = key.member;
    for (int attempt = 1;; ++attempt) {
        const Result<LinkPointer> link = co_await pool->acquire(key, deadline);
        if (!link)
            co_return fail(link.error());
        Http2ConnectResult opened = co_await (*link)->connection->connectStream(connect, deadline);
        if (opened)
            co_return std::move(*opened);
        if (const auto *refusal = std::get_if<Http2Refusal>(&opened.error())) {
            if (refusal->status != 409)
                co_return fail(laterError(member, *refusal));
            const Error error = co_await followNotHere(pool, member, refusal->body);
            co_return fail(error);
        }
        // a connection that ended under our hands: nobody has been logged in, a fresh one may do
        if (attempt == 2 || !(*link)->connection->isExhausted() || deadline.hasExpired()) {
            Error error = std::get<Error>(opened.error());
            error.forLog = member.text + QStringLiteral(": ") + error.forLog;
            co_return fail(std::move(error));
        }
    }
}

} // namespace

Task<Result<std::unique_ptr<ByteStream>>> LinkClient::openTunnel(
    MemberName member, TunnelRequest request, Deadline deadline)
{
    const int workers = std::max(1, m_pool->context().workersOf(member));
    LinkKey key{member, LinkPurpose::Sessions, int(request.account.shard() % quint64(workers))};
    return openOver(m_pool, std::move(key), encodeTunnel(request, member), deadline);
}

Task<Result<std::unique_ptr<ByteStream>>> LinkClient::openTransfer(
    MemberName member, TransferRequest request, Deadline deadline)
{
    const int workers = std::max(1, m_pool->context().workersOf(member));
    LinkKey key{member, LinkPurpose::Deliveries, int(request.account.shard() % quint64(workers))};
    return openOver(m_pool, std::move(key), encodeTransfer(request, member), deadline);
}

Task<QList<DeliveryResult>> LinkClient::deliver(MemberName member, DeliveryRequest request, Deadline deadline)
{
    const int workers = std::max(1, m_pool->context().workersOf(member));
    LinkKey key{std::move(member), LinkPurpose::Deliveries, std::abs(m_index) % workers};
    return deliverOver(m_pool, std::move(key), std::move(request), deadline);
}

} // namespace homeport
