// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Dates, header fields, address lists, encoded words, parameters and the MIME scan.
#include "shared/mail/datetime.h"
#include "shared/mail/mime.h"
#include "shared/mail/transferencoding.h"

#include <QElapsedTimer>
#include <QTest>

using namespace homeport;

namespace {

/// Offsets and types of a tree as one text, for comparison.
QByteArray shape(const MimePart &part, QByteArrayView message)
{
    QByteArray out = part.type + '/' + part.subtype + '[' + QByteArray::number(part.lines) + ' '
        + message.sliced(part.bodyOffset, part.bodyLength).toByteArray().replace("\r\n", "$").left(20) + ']';
    if (!part.children.empty()) {
        out += '(';
        for (const MimePart &child : part.children)
            out += shape(child, message);
        out += ')';
    }
    return out;
}

const QByteArray nested = "From: a@b\r\n"
                          "Content-Type: multipart/mixed; boundary=\"out\"\r\n"
                          "\r\n"
                          "preamble\r\n"
                          "--out\r\n"
                          "\r\n"
                          "one\r\ntwo\r\n"
                          "--out  \r\n"
                          "Content-Type: message/rfc822\r\n"
                          "\r\n"
                          "Subject: inner\r\n"
                          "Content-Type: multipart/alternative; boundary=in\r\n"
                          "\r\n"
                          "--in\r\n"
                          "Content-Type: text/html; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: BASE64\r\n"
                          "\r\n"
                          "eA==\r\n"
                          "\r\n"
                          "--in--\r\n"
                          "\r\n"
                          "--out\r\n"
                          "Content-Type: image/png; name=x\r\n"
                          "--out--\r\n"
                          "epilogue\r\n";

} // namespace

class TestMailSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mailDates_data();
    void mailDates();
    void badMailDates();
    void internalDates();
    void headerFieldsAreIterated();
    void encodedWords();
    void addressLists_data();
    void addressLists();
    void parametersAreRead();
    void extendedParametersAreJoined();
    void transferEncodings();
    void mimeTree();
    void mimeTreeSplitAtEveryByte();
    void digestPartsAreMessages();
    void brokenMimeIsShownAsText();
    void bombsAreLinear();
    void envelopesFillSenderAndReplyTo();
};

void TestMailSyntax::mailDates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("formatted");
    const auto row = [](const char *text, const char *formatted) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(formatted);
    };
    row("Thu, 01 Jan 2026 10:00:00 +0100", "Thu, 01 Jan 2026 10:00:00 +0100");
    row("1 Jan 2026 10:00 -0330 (NST)", "Thu, 01 Jan 2026 10:00:00 -0330");
    row("Thu,1 Jan 26 10:00:00 GMT", "Thu, 01 Jan 2026 10:00:00 +0000");
    row("Fri, 1 Jan 99 10:00:60 PST", "Fri, 01 Jan 1999 10:00:59 -0800");
    row("Thu, 1 January 2026 10:00:00", "Thu, 01 Jan 2026 10:00:00 +0000");
    row("Thu, 1 (a (b) c) Jan 2026 10:00:00 +9999", "Thu, 01 Jan 2026 10:00:00 +0000");
}

void TestMailSyntax::mailDates()
{
    QFETCH(QByteArray, text);
    const auto date = parseMailDate(text);
    QVERIFY(date);
    QTEST(formatMailDate(*date), "formatted");
}

void TestMailSyntax::badMailDates()
{
    for (const char *bad : {"", "x", "Thu", "32 Jan 2026 10:00:00", "1 Foo 2026 10:00:00",
             "1 Jan 2026 25:00:00", "1 Jan 2026", "29 Feb 2025 10:00:00", "(", "1 Jan 2026 10"})
        QVERIFY2(!parseMailDate(bad), bad);
}

void TestMailSyntax::internalDates()
{
    const auto date = parseInternalDate(" 1-Jan-2026 10:00:00 +0100");
    QVERIFY(date);
    QCOMPARE(formatInternalDate(*date), " 1-Jan-2026 10:00:00 +0100");
    QCOMPARE(formatInternalDate(date->toMSecsSinceEpoch()), " 1-Jan-2026 09:00:00 +0000");
    QVERIFY(parseInternalDate("17-Jul-1996 02:44:25 -0700"));
    for (const char *bad : {"", "1-Jan-2026", "1-Jan-2026 10:00:00", "1-Jan-2026 10:00:00 CET",
             "32-Jan-2026 10:00:00 +0000", "1-Jan-26 10:00:00 +0000", "1-Jan-2026 1:00:00 +0000"})
        QVERIFY2(!parseInternalDate(bad), bad);
    QCOMPARE(*parseImapDate("1-Feb-2026"), QDate(2026, 2, 1));
    QVERIFY(!parseImapDate("1-Feb-26"));
}

void TestMailSyntax::headerFieldsAreIterated()
{
    const QByteArray header = "A: one\r\n two\r\nnot a field\r\nB : x\nC:\r\n\r\nD: body\r\n";
    HeaderFields fields(header);
    const auto a = fields.next();
    QCOMPARE(a->name, "A");
    QCOMPARE(unfold(a->value), "one two");
    QCOMPARE(a->raw, "A: one\r\n two\r\n");
    QCOMPARE(fields.next()->name, "B");
    QCOMPARE(fields.next()->name, "C");
    QVERIFY(!fields.next());
    QCOMPARE(headerLength(header), header.size() - 9);
    QCOMPARE(headerLength("A: b"), 4);
    QCOMPARE(*headerValue(header, "a"), "one two");
    QVERIFY(!headerValue(header, "D"));
}

void TestMailSyntax::encodedWords()
{
    QCOMPARE(decodeEncodedWords("=?utf-8?Q?J=C3=B6rg_?= =?UTF-8?b?w6Q=?= x"),
        QString::fromUtf8("J\xc3\xb6rg \xc3\xa4 x"));
    QCOMPARE(decodeEncodedWords("a =?iso-8859-1*en?q?=e4?= b"), QString::fromUtf8("a \xc3\xa4 b"));
    for (const char *plain : {"=?", "=?utf-8?", "=?utf-8?q?", "=?utf-8?x?a?=", "a=?=?=?b", "plain"})
        QCOMPARE(decodeEncodedWords(plain), QString::fromLatin1(plain));
    QCOMPARE(decodeEncodedWords("\xe4"), QString::fromUtf8("\xc3\xa4"));
    QElapsedTimer timer;
    timer.start();
    decodeEncodedWords(QByteArray("=?a?b? ").repeated(100'000));
    decodeEncodedWords(QByteArray("=?").repeated(300'000));
    QVERIFY(timer.elapsed() < 10'000);
}

void TestMailSyntax::addressLists_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *text, const char *shown) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(shown);
    };
    row("ann@x.org", "||ann|x.org;");
    row("Ann Bee <ann@x.org>, b@y", "|Ann Bee|ann|x.org;||b|y;");
    row("\"Bee, \\\"Ann\\\"\" <ann@x.org>", "|Bee, \"Ann\"|ann|x.org;");
    row("ann@x.org (Ann (x) Bee)", "|Ann (x) Bee|ann|x.org;");
    row("Friends: a@b, C <c@d>;, e@f", "G||Friends|;||a|b;|C|c|d;E|||;||e|f;");
    row("undisclosed-recipients:;", "G||undisclosed-recipients|;E|||;");
    row("<@r1,@r2:u@d>", "||u|d;");
    row("\"a b@c\"@d", "||a b@c|d;");
    row("J. R. Doe <j@d>", "|J. R. Doe|j|d;");
    row("a . b @ c . d", "||a.b|c.d;");
    row("nobody", "||nobody|;");
    row(" , ,\r\n ,", "");
    row("x <u@[IPv6:::1]>", "|x|u|[IPv6:::1];");
    row("\"unfinished", "||unfinished|;");
    row("a <b", "|a|b|;");
    row("G: a@b", "G||G|;||a|b;E|||;");
}

void TestMailSyntax::addressLists()
{
    QFETCH(QByteArray, text);
    QByteArray shown;
    const QList<ListedAddress> list = parseAddressList(text);
    for (const ListedAddress &address : list) {
        const char *kinds[] = {"", "G", "E"};
        shown += kinds[int(address.kind)];
        shown += '|' + address.name + '|' + address.mailbox + '|' + address.host + ';';
    }
    QTEST(shown, "shown");
}

void TestMailSyntax::parametersAreRead()
{
    const ParameterList list = parseParameters(
        " Text/Plain (comment; x) ; Charset=\"utf-8\" ; format = flowed; x; =y; name=\"a\\\"b;c\" ;z=(c)1");
    QCOMPARE(list.value, "text/plain");
    const QList<Parameter> wanted{{"charset", "utf-8"}, {"format", "flowed"}, {"name", "a\"b;c"}, {"z", "1"}};
    QCOMPARE(list.parameters, wanted);
    QCOMPARE(parseParameters("").value, "");
    QCOMPARE(parseParameters("(").value, "");
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(parseParameters("a/b" + QByteArray("; n=v").repeated(100'000)).parameters.size(), 1000);
    QVERIFY(timer.elapsed() < 10'000);
}

void TestMailSyntax::extendedParametersAreJoined()
{
    const ParameterList list = parseParameters("a; name*1=\"b\"; name*0*=utf-8'en'%c3%a4; name*2*=%41; "
                                               "file*=iso-8859-1''%e4; t=\"=?utf-8?q?=c3=a4?=\"");
    QCOMPARE(*list.decoded("name"),
        QString::fromUtf8("\xc3\xa4"
                          "bA"));
    QCOMPARE(*list.decoded("file"), QString::fromUtf8("\xc3\xa4"));
    QCOMPARE(*list.decoded("t"), QString::fromUtf8("\xc3\xa4"));
    QVERIFY(!list.decoded("none"));
    QCOMPARE(*list.raw("name*1"), "b");
}

void TestMailSyntax::transferEncodings()
{
    QCOMPARE(decodeQuotedPrintable("a=3D=\r\nb=  \r\nc=zz=e4=="), "a=bc=zz\xe4=");
    QCOMPARE(decodeQuotedPrintable("end="), "end");
    QCOMPARE(decodeBase64("aGVs\r\nbG8="), "hello");
    QCOMPARE(decodeTransfer("aGk=", "Base64"), "hi");
    QCOMPARE(decodeTransfer("a=41", "8bit"), "a=41");
}

void TestMailSyntax::mimeTree()
{
    const MimePart root = parseMime(nested);
    QCOMPARE(shape(root, nested),
        "multipart/mixed[23 preamble$--out$$one$](text/plain[1 one$two]message/rfc822[10 Subject: "
        "inner$Conte]("
        "multipart/alternative[7 --in$Content-Type: t](text/html[1 eA==$]))image/png[0 ])");
    const MimePart &html = root.children[1].children[0].children[0];
    QCOMPARE(html.encoding, "base64");
    QCOMPARE(html.parameters, (QList<Parameter>{{"charset", "utf-8"}}));
    QCOMPARE(root.bodyOffset + root.bodyLength, nested.size());
    QVERIFY(root.isMultipart() && root.children[1].isMessage());
}

void TestMailSyntax::mimeTreeSplitAtEveryByte()
{
    QByteArray bare = nested;
    bare.replace("\r\n", "\n");
    for (const QByteArray &message : {nested, bare, nested.left(nested.size() - 20)}) {
        const QByteArray whole = shape(parseMime(message), message);
        for (qsizetype i = 0; i <= message.size(); ++i) {
            MimeScanner scanner;
            scanner.feed(QByteArrayView(message).first(i));
            scanner.feed(QByteArrayView(message).sliced(i));
            QCOMPARE(shape(scanner.finish(), message), whole);
        }
        MimeScanner scanner;
        for (const char c : message)
            scanner.feed(QByteArrayView(&c, 1));
        QCOMPARE(shape(scanner.finish(), message), whole);
    }
}

void TestMailSyntax::digestPartsAreMessages()
{
    const QByteArray digest =
        "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: x\r\n\r\nhi\r\n--b--\r\n";
    const MimePart root = parseMime(digest);
    QVERIFY(root.children.at(0).isMessage());
    QCOMPARE(root.children[0].children[0].bodyLength, 2);
}

void TestMailSyntax::brokenMimeIsShownAsText()
{
    QCOMPARE(shape(parseMime(""), ""), "text/plain[0 ]");
    QCOMPARE(shape(parseMime("a"), "a"), "text/plain[0 ]");
    const QByteArray noBoundary = "Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\nhi";
    QVERIFY(!parseMime(noBoundary).isMultipart());
    const QByteArray rubbish = "Content-Type: nonsense; boundary=x\r\n\r\n--x\r\nhi\r\n";
    QCOMPARE(shape(parseMime(rubbish), rubbish), "text/plain[2 --x$hi$]");
}

void TestMailSyntax::bombsAreLinear()
{
    QElapsedTimer timer;
    timer.start();
    QByteArray deep;
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray boundary = QByteArray::number(i);
        deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
    }
    parseMime(deep);
    QByteArray wide =
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + QByteArray("--x\r\n\r\n").repeated(100'000);
    QCOMPARE(parseMime(wide).children.size(), size_t(9'999));
    parseMime("Content-Type: a/b" + QByteArray(";a=b").repeated(100'000) + "\r\n\r\n");
    parseMime("X: " + QByteArray(4'000'000, 'x') + "\r\n\r\n");
    parseMime(QByteArray("Content-Type: message/rfc822\r\n\r\n").repeated(20'000));
    parseAddressList(QByteArray("a@b,").repeated(100'000));
    parseAddressList(QByteArray("(").repeated(100'000));
    QVERIFY(timer.elapsed() < 20'000); // some hundred ms; quadratic work would take minutes
}

void TestMailSyntax::envelopesFillSenderAndReplyTo()
{
    const MessageEnvelope envelope =
        parseMessageEnvelope("From: a@b\r\nsubject: x\r\n y\r\nSubject: z\r\nTo:\r\n\r\n");
    QCOMPARE(envelope.sender, envelope.from);
    QCOMPARE(envelope.replyTo.at(0).mailbox, "a");
    QCOMPARE(*envelope.subject, "x y");
    QVERIFY(envelope.to.isEmpty() && !envelope.date && !envelope.messageId);
}

QTEST_GUILESS_MAIN(TestMailSyntax)
#include "tst_mailsyntax.moc"
