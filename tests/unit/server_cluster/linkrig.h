// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two members over loopback TLS: back1 with the cluster port and two workers, front1 that asks.
#pragma once

#include "server/cluster/linkserver.h"
#include "server/cluster/memberlink.h"
#include "tests/support/await.h"
#include "tests/unit/server_cluster/tablefixture.h"

#include <QTemporaryDir>

namespace homeport::testing {

inline Deadline soon() { return Deadline(30s); }

/// resultOf() for what can only be moved.
template <class T> T moved(Task<T> task)
{
    const auto hold = [](Task<T> inner) -> Task<std::shared_ptr<T>> {
        auto &&value = co_await inner;
        co_return std::make_shared<T>(std::move(value));
    };
    const std::shared_ptr<T> held = resultOf(hold(std::move(task)));
    return std::move(*held);
}

inline bool spinUntil(const std::function<bool()> &isTrue)
{
    const Deadline deadline(30s);
    while (!isTrue() && !deadline.hasExpired())
        resultOf(sleepFor(2ms));
    return isTrue();
}

class FakeView : public ClusterView
{
public:
    explicit FakeView(MemberName self)
        : m_self(std::move(self))
    {
    }
    MemberName self() const override { return m_self; }
    TablePointer table() const override { return m_table.load(); }
    TableRevision revision() const override { return {table()->number, QByteArray(64, 'a')}; }
    bool isUp(const MemberName &) const override { return up; }
    bool isServed(const StorageId &) const override { return true; }
    void set(ClusterTable table) { m_table.store(std::make_shared<const ClusterTable>(std::move(table))); }
    std::atomic<bool> up{true};

private:
    const MemberName m_self;
    std::atomic<TablePointer> m_table;
};

/// Answers by the local part of the recipient; notes what arrived.
class FakeDelivery : public LocalDelivery
{
public:
    Task<QList<DeliveryResult>> deliver(DeliveryRequest request) override
    {
        ++calls;
        if (onDelivery)
            onDelivery();
        if (holdFor.count() > 0)
            co_await sleepFor(holdFor);
        QList<DeliveryResult> results;
        for (const DeliveryRecipient &to : request.recipients) {
            if (to.recipient.startsWith("ok"))
                results.append({to.key, DeliveryOutcome::Delivered, "2.0.0", {}});
            else if (to.recipient.startsWith("full"))
                results.append({to.key, DeliveryOutcome::Refused, "5.2.2", "mailbox full"});
            else if (to.recipient.startsWith("busy"))
                results.append({to.key, DeliveryOutcome::Later, "4.2.0", "busy"});
        }
        last.store(std::make_shared<const DeliveryRequest>(request));
        co_return results;
    }
    std::atomic<int> calls{0};
    std::atomic<std::shared_ptr<const DeliveryRequest>> last;
    std::function<void()> onDelivery;
    std::chrono::milliseconds holdFor{0};
};

struct LinkRig
{
    TableFixture members;
    Authority authority = *Authority::create(members.cluster, now());
    QTemporaryDir folder;
    FakeView homeView{members.back1};
    FakeView frontView{members.front1};
    FakeDelivery delivery;
    WorkerPool workers{2};
    BlockingPool blocking{1};
    QList<std::optional<LinkPeer>> mainConnections;
    std::atomic<int> catchUps{0};
    std::atomic<int> homeCatchUps{0};
    LinkContextsPointer homeContexts = contextsFor(members.back1, authority);
    LinkContextsPointer frontContexts = contextsFor(members.front1, authority);
    std::unique_ptr<LinkServer> server;
    std::shared_ptr<LinkContext> context;
    std::unique_ptr<LinkClient> client;

    explicit LinkRig(std::chrono::milliseconds idleClose = 300s)
    {
        homeView.set(members.table());
        ListenerOptions options;
        options.name = QStringLiteral("cluster");
        options.addresses = QStringList{QStringLiteral("127.0.0.1")};
        auto opened = LinkServer::open(workers, options, serving());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().forLog));
        server = std::move(*opened);
        frontView.set(tableWithPort());
        context = std::make_shared<LinkContext>(asking());
        context->idleClose = idleClose;
        client = std::make_unique<LinkClient>(context, 3);
    }
    ~LinkRig()
    {
        client.reset();
        waitUntilDone(server->shutdown(Deadline(0)));
        workers.stop();
    }

    static qint64 now() { return QDateTime::currentSecsSinceEpoch(); }

    LinkContextsPointer contextsFor(const MemberName &name, const Authority &issuer) const
    {
        return contextsFor(name, *members.keys.find(name), issuer);
    }
    LinkContextsPointer contextsFor(
        const MemberName &name, const PrivateKey &key, const Authority &issuer) const
    {
        const QByteArray request = *makeCertificateRequest(key, name);
        const QByteArray certificate = *issuer.issueMember(request, name, 86400, now());
        return *makeLinkContexts(certificate, key, authority.certificate());
    }

    ClusterTable tableWithPort() const
    {
        ClusterTable table = members.table();
        // the first address leads nowhere: the next one is tried
        table.member(members.back1)->addresses =
            QStringList{QStringLiteral("nonsense"), QStringLiteral("127.0.0.1:%1").arg(server->port())};
        return table;
    }

    Hello helloOf(const MemberName &name, LinkPurpose purpose, int worker) const
    {
        Hello hello;
        hello.cluster = members.cluster;
        hello.member = name;
        hello.version = QStringLiteral("0.1.0");
        hello.purpose = purpose;
        hello.worker = worker;
        hello.workers = 2;
        hello.table = {1, QByteArray(64, 'a')};
        hello.clock = QDateTime::currentDateTimeUtc();
        return hello;
    }

    LinkServerContext serving()
    {
        MessagePlace place;
        place.directory = folder.path().toLocal8Bit();
        place.budget = std::make_shared<MessageBudget>(64 * 1024 * 1024);
        return LinkServerContext{homeView, [this] { return homeContexts; },
            [this](LinkPurpose purpose, int worker) { return helloOf(members.back1, purpose, worker); },
            [this](std::unique_ptr<ByteStream> stream, std::optional<LinkPeer> peer) {
                mainConnections.append(peer);
                stream->close();
            },
            [this](const StorageId &storage, quint64 epoch) {
                return storage == members.storage1 && epoch == 3;
            },
            [this](std::unique_ptr<ByteStream> stream, TunnelRequest request) {
                return echo(std::move(stream), std::move(request), workers.worker(1).isCurrent() ? 1 : 0);
            },
            [this](MemberName, TableRevision) { return count(homeCatchUps); }, delivery, place, 1024 * 1024};
    }

    LinkContext asking()
    {
        return LinkContext{frontView, blocking, [this] { return frontContexts; },
            [this](LinkPurpose purpose, int worker) { return helloOf(members.front1, purpose, worker); },
            [](const MemberName &) { return 2; },
            [this](MemberName, TableRevision named) { return count(catchUps, named.number == 1); }};
    }

    static Task<> count(std::atomic<int> &counter, bool isRight = true)
    {
        counter += isRight ? 1 : 1000;
        co_return;
    }

    static Task<> echo(std::unique_ptr<ByteStream> stream, TunnelRequest request, int worker)
    {
        co_await stream->write(
            request.tag + " OK " + request.login + " on " + QByteArray::number(worker) + "\r\n");
        for (;;) {
            const auto bytes = co_await stream->readSome(64 * 1024, Deadline(Deadline::Forever));
            if (!bytes)
                break;
            const auto written = co_await stream->write(*bytes);
            if (!written)
                break;
        }
        stream->finish();
    }

    TunnelRequest tunnelTo(int shard, quint64 epoch = 3) const
    {
        TunnelRequest request;
        request.protocol = "imap";
        request.account.bytes[7] = quint8(shard);
        request.account.bytes[15] = 1;
        request.address = "ann@example.org";
        request.storage = members.storage1;
        request.epoch = epoch;
        request.login = "änn sales";
        request.clientAddress = "192.0.2.7";
        request.clientPort = 50000;
        request.session = "abc";
        request.tag = "A%1";
        return request;
    }

    DeliveryRequest message(
        const QList<QByteArray> &recipients, const QByteArray &text, quint64 epoch = 3) const
    {
        DeliveryRequest request;
        request.from = "sender@example.com";
        request.session = "5e55";
        request.receivedMs = 1'800'000'000'123;
        for (const QByteArray &to : recipients)
            request.recipients.append(
                {DeliveryKey::random(), AccountId::random(), "ann@example.org", to, members.storage1, epoch});
        request.body = MessageBody::fromBytes(text);
        return request;
    }

    DialOrder order(LinkPurpose purpose = LinkPurpose::Deliveries) const
    {
        DialOrder order;
        order.table = frontView.table();
        order.contexts = frontContexts;
        order.member = members.back1;
        if (purpose != LinkPurpose::Control)
            order.worker = 0;
        order.hello = helloOf(members.front1, purpose, 0);
        order.deadline = soon();
        return order;
    }
};

} // namespace homeport::testing
