// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Members that join, push, miss, diverge, renew and go away: real services over loopback.
#include "tests/unit/server_cluster/clusterrig.h"

#include <QTest>

using namespace homeport;
using homeport::testing::Node;
using homeport::testing::spinUntil;

namespace {
constexpr Rights everything{true, true, true};
constexpr Rights backend{true, true, false};
} // namespace

class TestClusterService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void invitationsAreGoodForOneKeyAndName();
    void aKnownNameNeedsReplace();
    void changesReachAllAndThoseThatWereAway();
    void serviceWaitsForMoreThanHalf();
    void deathIsSeenAtOnceAndServiceAnnounced();
    void theOwnersAnswerWaitsUntilItIsQuiet();
    void onlyKeepersAskAndChange();
    void divergenceIsToldAndDisputedStoragesStop();
    void aRemovedMemberIsCutOffAndStaysOut();
    void certificatesRenewThemselves();
    void everyKeeperHoldsTheAuthoritysKey();
    void keepersThatSeeEachOtherDoNotDiverge();
};

void TestClusterService::invitationsAreGoodForOneKeyAndName()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    JoinToken token = *decodeToken(*a.cluster->invite(b.name, backend));
    JoinToken wrong = token;
    wrong.secret = Secret(randomBytes(16));
    const PrivateKey key = b.makeKey();
    const JsonAnswer unknown = b.askToJoin(wrong, key);
    QCOMPARE(unknown.status, 403);
    QCOMPARE(unknown.json.value(QStringLiteral("error")).toString(), QStringLiteral("unknown invitation"));
    Node c("c");
    const JsonAnswer other = c.askToJoin(token, key);
    QCOMPARE(other.status, 403);
    QCOMPARE(other.json.value(QStringLiteral("error")).toString(),
        QStringLiteral("invitation is for b.example.net"));
    QCOMPARE(b.askToJoin(token, key).status, 200);
    const quint64 number = a.cluster->revision().number;
    QCOMPARE(b.askToJoin(token, key).status, 200); // the answer was lost: goes on, without another revision
    QCOMPARE(a.cluster->revision().number, number);
    const JsonAnswer used = b.askToJoin(token, b.makeKey());
    QCOMPARE(used.status, 403);
    QCOMPARE(used.json.value(QStringLiteral("error")).toString(), QStringLiteral("invitation was used"));
    QCOMPARE(a.cluster->table()->member(b.name)->rights, backend);
}

void TestClusterService::aKnownNameNeedsReplace()
{
    Node a("a");
    a.found();
    a.start();
    {
        Node b("b");
        b.join(a, backend);
        QVERIFY(a.change([&b](ClusterTable &t) -> Result<> {
            t.storages.append(
                {b.storage, QStringLiteral("b"), b.name, b.name, 1, StorageState::Served, true});
            return {};
        }));
    }
    Node again("b");
    const QByteArray oldKey = a.cluster->table()->member(again.name)->publicKey;
    QVERIFY(!a.cluster->invite(again.name, backend)); // it is a member
    QVERIFY(spinUntil([&] { return !a.cluster->isUp(again.name); }));
    const JoinToken token = *decodeToken(*a.cluster->inviteReplacement(again.name));
    const PrivateKey key = again.makeKey();
    const JsonAnswer refused = again.askToJoin(token, key);
    QCOMPARE(refused.status, 409);
    QVERIFY(refused.json.value(QStringLiteral("error")).toString().contains(QStringLiteral("--replace")));
    QCOMPARE(again.askToJoin(token, key, true).status, 200);
    const TablePointer table = a.cluster->table();
    QCOMPARE(table->member(again.name)->publicKey, key.publicKey());
    QCOMPARE(table->removed.last().publicKey, oldKey);
    QCOMPARE(table->storages.last().state, StorageState::Detached);
    QCOMPARE(table->storages.last().epoch, quint64(2));
}

void TestClusterService::changesReachAllAndThoseThatWereAway()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, everything);
    Node c("c");
    c.join(a, backend);
    QVERIFY(
        spinUntil([&] { return b.cluster->revision() == a.cluster->revision() && c.cluster->isUp(b.name); }));
    QVERIFY(spinUntil([&] {
        return a.cluster->isUp(b.name) && a.cluster->isUp(c.name) && b.cluster->isUp(a.name)
            && b.cluster->isUp(c.name);
    }));
    QVERIFY(a.changeNothing("from a"));
    QVERIFY(spinUntil(
        [&] { return b.comment() == QStringLiteral("from a") && c.comment() == QStringLiteral("from a"); }));
    QVERIFY(b.changeNothing("from b"));
    QVERIFY(spinUntil(
        [&] { return a.comment() == QStringLiteral("from b") && c.comment() == QStringLiteral("from b"); }));
    c.stop();
    for (int i = 0; i < 3; ++i)
        QVERIFY(b.changeNothing(i == 2 ? "while c was away" : "one more"));
    c.start();
    QVERIFY(spinUntil(
        [&] { return c.comment() == QStringLiteral("while c was away") && c.cluster->mayServe(); }));
    // a conflict: somebody expected an older revision
    const TableRevision old = a.cluster->revision();
    QVERIFY(a.changeNothing("newer"));
    const auto conflict =
        resultOf(a.cluster->change([](ClusterTable &) -> Result<> { return {}; }, {}, {}, old));
    QCOMPARE(conflict.error().status, QByteArray("conflict"));
}

void TestClusterService::serviceWaitsForMoreThanHalf()
{
    Node a("a");
    a.found();
    a.start();
    QVERIFY(a.cluster->mayServe()); // alone
    Node b("b");
    b.join(a, backend);
    Node c("c");
    c.join(a, backend);
    QVERIFY(spinUntil([&] { return b.cluster->mayServe() && c.cluster->mayServe(); }));
    b.stop();
    c.stop();
    a.stop();
    a.start();
    QVERIFY(!a.cluster->mayServe());
    b.start();
    QVERIFY(spinUntil([&] { return a.cluster->isUp(b.name); }));
    QVERIFY(!a.cluster->mayServe()); // one of two others is not more than half
    c.start();
    QVERIFY(spinUntil([&] { return a.cluster->mayServe(); }));
    b.stop();
    c.stop();
    a.stop();
    a.start();
    a.cluster->serveAlone();
    QVERIFY(a.cluster->mayServe());
}

void TestClusterService::deathIsSeenAtOnceAndServiceAnnounced()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, backend);
    QVERIFY(spinUntil([&] { return a.cluster->isUp(b.name) && b.cluster->isUp(a.name); }));
    QVERIFY(!b.cluster->isServed(a.storage));
    a.cluster->setServing({{a.storage, 1}});
    QVERIFY(a.cluster->isServed(a.storage));
    QVERIFY(spinUntil([&] { return b.servedNow.contains(a.storage); }));
    QVERIFY(b.cluster->isServed(a.storage));
    a.cluster->setServing({{a.storage, 7}}); // another epoch than the row's
    QVERIFY(spinUntil([&] { return !b.cluster->isServed(a.storage); }));
    a.cluster->setServing({{a.storage, 1}});
    QVERIFY(spinUntil([&] { return b.servedNow.size() == 2; }));
    a.stop();
    QVERIFY(spinUntil([&] { return !b.cluster->isUp(a.name); }));
    QVERIFY(b.sees(a, ObservedState::Down));
    QVERIFY(!b.cluster->isServed(a.storage));
    a.start();
    QVERIFY(spinUntil([&] { return b.cluster->isUp(a.name); }));
    QVERIFY(!b.cluster->isServed(a.storage)); // up is not served
    a.cluster->setServing({{a.storage, 1}});
    QVERIFY(spinUntil([&] { return b.servedNow.size() == 3; }));
}

void TestClusterService::theOwnersAnswerWaitsUntilItIsQuiet()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, backend);
    QVERIFY(
        spinUntil([&] { return a.cluster->isUp(b.name) && b.cluster->revision() == a.cluster->revision(); }));
    const int before = b.applied;
    b.applyTakes = 300ms;
    QVERIFY(a.changeNothing("quiet"));
    QVERIFY(resultOf(a.cluster->pushTo(b.name, Deadline(30s))));
    QVERIFY(b.applied > before);
    QCOMPARE(b.store->settled(), a.cluster->revision());
    b.stop();
    QVERIFY(spinUntil([&] { return !a.cluster->isUp(b.name); }));
    const Result<> away = resultOf(a.cluster->pushTo(b.name, Deadline(30s)));
    QVERIFY(!away && away.error().isTemporary());
}

void TestClusterService::onlyKeepersAskAndChange()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, backend);
    QVERIFY(spinUntil([&] { return a.cluster->isUp(b.name) && b.cluster->isUp(a.name); }));
    const auto ask = [](Node &from, const MemberName &whom, const char *what) {
        return resultOf(
            from.cluster->ask(whom, QString::fromLatin1(what), {{QStringLiteral("x"), 7}}, Deadline(30s)));
    };
    const auto answer = ask(a, b.name, "status");
    QVERIFY(answer);
    QCOMPARE(answer->value(QStringLiteral("x")).toInt(), 7);
    QCOMPARE(answer->value(QStringLiteral("asker")).toString(), a.name.text);
    QVERIFY(ask(a, a.name, "status"));
    const auto failure = ask(a, b.name, "fail");
    QCOMPARE(failure.error().forPeer, QByteArray("no such thing"));
    QCOMPARE(failure.error().forLog, QStringLiteral("details"));
    QCOMPARE(failure.error().status, QByteArray("5.1.1"));
    // what a keeper may ask is nobody else's affair, be it another's sessions, mail or audit
    for (const char *what : {"status", "session.list", "session.end", "queue.export", "queue.delete",
             "audit.list", "task.list", "storage.detach"}) {
        const auto refused = ask(b, a.name, what);
        QVERIFY2(!refused, what);
        QCOMPARE(refused.error().forPeer, QByteArray("only keepers may ask"));
    }
    QVERIFY(!b.changeNothing("no right"));
    const auto nobody = ask(a, MemberName(QStringLiteral("nobody.example.net")), "status");
    QVERIFY(nobody.error().isTemporary());
    QVERIFY(!b.cluster->invite(MemberName(QStringLiteral("x.example.net")), backend));
}

void TestClusterService::divergenceIsToldAndDisputedStoragesStop()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, everything);
    QVERIFY(spinUntil([&] { return a.cluster->isUp(b.name) && b.cluster->isUp(a.name); }));
    b.stop();
    QVERIFY(spinUntil([&] { return !a.cluster->isUp(b.name); }));
    QVERIFY(a.changeNothing("a alone"));
    a.stop();
    b.start();
    QVERIFY(b.change(
        [&](ClusterTable &t) -> Result<> {
            t.storage(a.storage)->owner = b.name;
            t.storage(a.storage)->epoch = 2;
            return {};
        },
        "b alone"));
    a.start();
    QVERIFY(
        spinUntil([&] { return a.sees(b, ObservedState::Diverged) && b.sees(a, ObservedState::Diverged); }));
    QVERIFY(spinUntil([&] { return a.stopped.contains(a.storage); }));
    QCOMPARE(a.store->disputed(), QList<StorageId>{a.storage});
    QVERIFY(a.cluster->alarms().join(u' ').contains(QStringLiteral("diverged")));
    QVERIFY(a.cluster->alarms().join(u' ').contains(QStringLiteral("disputed")));
    QCOMPARE(a.comment(), QStringLiteral("a alone")); // each keeps its own
    QCOMPARE(b.comment(), QStringLiteral("b alone"));
    a.stop();
    a.start();
    QCOMPARE(a.store->disputed(), QList<StorageId>{a.storage}); // still so after a restart
}

void TestClusterService::aRemovedMemberIsCutOffAndStaysOut()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, backend);
    QVERIFY(spinUntil([&] { return a.cluster->isUp(b.name) && b.cluster->isUp(a.name); }));
    QCOMPARE(a.control->connections() > 0, true);
    QVERIFY(a.change(
        [&](ClusterTable &t) -> Result<> {
            t.removed.append({b.name, t.member(b.name)->publicKey, QDateTime::currentDateTimeUtc()});
            t.members.removeIf([&](const Member &row) { return row.name == b.name; });
            return {};
        },
        "b goes"));
    QVERIFY(spinUntil([&] { return a.control->connections() == 0; }));
    QVERIFY(spinUntil([&] { return !b.cluster->isUp(a.name); }));
    QVERIFY(!a.cluster->isUp(b.name));
    b.stop();
    b.start();
    resultOf(sleepFor(300ms));
    QVERIFY(!b.cluster->isUp(a.name));
    QVERIFY(!b.cluster->mayServe());
}

void TestClusterService::certificatesRenewThemselves()
{
    Node a("a");
    a.lifetime = 9;
    a.found();
    a.start();
    Node b("b");
    b.lifetime = 9;
    b.join(a, backend);
    const qint64 firstOfA = a.cluster->certificateExpires();
    const qint64 firstOfB = b.cluster->certificateExpires();
    QVERIFY(spinUntil([&] {
        return a.cluster->certificateExpires() > firstOfA && b.cluster->certificateExpires() > firstOfB;
    }));
    // past the end of the first ones, connections are made anew with the renewed ones
    QVERIFY(spinUntil([&] { return QDateTime::currentSecsSinceEpoch() > std::max(firstOfA, firstOfB); }));
    b.stop();
    QVERIFY(spinUntil([&] { return !a.cluster->isUp(b.name); }));
    b.start();
    QVERIFY(spinUntil([&] { return a.cluster->isUp(b.name) && b.cluster->isUp(a.name); }));
    QVERIFY(certificateFacts(*readWholeFile(b.paths.serverCertificate())).has_value());
}

void TestClusterService::everyKeeperHoldsTheAuthoritysKey()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, {true, true, true});
    Node c("c");
    c.join(a, backend);
    QVERIFY(spinUntil([&] { return loadAuthority(b.paths).has_value(); }));
    QVERIFY(spinUntil([&] { return c.cluster->isUp(a.name) && c.cluster->isUp(b.name); }));
    QCOMPARE(loadAuthority(c.paths).error().status, QByteArray("missing")); // no keeper
    a.stop();
    Node d("d");
    d.join(b, backend); // the founder is away
    QVERIFY(spinUntil([&] { return d.cluster->isUp(b.name) && d.cluster->isUp(c.name); }));
    // the right that comes later brings the key as well
    QVERIFY(resultOf(b.cluster->change(
        [&](ClusterTable &table) -> Result<> {
            table.member(c.name)->rights.keeper = true;
            return {};
        },
        QStringLiteral("test"), {}, std::nullopt)));
    QVERIFY(spinUntil([&] { return loadAuthority(c.paths).has_value(); }));
}

void TestClusterService::keepersThatSeeEachOtherDoNotDiverge()
{
    Node a("a");
    a.found();
    a.start();
    Node b("b");
    b.join(a, {true, true, true});
    Node c("c");
    c.join(a, {true, true, true});
    const QList<Node *> keepers{&a, &b, &c};
    QVERIFY(spinUntil([&] {
        return std::all_of(keepers.begin(), keepers.end(), [&](Node *viewer) {
            return std::all_of(keepers.begin(), keepers.end(),
                [&](Node *seen) { return viewer->cluster->isUp(seen->name); });
        });
    }));
    constexpr int changesEach = 8;
    const quint64 before = a.cluster->revision().number;
    const auto noChange = [](ClusterTable &) -> Result<> { return {}; };
    std::vector<Task<Result<TableRevision>>> changes;
    for (int i = 0; i < changesEach; ++i) {
        for (Node *keeper : keepers)
            changes.push_back(
                keeper->cluster->change(noChange, keeper->name.text, QString::number(i), std::nullopt));
    }
    for (Task<Result<TableRevision>> &change : changes) {
        const Result<TableRevision> made = resultOf(std::move(change));
        QVERIFY2(made, made ? "" : qPrintable(made.error().forLog));
    }
    QVERIFY(spinUntil([&] {
        return std::all_of(keepers.begin(), keepers.end(),
            [&](Node *keeper) { return keeper->cluster->revision() == a.cluster->revision(); });
    }));
    QCOMPARE(a.cluster->revision().number, before + changesEach * quint64(keepers.size()));
    for (Node *keeper : keepers)
        QVERIFY(keeper->cluster->alarms().isEmpty());
}

QTEST_GUILESS_MAIN(TestClusterService)
#include "tst_clusterservice.moc"
