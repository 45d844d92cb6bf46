// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// POP3 before login and at home as dialogues: tests/scenario/pop3, whole and byte by byte; and its syntax.
#include "server/pop3/pop3login.h"
#include "server/pop3/pop3session.h"
#include "tests/support/await.h"
#include "tests/support/dialogue.h"

#include <QDir>
#include <QTest>
#include <cstddef>

using namespace homeport;

namespace {

class FakeData final : public MessageData
{
public:
    FakeData(QByteArray bytes, bool breaks)
        : m_bytes(std::move(bytes))
        , m_breaks(breaks)
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    Task<Result<QByteArray>> read(qint64 offset, qint64 length) override
    {
        if (m_breaks && offset > 0)
            co_return fail(Error::temporary("disk"));
        co_return m_bytes.mid(offset, m_breaks ? 14 : length); // one line
    }

private:
    const QByteArray m_bytes;
    const bool m_breaks;
};

class FakeMailbox final : public Mailbox
{
public:
    QList<QByteArray> messages;
    QList<quint32> marked, removed, read;
    bool isSick = false;
    bool breaks = false;

    QByteArray name() const override { return "INBOX"; }
    quint32 uidValidity() const override { return 777; }
    quint32 uidNext() const override { return 100; }
    QList<QByteArray> keywords() const override { return {}; }
    bool isReadOnly() const override { return false; }
    Task<Result<MailboxChanges>> open() override
    {
        MailboxChanges changes;
        for (qsizetype i = 0; i < messages.size(); ++i)
            changes.arrived.append({.uid = quint32(10 + i), .size = messages[i].size()});
        co_return changes;
    }
    Task<Result<MailboxChanges>> changesSince(quint64) override { co_return MailboxChanges(); }
    Task<bool> waitForChange(Deadline, std::stop_token) override { co_return false; }
    Task<Result<std::shared_ptr<MessageData>>> fetch(quint32 uid) override
    {
        if (isSick)
            co_return fail(Error::temporary("the disk is sick"));
        co_return std::make_shared<FakeData>(messages[uid - 10], breaks);
    }
    Task<Result<QList<MessageInfo>>> store(QList<quint32> uids, FlagChange, Flags flags) override
    {
        if (isSick)
            co_return fail(Error::temporary("the disk is sick"));
        (flags.has(SystemFlag::Deleted) ? marked : read) += uids;
        co_return QList<MessageInfo>();
    }
    Task<Result<QList<quint32>>> expunge(QList<quint32> uids) override
    {
        removed += uids;
        co_return uids;
    }
};

class FakeAccount final : public MailAccount
{
public:
    std::shared_ptr<FakeMailbox> inbox = std::make_shared<FakeMailbox>();
    std::stop_source end;
    bool isAway = false;

    AccountId id() const override { return AccountId(); }
    QByteArray address() const override { return "ann@example.org"; }
    Task<Result<std::shared_ptr<Mailbox>>> open(QByteArray, bool) override
    {
        if (isAway)
            co_return fail(Error::temporary("the storage is not served"));
        co_return std::shared_ptr<Mailbox>(inbox); // QCoro 0.8 moves out of a member that is co_returned
    }
    std::stop_token ended() const override { return end.get_token(); }
    // not POP3's
    Task<Result<QList<MailboxEntry>>> list() override { co_return QList<MailboxEntry>(); }
    Task<Result<QList<QByteArray>>> subscriptions() override { co_return QList<QByteArray>(); }
    Task<Result<>> subscribe(QByteArray, bool) override { co_return Result<>(); }
    Task<Result<>> create(QByteArray) override { co_return Result<>(); }
    Task<Result<>> remove(QByteArray) override { co_return Result<>(); }
    Task<Result<>> rename(QByteArray, QByteArray) override { co_return Result<>(); }
    Task<Result<MailboxStatus>> status(QByteArray) override { co_return MailboxStatus(); }
    Task<Result<AppendResult>> append(QByteArray, Flags, qint64, std::shared_ptr<const MessageBody>) override
    {
        co_return AppendResult();
    }
    Task<Result<AppendResult>> copy(std::shared_ptr<Mailbox>, QList<quint32>, QByteArray) override
    {
        co_return AppendResult();
    }
};

class FakeAuthenticator final : public Authenticator
{
public:
    Task<LoginResult> login(LoginAttempt attempt) override
    {
        if (attempt.name == "cloud")
            co_return LoginLater{Error::temporary("away")};
        if (attempt.password.reveal() != "right word")
            co_return LoginDenied{};
        co_return Identity{attempt.name, {}, true};
    }
};

struct World
{
    FakeAuthenticator authenticator;
    std::shared_ptr<FakeAccount> account = std::make_shared<FakeAccount>();
    MaildropLocks locks;
    std::optional<MaildropLocks::Held> other;
    SystemClock clock;
    std::stop_source stop;
    std::stop_source leaving;
    PeerInfo peer;
    Pop3Policy policy{.leaveIdle = 3s};
    Pop3LoginPolicy loginPolicy;
    bool isLoggedIn = true; ///< the dialogue begins at home

    World()
    {
        peer.address = "192.0.2.1";
        loginPolicy.serverName = "front1.example.net";
        account->inbox->messages = {
            "Subject: one\r\n\r\n.dot\r\nsecond\r\nthird\r\n", "Subject: two\r\n\r\nno end"};
    }
    Result<> given(const QByteArray &fact)
    {
        if (fact == "given nobody has logged in")
            isLoggedIn = false;
        else if (fact == "given the connection is secure")
            peer.tls = "TLSv1.3 TEST";
        else if (fact == "given another session has the maildrop")
            other = locks.take(AccountId());
        else if (fact == "given the storage is away")
            account->isAway = true;
        else if (fact == "given the disk is sick")
            account->inbox->isSick = true;
        else if (fact == "given the disk breaks while reading")
            account->inbox->breaks = true;
        else if (fact == "given little patience")
            policy.idleTimeout = loginPolicy.commandTimeout = 300ms;
        else if (fact != "given all is sent at once")
            return fail(Error::internal(QStringLiteral("unknown fact: ") + QString::fromUtf8(fact)));
        return {};
    }
    Result<> check(const QByteArray &fact)
    {
        const auto list = [](const QList<quint32> &uids) {
            QByteArray text;
            for (const quint32 uid : uids)
                text += (text.isEmpty() ? "" : " ") + QByteArray::number(uid);
            return text.isEmpty() ? QByteArray("none") : text;
        };
        if (fact.startsWith("given "))
            return {};
        if (fact == "when the server stops")
            stop.request_stop();
        else if (fact == "when the member leaves")
            leaving.request_stop();
        else if (fact == "when the account moves away")
            account->end.request_stop();
        else if (fact.startsWith("then removed: ") && list(account->inbox->removed) == fact.mid(14))
            return {};
        else if (fact.startsWith("then read: ") && list(account->inbox->read) == fact.mid(11))
            return {};
        else
            return fail(Error::internal(QStringLiteral("not so: ") + QString::fromUtf8(fact)));
        return {};
    }
};

Task<> serve(std::shared_ptr<World> world, std::unique_ptr<ByteStream> stream)
{
    const auto token = std::make_shared<std::max_align_t>(); // nobody looks into it
    const std::shared_ptr<TlsContext> tls(token, reinterpret_cast<TlsContext *>(token.get()));
    if (!world->isLoggedIn) {
        Pop3Login login(*stream, world->loginPolicy, {world->authenticator, world->clock, tls}, SessionId(),
            world->stop.get_token());
        for (;;) {
            const std::optional<Identity> identity = co_await login.run();
            if (!identity)
                co_return;
            if (identity->login != "away")
                break;
            co_await login.refuse(Error::temporary("your mail is being moved"));
        }
    }
    Pop3Session session(std::move(stream), world->account, world->locks, world->policy, world->clock,
        SessionId(), world->stop.get_token(), world->leaving.get_token());
    co_await session.run();
}

} // namespace

class TestPop3 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scenario_data();
    void scenario();
    void locksAreLetGo();
    void commandLines();
    void numbers();
    void stuffingAtEverySplit_data();
    void stuffingAtEverySplit();
    void topAtEverySplit();
};

void TestPop3::scenario_data()
{
    QTest::addColumn<QString>("path");
    const QDir directory(QStringLiteral(HOMEPORT_SOURCE_DIR "/tests/scenario/pop3"));
    for (const QString &name : directory.entryList({QStringLiteral("*.txt")}, QDir::Files))
        QTest::newRow(name.toUtf8().constData()) << directory.filePath(name);
    QVERIFY(!directory.entryList({QStringLiteral("*.txt")}).isEmpty());
}

void TestPop3::scenario()
{
    QFETCH(QString, path);
    const Result<Dialogue> dialogue = Dialogue::fromFile(path);
    QVERIFY2(dialogue, dialogue ? "" : qPrintable(dialogue.error().forLog));
    auto world = std::make_shared<World>();
    Result<> premises;
    bool atOnce = false;
    const auto begin = [&](std::unique_ptr<ByteStream> stream) -> Task<> {
        world = std::make_shared<World>();
        for (const Dialogue::Step &step : dialogue->steps) {
            if (step.kind == Dialogue::Kind::Fact && step.text.startsWith("given ") && premises)
                premises = world->given(step.text);
        }
        dynamic_cast<MemoryStream &>(*stream).setPeer(world->peer);
        return serve(world, std::move(stream));
    };
    for (const Dialogue::Step &step : dialogue->steps)
        atOnce = atOnce || step.text == "given all is sent at once";
    const DialogueFact fact = [&](const QByteArray &line) { return world->check(line); };
    const Result<> played =
        atOnce ? playDialogue(*dialogue, begin, fact) : playDialogueBothWays(*dialogue, begin, fact);
    QVERIFY2(premises, premises ? "" : qPrintable(premises.error().forLog));
    QVERIFY2(played, played ? "" : qPrintable(played.error().forLog));
}

void TestPop3::locksAreLetGo()
{
    MaildropLocks locks;
    const AccountId ann = AccountId::random();
    {
        const auto held = locks.take(ann);
        QVERIFY(held);
        QVERIFY(!locks.take(ann));
        QVERIFY(locks.take(AccountId::random()));
    }
    QVERIFY(locks.take(ann));
}

void TestPop3::commandLines()
{
    QCOMPARE(*splitPop3Command("quit\r\n"), (Pop3CommandLine{"QUIT", {}}));
    QCOMPARE(*splitPop3Command("PASS  two words \r\n"), (Pop3CommandLine{"PASS", " two words "}));
    QVERIFY(!splitPop3Command("QUIT\n"));
    QVERIFY(!splitPop3Command("QU\rIT\r\n"));
    QVERIFY(!splitPop3Command(QByteArrayView("A\0B\r\n", 5)));
    QVERIFY(!splitPop3Command("USER " + QByteArray(250, 'x') + "\r\n"));
    QVERIFY(splitPop3Command("AUTH PLAIN " + QByteArray(2500, 'x') + "\r\n"));
}

void TestPop3::numbers()
{
    QCOMPARE(parsePop3Number("12").value_or(0), 12);
    for (const char *text : {"", "0", "-1", "1x", "99999999999", "+1"})
        QVERIFY2(!parsePop3Number(text), text);
    QCOMPARE(*parsePop3Numbers("3 0"), (Pop3Numbers{3, 0}));
    QCOMPARE(*parsePop3Numbers("3"), (Pop3Numbers{3, std::nullopt}));
    QVERIFY(!parsePop3Numbers("3 4 5"));
    QVERIFY(!parsePop3Numbers("3 -1"));
}

void TestPop3::stuffingAtEverySplit_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray() << QByteArray(".\r\n");
    QTest::newRow("dots") << QByteArray(".\r\n..a\r\nb.\r\n") << QByteArray("..\r\n...a\r\nb.\r\n.\r\n");
    QTest::newRow("no end") << QByteArray("a") << QByteArray("a\r\n.\r\n");
}

void TestPop3::stuffingAtEverySplit()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    for (qsizetype split = 0; split <= content.size(); ++split) {
        Pop3Stuffer stuffer;
        QByteArray out = stuffer.pass(content.left(split));
        out += stuffer.pass(content.mid(split));
        QCOMPARE(out + stuffer.finish(), expected);
    }
}

void TestPop3::topAtEverySplit()
{
    const QByteArray content = "A: b\r\n\r\none\r\ntwo\r\nthree\r\n";
    const QList<QByteArray> expected{
        "A: b\r\n\r\n", "A: b\r\n\r\none\r\n", "A: b\r\n\r\none\r\ntwo\r\n", content, content};
    for (qsizetype lines = 0; lines < expected.size(); ++lines) {
        for (qsizetype split = 0; split <= content.size(); ++split) {
            Pop3Top top(lines);
            QByteArray out = top.pass(QByteArrayView(content).first(split)).toByteArray();
            out += top.pass(QByteArrayView(content).sliced(split));
            QCOMPARE(out, expected[lines]);
            QCOMPARE(top.isComplete(), lines <= 3);
        }
    }
}

QTEST_GUILESS_MAIN(TestPop3)
#include "tst_pop3.moc"
