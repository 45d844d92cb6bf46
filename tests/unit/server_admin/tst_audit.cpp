// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The audit read backwards, several audits as one, and what runs now.
#include "server/admin/auditmerge.h"
#include "server/admin/auditreader.h"
#include "shared/model/jsonreader.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

QDateTime minute(int n) { return QDateTime::fromMSecsSinceEpoch(qint64(n) * 60000, Qt::UTC); }

AuditRecord recordAt(int n, const QString &who = u"ann"_s)
{
    AuditRecord record;
    record.time = minute(n);
    record.who = who;
    record.from = u"192.0.2.1"_s;
    record.what = n % 2 ? u"member.set"_s : u"account.create"_s;
    record.arguments = {{u"n"_s, n}};
    record.request = RequestId::random();
    record.status = n % 5 ? 200 : 409;
    record.error = n % 5 ? QString() : u"Häfen are closed"_s;
    return record;
}

void writeLines(const QString &path, const QList<QByteArray> &lines)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QByteArray &line : lines)
        file.write(line + '\n');
}

QList<int> numbersOf(const AuditPage &page)
{
    QList<int> out;
    for (const FoundAuditRecord &found : page.records)
        out.append(found.record.arguments[u"n"_s].toInt());
    return out;
}

/// A keeper's audit in memory: what audit.list would answer.
struct Keeper
{
    QString name;
    QList<int> minutes; ///< oldest first; the place of record i is 10 * i + 1

    AuditPart part(qsizetype limit, qsizetype scanned, std::optional<qint64> before) const
    {
        const qsizetype began = before ? qsizetype(*before / 10) : minutes.size();
        QJsonArray records;
        qint64 next = before.value_or(minutes.size() * 10);
        QDateTime reached;
        for (qsizetype i = began - 1; i >= 0 && records.size() < limit && began - i <= scanned; --i) {
            QJsonObject record = toJson(recordAt(minutes[i]));
            record.insert(u"place"_s, i * 10);
            records.append(record);
            reached = minute(minutes[i]);
            next = i * 10;
        }
        return {name,
            {{u"records"_s, records}, {u"began"_s, qint64(began) * 10}, {u"next"_s, next},
                {u"reached"_s, timeToJson(reached)}}};
    }
};

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPieceSizeReadsTheSameBackwards()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"audit.log"_s);
        QList<QByteArray> lines;
        QList<int> expected;
        for (int n = 1; n <= 30; ++n) {
            lines.append(jsonBytes(toJson(recordAt(n))));
            expected.prepend(n);
            if (n % 7 == 0)
                lines.append("{\"cut off"); // by a crash
        }
        writeLines(path, lines);
        for (const qsizetype chunk : {1, 2, 7, 100, 1000, 1 << 20}) {
            AuditReadLimits limits;
            limits.chunk = chunk;
            const Result<AuditPage> whole = readAudit(path, {}, 1000, std::nullopt, limits);
            QVERIFY(whole);
            QCOMPARE(numbersOf(*whole), expected);
            QCOMPARE(whole->next, 0);
            // and page by page
            QList<int> paged;
            std::optional<qint64> before;
            do {
                const Result<AuditPage> page = readAudit(path, {}, 4, before, limits);
                QVERIFY(page);
                QVERIFY(page->records.size() <= 4);
                paged += numbersOf(*page);
                before = page->next;
            } while (*before > 0);
            QCOMPARE(paged, expected);
        }
    }

    void aPageEndsWhenEnoughWasLookedAt()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"audit.log"_s);
        QList<QByteArray> lines;
        for (int n = 1; n <= 50; ++n)
            lines.append(jsonBytes(toJson(recordAt(n, n == 3 ? u"bob"_s : u"ann"_s))));
        writeLines(path, lines);
        AuditReadLimits limits;
        limits.chunk = 300;
        limits.scanned = 2000;
        AuditFilter filter;
        filter.who = u"Bob"_s;
        std::optional<qint64> before;
        int pages = 0;
        QList<int> found;
        do {
            const Result<AuditPage> page = readAudit(path, filter, 10, before, limits);
            QVERIFY(page && (!before || page->next < *before));
            found += numbersOf(*page);
            before = page->next;
            ++pages;
        } while (*before > 0);
        QCOMPARE(found, QList<int>{3});
        QVERIFY(pages > 3);
        limits.line = 100;
        QVERIFY(!readAudit(path, filter, 10, std::nullopt, {10, 1 << 20, 100}));
    }

    void aLineThatIsLongerThanAPageIsPassed()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"audit.log"_s);
        AuditRecord large = recordAt(2);
        large.arguments.insert(u"text"_s, QString(5000, u'x'));
        writeLines(path, {jsonBytes(toJson(recordAt(1))), jsonBytes(toJson(large))});
        const AuditReadLimits limits{100, 1000, 10000};
        const Result<AuditPage> first = readAudit(path, {}, 10, std::nullopt, limits);
        QVERIFY(first && first->next > 0 && first->next < first->began);
        QCOMPARE(numbersOf(*first), QList<int>{2});
        const Result<AuditPage> second = readAudit(path, {}, 10, first->next, limits);
        QVERIFY(second && second->next == 0);
        QCOMPARE(numbersOf(*second), QList<int>{1});
    }

    void noAuditIsAnEmptyOne()
    {
        QTemporaryDir folder;
        const Result<AuditPage> page = readAudit(folder.filePath(u"none"_s), {}, 10, std::nullopt);
        QVERIFY(page && page->records.isEmpty() && page->next == 0);
    }

    void filtersChoose_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("verb") << QJsonObject{{u"what"_s, u"member.set"_s}} << QList<int>{9, 7, 5, 3, 1};
        QTest::newRow("group") << QJsonObject{{u"what"_s, u"account"_s}} << QList<int>{8, 6, 4, 2};
        QTest::newRow("no prefix") << QJsonObject{{u"what"_s, u"acc"_s}} << QList<int>{};
        QTest::newRow("failed") << QJsonObject{{u"failed"_s, true}} << QList<int>{5};
        QTest::newRow("done, since") << QJsonObject{{u"failed"_s, false},
            {u"since"_s, u"1970-01-01T00:04:00Z"_s}}
                                     << QList<int>{9, 8, 7, 6, 4};
        QTest::newRow("until") << QJsonObject{{u"until"_s, u"1970-01-01T00:02:30Z"_s}} << QList<int>{2, 1};
        QTest::newRow("day") << QJsonObject{{u"since"_s, u"1970-01-02"_s}} << QList<int>{};
        QTest::newRow("text in the error") << QJsonObject{{u"text"_s, u"HÄFEN"_s}} << QList<int>{5};
        QTest::newRow("text in the arguments") << QJsonObject{{u"text"_s, u"\"n\":7"_s}} << QList<int>{7};
        QTest::newRow("who") << QJsonObject{{u"who"_s, u"bob"_s}} << QList<int>{};
    }
    void filtersChoose()
    {
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QList<int>, expected);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"audit.log"_s);
        QList<QByteArray> lines;
        for (int n = 1; n <= 9; ++n)
            lines.append(jsonBytes(toJson(recordAt(n))));
        writeLines(path, lines);
        Arguments reader(arguments);
        const AuditFilter filter = readAuditFilter(reader);
        QVERIFY(reader.finish());
        QCOMPARE(numbersOf(*readAudit(path, filter, 100, std::nullopt)), expected);
    }

    void severalAuditsAreToldAsOne_data()
    {
        QTest::addColumn<int>("scanned");
        QTest::newRow("whole pages") << 1000;
        QTest::newRow("pages that end early") << 3;
        QTest::newRow("one by one") << 1;
    }
    void severalAuditsAreToldAsOne()
    {
        QFETCH(const int, scanned);
        const QList<Keeper> keepers{{u"back1"_s, {1, 2, 3, 10, 11, 12, 30, 31}},
            {u"back2"_s, {4, 5, 6, 7, 8, 9, 13, 14, 15, 16}}, {u"back3"_s, {}}, {u"back4"_s, {20}}};
        QList<int> told;
        AuditPlaces places;
        int pages = 0;
        do {
            QList<AuditPart> parts;
            for (const Keeper &keeper : keepers) {
                if (!places.isEmpty() && places.value(keeper.name) == 0)
                    continue;
                const bool isFirst = places.isEmpty();
                parts.append(keeper.part(
                    4, scanned, isFirst ? std::nullopt : std::optional<qint64>(places.value(keeper.name))));
            }
            const MergedAudit merged = mergeAudits(parts, 4);
            QVERIFY(merged.records.size() <= 4);
            for (const QJsonValue &record : merged.records) {
                told.append(record[u"arguments"_s][u"n"_s].toInt());
                QVERIFY(!record[u"member"_s].toString().isEmpty());
                QVERIFY(record[u"place"_s].isUndefined());
            }
            const Result<AuditCursor> next = auditCursorFromText(textOf({merged.places, {}}));
            QVERIFY(next);
            places = next->places;
            QVERIFY(++pages < 100);
        } while (!places.isEmpty());
        QList<int> expected;
        for (const Keeper &keeper : keepers)
            expected += keeper.minutes;
        std::sort(expected.begin(), expected.end(), std::greater<>());
        QCOMPARE(told, expected);
    }

    void aClockThatWasSetBackLosesNothing()
    {
        const QList<Keeper> keepers{{u"back1"_s, {1, 50, 2, 51, 3}}, {u"back2"_s, {20, 40, 60}}};
        QList<int> told;
        AuditPlaces places;
        int pages = 0;
        do {
            QList<AuditPart> parts;
            for (const Keeper &keeper : keepers) {
                if (places.isEmpty() || places.value(keeper.name) > 0)
                    parts.append(keeper.part(2, 1,
                        places.isEmpty() ? std::nullopt : std::optional<qint64>(places.value(keeper.name))));
            }
            const MergedAudit merged = mergeAudits(parts, 2);
            for (const QJsonValue &record : merged.records)
                told.append(record[u"arguments"_s][u"n"_s].toInt());
            places = auditCursorFromText(textOf({merged.places, {}}))->places;
            QVERIFY(++pages < 100);
        } while (!places.isEmpty());
        std::sort(told.begin(), told.end());
        QCOMPARE(told, (QList<int>{1, 2, 3, 20, 40, 50, 51, 60}));
    }

    void whatWasChangedHereIsListed()
    {
        AdminRig rig;
        QCOMPARE(rig.call(u"member.drain"_s, {{u"member"_s, u"front1"_s}}).status, 200);
        QVERIFY(rig.call(u"member.drain"_s, {{u"member"_s, u"nobody"_s}}).status != 200);
        AdminAnswer answer = rig.call(u"audit.list"_s);
        QCOMPARE(answer.status, 200);
        const QJsonArray records = answer.body[u"records"_s].toArray();
        QCOMPARE(records.size(), 2);
        QCOMPARE(records[0][u"result"_s].toInt(), 404);
        QCOMPARE(records[1][u"what"_s].toString(), u"member.drain"_s);
        QCOMPARE(records[1][u"who"_s].toString(), u"ann"_s);
        QCOMPARE(records[1][u"member"_s].toString(), rig.back1);
        QCOMPARE(answer.body[u"next"_s].toString(), QString());
        answer = rig.call(u"audit.list"_s, {{u"limit"_s, 1}});
        QCOMPARE(answer.body[u"records"_s].toArray().size(), 1);
        const QString next = answer.body[u"next"_s].toString();
        QVERIFY(!next.isEmpty());
        answer = rig.call(u"audit.list"_s, {{u"limit"_s, 1}, {u"after"_s, next}});
        QCOMPARE(answer.body[u"records"_s][0][u"result"_s].toInt(), 200);
        answer = rig.call(u"audit.list"_s, {{u"failed"_s, true}});
        QCOMPARE(answer.body[u"records"_s].toArray().size(), 1);
    }

    void otherKeepersAreAskedAndOthersAreNot()
    {
        AdminRig rig;
        rig.cluster.inForce.members[1].rights.keeper = true; // back2
        rig.remote = [](const MemberName &, const QString &what, const QJsonObject &) -> Result<QJsonObject> {
            if (what == u"task.list") {
                const TaskRow task{MemberName(u"back2.example.net"_s), RequestId::random(), u"bob"_s,
                    u"local"_s, u"storage.attach"_s, {}, minute(3)};
                return QJsonObject{{u"tasks"_s, QJsonArray{toJson(task)}}};
            }
            QJsonObject record = toJson(recordAt(4, u"bob"_s));
            record.insert(u"place"_s, 5);
            return QJsonObject{{u"records"_s, QJsonArray{record}}, {u"began"_s, 99}, {u"next"_s, 5},
                {u"reached"_s, timeToJson(minute(4))}};
        };
        rig.members.asked.clear();
        AdminAnswer answer = rig.call(u"audit.list"_s);
        QCOMPARE(rig.members.asked, QStringList{rig.back2 + u" audit.list"_s});
        QCOMPARE(answer.body[u"records"_s][0][u"member"_s].toString(), rig.back2);
        QCOMPARE(answer.body[u"next"_s].toString(), u"back1.example.net=0 back2.example.net=5"_s);
        QCOMPARE(rig.call(u"task.list"_s).body[u"tasks"_s][0][u"who"_s].toString(), u"bob"_s);
        rig.cluster.up.remove(rig.back2);
        answer = rig.call(u"audit.list"_s);
        QCOMPARE(answer.body[u"unreachable"_s][0][u"member"_s].toString(), rig.back2);
    }

    void aKeeperThatFailsOnALaterPageIsAskedAgain()
    {
        AdminRig rig;
        rig.cluster.inForce.members[1].rights.keeper = true; // back2
        const Keeper keeper{rig.back2, {1, 2, 3, 4}};
        rig.remote = [keeper](const MemberName &, const QString &,
                         const QJsonObject &question) -> Result<QJsonObject> {
            const QJsonValue before = question[u"before"_s];
            const auto place =
                before.isUndefined() ? std::nullopt : std::optional<qint64>(before.toInteger());
            return keeper.part(question[u"limit"_s].toInteger(), 100, place).answer;
        };
        QList<int> told;
        QString next;
        const auto page = [&] {
            const AdminAnswer answer = rig.call(u"audit.list"_s, {{u"limit"_s, 2}, {u"after"_s, next}});
            const QJsonArray records = answer.body[u"records"_s].toArray();
            for (const QJsonValue &record : records)
                told.append(record[u"arguments"_s][u"n"_s].toInt());
            next = answer.body[u"next"_s].toString();
            return answer.body[u"unreachable"_s].toArray().size();
        };
        QCOMPARE(page(), 0);
        rig.cluster.up.remove(rig.back2);
        const QString before = next;
        QCOMPARE(page(), 1);
        QCOMPARE(next, u"back2.example.net=20!"_s);
        rig.cluster.up.insert(rig.back2);
        QCOMPARE(page(), 0);
        QCOMPARE(told, (QList<int>{4, 3, 2, 1}));
        QCOMPARE(next, QString());
        // who stays away does not keep a client reading for ever
        next = before;
        rig.cluster.up.remove(rig.back2);
        QCOMPARE(page(), 1);
        QVERIFY(!next.isEmpty());
        QCOMPARE(page(), 1);
        QCOMPARE(next, QString());
    }

    void listingsGoOnWithoutWhoDoesNotAnswer()
    {
        const AuditCursor before{{{u"a"_s, 70}, {u"b"_s, 50}, {u"c"_s, 0}}, {u"b"_s}};
        // "a" has more: "b" stays where it was, as often as it does not answer
        const AuditCursor next = cursorBehind(before, {{u"a"_s, 30}}, {u"b"_s});
        QCOMPARE(textOf(next), u"a=30 b=50!"_s);
        QVERIFY(*auditCursorFromText(textOf(next)) == next);
        QVERIFY(cursorBehind(next, {{u"a"_s, 0}}, {u"b"_s}).places.isEmpty());
        QCOMPARE(textOf(cursorBehind({{{u"a"_s, 30}, {u"b"_s, 50}}, {}}, {{u"a"_s, 0}}, {u"b"_s})),
            u"a=0 b=50!"_s);
        // the second time it answers, the other does not
        QCOMPARE(textOf(cursorBehind(next, {{u"b"_s, 10}}, {u"a"_s})), u"a=30! b=10"_s);
        QVERIFY(!auditCursorFromText(u"a=30!!"_s) && !auditCursorFromText(u"a=!"_s));
    }

    void whatRunsIsListedUntilItEnds()
    {
        AdminRig rig;
        rig.jobs.isSlow = true;
        QCOMPARE(rig.call(u"task.list"_s).body[u"tasks"_s].toArray().size(), 0);
        Task<AdminAnswer> running = rig.service->call(AdminRig::caller(), u"reassign"_s,
            {{u"from"_s, u"back2"_s}, {u"to"_s, u"back1"_s}, {u"without"_s, QJsonArray{u"front1"_s}}},
            RequestId::random());
        const QJsonArray tasks = rig.call(u"task.list"_s).body[u"tasks"_s].toArray();
        QCOMPARE(tasks.size(), 1);
        QCOMPARE(tasks[0][u"who"_s].toString(), u"ann"_s);
        QCOMPARE(tasks[0][u"what"_s].toString(), u"reassign"_s);
        QCOMPARE(tasks[0][u"arguments"_s][u"from"_s].toString(), u"back2"_s);
        rig.jobs.go.wakeAll();
        resultOf(std::move(running));
        QCOMPARE(rig.call(u"task.list"_s).body[u"tasks"_s].toArray().size(), 0);
    }

    void wrongArgumentsAreNamed()
    {
        AdminRig rig;
        QVERIFY(rig.said(u"audit.list"_s, {{u"since"_s, u"yesterday"_s}})
                    .contains(u"\"yesterday\" is no time"_s));
        QVERIFY(rig.said(u"audit.list"_s, {{u"since"_s, u"2026-01-01T00:00:00"_s}}).contains(u"since: "_s));
        QVERIFY(rig.said(u"audit.list"_s, {{u"after"_s, u"x"_s}}).contains(u"after: "_s));
        QVERIFY(rig.said(u"audit.list"_s, {{u"before"_s, 7}}).contains(u"before: unknown argument"_s));
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
