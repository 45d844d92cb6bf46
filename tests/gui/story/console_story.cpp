// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The console's real window on a real cluster: the loss of a backend, by clicks and keys.
//   console_story SOCKET STORAGE-PATH PICTURES
// What happens outside is asked for on standard output, "do: kill back2", and confirmed by a line on standard
// input.
#include "console/views/look.h"
#include "console/views/mainwindow.h"
#include "console/views/tablepane.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSocketNotifier>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <unistd.h>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; ///< ms: the machine may be loaded

struct Arguments
{
    QString socket;
    QString storagePath; ///< of back2
    QString pictures; ///< folder; empty: none are kept
};
Arguments arguments;

/// The title's column, as the user finds it.
int columnOf(const QAbstractItemModel &model, const QString &title)
{
    for (int column = 0; column < model.columnCount(); ++column) {
        if (model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() == title)
            return column;
    }
    return -1;
}

} // namespace

class ConsoleStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMemberIsUp();
    void anEditedTableReachesEveryMember();
    void theLostBackendGoesDownAndItsLaneGrows();
    void theWizardGivesItsAccountsToASibling();
    void theLaneEmpties();
    void restoreBringsThemHome();
    void everythingStandsInTheAudit();
    void cleanupTestCase();

private:
    void outside(const QString &what);
    Page *front(const QString &id);
    template <class T> T *named(QWidget *in, const QString &name);
    void click(QWidget *in, const QString &button);
    void trigger(QWidget *in, const QString &action);
    QWidget *dialog(const QString &name);
    QString cell(const RowModelBase &model, int row, const QString &title) const;
    int rowWith(const QAbstractItemModel &model, const QString &text) const;
    QString observed(const QString &member);
    qint64 waitingFor(const QString &host);
    void picture(const QString &name, QWidget *widget);
    void attachIn(QWidget *pane, const QString &statement);

    QTemporaryDir m_folder;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<ClusterWatch> m_watch;
    std::unique_ptr<ActRunner> m_acts;
    std::unique_ptr<ConsoleContext> m_context;
    std::unique_ptr<MainWindow> m_window;
    std::shared_ptr<BlockingPool> m_pool = std::make_shared<BlockingPool>(1);
};

void ConsoleStory::outside(const QString &what)
{
    std::printf("do: %s\n", qPrintable(what));
    std::fflush(stdout);
    bool isDone = false;
    QSocketNotifier answer(STDIN_FILENO, QSocketNotifier::Read);
    connect(&answer, &QSocketNotifier::activated, this, [&] {
        char byte = 0;
        while (!isDone && ::read(STDIN_FILENO, &byte, 1) == 1)
            isDone = byte == '\n';
    });
    QTRY_VERIFY2_WITH_TIMEOUT(isDone, qPrintable(what), 2 * patience);
}

Page *ConsoleStory::front(const QString &id)
{
    m_window->showPage(id);
    Page *const page = m_window->page(id);
    if (!page)
        qFatal("there is no page %s", qPrintable(id));
    return page;
}

template <class T> T *ConsoleStory::named(QWidget *in, const QString &name)
{
    const QList<T *> all = in->findChildren<T *>(name);
    for (T *const one : all) {
        if (one->isVisible())
            return one;
    }
    return all.isEmpty() ? nullptr : all.first();
}

void ConsoleStory::click(QWidget *in, const QString &button)
{
    const auto isReady = [this, in, button] {
        auto *const found = named<QPushButton>(in, button);
        return found && found->isVisible() && found->isEnabled();
    };
    QTRY_VERIFY2_WITH_TIMEOUT(isReady(), qPrintable(button), patience);
    QTest::mouseClick(named<QPushButton>(in, button), Qt::LeftButton);
}

void ConsoleStory::trigger(QWidget *in, const QString &action)
{
    QTRY_VERIFY2_WITH_TIMEOUT(
        in->findChild<QAction *>(action) && in->findChild<QAction *>(action)->isEnabled(), qPrintable(action),
        patience);
    in->findChild<QAction *>(action)->trigger();
}

/// Dialogs belong to the window or to a page.
QWidget *ConsoleStory::dialog(const QString &name)
{
    const QList<QWidget *> all = QApplication::topLevelWidgets();
    for (QWidget *const widget : all) {
        if (widget->objectName() == name && widget->isVisible())
            return widget;
    }
    return nullptr;
}

QString ConsoleStory::cell(const RowModelBase &model, int row, const QString &title) const
{
    return model.index(row, columnOf(model, title)).data().toString();
}

int ConsoleStory::rowWith(const QAbstractItemModel &model, const QString &text) const
{
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            if (model.index(row, column).data().toString().contains(text))
                return row;
        }
    }
    return -1;
}

/// What the dashboard's row of a member says.
QString ConsoleStory::observed(const QString &member)
{
    const QAbstractItemModel *const model =
        named<TablePane>(front(u"dashboard"_s), u"dashboard_members"_s)->view()->model();
    const int row = rowWith(*model, member);
    QString text;
    for (int column = 0; row >= 0 && column < model->columnCount(); ++column) {
        if (model->index(row, column).data(rowrole::severity).value<Severity>() != Severity::None)
            return model->index(row, column).data().toString();
    }
    return text;
}

qint64 ConsoleStory::waitingFor(const QString &host)
{
    qint64 sum = 0;
    for (const Lane &lane : m_watch->lanes().lanes)
        sum += lane.host == host ? lane.messages : 0;
    return sum;
}

void ConsoleStory::picture(const QString &name, QWidget *widget)
{
    if (!arguments.pictures.isEmpty())
        widget->grab().save(QDir(arguments.pictures).filePath(name + u".png"_s));
}

void ConsoleStory::initTestCase()
{
    m_profiles = std::make_unique<ProfileStore>(m_folder.filePath(u"console.ini"_s));
    m_connection = std::make_unique<Connection>(daemonClients(m_pool));
    m_watch = std::make_unique<ClusterWatch>(*m_connection);
    m_acts = std::make_unique<ActRunner>(*m_connection);
    m_context =
        std::make_unique<ConsoleContext>(ConsoleContext{*m_connection, *m_watch, *m_acts, *m_profiles});
    m_window = std::make_unique<MainWindow>(*m_context);
    m_window->show();
    Profile profile = newProfile();
    profile.name = u"story"_s;
    profile.address = arguments.socket;
    m_connection->open(profile, {});
    QTRY_COMPARE_WITH_TIMEOUT(int(m_connection->state()), int(LinkState::Connected), patience);
}

void ConsoleStory::everyMemberIsUp()
{
    for (const QString &member : {u"back1"_s, u"back2"_s, u"front1"_s, u"front2"_s})
        QTRY_COMPARE_WITH_TIMEOUT(observed(member), u"up"_s, patience);
    picture(u"1-up"_s, m_window.get());
}

void ConsoleStory::anEditedTableReachesEveryMember()
{
    Page *const page = front(u"members"_s);
    QTableView *const table = named<TablePane>(page, u"members_table"_s)->view();
    QVERIFY(table);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 4, patience);
    const quint64 before = m_watch->cluster().table.number;
    const int row = rowWith(*table->model(), u"front2"_s);
    const int column = columnOf(*table->model(), u"Addresses"_s);
    QVERIFY(row >= 0 && column >= 0);
    const QString addresses = table->model()->index(row, column).data(Qt::EditRole).toString();
    table->setCurrentIndex(table->model()->index(row, column));
    table->edit(table->model()->index(row, column));
    auto *const editor = table->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClick(editor, Qt::Key_End);
    QTest::keyClicks(editor, u", 127.0.0.1:1"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(row, column).data(Qt::EditRole).toString(),
        addresses + u", 127.0.0.1:1"_s, patience); // the view takes it over in its own time
    trigger(page, u"reviewChanges"_s);
    QTRY_VERIFY_WITH_TIMEOUT(dialog(u"reviewDialog"_s), patience);
    picture(u"2-review"_s, dialog(u"reviewDialog"_s));
    click(dialog(u"reviewDialog"_s), u"apply"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->cluster().table.number > before, patience);
    const auto everybodyHasIt = [this] {
        return std::all_of(m_watch->cluster().members.cbegin(), m_watch->cluster().members.cend(),
            [this](const MemberState &member) {
                return member.status && member.status->table == m_watch->cluster().table;
            });
    };
    QTRY_VERIFY_WITH_TIMEOUT(everybodyHasIt(), patience);
    picture(u"2-applied"_s, m_window.get());
    if (QWidget *const review = dialog(u"reviewDialog"_s))
        review->close();
    outside(u"look for 127.0.0.1:1 in the table of every member"_s);
}

void ConsoleStory::theLostBackendGoesDownAndItsLaneGrows()
{
    outside(u"kill back2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(observed(u"back2"_s), u"down"_s, patience);
    picture(u"3-down"_s, m_window.get());
    outside(u"send 7 messages to bob"_s);
    QTRY_COMPARE_WITH_TIMEOUT(waitingFor(u"back2.example.net"_s), 7, patience);
    Page *const page = front(u"queues"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        rowWith(*named<TablePane>(page, u"queues_destinations"_s)->view()->model(), u"back2"_s) >= 0,
        patience);
    page->show(u"host:back2.example.net"_s);
    auto *const messages = named<TablePane>(page, u"queues_messages"_s);
    QVERIFY(messages);
    QTRY_COMPARE_WITH_TIMEOUT(messages->view()->model()->rowCount(), 7, patience);
    picture(u"3-queue"_s, m_window.get());
}

void ConsoleStory::attachIn(QWidget *pane, const QString &statement)
{
    auto *const path = named<QLineEdit>(pane, u"path"_s);
    QTRY_VERIFY_WITH_TIMEOUT(path->isVisible() && path->isEnabled(), patience);
    path->selectAll();
    QTest::keyClicks(path, arguments.storagePath);
    click(pane, u"check"_s);
    if (!statement.isEmpty()) {
        auto *const field = named<QLineEdit>(pane, u"fencingStatement"_s);
        QTRY_VERIFY_WITH_TIMEOUT(field->isVisible() && field->isEnabled(), patience);
        QTest::keyClicks(field, statement);
        auto *const vouch = named<QAbstractButton>(pane, u"vouch"_s);
        QTest::mouseClick(vouch, Qt::LeftButton, {}, QPoint(8, vouch->height() / 2));
        QVERIFY(vouch->isChecked());
    }
    picture(statement.isEmpty() ? u"6-attach-home"_s : u"4-attach"_s, pane->window());
    click(pane, u"attach"_s);
    if (!statement.isEmpty() || dialog(u"actDialog"_s)) {
        QTRY_VERIFY_WITH_TIMEOUT(dialog(u"actDialog"_s), patience);
        auto *const typed = named<QLineEdit>(dialog(u"actDialog"_s), u"typedConfirmation"_s);
        if (typed && typed->isVisible())
            QTest::keyClicks(typed, statement);
        click(dialog(u"actDialog"_s), u"doIt"_s);
    }
}

void ConsoleStory::theWizardGivesItsAccountsToASibling()
{
    m_window->showPage(u"jobs"_s, u"reassign:back2.example.net"_s);
    QTRY_VERIFY_WITH_TIMEOUT(dialog(u"reassignWizard"_s), patience);
    QWidget *const wizard = dialog(u"reassignWizard"_s);
    click(wizard, u"next"_s); // the source is suggested: what is down
    QTRY_VERIFY_WITH_TIMEOUT(named<QWidget>(wizard, u"targetStep"_s)->isVisible(), patience);
    click(wizard, u"next"_s); // there is one other backend
    QTRY_VERIFY_WITH_TIMEOUT(named<QWidget>(wizard, u"attachPane"_s), patience);
    attachIn(
        named<QWidget>(wizard, u"attachPane"_s), u"back2 was killed by this test and is not started again"_s);
    click(wizard, u"next"_s);
    QTRY_VERIFY_WITH_TIMEOUT(named<QWidget>(wizard, u"preflightStep"_s)->isVisible(), patience);
    picture(u"4-preflight"_s, wizard);
    click(wizard, u"next"_s);
    QTRY_VERIFY_WITH_TIMEOUT(named<QWidget>(wizard, u"confirmStep"_s)->isVisible(), patience);
    picture(u"4-confirm"_s, wizard);
    click(wizard, u"next"_s);
    QTRY_VERIFY_WITH_TIMEOUT(named<QWidget>(wizard, u"progressStep"_s)->isVisible(), patience);
    const auto isDone = [this] {
        const QList<JobRow> &jobs = m_watch->jobs().jobs;
        return !jobs.isEmpty() && jobs.last().job.state == JobState::Done;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), patience);
    picture(u"4-progress"_s, wizard);
}

void ConsoleStory::theLaneEmpties()
{
    QTRY_COMPARE_WITH_TIMEOUT(waitingFor(u"back2.example.net"_s), 0, patience);
    QWidget *const wizard = dialog(u"reassignWizard"_s);
    click(wizard, u"next"_s);
    QTRY_VERIFY_WITH_TIMEOUT(named<QWidget>(wizard, u"doneStep"_s)->isVisible(), patience);
    picture(u"5-done"_s, wizard);
    click(wizard, u"next"_s);
    outside(u"see 7 messages of bob"_s);
}

void ConsoleStory::restoreBringsThemHome()
{
    outside(u"start back2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(observed(u"back2"_s), u"up"_s, patience);
    m_window->showPage(u"jobs"_s, u"restore:back2.example.net"_s);
    QTRY_VERIFY_WITH_TIMEOUT(dialog(u"restoreGuide"_s), patience);
    QWidget *const guide = dialog(u"restoreGuide"_s);
    picture(u"6-guide"_s, guide);
    click(guide, u"proceed"_s); // the stand-in lets go
    QTRY_VERIFY_WITH_TIMEOUT(dialog(u"actDialog"_s), patience);
    click(dialog(u"actDialog"_s), u"doIt"_s);
    const auto pane = [this, guide] { return named<QWidget>(guide, u"attachPane"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(pane() && pane()->isVisible(), patience);
    attachIn(pane(), {});
    const auto isHome = [this] {
        const QList<StorageSummary> &storages = m_watch->cluster().storages;
        return std::none_of(storages.cbegin(), storages.cend(), [](const StorageSummary &storage) {
            return storage.isStandIn || !storage.isServed;
        }) && !m_watch->jobs().running;
    };
    click(guide, u"proceed"_s); // the home takes it
    QTRY_VERIFY_WITH_TIMEOUT(dialog(u"actDialog"_s) || isHome(), patience);
    if (QWidget *const ask = dialog(u"actDialog"_s))
        click(ask, u"doIt"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isHome(), patience);
    picture(u"6-home"_s, guide);
    click(guide, u"close"_s);
    outside(u"see 7 messages of bob"_s);
}

void ConsoleStory::everythingStandsInTheAudit()
{
    Page *const page = front(u"tasks"_s);
    const auto says = [this, page](const QString &what) {
        return rowWith(*page->findChild<QTableView *>()->model(), what) >= 0;
    };
    for (const QString &what : {u"reassign"_s, u"restore"_s})
        QTRY_VERIFY2_WITH_TIMEOUT(says(what), qPrintable(what), patience);
    picture(u"7-audit"_s, m_window.get());
}

void ConsoleStory::cleanupTestCase()
{
    m_connection->close();
    m_window.reset();
}

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 3)
        qFatal("usage: console_story SOCKET STORAGE-PATH [PICTURES]");
    arguments = {words[1], words[2], words.value(3)};
    applyColourScheme(application, ColourScheme::Light);
    ConsoleStory story;
    return QTest::qExec(&story, QStringList{words.first()});
}

#include "console_story.moc"
