// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The runner of a move against members and a directory that fail at each step; listings compared.
#include "server/cluster/accountmover.h"
#include "server/cluster/transferplan.h"
#include "server/cluster/transferwire.h"
#include "tests/support/await.h"
#include "tests/support/fakecluster.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;

namespace {

const QString back1 = QStringLiteral("back1.example.net");
const QString back2 = QStringLiteral("back2.example.net");
const QString back3 = QStringLiteral("back3.example.net");

/// Two storages that obey as real ones do, marks only.
struct Rig
{
    FakeCluster cluster;
    FakeMembers members;
    FakeDirectory directory;
    SystemClock clock;
    QTemporaryDir folder;
    StorageId source = StorageId::random(), target = StorageId::random();
    QHash<StorageId, MoveMark> marks;
    QStringList orders; ///< "source hold"
    std::function<std::optional<Error>(const QString &order)> fault;
    std::unique_ptr<AccountMover> mover;

    Rig()
    {
        cluster.inForce.members = {
            fakeMember(back1, true, true), fakeMember(back2, true), fakeMember(back3, true)};
        cluster.up = {back2, back3};
        cluster.inForce.storages = {{source, QStringLiteral("two"), MemberName(back2), MemberName(back2), 1,
                                        StorageState::Served, true},
            {target, QStringLiteral("three"), MemberName(back3), MemberName(back3), 1, StorageState::Served,
                true}};
        directory.add("ann", back2, source);
        members.answer = [this](const MemberName &member, const QString &what, const QJsonObject &arguments) {
            return answer(member, what, arguments);
        };
        AccountMoverTiming timing;
        timing.retryPause = timing.pollPause = 1ms;
        timing.tailPatience = 200ms;
        mover = std::make_unique<AccountMover>(
            AccountMoverPorts{directory, members, cluster, clock,
                [](QString, QJsonObject) -> Task<Result<QJsonObject>> {
                    co_return QJsonObject{{QStringLiteral("marks"), QJsonArray()}};
                },
                folder.filePath(QStringLiteral("bulk.json"))},
            timing);
    }
    ~Rig() { waitUntilDone(mover->stop()); }

    Result<QJsonObject> answer(const MemberName &member, const QString &what, const QJsonObject &arguments)
    {
        if (what.endsWith(QStringLiteral(".list"))) {
            QJsonArray found;
            for (const MoveMark &mark : std::as_const(marks)) {
                if (cluster.inForce.storage(mark.storage)->owner == member)
                    found.append(toJson(mark));
            }
            return QJsonObject{{QStringLiteral("marks"), found}};
        }
        MoveMark mark = *moveMarkFromJson(arguments.value(QStringLiteral("mark")).toObject());
        const QString word = what.section(u'.', 2);
        const QString order = toText(mark.role) + u' ' + word
            + (arguments.value(QStringLiteral("last")).toBool() ? QStringLiteral(" last") : QString());
        orders.append(order);
        if (const auto error = fault ? fault(order) : std::nullopt)
            return fail(*error);
        const auto known = marks.constFind(mark.storage);
        if (known != marks.constEnd() && known->id == mark.id && known->turn > mark.turn)
            return fail(Error::refused("taken over", {}, "conflict"));
        const bool isForget = arguments.value(QStringLiteral("forget")).toBool();
        if (word == QStringLiteral("finish") || (word == QStringLiteral("release") && isForget)) {
            marks.remove(mark.storage);
            return QJsonObject();
        }
        if (word == QStringLiteral("hold"))
            mark.state = MoveState::Held;
        if (word == QStringLiteral("aside") || word == QStringLiteral("drop"))
            mark.state = MoveState::Moved;
        if (word == QStringLiteral("aside"))
            mark.aside = "ab-cd";
        if (word == QStringLiteral("adopt"))
            mark.state = MoveState::Adopted;
        if (word != QStringLiteral("pull"))
            marks.insert(mark.storage, mark);
        return QJsonObject{{QStringLiteral("bytes"), QStringLiteral("1")}, {QStringLiteral("running"), false},
            {QStringLiteral("files"), 1}};
    }
    Result<QJsonObject> move()
    {
        return resultOf(mover->move(ann(), MemberName(back3), std::nullopt, QStringLiteral("admin")));
    }
    static Address ann() { return {"ann", "example.org"}; }
    bool isOpen(const StorageId &storage) const
    {
        return !marks.contains(storage) || marks.value(storage).isOpen();
    }
    bool isUnfinished() const
    {
        return std::any_of(marks.begin(), marks.end(), [](const MoveMark &mark) { return !mark.isOver(); });
    }
};

} // namespace

class TestAccountMover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsComeInTheirOrder();
    void aFailureBeforeTheSwitchOpensTheSourceAgain_data();
    void aFailureBeforeTheSwitchOpensTheSourceAgain();
    void aLostAnswerOfTheDirectoryIsReadAgain();
    void aRecordChangedMeanwhileIsNotTouched();
    void behindTheSwitchItGoesOnUntilItIsDone();
    void resumeGoesOnFromEveryStateAndRevertGoesBack_data();
    void resumeGoesOnFromEveryStateAndRevertGoesBack();
    void aDeletedAccountLeavesNoMoveBehind();
    void aFinishedMoveIsRevertedByMovingBack();
    void refusals();
    void bulkMovesGoOnBehindFailures();
    void listingsAreCompared();
    void wordsSurvive();
};

void TestAccountMover::stepsComeInTheirOrder()
{
    Rig rig;
    const auto done = rig.move();
    QVERIFY2(done, done ? "" : qPrintable(done.error().forLog));
    const QStringList expected{QStringLiteral("source begin"), QStringLiteral("target begin"),
        QStringLiteral("target pull"), QStringLiteral("source hold"), QStringLiteral("target pull last"),
        QStringLiteral("target adopt"), QStringLiteral("source aside"), QStringLiteral("target finish")};
    QCOMPARE(rig.orders, expected);
    QCOMPARE(rig.directory.account("ann").storage, rig.target);
    QCOMPARE(rig.directory.account("ann").hostServer.text, back3);
    QVERIFY(!rig.isOpen(rig.source));
    QVERIFY(rig.isOpen(rig.target));
}

void TestAccountMover::aFailureBeforeTheSwitchOpensTheSourceAgain_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<bool>("isTraceless");
    QTest::newRow("target begin") << QStringLiteral("target begin") << true;
    QTest::newRow("pull") << QStringLiteral("target pull") << false;
    QTest::newRow("hold") << QStringLiteral("source hold") << false;
    QTest::newRow("last pull") << QStringLiteral("target pull last") << false;
    QTest::newRow("adopt") << QStringLiteral("target adopt") << false;
}

void TestAccountMover::aFailureBeforeTheSwitchOpensTheSourceAgain()
{
    QFETCH(QString, at);
    QFETCH(bool, isTraceless);
    Rig rig;
    int silences = 0;
    rig.fault = [&](const QString &order) -> std::optional<Error> {
        if (order == at)
            return Error::refused("broken");
        // the source is away for a moment when it shall be opened
        if (order == QStringLiteral("source release") && ++silences <= 2 && !isTraceless)
            return Error::temporary("away");
        return std::nullopt;
    };
    QVERIFY(!rig.move());
    QVERIFY(rig.isOpen(rig.source));
    QCOMPARE(rig.directory.account("ann").storage, rig.source);
    QCOMPARE(rig.isUnfinished(), !isTraceless);
    rig.fault = nullptr;
    if (!isTraceless) {
        QVERIFY(!rig.move()); // unfinished: resume or revert
        QVERIFY(resultOf(rig.mover->revert(Rig::ann(), {})));
    }
    QVERIFY(rig.isOpen(rig.source));
    QVERIFY(!rig.isUnfinished());
    QVERIFY(rig.move());
}

void TestAccountMover::aLostAnswerOfTheDirectoryIsReadAgain()
{
    Rig rig;
    rig.directory.beforeSwap = [&rig](const Address &) { // done by "another": our answer was lost
        AccountRecord &ann = rig.directory.account("ann");
        ann.hostServer = MemberName(back3);
        ann.storage = rig.target;
    };
    QVERIFY(rig.move());
    QVERIFY(!rig.orders.contains(QStringLiteral("source release")));
    QVERIFY(!rig.isOpen(rig.source));
}

void TestAccountMover::aRecordChangedMeanwhileIsNotTouched()
{
    Rig rig;
    rig.directory.beforeSwap = [&rig](const Address &) {
        rig.directory.account("ann").hostServer = MemberName(back1);
    };
    const auto done = rig.move();
    QVERIFY(!done);
    QCOMPARE(done.error().status, QByteArray("conflict"));
    QVERIFY(rig.isOpen(rig.source));
    QVERIFY(!rig.isOpen(rig.target)); // taken out of sight again
    QCOMPARE(rig.directory.account("ann").hostServer.text, back1);
}

void TestAccountMover::behindTheSwitchItGoesOnUntilItIsDone()
{
    Rig rig;
    int silences = 0;
    rig.fault = [&](const QString &order) -> std::optional<Error> {
        const bool isTail =
            order == QStringLiteral("source aside") || order == QStringLiteral("target finish");
        return isTail && ++silences % 3 != 0 ? std::optional<Error>(Error::temporary("away")) : std::nullopt;
    };
    QVERIFY(rig.move());
    QVERIFY(!rig.isUnfinished());
    QVERIFY(!rig.isOpen(rig.source));
}

void TestAccountMover::resumeGoesOnFromEveryStateAndRevertGoesBack_data()
{
    QTest::addColumn<int>("source"); // a MoveState; -1: no mark
    QTest::addColumn<int>("target");
    QTest::addColumn<bool>("isSwitched");
    const auto row = [](const char *name, int source, int target, bool isSwitched) {
        QTest::newRow(name) << source << target << isSwitched;
    };
    row("copying", int(MoveState::Copying), -1, false);
    row("receiving", int(MoveState::Copying), int(MoveState::Receiving), false);
    row("held", int(MoveState::Held), int(MoveState::Receiving), false);
    row("adopted", int(MoveState::Held), int(MoveState::Adopted), false);
    row("switched", int(MoveState::Held), int(MoveState::Adopted), true);
    row("aside", int(MoveState::Moved), int(MoveState::Adopted), true);
    row("released, not dropped", -1, int(MoveState::Receiving), false);
}

void TestAccountMover::resumeGoesOnFromEveryStateAndRevertGoesBack()
{
    QFETCH(int, source);
    QFETCH(int, target);
    QFETCH(bool, isSwitched);
    for (const bool isRevert : {false, true}) {
        Rig rig;
        AccountRecord &ann = rig.directory.account("ann");
        MoveMark mark{MoveId::random(), ann.id, "ann@example.org", MoveRole::Source, MoveState(source),
            rig.source, rig.target, MemberName(back2), 7, source == int(MoveState::Moved) ? "ab-cd" : "", {}};
        if (source >= 0)
            rig.marks.insert(rig.source, mark);
        mark.role = MoveRole::Target;
        mark.state = MoveState(target);
        mark.aside.clear();
        std::swap(mark.storage, mark.other);
        if (target >= 0)
            rig.marks.insert(rig.target, mark);
        if (isSwitched) {
            ann.storage = rig.target;
            ann.hostServer = MemberName(back3);
        }
        const auto done =
            resultOf(isRevert ? rig.mover->revert(Rig::ann(), {}) : rig.mover->resume(Rig::ann()));
        QVERIFY2(done, done ? "" : qPrintable(done.error().forLog));
        QVERIFY(!rig.isUnfinished());
        const StorageId home = isRevert ? rig.source : rig.target;
        QCOMPARE(rig.directory.account("ann").storage, home);
        QVERIFY(rig.isOpen(home));
        if (source >= 0 || !isRevert)
            QVERIFY(!rig.isOpen(isRevert ? rig.target : rig.source));
    }
}

void TestAccountMover::aDeletedAccountLeavesNoMoveBehind()
{
    Rig rig;
    rig.fault = [](const QString &order) -> std::optional<Error> {
        return order == QStringLiteral("source hold") ? std::optional<Error>(Error::refused("broken"))
                                                      : std::nullopt;
    };
    QVERIFY(!rig.move());
    rig.directory.records.remove("ann@example.org");
    QCOMPARE(resultOf(rig.mover->resume(Rig::ann())).error().status, QByteArray("no-such-account"));
    QVERIFY(resultOf(rig.mover->revert(Rig::ann(), {})));
    QVERIFY(!rig.isUnfinished());
    QCOMPARE(resultOf(rig.mover->revert(Rig::ann(), {})).error().status, QByteArray("no-such-account"));
}

void TestAccountMover::aFinishedMoveIsRevertedByMovingBack()
{
    Rig rig;
    QVERIFY(rig.move());
    rig.orders.clear();
    QVERIFY(resultOf(rig.mover->revert(Rig::ann(), {})));
    QCOMPARE(rig.directory.account("ann").storage, rig.source);
    QVERIFY(rig.orders.contains(QStringLiteral("target finish")));
    QVERIFY(rig.isOpen(rig.source));
    QVERIFY(!rig.isOpen(rig.target));
}

void TestAccountMover::refusals()
{
    Rig rig;
    rig.directory.records.insert(
        "sales@example.org", RedirectRecord{{}, {"sales", "example.org"}, {Rig::ann()}});
    const auto order = [&rig](
                           const Address &address, const QString &to, std::optional<StorageId> storage = {}) {
        const auto done = resultOf(rig.mover->move(address, MemberName(to), storage, {}));
        return done ? QString() : done.error().forLog;
    };
    QVERIFY(order({"sales", "example.org"}, back3).contains(QStringLiteral("alias")));
    QVERIFY(order({"bob", "example.org"}, back3).contains(QStringLiteral("there is no bob")));
    QVERIFY(order(Rig::ann(), back2).contains(QStringLiteral("already")));
    QVERIFY(order(Rig::ann(), back1).contains(QStringLiteral("no default storage")));
    QVERIFY(order(Rig::ann(), back2, rig.target).contains(QStringLiteral("is served by")));
    QVERIFY(order(Rig::ann(), QStringLiteral("front1.example.net")).contains(QStringLiteral("no backend")));
    rig.cluster.inForce.member(MemberName(back3))->state = AdministrativeState::Draining;
    QVERIFY(order(Rig::ann(), back3).contains(QStringLiteral("draining")));
    rig.cluster.inForce.member(MemberName(back3))->state = AdministrativeState::Ready;
    rig.cluster.inForce.storage(rig.target)->home = MemberName(back1);
    QVERIFY(order(Rig::ann(), back3, rig.target).contains(QStringLiteral("stand-in")));
    rig.cluster.inForce.storage(rig.target)->home = MemberName(back3);
    rig.cluster.up.remove(back3);
    QVERIFY(order(Rig::ann(), back3).contains(QStringLiteral("not served")));
    QVERIFY(rig.orders.isEmpty());
}

void TestAccountMover::bulkMovesGoOnBehindFailures()
{
    Rig rig;
    rig.directory.add("bob", back2, std::nullopt); // on the default storage
    rig.directory.add("carl", back2, rig.source);
    rig.directory.swapFails.insert({"bob", "example.org"});
    rig.marks.clear();
    BulkMove bulk{MemberName(back2), MemberName(back3), {}, 1, 1, QStringLiteral("admin")};
    QVERIFY(resultOf(rig.mover->startBulk(bulk))); // one now, and a minute's wait
    QVERIFY(!resultOf(rig.mover->startBulk(bulk)));
    QVERIFY(resultOf(rig.mover->stopBulk()));
    bulk.limit = 0;
    bulk.perMinute = 60'000;
    QVERIFY(resultOf(rig.mover->startBulk(bulk)));
    const Deadline patience(60s);
    QJsonObject shown;
    do {
        resultOf(sleepFor(5ms));
        shown = resultOf(rig.mover->show())->value(QStringLiteral("bulk")).toObject();
    } while (shown.value(QStringLiteral("running")).toBool() && !patience.hasExpired());
    QCOMPARE(
        shown.value(QStringLiteral("moved")).toInteger() + shown.value(QStringLiteral("failed")).toInteger(),
        2);
    QVERIFY(shown.value(QStringLiteral("failed")).toInteger() >= 1);
    QVERIFY(!QFile::exists(rig.folder.filePath(QStringLiteral("bulk.json"))));
    QVERIFY(!resultOf(rig.mover->stopBulk()));
}

void TestAccountMover::listingsAreCompared()
{
    const QList<TransferFile> there{{"cur/1.a:2,S", 10, 1'000'000'000}, {"new/2.b", 20, 2'000'000'000},
        {"cur/2.b:2,S", 20, 2'000'000'000}, {"cur/3.c:2,", 30, 3'000'000'000},
        {"cur/4.d:2,F", 40, 4'000'000'000}, {"dovecot-uidlist", 5, 5}};
    QVERIFY(planTransfer(there, there, ControlFiles::IfChanged).fetch.isEmpty());
    const QList<TransferFile> here{{"cur/1.a:2,", 10, 1'000'000'123}, {"cur/3.c:2,", 31, 3'000'000'000},
        {"cur/9.x:2,", 1, 1}, {"dovecot-uidlist", 5, 5}, {"subscriptions", 1, 1},
        {"new/4.d", 40, 4'000'000'000}};
    const TransferPlan plan = planTransfer(there, here, ControlFiles::IfChanged);
    QCOMPARE(plan.rename,
        (QList<std::pair<QByteArray, QByteArray>>{
            {"cur/1.a:2,", "cur/1.a:2,S"}, {"new/4.d", "cur/4.d:2,F"}}));
    QCOMPARE(plan.fetch, (QList<TransferFile>{there[1], there[3]})); // new before cur; another size
    QCOMPARE(QSet<QByteArray>(plan.remove.begin(), plan.remove.end()),
        (QSet<QByteArray>{"cur/9.x:2,", "subscriptions"}));
    QCOMPARE(planTransfer(there, here, ControlFiles::Always).fetch.size(), 3);
    QVERIFY(planTransfer({}, {}, ControlFiles::Always).isEmpty());
}

void TestAccountMover::wordsSurvive()
{
    for (const QByteArray &name : {QByteArray(), QByteArray(".Entw&APw-rfe"), QByteArray("cur/1.K2,S=3:2,S"),
             QByteArray("a b%20\xff\n"), QByteArray("%")}) {
        const QByteArray word = toWord(name);
        QVERIFY(!word.isEmpty() && !word.contains(' ') && !word.contains('\n'));
        QCOMPARE(fromWord(word), name);
        const TransferFile file{name, 12, 34};
        QCOMPARE(decodeFileLine(encodeFileLine(file).chopped(1)), std::optional<TransferFile>(file));
    }
    for (const char *line : {"", "1", "x 1 a", "1 x a", "-1 1 a", "1 1 a b"})
        QVERIFY2(!decodeFileLine(line), line);
    const TransferRequest request{AccountId::random(), "ann@example.org", StorageId::random(), 9};
    const auto decoded = decodeTransfer(encodeTransfer(request, MemberName(back1)).headers);
    QVERIFY(decoded);
    QCOMPARE(decoded->account, request.account);
    QCOMPARE(decoded->storage, request.storage);
    QCOMPARE(decoded->epoch, request.epoch);
    QVERIFY(!decodeTransfer({}));
}

QTEST_GUILESS_MAIN(TestAccountMover)
#include "tst_accountmover.moc"
