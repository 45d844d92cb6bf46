// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The filter line: each case whole, what it means or what is wrong with it.
#include "console/models/filterline.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(homeport::QueueFilter)

class TestFilterLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreUnderstood_data();
    void linesAreUnderstood();
    void faultsSayWhatWouldBeRight_data();
    void faultsSayWhatWouldBeRight();
    void anyTextIsSaidAndReadAgain_data();
    void anyTextIsSaidAndReadAgain();
    void theLastWordIsCompleted_data();
    void theLastWordIsCompleted();
};

void TestFilterLine::linesAreUnderstood_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QueueFilter>("filter");
    const auto row = [](const char *line, const QueueFilter &filter) {
        QTest::newRow(line) << QString::fromLatin1(line) << filter;
    };
    row("", {});
    row("   \t ", {});
    row("ann", {.to = u"ann"_s});
    row("  ann@example.org  ", {.to = u"ann@example.org"_s});
    row("to:ann", {.to = u"ann"_s});
    row("from:bob", {.from = u"bob"_s});
    row("FROM:Bob", {.from = u"Bob"_s});
    row("error:full", {.error = u"full"_s});
    row("error:\"no such user\"", {.error = u"no such user"_s});
    row("\"two words\"", {.to = u"two words"_s});
    row("\"a:b\"", {.to = u"a:b"_s});
    row("error:4.3.1:x", {.error = u"4.3.1:x"_s});
    row("error:\"say \\\"no\\\" \\\\ now\"", {.error = u"say \"no\" \\ now"_s});
    row("from:a\"b c\"d", {.from = u"ab cd"_s});
    row("state:waiting", {.state = EntryState::Waiting});
    row("state:HELD", {.state = EntryState::Held});
    row("state:quarantined", {.state = EntryState::Quarantined});
    row("older:90s", {.olderThan = 90});
    row("older:30m", {.olderThan = 1800});
    row("older:2h", {.olderThan = 7200});
    row("older:3D", {.olderThan = 259200});
    row("older:1w", {.olderThan = 604800});
    row("larger:700", {.largerThan = 700});
    row("larger:10k", {.largerThan = 10240});
    row("larger:1M", {.largerThan = 1048576});
    row("larger:2G", {.largerThan = qint64(2) << 30});
    row("from:ann to:example.com error:full state:held older:2h larger:1M",
        {.from = u"ann"_s,
            .to = u"example.com"_s,
            .error = u"full"_s,
            .state = EntryState::Held,
            .olderThan = 7200,
            .largerThan = 1048576});
}

void TestFilterLine::linesAreUnderstood()
{
    QFETCH(QString, line);
    QFETCH(QueueFilter, filter);
    const Result<QueueFilter> read = parseFilterLine(line);
    QVERIFY2(read, read ? "" : qPrintable(read.error().forLog));
    QVERIFY(*read == filter);
}

void TestFilterLine::faultsSayWhatWouldBeRight_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *line, const char *fault) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(fault);
    };
    row("error:\"no such", "The closing quote (\") is missing.");
    row("host:back2",
        "There is no \"host:\"; there are from:, to:, error:, state:, older:, larger:. To search for a text "
        "with "
        "a colon, put it in quotes.");
    row(":x",
        "There is no \":\"; there are from:, to:, error:, state:, older:, larger:. To search for a text with "
        "a "
        "colon, put it in quotes.");
    row("from:", "from: its value is missing.");
    row("from:\"\"", "from: its value is missing.");
    row("\"\"", "There is nothing between the quotes.");
    row("ann bob", "Only one text is searched in the recipient: \"ann\" or \"bob\"?");
    row("ann to:bob", "Only one text is searched in the recipient: \"ann\" or \"bob\"?");
    row("from:a from:b", "from: is given twice: \"a\" or \"b\"?");
    row("state:held state:held", "state: is given twice.");
    row("older:1h older:2h", "older: is given twice.");
    row("larger:1 larger:2", "larger: is given twice.");
    row("state:deferred", "state: \"deferred\" is none of waiting, held, quarantined.");
    row("older:2", "older: \"2\" is no age; right would be 30m, 2h or 3d.");
    row("older:h", "older: \"h\" is no age; right would be 30m, 2h or 3d.");
    row("older:-1h", "older: \"-1h\" is no age; right would be 30m, 2h or 3d.");
    row("older:+1h", "older: \"+1h\" is no age; right would be 30m, 2h or 3d.");
    row("older:0h", "older: \"0h\" is no age; right would be 30m, 2h or 3d.");
    row("older:9999999999999999d", "older: \"9999999999999999d\" is no age; right would be 30m, 2h or 3d.");
    row("larger:big", "larger: \"big\" is no size; right would be 500K, 1M or 2G.");
    row("larger:1T", "larger: \"1T\" is no size; right would be 500K, 1M or 2G.");
    row("larger:99999999999999999999",
        "larger: \"99999999999999999999\" is no size; right would be 500K, 1M or 2G.");
}

void TestFilterLine::faultsSayWhatWouldBeRight()
{
    QFETCH(QString, line);
    QFETCH(QString, fault);
    const Result<QueueFilter> read = parseFilterLine(line);
    QVERIFY(!read);
    QCOMPARE(read.error().forLog, fault);
}

void TestFilterLine::anyTextIsSaidAndReadAgain_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"ann"_s;
    QTest::newRow("spaces") << u" two  words "_s;
    QTest::newRow("colon") << u"state:held"_s;
    QTest::newRow("quotes") << u"\"x\" \\ \\\""_s;
    QTest::newRow("wide") << u"grüße@bücher.example"_s;
}

void TestFilterLine::anyTextIsSaidAndReadAgain()
{
    QFETCH(QString, text);
    const QueueFilter filter{.from = text,
        .to = text,
        .error = text,
        .state = EntryState::Held,
        .olderThan = 5400,
        .largerThan = 1536};
    const QString line = filterLineOf(filter);
    const Result<QueueFilter> read = parseFilterLine(line);
    QVERIFY2(read, qPrintable(line));
    QVERIFY2(*read == filter, qPrintable(line));
    QVERIFY2(line.endsWith(u"state:held older:90m larger:1536"), qPrintable(line));
}

void TestFilterLine::theLastWordIsCompleted_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("ways");
    QTest::newRow("nothing yet") << QString()
                                 << QStringList{u"from:"_s, u"to:"_s, u"error:"_s, u"state:"_s, u"older:"_s,
                                        u"larger:"_s};
    QTest::newRow("a key") << u"fr"_s << QStringList{u"from:"_s};
    QTest::newRow("no key") << u"ann"_s << QStringList();
    QTest::newRow("the next key") << u"from:ann st"_s << QStringList{u"from:ann state:"_s};
    QTest::newRow("not the same key twice") << u"from:ann fr"_s << QStringList();
    QTest::newRow("states") << u"from:ann state:"_s
                            << QStringList{u"from:ann state:waiting"_s, u"from:ann state:held"_s,
                                   u"from:ann state:quarantined"_s};
    QTest::newRow("a state") << u"state:h"_s << QStringList{u"state:held"_s};
    QTest::newRow("a whole state") << u"state:held"_s << QStringList();
    QTest::newRow("ages") << u"older:1"_s << QStringList{u"older:10m"_s, u"older:1h"_s, u"older:1d"_s};
    QTest::newRow("sizes") << u"larger:1m"_s << QStringList();
}

void TestFilterLine::theLastWordIsCompleted()
{
    QFETCH(QString, line);
    QFETCH(QStringList, ways);
    QCOMPARE(filterCompletions(line), ways);
}

QTEST_GUILESS_MAIN(TestFilterLine)
#include "tst_filterline.moc"
