// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Dashboard and members page under clicks and keys.
#include "console/views/chart.h"
#include "console/views/dashboardpage.h"
#include "console/views/look.h"
#include "console/views/memberspage.h"
#include "console/views/tablepane.h"
#include "tests/gui/pagerig.h"
#include "tests/support/clusteranswers.h"

#include <QtTest>
#include <QtWidgets>

using namespace Qt::StringLiterals;
using namespace homeport;

namespace {

const QString front2 = u"front2.example.net"_s;
const QString back1 = u"back1.example.net"_s;

QJsonObject lostBackend()
{
    return answers::status({answers::member(u"front1.example.net"_s, {u"proxy"_s, u"keeper"_s}),
                               answers::member(front2, {u"proxy"_s}),
                               answers::lostMember(back1, {u"proxy"_s, u"store"_s, u"keeper"_s})},
        {answers::storage(u"back1"_s, back1, false)});
}

void answerAll(FakeClusterClient &client)
{
    client.answer(u"status"_s, lostBackend());
    client.answer(u"queue.lanes"_s, {{u"lanes"_s, QJsonArray()}, {u"unreachable"_s, QJsonArray()}});
    client.answer(u"job.show"_s, {{u"jobs"_s, QJsonArray()}, {u"text"_s, QString()}});
    client.answer(u"account.pending"_s, {{u"hosts"_s, QJsonArray()}});
    client.answer(u"table.show"_s, answers::table(answers::threeRows()));
    client.answer(u"table.history"_s, {{u"revisions"_s, QJsonArray()}});
    client.answer(u"table.diff"_s, {{u"branches"_s, QJsonArray()}, {u"member"_s, u"front1.example.net"_s}});
}

/// Double click on a cell; the editor that opens.
QLineEdit *editorOf(QTableView *view, int row, int column)
{
    const QModelIndex index = view->model()->index(row, column);
    view->scrollTo(index);
    const QPoint at = view->visualRect(index).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
    return view->viewport()->findChild<QLineEdit *>();
}

void type(QLineEdit *editor, const QString &text)
{
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
}

} // namespace

class TestMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyColourScheme(*qApp, ColourScheme::Light); }

    void anEditedAddressIsReviewedAndApplied()
    {
        PageRig rig;
        answerAll(*rig.client);
        MembersPage page(rig.context);
        page.resize(1280, 700);
        page.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(rig.open());
        page.activate();
        auto *const view = page.findChild<QWidget *>(u"members_table"_s)->findChild<QTableView *>();
        QTRY_COMPARE(view->model()->rowCount(), 3);
        auto *const review = page.findChild<QAction *>(u"reviewChanges"_s);
        QVERIFY(!review->isEnabled());
        QCOMPARE(review->toolTip(), u"Nothing has been changed."_s);

        QLineEdit *editor = editorOf(view, 1, 1);
        QVERIFY(editor);
        type(editor, u"192.0.2.13"_s);
        auto *const state = page.findChild<QLabel *>(u"editState"_s);
        QTRY_VERIFY(state->text().contains(u"\"192.0.2.13\" is no address"_s));
        QVERIFY(!review->isEnabled());
        QCOMPARE(view->model()->index(1, 1).data(rowrole::severity).value<Severity>(), Severity::Bad);

        QTest::mouseClick(buttonOf(&page, u"undo"_s), Qt::LeftButton);
        QTRY_COMPARE(view->model()->index(1, 1).data().toString(), u"192.0.2.12:700"_s);
        QVERIFY(!state->isVisible());

        editor = editorOf(view, 1, 1);
        type(editor, u"192.0.2.13:700"_s);
        QTRY_VERIFY(review->isEnabled());
        rig.client->answers.insert(u"table.apply"_s, [&rig](const QJsonObject &) -> Result<QJsonObject> {
            QJsonArray rows = answers::threeRows();
            rows[1] = answers::memberRow(front2, u"192.0.2.13:700"_s, {u"proxy"_s});
            rig.client->answer(u"table.show"_s, answers::table(rows, 42));
            return QJsonObject{
                {u"rows"_s, QJsonArray()}, {u"revision"_s, answers::revision(42)}, {u"dryRun"_s, false}};
        });
        QTest::mouseClick(buttonOf(&page, u"reviewChanges"_s), Qt::LeftButton);
        QDialog *const dialog = shownDialog(u"reviewDialog"_s);
        QVERIFY(dialog);
        auto *const apply = dialog->findChild<QPushButton *>(u"apply"_s);
        QVERIFY(!apply->isDefault());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"comment"_s), u"new rack"_s);
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_COMPARE(rig.client->callsOf(u"table.apply"_s).size(), 1);
        const QJsonObject arguments = rig.client->callsOf(u"table.apply"_s).first();
        QCOMPARE(arguments[u"expected"_s].toString(), answers::hashOf(41));
        QCOMPARE(arguments[u"comment"_s].toString(), u"new rack"_s);
        const QJsonObject row{{u"name"_s, front2}, {u"addresses"_s, QJsonArray{u"192.0.2.13:700"_s}},
            {u"adminAddresses"_s, QJsonArray()}, {u"rights"_s, QJsonArray{u"proxy"_s}},
            {u"state"_s, u"ready"_s}};
        QCOMPARE(arguments[u"members"_s].toArray(), QJsonArray{row});

        // read back, and nobody has it yet
        QTRY_VERIFY(!review->isEnabled());
        auto *const verified = page.findChild<QLabel *>(u"verificationText"_s);
        QTRY_VERIFY(verified->isVisible());
        QVERIFY(verified->text().contains(u"0 of 3 members have revision 42"_s));
        QJsonObject status = answers::status(
            {answers::member(u"front1.example.net"_s, {u"proxy"_s}, 42),
                answers::member(front2, {u"proxy"_s}, 42), answers::lostMember(back1, {u"proxy"_s})},
            {}, 42);
        rig.client->answer(u"status"_s, status);
        QTest::mouseClick(page.findChild<QPushButton *>(u"checkAgain"_s), Qt::LeftButton);
        QTRY_VERIFY(verified->text().contains(u"2 of 3 members have revision 42"_s));
        QVERIFY(verified->text().contains(u"back1.example.net does not answer"_s));
    }

    void whoeverWasFasterIsShown()
    {
        PageRig rig;
        answerAll(*rig.client);
        MembersPage page(rig.context);
        page.resize(1280, 700);
        page.setVisible(true);
        QVERIFY(rig.open());
        page.activate();
        auto *const view = page.findChild<QWidget *>(u"members_table"_s)->findChild<QTableView *>();
        QTRY_COMPARE(view->model()->rowCount(), 3);
        type(editorOf(view, 1, 1), u"192.0.2.13:700"_s);
        rig.client->answers.insert(u"table.apply"_s, [&rig](const QJsonObject &) -> Result<QJsonObject> {
            QJsonArray rows = answers::threeRows();
            rows[1] = answers::memberRow(front2, u"192.0.2.77:700"_s, {u"proxy"_s});
            rig.client->answer(u"table.show"_s, answers::table(rows, 42));
            return fail(Error{Fault::Refused, "conflict",
                u"expected: revision 42 is in force: changed by bob"_s, "conflict"});
        });
        auto *const review = page.findChild<QAction *>(u"reviewChanges"_s);
        QTRY_VERIFY(review->isEnabled());
        review->trigger();
        QDialog *const dialog = shownDialog(u"reviewDialog"_s);
        QVERIFY(dialog);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"apply"_s), Qt::LeftButton);
        auto *const outcome = dialog->findChild<QLabel *>(u"outcome"_s);
        QTRY_VERIFY(outcome->text().contains(u"changed by bob"_s) && outcome->text().contains(u"both"_s));
        auto *const table = dialog->findChild<QTableView *>();
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"192.0.2.77:700"_s);
        QCOMPARE(table->model()->index(0, 3).data().toString(), u"192.0.2.13:700"_s);
        rig.client->answer(u"table.apply"_s,
            {{u"rows"_s, QJsonArray()}, {u"revision"_s, answers::revision(43)}, {u"dryRun"_s, false}});
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"apply"_s), Qt::LeftButton);
        QTRY_COMPARE(rig.client->callsOf(u"table.apply"_s).size(), 2);
        QCOMPARE(rig.client->callsOf(u"table.apply"_s).last()[u"expected"_s].toString(), answers::hashOf(42));
    }

    void onlyProblemsAreShownWhenWanted()
    {
        PageRig rig;
        answerAll(*rig.client);
        DashboardPage page(rig.context);
        page.resize(1280, 700);
        page.setVisible(true);
        QVERIFY(rig.open());
        auto *const view = page.findChild<QWidget *>(u"dashboard_members"_s)->findChild<QTableView *>();
        QTRY_COMPARE(view->model()->rowCount(), 3);
        QCOMPARE(page.badge(), 1);
        QCOMPARE(page.badgeSeverity(), Severity::Bad);
        auto *const only = page.findChild<QCheckBox *>(u"onlyProblems"_s);
        QTest::mouseClick(only, Qt::LeftButton, {}, QPoint(8, only->height() / 2));
        QCOMPARE(view->model()->rowCount(), 1);
        QCOMPARE(view->model()->index(0, 0).data().toString(), back1);
        QCOMPARE(rig.context.layout(u"dashboard/onlyProblems"_s), QByteArray("1"));

        QSignalSpy links(&page, &Page::linkActivated);
        QTest::mouseClick(
            view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(0, 0)).center());
        QTest::mouseClick(buttonOf(&page, u"reassignMember"_s), Qt::LeftButton);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.last(), (QVariantList{u"jobs"_s, u"reassign:back1.example.net"_s}));
        page.findChild<QAction *>(u"showQueue"_s)->trigger();
        QCOMPARE(links.last(), (QVariantList{u"queues"_s, u"host:back1.example.net"_s}));
    }

    void removalIsTypedAndItsRefusalShown()
    {
        PageRig rig;
        answerAll(*rig.client);
        rig.client->refuse(
            u"member.remove"_s, "conflict", u"member: back1 owns storage back1: reassign it"_s);
        DashboardPage page(rig.context);
        page.resize(1280, 700);
        page.setVisible(true);
        QVERIFY(rig.open());
        auto *const pane = page.findChild<TablePane *>(u"dashboard_members"_s);
        QTRY_COMPARE(pane->view()->model()->rowCount(), 3);
        pane->select(back1);
        page.findChild<QAction *>(u"removeMember"_s)->trigger();
        QDialog *const dialog = shownDialog(u"actDialog"_s);
        QVERIFY(dialog);
        auto *const doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
        QVERIFY(!doIt->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"typedConfirmation"_s), back1);
        QTRY_VERIFY(doIt->isEnabled());
        QTest::mouseClick(doIt, Qt::LeftButton);
        const auto isRefusalShown = [dialog] {
            const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                [](QLabel *label) { return label->text().contains(u"reassign it"_s); });
        };
        QTRY_VERIFY(isRefusalShown());
        dialog->close();
    }

    void anInvitationShowsWhatIsRunThere()
    {
        PageRig rig;
        answerAll(*rig.client);
        rig.client->answer(u"member.invite"_s,
            {{u"token"_s, u"TOKEN123"_s}, {u"name"_s, u"back2.example.net"_s}, {u"validSeconds"_s, 3600}});
        MembersPage page(rig.context);
        page.setVisible(true);
        QVERIFY(rig.open());
        page.activate();
        page.findChild<QAction *>(u"inviteMember"_s)->trigger();
        QDialog *const dialog = shownDialog(u"inviteDialog"_s);
        QVERIFY(dialog);
        auto *const make = dialog->findChild<QPushButton *>(u"makeInvitation"_s);
        QVERIFY(!make->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"inviteName"_s), u"back2.example.net"_s);
        dialog->findChild<QComboBox *>(u"inviteRights"_s)->setCurrentIndex(1);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"inviteAddress"_s), u"192.0.2.22"_s);
        QVERIFY(make->isEnabled());
        QTest::mouseClick(make, Qt::LeftButton);
        auto *const command = dialog->findChild<QPlainTextEdit *>(u"joinCommand"_s);
        QTRY_VERIFY(command->isVisible());
        QCOMPARE(
            command->toPlainText(), u"homeportd setup --join TOKEN123 --role backend --address 192.0.2.22"_s);
        const QJsonObject arguments{
            {u"name"_s, u"back2.example.net"_s}, {u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}}};
        QCOMPARE(rig.client->callsOf(u"member.invite"_s).first(), arguments);
        dialog->close();
    }

    void gapsOfAChartAreLeftEmpty()
    {
        Chart chart(u"Sessions"_s, ChartUnit::Count);
        chart.resize(500, 220);
        ChartValues values(100, 50.0);
        for (size_t i = 40; i < 60; ++i)
            values[i] = std::nullopt;
        chart.setValues(values, QDateTime::currentDateTimeUtc(), 10);
        const QImage image = chart.grab().toImage();
        const QColor line = severityColour(Severity::Busy, chart.palette());
        const auto isDrawn = [&](int index) {
            const QPointF at = chart.pointOf(20);
            const double x = chart.plot().left() + chart.plot().width() * index / 99.0;
            for (int dy = -2; dy <= 2; ++dy) {
                const QColor seen = image.pixelColor(
                    qRound(x * image.devicePixelRatio()), qRound((at.y() + dy) * image.devicePixelRatio()));
                if (std::abs(seen.red() - line.red()) + std::abs(seen.green() - line.green())
                        + std::abs(seen.blue() - line.blue())
                    < 90)
                    return true;
            }
            return false;
        };
        QVERIFY(isDrawn(20));
        QVERIFY(isDrawn(80));
        for (int index = 42; index < 58; ++index)
            QVERIFY2(!isDrawn(index), qPrintable(QString::number(index)));
        QCOMPARE(chart.accessibleDescription(), u"Last 50; in the last hour between 50 and 50."_s);
        chart.setValues(ChartValues(100), QDateTime::currentDateTimeUtc(), 10);
        QCOMPARE(chart.accessibleDescription(), u"Nothing was measured in the last hour."_s);
    }
};

QTEST_MAIN(TestMembers)
#include "tst_members.moc"
