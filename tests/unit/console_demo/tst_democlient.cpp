// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The simulated cluster knows every verb of a daemon, its answers are what the console reads, and its story
// can be played: a backend is lost, reassigned, restored, and nothing is lost.
#include "console/demo/democlient.h"

#include "console/models/accountrow.h"
#include "console/models/administrators.h"
#include "console/models/auditmodel.h"
#include "console/models/clusterstate.h"
#include "console/models/divergence.h"
#include "console/models/messagemodel.h"
#include "console/models/preflight.h"
#include "console/models/routeview.h"
#include "console/models/sessionmodel.h"
#include "console/models/storagerow.h"
#include "console/models/tableeditor.h"
#include "console/models/tablerevisions.h"
#include "console/models/taskmodel.h"
#include "tests/support/await.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace homeport;

namespace {

class HandClock : public Clock
{
public:
    qint64 ms = 1'780'000'000'000;
    qint64 monotonicMs() const override { return ms; }
    qint64 wallMs() const override { return ms; }
};

struct Rig
{
    explicit Rig(DemoOptions options = {})
    {
        options.clock = clock;
        options.speed = 100; // what takes seconds takes hundredths
        client = std::make_shared<DemoClient>(options);
        resultOf(client->connect(Deadline(5s)));
    }
    Result<QJsonObject> ask(const QString &what, const QJsonObject &arguments = {})
    {
        return resultOf(client->call(what, arguments, RequestId::random(), Deadline(30s)));
    }
    /// In the cluster's own time.
    void pass(std::chrono::milliseconds time) { clock->ms += time.count() / 100; }
    ClusterState state() { return clusterStateFromJson(*ask(u"status"_s)).value(); }
    qint64 waiting(const QString &storage)
    {
        qint64 sum = 0;
        const LanesState lanes = lanesStateFromJson(*ask(u"queue.lanes"_s)).value();
        for (const Lane &lane : lanes.lanes)
            sum += lane.label == storage ? lane.messages : 0;
        return sum;
    }
    QString pathOf(const QString &storage)
    {
        return client->world().disk(client->world().table.storageByName(storage)->id)->path;
    }

    std::shared_ptr<HandClock> clock = std::make_shared<HandClock>();
    std::shared_ptr<DemoClient> client;
};

template <class T> QString faultOf(const Result<T> &result)
{
    return result ? QString()
                  : u"%1 (%2)"_s.arg(result.error().forLog, QString::fromUtf8(result.error().forPeer));
}

DemoOptions lost()
{
    DemoOptions options;
    options.hasFailedFor = 14min;
    return options;
}

constexpr auto back2 = "back2.example.net";

} // namespace

/// What the console's reader of the answer has to say against it; empty: nothing.
template <class T>
QString unreadable(
    Rig &rig, Result<T> (*parse)(const QJsonObject &), const QString &what, const QJsonObject &arguments = {})
{
    const Result<QJsonObject> answer = rig.ask(what, arguments);
    const Result<T> read = answer ? parse(*answer) : Result<T>(fail(answer.error()));
    return read ? QString() : what + u": "_s + faultOf(read);
}

class TestDemoClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theConsoleReadsTheAnswers();
    void answersAreNeverSynchronous();
    void theSameStartGivesTheSameAnswers();
    void aRequestSentTwiceHappensOnce();
    void faultsAreToldAsTheDaemonTellsThem();
    void pagesOfASearchAreWholeAndInOrder();
    void aLostBackendIsReassignedAndRestored();
    void aJobIsPausedResumedAndUndone();
    void somebodyElsesChangeIsAConflict();
    void divergedTablesAreMerged();
    void changesAreAudited();
};

void TestDemoClient::theConsoleReadsTheAnswers()
{
    for (const DemoOptions &options : {DemoOptions(), lost()}) {
        Rig rig(options);
        QStringList faults;
        faults += unreadable(rig, clusterStateFromJson, u"status"_s);
        faults += unreadable(rig, lanesStateFromJson, u"queue.lanes"_s);
        faults += unreadable(rig, jobsStateFromJson, u"job.show"_s);
        faults += unreadable(rig, pendingHostsFromJson, u"account.pending"_s);
        faults += unreadable(rig, storageListFromJson, u"storage.list"_s);
        faults += unreadable(rig, accountPageFromJson, u"account.list"_s, {{u"limit"_s, 50}});
        faults += unreadable(
            rig, accountDetailsFromJson, u"account.show"_s, {{u"address"_s, u"ada.adler@example.org"_s}});
        faults += unreadable(
            rig, accountDetailsFromJson, u"account.show"_s, {{u"address"_s, u"info@example.org"_s}});
        faults += unreadable(rig, moveListFromJson, u"account.move.show"_s);
        faults += unreadable(rig, domainsFromJson, u"domain.list"_s);
        faults += unreadable(rig, administratorsFromJson, u"admin.list"_s);
        faults += unreadable(rig, auditPageFromJson, u"audit.list"_s);
        faults += unreadable(rig, taskListFromJson, u"task.list"_s);
        faults += unreadable(rig, sessionListFromJson, u"session.list"_s);
        faults += unreadable(rig, messagePageFromJson, u"queue.search"_s);
        faults += unreadable(rig, historyFromJson, u"table.history"_s);
        faults += unreadable(rig, revisedTableFromJson, u"table.show"_s);
        faults += unreadable(rig, divergencesFromJson, u"table.diff"_s);
        faults += unreadable(rig, routeViewFromJson, u"route"_s,
            {{u"address"_s, u"postmaster@example.org"_s}, {u"all"_s, true}});
        faults += unreadable(rig, storageCheckFromJson, u"storage.check"_s,
            {{u"path"_s, rig.pathOf(u"back3"_s)}, {u"member"_s, u"back3"_s}});
        faults += unreadable(rig, preflightFromJson, u"reassign"_s,
            {{u"from"_s, u"back2"_s}, {u"to"_s, u"back3"_s}, {u"dryRun"_s, true}});
        const QJsonObject first =
            rig.ask(u"queue.search"_s, {{u"limit"_s, 1}})->value(u"rows"_s).toArray().first().toObject();
        faults += unreadable(rig, queueEntryFromJson, u"queue.show"_s,
            {{u"id"_s, first[u"id"_s]}, {u"member"_s, first[u"member"_s]}});
        faults.removeAll(QString());
        QCOMPARE(faults, QStringList());
    }
}

void TestDemoClient::answersAreNeverSynchronous()
{
    Rig rig;
    bool isAnswered = false;
    const auto watch = [](std::shared_ptr<DemoClient> client, bool *done) -> Task<> {
        co_await client->call(u"status"_s, {}, RequestId::random(), Deadline(5s));
        *done = true;
    };
    const Task<> task = watch(rig.client, &isAnswered);
    QVERIFY(!isAnswered);
    QTRY_VERIFY(isAnswered);
}

void TestDemoClient::theSameStartGivesTheSameAnswers()
{
    Rig one(lost());
    Rig other(lost());
    for (const QString &what : {u"status"_s, u"queue.lanes"_s, u"session.list"_s, u"account.list"_s}) {
        one.pass(20s);
        other.pass(20s);
        QCOMPARE(*one.ask(what), *other.ask(what));
    }
}

void TestDemoClient::aRequestSentTwiceHappensOnce()
{
    Rig rig;
    const RequestId request = RequestId::random();
    const QJsonObject arguments{{u"domain"_s, u"example.edu"_s}};
    const auto add = [&] {
        return resultOf(rig.client->call(u"domain.add"_s, arguments, request, Deadline(5s)));
    };
    const Result<QJsonObject> first = add();
    QVERIFY(first);
    const Result<QJsonObject> second = add();
    QVERIFY2(second, qPrintable(faultOf(second)));
    QCOMPARE(*second, *first);
}

void TestDemoClient::faultsAreToldAsTheDaemonTellsThem()
{
    Rig rig;
    const Result<QJsonObject> unknown = rig.ask(u"nonsense"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().status, "not-found");
    const Result<QJsonObject> surplus = rig.ask(u"status"_s, {{u"surplus"_s, 1}});
    QVERIFY(!surplus);
    QCOMPARE(surplus.error().status, "bad-request");
    const Result<QJsonObject> nobody = rig.ask(u"account.show"_s, {{u"address"_s, u"no.body@example.org"_s}});
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().status, "no-such-account");
    DemoOptions options;
    options.role = AdministratorRole::Viewer;
    Rig viewer(options);
    const Result<QJsonObject> forbidden = viewer.ask(u"domain.add"_s, {{u"domain"_s, u"example.edu"_s}});
    QVERIFY(!forbidden);
    QCOMPARE(forbidden.error().status, "forbidden");
}

void TestDemoClient::pagesOfASearchAreWholeAndInOrder()
{
    Rig rig(lost());
    const QJsonObject filter{{u"lane"_s, u"host:back2"_s}};
    QSet<QString> keys;
    qint64 last = 0;
    qint64 total = 0;
    QString after;
    do {
        const Result<QJsonObject> answer = rig.ask(u"queue.search"_s,
            {{u"filter"_s, filter}, {u"sort"_s, u"bytes"_s}, {u"limit"_s, 1000}, {u"after"_s, after}});
        QVERIFY2(answer, qPrintable(faultOf(answer)));
        total = answer->value(u"total"_s).toInteger();
        const QJsonArray rows = answer->value(u"rows"_s).toArray();
        for (const QJsonValue &row : rows) {
            const qint64 bytes = row[u"bytes"_s].toString().toLongLong();
            QVERIFY(bytes >= last);
            last = bytes;
            keys.insert(row[u"key"_s].toString());
        }
        after = answer->value(u"next"_s).toString();
    } while (!after.isEmpty());
    QVERIFY(total > 5000);
    QCOMPARE(qint64(keys.size()), total);
}

void TestDemoClient::aLostBackendIsReassignedAndRestored()
{
    DemoOptions options;
    options.otherAdministratorAfter = 0s;
    Rig rig(options);
    QCOMPARE(rig.state().member(QLatin1String(back2))->observed, u"up"_s);
    rig.pass(60s);
    const ClusterState broken = rig.state();
    QCOMPARE(broken.health, u"critical"_s);
    QCOMPARE(broken.member(QLatin1String(back2))->observed, u"down"_s);
    QVERIFY(!broken.member(QLatin1String(back2))->seenBy.isEmpty());
    QVERIFY(rig.waiting(u"back2"_s) > 100);

    const QJsonObject order{{u"from"_s, u"back2"_s}, {u"to"_s, u"back3"_s}, {u"background"_s, true}};
    const Result<QJsonObject> early = rig.ask(u"reassign"_s, order);
    QVERIFY(!early);
    QVERIFY2(early.error().forLog.contains(u"is not attached to"), qPrintable(early.error().forLog));
    for (const QString &storage : {u"back2"_s, u"archive2"_s}) {
        QJsonObject place{{u"path"_s, rig.pathOf(storage)}, {u"member"_s, u"back3"_s}};
        const Result<QJsonObject> unproven = rig.ask(u"storage.attach"_s, place);
        QVERIFY(!unproven);
        QVERIFY(unproven.error().forLog.contains(u"was not detached cleanly"));
        place.insert(u"fenced"_s, u"powered off"_s);
        const Result<QJsonObject> attached = rig.ask(u"storage.attach"_s, place);
        QVERIFY2(attached, qPrintable(faultOf(attached)));
    }
    const Result<QJsonObject> begun = rig.ask(u"reassign"_s, order);
    QVERIFY2(begun, qPrintable(faultOf(begun)));
    rig.pass(2s);
    QVERIFY(jobsStateFromJson(*rig.ask(u"job.show"_s))->progress.has_value());
    for (const StorageSummary &storage : rig.state().storages)
        QVERIFY2(storage.isServed, qPrintable(storage.name));
    rig.pass(40s);
    QCOMPARE(rig.waiting(u"back2"_s), 0);
    QVERIFY(!jobsStateFromJson(*rig.ask(u"job.show"_s))->running);
    QVERIFY(!pendingHostsFromJson(*rig.ask(u"account.pending"_s))->isEmpty());

    rig.pass(120s); // somebody switches it on again
    QCOMPARE(rig.state().member(QLatin1String(back2))->observed, u"up"_s);
    const QJsonObject home{{u"member"_s, u"back2"_s}, {u"background"_s, true}};
    const Result<QJsonObject> letGo = rig.ask(u"restore"_s, home);
    QVERIFY2(letGo, qPrintable(faultOf(letGo)));
    QCOMPARE(letGo->value(u"next"_s).toArray().size(), 3);
    for (const QString &storage : {u"back2"_s, u"archive2"_s}) {
        const Result<QJsonObject> attached =
            rig.ask(u"storage.attach"_s, {{u"path"_s, rig.pathOf(storage)}, {u"member"_s, u"back2"_s}});
        QVERIFY2(attached, qPrintable(faultOf(attached)));
    }
    const Result<QJsonObject> restored = rig.ask(u"restore"_s, home);
    QVERIFY2(restored, qPrintable(faultOf(restored)));
    rig.pass(60s);
    QCOMPARE(rig.state().health, u"healthy"_s);
    QVERIFY(pendingHostsFromJson(*rig.ask(u"account.pending"_s))->isEmpty());
    const DemoWorld &world = rig.client->world();
    QCOMPARE(world.delivered + world.waiting(), world.accepted);
}

void TestDemoClient::aJobIsPausedResumedAndUndone()
{
    Rig rig(lost());
    for (const QString &storage : {u"back2"_s, u"archive2"_s}) {
        const Result<QJsonObject> attached = rig.ask(u"storage.attach"_s,
            {{u"path"_s, rig.pathOf(storage)}, {u"member"_s, u"back1"_s}, {u"fenced"_s, u"powered off"_s}});
        QVERIFY2(attached, qPrintable(faultOf(attached)));
    }
    QVERIFY(
        rig.ask(u"reassign"_s, {{u"from"_s, u"back2"_s}, {u"to"_s, u"back1"_s}, {u"background"_s, true}}));
    rig.pass(5s);
    QVERIFY(rig.ask(u"job.pause"_s));
    const auto pending = [&rig] {
        const QList<PendingHost> hosts = pendingHostsFromJson(*rig.ask(u"account.pending"_s)).value();
        return hosts.isEmpty() ? 0 : hosts.first().accounts;
    };
    const qint64 paused = pending();
    rig.pass(10s);
    QCOMPARE(pending(), paused);
    QVERIFY(rig.ask(u"job.resume"_s, {{u"background"_s, true}}));
    rig.pass(2s);
    QVERIFY(pending() > paused);
    const Result<QJsonObject> away = rig.ask(u"job.undo"_s);
    QVERIFY(!away);
    QVERIFY(away.error().forLog.contains(u"does not answer"));
    rig.pass(150s);
    const Result<QJsonObject> undoing = rig.ask(u"job.undo"_s);
    QVERIFY2(undoing, qPrintable(faultOf(undoing)));
    for (const QString &storage : {u"back2"_s, u"archive2"_s})
        QVERIFY(rig.ask(u"storage.attach"_s, {{u"path"_s, rig.pathOf(storage)}, {u"member"_s, u"back2"_s}}));
    QVERIFY(rig.ask(u"job.undo"_s, {{u"background"_s, true}}));
    rig.pass(60s);
    QCOMPARE(pending(), 0);
    QCOMPARE(jobsStateFromJson(*rig.ask(u"job.show"_s))->jobs.last().job.state, JobState::Undone);
}

void TestDemoClient::somebodyElsesChangeIsAConflict()
{
    Rig rig;
    const QString hash = QString::fromLatin1(rig.state().table.hash);
    const QJsonObject apply{{u"expected"_s, hash},
        {u"members"_s,
            QJsonArray{QJsonObject{
                {u"name"_s, u"front2.example.net"_s}, {u"addresses"_s, QJsonArray{u"192.0.2.212:7700"_s}}}}}};
    rig.pass(100s); // bob has changed front3 meanwhile
    const Result<QJsonObject> late = rig.ask(u"table.apply"_s, apply);
    QVERIFY(!late);
    QCOMPARE(late.error().status, "conflict");
    QVERIFY2(late.error().forLog.contains(u"changed by bob"), qPrintable(late.error().forLog));
    QJsonObject again = apply;
    again.insert(u"expected"_s, QString::fromLatin1(rig.state().table.hash));
    const Result<QJsonObject> done = rig.ask(u"table.apply"_s, again);
    QVERIFY2(done, qPrintable(faultOf(done)));
    QCOMPARE(done->value(u"rows"_s).toArray().size(), 1);
}

void TestDemoClient::divergedTablesAreMerged()
{
    DemoOptions options;
    options.isDiverged = true;
    Rig rig(options);
    const Result<Divergences> divergences = divergencesFromJson(*rig.ask(u"table.diff"_s));
    QVERIFY2(divergences, qPrintable(faultOf(divergences)));
    QVERIFY(!rig.ask(u"table.merge"_s)); // front2's row was changed on both sides
    const Result<QJsonObject> merged =
        rig.ask(u"table.merge"_s, {{u"take"_s, QJsonArray{u"member:front2.example.net=ours"_s}}});
    QVERIFY2(merged, qPrintable(faultOf(merged)));
    QVERIFY(rig.ask(u"table.diff"_s)->value(u"branches"_s).toArray().isEmpty());
}

void TestDemoClient::changesAreAudited()
{
    Rig rig;
    QVERIFY(!rig.ask(u"member.drain"_s, {{u"member"_s, u"nobody"_s}}));
    QVERIFY(rig.ask(u"account.passwd"_s,
        {{u"address"_s, u"ada.adler@example.org"_s}, {u"password"_s, u"a new secret"_s}}));
    const QJsonArray records = rig.ask(u"audit.list"_s, {{u"limit"_s, 2}})->value(u"records"_s).toArray();
    QCOMPARE(records[0][u"what"_s].toString(), u"account.passwd"_s);
    QVERIFY(!records[0][u"arguments"_s][u"password"_s].toString().contains(u"secret"));
    QCOMPARE(records[1][u"what"_s].toString(), u"member.drain"_s);
    QVERIFY(!records[1][u"error"_s].toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestDemoClient)
#include "tst_democlient.moc"
