// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Addresses, message bodies in flight, and the replies that errors stand for.
#include "shared/mail/address.h"
#include "shared/mail/messagebody.h"
#include "shared/mail/reply.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;

class TestMailValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodAddresses_data();
    void goodAddresses();
    void badAddresses_data();
    void badAddresses();
    void addressesAreNormalisedForLookup();
    void pathsEndAtTheirOwnBracket();
    void utf8OnlyWhereAsked();
    void accountNames();
    void smallBodyStaysInMemory();
    void largeBodyGoesToAnUnlinkedFile();
    void budgetSendsBodiesToFilesAndIsGivenBack();
    void bodyWithoutAPlaceIsTemporary();
    void repliesFromErrors_data();
    void repliesFromErrors();
};

void TestMailValues::goodAddresses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("domain");
    QTest::addColumn<QByteArray>("again");
    const auto row = [](const char *text, const char *local, const char *domain, const char *again) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(local) << QByteArray(domain)
                            << QByteArray(again);
    };
    row("ann@example.org", "ann", "example.org", "ann@example.org");
    row("Ann.Bee+x@Example.ORG", "Ann.Bee+x", "Example.ORG", "Ann.Bee+x@Example.ORG");
    row("\"ann\"@example.org", "ann", "example.org", "ann@example.org");
    row("\"a b\\\"c\\\\\"@example.org", "a b\"c\\", "example.org", "\"a b\\\"c\\\\\"@example.org");
    row("\"a@b\"@example.org", "a@b", "example.org", "\"a@b\"@example.org");
    row("u%other@example.org", "u%other", "example.org", "u%other@example.org");
    row("@a.example,@b.example:u@d.example", "u", "d.example", "u@d.example");
    row("u@[192.0.2.1]", "u", "[192.0.2.1]", "u@[192.0.2.1]");
    row("u@[IPv6:2001:db8::1]", "u", "[IPv6:2001:db8::1]", "u@[IPv6:2001:db8::1]");
    row("u@[IPv6:::ffff:192.0.2.1]", "u", "[IPv6:::ffff:192.0.2.1]", "u@[IPv6:::ffff:192.0.2.1]");
    row("u@localhost", "u", "localhost", "u@localhost");
    row("u@example.org.", "u", "example.org.", "u@example.org.");
}

void TestMailValues::goodAddresses()
{
    QFETCH(QByteArray, text);
    const auto address = parseAddress(text);
    QVERIFY2(address, address ? "" : address.error().forPeer.constData());
    QTEST(address->local, "local");
    QTEST(address->domain, "domain");
    QTEST(address->text(), "again");
    const auto path = parsePath("<" + text + "> SIZE=1");
    QVERIFY(path);
    QCOMPARE(path->length, text.size() + 2);
    QCOMPARE(*path->address, *address);
}

void TestMailValues::badAddresses_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray long65(65, 'a');
    for (const QByteArray &text : {QByteArray(), QByteArray("ann"), QByteArray("@example.org"),
             QByteArray("ann@"), QByteArray("a..b@x"), QByteArray(".a@x"), QByteArray("a.@x"),
             QByteArray("a b@x"), QByteArray("a@b@c"), QByteArray("a@x y"), QByteArray("a@-x"),
             QByteArray("a@x-"), QByteArray("a@x..y"), QByteArray("a@.x"), QByteArray("\"a@x"),
             QByteArray("\"\"@x"), QByteArray("\"a\nb\"@x"), QByteArray("a@[1.2.3]"),
             QByteArray("a@[1.2.3.256]"), QByteArray("a@[IPv6:1::2::3]"), QByteArray("a@[IPv6:1.2.3.4]"),
             QByteArray("a@[2001:db8::1]"), QByteArray("a@[1.2.3.4"), QByteArray("@a u@d"), QByteArray("@a:"),
             QByteArray("a\0b@x", 5), QByteArray("\xc3\xa9@x"), long65 + "@x", "a@" + long65,
             QByteArray("a@") + QByteArray("b.").repeated(200) + "c"})
        QTest::newRow(text.left(40).toPercentEncoding().constData()) << text;
}

void TestMailValues::badAddresses()
{
    QFETCH(QByteArray, text);
    const auto address = parseAddress(text);
    QVERIFY(!address);
    QCOMPARE(address.error().fault, Fault::Syntax);
    QCOMPARE(address.error().status, "5.1.3");
    QVERIFY(!parsePath("<" + text).has_value());
}

void TestMailValues::addressesAreNormalisedForLookup()
{
    QCOMPARE(parseAddress("\"Ann\"@Example.ORG.")->normalised().text(), "ann@example.org");
    QCOMPARE(parseAddress("u@[IPv6:2001:DB8::1]")->normalised().text(), "u@[ipv6:2001:db8::1]");
}

void TestMailValues::pathsEndAtTheirOwnBracket()
{
    const auto null = parsePath("<> BODY=8BITMIME");
    QVERIFY(null && !null->address);
    QCOMPARE(null->length, 2);
    const auto quoted = parsePath("<\"a>b\"@x> X");
    QVERIFY(quoted);
    QCOMPARE(quoted->address->local, "a>b");
    QCOMPARE(quoted->length, 9);
    QVERIFY(!parsePath("a@x"));
    QVERIFY(!parsePath("<a@x"));
    QVERIFY(!parsePath("<a@x y>"));
}

void TestMailValues::utf8OnlyWhereAsked()
{
    QVERIFY(parseAddress("j\xc3\xb6rg@b\xc3\xbc"
                         "cher.example",
        AddressCharset::Utf8));
    QVERIFY(!parseAddress("j\xc3\xb6rg@x"));
    QVERIFY(!parseAddress("j\xc3@x", AddressCharset::Utf8));
}

void TestMailValues::accountNames()
{
    for (const char *good : {"ann", "a", "a.b", "a+b", "a-b_c", "0", "..."})
        QCOMPARE(bool(checkAccountName(good)), QByteArrayView(good)[0] != '.');
    for (const char *bad : {"", "..", ".", ".ann", "Ann", "a/b", "a b", "a\n", "\xc3\xa9"})
        QVERIFY(!checkAccountName(bad));
    QVERIFY(checkAccountName(QByteArray(64, 'a')));
    QVERIFY(!checkAccountName(QByteArray(65, 'a')));
    QVERIFY(checkDomainName("example.org"));
    for (const char *bad : {"", "..", "Example.org", "a/b", "x.", "[1.2.3.4]", "a..b", "a_b"})
        QVERIFY(!checkDomainName(bad));
}

void TestMailValues::smallBodyStaysInMemory()
{
    const QTemporaryDir dir;
    MessageBody body({dir.path().toLocal8Bit(), std::make_shared<MessageBudget>(1000), 10});
    QVERIFY(body.append("hello"));
    QVERIFY(body.append("world"));
    QVERIFY(!body.isInFile());
    const auto sealed = MessageBody::seal(std::move(body));
    QCOMPARE(sealed->size(), 10);
    QCOMPARE(sealed->sha256(), QCryptographicHash::hash("helloworld", QCryptographicHash::Sha256));
    QCOMPARE(*sealed->read(3, 4), "lowo");
    QCOMPARE(*sealed->read(8, 100), "ld");
    QCOMPARE(*sealed->read(10, 1), QByteArray());
    QVERIFY(!sealed->read(-1, 1));
}

void TestMailValues::largeBodyGoesToAnUnlinkedFile()
{
    const QTemporaryDir dir;
    MessageBody body({dir.path().toLocal8Bit(), nullptr, 10});
    QVERIFY(body.append("0123456789"));
    QVERIFY(body.append("abc"));
    QVERIFY(body.isInFile());
    QVERIFY(body.append(QByteArray(100000, 'x')));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    const MessageBody moved = std::move(body);
    QVERIFY(!body.append("y")); // moved away
    QCOMPARE(moved.size(), 100013);
    QCOMPARE(*moved.read(8, 6), "89abcx");
    QCOMPARE(moved.read(99000, 100000)->size(), 1013);
}

void TestMailValues::budgetSendsBodiesToFilesAndIsGivenBack()
{
    const QTemporaryDir dir;
    const auto budget = std::make_shared<MessageBudget>(8);
    {
        MessageBody one({dir.path().toLocal8Bit(), budget, 100});
        QVERIFY(one.append("12345"));
        QCOMPARE(budget->used(), 5);
        MessageBody two({dir.path().toLocal8Bit(), budget, 100});
        QVERIFY(two.append("12345"));
        QVERIFY(two.isInFile());
        QCOMPARE(budget->used(), 5);
        MessageBody three = std::move(one);
        QVERIFY(three.append("67890"));
        QVERIFY(three.isInFile());
        QCOMPARE(budget->used(), 0);
        QCOMPARE(*three.read(0, 10), "1234567890");
    }
    {
        MessageBody four({dir.path().toLocal8Bit(), budget, 100});
        QVERIFY(four.append("123"));
        const auto sealed = MessageBody::seal(std::move(four));
        QCOMPARE(budget->used(), 3);
    }
    QCOMPARE(budget->used(), 0);
}

void TestMailValues::bodyWithoutAPlaceIsTemporary()
{
    MessageBody body({"/nonexistent/place", nullptr, 1});
    const auto result = body.append("12");
    QVERIFY(!result);
    QCOMPARE(result.error().fault, Fault::Temporary);
}

void TestMailValues::repliesFromErrors_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("smtp");
    QTest::addColumn<QByteArray>("imap");
    QTest::addColumn<QByteArray>("pop3");
    const auto row = [](Fault fault, const char *status, const char *smtp, const char *imap,
                         const char *pop3) {
        QTest::addRow("%d %s", int(fault), status)
            << int(fault) << QByteArray(status) << QByteArray(smtp) << QByteArray(imap) << QByteArray(pop3);
    };
    row(Fault::Temporary, "", "451 4.3.0 x", "t NO [UNAVAILABLE] x", "-ERR [SYS/TEMP] x");
    row(Fault::Internal, "5.1.1", "451 4.1.1 x", "t NO [UNAVAILABLE] x", "-ERR [SYS/TEMP] x");
    row(Fault::Temporary, "4.2.2", "452 4.2.2 x", "t NO [OVERQUOTA] x", "-ERR [SYS/TEMP] x");
    row(Fault::Temporary, "4.7.0", "454 4.7.0 x", "t NO [UNAVAILABLE] x", "-ERR [SYS/TEMP] x");
    row(Fault::Refused, "", "550 5.0.0 x", "t NO x", "-ERR x");
    row(Fault::Refused, "5.1.1", "550 5.1.1 x", "t NO [NONEXISTENT] x", "-ERR x");
    row(Fault::Refused, "5.7.8", "535 5.7.8 x", "t NO [AUTHENTICATIONFAILED] x", "-ERR [AUTH] x");
    row(Fault::Refused, "5.2.2", "552 5.2.2 x", "t NO [OVERQUOTA] x", "-ERR x");
    row(Fault::Refused, "5.3.4", "552 5.3.4 x", "t NO [TOOBIG] x", "-ERR x");
    row(Fault::Refused, "4.7.1", "550 5.7.1 x", "t NO [NOPERM] x", "-ERR x");
    row(Fault::Refused, "NONEXISTENT", "550 5.0.0 x", "t NO [NONEXISTENT] x", "-ERR x");
    row(Fault::Syntax, "", "501 5.5.4 x", "t BAD x", "-ERR x");
    row(Fault::Syntax, "5.5.2", "500 5.5.2 x", "t BAD x", "-ERR x");
}

void TestMailValues::repliesFromErrors()
{
    QFETCH(int, fault);
    QFETCH(QByteArray, status);
    const Error error{Fault(fault), "x", {}, status};
    QTEST(smtpReply(error), "smtp");
    QTEST(imapReply("t", error), "imap");
    QTEST(pop3Reply(error), "pop3");
    const Error ugly{Fault(fault), "a\r\nb\xff", {}, status};
    for (const QByteArray &reply : {smtpReply(ugly), imapReply("t", ugly), pop3Reply(ugly)})
        QVERIFY(reply.endsWith("a??b?"));
}

QTEST_GUILESS_MAIN(TestMailValues)
#include "tst_mailvalues.moc"
