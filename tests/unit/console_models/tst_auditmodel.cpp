// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The audit: paging backwards, new records on top, exports of everything; the tasks beside it.
#include "console/models/auditmodel.h"
#include "console/models/taskmodel.h"
#include "tests/unit/console_models/accountrig.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

RequestId requestOf(int number)
{
    return *RequestId::fromHex(QByteArray::number(number).rightJustified(32, '0'));
}

AuditRecord record(int number)
{
    AuditRecord out;
    out.member = MemberName(u"back1.example.net"_s);
    out.time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + number * 1000, Qt::UTC);
    out.who = number % 2 ? u"eve"_s : u"adam"_s;
    out.from = u"192.0.2.9"_s;
    out.what = u"member.drain"_s;
    out.arguments = {{u"member"_s, u"back%1"_s.arg(number)}};
    out.request = requestOf(number);
    out.durationMs = number;
    if (number % 10 == 0)
        out.error = u"name, \"quoted\""_s;
    return out;
}

/// Answers audit.list out of records 1 to `count`, newest first.
struct Rig : FakeSite
{
    int count = 0;
    AuditModel model{connection};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Rig(int records)
        : count(records)
    {
        client->answers.insert(u"audit.list"_s, [this](const QJsonObject &question) -> Result<QJsonObject> {
            const QString who = question[u"who"_s].toString();
            const qint64 limit = question[u"limit"_s].toInteger();
            const QString after = question[u"after"_s].toString();
            QJsonArray rows;
            int number = after.isEmpty() ? count : after.toInt() - 1;
            for (; number > 0 && rows.size() < limit; --number) {
                if (who.isEmpty() || record(number).who == who)
                    rows.append(toJson(record(number)));
            }
            return QJsonObject{{u"records"_s, rows},
                {u"next"_s, number > 0 ? QString::number(number + 1) : QString()},
                {u"unreachable"_s, QJsonArray()}};
        });
    }
    bool settles()
    {
        return QTest::qWaitFor([this] { return !model.query().isAsking(); });
    }
    bool search(const AuditSearch &search)
    {
        model.setSearch(search);
        return settles();
    }
};

} // namespace

class TestAuditModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void olderOnesComeAsOneScrolls();
    void newOnesAppearOnTopAndTheRestStays();
    void allConditionsGoToTheDaemon();
    void argumentsAreWords();
    void anExportHoldsEverythingThatMatches();
    void aCancelledExportTellsNothing();
    void aTaskOfThisConsoleStandsThereOnce();
    void whatOthersRunIsListed();
};

void TestAuditModel::olderOnesComeAsOneScrolls()
{
    Rig rig(450);
    QVERIFY(rig.open());
    QVERIFY(rig.search({}));
    QCOMPARE(rig.model.shownCount(), 200);
    QCOMPARE(rig.model.at(0).request, requestOf(450));
    while (rig.model.canFetchMore({})) {
        rig.model.fetchMore({});
        QVERIFY(rig.settles());
    }
    QCOMPARE(rig.model.shownCount(), 450);
    QCOMPARE(rig.model.at(449).request, requestOf(1));
}

void TestAuditModel::newOnesAppearOnTopAndTheRestStays()
{
    Rig rig(450);
    QVERIFY(rig.open());
    QVERIFY(rig.search({}));
    rig.model.fetchMore({});
    QVERIFY(rig.settles());
    const QPersistentModelIndex kept = rig.model.index(300, 0);
    const QString key = rig.model.keyAt(300);
    rig.count = 453;
    rig.model.query().refresh(0, 0);
    QVERIFY(rig.settles());
    QCOMPARE(rig.model.shownCount(), 403);
    QCOMPARE(rig.model.at(0).request, requestOf(453));
    QCOMPARE(kept.row(), 303);
    QCOMPARE(rig.model.keyAt(303), key);
}

void TestAuditModel::allConditionsGoToTheDaemon()
{
    const QDateTime since = QDateTime::fromString(u"2026-11-01T10:00:00Z"_s, Qt::ISODate);
    const AuditSearch search{u"eve"_s, u"member"_s, u"back2"_s, since, since.addSecs(60), true};
    QCOMPARE(search.toJson(),
        (QJsonObject{{u"who"_s, u"eve"_s}, {u"what"_s, u"member"_s}, {u"text"_s, u"back2"_s},
            {u"since"_s, u"2026-11-01T10:00:00.000Z"_s}, {u"until"_s, u"2026-11-01T10:01:00.000Z"_s},
            {u"failed"_s, true}}));
    QCOMPARE(AuditSearch{}.toJson(), QJsonObject());
}

void TestAuditModel::argumentsAreWords()
{
    QCOMPARE(argumentsInWords({{u"address"_s, u"a@b.c"_s}, {u"limit"_s, 12}, {u"notify"_s, true},
                 {u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}},
                 {u"filter"_s, QJsonObject{{u"lane"_s, u"host:back1"_s}}}}),
        u"address a@b.c, filter {lane host:back1}, limit 12, notify yes, rights proxy store"_s);
    QCOMPARE(argumentsInWords({}), QString());
}

void TestAuditModel::anExportHoldsEverythingThatMatches()
{
    Rig rig(2500);
    QVERIFY(rig.open());
    AuditExport csv(rig.connection, {.who = u"eve"_s}, AuditFormat::Csv);
    QSignalSpy finished(&csv, &AuditExport::finished);
    QSignalSpy progressed(&csv, &AuditExport::progressed);
    csv.start();
    QVERIFY(QTest::qWaitFor([&] { return finished.count() == 1; }));
    QCOMPARE(finished.first().at(1).toLongLong(), 1250);
    QVERIFY(progressed.count() >= 2);
    const QByteArrayList lines = finished.first().at(0).toByteArray().split('\n');
    QCOMPARE(lines.size(), 1250 + 2); // titles, and nothing behind the last line's end
    QCOMPARE(
        lines.first(), QByteArray("time,who,from,what,arguments,error,durationMs,proof,member,request\r"));
    QVERIFY(lines[1].startsWith(
        "2023-11-14T22:54:59Z,eve,192.0.2.9,member.drain,\"{\"\"member\"\":\"\"back2499\"\"}\","));

    AuditExport json(rig.connection, {}, AuditFormat::Json);
    QSignalSpy done(&json, &AuditExport::finished);
    json.start();
    QVERIFY(QTest::qWaitFor([&] { return done.count() == 1; }));
    const QJsonArray records = QJsonDocument::fromJson(done.first().at(0).toByteArray()).array();
    QCOMPARE(records.size(), 2500);
    QCOMPARE(*auditRecordFromJson(records.last().toObject()), record(1));
}

void TestAuditModel::aCancelledExportTellsNothing()
{
    Rig rig(5000);
    QVERIFY(rig.open());
    AuditExport job(rig.connection, {}, AuditFormat::Json);
    QSignalSpy finished(&job, &AuditExport::finished);
    connect(&job, &AuditExport::progressed, &job, &AuditExport::cancel);
    QSignalSpy progressed(&job, &AuditExport::progressed);
    job.start();
    QVERIFY(QTest::qWaitFor([&] { return progressed.count() == 1; }));
    QTest::qWait(20);
    QCOMPARE(finished.count(), 0);
    QCOMPARE(rig.client->callsOf(u"audit.list"_s).size(), 1);
}

void TestAuditModel::aTaskOfThisConsoleStandsThereOnce()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    ActRecord mine;
    mine.request = requestOf(7).text();
    mine.button = u"Drain back1"_s;
    mine.started = now.addSecs(-5);
    TaskRow same;
    same.member = MemberName(u"back1.example.net"_s);
    same.request = requestOf(7);
    same.what = u"member.drain"_s;
    same.started = now.addSecs(-5);
    const QList<TaskEntry> entries = taskEntries({mine}, {same}, now);
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.first().title, u"Drain back1"_s);
    QCOMPARE(entries.first().member, u"back1.example.net"_s);
    QCOMPARE(entries.first().shownSeconds, 5);
}

void TestAuditModel::whatOthersRunIsListed()
{
    FakeSite site;
    ActRunner acts(site.connection);
    TaskModel model(acts);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(site.open());
    TaskRow other;
    other.member = MemberName(u"back1.example.net"_s);
    other.request = requestOf(8);
    other.who = u"eve"_s;
    other.from = u"192.0.2.9"_s;
    other.what = u"member.drain"_s;
    other.arguments = {{u"member"_s, u"back2"_s}};
    other.started = QDateTime::currentDateTimeUtc();
    site.client->answer(
        u"task.list"_s, {{u"tasks"_s, QJsonArray{toJson(other)}}, {u"unreachable"_s, QJsonArray()}});
    QSignalSpy changed(&model, &TaskModel::changed);
    model.refresh();
    QVERIFY(QTest::qWaitFor([&] { return model.shownCount() == 1; }));
    QCOMPARE(model.at(0).title, u"member.drain: member back2"_s);
    QCOMPARE(model.at(0).command, u"homeportctl member drain back2"_s);
    QCOMPARE(model.runningCount(), 1);
    site.client->answer(u"task.list"_s, {{u"tasks"_s, QJsonArray()}, {u"unreachable"_s, QJsonArray()}});
    model.refresh();
    QVERIFY(QTest::qWaitFor([&] { return model.shownCount() == 0; }));
}

QTEST_GUILESS_MAIN(TestAuditModel)

#include "tst_auditmodel.moc"
