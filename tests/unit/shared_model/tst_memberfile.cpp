// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Member rows from files: what is read, and what is said about files that are wrong.
#include "shared/model/memberfile.h"

#include <QJsonDocument>
#include <QTest>

using namespace homeport;

class TestMemberFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("rows");
        const QByteArray two = R"([{"addresses":["192.0.2.1:7700","[2001:db8::1]:7700"],)"
                               R"("name":"back1.example.net","rights":["proxy","store"]},)"
                               R"({"name":"front1.example.net","state":"draining"}])";
        QTest::newRow("json list") << two << two;
        QTest::newRow("json object") << QByteArray(" {\"members\": " + two + "}\n") << two;
        QTest::newRow("table show") << QByteArray(
            R"({"table": {"members": [{"name":"a.b","publicKey":"x"}]}})")
                                    << QByteArray(R"([{"name":"a.b"}])");
        QTest::newRow("csv") << QByteArray(
            "name,addresses,rights,state\r\n"
            "back1.example.net,192.0.2.1:7700;[2001:db8::1]:7700,proxy store,\r\n"
            "front1.example.net,,,draining\r\n")
                             << two;
        QTest::newRow("csv, quoted, other order")
            << QByteArray("rights,name\n\"proxy;\nstore\",a.b\n")
            << QByteArray(R"([{"name":"a.b","rights":["proxy","store"]}])");
    }
    void rowsAreRead()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, rows);
        const Result<QJsonArray> read = memberRowsFromText(text);
        QVERIFY2(read, read ? "" : qPrintable(read.error().forLog));
        QCOMPARE(QJsonDocument(*read).toJson(QJsonDocument::Compact), rows);
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *text, const char *said) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(said);
        };
        row("nothing", "", "line 1: there is no member row");
        row("only a heading", "name,rights\n", "line 1: there is no member row");
        row("other column", "name,role\na.b,x\n", "line 1: \"role\" is no column");
        row("twice", "name,name\na.b,x\n", "line 1: the column name stands there twice");
        row("no name", "rights\nproxy\n", "line 1: there is no column name");
        row("cells", "name,rights\na.b,proxy\nc.d\n", "line 3: 1 cells: expected 2");
        row("quote", "name\n\"a.b\n", "line 2: a quote is opened here");
        row("json", "[{\"name\":\n", "line ");
        row("json object", "{\"x\": 1}", "line 1: expected a list of member rows");
    }
    void faultsAreNamed()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, said);
        const Result<QJsonArray> read = memberRowsFromText(text);
        QVERIFY(!read);
        QVERIFY2(read.error().forLog.startsWith(said), qPrintable(read.error().forLog));
    }
};

QTEST_GUILESS_MAIN(TestMemberFile)
#include "tst_memberfile.moc"
