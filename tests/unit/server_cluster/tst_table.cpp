// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rules of taking a table revision, its history on disk, and the store in force.
#include "server/cluster/tablestore.h"
#include "shared/base/durablefile_posix.h"
#include "tablefixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <qcorotask.h>

using namespace homeport;
using homeport::testing::TableFixture;

class TestTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durableFilesReplaceAndRefuse();
    void verdicts_data();
    void verdicts();
    void aMergeNeedsAKeeperOfBothParents();
    void aMergeIsTakenByBothSides();
    void disputesAreHigherEpochsAndOtherOwners();
    void theFolderKeepsHistoryAndIgnoresWhatWasNeverInForce();
    void aDamagedCurrentRevisionIsAnError();
    void theStoreChangesTakesAndRemembersDisputes();
    void theStoreRefusesBadChanges();

private:
    TableFixture f;
};

namespace {

KnownHistory historyOf(const QList<RevisionPointer> &known)
{
    return {known.last()->hash, [known](const QByteArray &hash) -> RevisionPointer {
                for (const RevisionPointer &revision : known) {
                    if (revision->hash == hash)
                        return revision;
                }
                return nullptr;
            }};
}

QList<SignedRevision> sealedOf(const QList<RevisionPointer> &revisions)
{
    QList<SignedRevision> result;
    for (const RevisionPointer &revision : revisions)
        result.append(revision->sealed);
    return result;
}

} // namespace

void TestTable::durableFilesReplaceAndRefuse()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("file"));
    QCOMPARE(readWholeFile(path).error().status, QByteArray("missing"));
    QVERIFY(writeFileDurably(path, "one"));
    QVERIFY(writeFileDurably(path, "two"));
    QVERIFY(!writeFileDurably(path, "three", ExistingFile::Refuse));
    QCOMPARE(*readWholeFile(path), QByteArray("two"));
    QVERIFY(!readWholeFile(path, 2));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{QStringLiteral("file")});
    QVERIFY(removeFileDurably(path));
    QVERIFY(removeFileDurably(path));
    QVERIFY(makePrivateFolder(dir.filePath(QStringLiteral("folder"))));
    QVERIFY(makePrivateFolder(dir.filePath(QStringLiteral("folder"))));
    QVERIFY(writeFileDurably(dir.filePath(QStringLiteral("folder/x")), "x"));
    QVERIFY(!makePrivateFolder(dir.filePath(QStringLiteral("folder/x"))));
    QVERIFY(!writeFileDurably(dir.filePath(QStringLiteral("none/x")), "x"));
}

void TestTable::verdicts_data()
{
    QTest::addColumn<QList<RevisionPointer>>("known");
    QTest::addColumn<QList<RevisionPointer>>("offered");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<int>("chain");
    QTest::addColumn<QString>("why");

    using L = QList<RevisionPointer>;
    const RevisionPointer one = f.first();
    const RevisionPointer two = f.after(one, f.back1, QStringLiteral("two"));
    const RevisionPointer three = f.after(two, f.back2, QStringLiteral("three"));
    const RevisionPointer twoB = f.after(one, f.back2, QStringLiteral("two, elsewhere"));
    const RevisionPointer threeB = f.after(twoB, f.back2, QStringLiteral("three, elsewhere"));
    const auto row = [](const char *name, L known, L offered, const char *verdict, int chain,
                         const char *why = "") {
        QTest::newRow(name) << known << offered << QString::fromLatin1(verdict) << chain
                            << QString::fromLatin1(why);
    };
    row("the next one", L{one}, L{two}, "taken", 1);
    row("two steps", L{one}, L{two, three}, "taken", 2);
    row("two steps, newest first", L{one}, L{three, two}, "taken", 2);
    row("with the one in force", L{one}, L{one, two}, "taken", 1);
    row("with a useless sibling", L{one}, L{twoB, two, three}, "taken", 2);
    row("the same", L{one, two}, L{two}, "same", 0);
    row("an older one", L{one, two}, L{one}, "older", 0);
    row("a gap", L{one}, L{three}, "gap", 0, "unknown parent");
    row("diverged", L{one, two}, L{twoB}, "diverged", 1);
    row("diverged, two steps", L{one, two, three}, L{twoB, threeB}, "diverged", 2);
    row("nothing", L{one}, L{}, "refused", 0, "no revision");

    const RevisionPointer otherFirst = f.first();
    row("another first revision", L{one}, L{otherFirst}, "refused", 0, "first revision");
    row("signed by no keeper", L{one}, L{f.after(one, f.front1, QStringLiteral("mine"))}, "refused", 0,
        "no keeper");
    SignedRevision forged = two->sealed;
    forged.signature[10] = char(forged.signature[10] ^ 1);
    row("forged signature", L{one}, L{*openRevision(forged)}, "refused", 0, "signature");
    SignedRevision claimed = f.after(one, f.front1, QStringLiteral("x"))->sealed;
    claimed.signer = f.back1;
    row("signed with another's key", L{one}, L{*openRevision(claimed)}, "refused", 0, "signature");
    SignedRevision stranger = two->sealed;
    stranger.signer = MemberName(QStringLiteral("nobody.example.net"));
    row("signer not in the table", L{one}, L{*openRevision(stranger)}, "refused", 0, "no keeper");
    SignedRevision altered = two->sealed;
    altered.body.replace("\"comment\":\"two\"", "\"comment\":\"owt\"");
    row("altered body", L{one}, L{*openRevision(altered)}, "refused", 0, "signature");
    row("number jumps", L{one}, L{f.after({one}, f.back1, [](ClusterTable &t) { t.number = 3; })}, "refused",
        0, "number");
    row("other cluster", L{one},
        L{f.after({one}, f.back1, [](ClusterTable &t) { t.cluster = ClusterId::random(); })}, "refused", 0,
        "another cluster");
    row("a keeper only since this revision", L{one},
        L{f.after({one}, f.front1, [](ClusterTable &t) { t.members[2].rights.keeper = true; })}, "refused", 0,
        "no keeper");
    row("a keeper without the right since the parent", L{one},
        L{f.after({one}, f.back1, [](ClusterTable &t) { t.members[1].rights.keeper = false; }),
            f.after({f.after({one}, f.back1, [](ClusterTable &t) { t.members[1].rights.keeper = false; })},
                f.back2, [](ClusterTable &) {})},
        "refused", 0, "no keeper");
    row("epoch falls", L{one}, L{f.after({one}, f.back1, [](ClusterTable &t) { t.storages[0].epoch = 2; })},
        "refused", 0, "epoch");
    row("owner changes, epoch does not", L{one},
        L{f.after({one}, f.back1, [this](ClusterTable &t) { t.storages[0].owner = f.back2; })}, "refused", 0,
        "epoch");
    row("owner and epoch change", L{one},
        L{f.after({one}, f.back1,
            [this](ClusterTable &t) {
                t.storages[0].owner = f.back2;
                t.storages[0].epoch = 4;
            })},
        "taken", 1);
}

void TestTable::verdicts()
{
    QFETCH(QList<RevisionPointer>, known);
    QFETCH(QList<RevisionPointer>, offered);
    const Judgement judgement = judge(historyOf(known), sealedOf(offered));
    QTEST(toText(judgement.verdict), "verdict");
    QTEST(int(judgement.chain.size()), "chain");
    QFETCH(QString, why);
    QVERIFY2(judgement.why.forLog.contains(why), qPrintable(judgement.why.forLog));
    if (judgement.verdict == Verdict::Taken)
        QCOMPARE(judgement.chain.first()->table.parents.first(), known.last()->hash);
}

void TestTable::aMergeNeedsAKeeperOfBothParents()
{
    const RevisionPointer one = f.first();
    const RevisionPointer left = f.after(one, f.back1, QStringLiteral("left"));
    const RevisionPointer right =
        f.after({one}, f.back2, [](ClusterTable &t) { t.members[0].rights.keeper = false; });
    const RevisionPointer merge = f.after({left, right}, f.back1, [](ClusterTable &) {});
    const Judgement judgement = judge(historyOf({one, left}), sealedOf({right, merge}));
    QCOMPARE(judgement.verdict, Verdict::Refused);
    const RevisionPointer good = f.after({left, right}, f.back2, [](ClusterTable &) {});
    QCOMPARE(judge(historyOf({one, left}), sealedOf({right, good})).verdict, Verdict::Taken);
}

void TestTable::aMergeIsTakenByBothSides()
{
    const RevisionPointer one = f.first();
    const RevisionPointer left = f.after(one, f.back1, QStringLiteral("left"));
    const RevisionPointer right = f.after(one, f.back2, QStringLiteral("right"));
    const RevisionPointer right2 = f.after(right, f.back2, QStringLiteral("right 2"));
    const RevisionPointer merge =
        f.after({left, right2}, f.back1, [](ClusterTable &t) { t.comment.clear(); });
    QCOMPARE(merge->table.number, quint64(4));
    const Judgement onLeft = judge(historyOf({one, left}), sealedOf({merge, right, right2}));
    QCOMPARE(onLeft.verdict, Verdict::Taken);
    QCOMPARE(onLeft.chain.size(), 3);
    const Judgement onRight = judge(historyOf({one, right, right2}), sealedOf({left, merge}));
    QCOMPARE(onRight.verdict, Verdict::Taken);
    QCOMPARE(judge(historyOf({one, left}), sealedOf({merge})).verdict, Verdict::Gap);
    const RevisionPointer same = f.after({left, left}, f.back1, [](ClusterTable &) {});
    QCOMPARE(judge(historyOf({one, left}), sealedOf({same})).verdict, Verdict::Refused);
}

void TestTable::disputesAreHigherEpochsAndOtherOwners()
{
    const ClusterTable own = f.table();
    ClusterTable foreign = own;
    QCOMPARE(disputedStorages(own, f.back1, foreign), QList<StorageId>{});
    foreign.storages[0].epoch = 4;
    QCOMPARE(disputedStorages(own, f.back1, foreign), QList<StorageId>{f.storage1});
    QCOMPARE(disputedStorages(own, f.back2, foreign), QList<StorageId>{});
    foreign.storages[0].epoch = 2;
    foreign.storages[0].owner = f.back2;
    QCOMPARE(disputedStorages(own, f.back1, foreign), QList<StorageId>{});
    foreign.storages[0].epoch = 3;
    QCOMPARE(disputedStorages(own, f.back1, foreign), QList<StorageId>{f.storage1});
    foreign.storages[0] = own.storages[0];
    foreign.storages[0].state = StorageState::Detached;
    QCOMPARE(disputedStorages(own, f.back1, foreign), QList<StorageId>{f.storage1});
    const RevisionPointer one = f.first();
    QVERIFY(isSignedByKeeperOf(own, one->sealed));
    QVERIFY(!isSignedByKeeperOf(own, f.seal(own, f.front1)->sealed));
}

void TestTable::theFolderKeepsHistoryAndIgnoresWhatWasNeverInForce()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("table"));
    Result<TableFolder> folder = TableFolder::open(path);
    QVERIFY(folder && folder->isEmpty());
    const RevisionPointer one = f.first();
    const RevisionPointer left = f.after(one, f.back1, QStringLiteral("left"));
    const RevisionPointer right = f.after(one, f.back2, QStringLiteral("right"));
    const RevisionPointer merge = f.after({left, right}, f.back1, [](ClusterTable &) {});
    const RevisionPointer last = f.after(merge, f.back1, QStringLiteral("last"));
    for (const QList<RevisionPointer> &chain : {QList{one}, QList{left}, QList{right, merge}}) {
        QVERIFY(TableFolder::storeChain(path, chain));
        folder->adopt(chain);
    }
    // a crash before `current` was rewritten
    QVERIFY(TableFolder::storeChain(path, {last}));
    QVERIFY(writeFileDurably(path + QStringLiteral("/current"),
        QStringLiteral("00000003-%1.json\n").arg(QString::fromLatin1(merge->hash.left(8))).toUtf8()));
    folder = TableFolder::open(path);
    QVERIFY(folder);
    QCOMPARE(folder->current(), merge->hash);
    QVERIFY(!folder->knows(last->hash));
    bool more = true;
    QCOMPARE(folder->chainAfter(one->hash, 256, &more).size(), 3);
    QVERIFY(!more);
    const QList<RevisionPointer> afterLeft = folder->chainAfter(left->hash, 1, &more);
    QVERIFY(more);
    QCOMPARE(afterLeft.first()->hash, right->hash);
    QCOMPARE(folder->chainAfter(merge->hash, 256, &more).size(), 0);
    QCOMPARE(folder->chainAfter(last->hash, 256, &more).size(), 0);
    QCOMPARE(folder->find(right->hash)->sealed, right->sealed);
    QCOMPARE(folder->newest(2).last()->hash, merge->hash);
}

void TestTable::aDamagedCurrentRevisionIsAnError()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("table"));
    QVERIFY(TableFolder::open(path));
    const RevisionPointer one = f.first();
    QVERIFY(TableFolder::storeChain(path, {one}));
    const QString file =
        path + QStringLiteral("/00000001-%1.json").arg(QString::fromLatin1(one->hash.left(8)));
    QVERIFY(writeFileDurably(file, "{}"));
    const Result<TableFolder> folder = TableFolder::open(path);
    QVERIFY(!folder);
    QVERIFY(folder.error().forLog.contains(QStringLiteral("missing or damaged")));
}

void TestTable::theStoreChangesTakesAndRemembersDisputes()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("table"));
    BlockingPool pool(1);
    auto store = std::move(*TableStore::open(path, f.back1, pool));
    const RevisionPointer one = f.first();
    QVERIFY(store->begin(one));
    QVERIFY(!store->begin(one));
    QStringList told;
    store->setHooks({[&told](TablePointer before, TablePointer now) -> Task<> {
                         told.append(QStringLiteral("%1>%2").arg(before->number).arg(now->number));
                         return []() -> Task<> { co_await sleepFor(std::chrono::milliseconds(1)); }();
                     },
        [&told](QList<StorageId> storages) -> Task<> {
            told.append(QStringLiteral("stop %1").arg(storages.size()));
            return []() -> Task<> { co_return; }();
        }});
    const Result<TableRevision> two = QCoro::waitFor(store->change(
        [](ClusterTable &t) -> Result<> {
            t.comment = QStringLiteral("ignored");
            return {};
        },
        QStringLiteral("admin"), QStringLiteral("two"), one->id(), *f.keys.find(f.back1)));
    QVERIFY(two);
    QCOMPARE(two->number, quint64(2));
    QCOMPARE(store->table()->comment, QStringLiteral("two"));
    QCOMPARE(store->settled(), *two);
    QCOMPARE(told.takeFirst(), QStringLiteral("1>2"));

    const RevisionPointer three = f.after(store->inForce(), f.back2, QStringLiteral("three"));
    QCOMPARE(QCoro::waitFor(store->take({three->sealed})).verdict, Verdict::Taken);
    QCOMPARE(QCoro::waitFor(store->take({three->sealed})).verdict, Verdict::Same);
    QCOMPARE(QCoro::waitFor(store->take({one->sealed})).verdict, Verdict::Older);
    told.clear();

    const RevisionPointer foreign = f.after({one}, f.back2, [this](ClusterTable &t) {
        t.storages[0].owner = f.back2;
        t.storages[0].epoch = 4;
    });
    const TakeAnswer answer = QCoro::waitFor(store->take({foreign->sealed}));
    QCOMPARE(answer.verdict, Verdict::Diverged);
    QCOMPARE(answer.table, three->id());
    QCOMPARE(told, QStringList{QStringLiteral("stop 1")});
    QCOMPARE(QCoro::waitFor(store->take({foreign->sealed})).verdict, Verdict::Diverged);
    QCOMPARE(told.size(), 1);

    store = std::move(*TableStore::open(path, f.back1, pool));
    QCOMPARE(store->revision(), three->id());
    QCOMPARE(store->disputed(), QList<StorageId>{f.storage1});
    QVERIFY(store->isDiverged());
    const RevisionPointer merge =
        f.after({three, foreign}, f.back1, [](ClusterTable &t) { t.storages[0].epoch = 5; });
    QCOMPARE(QCoro::waitFor(store->take({foreign->sealed, merge->sealed})).verdict, Verdict::Taken);
    QVERIFY(!store->isDiverged());
    store = std::move(*TableStore::open(path, f.back1, pool));
    QCOMPARE(store->revision(), merge->id());
    QVERIFY(!store->isDiverged());

    // a gap: the chain is unknown, but the signer is a keeper here and claims a higher epoch
    ClusterTable far = merge->table;
    far.number = 40;
    far.parents = {QByteArray(64, 'a')};
    far.storages[0].epoch = 9;
    QCOMPARE(QCoro::waitFor(store->take({f.seal(far, f.front1)->sealed})).verdict, Verdict::Gap);
    QVERIFY(!store->isDiverged());
    QCOMPARE(QCoro::waitFor(store->take({f.seal(far, f.back2)->sealed})).verdict, Verdict::Gap);
    QCOMPARE(store->disputed(), QList<StorageId>{f.storage1});
}

void TestTable::theStoreRefusesBadChanges()
{
    const QTemporaryDir dir;
    BlockingPool pool(1);
    const auto store = std::move(*TableStore::open(dir.filePath(QStringLiteral("table")), f.front1, pool));
    const auto nothing = [](ClusterTable &) -> Result<> { return {}; };
    const PrivateKey key = *f.keys.find(f.front1);
    QVERIFY(!QCoro::waitFor(store->change(nothing, {}, {}, {}, key)));
    QVERIFY(store->begin(f.first()));
    const auto noKeeper = QCoro::waitFor(store->change(nothing, {}, {}, {}, key));
    QVERIFY(!noKeeper && noKeeper.error().forLog.contains(QStringLiteral("no keeper")));
    const auto conflict = QCoro::waitFor(store->change(nothing, {}, {}, TableRevision{7, "x"}, key));
    QCOMPARE(conflict.error().status, QByteArray("conflict"));
    const auto said = QCoro::waitFor(store->change(
        [](ClusterTable &) -> Result<> { return fail(Error::refused("no such member")); }, {}, {}, {}, key));
    QCOMPARE(said.error().forPeer, QByteArray("no such member"));
    QCOMPARE(store->revision().number, quint64(1));
}

QTEST_GUILESS_MAIN(TestTable)
#include "tst_table.moc"
