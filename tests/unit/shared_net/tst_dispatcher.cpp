// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The event dispatcher, trap by trap, and against Qt's own. On Linux this program's main loop runs on ours.
#include "shared/net/descriptor.h"
#include "shared/net/eventdispatcher.h"
#include "shared/net/workerpool.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <fcntl.h>
#include <set>
#include <sys/socket.h>
#include <thread>

using namespace homeport;

namespace {

struct Pair
{
    Descriptor a;
    Descriptor b;
};

Pair socketPair()
{
    int fds[2]{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) != 0)
        qFatal("socketpair");
    return {Descriptor(fds[0]), Descriptor(fds[1])};
}

void poke(int descriptor)
{
    if (::write(descriptor, "x", 1) != 1)
        qFatal("write");
}

void empty(int descriptor)
{
    char scratch[256];
    while (::read(descriptor, scratch, sizeof scratch) > 0) { }
}

QAbstractEventDispatcher &loop() { return *QAbstractEventDispatcher::instance(); }

std::unique_ptr<QSocketNotifier> onRead(int descriptor, std::function<void()> react)
{
    auto notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [react] { react(); });
    return notifier;
}

/// Turns the loop, waiting in each turn, until `done`; the number of turns. What makes `done` true in a
/// posted event interrupts the loop, as QEventLoop::exit() does: sending posted events alone does not end the
/// wait.
template <class Done> int turnsUntil(Done done)
{
    bool late = false;
    QTimer guard; // a lost wake-up shows as a failure, not as a test that hangs
    QObject::connect(&guard, &QTimer::timeout, &guard, [&late] { late = true; });
    guard.start(30s);
    int turns = 0;
    while (!done() && !late) {
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        ++turns;
    }
    return late ? -1 : turns;
}

void reached(bool &fact)
{
    fact = true;
    loop().interrupt();
}

/// One random history of notifiers and zero timers; what was activated after each step.
QList<std::set<int>> randomHistory(quint32 seed)
{
    QRandomGenerator random(seed);
    QList<std::set<int>> history;
    std::set<int> active;
    QObject context;
    struct Line
    {
        Pair pair;
        std::unique_ptr<QSocketNotifier> notifier;
        std::unique_ptr<QTimer> timer;
    };
    std::vector<Line> lines(8);
    for (int step = 0; step < 120; ++step) {
        const int which = int(random.bounded(8));
        Line &line = lines[size_t(which)];
        switch (random.bounded(9)) {
        case 0: // a fresh connection, most likely with a reused number
            line.notifier.reset();
            line.pair = {};
            line.pair = socketPair();
            break;
        case 1:
        case 2:
            if (line.pair.a.isOpen() && !line.notifier)
                line.notifier = onRead(line.pair.a.get(), [&active, which] { active.insert(which); });
            break;
        case 3:
            line.notifier.reset();
            break;
        case 4:
            if (line.notifier)
                line.notifier->setEnabled(!line.notifier->isEnabled());
            break;
        case 5:
            if (line.pair.b.isOpen())
                poke(line.pair.b.get());
            break;
        case 6:
            if (line.pair.a.isOpen())
                empty(line.pair.a.get());
            break;
        case 7: // the other end goes away
            line.pair.b.reset();
            break;
        case 8:
            if (line.timer) {
                line.timer.reset();
            } else {
                line.timer = std::make_unique<QTimer>();
                QObject::connect(line.timer.get(), &QTimer::timeout, &context,
                    [&active, which] { active.insert(100 + which); });
                line.timer->start(0);
            }
            break;
        }
        QMetaObject::invokeMethod(
            &context, [&active, which] { active.insert(200 + which); }, Qt::QueuedConnection);
        active.clear();
        for (int turn = 0; turn < 3; ++turn)
            loop().processEvents(QEventLoop::AllEvents);
        history.append(active);
    }
    return history;
}

} // namespace

class DispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsOnOurs()
    {
#ifdef Q_OS_LINUX
        QCOMPARE(loop().metaObject()->className(), "homeport::EpollDispatcher");
#endif
    }
    void aDescriptorLeavesTheSetWithItsLastNotifier()
    {
        Pair pair = socketPair();
        const Descriptor copy(::dup(pair.a.get())); // keeps the open file, and with it an epoll entry, alive
        auto notifier = onRead(pair.a.get(), [] { QFAIL("nobody listens any more"); });
        poke(pair.b.get());
        notifier.reset();
        pair.a.reset();
        bool over = false;
        QTimer::singleShot(50ms, this, [&over] { over = true; });
        const int turns = turnsUntil([&over] { return over; });
        QVERIFY2(turns > 0 && turns < 20, qPrintable(QString::number(turns))); // it did not spin
    }
    void anEventOfTheSameBatchDoesNotReachANewOwnerOfTheNumber()
    {
        for (int round = 0; round < 20; ++round) {
            Pair first = socketPair();
            Pair second = socketPair();
            Pair fresh = socketPair();
            int wrong = 0;
            int activations = 0;
            std::unique_ptr<QSocketNotifier> one;
            std::unique_ptr<QSocketNotifier> two;
            std::unique_ptr<QSocketNotifier> reused;
            // whichever comes first closes the other's descriptor and registers a silent one under its number
            const auto steal = [&](Pair &mine, Pair &other, std::unique_ptr<QSocketNotifier> &otherNotifier) {
                ++activations;
                empty(mine.a.get());
                otherNotifier.reset();
                if (::dup2(fresh.a.get(), other.a.get()) < 0)
                    qFatal("dup2");
                reused = onRead(other.a.get(), [&wrong] { ++wrong; });
            };
            one = onRead(first.a.get(), [&] { steal(first, second, two); });
            two = onRead(second.a.get(), [&] { steal(second, first, one); });
            poke(first.b.get());
            poke(second.b.get());
            loop().processEvents(QEventLoop::AllEvents);
            loop().processEvents(QEventLoop::AllEvents);
            QCOMPARE(activations, 1);
            QCOMPARE(wrong, 0);
        }
    }
    void whatIsPostedWhilePostedEventsAreSentEndsTheWait()
    {
        QObject context;
        bool second = false;
        bool third = false;
        const auto post = [&context](std::function<void()> work) {
            QMetaObject::invokeMethod(&context, std::move(work), Qt::QueuedConnection);
        };
        post([&] {
            // from another thread, ended before we go on: its wake-up came before our wait
            std::thread([&] { post([&] { reached(second); }); }).join();
        });
        QVERIFY(turnsUntil([&second] { return second; }) > 0);
        post([&] { QTimer::singleShot(0, &context, [&] { post([&] { reached(third); }); }); });
        QVERIFY(turnsUntil([&third] { return third; }) > 0);
    }
    void wakeUpsFromOtherThreadsAreNeverLost()
    {
        const int posts = 20000;
        QObject context;
        int received = 0;
        std::thread poster([&] {
            for (int i = 0; i < posts; ++i) {
                QMetaObject::invokeMethod(
                    &context,
                    [&received, posts] {
                        if (++received == posts)
                            loop().interrupt();
                    },
                    Qt::QueuedConnection);
                if (i % 64 == 0)
                    std::this_thread::yield();
            }
        });
        const int turns = turnsUntil([&received] { return received == posts; });
        poster.join();
        QVERIFY(turns > 0);
    }
    void quitIsNeverLost()
    {
        for (int i = 0; i < 300; ++i) {
            Worker worker(0);
            std::atomic<bool> ran = false;
            worker.post([&ran] { ran = true; });
            worker.stop();
            QVERIFY(ran);
        }
        QEventLoop inner; // an exit() before the wait, in the same thread
        QMetaObject::invokeMethod(
            &inner, [&inner] { inner.exit(7); }, Qt::QueuedConnection);
        QCOMPARE(inner.exec(), 7);
    }
    void interruptBetweenTwoCallsEndsTheNext()
    {
        loop().processEvents(QEventLoop::AllEvents);
        std::thread([dispatcher = &loop()] { dispatcher->interrupt(); }).join();
        QElapsedTimer clock;
        clock.start();
        QTimer guard;
        guard.start(20s);
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(clock.elapsed() < 15000);
        loop().processEvents(QEventLoop::AllEvents);
        loop().interrupt(); // from our own thread too
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(clock.elapsed() < 15000);
        std::thread([dispatcher = &loop()] { dispatcher->wakeUp(); }).join();
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(clock.elapsed() < 15000);
    }
    void zeroTimersDoNotStarveSocketsNorTheOtherWayRound()
    {
        Pair pair = socketPair();
        int reads = 0;
        int ticks = 0;
        auto notifier = onRead(pair.a.get(), [&reads] { ++reads; });
        QTimer busy;
        connect(&busy, &QTimer::timeout, this, [&ticks] { ++ticks; });
        busy.start(0);
        poke(pair.b.get()); // stays readable
        for (int i = 0; i < 50; ++i)
            loop().processEvents(QEventLoop::AllEvents);
        QCOMPARE(reads, 50);
        QVERIFY(ticks >= 49);
    }
    void excludedSocketsAreNotServedAndDoNotSpin()
    {
        Pair pair = socketPair();
        int reads = 0;
        auto notifier = onRead(pair.a.get(), [&reads] { ++reads; });
        poke(pair.b.get());
        bool over = false;
        QTimer::singleShot(30ms, this, [&over] { over = true; });
        int turns = 0;
        while (!over && turns < 1000) {
            loop().processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
            ++turns;
        }
        QVERIFY(over);
        QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
        QCOMPARE(reads, 0);
        loop().processEvents(QEventLoop::AllEvents);
        QCOMPARE(reads, 1);
    }
    void blockingIsAnnounced()
    {
        QSignalSpy before(&loop(), &QAbstractEventDispatcher::aboutToBlock);
        QSignalSpy after(&loop(), &QAbstractEventDispatcher::awake);
        loop().processEvents(QEventLoop::AllEvents);
        QCOMPARE(before.count(), 0);
        QCOMPARE(after.count(), 1);
        QTimer timer;
        timer.start(5ms);
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(before.count(), 1);
        // what a receiver of aboutToBlock() posts is not slept over
        bool posted = false;
        timer.stop();
        const auto connection =
            connect(&loop(), &QAbstractEventDispatcher::aboutToBlock, this, [this, &posted] {
                QMetaObject::invokeMethod(
                    this, [&posted] { posted = true; }, Qt::QueuedConnection);
            });
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        disconnect(connection);
        loop().processEvents(QEventLoop::AllEvents);
        QVERIFY(posted);
    }
    void hangUpsReachWritersToo()
    {
        Pair pair = socketPair();
        QByteArray fill(1 << 20, 'x');
        while (::send(pair.a.get(), fill.constData(), size_t(fill.size()), MSG_NOSIGNAL) > 0) { }
        int told = 0;
        QSocketNotifier writer(pair.a.get(), QSocketNotifier::Write);
        connect(&writer, &QSocketNotifier::activated, this, [&told, &writer] {
            ++told;
            writer.setEnabled(false);
        });
        loop().processEvents(QEventLoop::AllEvents);
        QCOMPARE(told, 0);
        pair.b.reset();
        QVERIFY(turnsUntil([&told] { return told > 0; }) > 0);
    }
    void regularFilesAreAlwaysReady()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        const Descriptor descriptor(
            ::open(QFile::encodeName(file.fileName()).constData(), O_RDONLY | O_CLOEXEC));
        int told = 0;
        auto notifier = onRead(descriptor.get(), [&told] { ++told; });
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        loop().processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(told, 2);
        notifier.reset();
        loop().processEvents(QEventLoop::AllEvents);
        QCOMPARE(told, 2);
    }
    void moreSocketsThanOneBatchAllGetTheirTurn()
    {
        std::vector<Pair> pairs;
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        std::set<int> told;
        for (int i = 0; i < 400; ++i) {
            pairs.push_back(socketPair());
            const int descriptor = pairs.back().a.get();
            notifiers.push_back(onRead(descriptor, [descriptor, &told] {
                told.insert(descriptor);
                empty(descriptor);
            }));
            poke(pairs.back().b.get());
        }
        QVERIFY(turnsUntil([&told] { return told.size() == 400; }) > 0);
    }
    void timersKeepTheirOrderAndAreNeverEarly();
    void timersMayBeStoppedRestartedAndDestroyedInHandlers();
    void aNestedLoopDoesNotFireTheTimerItRunsIn();
    void manyTimersRestartAndKeepTheirTime();
    void timersAreListedPerObject();
    void behavesAsQtsOwn();
};

void DispatcherTest::timersKeepTheirOrderAndAreNeverEarly()
{
    QList<int> order;
    bool early = false;
    std::vector<std::unique_ptr<QTimer>> timers;
    const QList<int> waits{40, 10, 30, 10, 0, 20};
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < waits.size(); ++i) {
        timers.push_back(std::make_unique<QTimer>());
        timers.back()->setSingleShot(true);
        timers.back()->setTimerType(i % 2 ? Qt::PreciseTimer : Qt::CoarseTimer);
        connect(timers.back().get(), &QTimer::timeout, this, [&, i] {
            order.append(i);
            early = early || clock.nsecsElapsed() < waits[i] * 1'000'000LL;
        });
        timers.back()->start(waits[i]);
    }
    QVERIFY(timers[0]->remainingTime() > 0 && timers[0]->remainingTime() <= 40);
    QVERIFY(turnsUntil([&order] { return order.size() == 6; }) > 0);
    QCOMPARE(order, (QList<int>{4, 1, 3, 5, 2, 0}));
    QVERIFY(!early);
}

void DispatcherTest::timersMayBeStoppedRestartedAndDestroyedInHandlers()
{
    int ticks = 0;
    QTimer repeating;
    auto victim = std::make_unique<QTimer>();
    bool victimFired = false;
    connect(victim.get(), &QTimer::timeout, this, [&victimFired] { victimFired = true; });
    connect(&repeating, &QTimer::timeout, this, [&] {
        victim.reset(); // due in the same round, but behind us
        if (++ticks == 3)
            repeating.stop();
        else if (ticks == 2)
            repeating.start(2ms);
    });
    auto *suicide = new QTimer;
    connect(suicide, &QTimer::timeout, this, [suicide] { delete suicide; });
    repeating.start(1ms);
    victim->start(1ms);
    suicide->start(1ms);
    QThread::msleep(5);
    QVERIFY(turnsUntil([&ticks] { return ticks == 3; }) > 0);
    QTest::qWait(20);
    QCOMPARE(ticks, 3);
    QVERIFY(!victimFired);
}

void DispatcherTest::aNestedLoopDoesNotFireTheTimerItRunsIn()
{
    int outer = 0;
    int inner = 0;
    int depth = 0;
    bool reentered = false;
    QTimer first;
    QTimer second;
    connect(&second, &QTimer::timeout, this, [&inner] { ++inner; });
    connect(&first, &QTimer::timeout, this, [&] {
        reentered = reentered || depth > 0;
        ++depth;
        ++outer;
        if (outer == 1) {
            const int before = inner;
            turnsUntil([&] { return inner >= before + 3; });
        }
        --depth;
    });
    first.start(1ms);
    second.start(1ms);
    QVERIFY(turnsUntil([&outer] { return outer >= 3; }) > 0);
    QVERIFY(!reentered);
    QVERIFY(inner >= 3);
}

void DispatcherTest::manyTimersRestartAndKeepTheirTime()
{
    constexpr int count = 20000;
    std::vector<QBasicTimer> timers(count);
    struct Sink : QObject
    {
        int fired = 0;
        void timerEvent(QTimerEvent *event) override
        {
            ++fired;
            killTimer(event->timerId());
        }
    } sink;
    QRandomGenerator random(7);
    std::vector<int> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(sink.startTimer(int(3'600'000 + random.bounded(100'000))));
    for (int i = 0; i < count; ++i) {
        const size_t which = size_t(random.bounded(count));
        sink.killTimer(ids[which]);
        ids[which] = sink.startTimer(int(3'600'000 + random.bounded(100'000)));
    }
    const int due = sink.startTimer(1);
    QVERIFY(due > 0);
    QVERIFY(turnsUntil([&sink] { return sink.fired > 0; }) > 0);
    QCOMPARE(sink.fired, 1);
    QVERIFY(loop().remainingTime(ids[17]) > 3'500'000);
}

void DispatcherTest::timersAreListedPerObject()
{
    QObject object;
    const int one = object.startTimer(1h);
    const int two = object.startTimer(2h, Qt::VeryCoarseTimer);
    const auto listed = loop().registeredTimers(&object);
    QCOMPARE(listed.size(), 2);
    QCOMPARE(listed[0].timerId, one);
    QCOMPARE(listed[0].interval, 3'600'000);
    QCOMPARE(listed[1].timerId, two);
    QCOMPARE(listed[1].timerType, Qt::VeryCoarseTimer);
    object.killTimer(one);
    QCOMPARE(loop().registeredTimers(&object).size(), 1);
    QVERIFY(loop().unregisterTimers(&object));
    QVERIFY(!loop().unregisterTimers(&object));
    QCOMPARE(loop().remainingTime(two), -1);
}

void DispatcherTest::behavesAsQtsOwn()
{
    for (quint32 seed = 1; seed <= 12; ++seed) {
        const QList<std::set<int>> ours = randomHistory(seed);
        QList<std::set<int>> theirs;
        QByteArray className;
        const std::unique_ptr<QThread> thread(QThread::create([&] { // a thread of Qt's has Qt's dispatcher
            QEventLoop makesTheDispatcher;
            className = loop().metaObject()->className();
            theirs = randomHistory(seed);
        }));
        thread->start();
        QVERIFY(thread->wait(60000));
        QVERIFY(className != "homeport::EpollDispatcher");
        for (qsizetype step = 0; step < ours.size(); ++step)
            QVERIFY2(ours[step] == theirs[step],
                qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
    }
}

int main(int argc, char **argv)
{
    if (std::unique_ptr<QAbstractEventDispatcher> dispatcher = makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication app(argc, argv);
    DispatcherTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_dispatcher.moc"
