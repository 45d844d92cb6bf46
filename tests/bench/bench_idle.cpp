// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Round trips per second of one busy connection beside idle ones, on our event dispatcher and on Qt's own.
#include "shared/net/eventdispatcher.h"
#include "shared/net/listener.h"
#include "shared/net/socketaddress.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <latch>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>

using namespace homeport;

namespace {

[[noreturn]] void giveUp(const char *what)
{
    std::fprintf(stderr, "bench idle: %s: %s\n", what, std::strerror(errno));
    std::exit(1);
}

/// Descriptors for `connections` with both ends here; the number of connections that fit.
int raiseDescriptorLimit(int connections)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        giveUp("getrlimit");
    const rlim_t wanted = rlim_t(connections) * 2 + 200;
    if (limit.rlim_cur < wanted) {
        rlimit more{std::max(wanted, limit.rlim_cur), std::max(wanted, limit.rlim_max)};
        if (::setrlimit(RLIMIT_NOFILE, &more) != 0) { // only root may pass the hard limit
            more = {limit.rlim_max, limit.rlim_max};
            if (::setrlimit(RLIMIT_NOFILE, &more) != 0)
                giveUp("setrlimit");
        }
        limit = more;
    }
    return std::min(connections, int(std::min<rlim_t>(limit.rlim_cur, 1'000'000) - 200) / 2);
}

Descriptor connectBlocking(quint16 port)
{
    const auto address = SocketAddress::from(QStringLiteral("127.0.0.1"), port);
    Descriptor descriptor = openSocket(AF_INET);
    if (!descriptor.isOpen() || ::connect(descriptor.get(), address->get(), address->size()) != 0)
        giveUp("connect");
    const int on = 1;
    // closing resets: 20,000 connections in TIME_WAIT would use up the ports
    const linger now{1, 0};
    if (::setsockopt(descriptor.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now) != 0
        || ::setsockopt(descriptor.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
        giveUp("setsockopt");
    return descriptor;
}

/// A session as ours are: a coroutine parked in a read with a deadline.
Task<> echo(std::unique_ptr<ByteStream> stream)
{
    for (;;) {
        const StreamResult<QByteArray> line = co_await stream->readLine(1000, Deadline(30min));
        if (!line)
            break;
        const StreamResult<> written = co_await stream->write(*line);
        if (!written)
            break;
    }
    stream->close();
}

class Server : public QThread
{
public:
    explicit Server(bool ours)
    {
        if (ours)
            setEventDispatcher(makeEventDispatcher().release());
        start();
        m_ready.wait();
    }
    ~Server() override
    {
        quit();
        wait();
    }
    quint16 port() const { return m_port; }
    /// Processor time the serving thread has used.
    double cpuSeconds() const
    {
        timespec used{};
        if (::clock_gettime(m_cpuClock, &used) != 0)
            giveUp("clock_gettime");
        return double(used.tv_sec) + double(used.tv_nsec) / 1e9;
    }
    int connections() const { return m_listener->connections(); }

protected:
    void run() override
    {
        QEventLoop loop; // makes Qt's dispatcher where none was set
        ListenerOptions options;
        options.name = QStringLiteral("bench");
        options.addresses = QStringList{QStringLiteral("127.0.0.1")};
        auto listener = Listener::open(options, [](Accepted accepted) {
            echo(std::make_unique<TcpStream>(
                std::move(accepted.descriptor), accepted.peer, std::move(accepted.slot)));
        });
        if (!listener)
            giveUp(qPrintable(listener.error().forLog));
        m_listener = std::move(*listener);
        m_port = m_listener->port();
        if (const int error = ::pthread_getcpuclockid(::pthread_self(), &m_cpuClock); error != 0) {
            errno = error;
            giveUp("pthread_getcpuclockid");
        }
        m_ready.count_down();
        exec();
        m_listener->pause();
        while (m_listener->connections() > 0) // the clients have closed: let the sessions end
            loop.processEvents(QEventLoop::AllEvents);
        m_listener.reset();
    }

private:
    std::latch m_ready{1};
    std::unique_ptr<Listener> m_listener;
    quint16 m_port = 0;
    clockid_t m_cpuClock{};
};

struct Figures
{
    double perSecond = 0; ///< of the best slice: other work on the machine only ever slows us down
    double cpuMicroseconds = 0; ///< of the serving thread, per round trip
};

constexpr qint64 slice = 250; // milliseconds

qint64 roundTrips(int descriptor, qint64 milliseconds)
{
    static constexpr char line[] = "0123456789012345678901234567890123456789012345678901234567890\r\n";
    constexpr ssize_t size = sizeof line - 1;
    std::array<char, 256> answer{};
    qint64 trips = 0;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < milliseconds) {
        if (::send(descriptor, line, size_t(size), MSG_NOSIGNAL) != size)
            giveUp("send");
        for (ssize_t got = 0; got < size;) {
            const ssize_t count = ::recv(descriptor, answer.data(), answer.size(), 0);
            if (count <= 0)
                giveUp("recv");
            got += count;
        }
        ++trips;
    }
    return trips;
}

Figures measure(bool ours, int idle, qint64 milliseconds)
{
    Server server(ours);
    std::vector<Descriptor> clients;
    for (int i = 0; i < idle; ++i) {
        clients.push_back(connectBlocking(server.port()));
        while (i - server.connections() > 500) // not faster than they are accepted
            QThread::usleep(200);
    }
    const Descriptor busy = connectBlocking(server.port());
    while (server.connections() < idle + 1)
        QThread::msleep(1);
    roundTrips(busy.get(), slice); // warm
    Figures figures;
    qint64 total = 0;
    const double cpuBefore = server.cpuSeconds();
    for (qint64 done = 0; done < milliseconds; done += slice) {
        const qint64 trips = roundTrips(busy.get(), slice);
        total += trips;
        figures.perSecond = std::max(figures.perSecond, double(trips) * 1000 / slice);
    }
    figures.cpuMicroseconds = (server.cpuSeconds() - cpuBefore) * 1e6 / double(std::max<qint64>(total, 1));
    return figures;
}

void print(const char *figure, bool ours, int idle, double value)
{
    std::printf("{\"bench\":\"idle\",\"figure\":\"%s\",\"dispatcher\":\"%s\",\"idle\":%d,\"value\":%.3f}\n",
        figure, ours ? "homeport" : "qt", idle, value);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const qint64 milliseconds = argc > 1 ? qint64(std::atof(argv[1]) * 1000) : 2000;
    if (milliseconds < 1) {
        std::fprintf(stderr, "usage: bench_idle [seconds per figure]\n");
        return 2;
    }
    const int most = raiseDescriptorLimit(9900);
    if (most < 9900)
        std::fprintf(stderr, "bench idle: the descriptor limit allows %d idle connections only\n", most);
    for (const bool ours : {true, false}) {
        if (ours && !makeEventDispatcher())
            continue;
        double alone = 0;
        for (const int wanted : {0, 5000, 9900}) {
            const int idle = std::min(wanted, most);
            const Figures figures = measure(ours, idle, milliseconds);
            print("round_trips_per_second", ours, idle, figures.perSecond);
            print("cpu_us_per_round_trip", ours, idle, figures.cpuMicroseconds);
            if (wanted == 0)
                alone = figures.perSecond;
            else
                print("share_of_rate_with_none", ours, idle, figures.perSecond / alone);
        }
    }
    return 0;
}
