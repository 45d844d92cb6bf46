// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Mailboxes through the store's ports: Dovecot's files, sessions side by side, other programs in the Maildir.
#include "server/store/storeservice.h"
#include "shared/mail/mutf7.h"
#include "storefixture.h"

using namespace homeport;

namespace {
constexpr quint8 seen = quint8(SystemFlag::Seen);
constexpr quint8 deleted = quint8(SystemFlag::Deleted);

/// The service with this thread as its only worker.
class ServiceFixture : public StoreFixture
{
public:
    ServiceFixture()
        : service(cluster, self, {LoopHandle::current()}, clock, options(),
            {[this] { ++announcements; }, [this](StorageId, QString text) { alarms.append(text); }})
    {
    }
    ~ServiceFixture() { QCoro::waitFor(service.shutdown()); }
    static StoreOptions options()
    {
        StoreOptions options;
        options.counterPeriod = 100ms;
        options.pollPeriod = 100ms;
        return options;
    }
    Result<> serve() { return QCoro::waitFor(service.serve(path(), row, std::nullopt)); }
    std::shared_ptr<MailAccount> open()
    {
        const auto account = QCoro::waitFor(service.openAccount(ann, "ann@example.org", row.id, row.epoch));
        return account ? *account : nullptr;
    }
    std::shared_ptr<Mailbox> mailbox(const QByteArray &name, bool readOnly = false)
    {
        const auto box = QCoro::waitFor(open()->open(name, readOnly));
        return box ? *box : nullptr;
    }
    DeliveryResult deliver(const DeliveryRequest &message)
    {
        return QCoro::waitFor(service.deliver(message)).first();
    }
    SystemClock clock;
    int announcements = 0;
    StoreService service;
};

MailboxChanges look(Mailbox &mailbox, quint64 cursor)
{
    const auto changes = QCoro::waitFor(mailbox.changesSince(cursor));
    return changes ? *changes : MailboxChanges{};
}

QByteArray textOf(Mailbox &mailbox, quint32 uid)
{
    const auto data = QCoro::waitFor(mailbox.fetch(uid));
    if (!data)
        return data.error().status;
    QByteArray text;
    while (text.size() < (*data)->size()) { // in small steps: conversion has to go on where it stopped
        const auto part = QCoro::waitFor((*data)->read(text.size(), 7));
        if (!part || part->isEmpty())
            return "(failed)";
        text += *part;
    }
    return text;
}

QList<quint32> uidsOf(const QList<MessageInfo> &messages)
{
    QList<quint32> uids;
    for (const MessageInfo &info : messages)
        uids.append(info.uid);
    return uids;
}
} // namespace

class TestMailboxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folderNamesOnDisk();
    void fileNamesAndFlags();
    void uidListIsDovecots();
    void keywordsAreDovecots();
    void maildirIsAdoptedInPlace();
    void deliveryWakesAndIsRecentOnce();
    void sessionsSeeEachOther();
    void otherProgramsInTheMaildir();
    void openIntentsAreHidden();
    void thousandMessages();
    void appendAndCopy();
    void keywordLimitIsTold();
    void folders();
    void renamingInboxMovesItsMessages();
    void subscriptionsAreKept();
    void deletedAccountIsKeptAside();
    void lettingGoEndsSessions();
    void detachedLabelAndLostLabel();
    void twoFoldersWithOneId();
};

void TestMailboxes::folderNamesOnDisk()
{
    QCOMPARE(diskNameOf("inbox").value(), QByteArray());
    QCOMPARE(diskNameOf("Sent").value(), QByteArray(".Sent"));
    QCOMPARE(diskNameOf("Entw\xc3\xbcrfe.A&B").value(), QByteArray(".Entw&APw-rfe.A&-B"));
    QCOMPARE(diskNameOf("inbox.Sub").value(), QByteArray(".INBOX.Sub"));
    QCOMPARE(mailboxOf(".Entw&APw-rfe.A&-B").value(), QByteArray("Entw\xc3\xbcrfe.A&B"));
    for (const char *bad : {"", ".", "..", "a..b", ".a", "a.", "a/b", "../x", "a\nb", "\xff"})
        QVERIFY2(!diskNameOf(bad), bad);
    QVERIFY(!diskNameOf(QByteArray(300, 'x')));
    for (const char *bad : {".&AGE-", ".&", ".&AA-", "cur", ".&2AA-", "..", ".a/b"})
        QVERIFY2(!mailboxOf(bad), bad);
    QCOMPARE(encodeModifiedUtf7("\xf0\x9f\x98\x80").value(), QByteArray("&2D3eAA-"));
    QCOMPARE(decodeModifiedUtf7("&2D3eAA-").value(), QByteArray("\xf0\x9f\x98\x80"));
}

void TestMailboxes::fileNamesAndFlags()
{
    const MaildirName name = parseMaildirName("1276528487.M364837P9451.kurkku,S=1355,W=1394:2,FSa");
    QCOMPARE(name.base, QByteArray("1276528487.M364837P9451.kurkku,S=1355,W=1394"));
    QCOMPARE(name.letters, QByteArray("FSa"));
    QCOMPARE(sizeInName(name.base, 'S'), 1355);
    QCOMPARE(sizeInName(name.base, 'W'), 1394);
    QCOMPARE(sizeInName("x,S=abc", 'S'), -1);
    QCOMPARE(secondsInName(name.base), 1276528487);
    QCOMPARE(maildirFileName("b", "TSaS"), QByteArray("b:2,STa"));
    const QList<QByteArray> keywords{"$Junk", "", "Work"};
    const Flags flags = flagsOf("FPSacb", keywords);
    QVERIFY(flags.has(SystemFlag::Flagged) && flags.has(SystemFlag::Seen) && !flags.has(SystemFlag::Draft));
    QCOMPARE(flags.keywords, (QList<QByteArray>{"$Junk", "Work"}));
    QCOMPARE(maildirFileName("b", lettersOf({seen, {"work"}}, keywords, "PTab")), QByteArray("b:2,PSbc"));
}

void TestMailboxes::uidListIsDovecots()
{
    const QByteArray golden = "3 V1275660208 N25022 G3085f01b7f11094c501100008c4a11c1\n"
                              "25006 :1276528487.M364837P9451.kurkku,S=1355,W=1394:2,\n"
                              "25017 W2481 Gabc :1276533073.M242911P3632.kurkku:2,F\n";
    StoreFixture fixture;
    const auto storage = fixture.serve();
    const auto folder = storage->accounts().open({fixture.ann, "ann@example.org"}, WhenMissing::Make);
    const QString path = fixture.account(QStringLiteral("dovecot-uidlist"));
    writeAll(path, golden);
    UidList list;
    auto loaded = list.load(folder->get());
    QCOMPARE(list.header().validity, 1275660208U);
    QCOMPARE(list.header().next, 25022U);
    QCOMPARE(loaded->entries.size(), 2);
    QCOMPARE(loaded->entries.at(0).base, QByteArray("1276528487.M364837P9451.kurkku,S=1355,W=1394"));
    QCOMPARE(loaded->entries.at(1).virtualSize(), 2481);
    QVERIFY(list.append(storage->volume(), folder->get(), {{25022, "new.one", {}}}));
    QCOMPARE(readAll(path), golden + "25022 :new.one\n");
    writeAll(path, golden + "25022 :new.one\n25023 :tor"); // a torn last line was never announced
    loaded = list.load(folder->get());
    QCOMPARE(loaded->entries.size(), 3);
    QVERIFY(list.append(storage->volume(), folder->get(), {{25023, "x", {}}}));
    QCOMPARE(readAll(path), golden + "25022 :new.one\n25023 :x\n");
    QVERIFY(list.rewrite(storage->volume(), folder->get(), list.header(), loaded->entries.mid(1, 1)));
    QCOMPARE(readAll(path),
        QByteArray("3 V1275660208 N25024 G3085f01b7f11094c501100008c4a11c1\n"
                   "25017 W2481 Gabc :1276533073.M242911P3632.kurkku\n"));
    for (const char *bad : {"", "1 V1 N1\n", "3 N5\n", "3 V1 N1 Gx\n5 :a\n4 :b\n", "3 V1 N1 Gx\nabc\n"}) {
        writeAll(path, bad);
        QVERIFY2(list.load(folder->get())->isDamaged, bad);
    }
}

void TestMailboxes::keywordsAreDovecots()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    const auto folder = storage->accounts().open({fixture.ann, "ann@example.org"}, WhenMissing::Make);
    const QString path = fixture.account(QStringLiteral("dovecot-keywords"));
    writeAll(path, "0 $Junk\n2 NonJunk\n");
    KeywordFile keywords;
    QVERIFY(keywords.load(folder->get()));
    QCOMPARE(keywords.names(), (QList<QByteArray>{"$Junk", "", "NonJunk"}));
    QVERIFY(keywords.add(storage->volume(), folder->get(), {"$junk", "Work", "Later"}));
    QCOMPARE(readAll(path), QByteArray("0 $Junk\n1 Work\n2 NonJunk\n3 Later\n"));
    QVERIFY(!keywords.add(storage->volume(), folder->get(), {"two words"}));
}

void TestMailboxes::maildirIsAdoptedInPlace()
{
    ServiceFixture fixture;
    for (const char *part : {"cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"})
        QVERIFY(QDir().mkpath(fixture.account(QLatin1String(part))));
    const QByteArray bare = "Subject: old\n\nline\r\nend\n";
    const QByteArray wire = "Subject: old\r\n\r\nline\r\nend\r\n";
    writeAll(fixture.account(QStringLiteral("cur/100.M1.host:2,Sa")), bare);
    writeAll(fixture.account(QStringLiteral("cur/200.M2.host,S=4,W=5:2,")), "a\nbc");
    writeAll(fixture.account(QStringLiteral("new/300.M3.host")), "new\r\n");
    writeAll(fixture.account(QStringLiteral("dovecot-uidlist")),
        "3 V77 N50 G3085f01b7f11094c501100008c4a11c1\n7 :200.M2.host,S=4,W=5\n9 :100.M1.host:2,S\n12 "
        ":gone.1\n");
    writeAll(fixture.account(QStringLiteral("dovecot-keywords")), "0 Work\n");
    QVERIFY(fixture.serve());
    const auto inbox = fixture.mailbox("INBOX");
    QVERIFY(inbox);
    const MailboxChanges all = *QCoro::waitFor(inbox->open());
    QCOMPARE(uidsOf(all.arrived), (QList<quint32>{7, 9, 50}));
    QCOMPARE(inbox->uidValidity(), 77U);
    QCOMPARE(all.arrived.at(0).size, 5);
    QCOMPARE(all.arrived.at(1).size, wire.size());
    QCOMPARE(all.arrived.at(1).flags, (Flags{seen, {"Work"}}));
    QVERIFY(all.arrived.at(2).recent && !all.arrived.at(1).recent);
    QCOMPARE(textOf(*inbox, 9), wire);
    QCOMPARE(textOf(*inbox, 7), QByteArray("a\r\nbc"));
    const auto data = *QCoro::waitFor(inbox->fetch(9));
    for (const qint64 offset : {20, 3, 0, 13, 14, 15}) // backwards too
        QCOMPARE(*QCoro::waitFor(data->read(offset, 100)), wire.mid(offset));
    QVERIFY(fixture.files(QStringLiteral("cur")).contains(QStringLiteral("300.M3.host:2,")));
    QCOMPARE(QCoro::waitFor(fixture.open()->list())->size(), 2);
}

void TestMailboxes::deliveryWakesAndIsRecentOnce()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    QCOMPARE(fixture.announcements, 1);
    const auto first = fixture.mailbox("INBOX");
    const auto second = fixture.mailbox("INBOX");
    const auto reader = fixture.mailbox("INBOX", true);
    quint64 cursor = QCoro::waitFor(first->open())->cursor;
    const quint64 other = QCoro::waitFor(second->open())->cursor;
    QVERIFY(!QCoro::waitFor(first->waitForChange(Deadline(20ms), {})));
    auto waiting = first->waitForChange(Deadline(60s), {});
    QCOMPARE(fixture.deliver(fixture.request()).outcome, DeliveryOutcome::Delivered);
    QVERIFY(QCoro::waitFor(waiting));
    QCOMPARE(QCoro::waitFor(fixture.open()->status("INBOX"))->recent, 1U);
    QVERIFY(QCoro::waitFor(reader->open())->arrived.at(0).recent);
    const MailboxChanges news = look(*first, cursor);
    QCOMPARE(news.arrived.size(), 1);
    QVERIFY(news.arrived.first().recent);
    const MailboxChanges late = look(*second, other);
    QCOMPARE(late.arrived.size(), 1);
    QVERIFY(!late.arrived.first().recent);
    QCOMPARE(QCoro::waitFor(fixture.open()->status("INBOX"))->recent, 0U);
    QVERIFY(textOf(*first, 1).startsWith("Return-Path: <sender@example.com>\r\n"));
    std::stop_source stop;
    auto idle = first->waitForChange(Deadline(60s), stop.get_token());
    stop.request_stop();
    QVERIFY(!QCoro::waitFor(idle));
}

void TestMailboxes::sessionsSeeEachOther()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    for (int i = 0; i < 3; ++i)
        fixture.deliver(fixture.request());
    const auto a = fixture.mailbox("INBOX");
    const auto b = fixture.mailbox("INBOX");
    quint64 cursorA = QCoro::waitFor(a->open())->cursor;
    quint64 cursorB = QCoro::waitFor(b->open())->cursor;
    const auto stored =
        QCoro::waitFor(a->store({1, 2, 99}, FlagChange::Add, {quint8(seen | deleted), {"Work"}}));
    QCOMPARE(uidsOf(*stored), (QList<quint32>{1, 2}));
    MailboxChanges changes = look(*b, cursorB);
    QCOMPARE(uidsOf(changes.changed), (QList<quint32>{1, 2}));
    QCOMPARE(changes.changed.first().flags, (Flags{quint8(seen | deleted), {"Work"}}));
    QCOMPARE(b->keywords(), QList<QByteArray>{"Work"});
    cursorB = changes.cursor;
    QVERIFY(QCoro::waitFor(b->store({2}, FlagChange::Remove, {deleted, {"wORK"}})));
    QVERIFY(!QCoro::waitFor(fixture.mailbox("INBOX", true)->store({2}, FlagChange::Add, {})));
    QCOMPARE(*QCoro::waitFor(b->expunge({})), QList<quint32>{1});
    changes = look(*a, cursorA);
    QCOMPARE(changes.vanished, QList<quint32>{1});
    QCOMPARE(uidsOf(changes.changed), QList<quint32>{2});
    QCOMPARE(changes.changed.first().flags, (Flags{seen, {}}));
    QVERIFY(look(*a, changes.cursor).vanished.isEmpty());
    QCOMPARE(textOf(*a, 1), QByteArray("EXPUNGEISSUED"));
    QCOMPARE(fixture.inbox().size(), 2);
}

void TestMailboxes::otherProgramsInTheMaildir()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    for (int i = 0; i < 3; ++i)
        fixture.deliver(fixture.request());
    const auto inbox = fixture.mailbox("INBOX");
    MailboxChanges changes = *QCoro::waitFor(inbox->open());
    const QStringList names = fixture.files(QStringLiteral("cur"));
    QCOMPARE(names.size(), 3);
    auto waiting = inbox->waitForChange(Deadline(60s), {});
    QVERIFY(QFile::rename(fixture.account(QStringLiteral("cur/") + names.at(0)),
        fixture.account(QStringLiteral("cur/") + names.at(0) + u'S')));
    QVERIFY(QCoro::waitFor(waiting)); // the poll sees it
    QVERIFY(QFile::remove(fixture.account(QStringLiteral("cur/") + names.at(1))));
    writeAll(fixture.account(QStringLiteral("new/1.other.host")), "x\n");
    QVERIFY(!textOf(*inbox, 1).isEmpty());
    changes = look(*inbox, changes.cursor);
    QCOMPARE(changes.vanished.size(), 1);
    QCOMPARE(changes.changed.size(), 1);
    QVERIFY(changes.changed.first().flags.has(SystemFlag::Seen));
    QCOMPARE(uidsOf(changes.arrived), QList<quint32>{4});
    QCOMPARE(textOf(*inbox, 4), QByteArray("x\r\n"));
    // moved away between the look and the fetch
    const QString renamed = fixture.account(QStringLiteral("cur/1.other.host:2,"));
    QVERIFY(QFile::rename(renamed, renamed + u'F'));
    QCOMPARE(textOf(*inbox, 4), QByteArray("x\r\n"));
}

void TestMailboxes::openIntentsAreHidden()
{
    StoreFixture fixture;
    const auto storage = fixture.serve();
    QVERIFY(storage->start());
    const auto disk = std::make_shared<AccountDisk>(storage, AccountName{fixture.ann, "ann@example.org"});
    QVERIFY(disk->open(WhenMissing::Make));
    MaildirFolder inbox(disk, {});
    const JournalRecord intent{JournalKind::Intent, DeliveryKey::random(), fixture.ann, 1, 3};
    QVERIFY(storage->journal().intend(intent));
    writeAll(fixture.account(
                 QStringLiteral("new/") + QString::fromLatin1(deliveredFileName(intent.key, 1000, "aa", 3))),
        "a\r\n");
    QVERIFY(inbox.look(Recents::Claim)->arrived.isEmpty());
    storage->journal().settle(JournalKind::Done, intent);
    QCOMPARE(inbox.look(Recents::Claim)->arrived.size(), 1);
    // the claim moved the file, so done had to be durable before
    QVERIFY(
        readAll(fixture.path() + QStringLiteral("/.homeport/journal-00000001")).count(intent.key.raw()) == 2);
}

void TestMailboxes::thousandMessages()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    QVERIFY(fixture.open());
    for (int i = 0; i < 1000; ++i)
        writeAll(fixture.account(QStringLiteral("new/%1.M%2.host").arg(1000 + i / 10).arg(i)),
            QByteArray("m\r\n").repeated(1 + i % 5));
    const auto inbox = fixture.mailbox("INBOX");
    const MailboxChanges all = *QCoro::waitFor(inbox->open());
    QCOMPARE(all.arrived.size(), 1000);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(all.arrived.at(i).uid, quint32(i + 1));
    QVERIFY(QCoro::waitFor(inbox->store(uidsOf(all.arrived), FlagChange::Add, {deleted, {}})));
    QCOMPARE(QCoro::waitFor(inbox->expunge(uidsOf(all.arrived).mid(0, 900)))->size(), 900);
    QCOMPARE(QCoro::waitFor(fixture.open()->status("INBOX"))->messages, 100U);
    const quint32 validity = inbox->uidValidity();
    // a fresh start finds the same UIDs, and gives none twice
    QVERIFY(QCoro::waitFor(fixture.service.stopServing(fixture.row.id)));
    QVERIFY(fixture.serve());
    const auto again = fixture.mailbox("INBOX");
    const MailboxChanges rest = *QCoro::waitFor(again->open());
    QCOMPARE(rest.arrived.size(), 100);
    QCOMPARE(rest.arrived.first().uid, 901U);
    QCOMPARE(again->uidValidity(), validity);
    QCOMPARE(again->uidNext(), 1001U);
}

void TestMailboxes::appendAndCopy()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    const auto account = fixture.open();
    const auto body = MessageBody::fromBytes("Subject: draft\r\n\r\n");
    QCOMPARE(
        QCoro::waitFor(account->append("Drafts", {}, 0, body)).error().status, QByteArray("NONEXISTENT"));
    QVERIFY(QCoro::waitFor(account->create("Drafts")));
    const qint64 date = 1'000'000'000'000;
    const auto appended =
        QCoro::waitFor(account->append("Drafts", {quint8(SystemFlag::Draft), {"Work"}}, date, body));
    QCOMPARE(appended->uids, QList<quint32>{1});
    const auto drafts = fixture.mailbox("Drafts");
    const MailboxChanges all = *QCoro::waitFor(drafts->open());
    QCOMPARE(all.arrived.first().internalDateMs, date);
    QCOMPARE(all.arrived.first().flags, (Flags{quint8(SystemFlag::Draft), {"Work"}}));
    QCOMPARE(appended->uidValidity, drafts->uidValidity());
    fixture.deliver(fixture.request());
    const auto inbox = fixture.mailbox("INBOX");
    QVERIFY(QCoro::waitFor(inbox->open()));
    const auto copied = QCoro::waitFor(account->copy(drafts, {1, 5}, "INBOX"));
    QCOMPARE(copied->uids, QList<quint32>{2});
    QCOMPARE(copied->sourceUids, QList<quint32>{1});
    QCOMPARE(textOf(*inbox, 2), QByteArray("Subject: draft\r\n\r\n"));
    QCOMPARE(inbox->keywords(), QList<QByteArray>{"Work"});
    QCOMPARE(QCoro::waitFor(account->copy(drafts, {1}, "Nowhere")).error().status, QByteArray("NONEXISTENT"));
    QCOMPARE(QCoro::waitFor(account->copy(drafts, {1}, "Drafts"))->uids, QList<quint32>{2});
    QCOMPARE(look(*inbox, 0).arrived.size(), 2);
    QCOMPARE(QCoro::waitFor(fixture.service.accountUsage(fixture.ann, "ann@example.org", fixture.row.id))
                 ->messages,
        4);
}

void TestMailboxes::keywordLimitIsTold()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    fixture.deliver(fixture.request());
    const auto inbox = fixture.mailbox("INBOX");
    Flags many;
    for (int i = 0; i < 26; ++i)
        many.keywords.append("k" + QByteArray::number(i));
    QVERIFY(QCoro::waitFor(inbox->store({1}, FlagChange::Replace, many)));
    const auto over = QCoro::waitFor(inbox->store({1}, FlagChange::Add, {0, {"k26"}}));
    QCOMPARE(over.error().status, QByteArray("LIMIT"));
    QCOMPARE(look(*inbox, 0).arrived.first().flags.keywords.size(), 26);
}

void TestMailboxes::folders()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    const auto account = fixture.open();
    const auto names = [&] {
        QList<QByteArray> list;
        const auto entries = *QCoro::waitFor(account->list());
        for (const MailboxEntry &entry : entries)
            list.append(entry.name + (entry.selectable ? "" : "!") + (entry.hasChildren ? "+" : ""));
        return list;
    };
    QVERIFY(QCoro::waitFor(account->create("A.B")));
    QVERIFY(QCoro::waitFor(account->create("Entw\xc3\xbcrfe.")));
    QCOMPARE(names(), (QList<QByteArray>{"INBOX", "A!+", "A.B", "Entw\xc3\xbcrfe"}));
    QVERIFY(QFile::exists(fixture.account(QStringLiteral(".A.B/maildirfolder"))));
    QCOMPARE(QCoro::waitFor(account->create("A.B")).error().status, QByteArray("ALREADYEXISTS"));
    QCOMPARE(QCoro::waitFor(account->create("inbox")).error().status, QByteArray("ALREADYEXISTS"));
    QVERIFY(!QCoro::waitFor(account->create("../x")));
    QVERIFY(QCoro::waitFor(account->create("A")));
    const auto body = MessageBody::fromBytes("x\r\n");
    QVERIFY(QCoro::waitFor(account->append("A.B", {}, 0, body)));
    const auto open = fixture.mailbox("A.B");
    const quint32 validity = open->uidValidity();
    QVERIFY(QCoro::waitFor(account->rename("A", "C")));
    QCOMPARE(names(), (QList<QByteArray>{"INBOX", "C+", "C.B", "Entw\xc3\xbcrfe"}));
    QCOMPARE(open->name(), QByteArray("C.B"));
    QCOMPARE(textOf(*open, 1), QByteArray("x\r\n")); // goes on under its new name
    QCOMPARE(QCoro::waitFor(account->rename("C", "C.B")).error().status, QByteArray("CANNOT"));
    QCOMPARE(QCoro::waitFor(account->rename("C", "INBOX")).error().status, QByteArray("ALREADYEXISTS"));
    QVERIFY(QCoro::waitFor(account->remove("C")));
    QCOMPARE(names(), (QList<QByteArray>{"INBOX", "C!+", "C.B", "Entw\xc3\xbcrfe"}));
    QCOMPARE(QCoro::waitFor(account->remove("C")).error().status, QByteArray("NONEXISTENT"));
    QVERIFY(QCoro::waitFor(account->remove("C.B")));
    QVERIFY(!QCoro::waitFor(open->changesSince(0)));
    QVERIFY(!QCoro::waitFor(account->remove("INBOX")));
    QVERIFY(QCoro::waitFor(account->create("C.B"))); // the same name again: never the same UIDVALIDITY
    QVERIFY(QCoro::waitFor(account->status("C.B"))->uidValidity > validity);
}

void TestMailboxes::renamingInboxMovesItsMessages()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    fixture.deliver(fixture.request());
    fixture.deliver(fixture.request());
    const auto inbox = fixture.mailbox("INBOX");
    const quint64 cursor = QCoro::waitFor(inbox->open())->cursor;
    QVERIFY(QCoro::waitFor(fixture.open()->rename("INBOX", "Old"))); // RFC 3501 6.3.5
    QCOMPARE(look(*inbox, cursor).vanished.size(), 2);
    QCOMPARE(QCoro::waitFor(fixture.open()->status("Old"))->messages, 2U);
    QVERIFY(fixture.inbox().isEmpty());
    fixture.deliver(fixture.request());
    QCOMPARE(look(*inbox, cursor).arrived.size(), 1);
}

void TestMailboxes::subscriptionsAreKept()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    const auto account = fixture.open();
    writeAll(
        fixture.account(QStringLiteral("subscriptions")), "Sent\nEntw&APw-rfe.X\n"); // Dovecot's first form
    QVERIFY(QCoro::waitFor(account->subscribe("inbox", true)));
    QVERIFY(QCoro::waitFor(account->subscribe("Sent", false)));
    QCOMPARE(*QCoro::waitFor(account->subscriptions()), (QList<QByteArray>{"Entw\xc3\xbcrfe.X", "INBOX"}));
    QCOMPARE(readAll(fixture.account(QStringLiteral("subscriptions"))),
        QByteArray("V\t2\n\nEntw&APw-rfe\tX\nINBOX\n"));
}

void TestMailboxes::deletedAccountIsKeptAside()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    QVERIFY(QCoro::waitFor(fixture.service.createAccount(fixture.ann, "ann@example.org", fixture.row.id)));
    const auto account = fixture.open();
    QVERIFY(QCoro::waitFor(fixture.service.deleteAccount(fixture.ann, "ann@example.org", fixture.row.id)));
    QTRY_VERIFY(account->ended().stop_requested());
    QVERIFY(!QCoro::waitFor(account->list()));
    const QStringList kept =
        QDir(fixture.path() + QStringLiteral("/.deleted")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(kept.size(), 1);
    QVERIFY(kept.first().startsWith(fixture.ann.text() + u'-'));
    QVERIFY(QCoro::waitFor(
        fixture.service.createAccount(AccountId::random(), "ann@example.org", fixture.row.id)));
}

void TestMailboxes::lettingGoEndsSessions()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    QCOMPARE(fixture.service.served(), (QList<ServedStorageId>{{fixture.row.id, 3}}));
    const auto account = fixture.open();
    fixture.deliver(fixture.request());
    const auto inbox = fixture.mailbox("INBOX");
    QVERIFY(QCoro::waitFor(inbox->open()));
    const auto data = *QCoro::waitFor(inbox->fetch(1));
    auto waiting = inbox->waitForChange(Deadline(60s), {});
    DeliveryRequest wrongEpoch = fixture.request();
    wrongEpoch.recipients[0].epoch = 2;
    QCOMPARE(fixture.deliver(wrongEpoch).outcome, DeliveryOutcome::NotHere);
    QVERIFY(QCoro::waitFor(fixture.service.stopServing(fixture.row.id)));
    QVERIFY(fixture.service.served().isEmpty());
    QVERIFY(QCoro::waitFor(waiting));
    QVERIFY(account->ended().stop_requested());
    QVERIFY(QCoro::waitFor(inbox->changesSince(0)).error().isTemporary());
    QVERIFY(!QCoro::waitFor(data->read(0, 10)));
    QVERIFY(!fixture.open());
    QCOMPARE(fixture.deliver(fixture.request()).outcome, DeliveryOutcome::NotHere);
    QCOMPARE(fixture.announcements, 2);
}

void TestMailboxes::detachedLabelAndLostLabel()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    QTRY_VERIFY(QCoro::waitFor(fixture.service.inspect(fixture.path()))->counter > 1); // it ticks
    QVERIFY(QCoro::waitFor(fixture.service.detach(fixture.row.id, fixture.path(), 4)));
    Label label = *QCoro::waitFor(fixture.service.inspect(fixture.path()));
    QCOMPARE(label.state, LabelState::Detached);
    QCOMPARE(label.epoch, 4U);
    fixture.row.epoch = 5;
    QVERIFY(!fixture.serve()); // no ticket
    QVERIFY(fixture.service.storages().first().problem.contains(QStringLiteral("lost storage")));
    const auto ticket =
        QCoro::waitFor(fixture.service.checkAttach(fixture.path(), fixture.row, {{}, true, 1ms}));
    QVERIFY(ticket);
    QVERIFY(QCoro::waitFor(fixture.service.serve(fixture.path(), fixture.row, *ticket)));
    QCOMPARE(fixture.service.served(), (QList<ServedStorageId>{{fixture.row.id, 5}}));
    // somebody else takes it
    label.owner = MemberName(QStringLiteral("back2.example.net"));
    label.epoch = 6;
    writeAll(fixture.path() + QStringLiteral("/.homeport/label"), encodeLabel(label));
    QTRY_VERIFY(fixture.service.served().isEmpty());
    QTRY_VERIFY(!fixture.alarms.isEmpty());
    QCOMPARE(decodeLabel(readAll(fixture.path() + QStringLiteral("/.homeport/label"))).value(), label);
}

void TestMailboxes::twoFoldersWithOneId()
{
    ServiceFixture fixture;
    QVERIFY(fixture.serve());
    const QString copy = fixture.folder.filePath(QStringLiteral("copy"));
    QVERIFY(homeport::createStorage(copy, *QCoro::waitFor(fixture.service.inspect(fixture.path()))));
    const auto second = QCoro::waitFor(fixture.service.serve(copy, fixture.row, std::nullopt));
    QVERIFY(!second && second.error().forLog.contains(QStringLiteral("neither is served")));
    QVERIFY(fixture.service.served().isEmpty());
}

QTEST_GUILESS_MAIN(TestMailboxes)
#include "tst_mailboxes.moc"
