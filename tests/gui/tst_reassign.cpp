// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The reassignment wizard, the restore guide and the jobs page, with a mouse and a keyboard.
#include "console/models/clusterwatch.h"
#include "console/views/actdialog.h"
#include "console/views/choicetable.h"
#include "console/views/jobspage.h"
#include "console/views/look.h"
#include "console/views/reassignwizard.h"
#include "console/views/restoreguide.h"
#include "console/views/tablepane.h"
#include "tests/support/fakefailover.h"

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

const QString statement = u"back2 powered off in rack 4, seen by me, Eve, 03:12"_s;

/// A window with the jobs page, over a cluster whose back2 is lost.
struct Site
{
    explicit Site(AdministratorRole role = AdministratorRole::Administrator)
        : connection(fakeClients(fake.client))
        , watch(connection)
        , acts(connection)
        , profiles(folder.filePath(u"console.ini"_s))
        , context{connection, watch, acts, profiles}
        , page(new JobsPage(context))
    {
        fake.client->grantedRole = role;
        window.setCentralWidget(page);
        window.resize(1280, 760);
        window.show();
        page->activate();
        connection.open(fakeProfile(), {});
    }
    ~Site()
    {
        while (QDialog *const dialog = window.findChild<QDialog *>())
            delete dialog; // and those that it opened
    }

    bool isReady() const { return watch.asOf().isValid(); }
    /// The dialog that is open, by its objectName.
    template <class Dialog = QDialog> Dialog *dialog(const QString &name) const
    {
        for (Dialog *const one : window.findChildren<Dialog *>(name)) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    /// What a dialog shows under that name; null while it is hidden.
    template <class Part> Part *part(const QString &dialogName, const QString &name) const
    {
        const QDialog *const parent = dialog(dialogName);
        const QList<Part *> parts = parent ? parent->findChildren<Part *>(name) : QList<Part *>();
        for (Part *const one : parts) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    QPushButton *button(const QString &dialogName, const QString &name) const
    {
        return part<QPushButton>(dialogName, name);
    }
    bool canPress(const QString &dialogName, const QString &name) const
    {
        const QPushButton *const found = button(dialogName, name);
        return found && found->isEnabled();
    }
    void press(const QString &dialogName, const QString &name) const
    {
        QTest::mouseClick(button(dialogName, name), Qt::LeftButton);
    }
    QString text(const QString &dialogName, const QString &name) const
    {
        const QLabel *const label = part<QLabel>(dialogName, name);
        return label ? label->text() : QString();
    }
    /// A picture for people, when they ask for it.
    void picture(const QString &name) const
    {
        const QString where = qEnvironmentVariable("HOMEPORT_PICTURES");
        if (where.isEmpty())
            return;
        QDialog *shown = nullptr;
        for (QDialog *const one : window.findChildren<QDialog *>()) {
            if (one->isVisible())
                shown = one;
        }
        QTest::qWait(50);
        (shown ? shown->grab() : const_cast<QMainWindow &>(window).grab())
            .save(QDir(where).filePath(name + u".png"_s));
    }

    FakeFailover fake;
    QTemporaryDir folder;
    Connection connection;
    ClusterWatch watch;
    ActRunner acts;
    ProfileStore profiles;
    ConsoleContext context;
    QMainWindow window;
    JobsPage *page;
};

const QString wizard = u"reassignWizard"_s;
const QString guide = u"restoreGuide"_s;
const QString act = u"actDialog"_s;

} // namespace

class TestReassign : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsSet("HOMEPORT_PICTURES"))
            applyColourScheme(*qApp,
                qEnvironmentVariable("HOMEPORT_SCHEME") == u"dark"_s ? ColourScheme::Dark
                                                                     : ColourScheme::Light);
    }

    void a_lost_backend_is_given_to_another_one()
    {
        const Site site;
        QTRY_VERIFY(site.isReady());
        site.page->findChild<QAction *>(u"reassign"_s)->trigger();
        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        auto *const source = site.part<ChoiceTable>(wizard, u"source"_s);
        QCOMPARE(source->chosen(), site.fake.back2); // what is down is suggested
        QVERIFY(site.text(wizard, u"sourceReason"_s).contains(u"down"_s));
        site.picture(u"1-source"_s);
        site.press(wizard, u"next"_s);

        auto *const target = site.part<ChoiceTable>(wizard, u"target"_s);
        QCOMPARE(target->chosen(), site.fake.back3);
        target->choose(site.fake.front1);
        QVERIFY(!site.canPress(wizard, u"next"_s));
        site.picture(u"2-target-impossible"_s);
        target->choose(site.fake.back1);
        QVERIFY(site.canPress(wizard, u"next"_s));
        site.picture(u"2-target"_s);
        site.press(wizard, u"next"_s);

        attachWithStatement(site);
        if (QTest::currentTestFailed())
            return;
        site.press(wizard, u"next"_s);

        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        QTRY_VERIFY(site.text(wizard, u"preflightCounts"_s).contains(u"211"_s));
        site.picture(u"4-preflight"_s);
        site.press(wizard, u"next"_s);

        QVERIFY(site.button(wizard, u"cancel"_s)->isDefault());
        QVERIFY(!site.button(wizard, u"next"_s)->isDefault());
        QVERIFY(site.button(wizard, u"next"_s)->text().contains(site.fake.back1)); // names the act
        QVERIFY(!site.part<QLineEdit>(wizard, u"confirmTyped"_s)); // it does not answer
        site.picture(u"5-confirm"_s);
        site.press(wizard, u"next"_s);

        QTRY_VERIFY(site.part<QProgressBar>(wizard, u"jobBar"_s));
        const QList<QJsonObject> calls = site.fake.client->callsOf(u"reassign"_s);
        QVERIFY(calls.last().value(u"background"_s).toBool());
        QTRY_VERIFY(site.text(wizard, u"jobWaiting"_s).contains(u"120"_s));
        QVERIFY(!site.canPress(wizard, u"next"_s));
        QVERIFY(!site.button(wizard, u"back"_s));
        site.picture(u"6-progress"_s);
        const_cast<FakeFailover &>(site.fake).endJob(JobState::Done);
        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        QTRY_VERIFY(site.text(wizard, u"jobWaiting"_s).contains(u"No mail"_s));
        site.picture(u"6-progress-done"_s);
        site.press(wizard, u"next"_s);
        QVERIFY(site.button(wizard, u"restore"_s)->text().contains(site.fake.back2));
        QVERIFY(site.text(wizard, u"doneText"_s).contains(u"0.8"_s));
        site.picture(u"7-done"_s);
        site.press(wizard, u"next"_s);
        QTRY_VERIFY(!site.dialog(wizard));
    }

    void closing_the_wizard_does_not_stop_the_job_and_opening_it_shows_it()
    {
        Site site;
        QTRY_VERIFY(site.isReady());
        site.fake.addJob(JobKind::Reassign, JobState::Running, site.fake.back2, site.fake.back1, u"back2"_s);
        site.fake.progress = {{u"text"_s, u"rewriting"_s}, {u"rewritten"_s, 5}, {u"total"_s, 10}};
        site.watch.refresh();
        QTRY_VERIFY(site.watch.jobs().running);
        site.page->show(u"reassign:"_s);
        QTRY_VERIFY(site.part<QProgressBar>(wizard, u"jobBar"_s));
        QVERIFY(site.button(wizard, u"cancel"_s)->text().contains(u"goes on"_s));
        site.press(wizard, u"cancel"_s);
        QTRY_VERIFY(!site.dialog(wizard));
        QCOMPARE(site.fake.client->callsOf(u"job.cancel"_s).size(), 0);
        QCOMPARE(site.fake.client->callsOf(u"job.pause"_s).size(), 0);
        QCOMPARE(site.page->badge(), 1);
    }

    void a_job_is_paused_from_the_page()
    {
        Site site;
        site.fake.addJob(JobKind::Reassign, JobState::Running, site.fake.back2, site.fake.back1, u"back2"_s);
        site.fake.progress = {{u"text"_s, u"rewriting records"_s}, {u"rewritten"_s, 5120},
            {u"total"_s, 10211}, {u"rate"_s, 2000}, {u"remainingSeconds"_s, 3}, {u"servedAfterMs"_s, 800}};
        QTRY_VERIFY(site.page->findChild<QAction *>(u"pauseJob"_s)->isEnabled());
        QVERIFY(!site.page->findChild<QAction *>(u"resumeJob"_s)->isEnabled());
        QVERIFY(!site.page->findChild<QAction *>(u"resumeJob"_s)->toolTip().isEmpty());
        site.picture(u"page-running"_s);
        site.page->findChild<QAction *>(u"pauseJob"_s)->trigger();
        QTRY_COMPARE(site.fake.client->callsOf(u"job.pause"_s).size(), 1);
        QTRY_VERIFY(site.page->findChild<QAction *>(u"resumeJob"_s)->isEnabled());
        QCOMPARE(site.page->badgeSeverity(), Severity::Warning);
    }

    void a_lost_runner_is_shown_with_what_to_do()
    {
        Site site;
        site.fake.addJob(JobKind::Reassign, JobState::Running, site.fake.back2, site.fake.back1, u"back2"_s);
        site.fake.lostText =
            u"its runner front1.example.net does not answer: on any other keeper, homeportctl job resume"_s;
        auto *const lost = site.page->findChild<QWidget *>(u"jobLost"_s);
        QTRY_VERIFY(lost->isVisible());
        QCOMPARE(site.page->badgeSeverity(), Severity::Bad);
        site.picture(u"page-lost"_s);
    }

    void an_empty_page_says_what_belongs_there()
    {
        const Site site;
        QTRY_VERIFY(site.isReady());
        site.picture(u"page-empty"_s);
        QVERIFY(!site.page->findChild<QAction *>(u"restore"_s)->isEnabled()); // nothing is away
        QVERIFY(!site.page->findChild<QAction *>(u"restore"_s)->toolTip().isEmpty());
        QVERIFY(!site.page->findChild<QAction *>(u"undoJob"_s)->isEnabled());
    }

    void a_viewer_may_look_only()
    {
        const Site site(AdministratorRole::Viewer);
        QTRY_VERIFY(site.isReady());
        QVERIFY(!site.page->findChild<QAction *>(u"reassign"_s)->isEnabled());
        QVERIFY(site.page->findChild<QAction *>(u"reassign"_s)->toolTip().contains(u"role"_s));
    }

    void what_blocks_stops_and_leads_to_its_remedy()
    {
        Site site;
        site.fake.silent = {site.fake.front2};
        site.fake.prepared[site.fake.idOf(u"back2"_s)] = {site.fake.back1};
        QTRY_VERIFY(site.isReady());
        site.page->show(u"reassign:back2.example.net"_s);
        for (const QString &step : {u"target"_s, u"attach"_s, u"preflight"_s}) {
            QTRY_VERIFY(site.canPress(wizard, u"next"_s));
            site.press(wizard, u"next"_s);
            QTRY_VERIFY(site.part<QWidget>(wizard, step + u"Step"_s));
        }
        const QString box = u"without_front2.example.net"_s;
        QTRY_VERIFY(site.part<QCheckBox>(wizard, box));
        QVERIFY(!site.canPress(wizard, u"next"_s));
        QVERIFY(!site.button(wizard, u"next"_s)->toolTip().isEmpty());
        site.picture(u"4-preflight-blocked"_s);
        auto *const without = site.part<QCheckBox>(wizard, box);
        without->setFocus();
        QTest::keyClick(without, Qt::Key_Space);
        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        QCOMPARE(site.part<QCheckBox>(wizard, box), without); // the keyboard stays where it is
        // somebody takes the disk away again
        site.fake.prepared.clear();
        site.press(wizard, u"lookAgain"_s);
        QTRY_VERIFY(site.button(wizard, u"remedy"_s));
        site.press(wizard, u"remedy"_s);
        QTRY_VERIFY(site.part<QWidget>(wizard, u"attachStep"_s));
        QTRY_VERIFY(!site.canPress(wizard, u"next"_s));
        QCOMPARE(site.fake.client->callsOf(u"reassign"_s).last().value(u"dryRun"_s).toBool(), true);
    }

    void a_backend_that_answers_is_detached_first_and_its_name_is_typed()
    {
        Site site;
        site.fake.nodes[site.fake.back2].observed = u"up"_s;
        QTRY_VERIFY(site.isReady());
        site.page->show(u"reassign:back2.example.net"_s);
        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        site.press(wizard, u"next"_s);
        auto *const target = site.part<ChoiceTable>(wizard, u"target"_s);
        target->choose(site.fake.back1);
        site.press(wizard, u"next"_s);
        QTRY_VERIFY(site.canPress(wizard, u"detach"_s));
        QVERIFY(!site.part<QLineEdit>(wizard, u"path"_s)); // not before it is let go
        QVERIFY(!site.canPress(wizard, u"next"_s));
        site.picture(u"3-detach"_s);
        site.press(wizard, u"detach"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.part<QLineEdit>(wizard, u"path"_s));
        QTest::keyClicks(site.part<QLineEdit>(wizard, u"path"_s), u"/srv/back2"_s);
        QTest::keyClick(site.part<QLineEdit>(wizard, u"path"_s), Qt::Key_Return);
        QTRY_VERIFY(site.canPress(wizard, u"attach"_s));
        QVERIFY(!site.part<QLineEdit>(wizard, u"fencingStatement"_s)); // its label says enough
        site.press(wizard, u"attach"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        site.press(wizard, u"next"_s);
        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        site.press(wizard, u"next"_s);
        QVERIFY(!site.canPress(wizard, u"next"_s));
        auto *const typed = site.part<QLineEdit>(wizard, u"confirmTyped"_s);
        QVERIFY(typed);
        QTest::keyClicks(typed, u"back1.example.net"_s);
        QVERIFY(!site.canPress(wizard, u"next"_s));
        typed->selectAll();
        QTest::keyClicks(typed, u"back2.example.net"_s);
        QVERIFY(site.canPress(wizard, u"next"_s));
        site.picture(u"5-confirm-typed"_s);
    }

    void a_refusal_stands_where_it_was_asked()
    {
        Site site;
        site.fake.prepared[site.fake.idOf(u"back2"_s)] = {site.fake.back1};
        QTRY_VERIFY(site.isReady());
        site.page->show(u"reassign:back2.example.net"_s);
        for (int step = 0; step < 4; ++step) {
            QTRY_VERIFY(site.canPress(wizard, u"next"_s));
            site.press(wizard, u"next"_s);
        }
        QTRY_VERIFY(site.part<QWidget>(wizard, u"confirmStep"_s));
        site.fake.client->refuse(u"reassign"_s, "conflict", u"another administrator is at work"_s);
        site.press(wizard, u"next"_s);
        QTRY_VERIFY(site.text(wizard, u"outcome"_s).contains(u"another administrator"_s));
        QVERIFY(site.canPress(wizard, u"next"_s)); // may be tried again
        QVERIFY(site.button(wizard, u"back"_s));
    }

    void a_restore_is_guided_with_the_disks_move_in_the_middle()
    {
        Site site;
        site.fake.nodes[site.fake.back2].observed = u"up"_s;
        site.fake.storage(u"back2"_s).owner = MemberName(site.fake.back1);
        site.fake.labels.insert(u"/srv/mail"_s, u"back2"_s);
        QTRY_VERIFY(site.page->findChild<QAction *>(u"restore"_s)->isEnabled());
        site.page->findChild<QAction *>(u"restore"_s)->trigger();
        QTRY_VERIFY(site.canPress(guide, u"proceed"_s));
        site.picture(u"restore-1-let-go"_s);
        site.press(guide, u"proceed"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        QVERIFY(!site.button(act, u"doIt"_s)->isDefault());
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.part<QLineEdit>(guide, u"path"_s));
        QVERIFY(site.text(guide, u"letGoState"_s).contains(u"confirmed"_s));
        QVERIFY(site.text(guide, u"guideMoves"_s).contains(u"move its disk"_s));
        site.picture(u"restore-2-move"_s);
        QTest::keyClicks(site.part<QLineEdit>(guide, u"path"_s), u"/srv/mail"_s);
        QTest::keyClick(site.part<QLineEdit>(guide, u"path"_s), Qt::Key_Return);
        QTRY_VERIFY(site.canPress(guide, u"attach"_s));
        site.press(guide, u"attach"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.canPress(guide, u"proceed"_s));
        site.picture(u"restore-3-take-back"_s);
        site.press(guide, u"proceed"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.part<QProgressBar>(guide, u"jobBar"_s));
        site.picture(u"restore-4-records"_s);
        site.fake.endJob(JobState::Done);
        QTRY_VERIFY(site.text(guide, u"guideText"_s).contains(u"Done"_s));
        site.picture(u"restore-5-done"_s);
        QCOMPARE(site.fake.client->callsOf(u"restore"_s).size(), 2);
    }

    void a_half_done_restore_goes_on_in_the_middle()
    {
        Site site;
        site.fake.nodes[site.fake.back2].observed = u"up"_s;
        Storage &storage = site.fake.storage(u"back2"_s);
        storage.owner = MemberName(site.fake.back1);
        storage.state = StorageState::Detached; // somebody on the command line
        QTRY_VERIFY(site.isReady());
        site.page->show(u"restore:back2.example.net"_s);
        QTRY_VERIFY(site.part<QLineEdit>(guide, u"path"_s));
        QTRY_VERIFY(site.text(guide, u"letGoState"_s).contains(u"confirmed"_s)); // its label says so
        QCOMPARE(site.fake.client->callsOf(u"restore"_s).size(), 0);
    }

    void a_disk_is_not_moved_before_its_owner_has_confirmed()
    {
        Site site;
        site.fake.nodes[site.fake.back2].observed = u"up"_s;
        Storage &storage = site.fake.storage(u"back2"_s);
        storage.owner = MemberName(site.fake.back1);
        storage.state = StorageState::Detached;
        site.fake.labels.clear(); // it cannot be read
        site.fake.hasConfirmed = false;
        QTRY_VERIFY(site.isReady());
        site.page->show(u"restore:back2.example.net"_s);
        QTRY_VERIFY(site.canPress(guide, u"askAgain"_s));
        QVERIFY(site.text(guide, u"letGoState"_s).contains(u"Do not move"_s));
        site.picture(u"restore-2-uncertain"_s);
        site.fake.hasConfirmed = true;
        site.press(guide, u"askAgain"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.text(guide, u"letGoState"_s).contains(u"confirmed"_s));
    }

    void an_undo_is_guided_the_same_way()
    {
        Site site;
        site.fake.nodes[site.fake.back2].observed = u"up"_s;
        site.fake.addJob(JobKind::Reassign, JobState::Done, site.fake.back2, site.fake.back1, u"back2"_s);
        site.fake.storage(u"back2"_s).owner = MemberName(site.fake.back1);
        QTRY_VERIFY(site.page->findChild<QAction *>(u"undoJob"_s)->isEnabled());
        site.page->findChild<QAction *>(u"undoJob"_s)->trigger();
        QTRY_VERIFY(site.canPress(guide, u"proceed"_s));
        site.press(guide, u"proceed"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.part<QLineEdit>(guide, u"path"_s));
        QCOMPARE(site.fake.client->callsOf(u"job.undo"_s).size(), 1);
    }

private:
    /// The statement is required, and Cancel leaves everything as it was.
    static void attachWithStatement(const Site &site)
    {
        QTRY_VERIFY(site.part<QLineEdit>(wizard, u"path"_s));
        QVERIFY(!site.canPress(wizard, u"next"_s));
        site.picture(u"3-attach"_s);
        QTest::keyClicks(site.part<QLineEdit>(wizard, u"path"_s), u"/srv/other"_s);
        site.press(wizard, u"check"_s);
        QTRY_VERIFY(site.text(wizard, u"verdict"_s).contains(u"no storage"_s));
        site.part<QLineEdit>(wizard, u"path"_s)->clear();
        QTest::keyClicks(site.part<QLineEdit>(wizard, u"path"_s), u"/srv/back2"_s);
        site.press(wizard, u"check"_s);
        QTRY_VERIFY(site.part<QLineEdit>(wizard, u"fencingStatement"_s));
        QVERIFY(!site.canPress(wizard, u"attach"_s));
        QTest::keyClicks(site.part<QLineEdit>(wizard, u"fencingStatement"_s), statement);
        QVERIFY(!site.canPress(wizard, u"attach"_s)); // not vouched for
        auto *const vouch = site.part<QCheckBox>(wizard, u"vouch"_s);
        QVERIFY(vouch->text().contains(site.fake.back2));
        vouch->setFocus();
        QTest::keyClick(vouch, Qt::Key_Space);
        QVERIFY(site.canPress(wizard, u"attach"_s));
        site.picture(u"3-attach-statement"_s);
        site.press(wizard, u"attach"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        QVERIFY(!site.button(act, u"doIt"_s)->isDefault());
        site.picture(u"3-attach-ask"_s);
        QTest::keyClick(site.dialog(act), Qt::Key_Return); // Cancel is the default
        QTRY_VERIFY(!site.dialog(act));
        QCOMPARE(site.fake.client->callsOf(u"storage.attach"_s).size(), 0);
        site.press(wizard, u"attach"_s);
        QTRY_VERIFY(site.canPress(act, u"doIt"_s));
        site.press(act, u"doIt"_s);
        QTRY_VERIFY(site.canPress(wizard, u"next"_s));
        QCOMPARE(site.fake.client->callsOf(u"storage.attach"_s).first(),
            (QJsonObject{
                {u"path"_s, u"/srv/back2"_s}, {u"member"_s, site.fake.back1}, {u"fenced"_s, statement}}));
        site.picture(u"3-attached"_s);
    }
};

QTEST_MAIN(TestReassign)
#include "tst_reassign.moc"
