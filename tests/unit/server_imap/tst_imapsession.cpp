// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Dialogues with IMAP, from the greeting to the end, whole and byte by byte; and large messages under back
// pressure.
#include "server/imap/imaplogin.h"
#include "server/imap/imapsession.h"
#include "shared/mail/reply.h"
#include "tests/support/await.h"
#include "tests/support/dialogue.h"
#include "tests/unit/server_imap/fakeaccount.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;

namespace {

const QByteArray plainMail = "From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: Hello\r\n"
                             "Date: Thu, 1 Jan 2026 10:00:00 +0100\r\n\r\nFirst line\r\nSecond line\r\n";
const QByteArray mixedMail =
    "From: Bob <bob@example.org>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "SGlkZGVuIHdvcmQ=\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
    "Subject: inner\r\n\r\ninner text\r\n--b--\r\n";

class FakeAuthenticator final : public Authenticator
{
public:
    Task<LoginResult> login(LoginAttempt attempt) override
    {
        co_await sleepFor(0ms);
        if (attempt.name == "later")
            co_return LoginResult(LoginLater{Error::temporary("the directory is away", {}, "4.3.0")});
        if (attempt.name != "ann" || attempt.password.reveal() != "secret")
            co_return LoginResult(LoginDenied{});
        Identity identity;
        identity.login = attempt.name;
        co_return LoginResult(std::move(identity));
    }
};

/// What one dialogue has to do with; made anew for each.
struct World
{
    QTemporaryDir directory;
    SystemClock clock;
    FakeAuthenticator authenticator;
    ImapLoginSettings login;
    imap::ImapSettings settings;
    std::shared_ptr<FakeAccount> account = std::make_shared<FakeAccount>();
    std::stop_source leaving;

    World()
    {
        settings.bodies = {directory.path().toLocal8Bit(), nullptr};
        settings.maxMessageSize = 100'000;
        settings.badCommandLimit = 5;
        login.badCommandLimit = 4;
        const auto inbox = account->box("INBOX");
        inbox->add(plainMail, {}, 1'767'225'600'000);
        inbox->add(mixedMail, {quint8(SystemFlag::Flagged), {"$Old"}}, 1'767'312'000'000);
    }

    Result<> fact(const QByteArray &line)
    {
        const auto inbox = account->box("INBOX");
        if (line == "given passwords in the clear are allowed")
            login.passwordsInTheClear = PasswordsInTheClear::Allowed;
        else if (line == "given TLS is offered") // any non-null pointer: the stream in memory only pretends
            login.tls =
                std::shared_ptr<TlsContext>(std::make_shared<int>(), reinterpret_cast<TlsContext *>(this));
        else if (line == "when mail arrives")
            inbox->add(plainMail, {}, 1'767'398'400'000);
        else if (line == "when another session removes 1")
            inbox->remove(1);
        else if (line == "when another session flags 2 new")
            flag(*inbox, 2);
        else if (line == "when the account ends")
            account->end.request_stop();
        else if (line == "when the member leaves")
            leaving.request_stop();
        else
            return fail(Error::internal(QStringLiteral("unknown fact ") + QString::fromUtf8(line)));
        return {};
    }

    static void flag(FakeBox &box, quint32 uid)
    {
        box.messages[box.find(uid)].info.flags.keywords.append("new");
        box.note(FakeBox::Kind::Changed, uid);
    }
};

Task<> serve(std::shared_ptr<World> world, std::unique_ptr<ByteStream> stream)
{
    std::optional<ImapLoggedIn> who;
    {
        ImapLogin login(*stream, world->authenticator, world->login, world->clock, SessionId());
        who = co_await login.run();
    }
    if (!who)
        co_return;
    const ImapStart start{who->tag, SessionId(), world->leaving.get_token()};
    ImapSession session(std::move(stream), world->account, start, world->settings, world->clock);
    co_await session.run();
}

QString scenarios() { return QStringLiteral(HOMEPORT_SOURCE_DIR "/tests/scenario/imap"); }

} // namespace

class TestImapSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dialogues_data();
    void dialogues();
    void largeMessageIsStreamedUnderBackPressure();
    void sessionEndsWithItsStream();
};

void TestImapSession::dialogues_data()
{
    QTest::addColumn<QString>("path");
    const QStringList files = QDir(scenarios()).entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name);
    QVERIFY(!files.isEmpty());
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << scenarios() + u'/' + file;
}

void TestImapSession::dialogues()
{
    QFETCH(QString, path);
    const auto dialogue = Dialogue::fromFile(path);
    QVERIFY2(dialogue, dialogue ? "" : qPrintable(dialogue.error().forLog));
    for (const Sending sending : {Sending::Whole, Sending::EveryByte}) {
        const auto world = std::make_shared<World>();
        // "given" lines hold before the session begins
        for (const Dialogue::Step &step : dialogue->steps) {
            if (step.kind == Dialogue::Kind::Fact && step.text.startsWith("given "))
                QVERIFY(world->fact(step.text));
        }
        const auto played = playDialogue(
            *dialogue,
            [world](std::unique_ptr<ByteStream> stream) { return serve(world, std::move(stream)); },
            [world](const QByteArray &line) {
                return line.startsWith("given ") ? Result<>() : world->fact(line);
            },
            sending);
        QVERIFY2(played, played ? "" : qPrintable(played.error().forLog));
    }
}

void TestImapSession::largeMessageIsStreamedUnderBackPressure()
{
    const auto world = std::make_shared<World>();
    const QByteArray large = "Subject: large\r\n\r\n" + QByteArray("0123456789abcdef\r\n").repeated(200'000);
    world->account->box("INBOX")->add(large, {}, 0);
    auto [server, client] = MemoryStream::pair();
    Task<> session = [](std::shared_ptr<World> w, std::unique_ptr<ByteStream> stream) -> Task<> {
        ImapSession imapSession(std::move(stream), w->account, {"t", SessionId()}, w->settings, w->clock);
        co_await imapSession.run();
    }(world, std::move(server));
    Task<QByteArray> reader = [](ByteStream &stream) -> Task<QByteArray> {
        co_await stream.write("a SELECT INBOX\r\nb FETCH 3 BODY.PEEK[]\r\nc LOGOUT\r\n");
        QByteArray all;
        for (;;) {
            const auto bytes = co_await stream.readSome(50'000, Deadline(60s));
            if (!bytes)
                co_return all;
            all += *bytes;
        }
    }(*client);
    const QByteArray all = resultOf(std::move(reader));
    waitUntilDone(std::move(session));
    const QByteArray announced = "* 3 FETCH (BODY[] {" + QByteArray::number(large.size()) + "}\r\n";
    const qsizetype at = all.indexOf(announced);
    QVERIFY(at >= 0);
    QVERIFY(all.mid(at + announced.size(), large.size()) == large);
    QVERIFY(all.mid(at + announced.size() + large.size()).startsWith(")\r\nb OK"));
    QVERIFY(all.endsWith("c OK Logout completed\r\n"));
}

void TestImapSession::sessionEndsWithItsStream()
{
    for (const QByteArray &last :
        {QByteArray("a SELECT INBOX\r\nb IDLE\r\n"), QByteArray("a LOGIN {5}\r\nab"),
            QByteArray("a APPEND INBOX {50}\r\nhalf"), QByteArray("a NO")}) {
        const auto world = std::make_shared<World>();
        auto [server, client] = MemoryStream::pair();
        Task<> session = [](std::shared_ptr<World> w, std::unique_ptr<ByteStream> stream) -> Task<> {
            ImapSession imapSession(std::move(stream), w->account, {"t", SessionId()}, w->settings, w->clock);
            co_await imapSession.run();
        }(world, std::move(server));
        Task<bool> leave = [](ByteStream &stream, QByteArray bytes) -> Task<bool> {
            co_await stream.write(bytes);
            co_await sleepFor(20ms);
            stream.close();
            co_return true;
        }(*client, last);
        QVERIFY(resultOf(std::move(leave)));
        waitUntilDone(std::move(session));
        QCOMPARE(world->account->box("INBOX")->messages.size(), 2); // no half message
    }
}

QTEST_GUILESS_MAIN(TestImapSession)
#include "tst_imapsession.moc"
