// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A small cluster in memory: who owns which account, who is up, what each home answers.
#pragma once

#include "server/delivery/lanerunner.h"
#include "shared/net/bytestream.h"

namespace homeport::fake {

inline StorageId storageOf(int n)
{
    StorageId id;
    id.bytes[15] = quint8(n);
    return id;
}

/// Accounts "<name>@example.org" with a storage each; redirections; everything else is remote or missing.
struct World
{
    QHash<QByteArray, AccountPlace> accounts;
    QHash<QByteArray, QList<Address>> redirects;
    bool directoryAway = false;
    QHash<MemberName, QList<DeliveryOutcome>> answers; ///< by owner, taken one by one; then Delivered
    QSet<MemberName> down;
    QSet<StorageId> unserved;
    bool isParked = false; ///< what is not served is parked
    QList<std::pair<MemberName, DeliveryKey>> delivered;
    QByteArray refusal = "5.2.2";
    bool silent = false; ///< a home that never answers

    void account(const QByteArray &name, const QString &owner, int storage)
    {
        AccountPlace place;
        place.account.address = {name, "example.org"};
        place.account.id = AccountId::random();
        place.storage = storageOf(storage);
        place.owner = MemberName(owner);
        place.epoch = 1;
        accounts.insert(name, place);
    }
    QList<DeliveryResult> answer(const MemberName &owner, const DeliveryRequest &request)
    {
        QList<DeliveryResult> results;
        for (const DeliveryRecipient &recipient : request.recipients) {
            QList<DeliveryOutcome> &planned = answers[owner];
            const DeliveryOutcome outcome =
                planned.isEmpty() ? DeliveryOutcome::Delivered : planned.takeFirst();
            if (outcome == DeliveryOutcome::Delivered)
                delivered.append({owner, recipient.key});
            const QByteArray status = outcome == DeliveryOutcome::Refused ? refusal : "4.2.0";
            results.append({recipient.key, outcome, status, "as planned"});
        }
        return results;
    }
};

class FakeRouter : public Router
{
public:
    explicit FakeRouter(World &world)
        : m_world(world)
    {
    }
    Task<Route> route(Address address, Freshness, Deadline) override
    {
        if (m_world.directoryAway)
            co_return Route(UnknownRoute{Error::temporary("directory away")});
        if (address.domain != "example.org")
            co_return Route(RemoteRoute{address.domain});
        if (m_world.redirects.contains(address.local))
            co_return Route(ForwardRoute{m_world.redirects.value(address.local)});
        if (!m_world.accounts.contains(address.local))
            co_return Route(NoSuchAccountRoute{});
        const AccountPlace place = m_world.accounts.value(address.local);
        if (place.owner.text == QStringLiteral("self"))
            co_return Route(HereRoute{place});
        co_return Route(MemberRoute{place});
    }
    Task<Resolution> resolve(Address address, Freshness, Deadline) override
    {
        Resolution resolution;
        const QList<Address> targets = m_world.redirects.value(address.local, {address});
        for (const Address &target : targets) {
            if (m_world.directoryAway)
                resolution.unknown = Error::temporary("directory away");
            else if (target.domain != "example.org")
                resolution.remote.append(target);
            else if (m_world.accounts.contains(target.local))
                resolution.accounts.append(m_world.accounts.value(target.local));
            else
                resolution.missing.append(target);
        }
        co_return resolution;
    }
    Task<RouteExplanation> explain(Address, Deadline) override { co_return RouteExplanation(); }

private:
    World &m_world;
};

class FakeHomes : public LocalDelivery, public MemberLink
{
public:
    explicit FakeHomes(World &world)
        : m_world(world)
    {
    }
    Task<QList<DeliveryResult>> deliver(DeliveryRequest request) override
    {
        co_return m_world.answer(MemberName(QStringLiteral("self")), request);
    }
    Task<QList<DeliveryResult>> deliver(MemberName member, DeliveryRequest request, Deadline) override
    {
        if (m_world.silent)
            co_await sleepFor(std::chrono::hours(1));
        co_return m_world.answer(member, request);
    }
    Task<Result<std::unique_ptr<ByteStream>>> openTunnel(MemberName, TunnelRequest, Deadline) override
    {
        co_return fail(Error::temporary("no tunnels here"));
    }

private:
    World &m_world;
};

class FakeCluster : public ClusterView
{
public:
    explicit FakeCluster(World &world)
        : m_world(world)
    {
    }
    MemberName self() const override { return MemberName(QStringLiteral("self")); }
    TablePointer table() const override { return std::make_shared<const ClusterTable>(); }
    TableRevision revision() const override { return {}; }
    bool isUp(const MemberName &member) const override { return !m_world.down.contains(member); }
    bool isServed(const StorageId &storage) const override { return !m_world.unserved.contains(storage); }
    QString whyParked(const StorageId &) const override
    {
        return m_world.isParked ? QStringLiteral("not mounted") : QString();
    }

private:
    World &m_world;
};

class FakeRemote : public RemoteTransport
{
public:
    bool configured = true;
    QList<RemoteResult> planned;
    QList<QByteArray> sent;
    bool isConfigured() const override { return configured; }
    Task<QList<RemoteResult>> send(MessageInFlight, QList<QByteArray> recipients, Deadline) override
    {
        QList<RemoteResult> results;
        for (const QByteArray &recipient : recipients) {
            sent.append(recipient);
            results.append(planned.isEmpty() ? RemoteResult{DeliveryOutcome::Delivered, "2.0.0", {}}
                                             : planned.takeFirst());
        }
        co_return results;
    }
};

} // namespace homeport::fake
