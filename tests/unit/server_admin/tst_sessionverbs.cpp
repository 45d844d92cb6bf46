// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions of all members in one list, ended where their commands are known; addresses that are tried.
#include "shared/model/jsonreader.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

SessionRow rowAt(qint64 ms, const QString &member)
{
    SessionRow row;
    row.id = SessionId::random();
    row.member = MemberName(member);
    row.since = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    row.client = u"192.0.2.1:5555"_s;
    return row;
}

} // namespace

class TestSessionVerbs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sessionsOfAllMembersArePaged()
    {
        AdminRig rig;
        QList<SessionRow> remote;
        for (int i = 0; i < 7; ++i) {
            rig.sessions.rows.append(rowAt(i * 10, rig.back1));
            remote.append(rowAt(i * 10 + 5, rig.front1));
        }
        rig.cluster.up.remove(rig.back2);
        rig.remote = [&](const MemberName &, const QString &,
                         const QJsonObject &arguments) -> Result<QJsonObject> {
            FakeSessions there;
            there.rows = remote;
            SessionQuery query;
            query.limit = arguments[u"limit"_s].toInteger();
            if (arguments.contains(u"after"_s))
                query.after = *placeOfCursor(arguments[u"after"_s].toString());
            const SessionPage page = resultOf(there.list(query));
            return QJsonObject{{u"sessions"_s, listToJson(page.rows)}, {u"total"_s, page.total}};
        };
        QList<qint64> told;
        QString after;
        do {
            QJsonObject arguments{{u"limit"_s, 4}};
            if (!after.isEmpty())
                arguments.insert(u"after"_s, after);
            const AdminAnswer answer = rig.call(u"session.list"_s, arguments);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body[u"total"_s].toInteger(), 14);
            QCOMPARE(answer.body[u"unreachable"_s][0][u"member"_s].toString(), rig.back2);
            const QJsonArray rows = answer.body[u"sessions"_s].toArray();
            QVERIFY(!rows.isEmpty() && rows.size() <= 4);
            for (const QJsonValue &row : rows)
                told.append(sessionRowFromJson(row.toObject())->since.toMSecsSinceEpoch());
            after = answer.body[u"next"_s].toString();
        } while (!after.isEmpty());
        QCOMPARE(told, (QList<qint64>{65, 60, 55, 50, 45, 40, 35, 30, 25, 20, 15, 10, 5, 0}));
    }

    void exactlyOnePageHasNoNext()
    {
        AdminRig rig;
        rig.sessions.rows = {rowAt(1, rig.back1), rowAt(2, rig.back1)};
        const AdminAnswer answer = rig.call(u"session.list"_s, {{u"limit"_s, 2}, {u"member"_s, u"back1"_s}});
        QCOMPARE(answer.body[u"sessions"_s].toArray().size(), 2);
        QCOMPARE(answer.body[u"next"_s].toString(), QString());
    }

    void aCarriedSessionEndsAtItsHome()
    {
        AdminRig rig;
        const SessionId id = SessionId::random();
        rig.sessions.ended.carried[MemberName(rig.back2)] = {id};
        QJsonObject asked;
        rig.remote = [&asked](const MemberName &member, const QString &what,
                         const QJsonObject &arguments) -> Result<QJsonObject> {
            asked = arguments;
            asked.insert(u"who"_s, QString(member.text + u' ' + what));
            return QJsonObject{{u"sessions"_s, 1}, {u"carried"_s, QJsonArray()}};
        };
        const AdminAnswer answer =
            rig.call(u"session.end"_s, {{u"member"_s, u"back1"_s}, {u"id"_s, id.text()}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body[u"sessions"_s].toInt(), 1);
        QCOMPARE(asked[u"who"_s].toString(), rig.back2 + u" session.end"_s);
        QCOMPARE(asked[u"ids"_s], QJsonArray{id.text()});
        rig.cluster.up.remove(rig.back2);
        const AdminAnswer away = rig.call(u"session.end"_s, {{u"member"_s, u"back1"_s}, {u"all"_s, true}});
        QCOMPARE(away.body[u"sessions"_s].toInt(), 0);
        QCOMPARE(away.body[u"unreachable"_s][0][u"member"_s].toString(), rig.back2);
        QCOMPARE(rig.sessions.done.last(), u"end all"_s);
    }

    void anAccountIsEndedOnAllMembersAndCountedOnce()
    {
        AdminRig rig;
        rig.sessions.ended.ended = 2;
        rig.sessions.ended.carried[MemberName(rig.back2)] = {SessionId::random()};
        rig.remote = [](const MemberName &, const QString &, const QJsonObject &) -> Result<QJsonObject> {
            return QJsonObject{{u"sessions"_s, 1}, {u"carried"_s, QJsonArray()}};
        };
        rig.members.asked.clear();
        const AdminAnswer answer = rig.call(u"session.end"_s, {{u"account"_s, u"Ann@Example.org"_s}});
        QCOMPARE(answer.body[u"sessions"_s].toInt(), 4);
        QCOMPARE(rig.members.asked.size(), 2);
        QCOMPARE(rig.sessions.done, QStringList{u"end all of ann@example.org"_s});
    }

    void whatIsMeantMustBeClear()
    {
        AdminRig rig;
        const QString id = SessionId::random().text();
        QVERIFY(rig.said(u"session.end"_s).contains(u"exactly one of"_s));
        QVERIFY(rig.said(u"session.end"_s, {{u"id"_s, id}, {u"all"_s, true}}).contains(u"exactly one of"_s));
        QVERIFY(rig.said(u"session.end"_s, {{u"id"_s, id}}).contains(u"member: missing"_s));
        QVERIFY(rig.said(u"session.end"_s, {{u"all"_s, true}}).contains(u"member: missing"_s));
        QVERIFY(rig.said(u"session.end"_s, {{u"id"_s, u"7"_s}, {u"member"_s, u"back1"_s}})
                    .contains(u"\"7\" is no id"_s));
        QVERIFY(rig.said(u"session.end"_s, {{u"id"_s, id}, {u"member"_s, u"back1"_s}})
                    .startsWith(u"404 not-found id: back1 has no session"_s));
        QVERIFY(
            rig.said(u"session.list"_s, {{u"service"_s, u"http"_s}}).contains(u"\"http\" is no service"_s));
        QVERIFY(rig.said(u"session.list"_s, {{u"limit"_s, 1001}}).contains(u"limit: "_s));
        QCOMPARE(rig.call(u"session.end"_s, {{u"all"_s, true}, {u"member"_s, u"back1"_s}},
                        RequestId::random(), AdminRig::caller(AdministratorRole::Viewer))
                     .status,
            403);
    }

    void addressesAreTried()
    {
        AdminRig rig;
        const ConnectionTestResult good{{u"127.0.0.1"_s}, true, 3, rig.back2, {}};
        const ConnectionTestResult bad{{u"192.0.2.1"_s}, false, 5000, {}, u"does not answer: refused"_s};
        rig.connectionTest.results = {{u"127.0.0.1:7700"_s, good}, {u"192.0.2.1:7700"_s, bad}};
        AdminAnswer answer = rig.call(
            u"member.test"_s, {{u"addresses"_s, QJsonArray{u"127.0.0.1:7700"_s, u"192.0.2.1:7700"_s}}});
        QCOMPARE(answer.status, 200);
        QJsonArray tests = answer.body[u"tests"_s].toArray();
        QCOMPARE(tests[0][u"name"_s].toString(), rig.back2);
        QCOMPARE(tests[0][u"error"_s].toString(), QString());
        QVERIFY(tests[0][u"reachable"_s].toBool() && !tests[1][u"reachable"_s].toBool());
        QCOMPARE(tests[1][u"resolvesTo"_s], QJsonArray{u"192.0.2.1"_s});
        answer = rig.call(u"member.test"_s, {{u"member"_s, u"front1"_s}}); // its row has back2's address
        QCOMPARE(answer.body[u"tests"_s][0][u"error"_s].toString(),
            u"back2.example.net answers here, not front1.example.net"_s);
        QVERIFY(rig.said(u"member.test"_s).contains(u"either addresses or a member"_s));
        QVERIFY(rig.said(u"member.test"_s, {{u"addresses"_s, QJsonArray{u"nowhere"_s}}})
                    .contains(u"\"nowhere\" is no address"_s));
    }

    void whoTriesOtherAddressesThanTheTablesIsWrittenDown()
    {
        AdminRig rig;
        QCOMPARE(rig.call(u"member.test"_s, {{u"member"_s, u"front1"_s}}).status, 200);
        QVERIFY(!rig.audit().contains("member.test"));
        const QJsonObject question{{u"addresses"_s, QJsonArray{u"192.0.2.1:22"_s}}};
        QCOMPARE(rig.call(u"member.test"_s, question).status, 200);
        QCOMPARE(rig.audit().count("member.test"), 1);
        QVERIFY(rig.audit().contains("192.0.2.1:22"));
        const AdminAnswer unnamed =
            resultOf(rig.service->call(AdminRig::caller(), u"member.test"_s, question, std::nullopt));
        QCOMPARE(unnamed.status, 400);
    }

    void twoTriesAtATimeAreEnough()
    {
        AdminRig rig;
        rig.connectionTest.isSlow = true;
        std::vector<Task<AdminAnswer>> running;
        for (int i = 1; i <= 5; ++i)
            running.push_back(rig.service->call(AdminRig::caller(), u"member.test"_s,
                {{u"addresses"_s, QJsonArray{u"192.0.2.%1:7700"_s.arg(i)}}}, RequestId::random()));
        QCOMPARE(rig.connectionTest.tried.size(), 2);
        rig.connectionTest.isSlow = false;
        rig.connectionTest.go.wakeAll();
        for (Task<AdminAnswer> &one : running)
            QCOMPARE(resultOf(std::move(one)).status, 200);
        QCOMPARE(rig.connectionTest.tried.size(), 5);
    }
};

QTEST_GUILESS_MAIN(TestSessionVerbs)
#include "tst_sessionverbs.moc"
