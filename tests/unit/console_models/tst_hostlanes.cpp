// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The queues by destination: what is unavailable stands first and says why its mail waits.
#include "console/models/hostlanes.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now = QDateTime::fromString(u"2026-11-28T12:00:00Z"_s, Qt::ISODate);

Lane storageLane(
    const QString &host, const QString &member, const QString &state, qint64 messages, int minutes)
{
    Lane lane;
    lane.name = u"storage:"_s + host;
    lane.label = u"store of "_s + host;
    lane.host = host;
    lane.member = member;
    lane.messages = messages;
    lane.bytes = messages * 1000;
    lane.ages[0] = messages;
    lane.oldest = now.addSecs(-60 * minutes);
    lane.state = state;
    return lane;
}

Lane domainLane(
    const QString &domain, const QString &member, const QString &state, qint64 messages, int minutes)
{
    Lane lane = storageLane({}, member, state, messages, minutes);
    lane.name = u"domain:"_s + domain;
    lane.label = domain;
    return lane;
}

ClusterState cluster(const QString &down = {})
{
    ClusterState state;
    for (const QString &name : {u"back1"_s, u"back2"_s, u"front1"_s}) {
        MemberState member;
        member.name = name;
        member.observed = name == down ? u"down"_s : u"up"_s;
        member.observedSince = now.addSecs(-600);
        state.members.append(member);
    }
    return state;
}

QStringList namesOf(const QList<DestinationLanes> &destinations)
{
    QStringList names;
    for (const DestinationLanes &one : destinations)
        names.append(one.name);
    return names;
}

} // namespace

class TestHostLanes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lanesOfAllMembersAreOneDestination();
    void unavailableOnesStandFirstThenTheOldest();
    void theWorstLaneIsTheState_data();
    void theWorstLaneIsTheState();
    void aDownHostIsUnavailableBeforeItsLanesKnow();
    void everyStateSaysWhyMailWaits_data();
    void everyStateSaysWhyMailWaits();
    void onlyUnavailableHostsCanBeReassigned();
    void theSummaryCounts();
    void theTableTellsSharesOfAges();
    void lanesAreARowPerMember();
};

void TestHostLanes::lanesOfAllMembersAreOneDestination()
{
    Lane first = storageLane(u"back1"_s, u"front1"_s, u"waiting"_s, 3, 5);
    first.held = 1;
    first.nextTry = now.addSecs(60);
    Lane second = storageLane(u"back1"_s, u"front2"_s, u"waiting"_s, 4, 50);
    second.name = u"storage:another"_s;
    second.quarantined = 2;
    second.nextTry = now.addSecs(30);
    const QList<DestinationLanes> all =
        destinationsOf({first, domainLane(u"example.com"_s, u"front1"_s, u"waiting"_s, 1, 1), second,
                           storageLane(u"back2"_s, u"front1"_s, u"waiting"_s, 0, 0)},
            cluster());
    QCOMPARE(namesOf(all), QStringList({u"host:back1"_s, u"domain:example.com"_s}));
    QCOMPARE(all[0].label, u"back1"_s);
    QCOMPARE(all[0].messages, 7);
    QCOMPARE(all[0].bytes, 7000);
    QCOMPARE(all[0].held, 1);
    QCOMPARE(all[0].quarantined, 2);
    QCOMPARE(all[0].ages[0], 7);
    QCOMPARE(all[0].oldest, now.addSecs(-3000));
    QCOMPARE(all[0].nextTry, now.addSecs(30));
    QCOMPARE(all[0].lanes, QList<Lane>({first, second}));
    QCOMPARE(all[1].label, u"example.com"_s);
}

void TestHostLanes::unavailableOnesStandFirstThenTheOldest()
{
    const QList<DestinationLanes> all =
        destinationsOf({domainLane(u"a.example"_s, u"front1"_s, u"waiting"_s, 1, 500),
                           domainLane(u"b.example"_s, u"front1"_s, u"held"_s, 1, 900),
                           storageLane(u"back1"_s, u"front1"_s, u"delivering"_s, 1, 1),
                           storageLane(u"back2"_s, u"front1"_s, u"parked"_s, 1, 2)},
            cluster());
    QCOMPARE(namesOf(all),
        QStringList({u"host:back2"_s, u"domain:b.example"_s, u"domain:a.example"_s, u"host:back1"_s}));
}

void TestHostLanes::theWorstLaneIsTheState_data()
{
    QTest::addColumn<QStringList>("lanes");
    QTest::addColumn<QString>("state");
    QTest::newRow("one") << QStringList{u"delivering"_s} << u"delivering"_s;
    QTest::newRow("held beats delivering") << QStringList{u"held"_s, u"delivering"_s} << u"held"_s;
    QTest::newRow("waiting beats held") << QStringList{u"held"_s, u"waiting"_s} << u"waiting"_s;
    QTest::newRow("parked beats all")
        << QStringList{u"waiting"_s, u"parked"_s, u"delivering"_s} << u"parked"_s;
}

void TestHostLanes::theWorstLaneIsTheState()
{
    QFETCH(QStringList, lanes);
    QFETCH(QString, state);
    QList<Lane> all;
    for (qsizetype i = 0; i < lanes.size(); ++i) {
        all.append(storageLane(u"back1"_s, u"front%1"_s.arg(i), lanes[i], 1, 1));
        all.last().lastError = u"error of "_s + lanes[i];
    }
    const QList<DestinationLanes> destinations = destinationsOf(all, cluster());
    QCOMPARE(destinations.size(), 1);
    QCOMPARE(destinations[0].state, state);
    QCOMPARE(destinations[0].lastError, u"error of "_s + state);
}

void TestHostLanes::aDownHostIsUnavailableBeforeItsLanesKnow()
{
    const QList<DestinationLanes> all =
        destinationsOf({storageLane(u"back2"_s, u"front1"_s, u"waiting"_s, 1, 1)}, cluster(u"back2"_s));
    QCOMPARE(all[0].state, u"down"_s);
    QVERIFY(all[0].isUnavailable());
    QCOMPARE(all[0].downSince, now.addSecs(-600));
    QVERIFY2(all[0].reason.startsWith(u"back2 is down since "), qPrintable(all[0].reason));
    const StateWord word = destinationWord(all[0].state);
    QCOMPARE(word.word, u"unavailable"_s);
    QCOMPARE(word.severity, Severity::Bad);
}

void TestHostLanes::everyStateSaysWhyMailWaits_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("text");
    QTest::newRow("parked")
        << u"parked"_s << u"its storage is detached"_s
        << u"Nobody serves the storage of back2 now (its storage is detached). Its mail waits here and is "
           "delivered by itself when the storage is served again."_s;
    QTest::newRow("held")
        << u"held"_s << QString()
        << u"All mail for back2 is held or quarantined: nothing is tried until it is released."_s;
    QTest::newRow("delivering") << u"delivering"_s << QString() << u"Mail for back2 is being delivered."_s;
    QTest::newRow("waiting")
        << u"waiting"_s << QString()
        << u"Mail for back2 waits for its turn. It is tried again by itself; \"Try now\" does "
           "not wait for that."_s;
    QTest::newRow("failed")
        << u"waiting"_s << u"4.2.2 over quota"_s
        << u"The last attempt for back2 failed: 4.2.2 over quota. It is tried again by itself; "
           "\"Try now\" does not wait for that."_s;
}

void TestHostLanes::everyStateSaysWhyMailWaits()
{
    QFETCH(QString, state);
    QFETCH(QString, error);
    QFETCH(QString, text);
    Lane lane = storageLane(u"back2"_s, u"front1"_s, state, 1, 1);
    lane.lastError = error;
    QCOMPARE(whyMailWaits(destinationsOf({lane}, cluster())[0], now), text);
    DestinationLanes empty;
    empty.state = state;
    QCOMPARE(whyMailWaits(empty, now), QString());
}

void TestHostLanes::onlyUnavailableHostsCanBeReassigned()
{
    const auto one = [](const Lane &lane) { return destinationsOf({lane}, cluster(u"back1"_s))[0]; };
    QVERIFY(offersReassignment(one(storageLane(u"back1"_s, u"front1"_s, u"waiting"_s, 1, 1))));
    QVERIFY(offersReassignment(one(storageLane(u"back2"_s, u"front1"_s, u"parked"_s, 1, 1))));
    QVERIFY(!offersReassignment(one(storageLane(u"back2"_s, u"front1"_s, u"waiting"_s, 1, 1))));
    QVERIFY(!offersReassignment(one(domainLane(u"example.com"_s, u"front1"_s, u"waiting"_s, 1, 1))));
}

void TestHostLanes::theSummaryCounts()
{
    const QueueSummary summary =
        summaryOf(destinationsOf({storageLane(u"back1"_s, u"front1"_s, u"parked"_s, 5, 1),
                                     storageLane(u"back2"_s, u"front1"_s, u"waiting"_s, 7, 1),
                                     domainLane(u"example.com"_s, u"front1"_s, u"waiting"_s, 11, 1)},
            cluster(u"back2"_s)));
    QCOMPARE(summary, (QueueSummary{2, 12, 23}));
    QCOMPARE(summaryOf({}), QueueSummary());
}

void TestHostLanes::theTableTellsSharesOfAges()
{
    DestinationModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Lane lane = storageLane(u"back1"_s, u"front1"_s, u"waiting"_s, 8, 1);
    lane.ages = {2, 0, 0, 0, 0, 0, 0, 6};
    model.setRows(destinationsOf({lane}, cluster()));
    const auto value = [&model](int column, int role) { return model.data(model.index(0, column), role); };
    const int first = DestinationModel::firstAge;
    QCOMPARE(model.headerData(first, Qt::Horizontal, Qt::DisplayRole).toString(), u"<5 min"_s);
    QCOMPARE(model.headerData(first + 7, Qt::Horizontal, Qt::DisplayRole).toString(), u"older"_s);
    QCOMPARE(value(first, Qt::DisplayRole).toString(), u"2"_s);
    QCOMPARE(value(first, heatrole::share).toDouble(), 0.25);
    QCOMPARE(value(first, heatrole::bucket).toInt(), 0);
    QCOMPARE(value(first + 7, heatrole::share).toDouble(), 0.75);
    QCOMPARE(value(first + 7, heatrole::bucket).toInt(), 7);
    QVERIFY(!value(first - 1, heatrole::bucket).isValid());
    QVERIFY(!value(first + 8, heatrole::bucket).isValid());
    model.showAges();
    QCOMPARE(
        model.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), u"Oldest"_s); // as showAges() says
}

void TestHostLanes::lanesAreARowPerMember()
{
    LaneModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({storageLane(u"back1"_s, u"front1"_s, u"parked"_s, 5, 1),
        storageLane(u"back1"_s, u"front2"_s, u"waiting"_s, 6, 1)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.data(model.index(0, 0), Qt::DisplayRole).toString(), u"front1"_s);
    QCOMPARE(model.data(model.index(0, 1), Qt::DisplayRole).toString(), u"storage store of back1"_s);
    QCOMPARE(model.data(model.index(0, 2), Qt::DisplayRole).toString(), u"unavailable"_s);
    QCOMPARE(model.data(model.index(1, LaneModel::firstAge), heatrole::share).toDouble(), 1.0);
}

QTEST_GUILESS_MAIN(TestHostLanes)
#include "tst_hostlanes.moc"
