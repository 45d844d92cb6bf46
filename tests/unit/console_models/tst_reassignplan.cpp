// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the reassignment wizard and the restore guide decide.
#include "console/models/reassigndesk.h"
#include "console/models/returnplan.h"
#include "shared/client/commandtext.h"
#include "tests/support/fakefailover.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

ReassignWorld worldOf(const FakeFailover &fake)
{
    ReassignWorld world;
    world.cluster = clusterStateFromJson(fake.status()).value();
    world.storages = storageListFromJson(fake.storageList()).value();
    world.lanes = lanesStateFromJson(fake.lanes()).value();
    world.now = QDateTime::fromString(u"2026-11-28T03:15:00Z"_s, Qt::ISODate);
    return world;
}

QList<JobEntry> entriesOf(const FakeFailover &fake)
{
    return jobEntries(jobsStateFromJson(fake.jobShow()).value(), {});
}

ReturnPlan planOf(const FakeFailover &fake, const ReturnOrder &order, const QString &lastJob = {})
{
    const ReassignWorld world = worldOf(fake);
    const QList<PendingHost> pending = pendingHostsFromJson(fake.pending()).value();
    return returnPlan(order, world.cluster, world.storages, entriesOf(fake), pending, lastJob);
}

ReassignPlan planFrom(const ReassignWorld &world, const QString &key)
{
    ReassignPlan plan;
    const QList<SourceChoice> choices = sourceChoices(world);
    for (const SourceChoice &choice : choices) {
        if (choice.key() == key)
            plan.setSource(choice);
    }
    plan.suggestTargets(world);
    return plan;
}

PreflightFinding check(const QString &name, CheckGrade grade, const QString &remedy)
{
    return {name, grade, u"text"_s, remedy};
}

} // namespace

class TestReassignPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_down_is_suggested()
    {
        const FakeFailover fake;
        const QList<SourceChoice> choices = sourceChoices(worldOf(fake));
        QCOMPARE(choices.size(), 3); // frontends serve nothing
        QCOMPARE(suggestedSource(choices), fake.back2);
        QCOMPARE(choices.first().member, fake.back2);
        QCOMPARE(choices.first().waiting, 120);
        QVERIFY(!choices.first().isAnswering);
        QVERIFY2(choices.first().reason.contains(u"3 min"_s), qPrintable(choices.first().reason));
        QVERIFY(choices[1].isAnswering);
    }

    void nothing_is_suggested_while_all_is_well()
    {
        FakeFailover fake;
        fake.nodes[fake.back2].observed = u"up"_s;
        QCOMPARE(suggestedSource(sourceChoices(worldOf(fake))), QString());
    }

    void a_member_with_two_storages_offers_each_of_them()
    {
        FakeFailover fake;
        fake.addStorage(u"archive"_s, fake.back2, 5);
        const QList<SourceChoice> choices = sourceChoices(worldOf(fake));
        QCOMPARE(choices.size(), 5);
        QCOMPARE(choices[0].storages, QStringList({u"back2"_s, u"archive"_s}));
        QCOMPARE(choices[1].key(), fake.back2 + u'/' + fake.idOf(u"back2"_s));
        QCOMPARE(choices[2].storages, QStringList{u"archive"_s});
    }

    void the_member_that_has_the_disk_is_the_best_target()
    {
        FakeFailover fake;
        QCOMPARE(
            planFrom(worldOf(fake), fake.back2).targets.values(), QStringList{fake.back3}); // the least laden
        fake.prepared[fake.idOf(u"back2"_s)] = {fake.back1};
        const ReassignWorld world = worldOf(fake);
        QCOMPARE(planFrom(world, fake.back2).targets.values(), QStringList{fake.back1});
        const QList<TargetCandidate> candidates =
            targetCandidates(world, {*findStorage(world.storages, fake.idOf(u"back2"_s))});
        QCOMPARE(candidates.size(), 4); // all but its owner
        QCOMPARE(candidates[0].fitness, Fitness::Good);
        QCOMPARE(candidates[1].fitness, Fitness::Possible);
        QCOMPARE(candidates[2].fitness, Fitness::Impossible); // frontends
        QVERIFY(candidates[2].reason.contains(u"store"_s));
    }

    void each_reason_against_a_target_is_told_data()
    {
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("state");
        QTest::addColumn<qint64>("freeBytes");
        QTest::addColumn<int>("fitness");
        QTest::addColumn<QString>("reason");
        const qint64 room = qint64(40) << 30;
        QTest::newRow("down") << u"down"_s << u"ready"_s << room << int(Fitness::Impossible)
                              << u"not answer"_s;
        QTest::newRow("draining") << u"up"_s << u"draining"_s << room << int(Fitness::Impossible)
                                  << u"make it ready"_s;
        QTest::newRow("degraded") << u"degraded"_s << u"ready"_s << room << int(Fitness::Possible)
                                  << u"sick"_s;
        QTest::newRow("full") << u"up"_s << u"ready"_s << qint64(1000) << int(Fitness::Possible)
                              << u"little room"_s;
        QTest::newRow("missing") << u"missing"_s << u"ready"_s << room << int(Fitness::Impossible)
                                 << u"never joined"_s;
    }
    void each_reason_against_a_target_is_told()
    {
        QFETCH(QString, observed);
        QFETCH(QString, state);
        QFETCH(qint64, freeBytes);
        QFETCH(int, fitness);
        QFETCH(QString, reason);
        FakeFailover fake;
        fake.nodes[fake.back1] = {
            observed, fake.nodes[fake.back1].rights, state, {u"the volume is sick"_s}, freeBytes};
        const ReassignWorld world = worldOf(fake);
        const QList<TargetCandidate> candidates =
            targetCandidates(world, {*findStorage(world.storages, fake.idOf(u"back2"_s))});
        for (const TargetCandidate &candidate : candidates) {
            if (candidate.member != fake.back1)
                continue;
            QCOMPARE(int(candidate.fitness), fitness);
            QVERIFY2(candidate.reason.contains(reason), qPrintable(candidate.reason));
        }
    }

    void a_target_that_cannot_take_it_stops_the_plan()
    {
        FakeFailover fake;
        const ReassignWorld world = worldOf(fake);
        ReassignPlan plan = planFrom(world, fake.back2);
        QCOMPARE(plan.whyNoTarget(world), QString());
        plan.targets.insert(fake.idOf(u"back2"_s), fake.front2);
        QVERIFY(plan.whyNoTarget(world).contains(fake.front2));
        plan.targets.clear();
        QVERIFY(plan.whyNoTarget(world).contains(u"back2"_s));
    }

    void what_a_disk_needs_is_known()
    {
        FakeFailover fake;
        const auto need = [&fake] {
            const ReassignWorld world = worldOf(fake);
            return attachNeed(world, *findStorage(world.storages, fake.idOf(u"back2"_s)), fake.back1);
        };
        QCOMPARE(need(), AttachNeed::Attach);
        QVERIFY(!whyNotAttached(worldOf(fake), planFrom(worldOf(fake), fake.back2)).isEmpty());
        fake.nodes[fake.back2].observed = u"up"_s;
        QCOMPARE(need(), AttachNeed::LetGo);
        fake.storage(u"back2"_s).state = StorageState::Detached;
        QCOMPARE(need(), AttachNeed::Attach);
        fake.prepared[fake.idOf(u"back2"_s)] = {fake.back1};
        QCOMPARE(need(), AttachNeed::Nothing);
    }

    void labels_are_judged()
    {
        const FakeFailover fake;
        const ReassignWorld world = worldOf(fake);
        const StorageRow wanted = world.storages.storages[1];
        StorageCheck label;
        label.id = wanted.id;
        label.name = wanted.name;
        label.owner = fake.back2;
        label.epoch = wanted.epoch;
        label.row = wanted;
        const LabelJudgement lost = judgeLabel(label, wanted, fake.back1);
        QVERIFY(lost.mayAttach && lost.needsStatement);
        StorageCheck clean = label;
        clean.isDetached = true;
        QVERIFY(judgeLabel(clean, wanted, fake.back1).mayAttach);
        QVERIFY(!judgeLabel(clean, wanted, fake.back1).needsStatement);
        StorageRow later = wanted;
        later.epoch = wanted.epoch + 2;
        QVERIFY(!judgeLabel(label, later, fake.back1).mayAttach); // an old copy
        QVERIFY(!judgeLabel(clean, later, fake.back1).mayAttach);
        later.epoch = wanted.epoch + 1;
        later.state = u"detached"_s; // while its owner was away
        QVERIFY(judgeLabel(label, later, fake.back1).needsStatement);
        StorageCheck other = label;
        other.id = u"f"_s;
        QVERIFY(!judgeLabel(other, wanted, fake.back1).mayAttach);
        StorageCheck stranger = label;
        stranger.row.reset();
        QVERIFY(!judgeLabel(stranger, wanted, fake.back1).mayAttach);
    }

    void a_statement_says_something_and_is_vouched_for()
    {
        const QString owner = u"back2"_s;
        QVERIFY(!whyNoStatement({}, true, owner).isEmpty());
        QVERIFY(!whyNoStatement(u"it is off"_s, true, owner).isEmpty());
        QVERIFY(!whyNoStatement(u"aaaaaaaaaaaaaaaaaaaaa"_s, true, owner).isEmpty());
        QVERIFY(!whyNoStatement(u"powered off in rack 4, by Eve"_s, false, owner).isEmpty());
        QCOMPARE(whyNoStatement(u"powered off in rack 4, by Eve"_s, true, owner), QString());
    }

    void arguments_say_what_was_planned()
    {
        FakeFailover fake;
        fake.addStorage(u"archive"_s, fake.back2, 5);
        fake.addStorage(u"third"_s, fake.back2, 6);
        const ReassignWorld world = worldOf(fake);
        ReassignPlan plan = planFrom(world, fake.back2);
        for (QString &target : plan.targets)
            target = fake.back1;
        QJsonObject arguments = reassignArguments(plan, world.storages, OrderMode::DryRun);
        QCOMPARE(
            arguments, (QJsonObject{{u"from"_s, fake.back2}, {u"to"_s, fake.back1}, {u"dryRun"_s, true}}));
        plan.targets.insert(fake.idOf(u"archive"_s), fake.back3);
        plan.without = {fake.front2};
        arguments = reassignArguments(plan, world.storages, OrderMode::Run);
        QCOMPARE(commandText(u"reassign"_s, arguments),
            u"homeportctl reassign back2.example.net back1.example.net --without front2.example.net "
            "--background --storage archive=back3.example.net"_s);
        ReassignPlan one = planFrom(world, fake.back2 + u'/' + fake.idOf(u"archive"_s));
        arguments = reassignArguments(one, world.storages, OrderMode::Run);
        QCOMPARE(commandText(u"reassign"_s, arguments),
            u"homeportctl storage reassign archive back3.example.net --background"_s);
    }

    void the_name_is_typed_only_when_the_source_answers()
    {
        FakeFailover fake;
        Preflight preflight;
        preflight.accounts = 10211;
        const auto act = [&] {
            const ReassignWorld world = worldOf(fake);
            return reassignAct(planFrom(world, fake.back2), world, preflight);
        };
        QCOMPARE(act().typed, QString());
        QVERIFY2(
            act().button.contains(u"10"_s) && act().button.contains(fake.back3), qPrintable(act().button));
        QCOMPARE(act().danger, ActDanger::Destructive);
        QVERIFY(!act().command().isEmpty());
        fake.nodes[fake.back2].observed = u"degraded"_s;
        QCOMPARE(act().typed, fake.back2);
    }

    void every_check_has_its_way_out()
    {
        using enum CheckGrade;
        QCOMPARE(
            remedyOf(check(u"old-owner"_s, Block, u"then name it: --without front2.example.net"_s)).member,
            u"front2.example.net"_s);
        QCOMPARE(remedyOf(check(u"old-owner"_s, Block, u"Stop it, or: homeportctl storage detach"_s)).kind,
            RemedyKind::Attach);
        QCOMPARE(remedyOf(check(u"old-owner"_s, Block, u"Try again in some seconds"_s)).kind,
            RemedyKind::LookAgain);
        QCOMPARE(remedyOf(check(u"storage"_s, Block, u"attach"_s)).kind, RemedyKind::Attach);
        QCOMPARE(remedyOf(check(u"target"_s, Block, {})).kind, RemedyKind::Target);
        QCOMPARE(remedyOf(check(u"job"_s, Block, {})).kind, RemedyKind::Jobs);
        QCOMPARE(remedyOf(check(u"tables"_s, Block, {})).kind, RemedyKind::Members);
        QCOMPARE(remedyOf(check(u"old-owner"_s, Warning, {})).kind, RemedyKind::None);
        QCOMPARE(remedyOf(check(u"storage"_s, Pass, {})).kind, RemedyKind::None);
    }

    void who_cannot_be_asked_may_be_left_out_with_the_risk_told()
    {
        FakeFailover fake;
        fake.silent = {fake.front2};
        const ReassignWorld world = worldOf(fake);
        ReassignPlan plan = planFrom(world, fake.back2);
        QJsonObject arguments = reassignArguments(plan, world.storages, OrderMode::DryRun);
        Preflight preflight =
            preflightFromJson(fake.client->answers[u"reassign"_s](arguments).value()).value();
        QVERIFY(preflight.isBlocked());
        QCOMPARE(preflight.checks.first().grade, CheckGrade::Block); // what blocks stands first
        const QList<LeaveOutChoice> before = leaveOutChoices(preflight, plan);
        QCOMPARE(before.size(), 1);
        QCOMPARE(before.first().member, fake.front2);
        QVERIFY(!before.first().isChosen && before.first().risk.contains(fake.back2));
        plan.without = {fake.front2};
        arguments = reassignArguments(plan, world.storages, OrderMode::DryRun);
        preflight = preflightFromJson(fake.client->answers[u"reassign"_s](arguments).value()).value();
        const QList<LeaveOutChoice> after = leaveOutChoices(preflight, plan);
        QCOMPARE(after.size(), 1);
        QVERIFY(after.first().isChosen); // the box stays, ticked
    }

    void a_restore_goes_on_where_it_stands()
    {
        FakeFailover fake;
        const ReturnOrder order{fake.back2, {}};
        QCOMPARE(planOf(fake, order).stage, ReturnStage::Nothing);
        fake.storage(u"back2"_s).owner = MemberName(fake.back1);
        QCOMPARE(planOf(fake, order).stage, ReturnStage::StartTarget);
        fake.nodes[fake.back2].observed = u"up"_s;
        const ReturnPlan letGo = planOf(fake, order);
        QCOMPARE(letGo.stage, ReturnStage::LetGo);
        const Act act = returnAct(letGo, {});
        QCOMPARE(act.command(), u"homeportctl restore back2.example.net --background"_s);
        QVERIFY(act.button.contains(fake.back1));
        QVERIFY(fake.client->answers[u"restore"_s](act.arguments)); // half-done by somebody else
        QCOMPARE(planOf(fake, order).stage, ReturnStage::MoveDisk);
        QVERIFY(planOf(fake, order).moves.first().isDetached);
        fake.prepared[fake.idOf(u"back2"_s)] = {fake.back2};
        QCOMPARE(planOf(fake, order).stage, ReturnStage::TakeBack);
        QVERIFY(fake.client->answers[u"restore"_s](act.arguments));
        const ReturnPlan records = planOf(fake, order);
        QCOMPARE(records.stage, ReturnStage::Records);
        QCOMPARE(records.job, fake.jobs.last().id.text());
        fake.endJob(JobState::Done);
        QCOMPARE(planOf(fake, order, records.job).stage, ReturnStage::Ended);
        QCOMPARE(planOf(fake, order).stage, ReturnStage::Nothing); // who opens it now
    }

    void an_undo_goes_on_where_it_stands()
    {
        FakeFailover fake;
        fake.addJob(JobKind::Reassign, JobState::Done, fake.back2, fake.back1, u"back2"_s);
        fake.storage(u"back2"_s).owner = MemberName(fake.back1);
        const ReturnOrder order{{}, fake.jobs.last().id.text()};
        QCOMPARE(planOf(fake, order).stage, ReturnStage::StartTarget);
        fake.nodes[fake.back2].observed = u"up"_s;
        QCOMPARE(planOf(fake, order).stage, ReturnStage::LetGo);
        QVERIFY(
            returnAct(planOf(fake, order), entriesOf(fake)).command().startsWith(u"homeportctl job undo"_s));
        QVERIFY(fake.client->answers[u"job.undo"_s]({}));
        QCOMPARE(planOf(fake, order).stage, ReturnStage::MoveDisk);
        fake.prepared[fake.idOf(u"back2"_s)] = {fake.back2};
        QCOMPARE(planOf(fake, order).stage, ReturnStage::TakeBack);
        QVERIFY(fake.client->answers[u"job.undo"_s]({}));
        QCOMPARE(planOf(fake, order).stage, ReturnStage::Records);
        fake.endJob(JobState::Undone);
        QCOMPARE(planOf(fake, order).stage, ReturnStage::Ended);
    }

    void another_job_is_waited_for()
    {
        FakeFailover fake;
        fake.addJob(JobKind::Reassign, JobState::Running, fake.back2, fake.back1, u"back2"_s);
        const ReturnPlan plan = planOf(fake, {fake.back3, {}});
        QCOMPARE(plan.stage, ReturnStage::Blocked);
        QVERIFY(plan.reason.contains(fake.jobs.last().shortId()));
        QCOMPARE(planOf(fake, {{}, u"0123"_s}).stage, ReturnStage::Blocked); // no such job
    }

    void a_storage_that_has_gone_on_is_not_undone()
    {
        FakeFailover fake;
        fake.nodes[fake.back2].observed = u"up"_s;
        fake.addJob(JobKind::Reassign, JobState::Done, fake.back2, fake.back1, u"back2"_s);
        fake.storage(u"back2"_s).owner = MemberName(fake.back3);
        const ReturnPlan plan = planOf(fake, {{}, fake.jobs.last().id.text()});
        QCOMPARE(plan.stage, ReturnStage::Blocked);
        QVERIFY(plan.reason.contains(fake.back3));
    }

    void who_is_away_is_offered()
    {
        FakeFailover fake;
        fake.storage(u"back1"_s).owner = MemberName(fake.back3);
        fake.storage(u"back2"_s).owner = MemberName(fake.back3);
        const ReassignWorld world = worldOf(fake);
        QCOMPARE(membersAway(world.cluster, pendingHostsFromJson(fake.pending()).value()),
            QStringList({fake.back2, fake.back1}));
    }
};

QTEST_GUILESS_MAIN(TestReassignPlan)
#include "tst_reassignplan.moc"
