// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The queues page with a mouse and a keyboard: drill down, sort, select, hold, delete, all that match.
#include "console/models/clusterwatch.h"
#include "console/models/messagemodel.h"
#include "console/views/actdialog.h"
#include "console/views/queuespage.h"
#include "console/views/tablepane.h"
#include "tests/support/fakequeue.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

QJsonObject memberJson(const QString &name, const QString &observed)
{
    return {{u"name"_s, name}, {u"reachable"_s, false}, {u"error"_s, u"does not answer"_s},
        {u"observed"_s, observed}, {u"observedSince"_s, u"2026-11-28T12:03:00Z"_s},
        {u"administrativeState"_s, u"ready"_s}, {u"rights"_s, QJsonArray{u"proxy"_s, u"store"_s}}};
}

QJsonObject statusJson()
{
    return {{u"health"_s, u"degraded"_s}, {u"problems"_s, QJsonArray()}, {u"advice"_s, QJsonArray()},
        {u"members"_s,
            QJsonArray{
                memberJson(u"back1.example.net"_s, u"up"_s), memberJson(u"back2.example.net"_s, u"down"_s)}},
        {u"storages"_s, QJsonArray()},
        {u"table"_s, QJsonObject{{u"number"_s, 7}, {u"hash"_s, QString(64, u'a')}}},
        {u"answeredBy"_s, u"back1.example.net"_s}, {u"isWholeCluster"_s, true}};
}

/// A window with the page, over a fake cluster of which back2 is down.
struct Site
{
    explicit Site(int messages, AdministratorRole role = AdministratorRole::Administrator)
        : queue(FakeQueue::messages(messages))
        , connection(fakeClients(client))
        , watch(connection)
        , acts(connection)
        , profiles(folder.filePath(u"console.ini"_s))
        , context{connection, watch, acts, profiles}
        , page(new QueuesPage(context))
    {
        client->grantedRole = role;
        client->answer(u"status"_s, statusJson());
        client->answer(
            u"job.show"_s, {{u"jobs"_s, QJsonArray()}, {u"running"_s, QJsonValue()}, {u"text"_s, QString()}});
        client->answer(u"account.pending"_s, {{u"hosts"_s, QJsonArray()}});
        client->answers.insert(u"queue.lanes"_s, [this](const QJsonObject &) -> Result<QJsonObject> {
            return QJsonObject{{u"lanes"_s, lanes()}, {u"unreachable"_s, QJsonArray()}};
        });
        client->answers.insert(u"queue.show"_s, [this](const QJsonObject &arguments) -> Result<QJsonObject> {
            return shown(arguments[u"id"_s].toInteger());
        });
        queue.answerOn(*client);
        window.setCentralWidget(page);
        window.resize(1280, 760);
        window.show();
        page->activate();
        connection.open(fakeProfile(), {});
    }

    /// What waits in front1, all of it for back2.
    QJsonArray lanes() const
    {
        Lane lane;
        lane.name = u"storage:00000000000000000000000000000002"_s;
        lane.label = u"store2"_s;
        lane.host = u"back2.example.net"_s;
        lane.member = u"front1.example.net"_s;
        lane.messages = queue.rows().size();
        lane.ages[6] = lane.messages;
        lane.oldest = QDateTime::currentDateTimeUtc().addSecs(-10000);
        lane.state = u"parked"_s;
        lane.lastError = u"back2.example.net does not answer"_s;
        for (const QueueRow &row : queue.rows())
            lane.held += row.state == EntryState::Held;
        return lane.messages > 0 ? QJsonArray{toJson(lane)} : QJsonArray();
    }
    QJsonObject shown(qint64 id) const
    {
        QueueEntry entry;
        entry.id = id;
        entry.member = u"front1.example.net"_s;
        entry.from = u"bob@example.com"_s;
        entry.received = QDateTime::currentDateTimeUtc().addSecs(-4000);
        entry.bytes = 2000;
        entry.headers = u"Subject: number %1\n"_s.arg(id);
        QueueRecipient recipient;
        recipient.recipient = u"ann@example.org"_s;
        recipient.lane = u"domain:example.org"_s;
        recipient.history = {
            {entry.received, TryResult::Later, u"no route to host"_s, u"back2.example.net"_s}};
        entry.recipients = {recipient};
        return toJson(entry);
    }

    bool isReady() // connected, lanes shown
    {
        return QTest::qWaitForWindowActive(&window)
            && QTest::qWaitFor([this] { return destinations()->model()->rowCount() > 0; });
    }
    QTableView *table(const QString &pane) const { return page->findChild<TablePane *>(pane)->view(); }
    QTableView *destinations() const { return table(u"queues_destinations"_s); }
    QTableView *messages() const { return table(u"queues_messages"_s); }
    template <class T> T *child(const QString &name) const { return page->findChild<T *>(name); }
    QAction *action(const QString &name) const { return page->findChild<QAction *>(name); }
    void clickRow(QTableView *view, int row, Qt::KeyboardModifiers keys = {}) const
    {
        const QPoint at = view->visualRect(view->model()->index(row, 0)).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, keys, at);
    }
    void clickAction(const QString &name) const
    {
        QAction *const wanted = action(name);
        const QList<QToolButton *> buttons = page->findChildren<QToolButton *>();
        for (QToolButton *const button : buttons) {
            if (button->defaultAction() == wanted && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(qPrintable(u"no button for "_s + name));
    }
    bool openMessages()
    {
        if (!isReady())
            return false;
        QTableView *const view = destinations();
        const QPoint at = view->visualRect(view->model()->index(0, 0)).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
        return QTest::qWaitFor(
            [this] { return messages()->isVisible() && messages()->model()->rowCount() > 0; });
    }
    ActDialog *dialog() const
    {
        ActDialog *found = nullptr;
        (void)QTest::qWaitFor([this, &found] {
            const QList<ActDialog *> dialogs = page->findChildren<ActDialog *>();
            for (ActDialog *const one : dialogs) {
                if (one->isVisible())
                    found = one;
            }
            return found != nullptr;
        });
        return found;
    }
    QString stateOf(int row) const { return messages()->model()->index(row, 1).data().toString(); }

    QTemporaryDir folder;
    std::shared_ptr<FakeClusterClient> client = std::make_shared<FakeClusterClient>();
    FakeQueue queue;
    Connection connection;
    ClusterWatch watch;
    ActRunner acts;
    ProfileStore profiles;
    ConsoleContext context;
    QMainWindow window;
    QueuesPage *page; ///< of the window
};

} // namespace

class TestQueues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnavailableDestinationSaysWhyAndWhatToDo();
    void noMailIsSaid();
    void aDoubleClickShowsTheMessages();
    void theKeyboardGoesThereAndBack();
    void theHeaderAsksTheDaemonToSort();
    void aLongListIsReadAsItIsScrolled();
    void selectedMessagesAreHeldAndReleased();
    void aDeletionIsNotTheDefault();
    void allThatMatchIsAChoice();
    void theFilterIsCheckedAndAskedOfTheDaemon();
    void oneMessageShowsItsAttemptsAndHeaders();
    void aViewerIsToldWhyNot();
};

void TestQueues::anUnavailableDestinationSaysWhyAndWhatToDo()
{
    Site site(20);
    QVERIFY(site.isReady());
    QTRY_COMPARE(site.page->badge(), 1);
    QCOMPARE(site.page->badgeSeverity(), Severity::Bad);
    auto *const reason = site.child<QLabel>(u"queueReason"_s);
    QTRY_VERIFY(reason->text().contains(u"back2.example.net is down since "));
    QVERIFY(reason->text().contains(u"delivered by itself"));
    QVERIFY(reason->text().contains(u"<a href=\"reassign:back2.example.net\">Reassign"));
    QSignalSpy link(site.page, &Page::linkActivated);
    Q_EMIT reason->linkActivated(u"reassign:back2.example.net"_s);
    QCOMPARE(link.size(), 1);
    QCOMPARE(link[0][0].toString(), u"jobs"_s);
    QCOMPARE(link[0][1].toString(), u"reassign:back2.example.net"_s);
    QTRY_COMPARE(site.table(u"queues_lanes"_s)->model()->rowCount(), 1); // the worst is selected
}

void TestQueues::noMailIsSaid()
{
    Site site(0);
    QVERIFY(QTest::qWaitForWindowActive(&site.window));
    auto *const summary = site.child<QLabel>(u"queueSummary"_s);
    QTRY_VERIFY(summary->text().contains(u"No mail waits anywhere."));
    QCOMPARE(site.page->badge(), 0);
}

void TestQueues::aDoubleClickShowsTheMessages()
{
    Site site(20);
    QVERIFY(site.openMessages());
    QCOMPARE(site.messages()->model()->rowCount(), 20);
    const QJsonObject asked = site.client->callsOf(u"queue.search"_s).first();
    QCOMPARE(asked[u"filter"_s].toObject(), (QJsonObject{{u"lane"_s, u"host:back2.example.net"_s}}));
    QVERIFY(site.child<QLabel>(u"messagesTitle"_s)->text().contains(u"back2.example.net"));
    QVERIFY(site.child<QLabel>(u"messagesTitle"_s)->text().contains(u"unavailable"));
}

void TestQueues::theKeyboardGoesThereAndBack()
{
    Site site(20);
    QVERIFY(site.isReady());
    site.destinations()->setFocus();
    site.destinations()->selectRow(0);
    QTest::keyClick(site.destinations(), Qt::Key_Return);
    QTRY_VERIFY(site.messages()->isVisible());
    QTRY_COMPARE(site.messages()->model()->rowCount(), 20);
    QTest::keyClick(site.messages(), Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(site.destinations()->isVisible());
    QCOMPARE(site.destinations()->selectionModel()->selectedRows().size(), 1);
    QTest::keyClick(site.destinations(), Qt::Key_Return);
    QTRY_VERIFY(site.messages()->isVisible());
    QTest::keyClick(site.messages(), Qt::Key_Escape);
    QTRY_VERIFY(site.destinations()->isVisible());
    site.page->show(u"host:back2.example.net"_s);
    QVERIFY(site.messages()->isVisible());
}

void TestQueues::theHeaderAsksTheDaemonToSort()
{
    Site site(700);
    QVERIFY(site.openMessages());
    QHeaderView *const header = site.messages()->horizontalHeader();
    const auto click = [header](int column) {
        const int x = header->sectionViewportPosition(column) + header->sectionSize(column) / 2;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
    };
    const int size = MessageModel::columnOf(QueueSort::Bytes);
    click(size);
    const auto lastSort = [&site] {
        return site.client->callsOf(u"queue.search"_s).last()[u"sort"_s].toString();
    };
    QTRY_COMPARE(lastSort(), u"bytes"_s);
    click(size);
    QTRY_VERIFY(site.client->callsOf(u"queue.search"_s).last()[u"descending"_s].toBool());
    QTRY_COMPARE(site.messages()->model()->index(0, 0).data().toString(), u"user000699@example.org"_s);
    site.messages()->scrollTo(site.messages()->model()->index(0, header->count() - 1));
    click(header->count() - 1); // the daemons cannot sort by it
    QTRY_COMPARE(header->sortIndicatorSection(), size);
    QCOMPARE(lastSort(), u"bytes"_s);
}

void TestQueues::aLongListIsReadAsItIsScrolled()
{
    Site site(2000);
    QVERIFY(site.openMessages());
    QTRY_COMPARE(site.messages()->model()->rowCount(), 500);
    QVERIFY(site.child<QLabel>(u"messageSelection"_s)->text().contains(u"The first 500 are loaded"));
    QTest::keyClick(site.messages(), Qt::Key_End, Qt::ControlModifier);
    QTRY_COMPARE(site.messages()->model()->rowCount(), 1000);
}

void TestQueues::selectedMessagesAreHeldAndReleased()
{
    Site site(50);
    QVERIFY(site.openMessages());
    QVERIFY(!site.action(u"messages_hold"_s)->isEnabled());
    QCOMPARE(site.action(u"messages_hold"_s)->toolTip(), u"Select one or more messages first."_s);
    site.clickRow(site.messages(), 1);
    site.clickRow(site.messages(), 3, Qt::ShiftModifier);
    QTRY_VERIFY(site.action(u"messages_hold"_s)->isEnabled());
    QCOMPARE(site.action(u"messages_release"_s)->toolTip(), u"None of the selected messages is held."_s);
    QVERIFY(site.child<QLabel>(u"messageSelection"_s)->text().startsWith(u"3 selected of 50 matching."));
    site.clickAction(u"messages_hold"_s);
    QTRY_COMPARE(site.stateOf(2), u"held"_s);
    QCOMPARE(site.stateOf(0), u"waiting"_s);
    QCOMPARE(site.client->callsOf(u"queue.hold"_s).first()[u"selection"_s].toArray().size(), 3);
    QCOMPARE(site.messages()->selectionModel()->selectedRows().size(), 3); // through the refresh
    QTRY_COMPARE(site.action(u"messages_hold"_s)->toolTip(), u"All selected messages are held already."_s);
    QVERIFY(!site.action(u"messages_tryNow"_s)->isEnabled());
    site.clickAction(u"messages_release"_s);
    QTRY_COMPARE(site.stateOf(2), u"waiting"_s);
}

void TestQueues::aDeletionIsNotTheDefault()
{
    Site site(50);
    QVERIFY(site.openMessages());
    site.clickRow(site.messages(), 1);
    QTest::keyClick(site.messages(), Qt::Key_Delete);
    ActDialog *dialog = site.dialog();
    QVERIFY(dialog);
    auto *doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QCOMPARE(doIt->text(), u"Delete 1 message(s)"_s);
    QVERIFY(!doIt->isDefault());
    QVERIFY(dialog->findChild<QRadioButton *>(u"deleteSilently"_s)->isChecked());
    QTest::keyClick(dialog, Qt::Key_Return); // the default is Cancel
    QTRY_VERIFY(!dialog->isVisible());
    QCOMPARE(site.client->callsOf(u"queue.delete"_s).size(), 0);
    site.clickAction(u"messages_delete"_s);
    QTRY_VERIFY(site.dialog());
    dialog = site.dialog();
    QTest::mouseClick(
        dialog->findChild<QRadioButton *>(u"deleteNotifying"_s), Qt::LeftButton, {}, QPoint(8, 8));
    doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QTest::mouseClick(doIt, Qt::LeftButton);
    QTRY_COMPARE(site.messages()->model()->rowCount(), 49);
    const QJsonObject sent = site.client->callsOf(u"queue.delete"_s).first();
    QCOMPARE(sent[u"notify"_s], QJsonValue(true));
    QCOMPARE(sent[u"selection"_s].toArray().size(), 1);
    QTRY_VERIFY(site.child<QLabel>(u"messagesOutcome"_s)->text().contains(u"1 message(s) deleted."));
}

void TestQueues::allThatMatchIsAChoice()
{
    Site site(700);
    QVERIFY(site.openMessages());
    QTRY_COMPARE(site.messages()->model()->rowCount(), 500);
    // in the bar
    auto *const bar = site.child<QPushButton>(u"selectAllMatching"_s);
    QTest::mouseClick(bar, Qt::LeftButton);
    QVERIFY(site.child<QLabel>(u"messageSelection"_s)
                ->text()
                .startsWith(u"All 700 matching message(s) are selected"));
    site.clickRow(site.messages(), 1); // single ones again
    QVERIFY(site.child<QLabel>(u"messageSelection"_s)->text().startsWith(u"1 selected of 700 matching."));
    QTest::mouseClick(bar, Qt::LeftButton);
    site.clickAction(u"messages_hold"_s);
    ActDialog *dialog = site.dialog(); // many are asked about first
    QVERIFY(dialog);
    auto *doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QCOMPARE(doIt->text(), u"Hold all 700 matching message(s)"_s);
    QTest::mouseClick(doIt, Qt::LeftButton);
    QTRY_COMPARE(site.client->callsOf(u"queue.hold"_s).size(), 1);
    const QJsonObject held{
        {u"filter"_s, QJsonObject{{u"lane"_s, u"host:back2.example.net"_s}}}, {u"expected"_s, 700}};
    QCOMPARE(site.client->callsOf(u"queue.hold"_s).first(), held);
    // in the dialog
    site.clickRow(site.messages(), 1);
    site.clickAction(u"messages_delete"_s);
    dialog = site.dialog();
    QVERIFY(dialog);
    QTest::mouseClick(
        dialog->findChild<QRadioButton *>(u"scopeMatching"_s), Qt::LeftButton, {}, QPoint(8, 8));
    doIt = dialog->findChild<QPushButton *>(u"doIt"_s);
    QCOMPARE(doIt->text(), u"Delete all 700 matching message(s)"_s);
    dialog->reject();
    QCOMPARE(site.client->callsOf(u"queue.delete"_s).size(), 0);
}

void TestQueues::theFilterIsCheckedAndAskedOfTheDaemon()
{
    Site site(50);
    QVERIFY(site.openMessages());
    auto *const field = site.child<QLineEdit>(u"messageFilter"_s);
    auto *const fault = site.child<QLabel>(u"messageFilterFault"_s);
    field->setFocus();
    QTest::keyClicks(field, u"from:sender3"_s);
    const auto lastFilter = [&site] {
        return site.client->callsOf(u"queue.search"_s).last()[u"filter"_s].toObject();
    };
    QTRY_COMPARE(lastFilter()[u"from"_s].toString(), u"sender3"_s);
    QVERIFY(!fault->isVisible());
    QTRY_COMPARE(site.messages()->model()->rowCount(), 6);
    QTest::keyClicks(field, u" state:bad"_s);
    QTRY_VERIFY(fault->isVisible());
    QVERIFY(fault->text().contains(u"state: \"bad\" is none of waiting, held, quarantined."));
    QCOMPARE(site.messages()->model()->rowCount(), 6); // what was found before stays
    field->clear();
    QTRY_COMPARE(site.messages()->model()->rowCount(), 50);
}

void TestQueues::oneMessageShowsItsAttemptsAndHeaders()
{
    Site site(50);
    QVERIFY(site.openMessages());
    site.clickRow(site.messages(), 0);
    auto *const headers = site.child<QPlainTextEdit>(u"messageHeaders"_s);
    QTRY_COMPARE(headers->toPlainText(), u"Subject: number 1000\n"_s);
    auto *const attempts = site.child<QTableView>(u"messageAttempts"_s);
    QCOMPARE(attempts->model()->rowCount(), 1);
    QCOMPARE(attempts->model()->index(0, 2).data().toString(), u"back2.example.net"_s);
    site.client->refuse(u"queue.show"_s, "not-found", u"message 1001 is not in the queue"_s);
    QTest::keyClick(site.messages(), Qt::Key_Down);
    QTRY_VERIFY(!headers->isVisible());
}

void TestQueues::aViewerIsToldWhyNot()
{
    Site site(5, AdministratorRole::Viewer);
    QVERIFY(site.openMessages());
    site.clickRow(site.messages(), 0);
    QVERIFY(!site.action(u"messages_delete"_s)->isEnabled());
    QVERIFY(site.action(u"messages_delete"_s)->toolTip().contains(u"needs the role operator"));
    QVERIFY(!site.action(u"messages_export"_s)->isEnabled());
}

QTEST_MAIN(TestQueues)
#include "tst_queues.moc"
