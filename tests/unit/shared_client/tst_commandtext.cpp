// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the console shows as a homeportctl command is that same request when it is typed.
#include "shared/client/commandhelp.h"
#include "shared/client/commandline.h"
#include "shared/client/commandtext.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

/// Compares with a file of the tree; HOMEPORT_REGENERATE=1 writes the file instead.
bool isCommitted(const QString &path, const QByteArray &text)
{
    QFile file(QStringLiteral(HOMEPORT_SOURCE_DIR "/") + path);
    if (qEnvironmentVariableIsSet("HOMEPORT_REGENERATE"))
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    return file.open(QIODevice::ReadOnly) && file.readAll() == text;
}

} // namespace

class TestCommandText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typedAgainItIsTheSameRequest_data();
    void typedAgainItIsTheSameRequest();
    void wordsAreQuotedForAShell_data();
    void wordsAreQuotedForAShell();
    void passwordsAreLeftOut();
    void whatNoRowCanSayIsEmpty();
    void everyVerbHasWordsOfItsOwn();
    void manualAndCompletionInTheTreeAreCurrent();
    void helpOfEveryVerbNamesItsOptions();
};

void TestCommandText::typedAgainItIsTheSameRequest_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *what, const QJsonObject &arguments, const QString &text) {
        QTest::newRow(qPrintable(text)) << QString::fromLatin1(what) << arguments << text;
    };
    row("member.drain", {{u"member"_s, u"back1"_s}}, u"homeportctl member drain back1"_s);
    row("member.set",
        {{u"member"_s, u"back1"_s}, {u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}},
            {u"addresses"_s, QJsonArray{u"192.0.2.1:7700"_s, u"[2001:db8::1]:7700"_s}}},
        u"homeportctl member set back1 --rights proxy,store --address 192.0.2.1:7700 --address '[2001:db8::1]:7700'"_s);
    row("reassign", {{u"from"_s, u"back2"_s}, {u"to"_s, u"back1"_s}, {u"background"_s, true}},
        u"homeportctl reassign back2 back1 --background"_s);
    row("reassign", {{u"storage"_s, u"s2"_s}, {u"to"_s, u"back1"_s}},
        u"homeportctl storage reassign s2 back1"_s);
    row("storage.attach", {{u"path"_s, u"/mnt/back2"_s}, {u"fenced"_s, u"pulled the plug, it's off"_s}},
        u"homeportctl storage attach /mnt/back2 --fenced 'pulled the plug, it'\\''s off'"_s);
    row("queue.retry", {{u"lane"_s, u"host:back2"_s}}, u"homeportctl queue retry host:back2"_s);
    row("queue.retry", {{u"member"_s, u"front1"_s}, {u"id"_s, 12}}, u"homeportctl queue retry front1:12"_s);
    row("queue.hold",
        {{u"filter"_s,
             QJsonObject{{u"lane"_s, u"host:back2"_s}, {u"from"_s, u"x@y.z"_s}, {u"olderThan"_s, 5400}}},
            {u"expected"_s, 12480}},
        u"homeportctl queue hold host:back2 --from x@y.z --older-than 90min --expected 12480"_s);
    row("queue.delete", {{u"filter"_s, QJsonObject()}, {u"notify"_s, true}},
        u"homeportctl queue delete --all --notify"_s);
    row("queue.reroute",
        {{u"selection"_s,
            QJsonArray{QJsonObject{{u"member"_s, u"front1"_s}, {u"id"_s, 12}},
                QJsonObject{{u"member"_s, u"front2"_s}, {u"id"_s, 3},
                    {u"key"_s, u"000102030405060708090a0b0c0d0e0f"_s}}}}},
        u"homeportctl queue reroute front1:12 front2:3/000102030405060708090a0b0c0d0e0f"_s);
    row("queue.search", {{u"filter"_s, QJsonObject{{u"lane"_s, u"domain:x.y"_s}}}, {u"sort"_s, u"bytes"_s}},
        u"homeportctl queue search domain:x.y --sort bytes"_s);
    row("account.create", {{u"address"_s, u"ann@example.org"_s}, {u"quotaBytes"_s, 1048576}},
        u"homeportctl account create ann@example.org --quota 1048576"_s);
    row("alias.add",
        {{u"address"_s, u"all@example.org"_s}, {u"targets"_s, QJsonArray{u"a@x.org"_s, u"b@x.org"_s}}},
        u"homeportctl alias add all@example.org a@x.org b@x.org"_s);
    row("table.putBack", {{u"revision"_s, 7}}, u"homeportctl table put-back 7"_s);
    row("job.pause", {}, u"homeportctl job pause"_s);
}

void TestCommandText::typedAgainItIsTheSameRequest()
{
    QFETCH(const QString, what);
    QFETCH(const QJsonObject, arguments);
    QFETCH(const QString, text);
    QCOMPARE(commandText(what, arguments), text);
    const auto line = parseCommandLine(commandWords(what, arguments));
    QVERIFY2(line, qPrintable(line ? QString() : line.error()));
    QCOMPARE(line->verb->what, what);
    QCOMPARE(line->arguments, arguments);
}

void TestCommandText::wordsAreQuotedForAShell_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"back1.example.net:7700"_s << u"back1.example.net:7700"_s;
    QTest::newRow("empty") << QString() << u"''"_s;
    QTest::newRow("space") << u"a b"_s << u"'a b'"_s;
    QTest::newRow("quote") << u"it's"_s << u"'it'\\''s'"_s;
    QTest::newRow("expansion") << u"$(rm)"_s << u"'$(rm)'"_s;
}

void TestCommandText::wordsAreQuotedForAShell()
{
    QFETCH(const QString, word);
    QFETCH(const QString, quoted);
    QCOMPARE(shellQuoted(word), quoted);
}

void TestCommandText::passwordsAreLeftOut()
{
    const QString text = commandText(
        u"account.passwd"_s, {{u"address"_s, u"ann@example.org"_s}, {u"password"_s, u"hunter2"_s}});
    QCOMPARE(text, u"homeportctl account passwd ann@example.org"_s);
}

void TestCommandText::whatNoRowCanSayIsEmpty()
{
    QCOMPARE(commandText(u"no.such.verb"_s, {}), QString());
    QCOMPARE(commandText(u"member.drain"_s, {{u"member"_s, u"back1"_s}, {u"unheardOf"_s, 1}}), QString());
    QCOMPARE(commandText(u"member.drain"_s, {}), QString());
}

/// Rows that share their words would hide each other.
void TestCommandText::everyVerbHasWordsOfItsOwn()
{
    QStringList seen;
    const QList<VerbRow> verbs = verbTable();
    for (const VerbRow &verb : verbs) {
        QVERIFY2(!seen.contains(verb.words), qPrintable(verb.words));
        QVERIFY2(!verb.help.isEmpty(), qPrintable(verb.words));
        seen.append(verb.words);
    }
}

void TestCommandText::manualAndCompletionInTheTreeAreCurrent()
{
    QVERIFY2(isCommitted(u"packaging/man/homeportctl.1"_s, commandManual()),
        "run this test with HOMEPORT_REGENERATE=1 and commit packaging/man/homeportctl.1");
    QVERIFY2(isCommitted(u"packaging/completion/homeportctl.bash"_s, bashCompletion()),
        "run this test with HOMEPORT_REGENERATE=1 and commit packaging/completion/homeportctl.bash");
}

void TestCommandText::helpOfEveryVerbNamesItsOptions()
{
    const QString manual = QString::fromUtf8(commandManual()).remove(u'\\');
    const QList<VerbRow> verbs = verbTable();
    for (const VerbRow &verb : verbs) {
        QVERIFY2(overallHelp().contains(u"  "_s + verb.words), qPrintable(verb.words));
        for (const Option &option : verb.options) {
            QVERIFY2(helpOf(verb).contains(option.name), qPrintable(verb.words + option.name));
            QVERIFY2(manual.contains(option.name), qPrintable(verb.words + option.name));
        }
    }
}

QTEST_GUILESS_MAIN(TestCommandText)
#include "tst_commandtext.moc"
