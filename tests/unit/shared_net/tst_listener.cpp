// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Listener and workers: who is let in, what happens at the limits, and where connections are served.
#include "shared/net/eventdispatcher.h"
#include "shared/net/workerpool.h"
#include "tests/support/tcppair.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>
#include <cerrno>
#include <set>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace homeport;

namespace {

std::atomic<bool> descriptorsAreOut = false;
std::atomic<int> failedAccepts = 0;

Deadline soon() { return Deadline(30s); }

ListenerOptions onLoopback()
{
    ListenerOptions options;
    options.name = QStringLiteral("smtp");
    options.addresses = QStringList{QStringLiteral("127.0.0.1")};
    return options;
}

std::unique_ptr<TcpStream> connectTo(
    const Listener &listener, const QString &address = QStringLiteral("127.0.0.1"))
{
    auto stream = resultOf(TcpStream::connectTo(address, listener.port(), soon()));
    if (!stream)
        qFatal("%s", qPrintable(stream.error().detail));
    return std::move(*stream);
}

/// True when the server closed the connection without a word.
bool isTurnedAway(TcpStream &stream)
{
    const auto bytes = resultOf(stream.readSome(10, soon()));
    return !bytes && bytes.error().kind != StreamError::Kind::TimedOut;
}

Task<> greet(std::unique_ptr<ByteStream> stream)
{
    co_await stream->write("220 from " + QThread::currentThread()->objectName().toLatin1() + "\r\n", soon());
    co_await stream->readLine(100, soon()); // until the client goes
    stream->close();
}

} // namespace

#ifdef Q_OS_LINUX
/// Takes the C library's place in this program. A real lack of descriptors would stop the sanitizers too,
/// which look at memory through pipes.
extern "C" int accept4(int descriptor, sockaddr *address, socklen_t *size, int flags)
{
    if (descriptorsAreOut) {
        ++failedAccepts;
        errno = EMFILE;
        return -1;
    }
    return int(::syscall(SYS_accept4, descriptor, address, size, flags));
}
#endif

class ListenerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allowedNetworksAreParsedAndObeyed()
    {
        const auto list = NetworkList::parse(
            {QStringLiteral("192.0.2.0/24"), QStringLiteral("2001:db8::/32"), QStringLiteral("127.0.0.1")});
        QVERIFY(list);
        QVERIFY(list->contains("192.0.2.200"));
        QVERIFY(list->contains("::ffff:192.0.2.1"));
        QVERIFY(list->contains("2001:db8:1::5"));
        QVERIFY(list->contains("127.0.0.1"));
        QVERIFY(!list->contains("127.0.0.2"));
        QVERIFY(!list->contains("2001:db9::1"));
        for (const char *wrong : {"10", "192.0.2", "192.0.2.0/33", "example.org", ""}) {
            const auto parsed = NetworkList::parse({QLatin1String(wrong)});
            QVERIFY2(!parsed, wrong);
            QVERIFY(parsed.error().forLog.contains(QStringLiteral("\"%1\"").arg(QLatin1String(wrong))));
        }
    }
    void strangersAreTurnedAway()
    {
        ListenerOptions options = onLoopback();
        options.allowedNetworks = QStringList{QStringLiteral("192.0.2.0/24")};
        int admitted = 0;
        const auto listener = Listener::open(options, [&admitted](Accepted) { ++admitted; });
        QVERIFY(listener);
        auto client = connectTo(**listener);
        QVERIFY(isTurnedAway(*client));
        QCOMPARE(admitted, 0);
        QCOMPARE((*listener)->refused().byNetwork, 1u);
    }
    void capsCountUntilTheConnectionIsClosed()
    {
        for (const bool perSource : {true, false}) {
            ListenerOptions options = onLoopback();
            (perSource ? options.perSource : options.total) = 2;
            std::vector<std::unique_ptr<TcpStream>> served;
            const auto listener = Listener::open(options, [&served](Accepted accepted) {
                served.push_back(std::make_unique<TcpStream>(
                    std::move(accepted.descriptor), accepted.peer, std::move(accepted.slot)));
            });
            QVERIFY(listener);
            auto one = connectTo(**listener);
            auto two = connectTo(**listener);
            auto three = connectTo(**listener);
            QVERIFY(isTurnedAway(*three));
            QCOMPARE((*listener)->connections(), 2);
            QCOMPARE((*listener)->refused().bySourceCap + (*listener)->refused().byTotalCap, 1u);
            served.front()->close();
            QCOMPARE((*listener)->connections(), 1);
            auto four = connectTo(**listener);
            QTRY_COMPARE((*listener)->connections(), 2);
            served.clear();
            QCOMPARE((*listener)->connections(), 0);
        }
    }
    void aPortInUseIsNamed()
    {
        const auto first = Listener::open(onLoopback(), [](Accepted) {});
        QVERIFY(first);
        QVERIFY((*first)->port() > 0);
        ListenerOptions again = onLoopback();
        again.port = (*first)->port();
        const auto second = Listener::open(again, [](Accepted) {});
        QVERIFY(!second);
        QCOMPARE(second.error().forLog,
            QStringLiteral("smtp: cannot listen on 127.0.0.1:%1: in use by another program").arg(again.port));
        again.addresses = QStringList{QStringLiteral("localhost")};
        QVERIFY(Listener::open(again, [](Accepted) {})
                    .error()
                    .forLog.contains(QStringLiteral("not an IP address")));
        again.addresses = QStringList{QStringLiteral("192.0.2.77")};
        QVERIFY(Listener::open(again, [](Accepted) {})
                    .error()
                    .forLog.contains(QStringLiteral("no such address")));
        again.addresses.clear();
        QVERIFY(!Listener::open(again, [](Accepted) {}));
    }
    void ipv6IsServedBesideIpv4()
    {
        ListenerOptions options = onLoopback();
        options.addresses.append(QStringLiteral("::1"));
        std::set<QByteArray> peers;
        const auto listener = Listener::open(options, [&peers](Accepted accepted) {
            peers.insert(accepted.peer.address);
            QVERIFY(!accepted.peer.localAddress.isEmpty());
        });
        if (!listener)
            QSKIP("no IPv6 on this machine");
        connectTo(**listener);
        connectTo(**listener, QStringLiteral("::1"));
        QTRY_COMPARE(peers.size(), 2u);
        QVERIFY(peers.contains("127.0.0.1") && peers.contains("::1"));
    }
    void pausedConnectionsWait()
    {
        int admitted = 0;
        const auto listener = Listener::open(onLoopback(), [&admitted](Accepted) { ++admitted; });
        (*listener)->pause();
        auto client = connectTo(**listener);
        QTest::qWait(30);
        QCOMPARE(admitted, 0);
        (*listener)->resume();
        QTRY_COMPARE(admitted, 1);
    }
    void withoutDescriptorsItWaitsAndGoesOn();
    void workersServeInTurn();
    void workersEndCleanlyWithWorkWaiting();
};

void ListenerTest::withoutDescriptorsItWaitsAndGoesOn()
{
#ifndef Q_OS_LINUX
    QSKIP("accept4() is replaced on Linux only");
#endif
    int admitted = 0;
    const auto listener = Listener::open(onLoopback(), [&admitted](Accepted) { ++admitted; });
    QVERIFY(listener);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot_accept listener=smtp.*")));
    descriptorsAreOut = true;
    auto client = connectTo(**listener);
    failedAccepts = 0;
    QTest::qWait(350);
    QCOMPARE(admitted, 0);
    const int failed = failedAccepts;
    QVERIFY2(failed >= 1 && failed <= 5, qPrintable(QString::number(failed))); // one try in 100 ms
    descriptorsAreOut = false;
    QTRY_COMPARE(admitted, 1);
}

void ListenerTest::workersServeInTurn()
{
    WorkerPool pool(3);
    QCOMPARE(&pool.forShard(7), &pool.worker(1));
    const auto listener = Listener::open(onLoopback(), [&pool](Accepted accepted) {
        const auto shared = std::make_shared<Accepted>(std::move(accepted));
        pool.next().post([shared] {
            greet(std::make_unique<TcpStream>(
                std::move(shared->descriptor), shared->peer, std::move(shared->slot)));
        });
    });
    QVERIFY(listener);
    std::set<QByteArray> greetings;
    for (int i = 0; i < 6; ++i) {
        auto client = connectTo(**listener);
        const auto line = resultOf(client->readLine(100, soon()));
        QVERIFY(line);
        greetings.insert(*line);
    }
    QCOMPARE(greetings.size(), 3u);
    QVERIFY(greetings.contains("220 from worker-2\r\n"));
    QTRY_COMPARE((*listener)->connections(), 0); // every session has ended before the pool does
}

void ListenerTest::workersEndCleanlyWithWorkWaiting()
{
    std::atomic<int> ran = 0;
    {
        WorkerPool pool(2);
        for (int i = 0; i < 1000; ++i)
            pool.next().post([&ran, &pool, i] {
                ++ran;
                if (!pool.worker(i % 2).isCurrent())
                    qFatal("in the wrong thread");
            });
        pool.stop();
        QCOMPARE(ran, 1000);
        pool.stop();
    }
}

int main(int argc, char **argv)
{
    if (std::unique_ptr<QAbstractEventDispatcher> dispatcher = makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication app(argc, argv);
    ListenerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_listener.moc"
