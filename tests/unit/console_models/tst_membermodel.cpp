// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the dashboard says about members, its charts' scales, and who has which revision.
#include "console/models/chartscale.h"
#include "console/models/memberacts.h"
#include "console/models/memberdetail.h"
#include "console/models/tablerevisions.h"
#include "tests/support/clusteranswers.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace homeport;

namespace {

const QDateTime now = QDateTime::fromString(u"2026-11-28T12:00:00Z"_s, Qt::ISODate);

QJsonObject with(QJsonObject json, const QString &key, const QJsonValue &value)
{
    json.insert(key, value);
    return json;
}

ClusterState clusterOf(const QJsonArray &members, const QJsonArray &storages = {})
{
    const Result<ClusterState> state = clusterStateFromJson(answers::status(members, storages));
    if (!state)
        qFatal("%s", state.error().forPeer.constData());
    return *state;
}

MemberRow rowOf(const QJsonObject &member, const QJsonArray &storages = {}, const LanesState &lanes = {})
{
    return memberRows(clusterOf({member}, storages), lanes, now).first();
}

QString cell(const MemberModel &model, const QString &member, const QString &field)
{
    const int column = int(model.exportTitles().indexOf(field));
    return model.index(model.rowOf(member), column).data().toString();
}

} // namespace

class TestMemberModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLostBackendIsTold()
    {
        Lane lane;
        lane.name = u"storage:x"_s;
        lane.host = u"back1.example.net"_s;
        lane.member = u"front1.example.net"_s;
        lane.messages = 1240;
        lane.oldest = now.addSecs(-700);
        LanesState lanes;
        lanes.lanes = {lane};
        const ClusterState cluster =
            clusterOf({answers::member(u"front1.example.net"_s, {u"proxy"_s, u"keeper"_s}),
                          answers::lostMember(u"back1.example.net"_s, {u"proxy"_s, u"store"_s})},
                {answers::storage(u"back1"_s, u"back1.example.net"_s, false)});
        MemberModel model;
        const QAbstractItemModelTester tester(&model);
        model.setRows(memberRows(cluster, lanes, now));
        const QString back = u"back1.example.net"_s;
        QCOMPARE(cell(model, back, u"rights"_s), u"backend"_s);
        QCOMPARE(cell(model, back, u"observed"_s), u"down"_s);
        QCOMPARE(cell(model, back, u"observedSince"_s), u"12 min"_s);
        QCOMPARE(cell(model, back, u"seenBy"_s), u"down for front1"_s);
        QCOMPARE(cell(model, back, u"storages"_s), u"back1 (not served)"_s);
        QCOMPARE(cell(model, back, u"waitingForIt"_s), QLocale().toString(1240));
        QCOMPARE(cell(model, back, u"sessions"_s), QString());
        QCOMPARE(cell(model, u"front1.example.net"_s, u"rights"_s), u"frontend, keeper"_s);
        QCOMPARE(cell(model, u"front1.example.net"_s, u"waitingForIt"_s), QString());
        QCOMPARE(model.problemCount(), 1);
        QCOMPARE(model.worst(), Severity::Bad);
        model.setOnlyProblems(true);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.keyAt(0), back);
        model.setOnlyProblems(false);
        QCOMPARE(model.rowCount(), 2);
    }

    void certificatesWarnAndExpire_data()
    {
        QTest::addColumn<QString>("expires");
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<QString>("text");
        QTest::newRow("far") << u"2027-03-01T00:00:00Z"_s << Severity::None << u"92 day(s)"_s;
        QTest::newRow("14 days") << u"2026-12-12T12:00:00Z"_s << Severity::None << u"14 day(s)"_s;
        QTest::newRow("13 days") << u"2026-12-12T11:59:00Z"_s << Severity::Warning << u"13 day(s)"_s;
        QTest::newRow("expired") << u"2026-11-28T11:59:59Z"_s << Severity::Bad << u"expired"_s;
    }
    void certificatesWarnAndExpire()
    {
        QFETCH(QString, expires);
        QFETCH(Severity, severity);
        QFETCH(QString, text);
        const MemberRow row =
            rowOf(with(answers::member(u"a.example.net"_s, {u"proxy"_s}), u"certificateExpires"_s, expires));
        QCOMPARE(certificateWord(row).severity, severity);
        QCOMPARE(certificateWord(row).word, text);
        QCOMPARE(row.hasProblem(), severity != Severity::None);
    }

    void whatIsMeantIsNoProblem()
    {
        const QJsonObject lost = answers::lostMember(u"a.example.net"_s, {u"proxy"_s});
        QVERIFY(rowOf(lost).hasProblem());
        QVERIFY(!rowOf(with(lost, u"administrativeState"_s, u"withdrawn"_s)).hasProblem());
        QVERIFY(rowOf(with(lost, u"administrativeState"_s, u"withdrawn"_s),
            {answers::storage(u"s"_s, u"a.example.net"_s, false)})
                    .hasProblem());
        QVERIFY(rowOf(answers::member(u"a.example.net"_s, {u"proxy"_s}, 40)).hasProblem()); // another table
        QVERIFY(!rowOf(answers::member(u"a.example.net"_s, {u"proxy"_s})).hasProblem());
    }

    void shortNamesStayUnambiguous()
    {
        const ClusterState cluster = clusterOf({answers::member(u"a.one.example"_s, {u"proxy"_s}),
            answers::member(u"a.two.example"_s, {u"proxy"_s}),
            answers::member(u"b.one.example"_s, {u"proxy"_s})});
        QCOMPARE(shortName(u"a.one.example"_s, cluster), u"a.one.example"_s);
        QCOMPARE(shortName(u"b.one.example"_s, cluster), u"b"_s);
    }

    void detailsDoNotChangeWithTheClock()
    {
        const QJsonObject lost = answers::lostMember(u"back1.example.net"_s, {u"proxy"_s, u"store"_s});
        const ClusterState cluster = clusterOf({lost});
        QCOMPARE(memberDetail(memberRows(cluster, {}, now).first()),
            memberDetail(memberRows(cluster, {}, now.addSecs(60)).first()));
    }

    void actsSayWhatTheyDo()
    {
        const MemberRow row = rowOf(answers::lostMember(u"back1.example.net"_s, {u"proxy"_s, u"store"_s}),
            {answers::storage(u"back1"_s, u"back1.example.net"_s, false)});
        const Act remove = removeMember(row, true);
        QCOMPARE(remove.typed, u"back1.example.net"_s);
        QCOMPARE(remove.command(), u"homeportctl member remove back1.example.net --queue-gone"_s);
        QCOMPARE(
            removeMember(rowOf(answers::member(u"f.example.net"_s, {u"proxy"_s})), false).typed, QString());
        QCOMPARE(drainMember(row).command(), u"homeportctl member drain back1.example.net"_s);
        QVERIFY(drainMember(row).text.contains(u"back1:"_s));
        QCOMPARE(whyNotReady(row), u"back1.example.net is ready already."_s);
        QVERIFY(whyNotReassign(row).isEmpty());
        Rights backend;
        backend.proxy = backend.store = true;
        QCOMPARE(inviteMember(u"back2.example.net"_s, backend, false, {}).command(),
            u"homeportctl invite back2.example.net --rights proxy,store"_s);
        QCOMPARE(inviteMember(u"back1.example.net"_s, backend, true, {u"front2.example.net"_s}).command(),
            u"homeportctl invite back1.example.net --replace --without front2.example.net"_s);
        QCOMPARE(joinCommand(u"tok'en"_s, u"back2.example.net"_s, backend, false, u"192.0.2.22"_s),
            u"homeportd setup --join 'tok'\\''en' --role backend --address 192.0.2.22"_s);
        QCOMPARE(joinCommand(u"t"_s, u"back1.example.net"_s, backend, true, {}),
            u"homeportd setup --join t --replace back1.example.net --address ADDRESS"_s);
    }

    void axesHaveRoundNumbers_data()
    {
        QTest::addColumn<double>("most");
        QTest::addColumn<ChartUnit>("unit");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        QTest::newRow("nothing") << 0.0 << ChartUnit::Count << 1.0 << 1.0;
        QTest::newRow("few") << 3.0 << ChartUnit::Count << 3.0 << 1.0;
        QTest::newRow("some") << 33.0 << ChartUnit::Count << 40.0 << 20.0;
        QTest::newRow("many") << 12480.0 << ChartUnit::PerMinute << 15000.0 << 5000.0;
        QTest::newRow("seconds") << 25.0 << ChartUnit::Seconds << 30.0 << 10.0;
        QTest::newRow("hours") << 7000.0 << ChartUnit::Seconds << 7200.0 << 3600.0;
        QTest::newRow("weeks") << 5000000.0 << ChartUnit::Seconds << 5443200.0 << 1814400.0;
    }
    void axesHaveRoundNumbers()
    {
        QFETCH(double, most);
        QFETCH(ChartUnit, unit);
        QFETCH(double, top);
        QFETCH(double, step);
        QCOMPARE(chartScale(most, unit), (ChartScale{top, step}));
    }

    void gapsEndAStretch()
    {
        const std::optional<double> gap;
        QCOMPARE(chartStretches({}), QList<ChartStretch>());
        QCOMPARE(chartStretches({gap, gap}), QList<ChartStretch>());
        QCOMPARE(chartStretches({1.0, 2.0, gap, gap, 3.0, gap, 0.0, 1.0}),
            (QList<ChartStretch>{{0, 1}, {4, 4}, {6, 7}}));
        QCOMPARE(chartDescription({gap}, ChartUnit::Count), u"Nothing was measured in the last hour."_s);
        QCOMPARE(chartDescription({5.0, gap, 2.0, 3.0, gap}, ChartUnit::PerMinute),
            u"Last 3/min; in the last hour between 2/min and 5/min."_s);
    }

    void everyMemberIsAskedForTheRevision()
    {
        QJsonObject diverged = answers::member(u"d.example.net"_s, {u"proxy"_s}, 44);
        diverged.insert(u"seenBy"_s,
            QJsonArray{QJsonObject{{u"member"_s, u"a.example.net"_s}, {u"state"_s, u"diverged"_s},
                {u"since"_s, QJsonValue()}, {u"lastError"_s, QString()}}});
        QJsonObject missing = answers::lostMember(u"m.example.net"_s, {u"proxy"_s});
        missing.insert(u"observed"_s, u"missing"_s);
        const ClusterState cluster = clusterOf({answers::member(u"a.example.net"_s, {u"proxy"_s}, 42),
            answers::member(u"b.example.net"_s, {u"proxy"_s}, 41),
            answers::member(u"c.example.net"_s, {u"proxy"_s}, 43), diverged,
            answers::lostMember(u"e.example.net"_s, {u"proxy"_s}), missing});
        TableRevision wanted{42, answers::hashOf(42).toLatin1()};
        const QList<RevisionHolder> holders = holdersOf(cluster, wanted);
        QList<HolderState> states;
        for (const RevisionHolder &holder : holders)
            states.append(holder.state);
        QCOMPARE(states,
            (QList<HolderState>{HolderState::Has, HolderState::NotYet, HolderState::HasNewer,
                HolderState::OtherLine, HolderState::Silent, HolderState::NotJoined}));
        QVERIFY(!isEverywhere(holders));
        QVERIFY(isEverywhere({holders[0], holders[2], holders[5]}));
        QCOMPARE(holdersText({holders[0], holders[1], holders[5]}, wanted),
            u"1 of 2 members have revision 42: b.example.net does not have it yet."_s);
        HolderModel model;
        const QAbstractItemModelTester tester(&model);
        model.setRows(holders);
        QCOMPARE(model.rowCount(), 6);
    }
};

QTEST_GUILESS_MAIN(TestMemberModel)
#include "tst_membermodel.moc"
