// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The pages of accounts and sessions, driven by clicks and keys.
#include "console/views/accountspage.h"
#include "console/views/sessionspage.h"
#include "tests/gui/pagerig.h"
#include "tests/unit/console_models/accountrig.h"

#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTableView>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

struct Rig : PageRig
{
    AccountDirectory directory;

    Rig()
    {
        directory.addresses = accountNames(20);
        client->answers.insert(
            u"account.list"_s, [this](const QJsonObject &question) { return directory.list(question); });
        client->answers.insert(u"account.show"_s, [](const QJsonObject &question) -> Result<QJsonObject> {
            QJsonObject shown = accountJson(question[u"address"_s].toString());
            shown.insert(u"aliases"_s, QJsonArray());
            return shown;
        });
        client->answer(
            u"domain.list"_s, {{u"domains"_s, QJsonArray{QJsonObject{{u"domain"_s, u"example.org"_s}}}}});
    }
};

void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }

} // namespace

class TestAccounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewAccountsPasswordIsShownOnce();
    void aTypedPasswordMustBeTypedTwice();
    void deletingIsCancelledByReturn();
    void whatNeedsARowSaysSo();
    void aSearchGoesToTheDaemon();
    void endingASessionAsksFirst();
};

void TestAccounts::aNewAccountsPasswordIsShownOnce()
{
    Rig rig;
    QString password;
    rig.client->answers.insert(u"account.create"_s, [&](const QJsonObject &arguments) -> Result<QJsonObject> {
        password = arguments[u"password"_s].toString();
        rig.directory.addresses.append(arguments[u"address"_s].toString());
        rig.directory.addresses.sort();
        return accountJson(arguments[u"address"_s].toString());
    });
    QVERIFY(rig.open());
    AccountsPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 20; }));
    click(buttonOf(&page, u"createAccount"_s));
    QDialog *const dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    auto *const doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QVERIFY(!doIt->isEnabled());
    QVERIFY(!doIt->toolTip().isEmpty());
    auto *const address = dialog->findChild<QLineEdit *>(u"newAddress"_s);
    QCOMPARE(address->text(), u"@example.org"_s); // the only domain
    QTest::keyClicks(address, u"ann"_s);
    QCOMPARE(address->text(), u"ann@example.org"_s);
    QVERIFY(doIt->isEnabled());
    QCOMPARE(doIt->text(), u"Create ann@example.org"_s);
    QVERIFY(dialog->findChild<QPlainTextEdit *>()->toPlainText().startsWith(
        u"homeportctl account create ann@example.org"));
    click(doIt);
    QDialog *const shown = shownDialog(u"shownPassword"_s);
    QVERIFY(shown);
    QCOMPARE(password.size(), 20);
    QCOMPARE(shown->findChild<QLineEdit *>(u"password"_s)->text(), password);
    click(shown->findChild<QPushButton *>());
    QCOMPARE(QApplication::clipboard()->text(), password);
    QTest::keyClick(shown, Qt::Key_Escape);
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 21; }));
    QVERIFY(!shownDialog(u"shownPassword"_s));
}

void TestAccounts::aTypedPasswordMustBeTypedTwice()
{
    Rig rig;
    rig.client->answer(u"account.passwd"_s, {{u"address"_s, accountName(0)}});
    QVERIFY(rig.open());
    AccountsPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 20; }));
    table->selectRow(0);
    click(buttonOf(&page, u"setPassword"_s));
    const QPointer<QDialog> dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    auto *const doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    dialog->findChild<QAbstractButton *>(u"typePassword"_s)->click();
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"passwordFirst"_s), u"correct horse"_s);
    QVERIFY(!doIt->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"passwordSecond"_s), u"correct horse"_s);
    QVERIFY(doIt->isEnabled());
    click(doIt);
    QVERIFY(QTest::qWaitFor([&] { return !dialog || !dialog->isVisible(); }));
    QCOMPARE(rig.client->callsOf(u"account.passwd"_s),
        (QList<QJsonObject>{{{u"address"_s, accountName(0)}, {u"password"_s, u"correct horse"_s}}}));
}

void TestAccounts::deletingIsCancelledByReturn()
{
    Rig rig;
    rig.client->answer(u"account.delete"_s, {{u"address"_s, accountName(1)}});
    QVERIFY(rig.open());
    AccountsPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 20; }));
    table->selectRow(1);
    click(buttonOf(&page, u"deleteAccount"_s));
    QPointer<QDialog> dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY(QTest::qWaitFor([&] { return !dialog || !dialog->isVisible(); }));
    QVERIFY(rig.client->callsOf(u"account.delete"_s).isEmpty());
    click(buttonOf(&page, u"deleteAccount"_s));
    dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    auto *const doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QCOMPARE(doIt->text(), u"Delete account "_s + accountName(1));
    QVERIFY(!doIt->isDefault());
    rig.directory.addresses.removeAt(1);
    click(doIt);
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 19; }));
}

void TestAccounts::whatNeedsARowSaysSo()
{
    Rig rig;
    rig.client->grantedRole = AdministratorRole::Viewer;
    QVERIFY(rig.open());
    AccountsPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const route = page.findChild<QAction *>(u"explainRoute"_s);
    QVERIFY(!route->isEnabled());
    QCOMPARE(route->toolTip(), u"Select one account or alias."_s);
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 20; }));
    table->selectRow(0);
    QVERIFY(route->isEnabled());
    auto *const remove = page.findChild<QAction *>(u"deleteAccount"_s);
    QVERIFY(!remove->isEnabled());
    QVERIFY(remove->toolTip().contains(u"needs the role operator"));
}

void TestAccounts::aSearchGoesToTheDaemon()
{
    Rig rig;
    QVERIFY(rig.open());
    AccountsPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 20; }));
    QTest::keyClicks(page.filterField(), u"user00001"_s);
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 10; }));
    QCOMPARE(rig.client->callsOf(u"account.list"_s).last()[u"text"_s].toString(), u"user00001"_s);
}

void TestAccounts::endingASessionAsksFirst()
{
    PageRig rig;
    SessionRow row;
    row.id = SessionId::random();
    row.member = MemberName(u"front1.example.net"_s);
    row.account = u"ann@example.org"_s;
    row.client = u"192.0.2.1:5555"_s;
    row.since = QDateTime::currentDateTimeUtc();
    bool isEnded = false;
    rig.client->answers.insert(u"session.list"_s, [&](const QJsonObject &) -> Result<QJsonObject> {
        const QJsonArray rows = isEnded ? QJsonArray() : QJsonArray{toJson(row)};
        return QJsonObject{{u"sessions"_s, rows}, {u"total"_s, rows.size()}, {u"next"_s, QString()},
            {u"unreachable"_s, QJsonArray()}};
    });
    rig.client->answers.insert(u"session.end"_s, [&](const QJsonObject &) -> Result<QJsonObject> {
        isEnded = true;
        return QJsonObject{{u"sessions"_s, 1}, {u"unreachable"_s, QJsonArray()}};
    });
    QVERIFY(rig.open());
    SessionsPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 1; }));
    table->selectRow(0);
    click(buttonOf(&page, u"endSession"_s));
    QDialog *const dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    QVERIFY(!isEnded);
    click(dialog->findChild<QPushButton *>(u"doIt"_s));
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 0; }));
    QCOMPARE(rig.client->callsOf(u"session.end"_s),
        (QList<QJsonObject>{{{u"member"_s, u"front1.example.net"_s}, {u"id"_s, row.id.text()}}}));
}

QTEST_MAIN(TestAccounts)

#include "tst_accounts.moc"
