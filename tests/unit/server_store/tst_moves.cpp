// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accounts that move: marks, holds, incoming copies, and what a crash leaves of them.
#include "server/store/moveorders.h"
#include "storefixture.h"

#include <QCryptographicHash>
#include <thread>

using namespace homeport;

namespace {

/// One account on its way from one storage to another.
struct Move
{
    StoreFixture from, to;
    std::shared_ptr<ServedStorage> source = from.serve();
    std::shared_ptr<ServedStorage> target = to.serve();
    MoveId id = MoveId::random();

    Move()
    {
        start(source);
        start(target);
    }
    static void start(const std::shared_ptr<ServedStorage> &storage)
    {
        const auto started = storage->start();
        if (!started)
            qFatal("start: %s", qPrintable(started.error().forLog));
    }
    void restartSource()
    {
        source = from.serve();
        start(source);
    }
    void restartTarget()
    {
        target = to.serve();
        start(target);
    }
    MoveMark order(MoveRole role, quint32 turn = 1) const
    {
        MoveMark mark;
        mark.id = id;
        mark.account = from.ann;
        mark.address = "ann@example.org";
        mark.role = role;
        mark.storage = role == MoveRole::Source ? from.row.id : to.row.id;
        mark.other = role == MoveRole::Source ? to.row.id : from.row.id;
        mark.runner = from.self;
        mark.turn = turn;
        return mark;
    }
    MoveMark there(quint32 turn = 1) const { return order(MoveRole::Target, turn); }
    MoveMark here(quint32 turn = 1) const { return order(MoveRole::Source, turn); }
    DeliveryResult deliver(const DeliveryKey &key = DeliveryKey::random())
    {
        DeliveryRequest request = from.request();
        request.recipients = {from.recipient(key)};
        return DeliveryWriter(source, 0).deliver(request, request.recipients.first());
    }
    DeliveryResult deliverThere(const DeliveryKey &key)
    {
        DeliveryRequest request = from.request();
        request.recipients = {from.recipient(key)};
        return DeliveryWriter(target, 0).deliver(request, request.recipients.first());
    }
    MoveContent sourceContent() const
    {
        return {source, {from.row.id, from.ann, "ann@example.org", MoveRole::Source}};
    }
    MoveContent targetContent() const
    {
        return {target, {to.row.id, from.ann, "ann@example.org", MoveRole::Target}};
    }
    Result<> hold()
    {
        source->moves().close(from.ann);
        return MoveOrders(source).hold(here());
    }
    /// Everything of the source, as a transfer would bring it.
    void copyAll() const
    {
        const MoveContent content = sourceContent();
        const auto folders = content.folders();
        QVERIFY(folders);
        for (const QByteArray &folder : *folders) {
            QVERIFY(targetContent().makeFolder(folder));
            const auto files = content.files(folder);
            QVERIFY(files);
            for (const TransferFile &file : *files) {
                const auto opened = content.open(folder, file.name);
                QVERIFY(opened);
                const auto bytes = readAt(opened->file.get(), 0, opened->size);
                QVERIFY(bytes);
                const auto put = targetContent().put(
                    {folder, file, 0, *bytes, QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256)});
                QVERIFY2(put, put ? "" : qPrintable(put.error().forLog));
            }
            QVERIFY(targetContent().syncFolder(folder));
        }
    }
    QString incoming() const { return to.path() + QStringLiteral("/.incoming/") + from.ann.text(); }
};

QByteArray statusOf(const Result<> &result) { return result ? QByteArray("fine") : result.error().status; }

} // namespace

class TestMoves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesThatLeadOutsideAreRefused();
    void aHeldAccountIsServedByNobodyAlsoAfterARestart();
    void holdWaitsForWorkUnderWayAndOpensAgainWhenItDoesNotEnd();
    void aMovedAccountIsWholeAtTheTargetAndAsideAtTheSource();
    void aDeliveryRepeatedAfterTheMoveMakesNoSecondCopy();
    void datesAndDamageAreNoticed();
    void ordersCutByACrashAreFinishedByRepeatingThem();
    void overtakenRunnersAndOtherMovesAreRefused();
    void whatWasSetAsideComesBackAsLinks();
    void aDroppedCopyLeavesTheTargetClosed();
    void noRoomAndFoldersInTheWayAreRefused();
    void aMarkThatCannotBeReadClosesItsAccount();
    void setAsideFilesGoAfterThirtyDaysAndTheMarkStays();
};

void TestMoves::namesThatLeadOutsideAreRefused()
{
    for (const char *folder : {"..", ".", "a", "/", "./..", ".a/b", ".a\n", "cur"})
        QVERIFY2(!checkTransferFolder(folder), folder);
    for (const char *folder : {"", ".A", ".A.B", ".Entw&APw-rfe"})
        QVERIFY2(checkTransferFolder(folder), folder);
    for (const char *name :
        {"", ".", "..", "cur/", "cur/..", "cur/a/b", "new/.", "tmp/a", "a/b", "../a", "a\nb"})
        QVERIFY2(!checkTransferName(name), name);
    QVERIFY(!checkTransferName(QByteArray("cur/a\0b", 7)));
    for (const char *name : {"cur/1.K2.x,S=3:2,S", "new/a", "dovecot-uidlist", ".homeport-account"})
        QVERIFY2(checkTransferName(name), name);
}

void TestMoves::aHeldAccountIsServedByNobodyAlsoAfterARestart()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here()));
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered); // still in use
    QVERIFY(move.hold());
    QVERIFY(move.hold()); // again
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::NotHere);
    QVERIFY(!move.source->moves().isOpen(move.from.ann));
    QVERIFY(move.source->moves().isHeld(move.from.ann));
    move.restartSource();
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::NotHere);
    QVERIFY(MoveOrders(move.source).release(move.here(), false));
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(move.hold());
    QVERIFY(MoveOrders(move.source).release(move.here(), true));
    QVERIFY(!move.source->moves().find(move.from.ann));
    QCOMPARE(move.from.inbox().size(), 3);
}

void TestMoves::holdWaitsForWorkUnderWayAndOpensAgainWhenItDoesNotEnd()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here()));
    MoveMarks &marks = move.source->moves();
    auto pass = std::make_unique<MoveMarks::Pass>(marks, move.from.ann);
    QVERIFY(bool(*pass));
    marks.close(move.from.ann);
    QVERIFY(!bool(MoveMarks::Pass(marks, move.from.ann)));
    QVERIFY(!marks.waitUntilQuiet(move.from.ann, Deadline(10)));
    std::thread holder([&] { QVERIFY(MoveOrders(move.source).hold(move.here())); });
    pass.reset();
    holder.join();
    QVERIFY(marks.isHeld(move.from.ann));
    MoveMark other = move.here();
    other.id = MoveId::random(); // an order that fails opens again what it closed
    QVERIFY(MoveOrders(move.source).release(move.here(), false));
    marks.close(move.from.ann);
    QCOMPARE(statusOf(MoveOrders(move.source).hold(other)), QByteArray("conflict"));
    QVERIFY(marks.isOpen(move.from.ann));
}

void TestMoves::aMovedAccountIsWholeAtTheTargetAndAsideAtTheSource()
{
    Move move;
    for (int i = 0; i < 3; ++i)
        QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(QDir().mkpath(move.from.account(QStringLiteral(".Sent/cur"))));
    QVERIFY(QDir().mkpath(move.from.account(QStringLiteral(".Sent/new"))));
    writeAll(move.from.account(QStringLiteral(".Sent/cur/1.x:2,FS")), "Subject: sent\r\n\r\n");
    writeAll(move.from.account(QStringLiteral("subscriptions")), "V\t2\n\nSent\n");
    const QStringList inbox = move.from.inbox();
    const auto bytes = MoveOrders(move.source).beginSource(move.here());
    QVERIFY(bytes && *bytes > 0);
    QVERIFY(MoveOrders(move.target).beginTarget(move.there(), *bytes));
    QVERIFY(move.hold());
    move.copyAll();
    QVERIFY(!move.target->moves().isOpen(move.from.ann));
    QVERIFY(MoveOrders(move.target).adopt(move.there()));
    QVERIFY(move.target->moves().isOpen(move.from.ann));
    QVERIFY(MoveOrders(move.source).setAside(move.here()));
    QVERIFY(MoveOrders(move.target).finish(move.there()));
    QCOMPARE(move.to.inbox(), inbox);
    QCOMPARE(move.to.files(QStringLiteral(".Sent/cur")), QStringList{QStringLiteral("1.x:2,FS")});
    QCOMPARE(readAll(move.to.account(QStringLiteral("subscriptions"))), QByteArray("V\t2\n\nSent\n"));
    QVERIFY(!QDir(move.from.account()).exists());
    QVERIFY(!QDir(move.incoming()).exists());
    const auto mark = move.source->moves().find(move.from.ann);
    QVERIFY(mark && mark->isOver());
    const QString aside = move.from.path() + QStringLiteral("/.moved/") + QString::fromLatin1(mark->aside);
    QVERIFY(QDir(aside).exists());
    move.restartSource();
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::NotHere); // an old route makes no empty mailbox
    QVERIFY(!QDir(move.from.account()).exists());
    QVERIFY(MoveOrders(move.source).purge(move.here()));
    QVERIFY(!QDir(aside).exists());
    move.restartSource();
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::NotHere);
}

void TestMoves::aDeliveryRepeatedAfterTheMoveMakesNoSecondCopy()
{
    Move move;
    const DeliveryKey early = DeliveryKey::random();
    const DeliveryKey late = DeliveryKey::random();
    QCOMPARE(move.deliver(early).outcome, DeliveryOutcome::Delivered);
    DeliveryRequest other = move.from.request();
    other.recipients.first().account = AccountId::random();
    other.recipients.first().address = "bob@example.org";
    QCOMPARE(DeliveryWriter(move.source, 0).deliver(other, other.recipients.first()).outcome,
        DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here()));
    QVERIFY(MoveOrders(move.target).beginTarget(move.there(), 0));
    QVERIFY(move.source->journal().flush());
    const auto first = move.sourceContent().keys({});
    QVERIFY(first);
    QCOMPARE(first->keys, QList<DeliveryKey>{early}); // bob's is not hers
    QVERIFY(move.targetContent().addKeys(first->keys));
    QCOMPARE(move.deliver(late).outcome, DeliveryOutcome::Delivered);
    QVERIFY(move.hold());
    const auto second = move.sourceContent().keys(first->next);
    QVERIFY(second);
    QCOMPARE(second->keys, QList<DeliveryKey>{late});
    QCOMPARE(move.sourceContent().keys(second->next)->next, second->next);
    QVERIFY(move.targetContent().addKeys(second->keys));
    QVERIFY(!move.sourceContent().keys("nonsense"));
    move.copyAll();
    QVERIFY(MoveOrders(move.target).adopt(move.there()));
    move.restartTarget();
    for (const DeliveryKey &key : {early, late}) {
        const DeliveryResult again = move.deliverThere(key);
        QCOMPARE(again.outcome, DeliveryOutcome::Delivered);
        QCOMPARE(again.text, QByteArray("duplicate"));
    }
    QCOMPARE(move.to.inbox().size(), 2);
    QCOMPARE(move.deliverThere(DeliveryKey::random()).text, QByteArray());
    QCOMPARE(move.to.inbox().size(), 3);
}

void TestMoves::datesAndDamageAreNoticed()
{
    Move move;
    QVERIFY(MoveOrders(move.target).beginTarget(move.there(), 0));
    const QByteArray text = "Subject: x\r\n\r\n";
    const TransferFile file{"cur/1.a:2,S", text.size(), 1'600'000'000'123'456'000};
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    const MoveContent content = move.targetContent();
    QCOMPARE(statusOf(content.put({{}, file, 0, "Subject: y\r\n\r\n", hash})), QByteArray("damaged"));
    TransferFile shorter = file;
    shorter.size += 1;
    QCOMPARE(statusOf(content.put({{}, shorter, 0, text, hash})), QByteArray("damaged"));
    QVERIFY(content.files({})->isEmpty());
    QVERIFY(content.put({{}, file, 0, text.left(5), {}})); // in two pieces
    QVERIFY(content.put({{}, file, 5, text.mid(5), hash}));
    QCOMPARE(*content.files({}), QList<TransferFile>{file});
    QCOMPARE(*content.sha256({}, file.name), hash);
    QVERIFY(content.rename({}, "cur/1.a:2,S", "cur/1.a:2,FS"));
    QCOMPARE(content.open({}, file.name).error().status, QByteArray("gone"));
    QVERIFY(content.removeFiles({}, {"cur/1.a:2,FS", "cur/never"}));
    QVERIFY(content.files({})->isEmpty());
    QVERIFY(!content.put({{}, {"../escaped", 1, 0}, 0, "x", hash}));
    QVERIFY(!content.put({"../x", file, 0, text, hash}));
    QVERIFY(!content.removeFolder({}));
}

void TestMoves::ordersCutByACrashAreFinishedByRepeatingThem()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here()));
    QVERIFY(MoveOrders(move.target).beginTarget(move.there(), 0));
    QVERIFY(move.hold());
    move.copyAll();
    // adopt and setAside end behind the rename, before the mark
    const auto cut = [](int, const QByteArray &name) { return name.endsWith(".json.new") ? EIO : 0; };
    move.target->volume().fault = [cut](FileOperation operation, const QByteArray &name) {
        return operation == FileOperation::Open ? cut(0, name) : 0;
    };
    QVERIFY(!MoveOrders(move.target).adopt(move.there()));
    move.restartTarget();
    QVERIFY(!move.target->moves().isOpen(move.from.ann));
    QVERIFY(QDir(move.to.account()).exists());
    QVERIFY(MoveOrders(move.target).beginTarget(move.there(2), 0)); // out of sight again
    QVERIFY(!QDir(move.to.account()).exists());
    QCOMPARE(move.targetContent().files({})->size(), move.sourceContent().files({})->size());
    QVERIFY(MoveOrders(move.target).adopt(move.there(2)));
    QVERIFY(MoveOrders(move.target).adopt(move.there(2)));
    move.source->volume().fault = [cut](FileOperation operation, const QByteArray &name) {
        return operation == FileOperation::Open ? cut(0, name) : 0;
    };
    QVERIFY(!MoveOrders(move.source).setAside(move.here(2)));
    move.restartSource();
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::NotHere);
    QVERIFY(MoveOrders(move.source).setAside(move.here(2)));
    QVERIFY(MoveOrders(move.source).setAside(move.here(2)));
    QVERIFY(!move.source->moves().find(move.from.ann)->aside.isEmpty());
    QVERIFY(MoveOrders(move.target).finish(move.there(2)));
    QVERIFY(MoveOrders(move.target).finish(move.there(2)));
}

void TestMoves::overtakenRunnersAndOtherMovesAreRefused()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here(3)));
    QVERIFY(MoveOrders(move.target).beginTarget(move.there(3), 0));
    QCOMPARE(statusOf(MoveOrders(move.source).release(move.here(2), true)), QByteArray("conflict"));
    QCOMPARE(statusOf(MoveOrders(move.target).adopt(move.there(2))), QByteArray("conflict"));
    QCOMPARE(statusOf(MoveOrders(move.target).drop(move.there(2))), QByteArray("conflict"));
    MoveMark other = move.here(9);
    other.id = MoveId::random();
    QVERIFY(!MoveOrders(move.source).beginSource(other));
    QCOMPARE(statusOf(MoveOrders(move.source).setAside(move.here(3))), QByteArray("conflict")); // not held
    QCOMPARE(statusOf(MoveOrders(move.target).finish(move.there(3))), QByteArray("conflict")); // not adopted
    QVERIFY(move.source->moves().isOpen(move.from.ann));
}

void TestMoves::whatWasSetAsideComesBackAsLinks()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here()));
    QVERIFY(move.hold());
    QVERIFY(MoveOrders(move.source).setAside(move.here()));
    const QByteArray aside = move.source->moves().find(move.from.ann)->aside;
    MoveMark back = move.here();
    back.id = MoveId::random();
    back.role = MoveRole::Target;
    QVERIFY(MoveOrders(move.source).beginTarget(back, 0));
    const MoveContent incoming(
        move.source, {move.from.row.id, move.from.ann, "ann@example.org", MoveRole::Target});
    QCOMPARE(incoming.files({})->size(), 1); // the message; control files come over the link
    QCOMPARE(move.source->moves().find(move.from.ann)->aside, aside);
    QVERIFY(MoveOrders(move.source).drop(back)); // still aside
    const auto mark = move.source->moves().find(move.from.ann);
    QVERIFY(mark && mark->isOver());
    QCOMPARE(mark->aside, aside);
    QVERIFY(QDir(move.from.path() + QStringLiteral("/.moved/") + QString::fromLatin1(aside)).exists());
}

void TestMoves::aDroppedCopyLeavesTheTargetClosed()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here()));
    QVERIFY(MoveOrders(move.target).beginTarget(move.there(), 0));
    QVERIFY(move.hold());
    move.copyAll();
    QVERIFY(MoveOrders(move.target).adopt(move.there()));
    QVERIFY(MoveOrders(move.target).drop(move.there()));
    QVERIFY(MoveOrders(move.target).drop(move.there()));
    QVERIFY(!QDir(move.to.account()).exists());
    QVERIFY(!QDir(move.incoming()).exists());
    QCOMPARE(move.deliverThere(DeliveryKey::random()).outcome, DeliveryOutcome::NotHere);
    MoveMark again = move.there();
    again.id = MoveId::random();
    QVERIFY(MoveOrders(move.target).beginTarget(again, 0)); // a new move may come
}

void TestMoves::noRoomAndFoldersInTheWayAreRefused()
{
    Move move;
    const auto full = MoveOrders(move.target).beginTarget(move.there(), qint64(1) << 60);
    QCOMPARE(statusOf(full), QByteArray("conflict"));
    QVERIFY(full.error().forLog.contains(QStringLiteral("bytes free")));
    QVERIFY(!move.target->moves().find(move.from.ann));
    QVERIFY(QDir().mkpath(move.to.account(QStringLiteral("cur"))));
    QCOMPARE(statusOf(MoveOrders(move.target).beginTarget(move.there(), 0)), QByteArray("conflict"));
    QVERIFY(!MoveOrders(move.source).beginSource(move.here())); // no folder there
}

void TestMoves::aMarkThatCannotBeReadClosesItsAccount()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    const QString folder = move.from.path() + QStringLiteral("/.homeport/moves");
    QVERIFY(QDir().mkpath(folder));
    writeAll(folder + u'/' + move.from.ann.text() + QStringLiteral(".json"), "{\"move\": 1}");
    writeAll(folder + QStringLiteral("/leftover.new"), "");
    move.restartSource();
    QCOMPARE(move.from.alarms.size(), 1);
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::NotHere);
}

void TestMoves::setAsideFilesGoAfterThirtyDaysAndTheMarkStays()
{
    Move move;
    QCOMPARE(move.deliver().outcome, DeliveryOutcome::Delivered);
    QVERIFY(MoveOrders(move.source).beginSource(move.here()));
    QVERIFY(move.hold());
    QVERIFY(MoveOrders(move.source).setAside(move.here()));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(MoveOrders(move.source).purgeOld(now.addDays(29)));
    QVERIFY(!move.source->moves().find(move.from.ann)->aside.isEmpty());
    QVERIFY(MoveOrders(move.source).purgeOld(now.addDays(31)));
    QVERIFY(move.source->moves().find(move.from.ann)->aside.isEmpty());
    QVERIFY(QDir(move.from.path() + QStringLiteral("/.moved")).isEmpty());
}

QTEST_GUILESS_MAIN(TestMoves)
#include "tst_moves.moc"
