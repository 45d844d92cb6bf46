// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What administrators see of a queue and do with it: searching, paging, acts, ages, history; and queues of
// the first version, which become ones of this.
#include "server/queue/sqlitequeue.h"
#include "tests/support/await.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

class FixedClock : public SystemClock
{
public:
    qint64 wallMs() const override { return now; }
    /// Other threads than the test's wait here while they are held up.
    qint64 monotonicMs() const override
    {
        if (QThread::currentThread() != qApp->thread())
            m_isHeldUp.wait(true);
        return SystemClock::monotonicMs() + later;
    }
    void holdUp() { m_isHeldUp = true; }
    void goOn()
    {
        m_isHeldUp = false;
        m_isHeldUp.notify_all();
    }
    qint64 now = 1'700'000'000'000;
    std::atomic<qint64> later = 0;

private:
    std::atomic<bool> m_isHeldUp = false;
};

constexpr qint64 minute = 60'000;
const QByteArray home = "storage:000102030405060708090a0b0c0d0e0f";
const QByteArray remote = "domain:example.com";

struct Wanted
{
    QByteArray from = "Sender@Example.net";
    QByteArray recipient = "ann@example.org";
    QByteArray lane = home;
    QByteArray error = {};
    qint64 ageMinutes = 1;
    qsizetype bytes = 100;
    int recipients = 1;
};

} // namespace

class TestQueueSearch : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteQueue> m_queue;
    FixedClock m_clock;

    QString folder() const { return m_folder->filePath(u"queue"_s); }
    void reopen()
    {
        m_queue.reset();
        QueueOptions options;
        options.folder = folder();
        options.owner = MemberName(u"front1"_s);
        options.minFreeBytes = 0;
        auto opened = SqliteQueue::open(options, m_clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().forLog));
        m_queue = std::move(*opened);
    }
    qint64 put(const Wanted &wanted)
    {
        QueuedMessage message;
        message.from = wanted.from;
        message.session = "s1";
        message.receivedMs = m_clock.now - wanted.ageMinutes * minute;
        message.body = MessageBody::fromBytes(QByteArray(wanted.bytes, 'x'));
        for (int i = 0; i < wanted.recipients; ++i) {
            QueuedRecipient recipient;
            recipient.key = DeliveryKey::random();
            recipient.lane = wanted.lane;
            recipient.address = wanted.recipient;
            recipient.recipient = wanted.recipient;
            recipient.lastError = wanted.error;
            message.recipients.append(recipient);
        }
        const auto room = m_queue->reserve(wanted.bytes);
        return resultOf(m_queue->enqueue(message, *room)).value_or(-1);
    }
    QueuePage search(const QueueQuery &query, QueueSort sort = QueueSort::Received, bool isDescending = false,
        std::optional<QueuePosition> after = {}, int limit = 100)
    {
        const auto page = resultOf(m_queue->search(query, sort, isDescending, after, limit));
        if (!page)
            qFatal("%s", qPrintable(page.error().forLog));
        return *page;
    }
    QList<qint64> idsOf(const QueueFilter &filter, const QList<QByteArray> &lanes = {})
    {
        QList<qint64> ids;
        const QueuePage page = search({lanes, filter});
        for (const QueueRow &row : page.rows)
            ids.append(row.id);
        if (page.total != ids.size())
            qFatal("the total is not what was found");
        return ids;
    }
    QList<QueueTarget> find(qint64 id) { return *resultOf(m_queue->find({{{}, id, std::nullopt}})); }
    qsizetype act(QueueAct what, const QList<QueueTarget> &targets)
    {
        return resultOf(m_queue->act(what, targets, {}))->size();
    }
    Lane lane(const QByteArray &name)
    {
        const QList<Lane> lanes = m_queue->lanes();
        for (const Lane &one : lanes) {
            if (one.name.toLatin1() == name)
                return one;
        }
        return {};
    }
    void endAttempt(qint64 id, AttemptEnd end, const QByteArray &error, const QByteArray &destination = {})
    {
        const auto attempts = resultOf(m_queue->claim(find(id).first().lane, 1, true));
        if (attempts->size() != 1)
            qFatal("nothing to try");
        AttemptResult result{id, attempts->first().recipient.key, end, error, {}, {}, false};
        result.destination = destination;
        if (!resultOf(m_queue->finishAttempts({result})))
            qFatal("not finished");
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.now = 1'700'000'000'000;
        reopen();
    }
    void cleanup()
    {
        m_clock.goOn();
        m_queue.reset();
        m_clock.later = 0;
    }

    void aQueueOfTheFirstVersionGoesOn()
    {
        m_queue.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(folder()));
        {
            auto old = Database::open(folder() + u"/queue.db"_s, Database::Mode::ReadWrite);
            QVERIFY(old);
            const Result<> made = (*old)->execute(R"(
PRAGMA application_id=1213223217; PRAGMA user_version=1;
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES (CAST('owner' AS BLOB), CAST('front1' AS BLOB)), (CAST('instance' AS BLOB), CAST('aa' AS BLOB)),
    (CAST('boot' AS BLOB), x'');
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sender BLOB NOT NULL, session BLOB NOT NULL, received INTEGER NOT NULL,
    size INTEGER NOT NULL, sha BLOB NOT NULL, quiet INTEGER NOT NULL,
    body BLOB, file BLOB);
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL, key BLOB NOT NULL, lane BLOB NOT NULL,
    account BLOB NOT NULL, address BLOB NOT NULL, recipient BLOB NOT NULL, storage BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0, open INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL, received INTEGER NOT NULL,
    unanswered INTEGER NOT NULL DEFAULT 0, crashes INTEGER NOT NULL DEFAULT 0,
    error BLOB NOT NULL);
CREATE INDEX recipient_message ON recipient (message);
CREATE INDEX recipient_due ON recipient (lane, state, open, due);
CREATE INDEX recipient_order ON recipient (lane, state, open, message);
INSERT INTO message VALUES (7, CAST('bob@example.net' AS BLOB), CAST('s' AS BLOB), 1699999000000, 4,
    x'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 0, CAST('test' AS BLOB), NULL);
INSERT INTO recipient (message, key, lane, account, address, recipient, storage, state, due, received, error)
    VALUES (7, x'000102030405060708090a0b0c0d0e0f', CAST('domain:example.com' AS BLOB),
    x'00000000000000000000000000000000', CAST('x@example.com' AS BLOB), CAST('x@example.com' AS BLOB),
    x'00000000000000000000000000000000', 1, 5, 1699999000000, CAST('was away' AS BLOB));
)");
            QVERIFY2(made, made ? "" : qPrintable(made.error().forLog));
        }
        for (int i = 0; i < 2; ++i) { // the second opening finds it done
            reopen();
            const QueuePage page = search({{}, {.from = u"BOB"_s, .largerThan = 3}});
            QCOMPARE(page.rows.size(), 1);
            QCOMPARE(page.rows[0].id, 7);
            QCOMPARE(page.rows[0].from, u"bob@example.net"_s);
            QCOMPARE(page.rows[0].bytes, 4);
            QCOMPARE(page.rows[0].state, EntryState::Held);
            QCOMPARE(lane(remote).held, 1);
            QCOMPARE(lane(remote).lastError, u"was away"_s);
        }
        QVERIFY(resultOf(m_queue->body(7)));
        QCOMPARE(act(QueueAct::Release, find(7)), 1);
        endAttempt(7, AttemptEnd::Later, "once more");
        QCOMPARE(resultOf(m_queue->show(7))->recipients[0].history.size(), 1);
        m_queue.reset();
        auto now = Database::open(folder() + u"/queue.db"_s, Database::Mode::ReadWrite);
        QCOMPARE((*now)->scalar("PRAGMA user_version").value(), 2);
    }

    void eachConditionFindsItsOwn()
    {
        const qint64 plain = put({});
        const qint64 other = put({.from = "Übung@example.net", .recipient = "Bob@Example.ORG"});
        const qint64 away = put({.lane = remote, .error = "Connection REFUSED by 192.0.2.1"});
        const qint64 old = put({.ageMinutes = 90});
        const qint64 large = put({.bytes = 50'000});
        const qint64 held = put({});
        QCOMPARE(act(QueueAct::Hold, find(held)), 1);
        const QList<qint64> all{old, plain, other, away, large, held};
        QCOMPARE(idsOf({}), all);
        QCOMPARE(idsOf({.from = u"übung"_s}), QList<qint64>{other});
        QCOMPARE(idsOf({.from = u"ÜBUNG@EX"_s}), QList<qint64>{other});
        QCOMPARE(idsOf({.to = u"bob@example"_s}), QList<qint64>{other});
        QCOMPARE(idsOf({.error = u"refused by"_s}), QList<qint64>{away});
        QCOMPARE(idsOf({.state = EntryState::Held}), QList<qint64>{held});
        QCOMPARE(idsOf({.state = EntryState::Quarantined}), QList<qint64>{});
        QCOMPARE(idsOf({.olderThan = 90 * 60}), QList<qint64>{old});
        QCOMPARE(idsOf({.olderThan = 90 * 60 + 1}), QList<qint64>{});
        QCOMPARE(idsOf({.largerThan = 100}), QList<qint64>{large});
        QCOMPARE(idsOf({}, {remote}), QList<qint64>{away});
        QCOMPARE(idsOf({}, {remote, home}), all);
        QCOMPARE(idsOf({.from = u"sender"_s, .olderThan = 60}, {home}).size(), 4); // all together
        QCOMPARE(idsOf({.from = u"%"_s}), QList<qint64>{}); // a text, no pattern
    }

    void everyOrderPagesThroughEqualValues_data()
    {
        QTest::addColumn<int>("sort");
        QTest::addColumn<bool>("descending");
        for (int sort = 0; sort <= int(QueueSort::State); ++sort) {
            for (const bool descending : {false, true})
                QTest::addRow("%s%s", qPrintable(toText(QueueSort(sort))), descending ? " down" : "")
                    << sort << descending;
        }
    }
    void everyOrderPagesThroughEqualValues()
    {
        QFETCH(int, sort);
        QFETCH(bool, descending);
        for (int i = 0; i < 23; ++i)
            put({.from = i % 2 ? "B@x.y" : "a@x.y",
                .recipient = i % 3 ? "C@x.y" : "d@x.y",
                .error = i % 4 ? "" : "Away",
                .ageMinutes = i % 5,
                .bytes = 10 * (i % 3),
                .recipients = 2});
        act(QueueAct::Hold, find(3));
        endAttempt(1, AttemptEnd::Later, "no");
        QList<QueueRow> rows;
        QList<QByteArray> values;
        std::optional<QueuePosition> after;
        int pages = 0;
        for (bool hasMore = true; hasMore; ++pages) {
            const QueuePage page = search({}, QueueSort(sort), descending, after, 7);
            QCOMPARE(page.total, 46);
            QCOMPARE(page.values.size(), page.rows.size());
            rows += page.rows;
            values += page.values;
            hasMore = page.hasMore;
            after = QueuePosition{values.last(), rows.last().id, rows.last().key};
        }
        QCOMPARE(pages, 7); // six full ones and the rest
        QCOMPARE(rows.size(), 46);
        for (qsizetype i = 1; i < rows.size(); ++i) {
            const auto before = std::tuple(values[i - 1], rows[i - 1].id, rows[i - 1].key.raw());
            const auto behind = std::tuple(values[i], rows[i].id, rows[i].key.raw());
            QVERIFY2(descending ? before > behind : before < behind, values[i].constData());
        }
    }

    void whatIsNotWaitingHasNoNextTryAndComesLast()
    {
        const qint64 held = put({});
        const qint64 waiting = put({.error = "was away"});
        act(QueueAct::Hold, find(held));
        const QueuePage page = search({}, QueueSort::NextTry);
        QCOMPARE(page.rows[0].id, waiting);
        QVERIFY(page.rows[0].nextTry.isValid());
        QCOMPARE(page.rows[1].id, held);
        QVERIFY(!page.rows[1].nextTry.isValid());
    }

    void searchesKeepNoDeliveryWaiting()
    {
        const qint64 id = put({});
        m_clock.holdUp(); // a search looks at the clock
        std::vector<Task<Result<QueuePage>>> searches;
        for (int i = 0; i < 16; ++i)
            searches.push_back(m_queue->search({}, QueueSort::Received, false, {}, 10));
        QVERIFY(resultOf(m_queue->body(id)));
        QCOMPARE(put({.bytes = 50'000}), id + 1); // large: written beside the database
        const auto oneMore = resultOf(m_queue->search({}, QueueSort::Received, false, {}, 10));
        QVERIFY(!oneMore);
        QVERIFY(oneMore.error().isTemporary());
        QVERIFY(oneMore.error().forLog.contains(u"16 searches of this queue wait already"_s));
        m_clock.goOn();
        for (Task<Result<QueuePage>> &search : searches)
            QCOMPARE(resultOf(std::move(search))->rows.size(), 2);
        QCOMPARE(search({}).total, 2); // there is room again
    }

    void aSearchThatNobodyWaitsForAnyMoreEnds()
    {
        put({});
        m_clock.holdUp();
        Task<Result<QueuePage>> late = m_queue->search({}, QueueSort::Received, false, {}, 10);
        m_clock.later = 20'000;
        m_clock.goOn();
        const auto page = resultOf(std::move(late));
        QVERIFY(!page);
        QVERIFY(page.error().isTemporary());
        QVERIFY(page.error().forLog.contains(u"took longer than 15 seconds"_s));
        QCOMPARE(search({}).total, 1);
    }

    void aStatementThatRunsLongIsStopped()
    {
        auto database = Database::open(folder() + u"/queue.db"_s, Database::Mode::ReadOnly);
        int asked = 0;
        (*database)->stopWhen([&asked] { return ++asked > 3; });
        const auto endless = (*database)->scalar(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
        QVERIFY(!endless);
        QVERIFY(asked >= 4);
        (*database)->stopWhen({});
        QCOMPARE((*database)->scalar("SELECT 7").value(), 7);
    }

    void manyAreChosenInBatchesAndWhatComesLaterIsNotMeant()
    {
        for (int i = 0; i < 25; ++i)
            put({.lane = i % 5 ? home : remote});
        const qint64 highest = put({});
        const qint64 last = *resultOf(m_queue->lastMessage());
        const qint64 row = find(highest).first().row;
        QCOMPARE(act(QueueAct::Delete, find(highest - 1)), 1);
        QCOMPARE(act(QueueAct::Delete, find(highest)), 1);
        const qint64 later = put({});
        QVERIFY(find(later).first().row < row); // the number of a row comes again
        const QueueQuery query{{home}, {}};
        qint64 after = 0;
        qsizetype sum = 0;
        int batches = 0;
        for (;; ++batches) {
            const auto batch = resultOf(m_queue->choose(query, after, last, 8));
            QVERIFY(batch);
            if (batch->isEmpty())
                break;
            after = batch->last().row;
            sum += act(QueueAct::Hold, *batch);
        }
        QCOMPARE(batches, 3);
        QCOMPARE(sum, 19);
        QCOMPARE(find(later).first().state, EntryState::Waiting);
        QCOMPARE(lane(home).held, 19);
        QCOMPARE(lane(home).messages, 20);
        QCOMPARE(lane(remote).held, 0);
    }

    void recipientsOfOneMessageAreChosenTogether()
    {
        for (int i = 0; i < 5; ++i)
            put({.recipients = 3});
        const qint64 last = *resultOf(m_queue->lastMessage());
        const auto first = resultOf(m_queue->choose({{home}, {}}, 0, last, 4));
        QCOMPARE(first->size(), 6);
        QCOMPARE(first->last().id, 2);
        const auto second = resultOf(m_queue->choose({{home}, {}}, first->last().row, last, 6));
        QCOMPARE(second->size(), 6);
        QCOMPARE(second->first().id, 3);
    }

    void aHoldThatMeetsAnAttemptTakesEffectBehindIt()
    {
        const qint64 id = put({});
        const auto attempts = resultOf(m_queue->claim(home, 1, true));
        const DeliveryKey key = attempts->first().recipient.key;
        QVERIFY(find(id).first().isTried);
        QCOMPARE(act(QueueAct::Hold, find(id)), 1);
        QCOMPARE(lane(home).held, 1);
        QCOMPARE(lane(home).oldest.toMSecsSinceEpoch(), m_clock.now - minute);
        QVERIFY(resultOf(m_queue->finishAttempts({{id, key, AttemptEnd::Later, "away", {}, {}, false}})));
        QVERIFY(resultOf(m_queue->claim(home, 1, true))->isEmpty());
        QCOMPARE(resultOf(m_queue->show(id))->recipients[0].state, EntryState::Held);
        reopen(); // and stays so
        QCOMPARE(lane(home).held, 1);
        QVERIFY(resultOf(m_queue->claim(home, 1, true))->isEmpty());
        QCOMPARE(act(QueueAct::Release, find(id)), 1);
        QCOMPARE(lane(home).held, 0);
        QCOMPARE(resultOf(m_queue->claim(home, 1, false))->size(), 1);
    }

    void aDeletedAttemptLeavesNoLaneDelivering()
    {
        const qint64 tried = put({});
        put({});
        QCOMPARE(resultOf(m_queue->claim(home, 1, true))->size(), 1);
        QCOMPARE(lane(home).state, u"delivering"_s);
        QCOMPARE(act(QueueAct::Delete, find(tried)), 1);
        QCOMPARE(lane(home).state, u"waiting"_s);
        QCOMPARE(lane(home).messages, 1);
    }

    void anActLooksAgain()
    {
        const qint64 id = put({});
        const QList<QueueTarget> seen = find(id);
        QCOMPARE(act(QueueAct::Hold, seen), 1);
        QCOMPARE(act(QueueAct::Retry, seen), 0); // it is held now
        QCOMPARE(act(QueueAct::Delete, seen), 0); // seen waiting, held now
        QCOMPARE(act(QueueAct::Delete, find(id)), 1);
        QCOMPARE(act(QueueAct::Delete, seen), 0);
        const qint64 next = put({}); // may get the same row: it is another message
        QCOMPARE(act(QueueAct::Delete, seen), 0);
        QCOMPARE(find(next).size(), 1);
    }

    void movedMailIsDueInItsNewLane()
    {
        const qint64 id = put({.error = "was away", .recipients = 2});
        const QList<QueueTarget> targets = find(id);
        const StorageId storage = StorageId::random();
        const QByteArray other = "storage:" + storage.hex();
        act(QueueAct::Hold, {targets[1]});
        const auto done =
            resultOf(m_queue->moveTo({{targets[0], other, storage}, {targets[1], other, storage}}));
        QCOMPARE(done->size(), 1); // what is held stays
        QCOMPARE(lane(home).messages, 1);
        QCOMPARE(lane(other).messages, 1);
        QCOMPARE(lane(other).ages[0], 1);
        const auto attempts = resultOf(m_queue->claim(other, 10, false));
        QCOMPARE(attempts->size(), 1);
        QCOMPARE(attempts->first().recipient.storage, storage);
    }

    void anotherMessageTakesThePlaceOfSomeInOneStep()
    {
        const qint64 id = put({.bytes = 40'000, .recipients = 2});
        QueuedMessage notice;
        notice.body = MessageBody::fromBytes(QByteArray(50'000, 'n'));
        notice.receivedMs = m_clock.now;
        notice.wantsNoNotification = true;
        notice.recipients = {{DeliveryKey::random(), remote, {}, "a@example.com", "a@example.com", {}, {}}};
        const QList<QueueTarget> targets = find(id);
        QCOMPARE(resultOf(m_queue->claim(home, 1, true))->size(), 1);
        const auto refused = resultOf(m_queue->replace(targets, notice, *m_queue->reserve(60'000), {}));
        QVERIFY(!refused); // one of them is being tried
        QVERIFY(refused.error().forLog.contains(u"being tried"_s));
        QCOMPARE(lane(home).messages, 2);
        QCOMPARE(lane(remote).messages, 0);
        QVERIFY(resultOf(m_queue->finishAttempts({{id, targets[0].key, AttemptEnd::Later, "x", {}, {}, false},
            {id, targets[1].key, AttemptEnd::Later, "x", {}, {}, false}})));
        QVERIFY(resultOf(m_queue->replace(targets, notice, *m_queue->reserve(60'000), {})));
        QCOMPARE(lane(home).messages, 0);
        QCOMPARE(lane(remote).messages, 1);
        reopen();
        QCOMPARE(lane(home).messages, 0);
        QCOMPARE(lane(remote).messages, 1);
        const auto taken = resultOf(m_queue->claim(remote, 1, true));
        QVERIFY(taken->first().wantsNoNotification);
        QVERIFY(taken->first().from.isEmpty());
    }

    void theHistoryIsBoundedAndLeavesWithItsRecipient()
    {
        const qint64 id = put({});
        for (int i = 1; i <= 25; ++i) {
            m_clock.now += minute;
            endAttempt(id, AttemptEnd::Later, "answer " + QByteArray::number(i), "back2.example.net");
        }
        const auto entry = resultOf(m_queue->show(id));
        const QList<QueueTry> &history = entry->recipients[0].history;
        QCOMPARE(history.size(), 20);
        QCOMPARE(history.first().text, u"answer 6"_s);
        QCOMPARE(history.last().text, u"answer 25"_s);
        QCOMPARE(history.last().destination, u"back2.example.net"_s);
        QCOMPARE(history.last().time.toMSecsSinceEpoch(), m_clock.now);
        QCOMPARE(history.last().result, TryResult::Later);
        reopen();
        QCOMPARE(resultOf(m_queue->show(id))->recipients[0].history, history);
        endAttempt(id, AttemptEnd::Done, {});
        const qint64 removed = put({});
        endAttempt(removed, AttemptEnd::Later, "no");
        QCOMPARE(act(QueueAct::Delete, find(removed)), 1);
        m_queue.reset();
        auto database = Database::open(folder() + u"/queue.db"_s, Database::Mode::ReadWrite);
        QCOMPARE((*database)->scalar("SELECT count(*) FROM attempt").value(), 0);
    }

    void agesAreKeptAlsoOverARestart()
    {
        const QList<qint64> ages{0, 1, 7, 15, 30, 60, 120, 200, 400, 9000};
        for (const qint64 age : ages)
            put({.ageMinutes = age});
        const LaneAges expected{2, 1, 1, 1, 1, 1, 1, 2};
        QCOMPARE(lane(home).ages, expected);
        reopen();
        QCOMPARE(lane(home).ages, expected);
        m_clock.now += 10 * minute; // 10 11 17 25 40 70 130 210 410 …
        QCOMPARE(lane(home).ages, (LaneAges{0, 0, 3, 1, 2, 1, 1, 2}));
        const QList<QueueTarget> newest = find(1); // that of now
        QCOMPARE(act(QueueAct::Delete, newest), 1);
        QCOMPARE(lane(home).ages, (LaneAges{0, 0, 2, 1, 2, 1, 1, 2}));
    }

    void agesNeedFewSlotsHoweverMuchWaits()
    {
        ReceiptAges ages;
        const qint64 start = 1'700'000'000'000;
        qint64 now = start;
        for (int i = 0; i < 3 * 24 * 60; ++i) { // one a minute for three days
            now += minute;
            ages.add(now, now);
        }
        QVERIFY2(ages.slotCount() < 250, qPrintable(QString::number(ages.slotCount())));
        const LaneAges counts = ages.at(now);
        qint64 sum = 0;
        for (const qint64 count : counts)
            sum += count;
        QCOMPARE(sum, 3 * 24 * 60);
        const LaneAges about{5, 5, 10, 20, 40, 80, 160, 4000};
        for (size_t i = 0; i < counts.size(); ++i) // right to a thirty-second part of its limits
            QVERIFY2(
                std::abs(counts[i] - about[i]) <= about[i] / 8 + 1, qPrintable(QString::number(counts[i])));
        for (qint64 time = start + minute; time <= now; time += minute)
            ages.remove(time);
        QCOMPARE(ages.slotCount(), size_t(0));
    }

    void theHeaderIsShownAndCut()
    {
        QueuedMessage message;
        message.receivedMs = m_clock.now;
        message.recipients = {{DeliveryKey::random(), home, {}, "a@x.y", "a@x.y", {}, {}}};
        const auto shown = [&](const QByteArray &text) {
            message.body = MessageBody::fromBytes(text);
            const auto id = resultOf(m_queue->enqueue(message, *m_queue->reserve(text.size())));
            return *resultOf(m_queue->show(*id));
        };
        const QueueEntry small = shown("Subject: \xff x\r\nTo: b\r\n\r\nbody\r\n");
        QCOMPARE(small.headers, u"Subject: \uFFFD x\nTo: b\n\n"_s);
        QVERIFY(!small.headersCut);
        const QueueEntry large = shown("X: " + QByteArray(100'000, 'x') + "\r\n\r\nbody\r\n");
        QCOMPARE(large.headers.size(), 64 * 1024);
        QVERIFY(large.headersCut);
        QVERIFY(!shown("no header at all").headersCut);
    }

    void aHundredThousandRecipientsArePagedQuickly()
    {
        if (!qEnvironmentVariableIsSet("HOMEPORT_MEASURE"))
            QSKIP("a measurement: set HOMEPORT_MEASURE");
        QueuedMessage message;
        for (int i = 0; i < 10; ++i) {
            message.recipients.append({DeliveryKey::random(), i % 10 ? home : remote, {}, "ann@example.org",
                "ann@example.org", {}, "away"});
        }
        message.from = "sender@example.net";
        message.body = MessageBody::fromBytes(QByteArray(4096, 'x'));
        std::vector<Task<Result<qint64>>> tasks;
        for (int i = 0; i < 10'000; ++i) {
            message.receivedMs = m_clock.now - i * 1000;
            tasks.push_back(m_queue->enqueue(message, *m_queue->reserve(4096)));
            if (tasks.size() == 500) {
                for (auto &task : tasks)
                    QVERIFY(resultOf(std::move(task)));
                tasks.clear();
            }
        }
        for (int sort = 0; sort <= int(QueueSort::State); ++sort) {
            for (const QueueQuery &query : {QueueQuery{}, QueueQuery{{home}, {}}, QueueQuery{{remote}, {}},
                     QueueQuery{{}, {.from = u"nobody"_s}}}) {
                QElapsedTimer timer;
                timer.start();
                const QueuePage page = search(query, QueueSort(sort), true, {}, 200);
                qInfo() << toText(QueueSort(sort)) << query.lanes << query.filter.from << page.total
                        << timer.elapsed() << "ms";
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestQueueSearch)
#include "tst_queuesearch.moc"
