// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The promises of server/smtp/syntax: each case whole, then split at every byte.
#include "server/smtp/syntax/capabilities.h"
#include "server/smtp/syntax/command.h"
#include "server/smtp/syntax/datadecoder.h"
#include "server/smtp/syntax/headerwatch.h"

#include <QTest>

using namespace homeport;

namespace {

struct Decoded
{
    QByteArray content;
    qsizetype consumed = 0;
    bool isEnd = false;
    std::optional<Reply> fault;
};

/// Feeds `bytes` in pieces of `piece` bytes; the first piece has `first`.
Decoded decode(const QByteArray &bytes, qsizetype first, qsizetype piece, DataDecoder::Limits limits = {})
{
    DataDecoder decoder(limits);
    Decoded result;
    qsizetype length = first;
    while (!result.isEnd && result.consumed < bytes.size()) {
        const QByteArrayView given =
            QByteArrayView(bytes).sliced(result.consumed, std::min(length, bytes.size() - result.consumed));
        const DataDecoder::Step step = decoder.feed(given);
        result.content += step.content;
        result.consumed += step.consumed;
        result.isEnd = step.isEnd;
        length = piece;
    }
    result.fault = decoder.fault();
    return result;
}

QByteArray watched(
    const QByteArray &content, qsizetype piece, HeaderWatch::Completion completion, int *hops = nullptr)
{
    HeaderWatch watch(completion);
    QByteArray out;
    for (qsizetype at = 0; at < content.size(); at += piece)
        out += watch.pass(QByteArrayView(content).sliced(at, std::min(piece, content.size() - at)));
    out += watch.finish();
    if (hops)
        *hops = watch.hops();
    return out;
}

} // namespace

class TestSmtpSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandLines_data();
    void commandLines();
    void lineEndsAreStrict();
    void mailFrom_data();
    void mailFrom();
    void rcptTo_data();
    void rcptTo();
    void heloNames();
    void authArguments();
    void dataIsDecodedAtEverySplit_data();
    void dataIsDecodedAtEverySplit();
    void dataLimits();
    void headerIsCompleted_data();
    void headerIsCompleted();
    void hopsAreCounted();
    void repliesAreWritten();
    void repliesAreRead_data();
    void repliesAreRead();
    void capabilitiesAreRead();
};

void TestSmtpSyntax::commandLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("argument");
    QTest::newRow("plain") << QByteArray("NOOP\r\n") << QByteArray("NOOP") << QByteArray();
    QTest::newRow("lower case") << QByteArray("quit\r\n") << QByteArray("QUIT") << QByteArray();
    QTest::newRow("trailing blanks") << QByteArray("RSET  \r\n") << QByteArray("RSET") << QByteArray();
    QTest::newRow("argument") << QByteArray("Mail  From:<a@b.c> X=y\r\n") << QByteArray("MAIL")
                              << QByteArray("From:<a@b.c> X=y");
    QTest::newRow("empty") << QByteArray("\r\n") << QByteArray() << QByteArray();
    QTest::newRow("long AUTH") << "AUTH PLAIN " + QByteArray(12000, 'A') + "\r\n"
                               << QByteArray("AUTH") << "PLAIN " + QByteArray(12000, 'A');
    QTest::newRow("NUL") << QByteArray("NO\0OP\r\n", 7) << QByteArray("error") << QByteArray();
    QTest::newRow("eight bits") << QByteArray("NOOP \xc3\xa4\r\n") << QByteArray("error") << QByteArray();
    QTest::newRow("tab") << QByteArray("NOOP\tx\r\n") << QByteArray("error") << QByteArray();
    QTest::newRow("too long") << "NOOP " + QByteArray(2048, 'x') + "\r\n"
                              << QByteArray("error") << QByteArray();
}

void TestSmtpSyntax::commandLines()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, argument);
    const SmtpParsed<SmtpCommandLine> command = splitCommand(line);
    if (verb == "error") {
        QVERIFY(!command);
        QCOMPARE(command.error().code, 500);
        return;
    }
    QVERIFY(command);
    QCOMPARE(command->verb, verb);
    QCOMPARE(command->argument, argument);
}

void TestSmtpSyntax::lineEndsAreStrict()
{
    QVERIFY(hasStrictLineEnd("NOOP\r\n"));
    for (const QByteArray &line :
        QList<QByteArray>{"NOOP\n", "NOOP", "NO\rOP\r\n", "NOOP\r\r\n", "\n", "NOOP\r", "\r\nNOOP\r\n"})
        QVERIFY2(!hasStrictLineEnd(line), line.toHex());
}

void TestSmtpSyntax::mailFrom_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<qint64>("size");
    const auto row = [](const char *name, const QByteArray &argument, int code, const QByteArray &from = {},
                         qint64 size = 0) { QTest::newRow(name) << argument << code << from << size; };
    row("null sender", "FROM:<>", 0);
    row("null sender with blanks", "FROM: <>  SIZE=5", 0, {}, 5);
    row("address", "from:<ann@example.org>", 0, "ann@example.org");
    row("source route", "FROM:<@a.example,@b.example:ann@example.org>", 0, "ann@example.org");
    row("quoted", "FROM:<\"a> b\"@example.org> BODY=8BITMIME", 0, "\"a> b\"@example.org");
    row("size and auth", "FROM:<ann@example.org> SIZE=1000 AUTH=<> body=7bit", 0, "ann@example.org", 1000);
    row("huge size", "FROM:<> SIZE=99999999999999999999", 0, {}, std::numeric_limits<qint64>::max());
    row("bad size", "FROM:<> SIZE=-1", 501);
    row("size beyond 20 digits", "FROM:<> SIZE=999999999999999999999", 501);
    row("size twice", "FROM:<> SIZE=1 SIZE=1", 501);
    row("bad body", "FROM:<> BODY=BINARYMIME", 504);
    row("bad xtext", "FROM:<> AUTH=a+ZZ", 501);
    row("smtputf8", "FROM:<> SMTPUTF8", 555);
    row("unknown", "FROM:<> X=Y", 555);
    row("no value", "FROM:<> SIZE=", 501);
    row("no blank", "FROM:<>SIZE=1", 501);
    row("no brackets", "FROM:ann@example.org", 501);
    row("no path", "FROM:", 501);
    row("no keyword", "<ann@example.org>", 501);
    row("no end", "FROM:<ann@example.org", 501);
}

void TestSmtpSyntax::mailFrom()
{
    QFETCH(QByteArray, argument);
    QFETCH(int, code);
    const SmtpParsed<MailCommand> command = parseMail(argument);
    QCOMPARE(command ? 0 : command.error().code, code);
    if (!command)
        return;
    QTEST(command->from ? command->from->text() : QByteArray(), "from");
    QTEST(command->size, "size");
}

void TestSmtpSyntax::rcptTo_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("local");
    const auto row = [](const char *name, const QByteArray &argument, int code,
                         const QByteArray &local = {}) { QTest::newRow(name) << argument << code << local; };
    row("address", "TO:<ann@example.org>", 0, "ann");
    row("percent is no route", "TO:<u%d@example.org>", 0, "u%d");
    row("quoted at is no route", "TO:<\"u@d\"@example.org>", 0, "u@d");
    row("bang is no route", "TO:<d!u@example.org>", 0, "d!u");
    row("source route is dropped", "TO:<@example.org:u@d.example>", 0, "u");
    row("postmaster", "TO:<PostMaster>", 0, "postmaster");
    row("two ats", "TO:<u@d@example.org>", 501);
    row("null", "TO:<>", 501);
    row("no domain", "TO:<ann>", 501);
    row("notify", "TO:<ann@example.org> NOTIFY=NEVER", 555);
    row("postmaster with parameter", "TO:<postmaster> X=1", 555);
}

void TestSmtpSyntax::rcptTo()
{
    QFETCH(QByteArray, argument);
    QFETCH(int, code);
    const SmtpParsed<Address> address = parseRcpt(argument);
    QCOMPARE(address ? 0 : address.error().code, code);
    if (address)
        QTEST(address->local, "local");
}

void TestSmtpSyntax::heloNames()
{
    for (const char *name : {"client.example.org", "[192.0.2.1]", "[IPv6:2001:db8::1]", "my_pc"})
        QVERIFY2(parseHelo(name), name);
    for (const char *name : {"", "two words", "<script>", "a(b)", "a;b"})
        QVERIFY2(!parseHelo(name), name);
}

void TestSmtpSyntax::authArguments()
{
    QCOMPARE(*parseAuth("plain"), (AuthCommand{"PLAIN", std::nullopt}));
    QCOMPARE(*parseAuth("PLAIN AGEAYg=="), (AuthCommand{"PLAIN", "AGEAYg=="}));
    QVERIFY(!parseAuth(""));
    QVERIFY(!parseAuth("PLAIN a b"));
}

void TestSmtpSyntax::dataIsDecodedAtEverySplit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &content, int code = 0,
                         const QByteArray &rest = {}) {
        QTest::newRow(name) << bytes << content << code << rest;
    };
    row("empty", ".\r\n", "");
    row("one line", "Hi\r\n.\r\n", "Hi\r\n");
    row("pipelined behind", "Hi\r\n.\r\nQUIT\r\n", "Hi\r\n", 0, "QUIT\r\n");
    row("stuffed", "..\r\n...x\r\n.y\r\n.\r\n", ".\r\n..x\r\ny\r\n");
    row("dots inside", "a.\r\n .\r\n.\r\n", "a.\r\n .\r\n");
    // smuggling: what any other server may take for the end is none here, and refuses the message
    row("LF . LF", "a\n.\nMAIL\r\n.\r\n", "", 550);
    row("LF . CR LF", "a\n.\r\nMAIL\r\n.\r\n", "", 550);
    row("CR LF . LF", "a\r\n.\nMAIL\r\n.\r\n", "", 550);
    row("LF . CR", "a\n.\rMAIL\r\n.\r\n", "", 550);
    row("CR . LF", "a\r.\nMAIL\r\n.\r\n", "", 550);
    row("CR . CR", "a\r.\rMAIL\r\n.\r\n", "", 550);
    row("CR . CR LF", "a\r.\r\nMAIL\r\n.\r\n", "", 550);
    row("CR LF . CR", "a\r\n.\rMAIL\r\n.\r\n", "", 550);
    row("CR LF NUL . CR LF", QByteArray("a\r\n\0.\r\nMAIL\r\n.\r\n", 16), "", 554);
    row("CR CR LF . CR LF", "a\r\r\n.\r\n", "", 550);
    row("CR LF . CR CR LF", "a\r\n.\r\r\nb\r\n.\r\n", "", 550);
    row("bare LF at the beginning", "\n.\r\n.\r\n", "", 550);
    row("bare LF first, NUL later", QByteArray("a\nb\0\r\n.\r\n", 9), "", 550);
    row("NUL", QByteArray("a\0b\r\n.\r\n", 8), "", 554);
}

void TestSmtpSyntax::dataIsDecodedAtEverySplit()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    QFETCH(QByteArray, rest);
    const auto check = [&](qsizetype first, qsizetype piece) {
        const Decoded decoded = decode(bytes, first, piece);
        QVERIFY(decoded.isEnd);
        QCOMPARE(decoded.consumed, bytes.size() - rest.size());
        QCOMPARE(decoded.fault ? decoded.fault->code : 0, code);
        if (code == 0)
            QCOMPARE(decoded.content, content);
    };
    check(bytes.size(), bytes.size());
    check(1, 1);
    for (qsizetype split = 1; split < bytes.size(); ++split)
        check(split, bytes.size());
}

void TestSmtpSyntax::dataLimits()
{
    const QByteArray bytes = QByteArray(100, 'x') + "\r\n" + QByteArray(50, 'y') + "\r\n.\r\n";
    QVERIFY(!decode(bytes, 7, 7, {.size = 154}).fault);
    QCOMPARE(decode(bytes, 7, 7, {.size = 153}).fault->status, "5.3.4");
    QVERIFY(decode(bytes, 7, 7, {.size = 153}).isEnd);
    QVERIFY(!decode(bytes, 7, 7, {.line = 102}).fault);
    QCOMPARE(decode(bytes, 7, 7, {.line = 101}).fault->code, 554);
}

void TestSmtpSyntax::headerIsCompleted_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("complete") << QByteArray("date: x\r\nMESSAGE-ID : y\r\n\r\nbody\r\n")
                              << QByteArray("date: x\r\nMESSAGE-ID : y\r\n\r\nbody\r\n");
    QTest::newRow("both missing") << QByteArray("Subject: a\r\n b\r\n\r\nDate: in the body\r\n")
                                  << QByteArray("Subject: a\r\n b\r\nD\r\nM\r\n\r\nDate: in the body\r\n");
    QTest::newRow("one missing") << QByteArray("Date: x\r\n\r\n") << QByteArray("Date: x\r\nM\r\n\r\n");
    QTest::newRow("no header") << QByteArray("hello world\r\nbye\r\n")
                               << QByteArray("D\r\nM\r\n\r\nhello world\r\nbye\r\n");
    QTest::newRow("no body") << QByteArray("Subject: a\r\n") << QByteArray("Subject: a\r\nD\r\nM\r\n");
    QTest::newRow("empty") << QByteArray() << QByteArray("D\r\nM\r\n");
    QTest::newRow("empty line first") << QByteArray("\r\nbody\r\n") << QByteArray("D\r\nM\r\n\r\nbody\r\n");
    const QByteArray line = "Subject: " + QByteArray(5000, 'x') + "Date: no field\r\n";
    QTest::newRow("long line") << line + "\r\nb\r\n" << line + "D\r\nM\r\n\r\nb\r\n";
}

void TestSmtpSyntax::headerIsCompleted()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7), qsizetype(999),
             std::max<qsizetype>(1, content.size())}) {
        QCOMPARE(watched(content, piece, {"D\r\n", "M\r\n"}), expected);
        QCOMPARE(watched(content, piece, {}), content); // asked for nothing: nothing changes
    }
}

void TestSmtpSyntax::hopsAreCounted()
{
    int hops = 0;
    watched("Received: a\r\n\tb\r\nreceived: c\r\nX-Received: d\r\n\r\nReceived: body\r\n", 1, {}, &hops);
    QCOMPARE(hops, 2);
}

void TestSmtpSyntax::repliesAreWritten()
{
    QCOMPARE(Reply(250, "2.1.0", "ok").bytes(), "250 2.1.0 ok\r\n");
    Reply ehlo(250, {}, "name");
    ehlo.lines << "SIZE 5";
    QCOMPARE(ehlo.bytes(), "250-name\r\n250 SIZE 5\r\n");
    QCOMPARE(
        Reply::of(Error::refused("no such account", {}, "5.1.1")), Reply(550, "5.1.1", "no such account"));
    QCOMPARE(Reply::of(Error::internal(QStringLiteral("secret"))).code, 451);
}

void TestSmtpSyntax::repliesAreRead_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("one") << QByteArray("250 ok\r\n") << 250 << QByteArray("250 ok");
    QTest::newRow("bare code") << QByteArray("250\r\n") << 250 << QByteArray("250 ");
    QTest::newRow("many") << QByteArray("550-5.1.1 no\r\n550 5.1.1 body\r\n") << 550
                          << QByteArray("550 5.1.1 no body");
    QTest::newRow("status of another class")
        << QByteArray("250 5.1.1 x\r\n") << 250 << QByteArray("250 5.1.1 x");
    QTest::newRow("version is no status")
        << QByteArray("220 2.0 server\r\n") << 220 << QByteArray("220 2.0 server");
    QTest::newRow("control characters")
        << QByteArray("450 a\x1b[0m\xff\r\n") << 450 << QByteArray("450 a?[0m?");
    QTest::newRow("bare LF") << QByteArray("250 ok\n") << 250 << QByteArray("250 ok");
    QTest::newRow("two codes") << QByteArray("250-a\r\n550 b\r\n") << 0 << QByteArray();
    QTest::newRow("no code") << QByteArray("hello\r\n") << 0 << QByteArray();
    QTest::newRow("bad code") << QByteArray("999 x\r\n") << 0 << QByteArray();
    QTest::newRow("bad separator") << QByteArray("250_x\r\n") << 0 << QByteArray();
    QTest::newRow("empty") << QByteArray("\r\n") << 0 << QByteArray();
    QTest::newRow("endless") << QByteArray("250-x\r\n").repeated(300) << 0 << QByteArray();
}

void TestSmtpSyntax::repliesAreRead()
{
    QFETCH(QByteArray, lines);
    ReplyParser parser;
    std::optional<Reply> reply;
    bool failed = false;
    for (qsizetype at = 0; at < lines.size() && !failed && !reply;) {
        const qsizetype end = lines.indexOf('\n', at) + 1;
        const Result<std::optional<Reply>> step = parser.addLine(QByteArrayView(lines).sliced(at, end - at));
        failed = !step;
        if (step)
            reply = *step;
        at = end;
    }
    QTEST(reply ? reply->code : 0, "code");
    QTEST(reply ? reply->text() : QByteArray(), "text");
    QCOMPARE(failed, !reply);
}

void TestSmtpSyntax::capabilitiesAreRead()
{
    Reply ehlo(250, {}, "STARTTLS is the name of this server");
    ehlo.lines << "pipelining"
               << "SIZE 1000"
               << "8BITMIME"
               << "AUTH PLAIN login"
               << "AUTH=LOGIN"
               << "X-NEW";
    const Capabilities found = parseCapabilities(ehlo);
    QVERIFY(!found.startTls);
    QVERIFY(found.pipelining);
    QVERIFY(found.eightBitMime);
    QCOMPARE(found.size, 1000);
    QCOMPARE(found.mechanisms, QList<QByteArray>({"PLAIN", "LOGIN"}));
}

QTEST_GUILESS_MAIN(TestSmtpSyntax)
#include "tst_smtpsyntax.moc"
