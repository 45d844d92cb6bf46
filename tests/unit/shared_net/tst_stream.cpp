// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What every stream promises, on the stream in memory: reads, limits, deadlines, back pressure, close,
// splice.
#include "tests/support/await.h"
#include "tests/support/dialogue.h"

#include <QTest>

using namespace homeport;

namespace {

using Kind = StreamError::Kind;

Deadline soon() { return Deadline(20s); }

/// A tiny protocol: greets, echoes lines, STARTTLS with the check for injected bytes, QUIT.
Task<> echoSession(std::unique_ptr<ByteStream> stream)
{
    co_await stream->write("220 hello\r\n", soon());
    for (;;) {
        const StreamResult<QByteArray> line = co_await stream->readLine(64, soon());
        if (!line) {
            if (line.error().kind == Kind::TooLong)
                co_await stream->write("500 too long\r\n", soon());
            break;
        }
        if (*line == "QUIT\r\n") {
            co_await stream->write("221 bye\r\n", soon());
            break;
        }
        if (*line == "STARTTLS\r\n") {
            if (stream->buffered() > 0)
                break;
            co_await stream->write("220 go\r\n", soon());
            co_await stream->flush(soon());
            const StreamResult<> secured = co_await stream->startTls(nullptr, soon());
            if (!secured)
                break;
            continue;
        }
        co_await stream->write((stream->peer().isSecure() ? "250 secret " : "250 ") + *line, soon());
    }
    stream->close();
}

} // namespace

class StreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeOneByOne()
    {
        auto [server, client] = MemoryStream::pair();
        resultOf(client->write("one\r\ntwo\nrest", soon()));
        QCOMPARE(*resultOf(server->readLine(100, soon())), QByteArray("one\r\n"));
        QCOMPARE(*resultOf(server->readLine(100, soon())), QByteArray("two\n"));
        Task<StreamResult<QByteArray>> rest = server->readLine(100, soon());
        QVERIFY(!rest.isReady());
        resultOf(client->write("\r\n", soon()));
        QCOMPARE(*resultOf(std::move(rest)), QByteArray("rest\r\n"));
        QCOMPARE(server->buffered(), 0);
    }
    void aLineOverItsLimitStaysUnread()
    {
        auto [server, client] = MemoryStream::pair();
        resultOf(client->write("0123456789\r\n", soon()));
        QCOMPARE(resultOf(server->readLine(11, soon())).error().kind, Kind::TooLong);
        QCOMPARE(server->buffered(), 12);
        QCOMPARE(*resultOf(server->readLine(12, soon())), QByteArray("0123456789\r\n"));
    }
    void exactAndSome()
    {
        auto [server, client] = MemoryStream::pair();
        const QByteArray big(200'000, 'x');
        Task<StreamResult<>> writing = client->write(big + "tail", soon());
        QCOMPARE(*resultOf(server->readExact(big.size(), soon())), big);
        QCOMPARE(*resultOf(server->readSome(2, soon())), QByteArray("ta"));
        QCOMPARE(*resultOf(server->readSome(100, soon())), QByteArray("il"));
        QVERIFY(resultOf(std::move(writing)));
    }
    void whatIsBufferedComesBeforeTheEnd()
    {
        auto [server, client] = MemoryStream::pair();
        resultOf(client->write("last\r\npart", soon()));
        client->finish();
        QCOMPARE(*resultOf(server->readLine(100, soon())), QByteArray("last\r\n"));
        QCOMPARE(resultOf(server->readLine(100, soon())).error().kind, Kind::Ended);
        QCOMPARE(server->takeBuffered(), QByteArray("part"));
        QVERIFY(resultOf(server->write("still heard\r\n", soon())));
        QCOMPARE(*resultOf(client->readLine(100, soon())), QByteArray("still heard\r\n"));
        QCOMPARE(resultOf(client->write("x", soon())).error().kind, Kind::Closed);
    }
    void aDeadlineEndsTheWaitAndNotTheStream()
    {
        auto [server, client] = MemoryStream::pair();
        QCOMPARE(resultOf(server->readLine(100, Deadline(30ms))).error().kind, Kind::TimedOut);
        QCOMPARE(resultOf(server->readSome(100, Deadline(0))).error().kind, Kind::TimedOut);
        resultOf(client->write("late\r\n", soon()));
        QCOMPARE(*resultOf(server->readLine(100, soon())), QByteArray("late\r\n"));
        // a long wait first, a shorter one next: the timer follows
        Task<StreamResult<QByteArray>> longWait = server->readLine(100, Deadline(1h));
        resultOf(client->write("a\r\n", soon()));
        QVERIFY(resultOf(std::move(longWait)));
        QCOMPARE(resultOf(server->readLine(100, Deadline(30ms))).error().kind, Kind::TimedOut);
    }
    void aWriterStopsAtTheHighWaterMark()
    {
        auto [server, client] = MemoryStream::pair();
        const QByteArray chunk(100'000, 'y');
        QVERIFY(resultOf(server->write(chunk, soon())));
        QVERIFY(resultOf(server->write(chunk, soon())));
        qsizetype accepted = 2;
        StreamResult<> last;
        do {
            last = resultOf(server->write(chunk, Deadline(50ms)));
            ++accepted;
        } while (last && accepted < 100);
        QVERIFY(!last);
        QCOMPARE(last.error().kind, Kind::TimedOut);
        QVERIFY2(accepted <= 6, qPrintable(QString::number(accepted)));
        QVERIFY(client->buffered() <= 2 * BufferedStream::readHighWater);
        Task<StreamResult<>> flushing = server->flush(soon());
        QCOMPARE(
            resultOf(client->readExact(accepted * chunk.size(), soon()))->size(), accepted * chunk.size());
        QVERIFY(resultOf(std::move(flushing)));
    }
    void closeWakesReaderAndWriter()
    {
        auto [server, client] = MemoryStream::pair();
        client->holdBack(true);
        Task<StreamResult<>> writing = client->write(QByteArray(600'000, 'z'), soon());
        Task<StreamResult<QByteArray>> reading = client->readLine(100, soon());
        QVERIFY(!writing.isReady());
        client->close();
        QVERIFY(!reading.isReady()); // from the event loop, not from within close()
        QCOMPARE(resultOf(std::move(reading)).error().kind, Kind::Closed);
        QCOMPARE(resultOf(std::move(writing)).error().kind, Kind::Closed);
        QCOMPARE(resultOf(client->readLine(9, soon())).error().kind, Kind::Closed);
        QCOMPARE(resultOf(server->readLine(9, soon())).error().kind, Kind::Ended);
        client->close();
    }
    void aResetIsToldToBothDirections()
    {
        auto [server, client] = MemoryStream::pair();
        Task<StreamResult<QByteArray>> reading = server->readLine(100, soon());
        client->reset();
        QCOMPARE(resultOf(std::move(reading)).error().kind, Kind::Closed);
        QCOMPARE(resultOf(server->write("x", soon())).error().kind, Kind::Closed);
    }
    void aSecondReaderIsRefused()
    {
        auto [server, client] = MemoryStream::pair();
        Task<StreamResult<QByteArray>> first = server->readLine(100, soon());
        QCOMPARE(resultOf(server->readLine(100, soon())).error().kind, Kind::Failed);
        client->close();
        QVERIFY(!resultOf(std::move(first)));
    }
    void errorsBecomeReplies()
    {
        QCOMPARE((StreamError{Kind::TimedOut, {}}.toError().forPeer), QByteArray("timeout"));
        QCOMPARE((StreamError{Kind::Ended, {}}.toError().forPeer), QByteArray("connection lost"));
        QVERIFY((StreamError{Kind::Failed, {}}.toError().isTemporary()));
        QCOMPARE((StreamError{Kind::TooLong, {}}.toError().fault), Fault::Syntax);
    }
    void spliceCarriesBothWaysAndEndsKindly();
    void spliceEndsWhenIdle();
    void dialoguesArePlayed();
    void dialoguesTellTheFirstDifference();
};

void StreamTest::spliceCarriesBothWaysAndEndsKindly()
{
    auto [front, client] = MemoryStream::pair();
    auto [tunnel, home] = MemoryStream::pair();
    Task<Spliced> splicing = splice(*front, *tunnel, 1min);
    const QByteArray bulk(500'000, 'm');
    resultOf(client->write("FETCH\r\n", soon()));
    QCOMPARE(*resultOf(home->readLine(100, soon())), QByteArray("FETCH\r\n"));
    client->finish(); // half closed: the answer must still come
    Task<StreamResult<>> answering = home->write(bulk, soon());
    QCOMPARE(*resultOf(client->readExact(bulk.size(), soon())), bulk);
    QVERIFY(resultOf(std::move(answering)));
    QCOMPARE(resultOf(home->readLine(100, soon())).error().kind, Kind::Ended);
    resultOf(home->write("bye\r\n", soon()));
    home->close();
    QCOMPARE(*resultOf(client->readLine(100, soon())), QByteArray("bye\r\n"));
    QCOMPARE(resultOf(client->readLine(100, soon())).error().kind, Kind::Ended);
    const Spliced moved = resultOf(std::move(splicing));
    QCOMPARE(moved.aToB, 7);
    QCOMPARE(moved.bToA, bulk.size() + 5);
}

void StreamTest::spliceEndsWhenIdle()
{
    auto [front, client] = MemoryStream::pair();
    auto [tunnel, home] = MemoryStream::pair();
    Task<Spliced> splicing = splice(*front, *tunnel, 50ms);
    resultOf(std::move(splicing));
    QCOMPARE(resultOf(client->readLine(9, soon())).error().kind, Kind::Ended);
    QCOMPARE(resultOf(home->readLine(9, soon())).error().kind, Kind::Ended);
}

void StreamTest::dialoguesArePlayed()
{
    const auto dialogue = Dialogue::fromText(R"(
        # greets, echoes, secures
        given the world
        S: 220 *
        C: hi
        S: 250 hi
        C-raw: "a\x62c\r\nSTAR"
        C-raw: "TTLS\r\n"
        S*: 220 go
        TLS
        C: NOOP
        S: 250 secret *OOP
        then all is well
        C: QUIT
        S: 221 bye
        CLOSE
    )");
    QVERIFY2(dialogue, dialogue ? "" : qPrintable(dialogue.error().forLog));
    QByteArrayList facts;
    const Result<> played = playDialogueBothWays(*dialogue, echoSession, [&facts](const QByteArray &line) {
        facts.append(line);
        return Result<>();
    });
    QVERIFY2(played, played ? "" : qPrintable(played.error().forLog));
    QCOMPARE(facts.size(), 4);
    QCOMPARE(facts.first(), QByteArray("given the world"));
    // injected bytes after STARTTLS close the connection
    const auto injected = Dialogue::fromText("S: 220 *\nC-raw: \"STARTTLS\\r\\nNOOP\\r\\n\"\nCLOSE\n");
    QVERIFY(playDialogue(*injected, echoSession));
}

void StreamTest::dialoguesTellTheFirstDifference()
{
    const auto wrong = Dialogue::fromText("S: 220 *\nC: hi\n\nS: 250 ho\n", QStringLiteral("wrong.txt"));
    const Result<> played = playDialogue(*wrong, echoSession);
    QVERIFY(!played);
    QCOMPARE(played.error().forLog, QStringLiteral("wrong.txt:4: expected \"250 ho\", got \"250 hi\""));
    const auto close = Dialogue::fromText("CLOSE\n", QStringLiteral("close.txt"));
    QVERIFY(playDialogue(*close, echoSession)
                .error()
                .forLog.startsWith(QStringLiteral("close.txt:1: expected the")));
    QVERIFY(!Dialogue::fromText("X: what\n"));
    QVERIFY(!Dialogue::fromText("C-raw: no quotes\n"));
    QVERIFY(matchesPattern("a*b*c", "aXbYbc"));
    QVERIFY(!matchesPattern("a*b*c", "aXbYb"));
}

QTEST_GUILESS_MAIN(StreamTest)
#include "tst_stream.moc"
