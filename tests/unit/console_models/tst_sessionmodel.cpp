// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions: asked for with the search in force, refreshed by difference, counted as the daemons count.
#include "console/models/sessionmodel.h"
#include "tests/unit/console_models/accountrig.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

SessionRow session(int number, const QString &account)
{
    SessionRow row;
    row.id = *SessionId::fromHex(QByteArray::number(number).rightJustified(32, '0'));
    row.member = MemberName(u"front1.example.net"_s);
    row.account = account;
    row.client = u"192.0.2.1:%1"_s.arg(5000 + number);
    row.since = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 - number * 1000, Qt::UTC);
    row.peer = MemberName(u"back1.example.net"_s);
    row.tls = true;
    return row;
}

QJsonObject answerOf(const QList<SessionRow> &rows, qint64 total)
{
    QJsonArray list;
    for (const SessionRow &row : rows)
        list.append(toJson(row));
    return {
        {u"sessions"_s, list}, {u"total"_s, total}, {u"next"_s, QString()}, {u"unreachable"_s, QJsonArray()}};
}

struct Rig : FakeSite
{
    SessionModel model{connection};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy answers{&model, &SessionModel::answered};

    bool refresh()
    {
        const auto before = answers.count();
        model.refresh();
        return QTest::qWaitFor([&] { return answers.count() > before; });
    }
};

} // namespace

class TestSessionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefreshKeepsTheRowsThatStay();
    void theSearchIsTheDaemons();
    void theTotalIsOfAllMembers();
    void anErrorKeepsTheRows();
};

void TestSessionModel::aRefreshKeepsTheRowsThatStay()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.client->answer(
        u"session.list"_s, answerOf({session(1, u"a@b.c"_s), session(2, {}), session(3, u"d@b.c"_s)}, 3));
    QVERIFY(rig.refresh());
    QCOMPARE(rig.model.shownCount(), 3);
    const QPersistentModelIndex kept = rig.model.index(2, 0);
    rig.client->answer(u"session.list"_s,
        answerOf({session(0, u"n@b.c"_s), session(1, u"a@b.c"_s), session(3, u"d@b.c"_s)}, 3));
    QVERIFY(rig.refresh());
    QVERIFY(kept.isValid());
    QCOMPARE(kept.row(), 2);
    QCOMPARE(rig.model.at(0).account, u"n@b.c"_s);
}

void TestSessionModel::theSearchIsTheDaemons()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.client->answer(u"session.list"_s, answerOf({}, 0));
    rig.model.setSearch({u"ann"_s, u"front1.example.net"_s, u"imap"_s});
    QVERIFY(QTest::qWaitFor([&] { return rig.answers.count() == 1; }));
    const QJsonObject asked = rig.client->callsOf(u"session.list"_s).first();
    QCOMPARE(asked,
        (QJsonObject{{u"text"_s, u"ann"_s}, {u"member"_s, u"front1.example.net"_s}, {u"service"_s, u"imap"_s},
            {u"limit"_s, SessionModel::mostShown}}));
    rig.model.setSearch({u"ann"_s, u"front1.example.net"_s, u"imap"_s});
    QCOMPARE(rig.client->callsOf(u"session.list"_s).size(), 1); // nothing new to ask
}

void TestSessionModel::theTotalIsOfAllMembers()
{
    Rig rig;
    QVERIFY(rig.open());
    QJsonObject answer = answerOf({session(1, u"a@b.c"_s)}, 4711);
    answer.insert(u"unreachable"_s,
        QJsonArray{QJsonObject{{u"member"_s, u"back2.example.net"_s}, {u"error"_s, u"no answer"_s}}});
    rig.client->answer(u"session.list"_s, answer);
    QVERIFY(rig.refresh());
    QCOMPARE(rig.model.total(), 4711);
    QCOMPARE(rig.model.unreachable(), QStringList{u"back2.example.net: no answer"_s});
}

void TestSessionModel::anErrorKeepsTheRows()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.client->answer(u"session.list"_s, answerOf({session(1, u"a@b.c"_s)}, 1));
    QVERIFY(rig.refresh());
    rig.client->refuse(u"session.list"_s, "unavailable", u"later"_s);
    QVERIFY(rig.refresh());
    QCOMPARE(rig.model.shownCount(), 1);
    QVERIFY(rig.model.isStale());
    QCOMPARE(rig.model.problem(), u"later"_s);
}

QTEST_GUILESS_MAIN(TestSessionModel)

#include "tst_sessionmodel.moc"
