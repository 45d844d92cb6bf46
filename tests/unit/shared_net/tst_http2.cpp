// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the HTTP/2 layer promises: exchanges, tunnels, limits, fairness, and an end for everyone who waits.
#include "tests/unit/shared_net/http2rig.h"

#include <QTest>

using namespace homeport;

class TestHttp2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestGetsItsAnswer();
    void aBodyOverTheLimitIsRefused();
    void anAnswerOverTheLimitIsRefused();
    void aHugeBodyIsPulledAsItIsTaken();
    void anEarlyAnswerStopsAHugeBody();
    void aSourceThatFailsIsTheError();
    void aTunnelCarriesBothWaysAndEnds();
    void aRefusalCarriesStatusAndBody();
    void theConcurrencyLimitIsRespected();
    void aRequestInLineEndsAtItsDeadline();
    void aStalledTransferDoesNotHoldUpOthers();
    void theFattestStreamIsReset();
    void deathOfTheConnectionEndsAllThatWait();
    void destroyingTheConnectionEndsAllThatWait();
    void aSilentPeerIsAskedAndThenDead();
    void aQuietPeerThatAnswersLives();
    void handshakeBytesInTheFirstRead();
    void everyBytePositionMaySplitTheInput();
    void goAwayLetsOpenRequestsFinish();
    void manyTunnelsOpenedAndClosedQuickly();
    void whatWasWrittenBeforeCloseArrives();
    void rubbishEndsTheConnection();
    void exhaustedNearTheLastStreamId();
};

void TestHttp2::aRequestGetsItsAnswer()
{
    Rig rig;
    rig.run();
    Http2Request request;
    request.path = "/hello";
    request.headers = {{"x-name", "Ann"}};
    const auto answer = moved(rig.client->request(request, soon()));
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, QByteArray("hello"));
    QCOMPARE(headerValue(answer->headers, "x-name"), QByteArray("Ann"));
    request.method = "POST";
    request.path = "/echo";
    request.body = QByteArray(700'000, 'b');
    const auto echoed = moved(rig.client->request(request, soon()));
    QVERIFY(echoed);
    QCOMPARE(echoed->body, request.body);
    const auto unknown = rig.get("/nothing");
    QVERIFY(unknown);
    QCOMPARE(unknown->status, 500); // the handler did not answer
    QTRY_COMPARE(rig.client->streamCount(), 0);
    QTRY_COMPARE(rig.server->streamCount(), 0);
}

void TestHttp2::aBodyOverTheLimitIsRefused()
{
    Rig rig;
    rig.run();
    Http2Request request;
    request.method = "POST";
    request.path = "/echo";
    request.body = QByteArray(3 * 1024 * 1024, 'b');
    const auto answer = moved(rig.client->request(request, soon()));
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QTRY_COMPARE(rig.server->streamCount(), 0);
    QTRY_COMPARE(rig.client->streamCount(), 0);
}

void TestHttp2::anAnswerOverTheLimitIsRefused()
{
    Rig rig;
    rig.run();
    Http2Request request;
    request.path = "/hello";
    const auto answer = moved(rig.client->request(request, soon(), 4));
    QVERIFY(!answer);
    QCOMPARE(answer.error().fault, Fault::Refused);
    QVERIFY(rig.get("/hello"));
}

void TestHttp2::aHugeBodyIsPulledAsItIsTaken()
{
    Rig rig;
    rig.run();
    struct Watch
    {
        qint64 pulled = 0;
        qint64 most = 0;
    };
    const auto watch = std::make_shared<Watch>();
    Http2BodySource source;
    source.length = bulk;
    source.next = [watch, handler = rig.handler](qsizetype limit) -> Task<Result<QByteArray>> {
        watch->pulled += limit;
        watch->most = std::max(watch->most, watch->pulled - handler->received);
        const auto make = [](qsizetype size) -> Task<Result<QByteArray>> { co_return QByteArray(size, 'u'); };
        return make(limit);
    };
    Http2Request request;
    request.method = "POST";
    request.path = "/count";
    const auto answer = moved(rig.client->upload(request, source, soon()));
    QVERIFY(answer);
    QCOMPARE(answer->body, QByteArray::number(bulk));
    QVERIFY2(watch->most < 2 * 1024 * 1024, QByteArray::number(watch->most).constData());
}

static Http2BodySource endless(std::shared_ptr<qint64> pulled)
{
    Http2BodySource source;
    source.length = bulk;
    source.next = [pulled](qsizetype limit) -> Task<Result<QByteArray>> {
        *pulled += limit;
        const auto make = [](qsizetype size) -> Task<Result<QByteArray>> { co_return QByteArray(size, 'u'); };
        return make(limit);
    };
    return source;
}

void TestHttp2::anEarlyAnswerStopsAHugeBody()
{
    Rig rig;
    rig.run();
    const auto pulled = std::make_shared<qint64>(0);
    Http2Request request;
    request.method = "POST";
    request.path = "/full";
    const auto answer = moved(rig.client->upload(request, endless(pulled), soon()));
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QCOMPARE(answer->body, QByteArray("too much"));
    QVERIFY(*pulled < bulk / 10);
    QVERIFY(rig.get("/hello"));
    QTRY_COMPARE(rig.server->streamCount(), 0);
}

void TestHttp2::aSourceThatFailsIsTheError()
{
    Rig rig;
    rig.run();
    Http2BodySource source;
    source.length = bulk;
    source.next = [](qsizetype) -> Task<Result<QByteArray>> {
        co_return fail(Error::internal(QStringLiteral("disk")));
    };
    Http2Request request;
    request.method = "POST";
    request.path = "/count";
    const auto answer = moved(rig.client->upload(request, source, soon()));
    QVERIFY(!answer);
    QCOMPARE(answer.error().forLog, QStringLiteral("disk"));
    QVERIFY(rig.get("/hello"));
}

void TestHttp2::aTunnelCarriesBothWaysAndEnds()
{
    Rig rig;
    rig.run();
    auto tunnel = rig.connect("/tunnel");
    QVERIFY(tunnel);
    QCOMPARE(resultOf(roundTrips(tunnel->get(), 50)), 50);
    (*tunnel)->write("last words");
    (*tunnel)->finish();
    QCOMPARE(resultOf(drained(tunnel->get())), 10);
    QCOMPARE(rig.handler->lastEnd, StreamError::Kind::Ended);
    QTRY_COMPARE(rig.server->streamCount(), 0);
    QTRY_COMPARE(rig.client->streamCount(), 0);
    QVERIFY(!(*tunnel)->detach());
}

void TestHttp2::aRefusalCarriesStatusAndBody()
{
    Rig rig;
    rig.run();
    const auto tunnel = rig.connect("/refuse");
    QVERIFY(!tunnel);
    const auto *refusal = std::get_if<Http2Refusal>(&tunnel.error());
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 409);
    QCOMPARE(refusal->body, QByteArray("not here"));
    QCOMPARE(headerValue(refusal->headers, "x-why"), QByteArray("table"));
    QTRY_COMPARE(rig.server->streamCount(), 0);
}

void TestHttp2::theConcurrencyLimitIsRespected()
{
    Http2Options few;
    few.maxConcurrentStreams = 2;
    Rig rig({}, few);
    rig.run();
    QVERIFY(rig.get("/hello")); // SETTINGS are known now
    QCOMPARE(rig.client->peerStreamLimit(), 2u);
    std::vector<Task<Result<Http2Response>>> tasks;
    Http2Request request;
    request.path = "/slow";
    for (int i = 0; i < 5; ++i)
        tasks.push_back(rig.client->request(request, soon()));
    for (int done = 0; done < 5; done += 2) {
        QTRY_COMPARE(rig.handler->atWork, std::min(2, 5 - done));
        rig.handler->go.wakeAll();
    }
    for (auto &task : tasks)
        QCOMPARE(moved(std::move(task))->status, 200);
    QCOMPARE(rig.handler->mostAtWork, 2);
}

void TestHttp2::aRequestInLineEndsAtItsDeadline()
{
    Http2Options one;
    one.maxConcurrentStreams = 1;
    Rig rig({}, one);
    rig.run();
    QVERIFY(rig.get("/hello"));
    auto tunnel = rig.connect("/tunnel");
    QVERIFY(tunnel);
    Http2Request request;
    request.path = "/hello";
    const auto late = moved(rig.client->request(request, Deadline(50ms)));
    QVERIFY(!late);
    QCOMPARE(late.error().fault, Fault::Temporary);
    (*tunnel)->close();
    QVERIFY(rig.get("/hello"));
    QTRY_COMPARE(rig.client->streamCount(), 0);
}

void TestHttp2::aStalledTransferDoesNotHoldUpOthers()
{
    Rig rig;
    rig.run();
    auto stalled = rig.connect("/flood");
    QVERIFY(stalled);
    QVERIFY(resultOf((*stalled)->readExact(100, soon())));
    std::vector<std::unique_ptr<ByteStream>> live;
    for (int i = 0; i < 100; ++i) {
        auto tunnel = rig.connect("/tunnel");
        QVERIFY(tunnel);
        live.push_back(std::move(*tunnel));
    }
    std::vector<Task<int>> trips;
    for (const auto &tunnel : live)
        trips.push_back(roundTrips(tunnel.get(), 20));
    for (auto &trip : trips)
        QCOMPARE(resultOf(std::move(trip)), 20);
    QVERIFY(rig.client->unreadBytes() <= 257 * 1024);
    QVERIFY(rig.client->unreadBytes() >= 128 * 1024);
    QCOMPARE(resultOf(drained(stalled->get())), bulk - 100);
    QCOMPARE(rig.client->unreadBytes(), 0);
}

void TestHttp2::theFattestStreamIsReset()
{
    Http2Options tight;
    tight.unreadLimit = 1024 * 1024;
    Rig rig(tight);
    rig.run();
    auto echo = rig.connect("/tunnel");
    QVERIFY(echo);
    std::vector<std::unique_ptr<ByteStream>> fat;
    for (int i = 0; i < 10; ++i) {
        auto tunnel = rig.connect("/flood");
        QVERIFY(tunnel);
        fat.push_back(std::move(*tunnel));
    }
    QTRY_VERIFY(rig.server->streamCount() < 6);
    QVERIFY(rig.client->unreadBytes() <= tight.unreadLimit);
    QCOMPARE(resultOf(roundTrips(echo->get(), 20)), 20);
    int failed = 0;
    for (const auto &stream : fat) {
        const auto bytes = resultOf(stream->readSome(10, soon()));
        if (!bytes && bytes.error().kind == StreamError::Kind::Failed)
            ++failed;
    }
    QVERIFY(failed >= 6 && failed < 10);
}

void TestHttp2::deathOfTheConnectionEndsAllThatWait()
{
    Rig rig;
    rig.run();
    auto tunnel = rig.connect("/tunnel");
    QVERIFY(tunnel);
    Http2Request request;
    request.method = "POST";
    request.path = "/slow";
    const auto pulled = std::make_shared<qint64>(0);
    auto upload = rig.client->upload(request, endless(pulled), soon());
    auto reading = (*tunnel)->readSome(10, soon());
    Http2Request slow;
    slow.path = "/slow";
    auto waiting = rig.client->request(slow, soon());
    QTRY_COMPARE(rig.handler->atWork, 3);
    rig.server->close();
    QVERIFY(!moved(std::move(upload)));
    const auto broken = moved(std::move(waiting));
    QVERIFY(!broken);
    QCOMPARE(broken.error().fault, Fault::Temporary);
    QVERIFY(!resultOf(std::move(reading)));
    QTRY_VERIFY(rig.clientEnd && rig.serverEnd);
    QCOMPARE(rig.clientEnd->kind, Http2End::Kind::PeerClosed);
    QCOMPARE(rig.serverEnd->kind, Http2End::Kind::Closed);
    rig.handler->go.wakeAll();
    QTRY_COMPARE(rig.handler->atWork, 0);
    QVERIFY(!rig.get("/hello"));
    QVERIFY(rig.client->isExhausted());
}

void TestHttp2::destroyingTheConnectionEndsAllThatWait()
{
    Rig rig;
    rig.run();
    auto tunnel = rig.connect("/tunnel");
    QVERIFY(tunnel);
    auto reading = (*tunnel)->readSome(10, soon());
    auto waiting = rig.client->connectStream({"homeport-test", "/slow", {}, {}}, soon());
    rig.client = Http2Connection::client(std::move(MemoryStream::pair().first));
    const auto bytes = resultOf(std::move(reading));
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().kind, StreamError::Kind::Closed);
    QVERIFY(!moved(std::move(waiting)));
    QVERIFY(!resultOf((*tunnel)->write("x")));
    QTRY_COMPARE(rig.handler->atWork, 0);
}

void TestHttp2::aSilentPeerIsAskedAndThenDead()
{
    auto ends = MemoryStream::pair();
    Http2Options hasty;
    hasty.pingAfter = 50ms;
    hasty.deadAfter = 200ms;
    const auto client = Http2Connection::client(std::move(ends.first), hasty);
    std::optional<Http2End> ending;
    client->onEnded([&ending](const Http2End &end) { ending = end; });
    Http2Request request;
    auto waiting = client->request(request, soon());
    waitUntilDone(client->run());
    QVERIFY(ending);
    QCOMPARE(ending->kind, Http2End::Kind::Dead);
    QVERIFY(!moved(std::move(waiting)));
    const QByteArray sent = ends.second->takeBuffered();
    QVERIFY(sent.contains(QByteArray("\x00\x00\x08\x06\x00\x00\x00\x00\x00", 9))); // RFC 9113 section 6.7
}

void TestHttp2::aQuietPeerThatAnswersLives()
{
    Http2Options hasty;
    hasty.pingAfter = 20ms;
    Rig rig(hasty);
    rig.run();
    QTest::qWait(200);
    QVERIFY(!rig.client->hasEnded());
    QVERIFY(rig.get("/hello"));
}

void TestHttp2::handshakeBytesInTheFirstRead()
{
    Rig rig;
    Http2Request request;
    request.path = "/hello";
    auto answer = rig.client->request(request, soon());
    rig.client->run();
    QTest::qWait(20); // preface, SETTINGS and the request are there before the server reads
    rig.server->run();
    QVERIFY(moved(std::move(answer)));
}

static Task<> trickle(ByteStream *from, ByteStream *to)
{
    for (;;) {
        const auto byte = co_await from->readSome(1, Deadline(Deadline::Forever));
        if (!byte)
            break;
        co_await to->write(*byte);
        co_await to->flush();
    }
    to->finish();
}

void TestHttp2::everyBytePositionMaySplitTheInput()
{
    auto near = MemoryStream::pair();
    auto far = MemoryStream::pair();
    const auto handler = std::make_shared<RigHandler>();
    const auto server = Http2Connection::server(std::move(far.first), handler);
    auto client = Http2Connection::client(std::move(near.first));
    auto there = trickle(near.second.get(), far.second.get());
    auto back = trickle(far.second.get(), near.second.get());
    server->run();
    client->run();
    Http2Request request;
    request.path = "/hello";
    const auto answer = moved(client->request(request, soon()));
    QVERIFY(answer);
    QCOMPARE(answer->body, QByteArray("hello"));
    client.reset();
    waitUntilDone(std::move(there));
    waitUntilDone(std::move(back));
}

void TestHttp2::goAwayLetsOpenRequestsFinish()
{
    Rig rig;
    rig.run();
    Http2Request request;
    request.path = "/slow";
    auto answer = rig.client->request(request, soon());
    QTRY_COMPARE(rig.handler->atWork, 1);
    auto down = rig.server->shutdown(soon());
    QTRY_VERIFY(rig.client->isExhausted());
    QVERIFY(!rig.get("/hello"));
    rig.handler->go.wakeAll();
    const auto finished = moved(std::move(answer));
    QVERIFY(finished);
    QCOMPARE(finished->status, 200);
    waitUntilDone(std::move(down));
    QTRY_VERIFY(rig.clientEnd);
    QCOMPARE(rig.clientEnd->kind, Http2End::Kind::PeerClosed);

    Rig stuck;
    stuck.run();
    auto tunnel = stuck.connect("/tunnel");
    QVERIFY(tunnel);
    waitUntilDone(stuck.server->shutdown(Deadline(50ms))); // bounded, whatever the tunnel does
    QVERIFY(!resultOf((*tunnel)->readSome(1, soon())));
}

void TestHttp2::manyTunnelsOpenedAndClosedQuickly()
{
    Rig rig;
    rig.run();
    for (int i = 0; i < 2000; ++i) {
        auto tunnel = rig.connect("/tunnel");
        QVERIFY(tunnel);
        if (i % 2 == 0)
            (*tunnel)->close();
    }
    for (int i = 0; i < 20; ++i) {
        auto flood = rig.connect("/flood");
        QVERIFY(flood);
        QVERIFY(resultOf((*flood)->readExact(64 * 1024, soon())));
        (*flood)->close(); // the peer is in the middle of it: RST_STREAM
    }
    std::vector<Task<Http2ConnectResult>> cancelled;
    for (int i = 0; i < 2000; ++i)
        cancelled.push_back(rig.client->connectStream({"homeport-test", "/tunnel", {}, {}}, Deadline(0)));
    for (auto &task : cancelled)
        QVERIFY(!moved(std::move(task)));
    QVERIFY(rig.get("/hello"));
    QTRY_COMPARE(rig.client->streamCount(), 0);
    QTRY_COMPARE(rig.server->streamCount(), 0);
    QTRY_COMPARE(rig.handler->atWork, 0);
}

void TestHttp2::whatWasWrittenBeforeCloseArrives()
{
    Rig rig;
    rig.run();
    auto tunnel = rig.connect("/sink");
    QVERIFY(tunnel);
    QVERIFY(resultOf((*tunnel)->write(QByteArray(200'000, 'w'))));
    (*tunnel)->close();
    tunnel->reset();
    QTRY_COMPARE(rig.handler->received, 200'000);
    QTRY_COMPARE(rig.handler->lastEnd, StreamError::Kind::Ended);
    QTRY_COMPARE(rig.server->streamCount(), 0);
}

void TestHttp2::rubbishEndsTheConnection()
{
    auto ends = MemoryStream::pair();
    const auto server = Http2Connection::server(std::move(ends.first), std::make_shared<RigHandler>());
    std::optional<Http2End> ending;
    server->onEnded([&ending](const Http2End &end) { ending = end; });
    ends.second->write("EHLO client.example.net\r\nMAIL FROM:<>\r\n", soon());
    waitUntilDone(server->run());
    QVERIFY(ending);
    QCOMPARE(ending->kind, Http2End::Kind::Failed);
}

void TestHttp2::exhaustedNearTheLastStreamId()
{
    Http2Options low;
    low.streamIdLimit = 5;
    Rig rig(low);
    rig.run();
    QVERIFY(!rig.client->isExhausted());
    QVERIFY(rig.get("/hello"));
    QVERIFY(rig.get("/hello"));
    QVERIFY(rig.client->isExhausted());
}

QTEST_GUILESS_MAIN(TestHttp2)
#include "tst_http2.moc"
