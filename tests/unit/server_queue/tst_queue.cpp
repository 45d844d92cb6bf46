// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: what it promises about durability, order, room, crashes and ownership.
#include "server/queue/queueschema.h"
#include "server/queue/retrypolicy.h"
#include "server/queue/sqlitequeue.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;

namespace {

class FixedClock : public SystemClock
{
public:
    qint64 wallMs() const override { return now; }
    qint64 now = 1'700'000'000'000;
};

/// Runs the loop until the task has its value.
template <class T> T wait(Task<T> task)
{
    std::optional<T> value;
    [](Task<T> inner, std::optional<T> &out) -> Task<> {
        T got = co_await inner;
        out = std::move(got);
    }(std::move(task), value);
    if (!QTest::qWaitFor([&] { return value.has_value(); }, 30000))
        qFatal("the task did not end");
    return std::move(*value);
}

const QByteArray lane = "storage:000102030405060708090a0b0c0d0e0f";

QueuedMessage message(const QByteArray &text, int recipients = 1, const QByteArray &error = {})
{
    QueuedMessage message;
    message.from = "sender@example.com";
    message.session = "s1";
    message.receivedMs = 1'699'999'000'000;
    message.body = MessageBody::fromBytes(text);
    for (int i = 0; i < recipients; ++i) {
        QueuedRecipient recipient;
        recipient.key = DeliveryKey::random();
        recipient.lane = lane;
        recipient.account = AccountId::random();
        recipient.address = "ann@example.org";
        recipient.recipient = "sales@example.org";
        recipient.lastError = error;
        message.recipients.append(recipient);
    }
    return message;
}

} // namespace

class TestQueue : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    FixedClock m_clock;

    Result<std::unique_ptr<SqliteQueue>> open(
        const QString &owner = QStringLiteral("front1"), qint64 maxBytes = 1 << 30)
    {
        QueueOptions options;
        options.folder = m_folder.filePath(QStringLiteral("queue"));
        options.owner = MemberName(owner);
        options.maxBytes = maxBytes;
        options.minFreeBytes = 0;
        options.hostOf = [](const StorageId &) { return QStringLiteral("back1"); };
        return SqliteQueue::open(options, m_clock);
    }
    qint64 put(SqliteQueue &queue, const QueuedMessage &text)
    {
        const auto reservation = queue.reserve(text.body->size());
        const Result<qint64> id = wait(queue.enqueue(text, *reservation));
        return id ? *id : -1;
    }
    static qsizetype actOnAll(SqliteQueue &queue, QueueAct act)
    {
        const auto targets = wait(queue.choose({}, 0, *wait(queue.lastMessage()), 100));
        return targets ? wait(queue.act(act, *targets, {})).value().size() : -1;
    }
    int bodyFiles() const
    {
        int count = 0;
        QDirIterator files(
            m_folder.filePath(QStringLiteral("queue/bodies")), QDir::Files, QDirIterator::Subdirectories);
        for (; files.hasNext(); files.next())
            ++count;
        return count;
    }

private Q_SLOTS:
    void init() { QDir(m_folder.filePath(QStringLiteral("queue"))).removeRecursively(); }

    void whatWasAcceptedIsThereAfterARestart_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("empty") << 0;
        QTest::newRow("in the database") << 4096;
        QTest::newRow("at the limit") << 32 * 1024;
        QTest::newRow("in a file") << 32 * 1024 + 1;
        QTest::newRow("large") << 3 * 1024 * 1024;
    }
    void whatWasAcceptedIsThereAfterARestart()
    {
        QFETCH(int, size);
        const QByteArray text(size, 'x');
        qint64 id = 0;
        {
            const auto queue = open();
            QVERIFY(queue);
            id = put(**queue, message(text));
            QVERIFY(id > 0);
        }
        const auto queue = open();
        QVERIFY(queue);
        const auto body = wait((*queue)->body(id));
        QVERIFY(body);
        QCOMPARE((*body)->size(), qint64(size));
        QCOMPARE((*body)->read(0, size).value(), text);
        const QList<Lane> lanes = (*queue)->lanes();
        QCOMPARE(lanes.size(), 1);
        QCOMPARE(lanes[0].host, QStringLiteral("back1"));
        QCOMPARE(lanes[0].messages, 1);
        QCOMPARE(lanes[0].bytes, qint64(size));
        QCOMPARE(lanes[0].oldest.toMSecsSinceEpoch(), 1'699'999'000'000);
        QCOMPARE(lanes[0].state, QStringLiteral("waiting"));
        const Queue::Sums sums = (*queue)->sums();
        QVERIFY(sums.recipients == 1 && sums.bytes == size && sums.oldestMs == 1'699'999'000'000);
    }

    void aDeliveredMessageLeavesWithItsLastRecipient()
    {
        const auto queue = open();
        const QueuedMessage text = message(QByteArray(40000, 'y'), 2);
        const qint64 id = put(**queue, text);
        QCOMPARE(bodyFiles(), 1);
        const auto attempts = wait((*queue)->claim(lane, 10, false));
        QVERIFY(attempts);
        QCOMPARE(attempts->size(), 2);
        QCOMPARE(attempts->at(0).attempts, 1);
        QCOMPARE(attempts->at(0).recipient.key, text.recipients[0].key);
        QVERIFY(wait((*queue)->claim(lane, 10, true))->isEmpty()); // claimed ones are out of sight
        QCOMPARE((*queue)->lanes()[0].state, QStringLiteral("delivering"));
        QVERIFY(wait(
            (*queue)->finishAttempts({{id, text.recipients[0].key, AttemptEnd::Done, {}, {}, {}, false}})));
        QCOMPARE((*queue)->lanes()[0].messages, 1);
        QVERIFY(wait((*queue)->show(id)));
        QVERIFY(wait(
            (*queue)->finishAttempts({{id, text.recipients[1].key, AttemptEnd::Done, {}, {}, {}, false}})));
        QVERIFY((*queue)->lanes().isEmpty());
        QVERIFY(!wait((*queue)->show(id)));
        QCOMPARE(bodyFiles(), 0);
    }

    void aFailedAttemptWaitsAndTheAnnouncementEndsTheWait()
    {
        const auto queue = open();
        const qint64 id = put(**queue, message("text"));
        const auto attempts = wait((*queue)->claim(lane, 10, false));
        const DeliveryKey key = attempts->at(0).recipient.key;
        QVERIFY(
            wait((*queue)->finishAttempts({{id, key, AttemptEnd::Later, "no route to host", {}, {}, true}})));
        QVERIFY(wait((*queue)->claim(lane, 10, false))->isEmpty());
        QCOMPARE((*queue)->lanes()[0].lastError, QStringLiteral("no route to host"));
        QCOMPARE((*queue)->dueLanes()[0].dueMs, m_clock.now + retryDelayMs(lane, 1));
        QCOMPARE(actOnAll(**queue, QueueAct::Retry), 1);
        const auto again = wait((*queue)->claim(lane, 10, false));
        QCOMPARE(again->size(), 1);
        QCOMPARE(again->at(0).attempts, 2);
        QCOMPARE(again->at(0).recipient.key, key); // never recomputed
    }

    void reroutedMailIsDueAtOnceInItsNewLane()
    {
        const auto queue = open();
        const qint64 id = put(**queue, message("text"));
        const auto attempts = wait((*queue)->claim(lane, 10, false));
        const StorageId other = StorageId::random();
        const QByteArray newLane = "storage:" + other.hex();
        QVERIFY(wait((*queue)->finishAttempts(
            {{id, attempts->at(0).recipient.key, AttemptEnd::Reroute, {}, newLane, other, false}})));
        const auto moved = wait((*queue)->claim(newLane, 10, false));
        QCOMPARE(moved->size(), 1);
        QCOMPARE(moved->at(0).recipient.storage, other);
        QCOMPARE((*queue)->lanes().size(), 1);
        QCOMPARE((*queue)->lanes()[0].name.toLatin1(), newLane);
    }

    void oldestFirst()
    {
        const auto queue = open();
        QList<qint64> ids;
        for (int i = 0; i < 20; ++i)
            ids.append(put(**queue, message(QByteArray::number(i), 1, i % 2 ? "was away" : "")));
        const auto attempts = wait((*queue)->claim(lane, 15, true));
        QCOMPARE(attempts->size(), 15);
        for (int i = 0; i < 15; ++i)
            QCOMPARE(attempts->at(i).messageId, ids[i]);
    }

    void anAttemptOpenAtTheEndIsTriedAgainAndQuarantinedAfterThree()
    {
        qint64 id = 0;
        {
            const auto queue = open();
            id = put(**queue, message("poison"));
        }
        for (int i = 0; i < 3; ++i) {
            const auto queue = open();
            QVERIFY(queue);
            QCOMPARE(wait((*queue)->claim(lane, 10, true))->size(), 1);
        } // "crash" with the attempt open
        const auto queue = open();
        QVERIFY(wait((*queue)->claim(lane, 10, true))->isEmpty());
        const auto entry = wait((*queue)->show(id));
        QVERIFY(entry);
        QCOMPARE(entry->recipients[0].state, EntryState::Quarantined);
        QVERIFY(entry->recipients[0].lastError.contains(QStringLiteral("three times")));
        QCOMPARE((*queue)->lanes()[0].quarantined, 1);
        QCOMPARE(actOnAll(**queue, QueueAct::Release), 0); // that is for what an administrator has held
        QCOMPARE(actOnAll(**queue, QueueAct::ReleaseAll), 1);
        QCOMPARE((*queue)->lanes()[0].quarantined, 0);
        QCOMPARE(wait((*queue)->claim(lane, 10, true))->size(), 1);
    }

    void aPowerCutDoesNotCountAgainstTheMessage()
    {
        {
            const auto queue = open();
            put(**queue, message("innocent"));
        }
        for (int i = 0; i < 4; ++i) {
            {
                const auto queue = open();
                QCOMPARE(wait((*queue)->claim(lane, 10, true))->size(), 1);
            }
            auto database = openQueueDatabase(
                m_folder.filePath(QStringLiteral("queue/queue.db")), MemberName(QStringLiteral("front1")));
            QVERIFY(database);
            QVERIFY(settleOpenAttempts(**database, "another boot " + QByteArray::number(i)));
        }
        const auto queue = open();
        QCOMPARE(wait((*queue)->claim(lane, 10, true))->size(), 1);
    }

    void anOldUnansweredAttemptIsHeldInsteadOfDoubled()
    {
        const auto queue = open();
        const qint64 id = put(**queue, message("text"));
        const DeliveryKey key = wait((*queue)->claim(lane, 10, false))->at(0).recipient.key;
        QVERIFY(wait((*queue)->finishAttempts({{id, key, AttemptEnd::Later, "lost", {}, {}, true}})));
        m_clock.now += 30LL * 24 * 3600 * 1000;
        QVERIFY(wait((*queue)->claim(lane, 10, true))->isEmpty());
        const auto entry = wait((*queue)->show(id));
        QCOMPARE(entry->recipients[0].state, EntryState::Held);
        QVERIFY(entry->recipients[0].lastError.contains(QStringLiteral("may have been delivered")));
        m_clock.now -= 30LL * 24 * 3600 * 1000;
    }

    void anAnsweredAttemptMayBeAsOldAsItLikes()
    {
        const auto queue = open();
        const qint64 id = put(**queue, message("text"));
        const DeliveryKey key = wait((*queue)->claim(lane, 10, false))->at(0).recipient.key;
        QVERIFY(wait((*queue)->finishAttempts({{id, key, AttemptEnd::Later, "disk full", {}, {}, false}})));
        m_clock.now += 300LL * 24 * 3600 * 1000;
        QCOMPARE(wait((*queue)->claim(lane, 10, true))->size(), 1);
        m_clock.now -= 300LL * 24 * 3600 * 1000;
    }

    void roomIsReservedBeforeAnythingIsPromised()
    {
        const auto queue = open(QStringLiteral("front1"), 1000);
        auto first = (*queue)->reserve(600);
        QVERIFY(first);
        const auto second = (*queue)->reserve(600);
        QVERIFY(!second);
        QCOMPARE(second.error().status, QByteArray("4.3.1"));
        QCOMPARE(second.error().fault, Fault::Temporary);
        first->reset();
        QVERIFY((*queue)->reserve(600));
        put(**queue, message(QByteArray(700, 'z')));
        QVERIFY(!(*queue)->reserve(600)); // what is stored counts too
    }

    void anotherMembersQueueIsRefused()
    {
        QVERIFY(open());
        const auto other = open(QStringLiteral("front2"));
        QVERIFY(!other);
        QVERIFY2(other.error().forLog.contains(QStringLiteral("member front1, not of front2")),
            qPrintable(other.error().forLog));
    }

    void aNewerQueueIsRefusedAndLeftAlone()
    {
        QVERIFY(open());
        const QString path = m_folder.filePath(QStringLiteral("queue/queue.db"));
        QVERIFY((*Database::open(path, Database::Mode::ReadWrite))->execute("PRAGMA user_version=3"));
        const auto newer = open();
        QVERIFY(!newer);
        QVERIFY(newer.error().forLog.contains(QStringLiteral("newer Homeport")));
    }

    void orphanedBodiesAreSwept()
    {
        {
            const auto queue = open();
            put(**queue, message(QByteArray(50000, 'b')));
        }
        QFile orphan(m_folder.filePath(QStringLiteral("queue/bodies/ab/ab00")));
        QVERIFY(orphan.open(QIODevice::WriteOnly));
        orphan.close();
        QCOMPARE(bodyFiles(), 2);
        QVERIFY(open());
        QCOMPARE(bodyFiles(), 1);
    }

    void workIsAnnounced()
    {
        const auto queue = open();
        QByteArray announced;
        (*queue)->onWork([&announced](QByteArray name) { announced = name; });
        put(**queue, message("text"));
        QTRY_COMPARE(announced, lane);
    }

    void deletedMailIsGoneAndAFinishOfItIsHarmless()
    {
        const auto queue = open();
        const QueuedMessage text = message("text", 3);
        const qint64 id = put(**queue, text);
        wait((*queue)->claim(lane, 1, true));
        QCOMPARE(actOnAll(**queue, QueueAct::Delete), 3);
        QVERIFY((*queue)->lanes().isEmpty());
        QVERIFY(wait(
            (*queue)->finishAttempts({{id, text.recipients[0].key, AttemptEnd::Later, {}, {}, {}, false}})));
        QVERIFY((*queue)->lanes().isEmpty());
        QVERIFY(wait((*queue)->find({{{}, id, std::nullopt}}))->isEmpty());
    }

    void listingPages()
    {
        const auto queue = open();
        QList<qint64> ids;
        for (int i = 0; i < 5; ++i)
            ids.append(put(**queue, message("text")));
        const auto page = wait((*queue)->list(QString::fromLatin1(lane), ids[1], 2));
        QVERIFY(page);
        QCOMPARE(page->size(), 2);
        QCOMPARE(page->at(0).id, ids[2]);
        QCOMPARE(page->at(0).recipients[0].recipient, QStringLiteral("sales@example.org"));
        QCOMPARE(wait((*queue)->list({}, 0, 100))->size(), 5);
    }

    void theProbeWritesForReal()
    {
        const auto queue = open();
        QVERIFY(wait((*queue)->probe()));
    }

    void retriesBackOffAndStayBounded()
    {
        QCOMPARE(retryDelayMs("storage:x", 1), 15'000);
        QCOMPARE(retryDelayMs("storage:x", 2), 30'000);
        QCOMPARE(retryDelayMs("storage:x", 100), 300'000);
        QCOMPARE(retryDelayMs("domain:x", 1), 60'000);
        QCOMPARE(retryDelayMs("domain:x", 100), 3'600'000);
    }
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
