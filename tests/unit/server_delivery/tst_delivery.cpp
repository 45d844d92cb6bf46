// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The result table of design.md section 4 at the door, the lanes behind it, and what senders are told.
#include "server/delivery/notification.h"
#include "server/queue/sqlitequeue.h"
#include "tests/support/await.h"
#include "tests/unit/server_delivery/fakes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace homeport;
using namespace homeport::fake;

class TestDelivery : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    World m_world;
    std::unique_ptr<SqliteQueue> m_queue;
    std::unique_ptr<FakeRouter> m_router;
    std::unique_ptr<FakeHomes> m_fakeHomes;
    std::unique_ptr<FakeCluster> m_cluster;
    std::unique_ptr<HomeDelivery> m_homes;
    std::unique_ptr<DeliveryIntake> m_intake;
    std::unique_ptr<FakeRemote> m_remote;
    std::unique_ptr<LaneRunner> m_lanes;
    std::stop_source m_stop;

    Result<AcceptedRecipient> check(const QByteArray &address, Sender sender = Sender::Stranger)
    {
        return resultOf(m_intake->checkRecipient(*parseAddress(address), sender));
    }
    Result<QByteArray> accept(
        const QList<QByteArray> &recipients, const QByteArray &from = "sender@elsewhere.example")
    {
        IncomingMessage message;
        message.from = from;
        message.session = "s";
        message.receivedMs = m_clock.wallMs();
        message.body = MessageBody::fromBytes("Subject: x\r\n\r\nbody\r\n");
        for (const QByteArray &recipient : recipients)
            message.recipients.append(*check(recipient, Sender::Account));
        return resultOf(m_intake->accept(message));
    }
    qint64 waiting() const
    {
        qint64 count = 0;
        for (const Lane &lane : m_queue->lanes())
            count += lane.messages;
        return count;
    }
    void startLanes() { m_lanes->run(m_stop.get_token()); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_world = World();
        m_world.account("ann", QStringLiteral("back1"), 1);
        m_world.account("bob", QStringLiteral("back2"), 2);
        m_world.account("eve", QStringLiteral("self"), 3);
        QueueOptions options;
        options.folder = m_folder->filePath(QStringLiteral("queue"));
        options.owner = MemberName(QStringLiteral("self"));
        options.minFreeBytes = 0;
        m_queue = std::move(*SqliteQueue::open(options, m_clock));
        m_router = std::make_unique<FakeRouter>(m_world);
        m_fakeHomes = std::make_unique<FakeHomes>(m_world);
        m_cluster = std::make_unique<FakeCluster>(m_world);
        m_homes = std::make_unique<HomeDelivery>(*m_fakeHomes, *m_fakeHomes, *m_router, *m_cluster);
        m_remote = std::make_unique<FakeRemote>();
        IntakeOptions intake;
        intake.member = "mx.example.org";
        intake.directDelivery = std::chrono::milliseconds(300);
        intake.hasRelay = [this] { return m_remote->configured; };
        m_intake = std::make_unique<DeliveryIntake>(*m_router, *m_homes, *m_queue, m_clock, intake);
        LaneOptions lanes;
        lanes.member = "mx.example.org";
        m_stop = std::stop_source();
        m_lanes = std::make_unique<LaneRunner>(
            *m_queue, *m_homes, *m_router, *m_remote, *m_cluster, m_clock, lanes);
    }
    void cleanup()
    {
        m_stop.request_stop();
        QTest::qWait(20);
        m_queue.reset();
    }

    void recipientsAreCheckedAtTheDoor()
    {
        QVERIFY(check("ann@example.org"));
        QCOMPARE(check("nobody@example.org").error().status, QByteArray("5.1.1"));
        QCOMPARE(check("x@elsewhere.example").error().status, QByteArray("5.7.1"));
        QVERIFY(check("x@elsewhere.example", Sender::Account));
        m_remote->configured = false;
        QCOMPARE(check("x@elsewhere.example", Sender::Account).error().status, QByteArray("5.7.1"));
        m_world.redirects.insert("away", {*parseAddress("x@elsewhere.example")});
        QCOMPARE(check("away@example.org").error().status, QByteArray("5.7.1"));
        m_world.directoryAway = true;
        const auto unknown = check("ann@example.org");
        QVERIFY(!unknown);
        QVERIFY(unknown.error().isTemporary()); // trouble gives later, never no
    }

    void allDeliveredNeedsNoQueue()
    {
        QVERIFY(accept({"ann@example.org", "bob@example.org", "eve@example.org"}));
        QCOMPARE(m_world.delivered.size(), 3);
        QCOMPARE(waiting(), 0);
    }

    void eachAccountGetsOneCopyHoweverItIsAddressed()
    {
        m_world.redirects.insert(
            "team", {{"ann", "example.org"}, {"bob", "example.org"}, {"ann", "example.org"}});
        QVERIFY(accept({"ann@example.org", "team@example.org", "ann@example.org"}));
        QCOMPARE(m_world.delivered.size(), 2);
    }

    void anAwayHomesMailWaitsUnderItsKey()
    {
        m_world.down.insert(MemberName(QStringLiteral("back2")));
        QVERIFY(accept({"ann@example.org", "bob@example.org"}));
        QCOMPARE(m_world.delivered.size(), 1);
        const QList<Lane> lanes = m_queue->lanes();
        QCOMPARE(lanes.size(), 1);
        QCOMPARE(lanes[0].name, QStringLiteral("storage:") + storageOf(2).text());
        QVERIFY(lanes[0].lastError.contains(QStringLiteral("away")));
    }

    void aSilentHomeIsNotWaitedForBeyondTheBound()
    {
        m_world.silent = true;
        QVERIFY(accept({"bob@example.org"}));
        QCOMPARE(waiting(), 1);
    }

    void allRefusedIsSaidAtOnce()
    {
        m_world.answers[MemberName(QStringLiteral("back1"))] = {DeliveryOutcome::Refused};
        const auto refused = accept({"ann@example.org"});
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::Refused);
        QCOMPARE(refused.error().status, QByteArray("5.2.2"));
        QCOMPARE(waiting(), 0); // no notification: the client was told
    }

    void aMixedResultIsAcceptedAndTheRefusalNotified()
    {
        m_world.answers[MemberName(QStringLiteral("back1"))] = {DeliveryOutcome::Refused};
        QVERIFY(accept({"ann@example.org", "bob@example.org"}));
        QCOMPARE(m_world.delivered.size(), 1);
        const QList<Lane> lanes = m_queue->lanes();
        QCOMPARE(lanes.size(), 1);
        QCOMPARE(lanes[0].name, QStringLiteral("domain:elsewhere.example"));
    }

    void theNullSenderIsNeverNotified()
    {
        m_world.answers[MemberName(QStringLiteral("back1"))] = {DeliveryOutcome::Refused};
        QVERIFY(accept({"ann@example.org", "bob@example.org"}, ""));
        QCOMPARE(waiting(), 0);
    }

    void notHereIsRoutedAgainOnce()
    {
        m_world.answers[MemberName(QStringLiteral("back1"))] = {DeliveryOutcome::NotHere};
        QVERIFY(accept({"ann@example.org"}));
        QCOMPARE(m_world.delivered.size(), 1);
        m_world.answers[MemberName(QStringLiteral("back1"))] = {
            DeliveryOutcome::NotHere, DeliveryOutcome::NotHere};
        QVERIFY(accept({"ann@example.org"}));
        QCOMPARE(m_world.delivered.size(), 1);
        QCOMPARE(waiting(), 1);
    }

    void noRoomMeansNothingIsSentAnywhere()
    {
        QueueOptions options;
        options.folder = m_folder->filePath(QStringLiteral("small"));
        options.owner = MemberName(QStringLiteral("self"));
        options.maxBytes = 10;
        options.minFreeBytes = 0;
        const auto small = std::move(*SqliteQueue::open(options, m_clock));
        IntakeOptions intake;
        intake.hasRelay = [] { return true; };
        DeliveryIntake door(*m_router, *m_homes, *small, m_clock, intake);
        IncomingMessage message;
        message.body = MessageBody::fromBytes("x");
        message.recipients = {*check("ann@example.org")};
        const auto refused = resultOf(door.accept(message));
        QVERIFY(!refused);
        QCOMPARE(refused.error().status, QByteArray("4.3.1"));
        QVERIFY(m_world.delivered.isEmpty());
    }

    void theAnnouncementEmptiesTheLaneWithTheSameKeys()
    {
        m_world.down.insert(MemberName(QStringLiteral("back2")));
        m_world.unserved.insert(storageOf(2));
        for (int i = 0; i < 100; ++i)
            QVERIFY(accept({"bob@example.org"}));
        startLanes();
        QTest::qWait(50);
        QCOMPARE(waiting(), 100);
        m_world.down.clear();
        m_world.unserved.clear();
        m_lanes->storageServed(storageOf(2));
        QTRY_COMPARE_WITH_TIMEOUT(waiting(), 0, 30000);
        QCOMPARE(m_world.delivered.size(), 100);
        QSet<QByteArray> keys;
        for (const auto &[owner, key] : m_world.delivered)
            keys.insert(key.raw());
        QCOMPARE(keys.size(), 100);
    }

    void aParkedLaneIsNotTriedBeforeTheAnnouncement_data()
    {
        QTest::addColumn<bool>("isParked");
        QTest::newRow("parked") << true;
        QTest::newRow("only not announced") << false;
    }

    void aParkedLaneIsNotTriedBeforeTheAnnouncement()
    {
        QFETCH(bool, isParked);
        m_world.down.insert(MemberName(QStringLiteral("back2")));
        m_world.unserved.insert(storageOf(2));
        m_world.isParked = isParked;
        QVERIFY(accept({"bob@example.org"}));
        m_world.down.clear();
        const QueueQuery lane{{"storage:" + storageOf(2).hex()}, {}};
        const auto bobs = resultOf(m_queue->choose(lane, 0, *resultOf(m_queue->lastMessage()), 10));
        QCOMPARE(resultOf(m_queue->act(QueueAct::Retry, *bobs, {}))->size(), 1);
        startLanes();
        if (isParked) {
            QTest::qWait(300);
            QCOMPARE(waiting(), 1);
            m_world.isParked = false;
            m_world.unserved.clear();
            m_lanes->storageServed(storageOf(2));
        } // else: tried all the same, its account may be somewhere else by now
        QTRY_COMPARE_WITH_TIMEOUT(waiting(), 0, 30000);
    }

    void waitingMailFindsTheNewOwnerByItself()
    {
        m_world.down.insert(MemberName(QStringLiteral("back2")));
        m_world.unserved.insert(storageOf(2));
        QVERIFY(accept({"bob@example.org"}));
        m_world.accounts["bob"].owner = MemberName(QStringLiteral("back1")); // reassigned
        m_world.unserved.clear();
        startLanes();
        m_lanes->storageServed(storageOf(2));
        QTRY_COMPARE_WITH_TIMEOUT(waiting(), 0, 30000);
        QCOMPARE(m_world.delivered.last().first, MemberName(QStringLiteral("back1")));
    }

    void mailForAVanishedAccountIsReturned()
    {
        m_world.down.insert(MemberName(QStringLiteral("back2")));
        QVERIFY(accept({"bob@example.org"}));
        m_world.accounts.remove("bob");
        startLanes();
        m_lanes->storageServed(storageOf(2));
        QTRY_COMPARE_WITH_TIMEOUT(m_remote->sent, QList<QByteArray>{"sender@elsewhere.example"}, 30000);
        QTRY_COMPARE(waiting(), 0);
    }

    void whatAnAttemptCameToIsKeptWithWhereItWas()
    {
        m_world.answers[MemberName(QStringLiteral("back2"))] = {
            DeliveryOutcome::Later, DeliveryOutcome::Later, DeliveryOutcome::Later};
        QVERIFY(accept({"bob@example.org"})); // the first try, at the door
        const auto bobs = resultOf(m_queue->choose({}, 0, *resultOf(m_queue->lastMessage()), 10));
        QCOMPARE(resultOf(m_queue->act(QueueAct::Retry, *bobs, {}))->size(), 1);
        startLanes();
        const auto history = [&] { return resultOf(m_queue->show(bobs->first().id))->recipients[0].history; };
        QTRY_COMPARE(history().size(), 1);
        QCOMPARE(history().first().result, TryResult::Later);
        QCOMPARE(history().first().destination, QStringLiteral("back2"));
        QCOMPARE(history().first().text, QStringLiteral("as planned"));
    }

    /// Where re-routing puts what is no account any more (admin: localqueuereroute.cpp).
    void theLaneOfAnOwnDomainFollowsForwardsAndReports()
    {
        m_world.redirects.insert("team", {{"ann", "example.org"}, {"x", "elsewhere.example"}});
        QueuedMessage message;
        message.from = "sender@elsewhere.example";
        message.receivedMs = m_clock.wallMs();
        message.body = MessageBody::fromBytes("Subject: x\r\n\r\nbody\r\n");
        for (const QByteArray &address : {QByteArray("team@example.org"), QByteArray("gone@example.org")})
            message.recipients.append(
                {DeliveryKey::random(), "domain:example.org", {}, address, address, {}, {}});
        QVERIFY(resultOf(m_queue->enqueue(message, *m_queue->reserve(100))));
        startLanes();
        QTRY_COMPARE(waiting(), 0);
        QCOMPARE(m_world.delivered.size(), 1);
        QCOMPARE(m_world.delivered.first().first.text, QStringLiteral("back1"));
        QVERIFY(m_remote->sent.contains("x@elsewhere.example"));
        QVERIFY(m_remote->sent.contains("sender@elsewhere.example")); // told of the other
    }

    void remoteMailGoesToTheRelayAndComesBackWhenRefused()
    {
        QVERIFY(accept({"x@far.example", "y@far.example"}, "ann@example.org"));
        m_remote->planned = {
            {DeliveryOutcome::Delivered, "2.0.0", {}}, {DeliveryOutcome::Refused, "5.1.1", "no such user"}};
        startLanes();
        QTRY_COMPARE_WITH_TIMEOUT(m_world.delivered.size(), 1, 30000); // ann's notification
        QCOMPARE(m_world.delivered[0].first, MemberName(QStringLiteral("back1")));
        QTRY_COMPARE(waiting(), 0);
    }

    void aNotificationHasTheFormOfItsRfc()
    {
        const auto original =
            MessageBody::fromBytes("Subject: secret plans\r\nX-Long: a\r\n b\r\n\r\nthe body\r\n");
        NotificationFacts facts{"mx.example.org", "ann@example.org", 0, 0, {}};
        facts.failed = {{"x@far.example", {}, "5.1.1", "evil\r\nBcc: all@example.org"}};
        const QByteArray text = notificationMessage(facts, *original);
        QVERIFY(text.contains("multipart/report; report-type=delivery-status"));
        QVERIFY(
            text.contains("Final-Recipient: rfc822; x@far.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"));
        QVERIFY(text.contains("Subject: secret plans"));
        QVERIFY(!text.contains("the body"));
        QVERIFY(!text.contains("\nBcc:")); // a peer's text never makes a line
        QVERIFY(!text.contains("\n\n") && text.count('\n') == text.count("\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
