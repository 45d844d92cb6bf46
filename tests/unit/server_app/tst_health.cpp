// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The monitoring port: what it says, and that asking costs nothing.
#include "server/app/healthport.h"
#include "shared/net/eventdispatcher.h"
#include "tests/support/tcppair.h"

#include <QCoreApplication>
#include <QTest>

using namespace homeport;

namespace {

Deadline soon() { return Deadline(30s); }

/// Probes that answer as they are told.
struct World
{
    int runs = 0;
    QString problem;
    bool isStuck = false;
    Signal release;
    AdministrativeState state = AdministrativeState::Ready;
    bool isStopping = false;
    SystemClock clock;

    static Task<Result<>> probe(World *world)
    {
        ++world->runs;
        if (world->isStuck)
            co_await world->release.wait();
        if (!world->problem.isEmpty())
            co_return fail(Error::temporary("no", world->problem));
        co_return Result<>();
    }
    std::shared_ptr<HealthChecks> checks(std::chrono::milliseconds patience, std::chrono::milliseconds keep)
    {
        std::vector<HealthProbe> probes;
        probes.push_back({QStringLiteral("queue"), [this] { return probe(this); }});
        return std::make_shared<HealthChecks>(std::move(probes), clock, HealthChecks::Limits{patience, keep});
    }
};

Task<bool> askInto(std::shared_ptr<HealthChecks> checks, QList<QStringList> *answers)
{
    QStringList answer = co_await checks->problems();
    answers->append(answer);
    co_return true;
}

struct Port
{
    World world;
    std::unique_ptr<HealthPort> port;
    quint16 http = 0, agent = 0;

    Port()
    {
        // two listeners on ports of the system's choice: asked of a listener that is closed again
        for (quint16 *wanted : {&http, &agent}) {
            ListenerOptions options;
            options.name = QStringLiteral("test");
            options.addresses = QStringList{QStringLiteral("127.0.0.1")};
            const auto probe = Listener::open(options, [](Accepted) {});
            *wanted = (*probe)->port();
        }
        HealthConfig config;
        config.listen = {{QStringLiteral("127.0.0.1"), http}};
        config.agentListen = {{QStringLiteral("127.0.0.1"), agent}};
        HealthSources sources{world.checks(2s, 0ms), world.checks(2s, 0ms), [this] { return world.state; },
            [this] { return world.isStopping; }};
        auto opened = HealthPort::open(config, std::move(sources));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().forLog));
        port = std::move(*opened);
    }

    static QByteArray said(quint16 to, const QByteArray &words)
    {
        auto stream = resultOf(TcpStream::connectTo(QStringLiteral("127.0.0.1"), to, soon()));
        if (!stream)
            return "no connection";
        if (!words.isEmpty())
            resultOf((*stream)->write(words, soon()));
        QByteArray all;
        for (;;) {
            const auto bytes = resultOf((*stream)->readSome(4096, soon()));
            if (!bytes)
                return all;
            all += *bytes;
        }
    }
    QByteArray get(const QByteArray &path, const QByteArray &method = "GET") const
    {
        return said(http, method + ' ' + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
};

} // namespace

class TestHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStormOfQuestionsRunsTheProbesOnce()
    {
        World world;
        world.isStuck = true;
        const auto checks = world.checks(10s, 10s);
        QList<QStringList> answers;
        for (int i = 0; i < 100; ++i)
            askInto(checks, &answers);
        QCOMPARE(world.runs, 1);
        world.problem = QStringLiteral("the disk is full");
        world.release.wakeAll();
        QTRY_COMPARE(answers.size(), 100);
        QCOMPARE(answers.count({QStringLiteral("queue: the disk is full")}), 100);
        askInto(checks, &answers); // kept for a while
        QCOMPARE(answers.size(), 101);
        QCOMPARE(world.runs, 1);
    }

    void aStuckProbeIsToldAndNotBegunAgain()
    {
        World world;
        world.isStuck = true;
        const auto checks = world.checks(50ms, 0ms);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(resultOf(checks->problems()), QStringList{QStringLiteral("queue: no answer in time")});
        QCOMPARE(world.runs, 1);
        world.isStuck = false;
        world.release.wakeAll();
        QCOMPARE(resultOf(checks->problems()), QStringList());
        QCOMPARE(world.runs, 2);
    }

    void agentWords()
    {
        using enum AdministrativeState;
        QCOMPARE(agentWord(Ready, {}), "up ready 100%\n");
        QCOMPARE(agentWord(Draining, {}), "drain\n");
        QCOMPARE(agentWord(Withdrawn, {QStringLiteral("x")}), "maint\n");
        QCOMPARE(agentWord(Ready, {QStringLiteral("queue: full\nup")}), "down #queue: full?up\n");
    }

    void thePortAnswers()
    {
        Port port;
        QVERIFY(port.get("/livez").startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(port.get("/readyz?verbose").endsWith("\r\n\r\n{\"ready\":true,\"state\":\"ready\"}\n"));
        const QByteArray head = port.get("/readyz", "HEAD");
        QVERIFY(head.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(head.contains("Content-Length: 31\r\n"));
        QVERIFY(head.endsWith("\r\n\r\n"));
        QCOMPARE(Port::said(port.agent, {}), "up ready 100%\n");
        port.world.problem = QStringLiteral("the disk is full");
        QVERIFY(port.get("/readyz").startsWith("HTTP/1.1 503 "));
        QVERIFY(port.get("/readyz").contains("\"reasons\":[\"queue: the disk is full\"]"));
        QCOMPARE(Port::said(port.agent, {}), "down #queue: the disk is full\n");
        port.world.problem.clear();
        port.world.state = AdministrativeState::Draining;
        QVERIFY(port.get("/readyz").contains("\"reasons\":[\"member: draining\"]"));
        QVERIFY(port.get("/livez").startsWith("HTTP/1.1 200 "));
        port.world.state = AdministrativeState::Ready;
        port.world.isStopping = true;
        QVERIFY(port.get("/readyz").startsWith("HTTP/1.1 503 "));
    }

    void whatIsNoQuestionIsRefused()
    {
        Port port;
        QVERIFY(port.get("/metrics").startsWith("HTTP/1.1 404 "));
        QVERIFY(port.get("/livez", "POST").startsWith("HTTP/1.1 405 "));
        QVERIFY(Port::said(port.http, "GET /livez HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 ")); // no Host
        QVERIFY(Port::said(port.http, "GET /livez HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 200 "));
        QVERIFY(Port::said(port.http, "GET /livez HTTP/2.0\r\nHost: x\r\n\r\n").startsWith("HTTP/1.1 505 "));
        QVERIFY(Port::said(port.http, "nonsense\r\n\r\n").startsWith("HTTP/1.1 400 "));
        QCOMPARE(Port::said(port.http, "GET /" + QByteArray(9000, 'x')), QByteArray()); // too long
    }
};

int main(int argc, char **argv)
{
    if (std::unique_ptr<QAbstractEventDispatcher> dispatcher = makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication app(argc, argv);
    TestHealth test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_health.moc"
