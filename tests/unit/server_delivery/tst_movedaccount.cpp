// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// "Not here" about an account that has moved, while a look-up of before is remembered.
#include "fakes.h"
#include "server/delivery/homedelivery.h"
#include "tests/support/await.h"

#include <QTest>

using namespace homeport;
using namespace homeport::fake;

namespace {

/// Answers from memory, and from the writer when it is asked for.
class RememberingRouter final : public FakeRouter
{
public:
    RememberingRouter(World &remembered, World &writer)
        : FakeRouter(remembered)
        , m_writer(writer)
    {
    }
    Task<Route> route(Address address, Freshness freshness, Deadline deadline) override
    {
        if (freshness != Freshness::Writer) {
            Route remembered = co_await FakeRouter::route(address, freshness, deadline);
            co_return remembered;
        }
        ++asked;
        Route sure = co_await m_writer.route(address, freshness, deadline);
        co_return sure;
    }
    int asked = 0;

private:
    FakeRouter m_writer;
};

struct Rig
{
    World remembered, writer;
    FakeCluster cluster{remembered};
    FakeHomes homes{remembered};
    RememberingRouter router{remembered, writer};
    HomeDelivery delivery{homes, homes, router, cluster};

    Rig()
    {
        remembered.account("ann", QStringLiteral("back2"), 2);
        writer.accounts = remembered.accounts;
        remembered.answers[MemberName(QStringLiteral("back2"))] = {DeliveryOutcome::NotHere};
    }
    HomeResult deliver()
    {
        MessageInFlight message;
        message.body = MessageBody::fromBytes("x");
        const HomeTarget target{DeliveryKey::random(), before, "ann@example.org"};
        return resultOf(delivery.deliver(message, {target}, Deadline(30s))).first();
    }
    void moveTo(World &world, const QString &owner, int storage)
    {
        AccountPlace &place = world.accounts["ann"];
        place.owner = MemberName(owner);
        place.storage = storageOf(storage);
    }
    AccountPlace before;
};

} // namespace

class TestMovedAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWriterKnowsTheNewHome()
    {
        Rig rig;
        rig.before = rig.remembered.accounts.value("ann");
        rig.moveTo(rig.writer, QStringLiteral("back3"), 3);
        const HomeResult result = rig.deliver();
        QCOMPARE(result.result.outcome, DeliveryOutcome::Delivered);
        QCOMPARE(result.target.place.owner.text, QStringLiteral("back3"));
        QCOMPARE(rig.router.asked, 1);
    }
    void withoutTheWriterItIsLater()
    {
        Rig rig;
        rig.before = rig.remembered.accounts.value("ann");
        rig.remembered.answers[MemberName(QStringLiteral("back2"))] = {
            DeliveryOutcome::NotHere, DeliveryOutcome::NotHere};
        rig.writer.directoryAway = true;
        QCOMPARE(rig.deliver().result.outcome, DeliveryOutcome::Later);
    }
    void aNewOwnerOfTheStorageNeedsNoWriter()
    {
        Rig rig;
        rig.before = rig.remembered.accounts.value("ann");
        rig.moveTo(rig.remembered, QStringLiteral("back3"), 2); // by the table: a failover
        rig.writer.directoryAway = true;
        QCOMPARE(rig.deliver().result.outcome, DeliveryOutcome::Delivered);
        QCOMPARE(rig.router.asked, 0);
    }
};

QTEST_GUILESS_MAIN(TestMovedAccount)
#include "tst_movedaccount.moc"
