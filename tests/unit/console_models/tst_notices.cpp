// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is important enough to stand on every page.
#include "console/models/notices.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

ClusterState healthy()
{
    ClusterState cluster;
    cluster.health = u"healthy"_s;
    cluster.answeredBy = u"back1.example.net"_s;
    cluster.isWholeCluster = true;
    MemberState back1;
    back1.name = u"back1.example.net"_s;
    back1.isReachable = true;
    back1.observed = u"up"_s;
    back1.administrativeState = u"ready"_s;
    back1.status = MemberStatus{};
    MemberState back2 = back1;
    back2.name = u"back2.example.net"_s;
    cluster.members = {back1, back2};
    return cluster;
}

JobsState withJob(JobState state)
{
    JobsState jobs;
    JobRow row;
    row.job.id = JobId::random();
    row.job.kind = JobKind::Reassign;
    row.job.state = state;
    row.job.from = MemberName(u"back2.example.net"_s);
    row.job.to = MemberName(u"back1.example.net"_s);
    jobs.jobs = {row};
    if (row.job.isRunning())
        jobs.running = row;
    return jobs;
}

QStringList idsOf(const QList<Notice> &notices)
{
    QStringList out;
    for (const Notice &notice : notices)
        out.append(notice.id);
    return out;
}

} // namespace

class TestNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHealthyClusterIsQuiet()
    {
        QVERIFY(noticesOf(healthy(), {}, {}).isEmpty());
        QVERIFY(noticesOf({}, {}, {}).isEmpty()); // nothing is known yet
    }

    void theFirstProblemIsNamedAndTheOthersCounted()
    {
        ClusterState cluster = healthy();
        cluster.health = u"critical"_s;
        cluster.problems = {u"storage s2 is not served by its owner back2"_s, u"b"_s, u"c"_s};
        const QList<Notice> notices = noticesOf(cluster, {}, {});
        QCOMPARE(notices.size(), 1);
        QCOMPARE(notices.first().severity, Severity::Bad);
        QVERIFY(notices.first().text.contains(cluster.problems.first()));
        QVERIFY(notices.first().text.contains(u'2'));
        QCOMPARE(notices.first().page, u"dashboard"_s);
        cluster.health = u"degraded"_s;
        cluster.problems = {u"front1 has alarms"_s};
        QCOMPARE(noticesOf(cluster, {}, {}).first().severity, Severity::Warning);
    }

    void accountsAwayFromHomeOfferTheRestore()
    {
        const QList<PendingHost> pending{
            {u"back2.example.net"_s, 12480, true}, {u"back3.example.net"_s, 1, false}};
        const QList<Notice> notices = noticesOf(healthy(), {}, pending);
        QCOMPARE(idsOf(notices), (QStringList{u"away:back2.example.net"_s, u"away:back3.example.net"_s}));
        QCOMPARE(notices.first().page, u"jobs"_s);
        QCOMPARE(notices.first().what, u"restore:back2.example.net"_s);
        QVERIFY(!notices.first().button.isEmpty());
        QVERIFY(notices.first().text.startsWith(u"At least"_s));
        // while the job itself is under way, that says it
        QCOMPARE(idsOf(noticesOf(healthy(), withJob(JobState::Running), pending)),
            (QStringList{u"job"_s, u"away:back3.example.net"_s}));
        const QList<PendingHost> many{
            {u"a"_s, 1, false}, {u"b"_s, 1, false}, {u"c"_s, 1, false}, {u"d"_s, 1, false}};
        QCOMPARE(noticesOf(healthy(), {}, many).size(), 3);
        QVERIFY(noticesOf(healthy(), {}, {{u"a"_s, 0, false}}).isEmpty());
    }

    void aJobIsShownUntilItHasEnded_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("says");
        QTest::newRow("running") << int(JobState::Running) << u"is running"_s;
        QTest::newRow("paused") << int(JobState::Paused) << u"is paused"_s;
        QTest::newRow("undoing") << int(JobState::Undoing) << u"is being undone"_s;
        QTest::newRow("failed") << int(JobState::Failed) << u"stopped before its end"_s;
        QTest::newRow("done") << int(JobState::Done) << QString();
        QTest::newRow("cancelled") << int(JobState::Cancelled) << QString();
        QTest::newRow("undone") << int(JobState::Undone) << QString();
    }
    void aJobIsShownUntilItHasEnded()
    {
        QFETCH(int, state);
        QFETCH(QString, says);
        JobsState jobs = withJob(JobState(state));
        if (says.isEmpty()) {
            QVERIFY(noticesOf(healthy(), jobs, {}).isEmpty());
            return;
        }
        if (!jobs.running)
            jobs.running = jobs.jobs.first();
        jobs.progress = JobProgress{{}, 5000, 12480, 900, 8, 5, {}};
        const QList<Notice> notices = noticesOf(healthy(), jobs, {});
        QCOMPARE(idsOf(notices), QStringList{u"job"_s});
        QVERIFY2(notices.first().text.contains(says), qPrintable(notices.first().text));
        QCOMPARE(notices.first().page, u"jobs"_s);
        QCOMPARE(notices.first().what, jobs.running->job.id.text());
        jobs.text = u"its runner is lost"_s;
        QCOMPARE(noticesOf(healthy(), jobs, {}).first().severity, Severity::Warning);
    }

    void divergedTablesLeadToTheMerge()
    {
        ClusterState cluster = healthy();
        PeerView peer;
        peer.name = MemberName(u"back2.example.net"_s);
        peer.state = ObservedState::Diverged;
        cluster.members.first().status->peers = {peer};
        const QList<Notice> notices = noticesOf(cluster, {}, {});
        QCOMPARE(idsOf(notices), QStringList{u"diverged"_s});
        QVERIFY(notices.first().text.contains(u"back2.example.net"_s));
        QCOMPARE(notices.first().page, u"members"_s);
        cluster.members.first().isReachable = false; // an old answer proves nothing
        QVERIFY(noticesOf(cluster, {}, {}).isEmpty());
    }

    void drainingMembersAndAMemberThatIsNoKeeperAreTold()
    {
        ClusterState cluster = healthy();
        cluster.members.last().administrativeState = u"draining"_s;
        cluster.isWholeCluster = false;
        const QList<Notice> notices = noticesOf(cluster, {}, {});
        QCOMPARE(idsOf(notices), (QStringList{u"partial"_s, u"draining"_s})); // the worse one first
        QCOMPARE(notices.last().what, u"back2.example.net"_s);
    }
};

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_notices.moc"
