// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SMTP sessions as dialogues: tests/scenario/smtp, whole and byte by byte.
#include "server/smtp/smtpsession.h"
#include "tests/support/await.h"
#include "tests/support/dialogue.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <cstddef>

using namespace homeport;

namespace {

AccountPlace placeOf(const QByteArray &name)
{
    AccountPlace place;
    place.account.address = {name, "example.org"};
    place.account.id.bytes.fill(quint8(name[0]));
    return place;
}

class FakeIntake final : public MessageIntake
{
public:
    QList<IncomingMessage> messages;

    Task<Result<AcceptedRecipient>> checkRecipient(Address recipient, Sender sender) override
    {
        if (recipient.domain != "example.org" && recipient.domain != "front1.example.net"
            && sender == Sender::Stranger)
            co_return fail(Error::refused("relaying denied", {}, "5.7.1"));
        if (recipient.local == "nobody")
            co_return fail(Error::refused("no such account", {}, "5.1.1"));
        if (recipient.local == "cloud")
            co_return fail(Error::temporary("try again later", {}, "4.4.3"));
        AcceptedRecipient accepted{recipient, {}};
        accepted.resolution.accounts.append(placeOf(recipient.local));
        co_return accepted;
    }
    Task<Result<QByteArray>> accept(IncomingMessage message) override
    {
        if (message.from == "full@example.com")
            co_return fail(Error::temporary("no room", {}, "4.3.1"));
        if (message.from == "refused@example.com")
            co_return fail(Error::refused("not wanted", {}, "5.7.1"));
        messages.append(message);
        co_return QByteArray("queued");
    }
};

class FakeRouter final : public Router
{
public:
    Task<Route> route(Address, Freshness, Deadline) override { co_return NoSuchAccountRoute{}; }
    Task<Resolution> resolve(Address address, Freshness, Deadline) override
    {
        Resolution resolution;
        if (address.local == "cloud")
            resolution.unknown = Error::temporary("away");
        else if (address.local == "sales")
            resolution.accounts = {placeOf("ann")};
        else if (address.local == "all")
            resolution.accounts = {placeOf("ann"), placeOf("bob")};
        else if (address.domain == "example.org")
            resolution.accounts = {placeOf(address.local)};
        co_return resolution;
    }
    Task<RouteExplanation> explain(Address, Deadline) override { co_return RouteExplanation(); }
};

class FakeAuthenticator final : public Authenticator
{
public:
    LoginAttempt last;
    Task<LoginResult> login(LoginAttempt attempt) override
    {
        last = attempt;
        if (attempt.name == "cloud")
            co_return LoginLater{Error::temporary("away")};
        if (attempt.password.reveal() != "right")
            co_return LoginDenied{};
        co_return Identity{attempt.name, placeOf(attempt.name), true};
    }
};

/// Everything one connection needs; a fresh one per dialogue.
struct World
{
    FakeIntake intake;
    FakeRouter router;
    FakeAuthenticator authenticator;
    SystemClock clock;
    QTemporaryDir directory;
    std::stop_source stop;
    std::stop_source leaving;
    SmtpPolicy policy;
    PeerInfo peer;
    bool offersTls = true;

    World()
    {
        policy.serverName = "front1.example.net";
        policy.messageLimit = 2000;
        peer.address = "192.0.2.1";
    }

    Result<> given(const QByteArray &fact)
    {
        if (fact == "given submission")
            policy.sender = Sender::Account;
        else if (fact == "given the connection is secure")
            peer.tls = "TLSv1.3 TEST";
        else if (fact == "given there is no certificate")
            offersTls = false;
        else if (fact == "given at most 2 recipients")
            policy.recipientLimit = 2;
        else if (fact == "given little patience")
            policy.beforeMailTimeout = policy.commandTimeout = policy.dataTimeout = 300ms;
        else if (fact != "given all is sent at once")
            return fail(Error::internal(QStringLiteral("unknown fact: ") + QString::fromUtf8(fact)));
        return {};
    }

    Result<> check(const QByteArray &fact)
    {
        const auto wrong = [&fact](const QByteArray &what) {
            return fail(Error::internal(
                QString::fromUtf8(fact) + QStringLiteral(": but ") + QString::fromUtf8(what)));
        };
        if (fact.startsWith("given "))
            return {};
        if (fact == "when the server stops") {
            stop.request_stop();
            leaving.request_stop();
            return {};
        }
        if (fact == "when the member leaves") {
            leaving.request_stop();
            return {};
        }
        if (fact.startsWith("then messages: ")) {
            const QByteArray count = QByteArray::number(intake.messages.size());
            return fact.mid(15) == count ? Result<>() : wrong("there are " + count);
        }
        if (intake.messages.isEmpty())
            return wrong("there is no message");
        const IncomingMessage &message = intake.messages.last();
        const QByteArray body = message.body->read(0, message.body->size()).value_or(QByteArray());
        if (fact.startsWith("then the sender is ")) // "<…>"
            return fact.mid(19) == '<' + message.from + '>' ? Result<>() : wrong(message.from);
        if (fact.startsWith("then recipients: "))
            return fact.mid(17).toInt() == message.recipients.size() ? Result<>() : wrong("not so many");
        if (fact.startsWith("then the message has no "))
            return body.contains(fact.mid(24)) ? wrong(body) : Result<>();
        if (fact.startsWith("then the message has "))
            return body.contains(fact.mid(21)) ? Result<>() : wrong(body);
        if (fact.startsWith("then the message ends with "))
            return body.simplified().endsWith(fact.mid(27)) ? Result<>() : wrong(body);
        return wrong("it is not known");
    }
};

Task<> serve(std::shared_ptr<World> world, std::unique_ptr<ByteStream> stream)
{
    const auto token = std::make_shared<std::max_align_t>(); // nobody looks into it
    const std::shared_ptr<TlsContext> tls(token, reinterpret_cast<TlsContext *>(token.get()));
    SmtpPorts ports{world->intake, world->router, world->authenticator, world->clock,
        {world->directory.path().toUtf8(), std::make_shared<MessageBudget>(1'000'000)},
        world->offersTls ? tls : nullptr};
    SmtpSession session(std::move(stream), world->policy, ports, SessionId(), world->stop.get_token(),
        world->leaving.get_token());
    co_await session.run();
}

} // namespace

class TestSmtpSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scenario_data();
    void scenario();
    void largeMessageIsWhole();
    void longLineIsTaken();
};

void TestSmtpSession::scenario_data()
{
    QTest::addColumn<QString>("path");
    const QDir directory(QStringLiteral(HOMEPORT_SOURCE_DIR "/tests/scenario/smtp"));
    for (const QString &name : directory.entryList({QStringLiteral("*.txt")}, QDir::Files))
        QTest::newRow(name.toUtf8().constData()) << directory.filePath(name);
    QVERIFY(!directory.entryList({QStringLiteral("*.txt")}).isEmpty());
}

void TestSmtpSession::scenario()
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

namespace {

QByteArray received(const QByteArray &content, std::shared_ptr<World> world)
{
    QByteArray script =
        "S: 220 *\nC: EHLO c\nS*: 250 *\nC: MAIL FROM:<>\nS: 250 *\nC: RCPT TO:<ann@example.org>\nS: 250 *\n"
        "C: DATA\nS: 354 *\nS: 250 *\nC: QUIT\nS: 221 *\nCLOSE\n";
    Dialogue dialogue = *Dialogue::fromText(script);
    dialogue.steps.insert(9, {Dialogue::Kind::Send, content + "\r\n.\r\n", 0});
    const Result<> played = playDialogue(
        dialogue, [world](std::unique_ptr<ByteStream> stream) { return serve(world, std::move(stream)); });
    if (!played || world->intake.messages.isEmpty())
        return played ? "nothing" : played.error().forLog.toUtf8();
    const auto body = world->intake.messages.first().body;
    const QByteArray bytes = body->read(0, body->size()).value_or(QByteArray());
    return bytes.mid(bytes.indexOf("+0000\r\n") + 7);
}

} // namespace

void TestSmtpSession::largeMessageIsWhole()
{
    const auto world = std::make_shared<World>();
    world->policy.messageLimit = 10'000'000;
    QByteArray content = "Subject: x\r\n\r\n";
    for (int i = 0; content.size() < 2'000'000; ++i)
        content += "line " + QByteArray::number(i) + "\r\n";
    content.chop(2);
    QVERIFY(received(content, world) == content + "\r\n");
    QVERIFY(world->intake.messages.first().body->isInFile());
}

void TestSmtpSession::longLineIsTaken()
{
    const auto world = std::make_shared<World>();
    world->policy.messageLimit = 10'000'000;
    const QByteArray content = "Subject: x\r\n\r\n" + QByteArray(300'000, 'x');
    QVERIFY(received(content, world) == content + "\r\n");
}

QTEST_GUILESS_MAIN(TestSmtpSession)
#include "tst_smtpsession.moc"
