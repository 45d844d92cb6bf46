// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The story of a lost backend in the demo, with clicks: it goes down, its lane grows, the wizard gives it to
// a sibling, the lane empties, the restore guide brings it home, and nothing is lost.
#include "console/demo/democlient.h"
#include "console/views/mainwindow.h"
#include "console/views/reassignwizard.h"
#include "console/views/restoreguide.h"

#include <QTest>
#include <QtWidgets>

using namespace Qt::StringLiterals;
using namespace homeport;

namespace {

struct Rig
{
    Rig()
    {
        DemoOptions options;
        options.speed = 20;
        options.otherAdministratorAfter = 0s;
        demo = std::make_shared<DemoClient>(options);
        Profile profile;
        profile.id = u"demo"_s;
        profile.name = u"Demo"_s;
        profile.address = u"the demo cluster"_s;
        window.show();
        connection.open(profile, {});
    }
    QString observed(const QString &member) const
    {
        const MemberState *const state = watch.cluster().member(member);
        return state ? state->observed : QString();
    }
    qint64 waiting(const QString &label) const
    {
        qint64 sum = 0;
        for (const Lane &lane : watch.lanes().lanes)
            sum += lane.label == label ? lane.messages : 0;
        return sum;
    }

    QTemporaryDir folder;
    std::shared_ptr<DemoClient> demo;
    ProfileStore profiles{folder.filePath(u"console.ini"_s)};
    Connection connection{[this](const Profile &, const Secret &) { return demo; }};
    ClusterWatch watch{connection};
    ActRunner acts{connection};
    ConsoleContext context{connection, watch, acts, profiles};
    MainWindow window{context};
};

void click(QWidget *parent, const QString &name)
{
    auto *const button = parent->findChild<QPushButton *>(name);
    QVERIFY2(button, qPrintable(name));
    QTRY_VERIFY2(button->isEnabled(), qPrintable(name + u": "_s + button->toolTip()));
    QTest::mouseClick(button, Qt::LeftButton);
}

QDialog *actDialog()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *const window : windows) {
        if (window->isVisible() && window->objectName() == u"actDialog")
            return qobject_cast<QDialog *>(window);
    }
    return nullptr;
}

QWidget *openPane(QWidget *dialog)
{
    const QList<QWidget *> panes = dialog->findChildren<QWidget *>(u"attachPane"_s);
    for (QWidget *const pane : panes) {
        auto *const attach = pane->findChild<QPushButton *>(u"attach"_s);
        if (pane->isVisible() && attach->isVisible())
            return pane;
    }
    return nullptr;
}

/// Both disks of back2, wherever the dialog wants them.
void attachDisks(QWidget *dialog, const QString &statement)
{
    for (int i = 0; i < 2; ++i) {
        QTRY_VERIFY(openPane(dialog));
        QWidget *const pane = openPane(dialog);
        const bool isArchive = pane->property("title").toString().contains(u"archive2");
        auto *const path = pane->findChild<QLineEdit *>(u"path"_s);
        path->clear();
        QTest::keyClicks(path, isArchive ? u"/srv/mail/archive2"_s : u"/srv/mail/back2"_s);
        click(pane, u"check"_s);
        if (!statement.isEmpty()) {
            auto *const vouch = pane->findChild<QCheckBox *>(u"vouch"_s);
            QTRY_VERIFY(vouch->isVisible());
            QTest::keyClicks(pane->findChild<QLineEdit *>(u"fencingStatement"_s), statement);
            vouch->setChecked(true);
        }
        click(pane, u"attach"_s);
        QTRY_VERIFY(actDialog());
        click(actDialog(), u"doIt"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!actDialog(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(openPane(dialog) != pane, 20'000);
    }
}

} // namespace

class TestDemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLostBackendComesHomeAndNothingIsLost();
};

void TestDemo::aLostBackendComesHomeAndNothingIsLost()
{
    Rig rig;
    const QString back2 = u"back2.example.net"_s;
    QTRY_COMPARE(rig.observed(back2), u"up"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rig.observed(back2), u"down"_s, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(rig.waiting(u"back2"_s) > 200, 20'000);

    const QPointer<ReassignWizard> wizard(new ReassignWizard(rig.context, back2, &rig.window));
    wizard->open();
    QTRY_COMPARE(wizard->current()->id(), u"source"_s);
    click(wizard, u"next"_s);
    QCOMPARE(wizard->current()->id(), u"target"_s);
    click(wizard, u"next"_s);
    QCOMPARE(wizard->current()->id(), u"attach"_s);
    attachDisks(wizard, u"back2 has no power: breaker 7 in rack 3, seen by me"_s);
    click(wizard, u"next"_s);
    QCOMPARE(wizard->current()->id(), u"preflight"_s);
    click(wizard, u"next"_s);
    QCOMPARE(wizard->current()->id(), u"confirm"_s);
    click(wizard, u"next"_s);
    QTRY_COMPARE_WITH_TIMEOUT(wizard->current()->id(), u"progress"_s, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(rig.waiting(u"back2"_s) == 0, 30'000);
    click(wizard, u"next"_s);
    QCOMPARE(wizard->current()->id(), u"done"_s);
    wizard->reject();

    QTRY_COMPARE_WITH_TIMEOUT(rig.observed(back2), u"up"_s, 30'000);
    ReturnOrder order;
    order.member = back2;
    const QPointer<RestoreGuide> guide(new RestoreGuide(rig.context, order, &rig.window));
    guide->open();
    QTRY_COMPARE_WITH_TIMEOUT(guide->stage(), ReturnStage::LetGo, 20'000);
    click(guide, u"proceed"_s);
    if (QTest::qWaitFor([] { return actDialog() != nullptr; }, 2000))
        click(actDialog(), u"doIt"_s);
    QTRY_COMPARE_WITH_TIMEOUT(guide->stage(), ReturnStage::MoveDisk, 20'000);
    attachDisks(guide, {});
    QTRY_COMPARE_WITH_TIMEOUT(guide->stage(), ReturnStage::TakeBack, 20'000);
    click(guide, u"proceed"_s);
    if (QTest::qWaitFor([] { return actDialog() != nullptr; }, 2000))
        click(actDialog(), u"doIt"_s);
    QTRY_COMPARE_WITH_TIMEOUT(guide->stage(), ReturnStage::Ended, 40'000);
    guide->reject();

    QTRY_COMPARE_WITH_TIMEOUT(rig.watch.cluster().health, u"healthy"_s, 20'000);
    const DemoWorld &world = rig.demo->world();
    QCOMPARE(world.delivered + world.waiting() + world.deleted, world.accepted);
    QCOMPARE(rig.waiting(u"back2"_s), 0);
}

QTEST_MAIN(TestDemo)
#include "tst_demo.moc"
