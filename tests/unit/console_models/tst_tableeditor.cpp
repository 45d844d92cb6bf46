// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The member table while it is edited: validation, undo, pasting, the difference, and somebody who was
// faster.
#include "console/models/divergence.h"
#include "console/models/tableeditormodel.h"
#include "tests/support/clusteranswers.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace homeport;

namespace {

RevisedTable tableOf(const QJsonArray &rows, int number = 41)
{
    const Result<RevisedTable> table = revisedTableFromJson(answers::table(rows, number));
    if (!table)
        qFatal("%s", table.error().forPeer.constData());
    return *table;
}

int idOf(const MemberTableEditor &editor, const QString &name)
{
    for (const MemberEdit &row : editor.rows()) {
        if (row.name() == name)
            return row.id;
    }
    return 0;
}

const QString front1 = u"front1.example.net"_s;
const QString front2 = u"front2.example.net"_s;
const QString back1 = u"back1.example.net"_s;

} // namespace

class TestTableEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_editor = std::make_unique<MemberTableEditor>();
        m_editor->setBase(tableOf(answers::threeRows()));
    }

    void everyFieldIsJudgedInPlace_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<MemberField>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("problem"); // a part of it; empty: none
        using enum MemberField;
        QTest::newRow("good address") << front2 << Addresses << u"192.0.2.99:700"_s << QString();
        QTest::newRow("name as address") << front2 << Addresses << u"Front2.Example.NET:700"_s << QString();
        QTest::newRow("two") << front2 << Addresses << u"192.0.2.99:700 [2001:db8::1]:700"_s << QString();
        QTest::newRow("no port") << front2 << Addresses << u"192.0.2.99"_s << u"HOST:PORT"_s;
        QTest::newRow("port 0") << front2 << Addresses << u"192.0.2.99:0"_s << u"\"192.0.2.99:0\""_s;
        QTest::newRow("empty") << front2 << Addresses << QString() << u"cannot call front2"_s;
        QTest::newRow("twice") << front2 << Addresses << u"1.2.3.4:7, 1.2.3.4:7"_s << u"twice"_s;
        QTest::newRow("taken") << front2 << Addresses << u"192.0.2.21:700"_s << u"belongs to back1"_s;
        QTest::newRow("taken by admin")
            << front2 << Addresses << u"192.0.2.11:701"_s << u"belongs to front1"_s;
        QTest::newRow("no right") << front2 << Rights << u"proxy, admin"_s << u"\"admin\" is no right"_s;
        QTest::newRow("none") << front2 << Rights << QString() << u"some of proxy"_s;
        QTest::newRow("order") << front2 << Rights << u"STORE,proxy"_s << QString();
        QTest::newRow("state") << front2 << State << u"off"_s << u"ready, draining or withdrawn"_s;
        QTest::newRow("withdrawn") << front2 << State << u"Withdrawn"_s << QString();
        QTest::newRow("keeper without address")
            << front1 << AdminAddresses << QString() << u"Admin addresses"_s;
    }
    void everyFieldIsJudgedInPlace()
    {
        QFETCH(QString, member);
        QFETCH(MemberField, field);
        QFETCH(QString, typed);
        QFETCH(QString, problem);
        const int id = idOf(*m_editor, member);
        m_editor->edit(id, field, typed);
        if (problem.isEmpty()) {
            QCOMPARE(m_editor->problems(), QList<FieldProblem>());
            QCOMPARE(m_editor->whyNotApply(), QString());
        } else {
            QVERIFY2(
                m_editor->problemOf(id, field).contains(problem), qPrintable(m_editor->problemOf(id, field)));
            QVERIFY(!m_editor->whyNotApply().isEmpty());
        }
    }

    void aNewKeeperNeedsAnAdminAddress()
    {
        const int id = idOf(*m_editor, front2);
        m_editor->edit(id, MemberField::Rights, u"proxy keeper"_s);
        QVERIFY(m_editor->problemOf(id, MemberField::AdminAddresses).contains(u"missing"_s));
        m_editor->edit(id, MemberField::AdminAddresses, u"192.0.2.12:701"_s);
        QVERIFY(m_editor->problems().isEmpty());
    }

    void theLastKeeperStays()
    {
        m_editor->edit(idOf(*m_editor, front1), MemberField::Rights, u"proxy"_s);
        QVERIFY(m_editor->problems().isEmpty());
        const int id = idOf(*m_editor, back1);
        m_editor->edit(id, MemberField::State, u"withdrawn"_s);
        QVERIFY(m_editor->problemOf(id, MemberField::State).contains(u"no keeper would be left"_s));
    }

    void namesAreForNewRowsOnly()
    {
        m_editor->edit(idOf(*m_editor, front2), MemberField::Name, u"other.example.net"_s);
        QCOMPARE(m_editor->changedRowCount(), 0);
        const int id = m_editor->addRow();
        QVERIFY(m_editor->problemOf(id, MemberField::Name).contains(u"missing"_s));
        m_editor->edit(id, MemberField::Name, u"Front2.example.net"_s);
        QVERIFY(m_editor->problemOf(id, MemberField::Name).contains(u"another row"_s));
        m_editor->edit(id, MemberField::Name, u"front3"_s);
        QVERIFY(m_editor->problemOf(id, MemberField::Name).contains(u"no member name"_s));
        m_editor->edit(id, MemberField::Name, u"front3.example.net"_s);
        QVERIFY(m_editor->problems().isEmpty());
        m_editor->discardRow(id);
        QCOMPARE(m_editor->changedRowCount(), 0);
    }

    void undoAndRedoWalkAllSteps()
    {
        const int id = idOf(*m_editor, front2);
        const QList<MemberEdit> before = m_editor->rows();
        m_editor->edit(id, MemberField::Addresses, u"192.0.2.13:700"_s);
        m_editor->edit(id, MemberField::Addresses, u"192.0.2.13:700"_s); // nothing new: no step
        const int added = m_editor->addRow();
        m_editor->edit(added, MemberField::Name, u"front3.example.net"_s);
        const QList<MemberEdit> after = m_editor->rows();
        QCOMPARE(m_editor->undoText(), u"Name of front3.example.net"_s);
        for (int steps = 0; m_editor->canUndo(); ++steps) {
            QVERIFY(steps < 3);
            m_editor->undo();
        }
        QCOMPARE(m_editor->rows(), before);
        while (m_editor->canRedo())
            m_editor->redo();
        QCOMPARE(m_editor->rows(), after);
        m_editor->undo();
        m_editor->edit(id, MemberField::State, u"draining"_s); // what was undone is gone
        QVERIFY(!m_editor->canRedo());
    }

    void pastedRowsAreReadWithTheirFaults()
    {
        const PastedMembers pasted = membersFromCsv(u"name;addresses;rights\r\n"
                                                    "front2.example.net;192.0.2.12:700 192.0.2.13:700;\r\n"
                                                    "front4.example.net;192.0.2.14;proxy\r\n"
                                                    ";192.0.2.15:700;proxy\r\n"
                                                    "front5.example.net;192.0.2.16:700;proxy,store\r\n"
                                                    "front6.example.net;1.2.3.4:5;proxy;x\r\n"_s);
        QCOMPARE(pasted.rows.size(), 2);
        QCOMPARE(pasted.problems.size(), 3);
        QCOMPARE(pasted.problems[0].line, 3);
        QCOMPARE(pasted.problems[0].column, 2);
        QVERIFY(pasted.problems[0].text.contains(u"\"192.0.2.14\" is no address"_s));
        QCOMPARE(pasted.problems[1].line, 4);
        QCOMPARE(pasted.problems[1].column, 1);
        QCOMPARE(pasted.problems[2].line, 6);
        QCOMPARE(pasted.problems[2].column, 4);
        QCOMPARE(m_editor->paste(pasted), 2);
        const MemberEdit *const changed = m_editor->row(idOf(*m_editor, front2));
        QCOMPARE(changed->text(MemberField::Addresses), u"192.0.2.12:700, 192.0.2.13:700"_s);
        QCOMPARE(changed->text(MemberField::Rights), u"proxy"_s); // an empty cell changes nothing
        const MemberEdit *const added = m_editor->row(idOf(*m_editor, u"front5.example.net"_s));
        QVERIFY(added && added->isNew);
        QCOMPARE(added->text(MemberField::Rights), u"proxy, store"_s);
        m_editor->undo();
        QCOMPARE(m_editor->changedRowCount(), 0);
    }

    void pastedColumnsStandInTheirOrderWithoutTitles()
    {
        const PastedMembers pasted =
            membersFromCsv(u"front7.example.net,\"192.0.2.17:700, 192.0.2.18:700\",,proxy,draining\n"_s);
        QVERIFY(pasted.problems.isEmpty());
        QCOMPARE(
            pasted.rows.first().texts[size_t(MemberField::Addresses)], u"192.0.2.17:700, 192.0.2.18:700"_s);
        QCOMPARE(pasted.rows.first().texts[size_t(MemberField::State)], u"draining"_s);
        const PastedMembers titles = membersFromCsv(u"name,colour\nfront7.example.net,red\n"_s);
        QCOMPARE(titles.problems.first().line, 1);
        QCOMPARE(titles.problems.first().column, 2);
        const PastedMembers tabs = membersFromCsv(u"front8.example.net\t192.0.2.8:700\t\tproxy,store\n"_s);
        QVERIFY(tabs.problems.isEmpty());
        QCOMPARE(tabs.rows.first().texts[size_t(MemberField::Rights)], u"proxy, store"_s);
        QCOMPARE(membersFromCsv({}), PastedMembers{});
    }

    void theDifferenceNamesFieldsAndTheActTheRows()
    {
        m_editor->edit(idOf(*m_editor, front2), MemberField::Addresses, u"192.0.2.13:700"_s);
        const int id = m_editor->addRow();
        m_editor->edit(id, MemberField::Name, u"front3.example.net"_s);
        QList<TableChange> expected{{u"member:front2.example.net"_s, u"Addresses"_s, u"192.0.2.12:700"_s,
                                        u"192.0.2.13:700"_s, ChangeKind::Changed, {}},
            {u"member:front3.example.net"_s, u"Rights"_s, {}, u"proxy"_s, ChangeKind::Added, {}},
            {u"member:front3.example.net"_s, u"Set to"_s, {}, u"ready"_s, ChangeKind::Added, {}}};
        QCOMPARE(m_editor->changes(), expected);
        const Act act = m_editor->applyAct(u" moved "_s, false);
        QCOMPARE(act.what, u"table.apply"_s);
        QCOMPARE(act.arguments[u"expected"_s].toString(), answers::hashOf(41));
        QCOMPARE(act.arguments[u"comment"_s].toString(), u"moved"_s);
        const QJsonArray rows = act.arguments[u"members"_s].toArray();
        QCOMPARE(rows.size(), 2);
        const QJsonObject changed{{u"name"_s, front2}, {u"addresses"_s, QJsonArray{u"192.0.2.13:700"_s}},
            {u"adminAddresses"_s, QJsonArray()}, {u"rights"_s, QJsonArray{u"proxy"_s}},
            {u"state"_s, u"ready"_s}};
        QCOMPARE(rows[0].toObject(), changed);
        QVERIFY(!act.command().isEmpty());
    }

    void editsAreReplayedOnANewTable()
    {
        m_editor->edit(idOf(*m_editor, front2), MemberField::Addresses, u"192.0.2.13:700"_s);
        m_editor->edit(idOf(*m_editor, front1), MemberField::State, u"draining"_s);
        m_editor->edit(idOf(*m_editor, back1), MemberField::State, u"withdrawn"_s);
        QJsonArray rows = answers::threeRows();
        QJsonObject second = rows[1].toObject();
        second.insert(u"addresses"_s, QJsonArray{u"192.0.2.66:700"_s}); // what was edited here too
        second.insert(u"state"_s, u"draining"_s); // what was not
        rows[1] = second;
        QJsonObject first = rows[0].toObject();
        first.insert(u"state"_s, u"draining"_s); // the same as here
        rows[0] = first;
        rows.removeAt(2); // back1
        m_editor->setBase(tableOf(rows, 42));
        QCOMPARE(m_editor->conflicts(),
            (QList<EditConflict>{{front2, MemberField::Addresses, u"192.0.2.66:700"_s}}));
        QCOMPARE(m_editor->changedRowCount(), 1);
        const QList<TableChange> changes = m_editor->changes();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().kind, ChangeKind::Conflict);
        QCOMPARE(changes.first().now, u"192.0.2.66:700"_s);
        QCOMPARE(changes.first().then, u"192.0.2.13:700"_s);
        QCOMPARE(m_editor->notes().size(), 1);
        QVERIFY(m_editor->notes().first().startsWith(back1));
        QCOMPARE(m_editor->applyAct({}, false).arguments[u"expected"_s].toString(), answers::hashOf(42));
        while (m_editor->canUndo())
            m_editor->undo();
        QCOMPARE(m_editor->changedRowCount(), 0); // undone, not turned back to the old table
        QVERIFY(m_editor->conflicts().isEmpty());
    }

    void whatWasAppliedIsNoEditAnyMore()
    {
        m_editor->edit(idOf(*m_editor, front2), MemberField::State, u"draining"_s);
        const int id = m_editor->addRow();
        m_editor->edit(id, MemberField::Name, u"front3.example.net"_s);
        QJsonArray rows = answers::threeRows();
        QJsonObject second = rows[1].toObject();
        second.insert(u"state"_s, u"draining"_s);
        rows[1] = second;
        QJsonObject third = answers::memberRow(u"front3.example.net"_s, u"x:1"_s, {u"proxy"_s});
        third.insert(u"addresses"_s, QJsonArray());
        rows.append(third);
        m_editor->setBase(tableOf(rows, 42));
        QCOMPARE(m_editor->changedRowCount(), 0);
        QVERIFY(m_editor->conflicts().isEmpty());
        QCOMPARE(m_editor->rows().size(), 4);
    }

    void theModelTakesEditsAndShowsFaults()
    {
        TableEditorModel model(*m_editor);
        const QAbstractItemModelTester tester(&model);
        const QModelIndex name = model.index(1, int(MemberField::Name));
        const QModelIndex address = model.index(1, int(MemberField::Addresses));
        QVERIFY(!(model.flags(name) & Qt::ItemIsEditable));
        QVERIFY(model.flags(address) & Qt::ItemIsEditable);
        QVERIFY(model.setData(address, u"nowhere"_s, Qt::EditRole));
        QCOMPARE(address.data(rowrole::severity).value<Severity>(), Severity::Bad);
        QVERIFY(address.data(Qt::ToolTipRole).toString().contains(u"HOST:PORT"_s));
        QVERIFY(address.data(TableEditorModel::changedRole).toBool());
        m_editor->undo();
        QCOMPARE(address.data().toString(), u"192.0.2.12:700"_s);
        const int id = m_editor->addRow();
        QVERIFY(model.flags(model.index(3, 0)) & Qt::ItemIsEditable);
        m_editor->discardRow(id);
        model.setReadOnly(true);
        QVERIFY(!(model.flags(address) & Qt::ItemIsEditable));
    }

    void aTestTellsWhatWasReached()
    {
        const auto one = [](const QString &address, bool isReachable, const QString &name,
                             const QString &error) {
            return QJsonObject{{u"address"_s, address}, {u"resolvesTo"_s, QJsonArray{u"192.0.2.12"_s}},
                {u"reachable"_s, isReachable}, {u"milliseconds"_s, 3}, {u"name"_s, name},
                {u"error"_s, error}};
        };
        const Result<RowTest> good = rowTestFromJson(
            {{u"tests"_s, QJsonArray{one(u"front2.example.net:700"_s, true, front2, {})}}}, front2);
        QCOMPARE(good->word.severity, Severity::Good);
        QCOMPARE(good->details, u"front2.example.net:700 (resolves to 192.0.2.12): reached in 3 ms"_s);
        const Result<RowTest> other =
            rowTestFromJson({{u"tests"_s, QJsonArray{one(u"192.0.2.12:700"_s, true, back1, {})}}}, front2);
        QCOMPARE(other->word.severity, Severity::Bad);
        QVERIFY(other->word.word.contains(u"back1.example.net answers there"_s));
        const Result<RowTest> bad = rowTestFromJson(
            {{u"tests"_s, QJsonArray{one(u"192.0.2.12:700"_s, false, {}, u"connection refused"_s)}}}, front2);
        QCOMPARE(bad->word.word, u"192.0.2.12:700: connection refused"_s);
        QVERIFY(!rowTestFromJson({{u"tests"_s, 3}}, front2));
    }

    void aPlanSaysWhatIsPutBack()
    {
        const QJsonObject row{{u"row"_s, u"member:a.example.net"_s},
            {u"now"_s, QJsonObject{{u"state"_s, u"draining"_s}, {u"rights"_s, QJsonArray{u"proxy"_s}}}},
            {u"then"_s, QJsonObject{{u"state"_s, u"ready"_s}, {u"rights"_s, QJsonArray{u"proxy"_s}}}}};
        const Result<PutBackPlan> plan = putBackPlanFromJson(
            {{u"putBack"_s, QJsonArray{row}}, {u"notPutBack"_s, QJsonArray{u"storages"_s}}});
        QCOMPARE(plan->changes,
            (QList<TableChange>{{u"member:a.example.net"_s, u"state"_s, u"draining"_s, u"ready"_s,
                ChangeKind::Changed, {}}}));
        QCOMPARE(plan->notPutBack, QStringList{u"storages"_s});
    }

    void rowsInDisputeMustBeChosen()
    {
        const auto side = [](int number) {
            QJsonObject json = answers::revision(number);
            json.insert(u"author"_s, u"alice"_s);
            json.insert(u"time"_s, u"2026-11-28T11:00:00.000Z"_s);
            json.insert(u"comment"_s, QString());
            return json;
        };
        const auto row = [](const QString &name, const QString &changed, const QJsonValue &ours,
                             const QJsonValue &theirs) {
            return QJsonObject{{u"row"_s, name}, {u"changed"_s, changed}, {u"base"_s, QJsonValue()},
                {u"ours"_s, ours}, {u"theirs"_s, theirs}};
        };
        const QJsonObject ready{{u"name"_s, back1}, {u"state"_s, u"ready"_s}, {u"rights"_s, u"x"_s}};
        const QJsonObject drained{{u"name"_s, back1}, {u"state"_s, u"draining"_s}, {u"rights"_s, u"y"_s}};
        const QJsonObject branch{{u"base"_s, side(40)}, {u"ours"_s, side(42)}, {u"theirs"_s, side(43)},
            {u"heldBy"_s, QJsonArray{back1}},
            {u"rows"_s,
                QJsonArray{row(u"member:back1.example.net"_s, u"both"_s, ready, drained),
                    row(u"member:new.example.net"_s, u"theirs"_s, QJsonValue(), ready)}}};
        const Result<Divergences> read =
            divergencesFromJson({{u"branches"_s, QJsonArray{branch}}, {u"member"_s, front1}});
        QVERIFY(read);
        DivergenceModel model;
        const QAbstractItemModelTester tester(&model);
        model.setBranch(read->branches.first());
        QCOMPARE(model.rowCount(), 3); // two fields of one row, and a whole row
        QCOMPARE(model.undecided(), QStringList{u"member:back1.example.net"_s});
        model.choose({u"member:back1.example.net/state"_s}, u"theirs"_s);
        QVERIFY(model.undecided().isEmpty());
        model.setBranch(read->branches.first()); // a refresh keeps the choice
        QVERIFY(model.undecided().isEmpty());
        const Act act = model.mergeAct();
        QCOMPARE(act.arguments[u"take"_s].toArray(), QJsonArray{u"member:back1.example.net=theirs"_s});
        QCOMPARE(act.arguments[u"branch"_s].toString(), answers::hashOf(43));
        QVERIFY(!act.command().isEmpty());
        QVERIFY(divergenceText(read->branches.first(), front1).contains(u"revision 43"_s));
    }

private:
    std::unique_ptr<MemberTableEditor> m_editor;
};

QTEST_GUILESS_MAIN(TestTableEditor)
#include "tst_tableeditor.moc"
