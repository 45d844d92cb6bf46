// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Member rows applied in one revision: all or nothing, and only to the table they were made against.
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

class TestTableApply : public QObject
{
    Q_OBJECT

    static QString hashOf(const AdminRig &rig) { return QString::fromLatin1(rig.cluster.revision().hash); }
    static QJsonObject order(const AdminRig &rig, const QJsonArray &members, bool isDryRun = false)
    {
        return {{u"expected"_s, hashOf(rig)}, {u"members"_s, members}, {u"dryRun"_s, isDryRun}};
    }
    static QJsonObject row(const QString &name, const QJsonObject &more)
    {
        QJsonObject out = more;
        out.insert(u"name"_s, name);
        return out;
    }

private Q_SLOTS:
    void rowsAreAddedAndChangedInOneRevision()
    {
        AdminRig rig;
        const QJsonArray rows{
            row(u"new.example.net"_s,
                {{u"rights"_s, QJsonArray{u"proxy"_s}}, {u"addresses"_s, QJsonArray{u"192.0.2.7:7700"_s}}}),
            row(rig.front1, {{u"state"_s, u"draining"_s}})};
        AdminAnswer answer = rig.call(u"table.apply"_s, order(rig, rows, true));
        QCOMPARE(answer.status, 200);
        QCOMPARE(rig.cluster.changes, 0);
        QCOMPARE(answer.body[u"dryRun"_s].toBool(), true);
        QCOMPARE(answer.body[u"revision"_s][u"number"_s].toInt(), 1);
        const QJsonArray planned = answer.body[u"rows"_s].toArray();
        QCOMPARE(planned.size(), 2);
        answer = rig.call(u"table.apply"_s, order(rig, rows));
        QCOMPARE(answer.status, 200);
        QCOMPARE(rig.cluster.changes, 1);
        QCOMPARE(answer.body[u"rows"_s].toArray(), planned);
        QCOMPARE(answer.body[u"revision"_s][u"number"_s].toInt(), 2);
        QCOMPARE(answer.body[u"revision"_s][u"hash"_s].toString(), hashOf(rig));
        const auto named = [&planned](const QString &name) {
            return planned[0][u"row"_s].toString() == name ? planned[0] : planned[1];
        };
        QVERIFY(named(u"member:new.example.net"_s)[u"now"_s].isNull());
        const QJsonValue front = named(u"member:front1.example.net"_s);
        QCOMPARE(front[u"now"_s][u"state"_s].toString(), u"ready"_s);
        QCOMPARE(front[u"then"_s][u"state"_s].toString(), u"draining"_s);
        const Member *const made = rig.cluster.inForce.member(MemberName(u"new.example.net"_s));
        QVERIFY(made && made->rights.proxy && !made->rights.store && made->publicKey.isEmpty());
        QCOMPARE(made->addresses, QStringList{u"192.0.2.7:7700"_s});
        // what the row did not name stays
        QVERIFY(!rig.cluster.inForce.member(MemberName(rig.front1))->addresses.isEmpty());
        QCOMPARE(rig.cluster.comments.last(), u"apply member rows new.example.net, front1.example.net"_s);
    }

    void anotherTableThanExpectedIsAConflict()
    {
        AdminRig rig;
        const QJsonArray rows{row(rig.front1, {{u"state"_s, u"draining"_s}})};
        const QJsonObject stale = order(rig, rows);
        rig.call(u"member.withdraw"_s, {{u"member"_s, u"front1"_s}});
        const AdminAnswer answer = rig.call(u"table.apply"_s, stale);
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.body[u"status"_s].toString(), u"conflict"_s);
        const QString text = answer.body[u"error"_s].toString();
        QVERIFY2(text.contains(u"revision 2"_s) && text.contains(u"changed by ann@back1.example.net"_s)
                && text.contains(u"withdraw front1"_s),
            qPrintable(text));
        QCOMPARE(rig.cluster.changes, 1);
        QCOMPARE(rig.said(u"table.apply"_s, stale).left(12), u"409 conflict"_s); // dry or not
    }

    void aChangeInBetweenIsSeenWhenItIsSigned()
    {
        AdminRig rig;
        const QJsonArray rows{row(rig.front1, {{u"state"_s, u"draining"_s}})};
        rig.cluster.beforeChange = [](ClusterTable &table) { ++table.number; }; // another keeper was faster
        QVERIFY(rig.said(u"table.apply"_s, order(rig, rows)).startsWith(u"409 conflict expected: "_s));
        QCOMPARE(rig.cluster.inForce.member(MemberName(rig.front1))->state, AdministrativeState::Ready);
    }

    void theBeginningOfTheHashIsEnough()
    {
        AdminRig rig;
        QJsonObject arguments = order(rig, {row(rig.front1, {{u"state"_s, u"draining"_s}})});
        arguments.insert(u"expected"_s, hashOf(rig).left(8).toUpper());
        QCOMPARE(rig.call(u"table.apply"_s, arguments).status, 200);
        arguments.insert(u"expected"_s, hashOf(rig).left(7));
        QVERIFY(rig.said(u"table.apply"_s, arguments).contains(u"is no hash of a revision"_s));
    }

    void whatChangesNothingMakesNoRevision()
    {
        AdminRig rig;
        const AdminAnswer answer =
            rig.call(u"table.apply"_s, order(rig, {row(rig.front1, {{u"state"_s, u"ready"_s}})}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body[u"rows"_s].toArray().size(), 0);
        QCOMPARE(rig.cluster.changes, 0);
    }

    void oneFaultAndNothingIsChanged_data()
    {
        QTest::addColumn<QJsonObject>("wrong");
        QTest::addColumn<QString>("said");
        const auto add = [](const char *name, const QJsonObject &wrong, const char *said) {
            QTest::newRow(name) << wrong << QString::fromUtf8(said);
        };
        add("address", row(u"back2.example.net"_s, {{u"addresses"_s, QJsonArray{u"nowhere"_s}}}),
            "400 bad-request members[1] (back2.example.net): addresses: \"nowhere\" is no address");
        add("name", row(u"back2"_s, {{u"state"_s, u"ready"_s}}),
            "400 bad-request members[1] (back2): name: \"back2\" is no member name");
        add("no name", {{u"state"_s, u"ready"_s}}, "400 bad-request members[1]: name: missing");
        add("right", row(u"back2.example.net"_s, {{u"rights"_s, QJsonArray{u"root"_s}}}),
            "400 bad-request members[1] (back2.example.net): rights: \"root\" is no right");
        add("state", row(u"back2.example.net"_s, {{u"state"_s, u"asleep"_s}}),
            "400 bad-request members[1] (back2.example.net): state: \"asleep\" is no state");
        add("key", row(u"back2.example.net"_s, {{u"publicKey"_s, u"x"_s}}),
            "400 bad-request members[1] (back2.example.net): publicKey: unknown argument");
        add("twice", row(u"front1.example.net"_s, {{u"state"_s, u"ready"_s}}),
            "400 bad-request members[1] (front1.example.net): name: there is a row of this name above");
        add("new without rights", row(u"new.example.net"_s, {}),
            "400 bad-request members[1] (new.example.net): rights: missing");
        add("store", row(u"back2.example.net"_s, {{u"rights"_s, QJsonArray{u"proxy"_s}}}),
            "409 conflict members[1] (back2.example.net): rights: back2.example.net serves storages");
        add("keeper", row(u"back1.example.net"_s, {{u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}}}),
            "409 conflict members[1] (back1.example.net): rights: back1.example.net is the last keeper");
        add("withdrawn keeper", row(u"back1.example.net"_s, {{u"state"_s, u"withdrawn"_s}}),
            "409 conflict members[1] (back1.example.net): state: back1.example.net is the last keeper that");
    }
    void oneFaultAndNothingIsChanged()
    {
        QFETCH(const QJsonObject, wrong);
        QFETCH(const QString, said);
        AdminRig rig;
        const QJsonArray rows{row(rig.front1, {{u"state"_s, u"draining"_s}}), wrong};
        for (const bool isDryRun : {true, false}) {
            const QString answer = rig.said(u"table.apply"_s, order(rig, rows, isDryRun));
            QVERIFY2(answer.startsWith(said), qPrintable(answer));
        }
        QCOMPARE(rig.cluster.changes, 0);
    }

    void anAddressOfTwoMembersIsRefused()
    {
        AdminRig rig;
        for (Member &member : rig.cluster.inForce.members)
            member.addresses = {member.name.text + u":7700"_s};
        const QJsonArray rows{row(rig.front1, {{u"addresses"_s, QJsonArray{u"back2.example.net:7700"_s}}})};
        const QString answer = rig.said(u"table.apply"_s, order(rig, rows));
        QVERIFY2(answer.contains(u"back2.example.net:7700 stands in the rows of"_s), qPrintable(answer));
    }

    void addressesThatAreSharedAlreadyHideNoOther()
    {
        AdminRig rig; // all rows have the same address
        const auto move = [&rig](const QString &name) {
            return rig.said(u"table.apply"_s,
                order(rig, {row(name, {{u"addresses"_s, QJsonArray{u"192.0.2.9:7700"_s}}})}));
        };
        QCOMPARE(move(rig.front1), u"200"_s);
        QCOMPARE(move(rig.front1), u"200"_s); // its own
        QVERIFY2(move(rig.back2).startsWith(u"409 conflict members[0] (back2.example.net): addresses: "
                                            "192.0.2.9:7700 stands in the rows of front1.example.net and "
                                            "back2.example.net"_s),
            qPrintable(move(rig.back2)));
        // what was shared before may stay in a row that is changed otherwise, with all the others
        const QJsonArray same{
            row(rig.back2, {{u"addresses"_s, QJsonArray{u"127.0.0.1:7700"_s}}, {u"state"_s, u"draining"_s}})};
        QCOMPARE(rig.said(u"table.apply"_s, order(rig, same)), u"200"_s);
    }

    void aKeeperThatIsNotWithdrawnIsLeftInWhateverOrder_data()
    {
        QTest::addColumn<QJsonArray>("rows");
        QTest::addColumn<QString>("said");
        const QJsonArray all{u"proxy"_s, u"store"_s, u"keeper"_s};
        const QJsonArray less{u"proxy"_s, u"store"_s};
        const QString back1 = u"back1.example.net"_s;
        const QString back2 = u"back2.example.net"_s;
        const QJsonObject heir = row(back2, {{u"rights"_s, all}});
        const QJsonObject sleeper = row(back2, {{u"rights"_s, all}, {u"state"_s, u"withdrawn"_s}});
        const QJsonObject away = row(back1, {{u"state"_s, u"withdrawn"_s}});
        const QJsonObject plain = row(back1, {{u"rights"_s, less}});
        const QJsonObject stranger = row(u"new.example.net"_s, {{u"rights"_s, all}});
        QTest::newRow("heir first") << QJsonArray{heir, plain} << u"200"_s;
        QTest::newRow("heir last") << QJsonArray{plain, heir} << u"200"_s;
        QTest::newRow("heir last, old one withdrawn") << QJsonArray{away, heir} << u"200"_s;
        const QString first = u"409 conflict members[0] (back1.example.net): "_s;
        const QString second = u"409 conflict members[1] (back1.example.net): "_s;
        QTest::newRow("only a withdrawn one is left")
            << QJsonArray{sleeper, plain} << second + u"rights: back1"_s;
        QTest::newRow("the same, turned") << QJsonArray{plain, sleeper} << first + u"rights: back1"_s;
        QTest::newRow("both withdrawn") << QJsonArray{sleeper, away} << second + u"state: back1"_s;
        QTest::newRow("only one that has not joined")
            << QJsonArray{stranger, plain} << second + u"rights: back1"_s;
    }
    void aKeeperThatIsNotWithdrawnIsLeftInWhateverOrder()
    {
        QFETCH(const QJsonArray, rows);
        QFETCH(const QString, said);
        AdminRig rig;
        const QString answer = rig.said(u"table.apply"_s, order(rig, rows));
        QVERIFY2(answer.startsWith(said), qPrintable(answer));
    }

    void aWithdrawnKeeperIsNoHeir()
    {
        AdminRig rig;
        rig.cluster.inForce.members[1].rights.keeper = true; // back2
        rig.cluster.inForce.members[1].state = AdministrativeState::Withdrawn;
        const QString answer = rig.said(
            u"member.set"_s, {{u"member"_s, u"back1"_s}, {u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}}});
        QVERIFY2(answer.startsWith(u"409 conflict rights: back1.example.net is the last keeper"_s),
            qPrintable(answer));
        QCOMPARE(rig.said(u"member.set"_s,
                     {{u"member"_s, u"back2"_s}, {u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}}}),
            u"200"_s);
    }

    void aRightMovesFromOneRowToAnother()
    {
        AdminRig rig;
        const QJsonArray rows{row(rig.back1, {{u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}}}),
            row(rig.back2, {{u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s, u"keeper"_s}}})};
        QCOMPARE(rig.call(u"table.apply"_s, order(rig, rows)).status, 200);
        QVERIFY(rig.cluster.inForce.member(MemberName(rig.back2))->rights.keeper);
        QVERIFY(!rig.cluster.inForce.member(MemberName(rig.back1))->rights.keeper);
    }
};

QTEST_GUILESS_MAIN(TestTableApply)
#include "tst_tableapply.moc"
