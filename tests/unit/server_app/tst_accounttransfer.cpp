// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An account's files from one store to another, over the words of the link; hostile and broken sources.
#include "server/cluster/transferpull.h"
#include "server/cluster/transferwire.h"
#include "server/store/moveshelf.h"
#include "tests/support/await.h"
#include "tests/support/memorystream.h"
#include "tests/unit/server_store/storefixture.h"

#include <QCryptographicHash>

using namespace homeport;

namespace {

/// A store with this thread as its only worker.
class Home : public StoreFixture
{
public:
    Home()
        : service(cluster, self, {LoopHandle::current()}, clock, {}, {[] {}, [](StorageId, QString) {}})
        , shelf(service)
    {
        const auto served = resultOf(service.serve(path(), row, std::nullopt));
        if (!served)
            qFatal("serve: %s", qPrintable(served.error().forLog));
    }
    ~Home() { waitUntilDone(service.shutdown()); }
    Result<std::shared_ptr<MailAccount>> open(const AccountId &account)
    {
        return resultOf(service.openAccount(account, "ann@example.org", row.id, row.epoch));
    }
    SystemClock clock;
    StoreService service;
    MoveShelf shelf;
};

struct Rig
{
    Home from, to;
    MoveId id = MoveId::random();
    QByteArray keysNext;

    MoveMark mark(MoveRole role) const
    {
        MoveMark mark;
        mark.id = id;
        mark.account = from.ann;
        mark.address = "ann@example.org";
        mark.role = role;
        mark.storage = role == MoveRole::Source ? from.row.id : to.row.id;
        mark.other = role == MoveRole::Source ? to.row.id : from.row.id;
        mark.runner = from.self;
        return mark;
    }
    MovePlace place(MoveRole role) const
    {
        return {role == MoveRole::Source ? from.row.id : to.row.id, from.ann, "ann@example.org", role};
    }
    void begin()
    {
        QVERIFY(resultOf(from.shelf.beginSource(mark(MoveRole::Source))));
        QVERIFY(resultOf(to.shelf.beginTarget(mark(MoveRole::Target), 0)));
    }
    Result<> pull(bool isLast, bool checksAll, PullReport *out = nullptr)
    {
        auto [server, client] = MemoryStream::pair();
        serveTransfer(from.shelf, std::move(server), place(MoveRole::Source));
        return pullOver(std::move(client), isLast, checksAll, out);
    }
    Result<> pullOver(
        std::unique_ptr<ByteStream> client, bool isLast, bool checksAll, PullReport *out = nullptr)
    {
        const auto report = std::make_shared<PullReport>();
        const std::shared_ptr<ByteStream> stream(std::move(client));
        const PullOrder order{place(MoveRole::Target), isLast, checksAll, keysNext};
        const Result<> done = resultOf(pullRound(to.shelf, stream, order, report));
        stream->close();
        keysNext = report->keysNext;
        if (out)
            *out = *report;
        return done;
    }
    /// A source that answers with `script`, whatever it is asked.
    Result<> pullFrom(const QByteArray &script)
    {
        auto [server, client] = MemoryStream::pair();
        resultOf(server->write(script, Deadline(30s)));
        server->finish();
        const Result<> done = pullOver(std::move(client), false, false);
        server->close();
        return done;
    }
    AppendResult append(const QByteArray &mailbox, const QByteArray &text, const Flags &flags = {})
    {
        const auto account = from.open(from.ann);
        return *resultOf((*account)->append(mailbox, flags, 1'600'000'000'000, MessageBody::fromBytes(text)));
    }
};

/// Everything a client may see, as text.
QStringList seenBy(MailAccount &account)
{
    QStringList seen;
    const auto subscribed = resultOf(account.subscriptions());
    for (const QByteArray &name : *subscribed)
        seen.append(QStringLiteral("subscribed ") + QString::fromUtf8(name));
    const auto entries = resultOf(account.list());
    for (const MailboxEntry &entry : *entries) {
        if (!entry.selectable)
            continue;
        const auto mailbox = *resultOf(account.open(entry.name, true));
        const auto changes = resultOf(mailbox->open());
        seen.append(QString::fromUtf8(entry.name) + u' ' + QString::number(mailbox->uidValidity()) + u' '
            + QString::number(mailbox->uidNext()));
        for (const MessageInfo &info : changes->arrived) {
            const auto data = *resultOf(mailbox->fetch(info.uid));
            QCryptographicHash hash(QCryptographicHash::Sha256);
            for (qint64 at = 0; at < data->size();) {
                const auto bytes = resultOf(data->read(at, 100'000));
                hash.addData(*bytes);
                at += bytes->size();
            }
            seen.append(QStringLiteral("  %1 %2 %3 %4 %5 %6")
                            .arg(info.uid)
                            .arg(info.size)
                            .arg(info.internalDateMs)
                            .arg(info.flags.system)
                            .arg(QString::fromUtf8(info.flags.keywords.join(',')),
                                QString::fromLatin1(hash.result().toHex())));
        }
    }
    return seen;
}

QByteArray fileAnswer(const QByteArray &text)
{
    return '+' + QByteArray::number(text.size()) + '\n' + text
        + QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex() + '\n';
}

} // namespace

class TestAccountTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAClientSeesIsTheSame();
    void loginsWaitWhileTheAccountIsHeld();
    void hostileSourcesWriteNothing_data();
    void hostileSourcesWriteNothing();
    void hostileAskersAreRefused();
    void aCopyThatDiffersIsNoticed();
};

void TestAccountTransfer::whatAClientSeesIsTheSame()
{
    Rig rig;
    Flags flags;
    flags.set(SystemFlag::Seen);
    flags.keywords = {"$Forwarded", "Later"};
    const auto account = rig.from.open(rig.from.ann);
    QVERIFY(account);
    for (const char *name : {"Sent", "Work.Old", "Gone", "Entwürfe"})
        QVERIFY(resultOf((*account)->create(name)));
    QVERIFY(resultOf((*account)->subscribe("Sent", true)));
    for (int i = 0; i < 40; ++i)
        rig.append(
            i % 2 == 0 ? "INBOX" : "Entwürfe", "Subject: " + QByteArray::number(i) + "\r\n\r\n", flags);
    rig.append("Sent", "Subject: large\r\n\r\n" + QByteArray(3'000'000, 'x') + "\r\n");
    rig.append("Gone", "Subject: gone\r\n\r\n");
    const DeliveryRequest early = rig.from.request();
    QCOMPARE(resultOf(rig.from.service.deliver(early)).first().outcome, DeliveryOutcome::Delivered);
    rig.begin();
    PullReport first;
    auto done = rig.pull(false, true, &first);
    QVERIFY2(done, done ? "" : qPrintable(done.error().forLog));
    QCOMPARE(first.messages, 43);

    // in use: flags, expunges, a folder less, another renamed, new mail
    const auto inbox = *resultOf((*account)->open("INBOX", false));
    const auto changes = resultOf(inbox->open());
    Flags deleted;
    deleted.set(SystemFlag::Deleted);
    QVERIFY(
        resultOf(inbox->store({changes->arrived[0].uid, changes->arrived[1].uid}, FlagChange::Add, deleted)));
    QVERIFY(resultOf(inbox->expunge({changes->arrived[0].uid})));
    QVERIFY(resultOf((*account)->remove("Gone")));
    QVERIFY(resultOf((*account)->rename("Work.Old", "Work.New")));
    const DeliveryRequest late = rig.from.request("Subject: late\r\n\r\n");
    QCOMPARE(resultOf(rig.from.service.deliver(late)).first().outcome, DeliveryOutcome::Delivered);
    PullReport second;
    done = rig.pull(false, false, &second);
    QVERIFY2(done, done ? "" : qPrintable(done.error().forLog));
    QVERIFY(second.bytes < 100'000); // the differences

    const QStringList before = seenBy(**account);
    QVERIFY(resultOf(rig.from.shelf.hold(rig.mark(MoveRole::Source))));
    QVERIFY((*account)->ended().stop_requested());
    QVERIFY(!resultOf((*account)->list()));
    done = rig.pull(true, false);
    QVERIFY2(done, done ? "" : qPrintable(done.error().forLog));
    QVERIFY(!rig.to.open(rig.from.ann));
    QVERIFY(resultOf(rig.to.shelf.adopt(rig.mark(MoveRole::Target))));
    QVERIFY(resultOf(rig.from.shelf.setAside(rig.mark(MoveRole::Source))));
    QVERIFY(resultOf(rig.to.shelf.finish(rig.mark(MoveRole::Target))));
    const auto moved = rig.to.open(rig.from.ann);
    QVERIFY(moved);
    QCOMPARE(seenBy(**moved), before);
    for (DeliveryRequest again : {early, late}) { // what was delivered there is known here
        again.recipients.first().storage = rig.to.row.id;
        again.recipients.first().epoch = rig.to.row.epoch;
        QCOMPARE(resultOf(rig.to.service.deliver(again)).first().text, QByteArray("duplicate"));
    }
    QCOMPARE(seenBy(**moved), before);
    QVERIFY(!rig.from.open(rig.from.ann));
    QCOMPARE(
        resultOf(rig.from.service.deliver(rig.from.request())).first().outcome, DeliveryOutcome::NotHere);
}

void TestAccountTransfer::loginsWaitWhileTheAccountIsHeld()
{
    Rig rig;
    rig.append("INBOX", "Subject: x\r\n\r\n");
    rig.begin();
    const auto isHere = [&rig] {
        return rig.from.service.isHere(rig.from.ann, rig.from.row.id, rig.from.row.epoch);
    };
    QVERIFY(resultOf(isHere()));
    QVERIFY(resultOf(rig.from.shelf.hold(rig.mark(MoveRole::Source))));
    Task<bool> login = isHere();
    Task<QList<DeliveryResult>> mail = rig.from.service.deliver(rig.from.request());
    resultOf(sleepFor(50ms));
    QVERIFY(!login.isReady());
    QVERIFY(!mail.isReady());
    QVERIFY(resultOf(rig.from.shelf.release(rig.mark(MoveRole::Source), false)));
    QVERIFY(resultOf(std::move(login)));
    QCOMPARE(resultOf(std::move(mail)).first().outcome, DeliveryOutcome::Delivered);
    QVERIFY(resultOf(rig.from.shelf.hold(rig.mark(MoveRole::Source))));
    Task<bool> second = isHere();
    QVERIFY(resultOf(rig.from.shelf.setAside(rig.mark(MoveRole::Source))));
    QVERIFY(!resultOf(std::move(second))); // routed again
}

void TestAccountTransfer::hostileSourcesWriteNothing_data()
{
    QTest::addColumn<QByteArray>("script");
    const QByteArray root = "%\n.\n";
    const auto row = [](const char *name, const QByteArray &script) { QTest::newRow(name) << script; };
    row("folder outside", "..\n.\n");
    row("folder below", ".a/..\n.\n");
    row("name outside", root + "1 1 ../x\n.\n" + fileAnswer("x"));
    row("encoded name outside", root + "1 1 cur/%2E%2E/x\n.\n" + fileAnswer("x"));
    row("into tmp", root + "1 1 tmp/x\n.\n" + fileAnswer("x"));
    row("malformed list", root + "one 1 x\n.\n");
    row("negative size", root + "1 1 x\n.\n+-5\n");
    row("wrong hash", root + "1 1 cur/x\n.\n+1\ny" + QByteArray(64, 'a') + '\n');
    row("short hash", root + "1 1 cur/x\n.\n+1\nyaa\n");
    row("cut short", root + "100 1 cur/x\n.\n+100\nxxx");
    row("error", "-no such account\n");
    row("nothing", "");
    row("endless line", QByteArray(100'000, 'x'));
    row("bad keys", root + ".\nnonsense\n.1\n");
}

void TestAccountTransfer::hostileSourcesWriteNothing()
{
    QFETCH(QByteArray, script);
    Rig rig;
    rig.append("INBOX", "Subject: x\r\n\r\n");
    rig.begin();
    QVERIFY(!rig.pullFrom(script));
    const QString incoming = rig.to.path() + QStringLiteral("/.incoming/") + rig.from.ann.text();
    for (const char *folder : {"", "/cur", "/new"})
        QVERIFY2(
            QDir(incoming + QLatin1String(folder)).entryList(QDir::Files | QDir::Hidden).isEmpty(), folder);
    QVERIFY(!QFile::exists(rig.to.path() + QStringLiteral("/.incoming/x")));
    QVERIFY(rig.pull(false, true)); // an honest one then works
}

void TestAccountTransfer::hostileAskersAreRefused()
{
    Rig rig;
    rig.append("INBOX", "Subject: x\r\n\r\n");
    rig.begin();
    for (const char *question :
        {"files ..", "files .a/../..", "file % ../x", "file % cur/../../../.homeport/label", "sum % .",
            "keys x", "nonsense", "file", "files .NoSuchFolder"}) {
        auto [server, client] = MemoryStream::pair();
        serveTransfer(rig.from.shelf, std::move(server), rig.place(MoveRole::Source));
        resultOf(client->write(QByteArray(question) + '\n', Deadline(30s)));
        const auto line = resultOf(client->readLine(4096, Deadline(30s)));
        QVERIFY2(line && line->startsWith('-'), question);
        client->close();
    }
}

void TestAccountTransfer::aCopyThatDiffersIsNoticed()
{
    Rig rig;
    rig.append("INBOX", "Subject: one\r\n\r\n");
    rig.append("INBOX", "Subject: two\r\n\r\n");
    rig.begin();
    QVERIFY(rig.pull(false, true));
    // the same name, size and date, and other bytes: only a hash tells
    const QString incoming =
        rig.to.path() + QStringLiteral("/.incoming/") + rig.from.ann.text() + QStringLiteral("/cur/");
    const QString name = QDir(incoming).entryList(QDir::Files).value(0);
    QFile file(incoming + name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QDateTime stamp = file.fileTime(QFileDevice::FileModificationTime);
    const QByteArray right = file.readAll();
    file.seek(0);
    file.write("x");
    file.flush();
    QVERIFY(file.setFileTime(stamp, QFileDevice::FileModificationTime));
    file.close();
    PullReport report;
    QVERIFY(rig.pull(false, true, &report));
    QCOMPARE(readAll(incoming + name), right);
    QVERIFY(report.files >= 1);
}

QTEST_GUILESS_MAIN(TestAccountTransfer)
#include "tst_accounttransfer.moc"
