// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A hundred thousand queued messages: read as they are scrolled to, refreshed by difference.
#include "console/models/messagemodel.h"
#include "tests/support/fakequeue.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

/// A model over a fake cluster.
struct Site
{
    explicit Site(int count)
        : queue(FakeQueue::messages(count))
        , connection(fakeClients(client))
        , model(connection)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        queue.answerOn(*client);
        connection.open(fakeProfile(), {});
    }
    bool waitUntilConnected()
    {
        return QTest::qWaitFor([this] { return connection.state() == LinkState::Connected; });
    }
    bool waitForAnswer()
    {
        return QTest::qWaitFor([this] { return !model.isAsking(); }, 60000);
    }
    QStringList shownKeys() const
    {
        QStringList keys;
        for (int row = 0; row < model.shownCount(); ++row)
            keys.append(model.keyAt(row));
        return keys;
    }
    QStringList wantedKeys() // of as many rows as are shown
    {
        const QJsonObject last = client->callsOf(u"queue.search"_s).last();
        return queue.keys(last).mid(0, model.shownCount());
    }

    std::shared_ptr<FakeClusterClient> client = std::make_shared<FakeClusterClient>();
    FakeQueue queue;
    Connection connection;
    MessageModel model;
    QAbstractItemModelTester tester;
};

MessageQuestion sortedBy(QueueSort sort, bool isDescending = false)
{
    MessageQuestion question;
    question.filter.lane = u"host:back2.example.net"_s;
    question.sort = sort;
    question.isDescending = isDescending;
    return question;
}

} // namespace

class TestMessageModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsScrolledToIsRead();
    void everyRowComesOnceAndInOrder();
    void theDaemonSortsAndFilters();
    void aRefreshKeepsWhatIsPointedAt();
    void rowsThatMoveBetweenPagesKeepTheirSelection();
    void anyRefreshEndsAsTheDaemonsHaveIt();
    void answersToAnEarlierQuestionAreDropped();
    void aFailureKeepsTheOldRows();
    void clearShowsNothing();
    void everyColumnExports();
};

void TestMessageModel::onlyWhatIsScrolledToIsRead()
{
    Site site(100000);
    QVERIFY(site.waitUntilConnected());
    QVERIFY(!site.model.canFetchMore({}));
    site.model.ask(sortedBy(QueueSort::Received));
    QVERIFY(site.waitForAnswer());
    QCOMPARE(site.model.rowCount(), 500);
    QCOMPARE(site.model.total(), 100000);
    QCOMPARE(site.model.totalCount(), 100000);
    QVERIFY(site.model.canFetchMore({}));
    QCOMPARE(site.client->callsOf(u"queue.search"_s).size(), 1);
    QSignalSpy inserted(&site.model, &QAbstractItemModel::rowsInserted);
    site.model.fetchMore({});
    QVERIFY(site.waitForAnswer());
    QCOMPARE(site.model.rowCount(), 1000);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(site.client->callsOf(u"queue.search"_s).size(), 2);
}

void TestMessageModel::everyRowComesOnceAndInOrder()
{
    Site site(2250);
    QVERIFY(site.waitUntilConnected());
    site.model.ask(sortedBy(QueueSort::Received));
    QVERIFY(site.waitForAnswer());
    while (site.model.canFetchMore({})) {
        site.model.fetchMore({});
        QVERIFY(site.waitForAnswer());
    }
    QCOMPARE(site.model.rowCount(), 2250);
    QCOMPARE(site.shownKeys(), site.wantedKeys());
    const QStringList shown = site.shownKeys();
    QCOMPARE(QSet<QString>(shown.cbegin(), shown.cend()).size(), 2250);
}

void TestMessageModel::theDaemonSortsAndFilters()
{
    Site site(1200);
    QVERIFY(site.waitUntilConnected());
    MessageQuestion question = sortedBy(QueueSort::Bytes, true);
    question.filter.from = u"sender3"_s;
    question.member = u"front1.example.net"_s;
    site.model.ask(question);
    QVERIFY(site.waitForAnswer());
    const QJsonObject asked = site.client->callsOf(u"queue.search"_s).last();
    const QJsonObject expected{
        {u"filter"_s, QJsonObject{{u"lane"_s, u"host:back2.example.net"_s}, {u"from"_s, u"sender3"_s}}},
        {u"sort"_s, u"bytes"_s}, {u"descending"_s, true}, {u"member"_s, u"front1.example.net"_s},
        {u"limit"_s, 500}};
    QCOMPARE(asked, expected);
    QCOMPARE(site.shownKeys(), site.wantedKeys());
    QCOMPARE(MessageModel::sortOf(site.model.sortColumn()), std::optional(QueueSort::Bytes));
    QCOMPARE(site.model.sortOrder(), Qt::DescendingOrder);
    QVERIFY(!MessageModel::sortOf(site.model.columnCount() - 1)); // the message's number
}

void TestMessageModel::aRefreshKeepsWhatIsPointedAt()
{
    Site site(800);
    QVERIFY(site.waitUntilConnected());
    site.model.ask(sortedBy(QueueSort::Received));
    QVERIFY(site.waitForAnswer());
    const QPersistentModelIndex kept(site.model.index(100, 0));
    const QPersistentModelIndex gone(site.model.index(50, 0));
    const QString key = site.model.keyAt(100);
    QSignalSpy reset(&site.model, &QAbstractItemModel::modelReset);
    QSignalSpy ordered(&site.model, &QAbstractItemModel::layoutChanged);
    QSignalSpy changed(&site.model, &QAbstractItemModel::dataChanged);
    QList<QueueRow> rows = site.queue.rows();
    rows[100].state = EntryState::Held;
    rows.remove(50);
    site.queue.setRows(rows);
    site.model.refresh();
    QVERIFY(site.waitForAnswer());
    QVERIFY(kept.isValid());
    QCOMPARE(kept.row(), 99);
    QCOMPARE(site.model.keyAt(kept.row()), key);
    QCOMPARE(site.model.at(99).state, EntryState::Held);
    QVERIFY(!gone.isValid());
    QCOMPARE(site.model.rowCount(), 500);
    QCOMPARE(site.model.total(), 799);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(ordered.size(), 0);
    QCOMPARE(changed.size(), 1);
    changed.clear();
    site.model.refresh();
    QVERIFY(site.waitForAnswer());
    QCOMPARE(changed.size(), 0); // nothing is different
}

void TestMessageModel::rowsThatMoveBetweenPagesKeepTheirSelection()
{
    Site site(3000);
    QVERIFY(site.waitUntilConnected());
    site.model.ask(sortedBy(QueueSort::State));
    QVERIFY(site.waitForAnswer());
    while (site.model.canFetchMore({})) {
        site.model.fetchMore({});
        QVERIFY(site.waitForAnswer());
    }
    QCOMPARE(site.model.rowCount(), 3000);
    QList<QPersistentModelIndex> kept;
    QStringList keys;
    QList<QueueRow> rows = site.queue.rows();
    for (const int row : {5, 6, 7, 1400, 2999}) {
        kept.append(site.model.index(row, 0));
        keys.append(site.model.keyAt(row));
        for (QueueRow &one : rows) {
            if (messageKey(one) == keys.last())
                one.state = row > 1000 ? EntryState::Held : EntryState::Waiting; // "held" stands first
        }
    }
    site.queue.setRows(rows);
    site.model.refresh();
    QVERIFY(site.waitForAnswer());
    for (int i = 0; i < 5; ++i) {
        QVERIFY(kept[i].isValid());
        QCOMPARE(site.model.keyAt(kept[i].row()), keys[i]);
    }
    QCOMPARE(kept[3].row(), 0);
    QCOMPARE(site.shownKeys(), site.wantedKeys());
}

void TestMessageModel::anyRefreshEndsAsTheDaemonsHaveIt()
{
    Site site(2500);
    QVERIFY(site.waitUntilConnected());
    QRandomGenerator random(4711);
    const QList<QueueRow> spare = FakeQueue::messages(4000);
    const QList<QueueSort> sorts{
        QueueSort::Received, QueueSort::Recipient, QueueSort::State, QueueSort::Attempts};
    site.model.ask(sortedBy(QueueSort::Received));
    QVERIFY(site.waitForAnswer());
    for (int round = 0; round < 12; ++round) {
        QList<QueueRow> rows = site.queue.rows();
        const int share = round % 3 == 0 ? 2 : 40; // every second row, or few of them
        rows.removeIf([&](const QueueRow &) { return random.bounded(share) == 0; });
        for (QueueRow &row : rows) {
            if (random.bounded(share) == 0) {
                row.state = EntryState(random.bounded(3));
                row.attempts += random.bounded(3);
            }
        }
        QSet<QString> present;
        for (const QueueRow &row : std::as_const(rows))
            present.insert(messageKey(row));
        for (const QueueRow &row : spare) {
            if (!present.contains(messageKey(row)) && random.bounded(share) == 0)
                rows.append(row);
        }
        site.queue.setRows(rows);
        if (round % 4 == 3)
            site.model.ask(sortedBy(sorts[random.bounded(int(sorts.size()))], random.bounded(2) == 0));
        else if (round % 4 == 1 && site.model.canFetchMore({}))
            site.model.fetchMore({});
        QVERIFY(site.waitForAnswer());
        site.model.refresh();
        QVERIFY(site.waitForAnswer());
        QCOMPARE(site.shownKeys(), site.wantedKeys());
        QCOMPARE(site.model.total(), rows.size());
    }
}

void TestMessageModel::answersToAnEarlierQuestionAreDropped()
{
    Site site(3000);
    QVERIFY(site.waitUntilConnected());
    MessageQuestion first = sortedBy(QueueSort::Received);
    first.filter.from = u"sender1"_s;
    MessageQuestion second = sortedBy(QueueSort::Received);
    second.filter.from = u"sender2"_s;
    QStringList seen;
    connect(&site.model, &QAbstractItemModel::rowsInserted, this, [&](const QModelIndex &, int from, int to) {
        for (int row = from; row <= to; ++row)
            seen.append(site.model.at(row).from);
    });
    site.model.ask(first);
    site.model.ask(second);
    QVERIFY(site.waitForAnswer());
    QTest::qWait(50); // the first answer has had time to come
    QVERIFY(!seen.isEmpty());
    QVERIFY(std::all_of(
        seen.cbegin(), seen.cend(), [](const QString &from) { return from.startsWith(u"sender2"); }));
}

void TestMessageModel::aFailureKeepsTheOldRows()
{
    Site site(20);
    QVERIFY(site.waitUntilConnected());
    site.model.ask(sortedBy(QueueSort::Received));
    QVERIFY(site.waitForAnswer());
    site.client->refuse(u"queue.search"_s, "unavailable", u"front1 is starting"_s);
    site.model.refresh();
    QVERIFY(site.waitForAnswer());
    QCOMPARE(site.model.problem(), u"front1 is starting"_s);
    QCOMPARE(site.model.rowCount(), 20);
    site.queue.answerOn(*site.client);
    site.model.refresh();
    QVERIFY(site.waitForAnswer());
    QCOMPARE(site.model.problem(), QString());
}

void TestMessageModel::clearShowsNothing()
{
    Site site(20);
    QVERIFY(site.waitUntilConnected());
    site.model.ask(sortedBy(QueueSort::Received));
    site.model.clear(); // while it is asked
    QTest::qWait(50);
    QCOMPARE(site.model.rowCount(), 0);
    QCOMPARE(site.model.total(), -1);
    site.model.ask(sortedBy(QueueSort::Received));
    QVERIFY(site.waitForAnswer());
    QCOMPARE(site.model.rowCount(), 20);
    site.model.clear();
    QCOMPARE(site.model.rowCount(), 0);
    QVERIFY(!site.model.canFetchMore({}));
}

void TestMessageModel::everyColumnExports()
{
    Site site(1);
    QVERIFY(site.waitUntilConnected());
    site.model.ask(sortedBy(QueueSort::Received));
    QVERIFY(site.waitForAnswer());
    const QStringList titles{u"recipient"_s, u"state"_s, u"received"_s, u"from"_s, u"bytes"_s, u"attempts"_s,
        u"nextTry"_s, u"lastError"_s, u"id"_s};
    QCOMPARE(site.model.exportTitles(), titles);
    const QStringList row{u"user000000@example.org"_s, u"waiting"_s,
        site.queue.rows()[0].received.toString(Qt::ISODate), QString(), u"1000"_s, u"0"_s, QString(),
        u"back2.example.net does not answer"_s, u"front1.example.net:1000"_s};
    QCOMPARE(site.model.exportRow(0), row);
}

QTEST_GUILESS_MAIN(TestMessageModel)
#include "tst_messagemodel.moc"
