// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The page of storages, driven by clicks and keys.
#include "console/views/storagespage.h"
#include "tests/gui/pagerig.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QTableView>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

const QString back1 = u"back1.example.net"_s;
const QString back2 = u"back2.example.net"_s;

QJsonObject tableRow(const QString &state)
{
    return {{u"id"_s, u"00112233445566778899aabbccddeeff"_s}, {u"name"_s, u"s1"_s}, {u"home"_s, back1},
        {u"owner"_s, back1}, {u"epoch"_s, 4}, {u"state"_s, state}, {u"default"_s, true}};
}

QJsonObject listed(const QString &state, bool isServed)
{
    QJsonObject row = tableRow(state);
    row.insert(u"served"_s, isServed);
    row.insert(u"standIn"_s, false);
    row.insert(u"path"_s, u"/srv/mail"_s);
    row.insert(u"problem"_s, QString());
    row.insert(u"freeBytes"_s, u"1000000000000"_s);
    row.insert(u"accounts"_s, 12);
    row.insert(u"preparedAt"_s, QJsonArray());
    return row;
}

QJsonObject label(bool isDetached)
{
    return {{u"id"_s, u"00112233445566778899aabbccddeeff"_s}, {u"name"_s, u"s1"_s}, {u"home"_s, back1},
        {u"owner"_s, back1}, {u"epoch"_s, 4}, {u"detached"_s, isDetached}, {u"path"_s, u"/mnt/s1"_s},
        {u"proof"_s, QString()}, {u"prepared"_s, false}, {u"row"_s, tableRow(u"served"_s)},
        {u"verdict"_s,
            isDetached ? u"detached cleanly: may be attached by any member"_s : u"attached by back1"_s}};
}

struct Rig : PageRig
{
    bool isServed = true;

    Rig()
    {
        client->answers.insert(u"storage.list"_s, [this](const QJsonObject &) -> Result<QJsonObject> {
            return QJsonObject{
                {u"storages"_s, QJsonArray{listed(isServed ? u"served"_s : u"detached"_s, isServed)}},
                {u"members"_s, QJsonArray()}};
        });
    }
};

void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }

} // namespace

class TestStorages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void attachingADiskThatWasNotLetGoNeedsTheStatement();
    void attachingADiskThatWasLetGoNeedsNone();
    void detachingSaysHowManyAccountsAreAway();
    void reassigningLeadsToTheJobs();
};

void TestStorages::attachingADiskThatWasNotLetGoNeedsTheStatement()
{
    Rig rig;
    rig.client->answer(u"storage.check"_s, label(false));
    rig.client->answer(u"storage.attach"_s,
        {{u"name"_s, u"s1"_s}, {u"next"_s, QJsonArray{u"ready to be taken over"_s}},
            {u"proof"_s, u"stated"_s}});
    QVERIFY(rig.open());
    StoragesPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 1; }));
    click(buttonOf(&page, u"attachStorage"_s));
    const QPointer<QDialog> dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    auto *const doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    auto *const member = dialog->findChild<QComboBox *>(u"storageMember"_s);
    member->addItem(back2, back2);
    member->setCurrentIndex(member->findData(back2));
    QVERIFY(!doIt->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"storagePath"_s), u"/mnt/s1"_s);
    QVERIFY(!doIt->isEnabled());
    click(dialog->findChild<QPushButton *>(u"readLabel"_s));
    auto *const verdict = dialog->findChild<QLabel *>(u"verdict"_s);
    QVERIFY(QTest::qWaitFor([&] { return verdict->text().contains(u"attached by back1"); }));
    auto *const statement = dialog->findChild<QLineEdit *>(u"fencingStatement"_s);
    QVERIFY(statement->isVisible());
    QVERIFY(!doIt->isEnabled());
    QTest::keyClicks(statement, u"powered off at its switch by Eve"_s);
    QVERIFY(!doIt->isEnabled());
    QTest::keyClick(dialog->findChild<QCheckBox *>(u"fencingVouch"_s), Qt::Key_Space);
    QVERIFY(doIt->isEnabled());
    click(doIt);
    QVERIFY(QTest::qWaitFor([&] { return !dialog || !dialog->isVisible(); }));
    QCOMPARE(rig.client->callsOf(u"storage.attach"_s),
        (QList<QJsonObject>{{{u"path"_s, u"/mnt/s1"_s}, {u"member"_s, back2},
            {u"fenced"_s, u"powered off at its switch by Eve"_s}}}));
}

void TestStorages::attachingADiskThatWasLetGoNeedsNone()
{
    Rig rig;
    rig.client->answer(u"storage.check"_s, label(true));
    QVERIFY(rig.open());
    StoragesPage page(rig.context);
    page.setVisible(true);
    page.activate();
    click(buttonOf(&page, u"attachStorage"_s));
    const QPointer<QDialog> dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    auto *const member = dialog->findChild<QComboBox *>(u"storageMember"_s);
    member->addItem(back2, back2);
    auto *const path = dialog->findChild<QLineEdit *>(u"storagePath"_s);
    QTest::keyClicks(path, u"/mnt/s1"_s);
    click(dialog->findChild<QPushButton *>(u"readLabel"_s));
    auto *const doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QVERIFY(QTest::qWaitFor([&] { return doIt->isEnabled(); }));
    QVERIFY(!dialog->findChild<QLineEdit *>(u"fencingStatement"_s)->isVisible());
    QTest::keyClicks(path, u"/elsewhere"_s); // another disk: nothing is known of it
    QVERIFY(!doIt->isEnabled());
    dialog->reject();
}

void TestStorages::detachingSaysHowManyAccountsAreAway()
{
    Rig rig;
    rig.client->answers.insert(u"storage.detach"_s, [&rig](const QJsonObject &) -> Result<QJsonObject> {
        rig.isServed = false;
        return QJsonObject{{u"storage"_s, u"s1"_s}, {u"quiet"_s, true}};
    });
    QVERIFY(rig.open());
    StoragesPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 1; }));
    table->selectRow(0);
    click(buttonOf(&page, u"detachStorage"_s));
    QDialog *const dialog = shownDialog(u"actDialog"_s);
    QVERIFY(dialog);
    auto *const doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QVERIFY(doIt->text().contains(u"12 account"));
    QVERIFY(!doIt->isDefault());
    click(doIt);
    QVERIFY(QTest::qWaitFor([&] { return table->model()->index(0, 1).data().toString() == u"detached"; }));
    auto *const detach = page.findChild<QAction *>(u"detachStorage"_s);
    QVERIFY(!detach->isEnabled());
    QCOMPARE(detach->toolTip(), u"s1 is detached already."_s);
}

void TestStorages::reassigningLeadsToTheJobs()
{
    Rig rig;
    QVERIFY(rig.open());
    StoragesPage page(rig.context);
    page.setVisible(true);
    page.activate();
    auto *const table = page.findChild<QTableView *>();
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 1; }));
    table->selectRow(0);
    QStringList link;
    connect(&page, &Page::linkActivated, this, [&](const QString &where, const QString &what) {
        link = {where, what};
    });
    click(buttonOf(&page, u"reassignStorage"_s));
    QCOMPARE(link, (QStringList{u"jobs"_s, u"reassign-storage:s1"_s}));
}

QTEST_MAIN(TestStorages)

#include "tst_storages.moc"
