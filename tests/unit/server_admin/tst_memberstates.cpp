// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Draining, withdrawing, bringing back, removing: what is done, and what stands in the way.
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

class TestMemberStates : public QObject
{
    Q_OBJECT

    static AdministrativeState stateOf(const AdminRig &rig, const QString &name)
    {
        return rig.cluster.inForce.member(MemberName(name))->state;
    }

private Q_SLOTS:
    void statesAreSetAndTaken()
    {
        AdminRig rig;
        const AdminAnswer drained = rig.call(u"member.drain"_s, {{u"member"_s, u"front1"_s}});
        QCOMPARE(drained.status, 200);
        QCOMPARE(drained.body[u"state"_s].toString(), u"draining"_s);
        QCOMPARE(drained.body[u"warnings"_s].toArray().size(), 0);
        QCOMPARE(stateOf(rig, rig.front1), AdministrativeState::Draining);
        const int changes = rig.cluster.changes;
        QCOMPARE(rig.call(u"member.drain"_s, {{u"member"_s, u"front1"_s}}).status, 200);
        QCOMPARE(rig.cluster.changes, changes); // nothing new: no revision
        QCOMPARE(rig.call(u"member.withdraw"_s, {{u"member"_s, u"front1"_s}}).status, 200);
        QCOMPARE(stateOf(rig, rig.front1), AdministrativeState::Withdrawn);
        rig.cluster.up.remove(rig.front1);
        QCOMPARE(rig.call(u"member.list"_s).body[u"members"_s][2][u"observed"_s].toString(), u"withdrawn"_s);
        QCOMPARE(rig.call(u"member.ready"_s, {{u"member"_s, u"front1"_s}}).status, 200);
        QCOMPARE(stateOf(rig, rig.front1), AdministrativeState::Ready);
        QCOMPARE(rig.cluster.comments.last(), u"make ready front1.example.net"_s);
    }

    void aBackendIsTakenOutWithAWarning()
    {
        AdminRig rig;
        const AdminAnswer answer = rig.call(u"member.withdraw"_s, {{u"member"_s, u"back2"_s}});
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body[u"warnings"_s][0].toString().contains(u"owns s2"_s));
    }

    void theLastKeeperIsNotWithdrawn()
    {
        AdminRig rig;
        QVERIFY(rig.said(u"member.withdraw"_s, {{u"member"_s, u"back1"_s}}).contains(u"last keeper"_s));
        QVERIFY(rig.said(u"member.set"_s, {{u"member"_s, u"back1"_s}, {u"state"_s, u"withdrawn"_s}})
                    .contains(u"last keeper"_s));
        QCOMPARE(rig.call(u"member.drain"_s, {{u"member"_s, u"back1"_s}}).status, 200);
    }

    void whoseMailWaitsIsNotRemoved()
    {
        AdminRig rig;
        QString host = rig.back1;
        rig.remote = [&host](const MemberName &, const QString &what,
                         const QJsonObject &) -> Result<QJsonObject> {
            if (what != u"queue.lanes")
                return QJsonObject{};
            const QJsonObject lane{{u"host"_s, host}, {u"messages"_s, 3}};
            return QJsonObject{{u"lanes"_s, QJsonArray{lane}}};
        };
        QVERIFY(rig.said(u"member.remove"_s, {{u"member"_s, u"front1"_s}}).contains(u"3 in its own queue"_s));
        rig.cluster.inForce.storage(rig.two)->state = StorageState::Detached;
        host = rig.back2;
        QVERIFY(rig.said(u"member.remove"_s, {{u"member"_s, u"back2"_s}})
                    .contains(u"3 in the queue of front1.example.net"_s));
        QCOMPARE(
            rig.call(u"member.remove"_s, {{u"member"_s, u"front1"_s}, {u"queueGone"_s, true}}).status, 200);
    }

    void aLostMemberGoesWithAWordAboutItsQueue()
    {
        AdminRig rig;
        rig.cluster.up.remove(rig.front1);
        const AdminAnswer answer = rig.call(u"member.remove"_s, {{u"member"_s, u"front1"_s}});
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body[u"warnings"_s][0].toString().contains(u"queue adopt"_s));
    }

    void theDirectorysWriterStays()
    {
        AdminRig rig;
        rig.cluster.inForce.directory.managed = true;
        rig.cluster.inForce.directory.writer = u"ldaps://front1.example.net:7636"_s;
        rig.cluster.inForce.directory.readers = QStringList{u"ldaps://back2.example.net:7636"_s};
        QVERIFY(rig.said(u"member.remove"_s, {{u"member"_s, u"front1"_s}}).contains(u"directory promote"_s));
        rig.cluster.inForce.storage(rig.two)->state = StorageState::Detached;
        QCOMPARE(rig.call(u"member.remove"_s, {{u"member"_s, u"back2"_s}}).status, 200);
        QVERIFY(rig.cluster.inForce.directory.readers.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMemberStates)
#include "tst_memberstates.moc"
