// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Invitations for stand-by machines, deep checks, and what the table's verbs say when there is nothing to do.
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

class TestTableVerbs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobody_replaces_a_member_that_somebody_still_reaches()
    {
        AdminRig rig;
        const QJsonObject lost{{u"name"_s, u"back2"_s}, {u"replace"_s, true}};
        QString seenBy;
        rig.remote = [&](const MemberName &member, const QString &,
                         const QJsonObject &) -> Result<QJsonObject> {
            MemberStatus status;
            status.name = member;
            PeerView peer;
            peer.name = MemberName(rig.back2);
            peer.state = member.text == seenBy ? ObservedState::Up : ObservedState::Down;
            status.peers = {peer};
            return toJson(status);
        };
        seenBy = rig.front1;
        const QString seen = rig.said(u"member.invite"_s, lost);
        QVERIFY2(seen.startsWith(u"409 conflict front1.example.net still reaches back2.example.net"),
            qPrintable(seen));
        seenBy.clear();
        QVERIFY2(rig.said(u"member.invite"_s, lost).startsWith(u"200"),
            qPrintable(rig.said(u"member.invite"_s, lost)));
        QVERIFY(rig.said(u"member.invite"_s, {{u"name"_s, u"back1"_s}, {u"replace"_s, true}})
                    .contains(u"it is not lost"));
        QVERIFY(rig.said(u"member.invite"_s, {{u"name"_s, u"back9"_s}, {u"replace"_s, true}})
                    .startsWith(u"404 no-such-member"));
    }

    void a_member_that_cannot_be_asked_is_a_block_unless_named()
    {
        AdminRig rig;
        rig.remote = [](const MemberName &, const QString &, const QJsonObject &) -> Result<QJsonObject> {
            return fail(Error::temporary("unreachable", u"connection refused"_s));
        };
        QJsonObject lost{{u"name"_s, u"back2"_s}, {u"replace"_s, true}};
        const QString asked = rig.said(u"member.invite"_s, lost);
        QVERIFY2(asked.contains(u"--without front1.example.net"), qPrintable(asked));
        lost.insert(u"without"_s, QJsonArray{u"front1"_s});
        const AdminAnswer answer = rig.call(u"member.invite"_s, lost);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body[u"token"_s].toString(), u"HP1.standby."_s + rig.back2);
        QVERIFY(!answer.body[u"warnings"_s].toArray().isEmpty());
    }

    void a_deep_check_shows_accounts_journal_and_problems()
    {
        AdminRig rig;
        const AdminAnswer plain = rig.call(u"storage.check"_s, {{u"path"_s, u"/srv/mail"_s}});
        QVERIFY(!plain.body.contains(u"accountsFound"_s));
        const AdminAnswer deep =
            rig.call(u"storage.check"_s, {{u"path"_s, u"/srv/mail"_s}, {u"deep"_s, true}});
        QCOMPARE(deep.body[u"accountsFound"_s].toInt(), 3);
        QCOMPARE(deep.body[u"warnings"_s].toArray().size(), 1);
    }

    void choices_of_a_merge_are_read_strictly()
    {
        AdminRig rig;
        const QString wrong = rig.said(u"table.merge"_s, {{u"take"_s, QJsonArray{u"storage:back2=mine"_s}}});
        QVERIFY2(wrong.startsWith(u"400 bad-request take: \"storage:back2=mine\""), qPrintable(wrong));
        QVERIFY(rig.said(u"table.putBack"_s, {}).startsWith(u"400 bad-request revision"));
        const QJsonArray revisions = rig.call(u"table.history"_s).body[u"revisions"_s].toArray();
        QCOMPARE(revisions.at(0)[u"shortHash"_s].toString(), u"ab"_s);
    }
};

QTEST_GUILESS_MAIN(TestTableVerbs)
#include "tst_tableverbs.moc"
