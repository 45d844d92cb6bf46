// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Jobs as rows, what may be done with each, and following one.
#include "console/models/jobfollower.h"
#include "tests/support/fakefailover.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

QList<JobEntry> entriesOf(const FakeFailover &fake)
{
    return jobEntries(jobsStateFromJson(fake.jobShow()).value(), {});
}

Profile anyProfile()
{
    Profile profile = newProfile();
    profile.name = u"test"_s;
    profile.address = u"/tmp/socket"_s;
    return profile;
}

} // namespace

class TestJobModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_are_newest_first_and_keep_their_place()
    {
        FakeFailover fake;
        JobModel model(jobColumns(), [](const JobEntry &entry) { return entry.id(); });
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fake.addJob(JobKind::Reassign, JobState::Done, fake.back2, fake.back1, u"back2"_s);
        fake.addJob(JobKind::Restore, JobState::Failed, fake.back1, fake.back2, u"back2"_s);
        model.setRows(entriesOf(fake));
        QCOMPARE(model.shownCount(), 2);
        QCOMPARE(model.at(0).job.kind, JobKind::Restore);
        fake.jobs.last().state = JobState::Done;
        model.setRows(entriesOf(fake));
        QCOMPARE(model.at(0).job.state, JobState::Done);
        QCOMPARE(model.exportTitles().size(), model.exportRow(0).size());
        QVERIFY(model.exportRow(0).contains(u"done"_s));
    }

    void what_may_be_done_depends_on_the_state_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isRun"); // somebody runs it
        QTest::addColumn<QString>("allowed");
        QTest::newRow("running") << int(JobState::Running) << true << u"pause cancel undo"_s;
        QTest::newRow("lost") << int(JobState::Running) << false << u"pause resume cancel undo"_s;
        QTest::newRow("paused") << int(JobState::Paused) << false << u"resume cancel undo"_s;
        QTest::newRow("undoing") << int(JobState::Undoing) << true << u"pause cancel"_s;
        QTest::newRow("waits for a disk") << int(JobState::Undoing) << false << u"pause resume cancel undo"_s;
        QTest::newRow("done") << int(JobState::Done) << false << u"undo"_s;
        QTest::newRow("cancelled") << int(JobState::Cancelled) << false << u"resume undo"_s;
        QTest::newRow("failed") << int(JobState::Failed) << false << u"resume undo"_s;
        QTest::newRow("undone") << int(JobState::Undone) << false << QString();
    }
    void what_may_be_done_depends_on_the_state()
    {
        QFETCH(int, state);
        QFETCH(bool, isRun);
        QFETCH(QString, allowed);
        FakeFailover fake;
        fake.addJob(JobKind::Reassign, JobState(state), fake.back2, fake.back1, u"back2"_s);
        if (isRun)
            fake.progress = {{u"rewritten"_s, 5}, {u"total"_s, 10}};
        else if (fake.jobs.last().isRunning() && JobState(state) != JobState::Paused)
            fake.lostText = u"its runner does not answer"_s;
        const JobEntry entry = entriesOf(fake).first();
        const JobEntry *const unended = entry.isUnended ? &entry : nullptr;
        QStringList may;
        const QList<std::pair<JobVerb, QString>> verbs{{JobVerb::Pause, u"pause"_s},
            {JobVerb::Resume, u"resume"_s}, {JobVerb::Cancel, u"cancel"_s}, {JobVerb::Undo, u"undo"_s}};
        for (const auto &[verb, name] : verbs) {
            if (whyNotJob(verb, entry, unended).isEmpty())
                may.append(name);
            QVERIFY(jobAct(verb, entry).command().startsWith(u"homeportctl job "_s + name));
        }
        QCOMPARE(may.join(u' '), allowed);
    }

    void one_job_at_a_time()
    {
        FakeFailover fake;
        fake.addJob(JobKind::Reassign, JobState::Failed, fake.back2, fake.back1, u"back2"_s);
        fake.addJob(JobKind::Restore, JobState::Paused, fake.back1, fake.back3, u"back3"_s);
        const QList<JobEntry> entries = entriesOf(fake);
        const QString whyNot = whyNotJob(JobVerb::Resume, entries[1], &entries[0]);
        QVERIFY2(whyNot.contains(entries[0].job.shortId()), qPrintable(whyNot));
        Severity worst = Severity::None;
        QCOMPARE(jobsWanting(entries, &worst), 2);
        QCOMPARE(worst, Severity::Bad);
    }

    void a_lost_runner_is_said()
    {
        FakeFailover fake;
        fake.addJob(JobKind::Reassign, JobState::Running, fake.back2, fake.back1, u"back2"_s);
        fake.lostText = u"its runner front1 does not answer: on any other keeper, homeportctl job resume"_s;
        QCOMPARE(entryWord(entriesOf(fake).first()).severity, Severity::Bad);
        fake.jobs.last().state = JobState::Undoing;
        QCOMPARE(entryWord(entriesOf(fake).first()).severity, Severity::Warning);
    }

    void only_changes_go_to_the_log()
    {
        FakeFailover fake;
        fake.addJob(JobKind::Reassign, JobState::Running, fake.back2, fake.back1, u"back2"_s);
        fake.progress = {{u"text"_s, u"rewriting"_s}, {u"rewritten"_s, 5}, {u"servedAfterMs"_s, 800}};
        const JobEntry first = entriesOf(fake).first();
        QCOMPARE(jobChanges(nullptr, first).size(), 3); // state, text, access
        fake.progress.insert(u"rewritten"_s, 9);
        const JobEntry second = entriesOf(fake).first();
        QCOMPARE(jobChanges(&first, second), QStringList());
        fake.jobs.last().state = JobState::Failed;
        fake.jobs.last().error = u"3 records could not be rewritten"_s;
        fake.progress = {};
        QCOMPARE(jobChanges(&second, entriesOf(fake).first()).size(), 2);
    }

    void a_job_is_followed_to_its_end_and_the_lanes_until_they_are_empty()
    {
        FakeFailover fake;
        Connection connection(fakeClients(fake.client));
        ClusterWatch watch(connection);
        connection.open(anyProfile(), Secret());
        const QString id =
            fake.addJob(JobKind::Reassign, JobState::Running, fake.back2, fake.back1, u"back2"_s).id.text();
        fake.progress = {{u"text"_s, u"rewriting"_s}, {u"rewritten"_s, 5}, {u"total"_s, 10}};
        JobFollower follower(connection, watch);
        follower.follow(id);
        QTRY_VERIFY(follower.entry() && follower.entry()->progress);
        QTRY_COMPARE(follower.waiting().messages, 120);
        QVERIFY(!follower.hasEnded());
        fake.endJob(JobState::Done);
        QTRY_VERIFY(follower.hasEnded());
        QCOMPARE(follower.entry()->progress->rewritten, 5); // the last that was seen
        QTRY_COMPARE(follower.waiting().messages, 0);
        QCOMPARE(follower.mostWaiting(), 120);
        QVERIFY(!follower.log().isEmpty());
        QCOMPARE(fake.client->callsOf(u"job.cancel"_s).size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestJobModel)
#include "tst_jobmodel.moc"
