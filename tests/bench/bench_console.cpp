// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// console: 10,000 members, 100,000 messages, 500,000 accounts; the longest time the GUI thread was busy in
// one go. bench_console [--members N] [--messages N] [--accounts N]; real pages of the main window on the
// offscreen platform, answers made beforehand. Busy is what lies between the event loop's waking and its next
// wait.
#include "console/models/accountmodel.h"
#include "console/models/messagemodel.h"
#include "console/views/look.h"
#include "console/views/mainwindow.h"
#include "tests/support/fakeclusterclient.h"

#include "shared/model/jsonreader.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTableView>
#include <QTemporaryDir>

#include <cstdio>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

struct Sizes
{
    qint64 members = 10'000;
    qint64 messages = 100'000;
    qint64 accounts = 500'000;
};

/// The longest time that one event took, with all that it led to.
class MeteredApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_isBusy)
            return QApplication::notify(receiver, event);
        m_isBusy = true;
        QElapsedTimer clock;
        clock.start();
        const bool isTaken = QApplication::notify(receiver, event);
        m_longest = std::max(m_longest, clock.nsecsElapsed());
        m_isBusy = false;
        return isTaken;
    }
    void reset() { m_longest = 0; }
    double longestMs() const { return double(m_longest) / 1e6; }

private:
    bool m_isBusy = false;
    qint64 m_longest = 0;
};

QString number(qint64 value) { return QString::number(value).rightJustified(7, u'0'); }

QJsonObject memberStatus(qint64 i, int round)
{
    MemberStatus status;
    status.name = MemberName(u"member%1.example.net"_s.arg(number(i)));
    status.version = u"0.1.0"_s;
    status.started = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    status.sessions = (i * 7 + round * 13) % 500;
    status.directory = u"up"_s;
    QJsonObject json = toJson(status);
    json.insert(u"reachable"_s, i % 50 != 0);
    json.insert(u"observed"_s, i % 50 == 0 ? u"down"_s : u"up"_s);
    json.insert(u"administrativeState"_s, u"ready"_s);
    json.insert(u"rights"_s, QJsonArray{u"proxy"_s});
    return json;
}

QJsonObject clusterStatus(qint64 count, int round)
{
    QJsonArray members;
    for (qint64 i = 0; i < count; ++i)
        members.append(memberStatus(i, round));
    return {{u"health"_s, u"degraded"_s}, {u"problems"_s, QJsonArray{u"some members are down"_s}},
        {u"advice"_s, QJsonArray()}, {u"members"_s, members}, {u"storages"_s, QJsonArray()},
        {u"table"_s, toJson(TableRevision{})}, {u"job"_s, QJsonValue()}, {u"answeredBy"_s, u"member0"_s},
        {u"isWholeCluster"_s, true}, {u"time"_s, timeToJson(QDateTime::currentDateTimeUtc())}};
}

QJsonObject messagePage(const QJsonObject &arguments, qint64 total)
{
    const qint64 from = arguments[u"after"_s].toString().toLongLong();
    const qint64 limit = arguments[u"limit"_s].toInteger(200);
    QJsonArray rows;
    for (qint64 i = from; i < std::min(total, from + limit); ++i) {
        QueueRow row;
        row.member = u"front1.example.net"_s;
        row.id = i;
        row.key.bytes[0] = 1;
        row.from = u"sender%1@elsewhere.example"_s.arg(i % 1000);
        row.recipient = row.address = u"user%1@example.org"_s.arg(i);
        row.lane = u"storage:00112233445566778899aabbccddeeff"_s;
        row.host = u"back2.example.net"_s;
        row.received = QDateTime::fromSecsSinceEpoch(1'790'000'000 + i, Qt::UTC);
        row.bytes = 4096;
        rows.append(toJson(row));
    }
    const bool isEnd = from + limit >= total;
    return {{u"rows"_s, rows}, {u"total"_s, total},
        {u"next"_s, isEnd ? QString() : QString::number(from + limit)}, {u"unreachable"_s, QJsonArray()}};
}

QJsonObject accountPage(const QJsonObject &arguments, qint64 total)
{
    const qint64 from = arguments[u"after"_s].toString().toLongLong();
    const qint64 limit = arguments[u"limit"_s].toInteger(200);
    QJsonArray rows;
    for (qint64 i = from; i < std::min(total, from + limit); ++i)
        rows.append(QJsonObject{{u"kind"_s, u"account"_s},
            {u"address"_s, u"user%1@example.org"_s.arg(number(i))}, {u"id"_s, AccountId::random().text()},
            {u"hostServer"_s, u"back1.example.net"_s}, {u"oldHostServer"_s, QString()},
            {u"storage"_s, u"back1"_s}, {u"owner"_s, u"back1.example.net"_s}, {u"served"_s, true},
            {u"enabled"_s, true}, {u"quotaBytes"_s, u"0"_s},
            {u"changed"_s, timeToJson(QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC))}});
    const bool isEnd = from + limit >= total;
    return {{u"accounts"_s, rows}, {u"next"_s, isEnd ? QString() : QString::number(from + limit)}};
}

/// Runs the loop until `isDone`, at most `seconds`.
bool runUntil(const std::function<bool()> &isDone, int seconds)
{
    QElapsedTimer clock;
    clock.start();
    while (!isDone() && clock.elapsed() < seconds * 1000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
    return isDone();
}

void report(const char *what, qint64 count, const MeteredApplication &meter, double seconds)
{
    std::printf("{\"bench\": \"console\", \"what\": \"%s\", \"count\": %lld, \"longestBusyMs\": %.1f, "
                "\"seconds\": %.2f}\n",
        what, static_cast<long long>(count), meter.longestMs(), seconds);
    std::fflush(stdout);
}

/// A client whose answers are made in another thread, as a daemon's are.
class RemoteClient final : public ClusterClient
{
public:
    explicit RemoteClient(Sizes sizes)
        : m_sizes(sizes)
    {
    }
    Task<Result<>> connect(Deadline) override { co_return Result<>{}; }
    bool isConnected() const override { return true; }
    AdministratorRole role() const override { return AdministratorRole::Administrator; }
    QByteArray seenFingerprint() const override { return {}; }
    Task<Result<QJsonObject>> call(QString what, QJsonObject arguments, RequestId, Deadline) override
    {
        const int round = m_rounds++;
        auto work = [what, arguments, sizes = m_sizes, round]() -> Result<QJsonObject> {
            if (what == u"status")
                return clusterStatus(sizes.members, round);
            if (what == u"queue.search")
                return messagePage(arguments, sizes.messages);
            if (what == u"account.list")
                return accountPage(arguments, sizes.accounts);
            return fail(Error::refused("not-found", what, "not-found"));
        };
        const Result<QJsonObject> answer = co_await m_pool.run(std::move(work));
        co_return answer;
    }

private:
    const Sizes m_sizes;
    BlockingPool m_pool{1};
    int m_rounds = 0;
};

Sizes sizesFrom(const QStringList &words)
{
    Sizes sizes;
    const auto value = [&](const QString &name, qint64 preset) {
        const qsizetype at = words.indexOf(name);
        return at > 0 && at + 1 < words.size() ? words[at + 1].toLongLong() : preset;
    };
    sizes.members = value(u"--members"_s, sizes.members);
    sizes.messages = value(u"--messages"_s, sizes.messages);
    sizes.accounts = value(u"--accounts"_s, sizes.accounts);
    return sizes;
}

void benchMembers(ConsoleContext &context, const Sizes &sizes, MeteredApplication &meter)
{
    const auto isThere = [&] { return context.watch.cluster().members.size() == sizes.members; };
    meter.reset();
    QElapsedTimer clock;
    clock.start();
    runUntil(isThere, 60);
    report("members, first", context.watch.cluster().members.size(), meter, double(clock.elapsed()) / 1000);
    meter.reset();
    clock.start();
    int rounds = 0;
    const auto counter =
        QObject::connect(&context.watch, &ClusterWatch::clusterChanged, [&rounds] { ++rounds; });
    runUntil([&] { return rounds >= 5; }, 60);
    QObject::disconnect(counter);
    report("members, five refreshes", context.watch.cluster().members.size(), meter,
        double(clock.elapsed()) / 1000);
}

/// Scrolls to the end of the list, as fast as it comes.
void scrollThrough(QTableView *view, qint64 count, const char *what, MeteredApplication &meter)
{
    QAbstractItemModel *const model = view->model();
    meter.reset();
    QElapsedTimer clock;
    clock.start();
    QTimer scroller;
    QObject::connect(&scroller, &QTimer::timeout, view, [view, model] {
        if (model->canFetchMore({}))
            model->fetchMore({});
        view->scrollToBottom();
    });
    scroller.start(0ms);
    runUntil([&] { return model->rowCount() >= count; }, 600);
    scroller.stop();
    report(what, model->rowCount(), meter, double(clock.elapsed()) / 1000);
}

QTableView *tableOf(MainWindow &window, const QString &pageId, const QString &place)
{
    window.showPage(pageId);
    Page *const page = window.page(pageId);
    QWidget *const pane = page ? page->findChild<QWidget *>(place) : nullptr;
    QTableView *const view = pane ? pane->findChild<QTableView *>() : nullptr;
    if (!view)
        qFatal("no table \"%s\" on page \"%s\"", qPrintable(place), qPrintable(pageId));
    return view;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    MeteredApplication meter(argc, argv);
    applyColourScheme(meter, ColourScheme::Light);
    const Sizes sizes = sizesFrom(QCoreApplication::arguments());
    const QTemporaryDir folder;
    ProfileStore profiles(folder.filePath(u"console.ini"_s));
    const auto client = std::make_shared<RemoteClient>(sizes);
    Connection connection([client](const Profile &, const Secret &) { return client; });
    ClusterWatch watch(connection);
    ActRunner acts(connection);
    ConsoleContext context{connection, watch, acts, profiles};
    MainWindow window(context);
    window.show();
    connection.open(fakeProfile(), {});
    benchMembers(context, sizes, meter);
    watch.setPaused(true); // the lists are measured by themselves
    QTableView *const messages = tableOf(window, u"queues"_s, u"queues_messages"_s);
    qobject_cast<MessageModel *>(messages->model())->ask({});
    runUntil([&] { return messages->model()->rowCount() > 0; }, 30);
    scrollThrough(messages, sizes.messages, "messages, scrolled through", meter);
    QTableView *const accounts = tableOf(window, u"accounts"_s, u"accounts_table"_s);
    runUntil([&] { return accounts->model()->rowCount() > 0; }, 30);
    scrollThrough(accounts, sizes.accounts, "accounts, scrolled through", meter);
    return 0;
}
