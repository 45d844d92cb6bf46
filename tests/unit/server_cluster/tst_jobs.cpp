// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Jobs that are interrupted, taken over, undone, paused and cancelled; what a preflight finds.
#include "tests/unit/server_cluster/reassignmentrig.h"

#include <QTest>

using namespace homeport;

namespace {

/// Everything but the disk: moves it when the answer asks for it, until undo is done.
Result<QJsonObject> undoWholly(House &house)
{
    house.cluster.up.insert(back2);
    Result<QJsonObject> answer = house.undo();
    for (int step = 0; answer && !answer->value(u"done"_s).toBool() && step < 3; ++step) {
        house.prepared = {{back2, {house.two}}};
        answer = house.undo();
    }
    return answer;
}

ReassignOrder orderOf(const QString &from, const QString &to)
{
    ReassignOrder order;
    order.from = MemberName(from);
    order.to = MemberName(to);
    return order;
}

} // namespace

class TestJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoIsExact()
    {
        House house;
        const auto before = house.directory.records;
        QVERIFY(house.reassign(back2, back1));
        const QString refused = errorOf(house.undo());
        QVERIFY2(refused.contains(u"back2.example.net does not answer"_s), qPrintable(refused));
        QCOMPARE(house.job().state, JobState::Done);
        QCOMPARE(house.storage(house.two).state, StorageState::Served);
        house.cluster.up.insert(back2);
        const auto waiting = house.undo();
        QVERIFY2(waiting, qPrintable(errorOf(waiting)));
        QCOMPARE(waiting->value(u"next"_s).toArray().first().toString(),
            u"storage s2 is detached from back1.example.net; move its disk to back2.example.net, run there: homeportctl storage attach PATH"_s);
        QVERIFY(waiting->value(u"next"_s).toArray().last().toString().contains(u"job undo"_s));
        QCOMPARE(house.job().state, JobState::Undoing);
        QCOMPARE(house.storage(house.two).state, StorageState::Detached);
        QVERIFY(errorOf(house.reassign(back2, back1)).contains(u"is undoing"_s)); // no second job meanwhile
        const auto done = undoWholly(house);
        QVERIFY2(done && done->value(u"done"_s).toBool(), qPrintable(errorOf(done)));
        QCOMPARE(house.directory.records, before);
        QCOMPARE(house.storage(house.two).owner.text, back2);
        QCOMPARE(house.storage(house.two).state, StorageState::Served);
        QCOMPARE(house.job().state, JobState::Undone);
        QVERIFY(errorOf(house.undo()).contains(u"that has been done"_s));
    }

    void aRunnerThatDiesInAnyBatchIsResumedByAnotherKeeper()
    {
        for (int dies = 1; dies <= 3; ++dies) {
            House house;
            const auto before = house.directory.records;
            house.cluster.inForce.member(MemberName(back3))->rights.keeper = true;
            house.directory.beforeBatch = [&house, dies](int batch) {
                if (batch == dies)
                    house.directory.batchTakes = 1h; // the machine is gone
            };
            auto lost = house.jobs().reassign(orderOf(back2, back1), House::call(true));
            QVERIFY(resultOf(std::move(lost))->value(u"background"_s).toBool());
            QCOMPARE(house.job().state, JobState::Running);
            house.directory.beforeBatch = nullptr;
            house.directory.batchTakes.reset();
            // the keeper that is up is not robbed of it
            std::unique_ptr<Reassignment> former = std::move(house.engine);
            house.becomes(back3);
            QVERIFY(errorOf(house.resume()).contains(u"back1.example.net is running it"_s));
            house.cluster.up.remove(back1);
            const auto done = house.resume();
            QVERIFY2(done && done->value(u"done"_s).toBool(), qPrintable(errorOf(done)));
            QCOMPARE(house.job().runner.text, back3);
            QCOMPARE(house.directory.fence, house.job().fence);
            for (const char *name : {"ann", "bob", "cyd", "dan", "eve", "old"})
                QCOMPARE(house.directory.account(name).hostServer.text, back1);
            house.cluster.up.insert(back1);
            const auto undone = undoWholly(house);
            QVERIFY2(undone && undone->value(u"done"_s).toBool(), qPrintable(errorOf(undone)));
            QCOMPARE(house.directory.records, before);
            house.dead.push_back(std::move(former)); // its coroutine still waits
        }
    }

    void aRunnerThatWasStoppedCommitsNothingBehindAnUndo()
    {
        House house;
        const auto before = house.directory.records;
        house.cluster.inForce.member(MemberName(back3))->rights.keeper = true;
        house.directory.beforeBatch = [&house](int batch) {
            if (batch == 2)
                house.directory.batchTakes = 300ms; // SIGSTOP
        };
        auto stopped = house.jobs().reassign(orderOf(back2, back1), House::call());
        house.directory.beforeBatch = nullptr;
        house.directory.batchTakes.reset();
        std::unique_ptr<Reassignment> former = std::move(house.engine);
        house.becomes(back3);
        const auto undone = undoWholly(house);
        QVERIFY2(undone && undone->value(u"done"_s).toBool(), qPrintable(errorOf(undone)));
        const int changes = house.cluster.changes;
        const auto late = resultOf(std::move(stopped)); // SIGCONT
        QVERIFY(late && late->value(u"halted"_s).toBool());
        QCOMPARE(house.cluster.changes, changes); // nor does it write to the table
        QCOMPARE(house.directory.records, before);
        QCOMPARE(house.job().state, JobState::Undone);
    }

    void aJobPausesBehindItsBatchAndGoesOn()
    {
        House house;
        house.directory.batchTakes = 1ms;
        std::optional<Task<Result<QJsonObject>>> paused;
        house.directory.beforeBatch = [&](int batch) {
            if (batch == 2)
                paused.emplace(house.jobs().pause(std::nullopt, House::call()));
        };
        const auto halted = house.reassign(back2, back1);
        QVERIFY(halted && !halted->value(u"done"_s).toBool());
        QCOMPARE(halted->value(u"text"_s).toString(), u"the job was paused"_s);
        QVERIFY(resultOf(std::move(*paused)));
        QCOMPARE(house.job().state, JobState::Paused);
        QCOMPARE(house.directory.swaps, 4);
        QVERIFY(errorOf(house.reassign(back3, back1)).contains(u"is paused"_s)); // it has not ended
        house.directory.beforeBatch = nullptr;
        const auto nothing = resultOf(house.jobs().resumeIfMine());
        QVERIFY(nothing && nothing->isEmpty()); // nor does a restart go on with it
        const auto done = house.resume();
        QVERIFY2(done && done->value(u"done"_s).toBool(), qPrintable(errorOf(done)));
        QCOMPARE(house.directory.swaps, 6);
    }

    void cancelSaysWhatRemainsAndUndoStillWorks()
    {
        House house;
        const auto before = house.directory.records;
        house.directory.batchTakes = 1ms;
        std::optional<Task<Result<QJsonObject>>> cancelled;
        house.directory.beforeBatch = [&](int batch) {
            if (batch == 2)
                cancelled.emplace(house.jobs().cancel(std::nullopt, House::call()));
        };
        QVERIFY(house.reassign(back2, back1));
        const auto answer = resultOf(std::move(*cancelled));
        QVERIFY2(answer, qPrintable(errorOf(answer)));
        QCOMPARE(answer->value(u"remaining"_s).toInteger(), 2);
        QCOMPARE(house.job().state, JobState::Cancelled);
        QCOMPARE(house.storage(house.two).owner.text, back1); // ownership stays
        QCOMPARE(house.directory.fence, house.job().fence);
        QVERIFY(errorOf(resultOf(house.jobs().cancel(std::nullopt, House::call())))
                    .contains(u"nothing to cancel"_s));
        house.directory.beforeBatch = nullptr;
        const auto undone = undoWholly(house);
        QVERIFY2(undone && undone->value(u"done"_s).toBool(), qPrintable(errorOf(undone)));
        QCOMPARE(house.directory.records, before);
    }

    void chainedFailoversAreRestoredExactly()
    {
        House house;
        const auto before = house.directory.records;
        house.cluster.inForce.member(MemberName(back3))->rights.keeper = true;
        QVERIFY(house.reassign(back2, back1));
        const auto between = house.directory.records;
        house.becomes(back3); // and back1 is lost too
        house.cluster.up = {front1};
        house.seesDown = back1;
        house.cluster.inForce.member(MemberName(back2))->state = AdministrativeState::Withdrawn;
        house.prepared = {{back3, {house.one, house.two}}};
        const auto second = house.reassign(back1, back3);
        QVERIFY2(second && second->value(u"done"_s).toBool(), qPrintable(errorOf(second)));
        QCOMPARE(house.directory.account("old").oldHostServer.text, back2);
        QVERIFY(house.directory.account("old").isStorageImplied);
        // the second one alone can be undone
        house.cluster.up = {front1, back1};
        house.prepared = {{back1, {house.one, house.two}}};
        const auto undone = house.undo();
        QVERIFY2(undone && undone->value(u"done"_s).toBool(), qPrintable(errorOf(undone)));
        QCOMPARE(house.directory.records, between);
        // again, and home from there
        house.cluster.up = {front1};
        house.prepared = {{back3, {house.one, house.two}}};
        QVERIFY(house.reassign(back1, back3));
        house.cluster.up = {front1, back1, back2};
        house.prepared = {{back2, {house.two}}, {back1, {house.one}}};
        QVERIFY(house.restore(back2)->value(u"done"_s).toBool());
        QVERIFY(house.restore(back1)->value(u"done"_s).toBool());
        QCOMPARE(house.directory.records, before);
        // a restore can be undone as well
        house.prepared = {{back3, {house.one}}};
        QVERIFY(house.undo()->value(u"done"_s).toBool());
        QCOMPARE(house.directory.account("else").hostServer.text, back3);
        QCOMPARE(house.directory.account("else").oldHostServer.text, back1);
        QVERIFY(errorOf(house.undo()).contains(u"that has been done"_s));
    }

    void storagesMayHaveTargetsOfTheirOwn()
    {
        House house;
        const StorageId third = StorageId::random();
        Storage row = House::row(u"s2b"_s, back2, third);
        row.isDefault = false;
        house.cluster.inForce.storages.append(row);
        house.directory.add("zoe", back2, third);
        const auto before = house.directory.records;
        house.prepared = {{back1, {house.two}}, {back3, {third}}};
        ReassignOrder order;
        order.targets.insert(house.one, MemberName(back3));
        QVERIFY(errorOf(house.reassign(back2, back1, order)).contains(u"s1 is not served by back2"_s));
        order.targets = {{third, MemberName(back3)}};
        const auto done = house.reassign(back2, back1, order);
        QVERIFY2(done && done->value(u"done"_s).toBool(), qPrintable(errorOf(done)));
        QCOMPARE(house.directory.account("zoe").hostServer.text, back3);
        QCOMPARE(house.directory.account("ann").hostServer.text, back1);
        QCOMPARE(house.storage(third).owner.text, back3);
        house.cluster.up.insert(back2);
        house.prepared = {{back2, {house.two, third}}};
        QVERIFY(house.undo()->value(u"done"_s).toBool());
        QCOMPARE(house.directory.records, before);
        // one storage alone, let go by an owner that is up
        house.cluster.inForce.storage(third)->state = StorageState::Detached;
        house.prepared = {{back3, {third}}};
        ReassignOrder one;
        one.storage = third;
        one.to = MemberName(back3);
        const auto alone = resultOf(house.jobs().reassign(one, House::call()));
        QVERIFY2(alone && alone->value(u"done"_s).toBool(), qPrintable(errorOf(alone)));
        QCOMPARE(alone->value(u"rewritten"_s).toInteger(), 1);
        QCOMPARE(house.storage(house.two).owner.text, back2);
    }

    void theSameRequestIsTheSameJob()
    {
        House house;
        house.directory.batchTakes = 20ms;
        const JobCall call = House::call();
        auto first = house.jobs().reassign(orderOf(back2, back1), call);
        auto again = house.jobs().reassign(orderOf(back2, back1), call);
        auto other = house.jobs().reassign(orderOf(back2, back1), House::call());
        QVERIFY(errorOf(resultOf(std::move(other))).contains(u"is running"_s));
        QVERIFY(resultOf(std::move(first))->value(u"done"_s).toBool());
        QVERIFY(resultOf(std::move(again))->value(u"done"_s).toBool());
        QCOMPARE(house.cluster.inForce.jobs.size(), 1);
        house.restart();
        const auto later = resultOf(house.jobs().reassign(orderOf(back2, back1), call));
        QVERIFY(later && later->value(u"done"_s).toBool());
        QCOMPARE(house.cluster.inForce.jobs.size(), 1);
    }

    void damagedRecordsAreNeverSilentlyDone()
    {
        House house;
        house.directory.damaged.insert(back2.toUtf8(), "uid=odd,cn=example.org: no accountId");
        const auto done = house.reassign(back2, back1);
        QVERIFY2(done, qPrintable(errorOf(done)));
        QCOMPARE(done->value(u"damagedCount"_s).toInteger(), 1);
        QVERIFY(done->value(u"warnings"_s).toArray().last().toString().contains(u"uid=odd"_s));
        QCOMPARE(house.job().warnings.size(), 1);
        house.directory.damaged.clear();
        QVERIFY(house.resume()->value(u"done"_s).toBool()); // once they are mended
        QVERIFY(house.job().warnings.isEmpty());
    }

    void aPreflightFindsWhatStandsInTheWay()
    {
        House house;
        ReassignOrder order;
        order.isDryRun = true;
        house.directory.sizeLimit = 500;
        QCOMPARE(blocks(*house.reassign(back2, back1, order)), (QStringList{u"size-limit"_s}));
        QVERIFY(errorOf(house.reassign(back2, back1)).contains(u"cut off after 500"_s));
        house.directory.sizeLimit = 0;
        house.cluster.inForce.member(MemberName(back1))->state = AdministrativeState::Draining;
        QCOMPARE(blocks(*house.reassign(back2, back1, order)), (QStringList{u"target"_s}));
        house.cluster.inForce.member(MemberName(back1))->state = AdministrativeState::Ready;
        house.divergedFrom = back3;
        QVERIFY(blocks(*house.reassign(back2, back1, order)).contains(u"tables"_s));
        house.divergedFrom.clear();
        house.clockDifferenceMs = 31000;
        house.cluster.up.insert(front1);
        const auto dry = house.reassign(back2, back1, order);
        QVERIFY(blocks(*dry).isEmpty());
        QCOMPARE(house.cluster.changes, 0);
        house.directory.isAway = true;
        QVERIFY(blocks(*house.reassign(back2, back1, order)).isEmpty()); // a warning only
    }

    void progressIsToldWhileItRuns()
    {
        House house;
        house.directory.batchTakes = 20ms;
        ReassignOrder order;
        order.isDryRun = true;
        QVERIFY(house.reassign(back2, back1, order));
        auto running = house.jobs().reassign(orderOf(back2, back1), House::call());
        QTRY_VERIFY(house.jobs().progress()[u"rewritten"_s].toInteger() >= 2);
        const QJsonObject progress = house.jobs().progress();
        QCOMPARE(progress[u"total"_s].toInteger(), 6);
        QVERIFY(progress[u"served"_s].toBool());
        QVERIFY(progress[u"rate"_s].toInteger() > 0);
        QVERIFY(progress.contains(u"remainingSeconds"_s));
        QVERIFY(resultOf(std::move(running))->value(u"servedAfterMs"_s).isDouble());
        QVERIFY(house.jobs().progress().isEmpty());
    }

    void rewritingDoesNotWaitForService()
    {
        House house;
        house.cluster.unserved = {house.two};
        house.timing.servePatience = 5s;
        auto running = house.jobs().reassign(orderOf(back2, back1), House::call());
        QTRY_COMPARE(house.directory.account("eve").hostServer.text, back1);
        QCOMPARE(house.job().state, JobState::Running);
        house.cluster.unserved.clear();
        const auto done = resultOf(std::move(running));
        QVERIFY(done->value(u"served"_s).toBool());
    }

    void aFenceThatIsHigherThanTheTableKnowsIsPassed()
    {
        House house;
        house.directory.fence = 77;
        QVERIFY(house.reassign(back2, back1)->value(u"done"_s).toBool());
        QCOMPARE(house.directory.fence, quint64(78));
        QCOMPARE(house.job().fence, quint64(78));
    }

    void anUndoThatDiesBetweenItsStepsIsTakenUp()
    {
        for (int failing = 2; failing <= 5; ++failing) {
            House house;
            const auto before = house.directory.records;
            QVERIFY(house.reassign(back2, back1));
            const int done = house.cluster.changes;
            house.cluster.up.insert(back2);
            house.cluster.failChanges = {done + failing - 1};
            house.undo();
            house.prepared = {{back2, {house.two}}};
            house.undo();
            house.restart();
            house.cluster.failChanges.clear();
            const auto again = house.job().state == JobState::Undone
                ? Result<QJsonObject>(QJsonObject{{u"done"_s, true}})
                : undoWholly(house);
            QVERIFY2(again && again->value(u"done"_s).toBool(), qPrintable(errorOf(again)));
            QCOMPARE(house.directory.records, before);
            QCOMPARE(house.storage(house.two).owner.text, back2);
        }
    }
};

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
