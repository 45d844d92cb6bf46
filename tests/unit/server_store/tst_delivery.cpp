// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The journal, the order of delivery under failures and crashes, and who may serve a storage.
#include "server/store/attach.h"
#include "server/store/crc32c.h"
#include "storefixture.h"

#include <thread>

using namespace homeport;

class TestDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksumIsCastagnoli();
    void recordsSurviveAndFalseOnesDoNot();
    void tornTailIsCutAndGoodRecordsStay();
    void damagedMiddleIsReportedAndSkipped();
    void segmentsRotateCarryOpenIntentsAndExpire();
    void deliveredMessageHasItsHeaderAndName();
    void sameKeyIsDeliveredOnce();
    void sameKeyAtOnceIsDeliveredOnce();
    void crashAfterEachOperationLeavesOneCopy();
    void powerCutStatesAreSettled();
    void failedSyncMakesTheVolumeSick();
    void fullDiskIsLaterAndRecovers();
    void journalAppendFailureIsCutBack();
    void manyAtOnceShareCommits();
    void otherIdIsLaterWithAlarm();
    void plantedSymlinksAreNotFollowed();
    void badAddressesMakeNoFolder();
    void bareMountPointCreatesNothing();
    void lostLabelStopsDelivery();
    void labelErrors();
    void servingRules();
    void attachRules();
    void ticketsAreKept();
};

void TestDelivery::checksumIsCastagnoli()
{
    QCOMPARE(crc32c("123456789"), 0xe3069283U);
    QCOMPARE(crc32c(QByteArray(32, '\0')), 0x8a9136aaU); // RFC 3720 B.4
}

void TestDelivery::recordsSurviveAndFalseOnesDoNot()
{
    const JournalRecord record{
        JournalKind::Done, DeliveryKey::random(), AccountId::random(), 1'700'000'000'123, 4096};
    QByteArray bytes = encodeRecord(record);
    QCOMPARE(bytes.size(), journalRecordSize);
    QCOMPARE(decodeRecord(bytes).value(), record);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        bytes[i] = char(bytes[i] ^ 1);
        QVERIFY(!decodeRecord(bytes));
        bytes[i] = char(bytes[i] ^ 1);
    }
}

namespace {
JournalRecord intentFor(const DeliveryKey &key)
{
    return {JournalKind::Intent, key, AccountId::random(), 1, 10};
}

QString segmentPath(const StoreFixture &fixture, int number = 1)
{
    return fixture.path() + QStringLiteral("/.homeport/journal-%1").arg(number, 8, 16, QLatin1Char('0'));
}
} // namespace

void TestDelivery::tornTailIsCutAndGoodRecordsStay()
{
    StoreFixture fixture;
    const DeliveryKey key = DeliveryKey::random();
    const QByteArray good = journalHeader + encodeRecord({JournalKind::Done, key, AccountId::random(), 1, 1});
    const QByteArray torn = encodeRecord(intentFor(DeliveryKey::random()));
    for (int length = 0; length < 64; length += 7) {
        writeAll(segmentPath(fixture), good + torn.left(length));
        const auto storage = fixture.serve();
        QVERIFY(storage->start());
        QCOMPARE(storage->journal().state(key), KeyState::Done);
        QCOMPARE(readAll(segmentPath(fixture)), good);
    }
    writeAll(segmentPath(fixture), good + QByteArray(64 * 5, '\0')); // space kept ready
    QVERIFY(fixture.serve()->start());
    QCOMPARE(readAll(segmentPath(fixture)), good);
    writeAll(segmentPath(fixture), "homep"); // died while the segment was made
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    QVERIFY(storage->journal().intend(intentFor(key)));
    QVERIFY(storage->journal().close());
    QCOMPARE(readAll(segmentPath(fixture)).size(), 16 + 64);
    QVERIFY(fixture.alarms.isEmpty());
}

void TestDelivery::damagedMiddleIsReportedAndSkipped()
{
    StoreFixture fixture;
    const DeliveryKey first = DeliveryKey::random();
    const DeliveryKey second = DeliveryKey::random();
    const QByteArray text = journalHeader + encodeRecord({JournalKind::Done, first, {}, 1, 1})
        + QByteArray(64, 'x') + encodeRecord({JournalKind::Done, second, {}, 1, 1});
    writeAll(segmentPath(fixture), text);
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    QCOMPARE(storage->journal().state(first), KeyState::Done);
    QCOMPARE(storage->journal().state(second), KeyState::Done);
    QCOMPARE(fixture.alarms.size(), 1);
    QCOMPARE(readAll(segmentPath(fixture)), text);
    writeAll(segmentPath(fixture), "some other file of 64 bytes or more, not a journal segment at all");
    const auto again = fixture.serve();
    QVERIFY(again->start());
    QVERIFY(again->journal().intend(intentFor(first)));
    QVERIFY(QFile::exists(segmentPath(fixture, 2)));
}

void TestDelivery::segmentsRotateCarryOpenIntentsAndExpire()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    Journal &journal = storage->journal();
    QVERIFY(storage->start());
    const DeliveryKey open = DeliveryKey::random();
    const DeliveryKey done = DeliveryKey::random();
    const JournalRecord doneIntent = intentFor(done);
    QVERIFY(journal.intend(intentFor(open)));
    QVERIFY(journal.intend(doneIntent));
    journal.settle(JournalKind::Done, doneIntent);
    constexpr quint64 day = 17'280;
    QVERIFY(journal.keepHouse(day)); // begins 2
    const JournalRecord other = intentFor(DeliveryKey::random());
    QVERIFY(journal.intend(other));
    journal.settle(JournalKind::Done, other);
    QVERIFY(journal.keepHouse(2 * day)); // begins 3, carries what 1 left open
    QVERIFY(QFile::exists(segmentPath(fixture, 3)));
    QVERIFY(readAll(segmentPath(fixture, 3)).contains(open.raw()));
    QVERIFY(journal.keepHouse(600'000)); // 30 days of service later: 1 and 2 are gone
    QVERIFY(!QFile::exists(segmentPath(fixture, 1)));
    QCOMPARE(journal.state(done), KeyState::Unknown);
    QCOMPARE(journal.state(open), KeyState::Open);
}

void TestDelivery::deliveredMessageHasItsHeaderAndName()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    const DeliveryRecipient ann = fixture.recipient();
    const DeliveryResult result = DeliveryWriter(storage, 0).deliver(fixture.request(), ann);
    QCOMPARE(result.outcome, DeliveryOutcome::Delivered);
    QCOMPARE(result.key, ann.key);
    const QStringList names = fixture.files(QStringLiteral("new"));
    QCOMPARE(names.size(), 1);
    QCOMPARE(keyInFileName(names.first().toLatin1()).value(), ann.key);
    const QByteArray stored = readAll(fixture.account(QStringLiteral("new/") + names.first()));
    QCOMPARE(stored,
        QByteArray("Return-Path: <sender@example.com>\r\nDelivered-To: sales@example.org\r\n"
                   "Subject: hello\r\n\r\nbody\r\n"));
    QVERIFY(names.first().endsWith(QStringLiteral(",S=%1").arg(stored.size())));
    QVERIFY(fixture.files(QStringLiteral("tmp")).isEmpty());
    QCOMPARE(readAll(fixture.account(QStringLiteral(".homeport-account"))),
        "homeport-account 1\nid " + fixture.ann.hex() + "\naddress ann@example.org\n");
    QCOMPARE(deliveryHeader("a\r\nX: y", "b\n"), QByteArray("Return-Path: <aX: y>\r\nDelivered-To: b\r\n"));
    const DeliveryResult tooBig = DeliveryWriter(storage, 5).deliver(fixture.request(), fixture.recipient());
    QCOMPARE(tooBig.outcome, DeliveryOutcome::Refused);
    QCOMPARE(tooBig.status, QByteArray("5.3.4"));
    // the key is looked up before any refusal
    QCOMPARE(DeliveryWriter(storage, 5).deliver(fixture.request(), ann).outcome, DeliveryOutcome::Delivered);
}

void TestDelivery::sameKeyIsDeliveredOnce()
{
    StoreFixture fixture;
    const DeliveryRecipient ann = fixture.recipient();
    for (int start = 0; start < 3; ++start) {
        const auto storage = fixture.serve();
        QVERIFY(storage->start());
        for (int i = 0; i < 2; ++i) {
            const DeliveryResult result = DeliveryWriter(storage, 0).deliver(fixture.request(), ann);
            QCOMPARE(result.outcome, DeliveryOutcome::Delivered);
            QCOMPARE(result.text, start + i == 0 ? QByteArray() : QByteArray("duplicate"));
        }
        if (start == 1) // moved and read by its user, then even deleted
            QVERIFY(QFile::remove(
                fixture.account(QStringLiteral("new/") + fixture.files(QStringLiteral("new")).first())));
        QVERIFY(storage->finish());
    }
    QVERIFY(fixture.inbox().isEmpty());
}

void TestDelivery::sameKeyAtOnceIsDeliveredOnce()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    const DeliveryRecipient ann = fixture.recipient();
    const DeliveryRequest request = fixture.request();
    std::atomic<int> first{0}, duplicates{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            const DeliveryResult result = DeliveryWriter(storage, 0).deliver(request, ann);
            (result.text == "duplicate" ? duplicates : first) += result.outcome == DeliveryOutcome::Delivered;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(first.load(), 1);
    QCOMPARE(duplicates.load(), 7);
    QCOMPARE(fixture.inbox().size(), 1);
}

void TestDelivery::crashAfterEachOperationLeavesOneCopy()
{
    // Every operation from the n-th on fails without effect: what stays on disk is what a kill at that point
    // leaves. Then a new start, and the same key again.
    bool reachedTheEnd = false;
    for (int point = 0; !reachedTheEnd; ++point) {
        StoreFixture fixture;
        const DeliveryRecipient ann = fixture.recipient();
        DeliveryResult before;
        {
            const auto storage = fixture.serve();
            QVERIFY(storage->start());
            int operations = 0;
            storage->volume().fault = [&operations, point](FileOperation, const QByteArray &) {
                return operations++ >= point ? EIO : 0;
            };
            before = DeliveryWriter(storage, 0).deliver(fixture.request(), ann);
            reachedTheEnd = operations <= point;
        }
        const auto storage = fixture.serve();
        QVERIFY(storage->start());
        QCOMPARE(storage->journal().openIntents().size(), 0);
        const qsizetype settled = fixture.inbox().size();
        if (before.outcome == DeliveryOutcome::Delivered)
            QCOMPARE(settled, 1);
        const DeliveryResult after = DeliveryWriter(storage, 0).deliver(fixture.request(), ann);
        QCOMPARE(after.outcome, DeliveryOutcome::Delivered);
        QCOMPARE(after.text, settled == 1 ? QByteArray("duplicate") : QByteArray());
        QCOMPARE(fixture.inbox().size(), 1);
        QVERIFY(
            readAll(fixture.account(QStringLiteral("new/") + fixture.inbox().first())).endsWith("body\r\n"));
        QVERIFY(point < 100);
    }
}

void TestDelivery::powerCutStatesAreSettled()
{
    StoreFixture fixture;
    {
        const auto storage = fixture.serve();
        QVERIFY(storage->start());
        QVERIFY(storage->accounts().open({fixture.ann, "ann@example.org"}, WhenMissing::Make));
        QVERIFY(storage->finish());
    }
    const auto intent = [&](const DeliveryKey &key, qint64 size, const AccountId &account) {
        QFile segment(segmentPath(fixture));
        QVERIFY(segment.open(QIODevice::Append));
        segment.write(encodeRecord({JournalKind::Intent, key, account, 1, size}));
    };
    const DeliveryKey linked = DeliveryKey::random(), waiting = DeliveryKey::random(),
                      partial = DeliveryKey::random(), missing = DeliveryKey::random(),
                      read = DeliveryKey::random(), deleted = DeliveryKey::random();
    const QByteArray text = "Subject: x\r\n\r\n";
    const auto put = [&](const QString &name, const QByteArray &bytes) {
        writeAll(fixture.account(name), bytes);
    };
    intent(linked, text.size(), fixture.ann);
    put(QStringLiteral("new/") + QString::fromLatin1(deliveredFileName(linked, 1000, "aa", text.size())),
        text);
    intent(waiting, text.size(), fixture.ann);
    put(QStringLiteral("tmp/") + waiting.text(), text);
    intent(partial, text.size(), fixture.ann);
    put(QStringLiteral("tmp/") + partial.text(), text.left(3));
    intent(missing, text.size(), fixture.ann);
    intent(read, text.size(), fixture.ann);
    put(QStringLiteral("cur/") + QString::fromLatin1(deliveredFileName(read, 1000, "aa", text.size()))
            + QStringLiteral(":2,S"),
        text);
    intent(deleted, text.size(), AccountId::random());

    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    for (const DeliveryKey &key : {linked, waiting, read})
        QCOMPARE(storage->journal().state(key), KeyState::Done);
    for (const DeliveryKey &key : {partial, missing, deleted})
        QCOMPARE(storage->journal().state(key), KeyState::Unknown);
    QCOMPARE(fixture.files(QStringLiteral("new")).size(), 2);
    QVERIFY(fixture.files(QStringLiteral("tmp")).isEmpty());
    QVERIFY(fixture.alarms.isEmpty());
}

void TestDelivery::failedSyncMakesTheVolumeSick()
{
    for (const QByteArray &victim : {QByteArray("journal-00000001"), QByteArray("tmp"), QByteArray("new")}) {
        StoreFixture fixture;
        const auto storage = fixture.serve();
        QVERIFY(storage->start());
        const DeliveryRecipient ann = fixture.recipient();
        storage->volume().fault = [&](FileOperation operation, const QByteArray &name) {
            const bool isTmp = victim == "tmp" && name == ann.key.hex();
            const bool isNew = victim == "new" && name.contains(".K");
            return operation == FileOperation::Sync && (name == victim || isTmp || isNew) ? EIO : 0;
        };
        const DeliveryResult result = DeliveryWriter(storage, 0).deliver(fixture.request(), ann);
        QCOMPARE(result.outcome, DeliveryOutcome::Later);
        storage->volume().fault = {}; // the kernel would say that all is well now
        QVERIFY(storage->volume().isSick());
        const DeliveryResult next =
            DeliveryWriter(storage, 0).deliver(fixture.request(), fixture.recipient());
        QCOMPARE(next.outcome, DeliveryOutcome::Later);
        QCOMPARE(next.status, QByteArray("4.3.0"));
    }
}

void TestDelivery::fullDiskIsLaterAndRecovers()
{
    for (const FileOperation where : {FileOperation::Write, FileOperation::Link, FileOperation::Open}) {
        StoreFixture fixture;
        const auto storage = fixture.serve();
        QVERIFY(storage->start());
        QVERIFY(storage->accounts().open({fixture.ann, "ann@example.org"}, WhenMissing::Make));
        const DeliveryRecipient ann = fixture.recipient();
        storage->volume().fault = [where](FileOperation operation, const QByteArray &) {
            return operation == where ? ENOSPC : 0;
        };
        const DeliveryResult result = DeliveryWriter(storage, 0).deliver(fixture.request(), ann);
        QCOMPARE(result.outcome, DeliveryOutcome::Later);
        QCOMPARE(result.status, QByteArray("4.3.1"));
        QVERIFY(!storage->volume().isSick());
        QVERIFY(fixture.inbox().isEmpty());
        storage->volume().fault = {};
        QCOMPARE(
            DeliveryWriter(storage, 0).deliver(fixture.request(), ann).outcome, DeliveryOutcome::Delivered);
        QCOMPARE(fixture.inbox().size(), 1);
    }
}

void TestDelivery::journalAppendFailureIsCutBack()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    storage->volume().fault = [](FileOperation operation, const QByteArray &name) {
        return operation == FileOperation::Write && name.startsWith("journal") ? ENOSPC : 0;
    };
    const DeliveryKey key = DeliveryKey::random();
    QVERIFY(!storage->journal().intend(intentFor(key)));
    QCOMPARE(storage->journal().state(key), KeyState::Unknown);
    storage->volume().fault = {};
    QVERIFY(storage->journal().intend(intentFor(key)));
    QCOMPARE(storage->journal().state(key), KeyState::Open);
}

void TestDelivery::manyAtOnceShareCommits()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    std::atomic<int> commits{0};
    storage->volume().fault = [&commits](FileOperation operation, const QByteArray &name) {
        commits += operation == FileOperation::Sync && name.startsWith("journal");
        return 0;
    };
    std::atomic<int> delivered{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                const DeliveryResult result =
                    DeliveryWriter(storage, 0).deliver(fixture.request(), fixture.recipient());
                delivered += result.outcome == DeliveryOutcome::Delivered;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(delivered.load(), 160);
    QCOMPARE(fixture.inbox().size(), 160);
    QVERIFY2(commits < 160, qPrintable(QString::number(commits)));
}

void TestDelivery::otherIdIsLaterWithAlarm()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    QVERIFY(storage->accounts().open({AccountId::random(), "ann@example.org"}, WhenMissing::Make));
    const DeliveryResult result = DeliveryWriter(storage, 0).deliver(fixture.request(), fixture.recipient());
    QCOMPARE(result.outcome, DeliveryOutcome::Later);
    QCOMPARE(fixture.alarms.size(), 1);
    QVERIFY(fixture.inbox().isEmpty());
}

void TestDelivery::plantedSymlinksAreNotFollowed()
{
    StoreFixture fixture;
    const QString outside = fixture.folder.filePath(QStringLiteral("outside"));
    for (const QString &part : {QStringLiteral("example.org"), QStringLiteral("example.org/ann"),
             QStringLiteral("example.org/ann/new"), QStringLiteral("example.org/ann/tmp"),
             QStringLiteral("example.org/ann/.homeport-account")}) {
        QVERIFY(QDir().mkpath(outside + QStringLiteral("/ann/cur")));
        for (const char *folder : {"/cur", "/new", "/tmp"})
            QVERIFY(QDir().mkpath(outside + QLatin1String(folder)));
        const auto storage = fixture.serve();
        QVERIFY(storage->start());
        const QString link = fixture.path() + u'/' + part;
        if (part.count(u'/') > 1)
            QVERIFY(storage->accounts().open({fixture.ann, "ann@example.org"}, WhenMissing::Make));
        QDir(link).removeRecursively();
        QFile::remove(link);
        QVERIFY(QDir().mkpath(QFileInfo(link).path()));
        QVERIFY(QFile::link(outside, link));
        const DeliveryResult result =
            DeliveryWriter(storage, 0).deliver(fixture.request(), fixture.recipient());
        QVERIFY2(result.outcome == DeliveryOutcome::Later, qPrintable(part));
        QVERIFY(QDir(outside + QStringLiteral("/new")).entryList(QDir::Files).isEmpty());
        QVERIFY(QDir(outside + QStringLiteral("/tmp")).entryList(QDir::Files).isEmpty());
        QVERIFY(QFile::remove(link));
        QDir(fixture.path() + QStringLiteral("/example.org")).removeRecursively();
    }
}

void TestDelivery::badAddressesMakeNoFolder()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    for (const char *address : {"../x@example.org", "a/b@example.org", "ann@../..", "ann@.homeport",
             ".x@example.org", "ann", "@example.org", "Ann@example.org", "ann@example.org/../.."})
        QVERIFY2(!storage->accounts().open({fixture.ann, address}, WhenMissing::Make), address);
    QCOMPARE(QDir(fixture.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden),
        QStringList{QStringLiteral(".homeport")});
}

void TestDelivery::bareMountPointCreatesNothing()
{
    QTemporaryDir bare;
    const auto root = StorageRoot::open(bare.path());
    QVERIFY(!root);
    QVERIFY(root.error().forPeer.contains("is the disk mounted?"));
    // the disk goes away under a served storage: another, bare folder is there now
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    QVERIFY(QDir().rename(fixture.path(), fixture.folder.filePath(QStringLiteral("unmounted"))));
    QVERIFY(QDir().mkpath(fixture.path()));
    const DeliveryResult result = DeliveryWriter(storage, 0).deliver(fixture.request(), fixture.recipient());
    QCOMPARE(result.outcome, DeliveryOutcome::NotHere);
    QVERIFY(QDir(fixture.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    QCOMPARE(fixture.lost.size(), 1);
}

void TestDelivery::lostLabelStopsDelivery()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    QVERIFY(storage->root()->count()); // our own counter is no change of holder
    QCOMPARE(DeliveryWriter(storage, 0).deliver(fixture.request(), fixture.recipient()).outcome,
        DeliveryOutcome::Delivered);
    // the label is taken over between the write and the answer
    const QString label = fixture.path() + QStringLiteral("/.homeport/label");
    Label other = storage->root()->label();
    other.owner = MemberName(QStringLiteral("back2.example.net"));
    other.epoch += 1;
    const DeliveryRecipient ann = fixture.recipient();
    storage->volume().fault = [&](FileOperation operation, const QByteArray &) {
        if (operation == FileOperation::Link)
            writeAll(label, encodeLabel(other));
        return 0;
    };
    const DeliveryResult result = DeliveryWriter(storage, 0).deliver(fixture.request(), ann);
    QCOMPARE(result.outcome, DeliveryOutcome::Later);
    QCOMPARE(fixture.lost.size(), 1);
    storage->volume().fault = {};
    QCOMPARE(DeliveryWriter(storage, 0).deliver(fixture.request(), fixture.recipient()).outcome,
        DeliveryOutcome::NotHere);
    QVERIFY(!storage->root()->count());
    QCOMPARE(decodeLabel(readAll(label)).value(), other);
    // the next owner finds it: one copy
    const auto next = fixture.serve();
    QVERIFY(next->start());
    QCOMPARE(next->journal().state(ann.key), KeyState::Done);
    QCOMPARE(fixture.inbox().size(), 2);
}

void TestDelivery::labelErrors()
{
    StoreFixture fixture;
    const Label label = fixture.serve()->root()->label();
    QCOMPARE(decodeLabel(encodeLabel(label)).value(), label);
    const QByteArray text = encodeLabel(label);
    for (const char *field :
        {"format", "cluster", "id", "name", "home", "owner", "epoch", "state", "counter"}) {
        QByteArray damaged = text;
        damaged.replace(QByteArray("\"") + field + '"', "\"x\"");
        const auto decoded = decodeLabel(damaged);
        QVERIFY2(!decoded && decoded.error().forLog.contains(QLatin1String(field)), field);
    }
    QVERIFY(!decodeLabel("{}"));
    QVERIFY(!decodeLabel("no json"));
    const auto again = createStorage(fixture.path(), label);
    QVERIFY(!again && again.error().forPeer.contains("storage already"));
    const auto first = fixture.serve();
    QVERIFY(first->root()->lock());
    const auto second = fixture.serve();
    QVERIFY(!second->root()->lock());
}

void TestDelivery::servingRules()
{
    StoreFixture fixture;
    const auto root = fixture.serve()->root();
    const Label label = root->label();
    const auto serve = [&](const Label &present, const Storage &row,
                           std::optional<AttachTicket> ticket = {}) {
        const auto wanted = labelToServe(present, root->place(), row, fixture.cluster, fixture.self, ticket);
        return wanted ? QString() : wanted.error().forLog;
    };
    QCOMPARE(serve(label, fixture.row), QString());
    Label foreign = label;
    foreign.cluster = ClusterId::random();
    QVERIFY(serve(foreign, fixture.row).contains(QStringLiteral("another cluster")));
    Label otherId = label;
    otherId.id = StorageId::random();
    QVERIFY(serve(otherId, fixture.row).contains(QStringLiteral("is that of storage")));
    Storage away = fixture.row;
    away.owner = MemberName(QStringLiteral("back2.example.net"));
    QVERIFY(serve(label, away).contains(QStringLiteral("gives storage")));
    Storage older = fixture.row;
    older.epoch = 2;
    QVERIFY(serve(label, older).contains(QStringLiteral("newer than")));
    Storage newer = fixture.row;
    newer.epoch = 4;
    QVERIFY(serve(label, newer).contains(QStringLiteral("lost storage")));
    AttachTicket ticket{
        label.id, fixture.path(), root->place(), 3, 0, LabelState::Attached, QStringLiteral("fenced")};
    const auto taken = labelToServe(label, root->place(), newer, fixture.cluster, fixture.self, ticket);
    QVERIFY(taken);
    QCOMPARE(taken->epoch, 4U);
    ticket.counter = 7;
    QVERIFY(serve(label, newer, ticket).contains(QStringLiteral("attach it again")));
}

void TestDelivery::attachRules()
{
    StoreFixture fixture;
    AttachOptions options{{}, false, 1ms};
    const auto attach = [&](const Storage &row) {
        const auto ticket = checkAttach(fixture.path(), fixture.cluster, row, options);
        return ticket ? QString() : ticket.error().forLog;
    };
    QVERIFY(attach(fixture.row).contains(QStringLiteral("not detached cleanly")));
    options.proof = QStringLiteral("powered off");
    QCOMPARE(attach(fixture.row), QString());
    Storage ahead = fixture.row;
    ahead.epoch += 2;
    QVERIFY(attach(ahead).contains(QStringLiteral("stale copy")));
    options.onlyCurrentDisk = true;
    QCOMPARE(attach(ahead), QString());
    options.onlyCurrentDisk = false;
    QVERIFY(checkAttach(fixture.path(), ClusterId::random(), fixture.row, options)
                .error()
                .forLog.contains(QStringLiteral("another cluster")));
    // the counter moves while we watch
    const auto root = fixture.serve()->root();
    options.watch = 200ms;
    std::jthread writer([&root](std::stop_token stop) {
        while (!stop.stop_requested() && root->count())
            std::this_thread::sleep_for(10ms);
    });
    QVERIFY(attach(fixture.row).contains(QStringLiteral("counter")));
    writer.request_stop();
    writer.join();
    Label detached = root->label();
    detached.state = LabelState::Detached;
    QVERIFY(root->writeLabel(detached));
    options.proof.clear();
    QCOMPARE(attach(fixture.row), QString());
    QVERIFY(attach(ahead).contains(QStringLiteral("stale copy")));
}

void TestDelivery::ticketsAreKept()
{
    QTemporaryDir state;
    const QString directory = state.filePath(QStringLiteral("attach"));
    const AttachTicket ticket{StorageId::random(), QStringLiteral("/mnt/x"), {1, ~0ULL}, 3, 4711,
        LabelState::Attached, QStringLiteral("p")};
    QCOMPARE(readTicket(directory, ticket.id).value(), std::nullopt);
    QVERIFY(writeTicket(directory, ticket));
    QCOMPARE(readTicket(directory, ticket.id).value().value(), ticket);
    QVERIFY(dropTicket(directory, ticket.id));
    QCOMPARE(readTicket(directory, ticket.id).value(), std::nullopt);
    QVERIFY(dropTicket(directory, ticket.id));
}

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
