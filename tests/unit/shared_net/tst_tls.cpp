// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Streams on real sockets, in the clear and with TLS: what sessions, members and attackers can do to them.
#include "shared/net/eventdispatcher.h"
#include "shared/net/resolve.h"
#include "shared/net/workerpool.h"
#include "tests/support/tcppair.h"
#include "tests/support/testcertificates.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <sys/socket.h>

using namespace homeport;

namespace {

using Kind = StreamError::Kind;
using ContextPtr = std::shared_ptr<TlsContext>;

Deadline soon() { return Deadline(30s); }

TlsIdentity identityOf(const TestIdentity &identity)
{
    return {identity.certificatePem, Secret(identity.keyPem)};
}

ContextPtr must(const Result<ContextPtr> &made)
{
    if (!made)
        qFatal("%s", qPrintable(made.error().forLog));
    return *made;
}

/// Both handshakes at once; the two outcomes.
std::pair<StreamResult<>, StreamResult<>> shakeHands(TcpPair &pair, const ContextPtr &server,
    const ContextPtr &client, const QByteArray &name = "mail.example.org")
{
    Task<StreamResult<>> serving = pair.server->startTls(server, soon());
    Task<StreamResult<>> asking = pair.client->startTlsClient(client, name, soon());
    StreamResult<> asked = resultOf(std::move(asking));
    if (!asked)
        pair.client->close();
    StreamResult<> served = resultOf(std::move(serving));
    return {served, asked};
}

Task<StreamResult<qint64>> readAll(ByteStream &stream, QByteArray expected)
{
    qint64 total = 0;
    for (;;) {
        const StreamResult<QByteArray> bytes = co_await stream.readSome(100'000, soon());
        if (!bytes && bytes.error().kind == Kind::Ended)
            co_return total;
        if (!bytes)
            co_return tl::unexpected(bytes.error());
        if (*bytes != expected.mid(total, bytes->size()))
            co_return tl::unexpected(StreamError{Kind::Failed, QStringLiteral("wrong bytes")});
        total += bytes->size();
    }
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char((i * 131) ^ (i >> 9));
    return bytes;
}

} // namespace

class TlsTest : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    TestIdentity m_server = m_authority.issue({"mail.example.org"});
    TestIdentity m_member = m_authority.issue({"back1.example.net"}, TestAuthority::Key::Ed25519);

    TlsServerOptions serving() const
    {
        TlsServerOptions options;
        options.identity = identityOf(m_server);
        return options;
    }
    TlsClientOptions asking() const
    {
        TlsClientOptions options;
        options.authoritiesPem = m_authority.certificatePem();
        return options;
    }

private Q_SLOTS:
    void bytesTravelInTheClear()
    {
        TcpPair pair = makeTcpPair();
        QCOMPARE(pair.server->peer().address, QByteArray("127.0.0.1"));
        QCOMPARE(pair.server->peer().port, pair.client->peer().localPort);
        QVERIFY(!pair.server->peer().isSecure());
        bulk(pair);
    }
    void bytesTravelUnderTls()
    {
        TcpPair pair = makeTcpPair();
        const auto [served, asked] =
            shakeHands(pair, must(TlsContext::server(serving())), must(TlsContext::client(asking())));
        QVERIFY2(served, served ? "" : qPrintable(served.error().detail));
        QVERIFY2(asked, asked ? "" : qPrintable(asked.error().detail));
        QVERIFY(pair.server->peer().tls.startsWith("TLSv1.3 TLS_"));
        QVERIFY(!pair.server->peerCertificate());
        QCOMPARE(pair.client->peerCertificate()->sanDnsNames, QByteArrayList{"mail.example.org"});
        bulk(pair);
    }
    void aWriterStopsWhenThePeerDoesNotRead_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("clear") << false;
        QTest::newRow("tls") << true;
    }
    void aWriterStopsWhenThePeerDoesNotRead();
    void aDeadlineEndsTheHandshake()
    {
        TcpPair pair = makeTcpPair();
        const auto done =
            resultOf(pair.server->startTls(must(TlsContext::server(serving())), Deadline(50ms)));
        QCOMPARE(done.error().kind, Kind::TimedOut);
    }
    void closeEndsEveryWait()
    {
        TcpPair pair = makeTcpPair();
        Task<StreamResult<QByteArray>> reading = pair.server->readLine(100, soon());
        Task<StreamResult<>> shaking =
            pair.client->startTlsClient(must(TlsContext::client(asking())), "x", soon());
        pair.client->close();
        QCOMPARE(resultOf(std::move(shaking)).error().kind, Kind::Closed);
        const auto line = resultOf(std::move(reading)); // the hello has no line end, or has one somewhere
        QVERIFY(line || line.error().kind != Kind::TimedOut);
        Task<StreamResult<QByteArray>> again = pair.server->readLine(100'000, soon());
        pair.server->close();
        resultOf(std::move(again));
        QCOMPARE(resultOf(pair.server->readLine(10, soon())).error().kind, Kind::Closed);
    }
    void aResetIsClosed()
    {
        TcpPair pair = makeTcpPair();
        resultOf(pair.client->write("hello\r\n", soon()));
        resultOf(pair.client->flush(soon()));
        QVERIFY(resultOf(pair.server->readLine(100, soon())));
        Task<StreamResult<QByteArray>> reading = pair.server->readLine(100, soon());
        // a peer that dies with unread input resets the connection
        resultOf(pair.server->write("unread\r\n", soon()));
        resultOf(pair.server->flush(soon()));
        resultOf(pair.client->readSome(1, soon()));
        abortConnection(pair);
        QCOMPARE(resultOf(std::move(reading)).error().kind, Kind::Closed);
    }
    void theLastReplyArrivesAlthoughInputWasUnread()
    {
        TcpPair pair = makeTcpPair();
        resultOf(pair.client->write(QByteArray(50'000, 'j'), soon()));
        resultOf(pair.client->flush(soon()));
        resultOf(pair.server->write("421 too much\r\n", soon()));
        pair.server->close();
        QCOMPARE(*resultOf(pair.client->readLine(100, soon())), QByteArray("421 too much\r\n"));
    }
    void bytesAfterStartTlsAreSeen()
    {
        TcpPair pair = makeTcpPair();
        resultOf(pair.client->write("STARTTLS\r\nNOOP\r\n", soon()));
        QCOMPARE(*resultOf(pair.server->readLine(100, soon())), QByteArray("STARTTLS\r\n"));
        QCOMPARE(pair.server->buffered(), 6);
        const auto done = resultOf(pair.server->startTls(must(TlsContext::server(serving())), soon()));
        QCOMPARE(done.error().kind, Kind::Failed);
        QCOMPARE(pair.server->takeBuffered(), QByteArray("NOOP\r\n"));
    }
    void plaintextInsteadOfAHandshakeFails()
    {
        TcpPair pair = makeTcpPair();
        Task<StreamResult<>> serving_ = pair.server->startTls(must(TlsContext::server(serving())), soon());
        resultOf(pair.client->write("NOOP\r\nNOOP\r\n", soon()));
        const auto done = resultOf(std::move(serving_));
        QCOMPARE(done.error().kind, Kind::Failed);
        QVERIFY(resultOf(pair.server->write("x", soon())).error().kind == Kind::Failed);
    }
    void alpnIsAgreedOnOrRefused();
    void theServersNameAndAuthorityAreChecked();
    void clientCertificatesAreRequiredAndDescribed();
    void membersSpeakNothingOlderThanTls13();
    void sessionsResumeExceptWhereTheyMust();
    void serverNameChoosesTheCertificate();
    void unusableFilesAreNamed();
    void aConnectionMovesToAnotherThread_data() { aWriterStopsWhenThePeerDoesNotRead_data(); }
    void aConnectionMovesToAnotherThread();
    void halfClosedConnectionsAreSplicedToTheEnd();
    void connectFailuresNameTheAddress();

private:
    void bulk(TcpPair &pair);
    void abortConnection(TcpPair &pair);
};

void TlsTest::bulk(TcpPair &pair)
{
    const QByteArray bytes = pattern(3'000'000);
    Task<StreamResult<qint64>> reading = readAll(*pair.client, bytes);
    for (qsizetype at = 0; at < bytes.size(); at += 70'001)
        QVERIFY(resultOf(pair.server->write(bytes.mid(at, 70'001), soon())));
    pair.server->finish();
    const auto total = resultOf(std::move(reading));
    QVERIFY2(total, total ? "" : qPrintable(total.error().detail));
    QCOMPARE(*total, bytes.size());
    // the other direction is still open
    QVERIFY(resultOf(pair.client->write("thanks\r\n", soon())));
    QCOMPARE(*resultOf(pair.server->readLine(100, soon())), QByteArray("thanks\r\n"));
    pair.client->close();
    QCOMPARE(resultOf(pair.server->readLine(100, soon())).error().kind, Kind::Ended);
}

void TlsTest::abortConnection(TcpPair &pair)
{
    const std::unique_ptr<DetachedStream> detached = pair.client->detach();
    QVERIFY(detached);
    // the descriptor is the one whose peer address is the server's: found by trying
    for (int fd = 3; fd < 1024; ++fd) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        if (::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            continue;
        if (QHostAddress(reinterpret_cast<sockaddr *>(&address)).toIPv4Address() == 0)
            continue;
        const quint16 port =
            (quint16(reinterpret_cast<uchar *>(&address)[2]) << 8) | reinterpret_cast<uchar *>(&address)[3];
        if (port != pair.server->peer().port)
            continue;
        const linger now{1, 0};
        QCOMPARE(::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now), 0);
    }
}

void TlsTest::aWriterStopsWhenThePeerDoesNotRead()
{
    QFETCH(bool, tls);
    TcpPair pair = makeTcpPair();
    if (tls) {
        const auto [served, asked] =
            shakeHands(pair, must(TlsContext::server(serving())), must(TlsContext::client(asking())));
        QVERIFY(served && asked);
    }
    const QByteArray chunk = pattern(64 * 1024);
    qint64 accepted = 0;
    StreamResult<> last;
    do {
        last = resultOf(pair.server->write(chunk, Deadline(300ms)));
        accepted += chunk.size();
    } while (last && accepted < 200'000'000);
    QVERIFY(!last);
    QCOMPARE(last.error().kind, Kind::TimedOut);
    // what we hold: both kernels have their own limits, ours are the high-water marks
    QVERIFY(pair.client->buffered() <= 2 * BufferedStream::readHighWater + 64 * 1024);
    Task<StreamResult<>> flushing = pair.server->flush(soon());
    qint64 total = 0;
    while (total < accepted) {
        const auto bytes = resultOf(pair.client->readSome(1'000'000, soon()));
        QVERIFY(bytes);
        total += bytes->size();
    }
    QCOMPARE(total, accepted);
    QVERIFY(resultOf(std::move(flushing)));
}

void TlsTest::alpnIsAgreedOnOrRefused()
{
    TlsServerOptions server = serving();
    server.alpn = {"h2", "homeport/1"};
    const ContextPtr context = must(TlsContext::server(server));
    const auto attempt = [&](const QByteArrayList &offered, QByteArray &chosen) {
        TcpPair pair = makeTcpPair();
        TlsClientOptions client = asking();
        client.alpn = offered;
        const auto [served, asked] = shakeHands(pair, context, must(TlsContext::client(client)));
        chosen = pair.client->alpn();
        return served && asked ? QString() : asked.error().detail;
    };
    QByteArray chosen;
    QCOMPARE(attempt({"homeport/1", "h2"}, chosen), QString());
    QCOMPARE(chosen, QByteArray("h2"));
    QCOMPARE(attempt({}, chosen), QString());
    QCOMPARE(chosen, QByteArray());
    const QString refused = attempt({"http/1.1"}, chosen);
    QVERIFY2(refused.contains(QStringLiteral("no application protocol")), qPrintable(refused));
}

void TlsTest::theServersNameAndAuthorityAreChecked()
{
    const ContextPtr server = must(TlsContext::server(serving()));
    {
        TcpPair pair = makeTcpPair();
        const auto [served, asked] =
            shakeHands(pair, server, must(TlsContext::client(asking())), "other.example.org");
        QVERIFY(!served);
        QVERIFY2(asked.error().detail.contains(QStringLiteral("hostname mismatch"), Qt::CaseInsensitive),
            qPrintable(asked.error().detail));
    }
    const TestAuthority stranger("Stranger");
    TlsClientOptions client = asking();
    client.authoritiesPem = stranger.certificatePem();
    {
        TcpPair pair = makeTcpPair();
        const auto [served, asked] = shakeHands(pair, server, must(TlsContext::client(client)));
        QVERIFY(!asked);
        QVERIFY(asked.error().detail.contains(QStringLiteral("issuer")));
    }
    client.verify = TlsClientOptions::Verify::Nothing;
    {
        TcpPair pair = makeTcpPair();
        const auto [served, asked] = shakeHands(pair, server, must(TlsContext::client(client)));
        QVERIFY(served && asked);
    }
    TlsServerOptions expired = serving();
    expired.identity = identityOf(m_authority.issue(
        {"mail.example.org"}, TestAuthority::Key::P256, std::chrono::hours(-2), std::chrono::hours(-1)));
    TcpPair pair = makeTcpPair();
    const auto [served, asked] =
        shakeHands(pair, must(TlsContext::server(expired)), must(TlsContext::client(asking())));
    QVERIFY(asked.error().detail.contains(QStringLiteral("expired")));
}

void TlsTest::clientCertificatesAreRequiredAndDescribed()
{
    TlsServerOptions server = serving();
    server.identity = identityOf(m_member);
    server.minimum = TlsVersion::V1_3;
    server.clientCertificate = TlsServerOptions::ClientCertificate::Required;
    server.authoritiesPem = m_authority.certificatePem();
    server.resumption = false;
    const ContextPtr context = must(TlsContext::server(server));
    TlsClientOptions client = asking();
    client.verify = TlsClientOptions::Verify::Chain;
    {
        TcpPair pair = makeTcpPair(); // without one: in TLS 1.3 the client learns it with its first read
        const auto [served, asked] = shakeHands(pair, context, must(TlsContext::client(client)));
        QVERIFY(!served);
        QVERIFY(served.error().detail.contains(QStringLiteral("certificate")));
    }
    client.identity = identityOf(m_member);
    TcpPair pair = makeTcpPair();
    const auto [served, asked] =
        shakeHands(pair, context, must(TlsContext::client(client)), "back1.example.net");
    QVERIFY2(served && asked, served ? "" : qPrintable(served.error().detail));
    const std::optional<PeerCertificate> peer = pair.server->peerCertificate();
    QVERIFY(peer);
    QCOMPARE(peer->sanDnsNames, QByteArrayList{"back1.example.net"});
    QCOMPARE(peer->rawPublicKey.size(), 32);
    QVERIFY(peer->subjectPublicKeyInfo.endsWith(peer->rawPublicKey));
    QCOMPARE(peer->sha256.size(), 32);
    QVERIFY(peer->notBefore < QDateTime::currentDateTimeUtc()
        && peer->notAfter > QDateTime::currentDateTimeUtc());
    const auto parsed = parseCertificate(m_member.certificatePem);
    QVERIFY(parsed);
    QCOMPARE(parsed->sha256, peer->sha256);
    QCOMPARE(parseCertificate(peer->der)->rawPublicKey, peer->rawPublicKey);
    QVERIFY(!parseCertificate("nonsense"));
}

void TlsTest::membersSpeakNothingOlderThanTls13()
{
    TlsServerOptions strict = serving();
    strict.minimum = TlsVersion::V1_3;
    TcpPair pair = makeTcpPair();
    Task<StreamResult<>> serving_ = pair.server->startTls(must(TlsContext::server(strict)), soon());
    // the hello of a client that ends at TLS 1.2: no supported_versions extension
    const QByteArray hello = QByteArray::fromHex("16030100310100002d0303") + QByteArray(32, 'r')
        + QByteArray::fromHex("000004c02bc02f01000000");
    QByteArray record = hello;
    record[4] = char(record.size() - 5);
    record[8] = char(record.size() - 9);
    resultOf(pair.client->write(record, soon()));
    QCOMPARE(resultOf(std::move(serving_)).error().kind, Kind::Failed);
}

void TlsTest::sessionsResumeExceptWhereTheyMust()
{
    for (const bool resumption : {true, false}) {
        TlsServerOptions server = serving();
        server.resumption = resumption;
        const ContextPtr serverContext = must(TlsContext::server(server));
        const ContextPtr clientContext = must(TlsContext::client(asking()));
        for (const bool second : {false, true}) {
            TcpPair pair = makeTcpPair();
            const auto [served, asked] = shakeHands(pair, serverContext, clientContext);
            QVERIFY(served && asked);
            // the ticket comes with the server's first bytes
            resultOf(pair.server->write("hello\r\n", soon()));
            QVERIFY(resultOf(pair.client->readLine(100, soon())));
            QCOMPARE(pair.client->isResumed(), second && resumption);
            QCOMPARE(pair.server->isResumed(), second && resumption);
        }
    }
}

void TlsTest::serverNameChoosesTheCertificate()
{
    TlsServerOptions other = serving();
    other.identity = identityOf(m_authority.issue({"other.example.org"}));
    TlsServerOptions server = serving();
    server.byName = [context = must(TlsContext::server(other))](
                        const QByteArray &name) { return name == "other.example.org" ? context : nullptr; };
    const ContextPtr context = must(TlsContext::server(server));
    for (const QByteArray name : {"other.example.org", "mail.example.org"}) {
        TcpPair pair = makeTcpPair();
        const auto [served, asked] = shakeHands(pair, context, must(TlsContext::client(asking())), name);
        QVERIFY2(served && asked, name.constData());
        QCOMPARE(pair.client->peerCertificate()->sanDnsNames.first(), name);
    }
}

void TlsTest::unusableFilesAreNamed()
{
    QTemporaryDir folder;
    const auto put = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        return folder.filePath(name);
    };
    const QString certificate = put(QStringLiteral("cert.pem"), m_server.certificatePem);
    const QString key = put(QStringLiteral("key.pem"), m_server.keyPem);
    QVERIFY(TlsIdentity::fromFiles(certificate, key));
    const auto missing = TlsIdentity::fromFiles(certificate, folder.filePath(QStringLiteral("none.pem")));
    QVERIFY(missing.error().forLog.contains(QStringLiteral("none.pem")));
    const auto noPem = TlsIdentity::fromFiles(put(QStringLiteral("text"), "hello"), key);
    QVERIFY(noPem.error().forLog.contains(QStringLiteral("no PEM")));
    const auto foreign =
        TlsIdentity::fromFiles(certificate, put(QStringLiteral("foreign.pem"), m_member.keyPem));
    QVERIFY(foreign.error().forLog.contains(QStringLiteral("does not belong")));
    const auto swapped = TlsIdentity::fromFiles(key, certificate);
    QVERIFY(swapped.error().forLog.contains(QStringLiteral("key.pem")));
    const auto encrypted = TlsIdentity::fromFiles(certificate,
        put(QStringLiteral("enc.pem"),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n"
            "-----END ENCRYPTED PRIVATE KEY-----\n"));
    QVERIFY(encrypted.error().forLog.contains(QStringLiteral("encrypted")));
}

void TlsTest::aConnectionMovesToAnotherThread()
{
    QFETCH(bool, tls);
    TcpPair pair = makeTcpPair();
    if (tls) {
        const auto [served, asked] =
            shakeHands(pair, must(TlsContext::server(serving())), must(TlsContext::client(asking())));
        QVERIFY(served && asked);
    }
    resultOf(pair.client->write("LOGIN\r\npipelined\r\n", soon()));
    QCOMPARE(*resultOf(pair.server->readLine(100, soon())), QByteArray("LOGIN\r\n"));
    resultOf(pair.server->write("OK\r\n", soon())); // not sent yet: it travels along
    std::shared_ptr<DetachedStream> detached = pair.server->detach();
    QVERIFY(detached);
    QCOMPARE(resultOf(pair.server->write("x", soon())).error().kind, Kind::Closed);
    Worker worker(1);
    worker.post([detached] {
        const auto serve = [](std::unique_ptr<ByteStream> stream) -> Task<> {
            for (;;) {
                const StreamResult<QByteArray> line = co_await stream->readLine(100, soon());
                if (!line)
                    break;
                const QByteArray secure = stream->peer().isSecure() ? "secure " : "clear ";
                co_await stream->write(secure + *line, soon());
            }
            stream->close();
        };
        serve(detached->attach());
    });
    const QByteArray prefix = tls ? "secure " : "clear ";
    QCOMPARE(*resultOf(pair.client->readLine(100, soon())), QByteArray("OK\r\n"));
    QCOMPARE(*resultOf(pair.client->readLine(100, soon())), prefix + "pipelined\r\n");
    resultOf(pair.client->write("more\r\n", soon()));
    QCOMPARE(*resultOf(pair.client->readLine(100, soon())), prefix + "more\r\n");
    pair.client->finish();
    QCOMPARE(resultOf(pair.client->readLine(100, soon())).error().kind, Kind::Ended);
    worker.stop();
}

void TlsTest::halfClosedConnectionsAreSplicedToTheEnd()
{
    TcpPair outer = makeTcpPair();
    TcpPair inner = makeTcpPair();
    const auto [served, asked] =
        shakeHands(outer, must(TlsContext::server(serving())), must(TlsContext::client(asking())));
    QVERIFY(served && asked);
    const QByteArray bytes = pattern(2'000'000);
    Task<Spliced> splicing = splice(*outer.server, *inner.client, 1min);
    Task<StreamResult<qint64>> reading = readAll(*outer.client, bytes);
    QVERIFY(resultOf(outer.client->write("FETCH\r\n", soon())));
    outer.client->finish();
    QCOMPARE(*resultOf(inner.server->readLine(100, soon())), QByteArray("FETCH\r\n"));
    QCOMPARE(resultOf(inner.server->readLine(100, soon())).error().kind, Kind::Ended);
    QVERIFY(resultOf(inner.server->write(bytes, soon())));
    QVERIFY(resultOf(inner.server->flush(soon())));
    inner.server->close();
    QCOMPARE(*resultOf(std::move(reading)), bytes.size());
    const Spliced moved = resultOf(std::move(splicing));
    QCOMPARE(moved.aToB, 7);
    QCOMPARE(moved.bToA, bytes.size());
}

void TlsTest::connectFailuresNameTheAddress()
{
    quint16 port = 0;
    {
        TcpPair pair = makeTcpPair();
        port = pair.client->peer().port; // nobody listens there any more
    }
    const auto refused = resultOf(TcpStream::connectTo(QStringLiteral("127.0.0.1"), port, soon()));
    QCOMPARE(refused.error().kind, Kind::Failed);
    QVERIFY(refused.error().detail.contains(QStringLiteral("127.0.0.1:%1").arg(port)));
    QVERIFY(!resultOf(TcpStream::connectTo(QStringLiteral("localhost"), port, soon())));
    const auto named = resultOf(connectToHost(QStringLiteral("localhost"), port, soon()));
    QVERIFY(!named);
    const auto addresses = resultOf(resolveHost(QStringLiteral("localhost"), soon()));
    QVERIFY(addresses && !addresses->isEmpty());
    const auto missing = resultOf(resolveHost(QStringLiteral("no-such-host.invalid"), soon()));
    QVERIFY(!missing);
}

int main(int argc, char **argv)
{
    if (std::unique_ptr<QAbstractEventDispatcher> dispatcher = makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication app(argc, argv);
    TlsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_tls.moc"
