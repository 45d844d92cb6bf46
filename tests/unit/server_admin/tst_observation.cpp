// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is seen of each member: one word, why, since when, and by whom; accounts away from home.
#include "shared/model/jsonreader.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

QDateTime minute(int n) { return QDateTime(QDate(2024, 1, 2), QTime(3, n), Qt::UTC); }

PeerView view(const QString &name, ObservedState state, int since, const QString &error = {})
{
    PeerView peer;
    peer.name = MemberName(name);
    peer.state = state;
    peer.since = minute(since);
    peer.lastError = error;
    return peer;
}

/// All members answer and are well, until a test says otherwise.
struct Rig : AdminRig
{
    Rig()
    {
        for (const QString &name : {back1, back2, front1})
            statuses[name] = well(name);
        ownStatus = statuses[back1];
        remote = [this](const MemberName &member, const QString &,
                     const QJsonObject &) -> Result<QJsonObject> { return toJson(statuses[member.text]); };
    }
    MemberStatus well(const QString &name) const
    {
        MemberStatus status;
        status.name = MemberName(name);
        status.table = cluster.revision();
        status.directory = u"up"_s;
        status.started = minute(1);
        for (const QString &other : {back1, back2, front1}) {
            if (other != name)
                status.peers.append(view(other, ObservedState::Up, 2));
        }
        return status;
    }
    QJsonObject member(const QString &name)
    {
        ownStatus = statuses[back1];
        const QJsonArray rows = call(u"status"_s).body[u"members"_s].toArray();
        for (const QJsonValue &shown : rows) {
            if (shown[u"name"_s].toString() == name)
                return shown.toObject();
        }
        return {};
    }
    void lose(const QString &name, int since)
    {
        cluster.up.remove(name);
        for (MemberStatus &status : statuses) {
            for (PeerView &peer : status.peers) {
                if (peer.name.text == name)
                    peer = view(name, ObservedState::Down, since, u"connection refused"_s);
            }
        }
    }
    QHash<QString, MemberStatus> statuses;
};

} // namespace

class TestObservation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsWellIsUp()
    {
        Rig rig;
        rig.statuses[rig.back2].messagesPerMinute = 17;
        rig.statuses[rig.back2].sessionsByService.imap = 3;
        const QJsonObject member = rig.member(rig.back2);
        QCOMPARE(member[u"observed"_s].toString(), u"up"_s);
        QCOMPARE(member[u"observedSince"_s], timeToJson(minute(2)));
        QCOMPARE(member[u"reasons"_s].toArray().size(), 0);
        QCOMPARE(member[u"seenBy"_s].toArray().size(), 2);
        QCOMPARE(member[u"messagesPerMinute"_s].toInt(), 17);
        QCOMPARE(member[u"sessionsByService"_s][u"imap"_s].toInt(), 3);
        QVERIFY(QDateTime::fromString(rig.call(u"status"_s).body[u"time"_s].toString(), Qt::ISODateWithMs)
                    .isValid());
    }

    void whoDoesNotAnswerAndIsSeenDownIsDown()
    {
        Rig rig;
        rig.lose(rig.back2, 20);
        rig.statuses[rig.front1].peers[1].since = minute(10); // saw it first
        const QJsonObject member = rig.member(rig.back2);
        QCOMPARE(member[u"observed"_s].toString(), u"down"_s);
        QCOMPARE(member[u"observedSince"_s], timeToJson(minute(10)));
        QCOMPARE(member[u"seenBy"_s].toArray().size(), 2);
        QCOMPARE(member[u"seenBy"_s][0][u"lastError"_s].toString(), u"connection refused"_s);
        QVERIFY(member[u"reasons"_s][0].toString().startsWith(u"does not answer: "_s));
        QVERIFY(member[u"reasons"_s][1].toString().contains(u"sees it down: connection refused"_s));
    }

    void whomNobodyJudgesIsUnknown()
    {
        Rig rig;
        rig.cluster.up.remove(rig.front1);
        for (MemberStatus &status : rig.statuses) {
            for (PeerView &peer : status.peers)
                peer.state = peer.name.text == rig.front1 ? ObservedState::Unknown : peer.state;
        }
        QCOMPARE(rig.member(rig.front1)[u"observed"_s].toString(), u"unknown"_s);
        rig.cluster.inForce.member(MemberName(rig.front1))->state = AdministrativeState::Withdrawn;
        QVERIFY(rig.member(rig.front1)[u"reasons"_s][0].toString().startsWith(u"withdrawn"_s));
    }

    void whoNeverJoinedIsMissingAndNoProblem()
    {
        Rig rig;
        rig.cluster.inForce.members.append(fakeMember(u"new.example.net"_s, false));
        rig.cluster.inForce.members.last().publicKey.clear();
        const QJsonObject member = rig.member(u"new.example.net"_s);
        QCOMPARE(member[u"observed"_s].toString(), u"missing"_s);
        QCOMPARE(member[u"administrativeState"_s].toString(), u"ready"_s);
        QVERIFY(!member[u"reachable"_s].toBool());
        QCOMPARE(rig.call(u"status"_s).body[u"health"_s].toString(), u"healthy"_s);
    }

    void whatIsWrongDegrades_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("reason");
        QTest::newRow("alarm") << 0 << u"disk is full"_s;
        QTest::newRow("directory") << 1 << u"directory: away"_s;
        QTest::newRow("table") << 2 << u"it has another cluster table than this member"_s;
        QTest::newRow("storage") << 3 << u"storage s2 is not served"_s;
        QTest::newRow("seen down") << 4 << u"front1.example.net sees it down: no route"_s;
        QTest::newRow("certificate") << 5 << u"its certificate has expired"_s;
        QTest::newRow("detached") << 6 << u"storage s2 is detached: nobody serves it"_s;
    }
    void whatIsWrongDegrades()
    {
        QFETCH(const int, fault);
        QFETCH(const QString, reason);
        Rig rig;
        MemberStatus &status = rig.statuses[rig.back2];
        if (fault == 0)
            status.alarms = {u"disk is full"_s};
        else if (fault == 1)
            status.directory = u"away"_s;
        else if (fault == 2)
            status.table.hash = "ab";
        else if (fault == 3)
            rig.cluster.unserved.insert(rig.two);
        else if (fault == 4)
            rig.statuses[rig.front1].peers[1] = view(rig.back2, ObservedState::Down, 9, u"no route"_s);
        else if (fault == 5)
            status.certificateExpires = minute(1).addYears(-1);
        else
            rig.cluster.inForce.storage(rig.two)->state = StorageState::Detached;
        const QJsonObject member = rig.member(rig.back2);
        QCOMPARE(member[u"observed"_s].toString(), u"degraded"_s);
        QVERIFY2(member[u"reasons"_s].toArray().contains(reason),
            qPrintable(QString::fromUtf8(jsonBytes(member))));
        QCOMPARE(rig.member(rig.front1)[u"observed"_s].toString(), u"up"_s);
    }

    void aChangeBeginsWhenItWasSeen()
    {
        Rig rig;
        QCOMPARE(rig.member(rig.back2)[u"observedSince"_s], timeToJson(minute(2)));
        rig.statuses[rig.back2].alarms = {u"disk is full"_s};
        const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-1);
        const QJsonValue since = rig.member(rig.back2)[u"observedSince"_s];
        QVERIFY(QDateTime::fromString(since.toString(), Qt::ISODateWithMs) > before);
        QTest::qWait(5);
        QCOMPARE(rig.member(rig.back2)[u"observedSince"_s], since); // and stays
        rig.statuses[rig.back2].alarms.clear();
        const QJsonValue well = rig.member(rig.back2)[u"observedSince"_s];
        QVERIFY(QDateTime::fromString(well.toString(), Qt::ISODateWithMs)
            >= QDateTime::fromString(since.toString(), Qt::ISODateWithMs));
    }

    void aMemberOfAnEarlierVersionIsUnderstood()
    {
        Rig rig;
        rig.remote = [&rig](const MemberName &member, const QString &,
                         const QJsonObject &) -> Result<QJsonObject> {
            QJsonObject status = toJson(rig.statuses[member.text]);
            status.remove(u"messagesPerMinute"_s);
            status.remove(u"sessionsByService"_s);
            return status;
        };
        QCOMPARE(rig.member(rig.back2)[u"observed"_s].toString(), u"up"_s);
    }

    void accountsAwayFromHomeAreCounted()
    {
        Rig rig;
        QCOMPARE(rig.call(u"account.pending"_s).body[u"hosts"_s].toArray().size(), 0);
        Rig away;
        for (int i = 0; i < 1003; ++i)
            away.directory.add("u" + QByteArray::number(i), away.back1, away.two, away.back2);
        away.directory.add("ann", away.back2, away.one, away.back1);
        const QJsonArray hosts = away.call(u"account.pending"_s).body[u"hosts"_s].toArray();
        QCOMPARE(hosts.size(), 2);
        QCOMPARE(hosts[0][u"member"_s].toString(), away.back1);
        QCOMPARE(hosts[0][u"accounts"_s].toInt(), 1);
        QVERIFY(!hosts[0][u"more"_s].toBool());
        QCOMPARE(hosts[1][u"accounts"_s].toInt(), 1000);
        QVERIFY(hosts[1][u"more"_s].toBool());
        const int searches = away.directory.searches;
        QCOMPARE(away.call(u"account.pending"_s).body[u"hosts"_s].toArray(), hosts);
        QCOMPARE(away.directory.searches, searches); // asked often: kept for some seconds
    }

    void accountsOfAMemberThatWasRemovedAreCountedToo()
    {
        Rig rig;
        rig.directory.add("ann", rig.back2, rig.two, u"gone.example.net"_s);
        QCOMPARE(rig.call(u"account.pending"_s).body[u"hosts"_s].toArray().size(), 0); // nobody of that name
        Rig removed;
        removed.directory.add("ann", removed.back2, removed.two, u"gone.example.net"_s);
        removed.cluster.inForce.removed = {{MemberName(u"gone.example.net"_s), "key", minute(1)}};
        const QJsonArray hosts = removed.call(u"account.pending"_s).body[u"hosts"_s].toArray();
        QCOMPARE(hosts.size(), 1);
        QCOMPARE(hosts[0][u"member"_s].toString(), u"gone.example.net"_s);
    }

    void oneCountServesAllWhoAskMeanwhile()
    {
        Rig rig;
        rig.directory.isSlow = true;
        std::vector<Task<AdminAnswer>> asking;
        for (int i = 0; i < 3; ++i)
            asking.push_back(rig.service->call(AdminRig::caller(), u"account.pending"_s, {}, std::nullopt));
        QCOMPARE(rig.directory.searches, 1);
        rig.directory.isSlow = false;
        rig.directory.go.wakeAll();
        for (Task<AdminAnswer> &one : asking)
            QCOMPARE(resultOf(std::move(one)).status, 200);
        QCOMPARE(rig.directory.searches, 2); // back1 and back2, once each
    }

    void aDirectoryThatIsAwayIsNotNobodyAway()
    {
        Rig rig;
        rig.directory.isAway = true;
        QVERIFY(rig.said(u"account.pending"_s).startsWith(u"503"_s));
        rig.directory.isAway = false;
        QCOMPARE(rig.call(u"account.pending"_s).status, 200); // a failure is not kept
    }

    void anAccountShowsItsAliases()
    {
        Rig rig;
        rig.directory.add("ann", rig.back1, rig.one);
        for (const char *alias : {"info", "sales"}) {
            const Address address{alias, "example.org"};
            rig.directory.records.insert(
                address.text(), RedirectRecord{{}, address, {Address{"ann", "example.org"}}});
        }
        const QJsonObject account = rig.call(u"account.show"_s, {{u"address"_s, u"ann@example.org"_s}}).body;
        QCOMPARE(account[u"aliases"_s], (QJsonArray{u"info@example.org"_s, u"sales@example.org"_s}));
        const QJsonObject alias = rig.call(u"account.show"_s, {{u"address"_s, u"info@example.org"_s}}).body;
        QVERIFY(!alias.contains(u"aliases"_s));
    }
};

QTEST_GUILESS_MAIN(TestObservation)
#include "tst_observation.moc"
