// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reassign and restore against a cluster and a directory in memory.
#include "tests/unit/server_cluster/reassignmentrig.h"

#include <QTest>

using namespace homeport;

class TestReassignment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLostMembersStoragesAndRecordsGoToTheTarget()
    {
        House house;
        const auto done = house.reassign(back2, back1);
        QVERIFY2(done, qPrintable(errorOf(done)));
        QVERIFY(done->value(u"done"_s).toBool());
        QCOMPARE(done->value(u"rewritten"_s).toInteger(), 6);
        QCOMPARE(house.storage(house.two).owner.text, back1);
        QCOMPARE(house.storage(house.two).epoch, quint64(4));
        QCOMPARE(house.storage(house.two).home.text, back2);
        for (const char *name : {"ann", "eve", "old"}) {
            QCOMPARE(house.directory.account(name).hostServer.text, back1);
            QCOMPARE(house.directory.account(name).oldHostServer.text, back2);
            QCOMPARE(house.directory.account(name).storage, std::optional(house.two));
        }
        QVERIFY(house.directory.account("old").isStorageImplied);
        QVERIFY(house.directory.account("else").oldHostServer.isEmpty());
        QCOMPARE(house.cluster.inForce.jobs.size(), 1);
        QCOMPARE(house.directory.fence, house.job().fence);
        QCOMPARE(house.cluster.inForce.jobs.first().state, JobState::Done);
    }

    void nothingIsDoneWhileAMemberReachesTheOldOwner()
    {
        House house;
        house.seesBack2 = {front1};
        const auto blocked = house.reassign(back2, back1);
        QVERIFY(errorOf(blocked).contains(u"front1.example.net still reaches back2.example.net"_s));
        QCOMPARE(house.cluster.changes, 0);
        house.seesBack2.clear();
        house.cluster.up.insert(back2);
        QVERIFY(errorOf(house.reassign(back2, back1)).contains(u"back1.example.net still reaches"_s));
        QCOMPARE(house.directory.swaps, 0);
    }

    void aMemberThatCannotBeAskedBlocksUnlessTheAdministratorAnswersForIt()
    {
        House house;
        house.cluster.up.remove(front1);
        QVERIFY(errorOf(house.reassign(back2, back1)).contains(u"--without front1.example.net"_s));
        ReassignOrder options;
        options.without = {MemberName(front1)};
        const auto done = house.reassign(back2, back1, options);
        QVERIFY2(done, qPrintable(errorOf(done)));
        QVERIFY(done->value(u"done"_s).toBool());
    }

    void theTargetMustHaveTheStorage()
    {
        House house;
        house.prepared.clear();
        QVERIFY(errorOf(house.reassign(back2, back1))
                    .contains(u"storage s2 is not attached to back1.example.net"_s));
        QVERIFY(errorOf(house.reassign(back2, front1)).contains(u"no right to own storages"_s));
        QVERIFY(errorOf(house.reassign(back2, back2)).contains(u"same member"_s));
        house.cluster.up.remove(back3);
        QVERIFY(errorOf(house.reassign(back2, back3)).contains(u"back3.example.net does not answer"_s));
        QCOMPARE(house.cluster.changes, 0);
    }

    void aDryRunChangesNothing()
    {
        House house;
        house.prepared.clear();
        ReassignOrder options;
        options.isDryRun = true;
        const auto dry = house.reassign(back2, back1, options);
        QVERIFY(dry);
        QCOMPARE(dry->value(u"accounts"_s).toInteger(), 6);
        QCOMPARE(blocks(*dry), (QStringList{u"storage"_s}));
        const QJsonObject storage = dry->value(u"storages"_s).toArray().first().toObject();
        QCOMPARE(storage[u"name"_s].toString(), u"s2"_s);
        QCOMPARE(storage[u"accounts"_s].toInteger(), 6);
        QCOMPARE(storage[u"from"_s].toString(), back2);
        QCOMPARE(storage[u"to"_s].toString(), back1);
        QCOMPARE(house.cluster.changes, 0);
        QCOMPARE(house.directory.swaps, 0);
    }

    void aRecordThatSomebodyElseChangedIsReadAgain()
    {
        House house;
        int times = 0;
        house.directory.beforeSwap = [&](const Address &address) {
            if (address.local == "bob" && ++times == 1)
                house.directory.account("bob").oldHostServer = MemberName(back3);
        };
        const auto done = house.reassign(back2, back1);
        QVERIFY(done && done->value(u"done"_s).toBool());
        QCOMPARE(house.directory.account("bob").hostServer.text, back1);
        QCOMPARE(house.directory.account("bob").oldHostServer.text, back3); // never overwritten
    }

    void aSecondFailoverKeepsTheFirstHome()
    {
        House house;
        QVERIFY(house.reassign(back2, back1));
        // now back1 is lost too, and back3 is the keeper
        house.becomes(back3);
        house.cluster.up = {front1};
        house.cluster.inForce.member(MemberName(back2))->publicKey.clear(); // gone for good
        house.prepared = {{back3, {house.one, house.two}}};
        house.seesDown = back1;
        const auto done = house.reassign(back1, back3);
        QVERIFY2(done, qPrintable(errorOf(done)));
        QCOMPARE(house.directory.account("ann").hostServer.text, back3);
        QCOMPARE(house.directory.account("ann").oldHostServer.text, back2);
        QCOMPARE(house.directory.account("else").oldHostServer.text, back1);
    }

    void aRecordThatCannotBeChangedIsReportedAndTheNextRunGoesOn()
    {
        House house;
        house.directory.swapFails = {Address{"cyd", "example.org"}};
        const auto partly = house.reassign(back2, back1);
        QVERIFY(partly);
        QVERIFY(!partly->value(u"done"_s).toBool());
        QCOMPARE(partly->value(u"rewritten"_s).toInteger(), 5);
        QCOMPARE(partly->value(u"errors"_s).toArray().first().toString(), u"cyd@example.org: objection"_s);
        QCOMPARE(house.job().state, JobState::Failed);
        house.directory.swapFails.clear();
        const auto done = house.reassign(back2, back1);
        QVERIFY2(done, qPrintable(errorOf(done)));
        QVERIFY(done->value(u"done"_s).toBool());
        QCOMPARE(done->value(u"rewritten"_s).toInteger(), 1);
        QCOMPARE(house.storage(house.two).epoch, quint64(4)); // ownership was not changed again
    }

    void ownershipChangesWhileTheDirectoryIsAway()
    {
        House house;
        house.directory.isAway = true;
        const auto partly = house.reassign(back2, back1);
        QVERIFY(partly);
        QCOMPARE(house.storage(house.two).owner.text, back1);
        QVERIFY(partly->value(u"next"_s).toArray().first().toString().contains(u"access is back"_s));
        house.directory.isAway = false;
        house.directory.failSearches = {house.directory.searches + 2}; // and one search fails on the way
        const auto done = house.reassign(back2, back1);
        QVERIFY(done && done->value(u"done"_s).toBool());
    }

    void anotherJobIsRefused()
    {
        House house;
        Job other;
        other.id = JobId::random();
        other.from = MemberName(back3);
        other.to = MemberName(back1);
        other.runner = MemberName(back3);
        other.author = u"eve"_s;
        house.cluster.inForce.jobs = {other};
        const QString text = errorOf(house.reassign(back2, back1));
        QVERIFY2(text.contains(u"(reassign back3.example.net back1.example.net) of eve is running"_s),
            qPrintable(text));
        QVERIFY(errorOf(house.restore(back2)).contains(u"run by back3.example.net"_s));
        house.cluster.inForce.jobs.first().from = MemberName(back2);
        house.cluster.inForce.jobs.first().moves = {{house.two, MemberName(back2), MemberName(back1)}};
        QVERIFY(errorOf(house.reassign(back2, back1)).contains(u"is running this job"_s));
    }

    void aJobIsResumedAfterARestart()
    {
        House house;
        house.cluster.failChanges = {2}; // its end could not be published
        const auto first = house.reassign(back2, back1);
        QVERIFY(first);
        QVERIFY(
            first->value(u"warnings"_s).toArray().last().toString().contains(u"could not be published"_s));
        QVERIFY(house.cluster.inForce.runningJob());
        house.restart();
        const auto done = resultOf(house.jobs().resumeIfMine());
        QVERIFY(done && done->value(u"done"_s).toBool());
        QVERIFY(!house.cluster.inForce.runningJob());
        QCOMPARE(house.cluster.inForce.jobs.size(), 1);
        House idle;
        const auto nothing = resultOf(idle.jobs().resumeIfMine());
        QVERIFY(nothing && nothing->isEmpty());
    }

    void aChangeThatIsRefusedLeavesEverythingAsItWas()
    {
        House house;
        house.cluster.failChanges = {1};
        QVERIFY(!house.reassign(back2, back1));
        QCOMPARE(house.storage(house.two).owner.text, back2);
        QCOMPARE(house.directory.swaps, 0);
        QVERIFY(house.reassign(back2, back1));
    }

    void restoreGoesThroughItsSteps()
    {
        House house;
        QVERIFY(house.reassign(back2, back1));
        QVERIFY(errorOf(house.restore(back2)).contains(u"start it first"_s));
        QCOMPARE(house.storage(house.two).state, StorageState::Served);
        house.cluster.up.insert(back2);
        for (int again = 0; again < 2; ++again) { // running it again changes nothing
            const auto waiting = house.restore(back2);
            QVERIFY2(waiting, qPrintable(errorOf(waiting)));
            QVERIFY(!waiting->value(u"done"_s).toBool());
            QCOMPARE(waiting->value(u"next"_s).toArray().first().toString(),
                u"storage s2 is detached from back1.example.net; move its disk to back2.example.net, run there: homeportctl storage attach PATH"_s);
            QCOMPARE(house.storage(house.two).state, StorageState::Detached);
            QCOMPARE(house.storage(house.two).epoch, quint64(5));
        }
        house.prepared = {{back2, {house.two}}};
        const auto done = house.restore(back2);
        QVERIFY2(done, qPrintable(errorOf(done)));
        QVERIFY(done->value(u"done"_s).toBool());
        QCOMPARE(house.storage(house.two).owner.text, back2);
        QCOMPARE(house.storage(house.two).epoch, quint64(6));
        QCOMPARE(house.directory.account("ann").hostServer.text, back2);
        QVERIFY(house.directory.account("ann").oldHostServer.isEmpty());
        QCOMPARE(house.directory.account("else").hostServer.text, back1);
        const auto nothing = house.restore(back2);
        QVERIFY(nothing && nothing->value(u"done"_s).toBool());
    }

    void restoreIsResumedAndItsRestIsFoundAgain()
    {
        House house;
        QVERIFY(house.reassign(back2, back1));
        house.cluster.up.insert(back2);
        QVERIFY(house.restore(back2));
        house.prepared = {{back2, {house.two}}};
        const int before = house.cluster.changes;
        house.cluster.failChanges = {before + 2};
        QVERIFY(house.restore(back2));
        house.restart();
        house.cluster.failChanges.clear();
        const auto done = house.restore(back2); // the same command instead of the daemon's start
        QVERIFY(done && done->value(u"done"_s).toBool());
        QVERIFY(!house.cluster.inForce.runningJob());
        house.directory.account("ann").hostServer = MemberName(back1); // left over, and no job knows of it
        house.directory.account("ann").oldHostServer = MemberName(back2);
        house.cluster.inForce.jobs.clear();
        const auto rest = house.restore(back2);
        QVERIFY(rest);
        QCOMPARE(rest->value(u"rewritten"_s).toInteger(), 1);
        QCOMPARE(house.directory.account("ann").hostServer.text, back2);
    }

    void aStandInThatDoesNotConfirmStopsTheRestore()
    {
        House house;
        house.prepared = {{back3, {house.two}}};
        QVERIFY(house.reassign(back2, back3));
        house.cluster.up = {back2, front1};
        const auto stuck = house.restore(back2);
        QVERIFY(errorOf(stuck).contains(u"back3.example.net has not confirmed"_s));
        QCOMPARE(house.storage(house.two).owner.text, back3);
    }

    void hundredsOfRecordsAreSwappedOnceEach()
    {
        House house;
        for (int i = 0; i < 300; ++i) // pages of two make the fake quadratic
            house.directory.add("u" + QByteArray::number(i), back2, house.two);
        const auto done = house.reassign(back2, back1);
        QVERIFY(done && done->value(u"done"_s).toBool());
        QCOMPARE(done->value(u"rewritten"_s).toInteger(), 306);
        QCOMPARE(house.directory.swaps, 306);
    }
};

QTEST_GUILESS_MAIN(TestReassignment)
#include "tst_reassignment.moc"
