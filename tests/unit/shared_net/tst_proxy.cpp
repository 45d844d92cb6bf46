// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The PROXY protocol: every form, every cut, and who may speak it.
#include "shared/net/eventdispatcher.h"
#include "shared/net/proxiedclient.h"
#include "shared/net/proxyheader.h"
#include "tests/support/tcppair.h"
#include "tests/support/testcertificates.h"

#include <QCoreApplication>
#include <QTest>
#include <QtEndian>

using namespace homeport;

namespace {

Deadline soon() { return Deadline(30s); }

const QByteArray signature("\x0D\x0A\x0D\x0A\x00\x0D\x0A\x51\x55\x49\x54\x0A", 12);

QByteArray number(quint16 value)
{
    QByteArray bytes(2, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray block(char command, char family, const QByteArray &rest)
{
    return signature + command + family + number(quint16(rest.size())) + rest;
}

const QByteArray v4 = QByteArray("\xC0\x00\x02\x07\xC6\x33\x64\x01", 8) + number(40000) + number(25);
const ProxyHeader v4Header{false, "192.0.2.7", 40000, "198.51.100.1", 25};

/// Feeds `wire` as a reader would: only what was asked for. `rest`: what was left alone.
ProxyStep feed(const QByteArray &wire, QByteArray *rest = nullptr)
{
    QByteArray taken;
    for (;;) {
        const ProxyStep step = parseProxyHeader(taken);
        const auto *more = std::get_if<ProxyNeedMore>(&step);
        if (!more) {
            if (rest)
                *rest = wire.mid(taken.size());
            return step;
        }
        qsizetype count = more->exactly;
        if (count == 0) {
            const qsizetype end = wire.indexOf('\n', taken.size());
            count = end < 0 ? wire.size() - taken.size() + 1 : end + 1 - taken.size();
            if (count > more->line)
                return Error::syntax("too long");
        }
        if (taken.size() + count > wire.size())
            return step; // cut off: it waits for more
        taken += wire.mid(taken.size(), count);
    }
}

bool isBad(const QByteArray &wire) { return std::holds_alternative<Error>(feed(wire)); }

ListenerOptions behindProxy(const QStringList &allowed, int perSource)
{
    ListenerOptions options;
    options.name = QStringLiteral("imap");
    options.addresses = QStringList{QStringLiteral("127.0.0.1")};
    options.allowedNetworks = allowed;
    options.perSource = perSource;
    options.proxyNetworks = QStringList{QStringLiteral("127.0.0.0/8")};
    return options;
}

Task<> greet(Accepted accepted, std::chrono::milliseconds patience, std::shared_ptr<TlsContext> tls = nullptr)
{
    TcpStream stream(std::move(accepted.descriptor), accepted.peer, accepted.slot);
    Result<> met;
    if (accepted.gate)
        met = co_await meetClient(stream, accepted.gate, Deadline(patience));
    if (met && tls) {
        const auto secured = co_await stream.startTls(tls, Deadline(patience));
        if (!secured)
            met = fail(secured.error().toError());
    }
    if (met) {
        co_await stream.write("hello " + stream.peer().address + '\n', soon());
        co_await stream.readLine(100, soon());
    }
    stream.close();
}

QByteArray said(quint16 port, const QByteArray &first, std::unique_ptr<TcpStream> *keep = nullptr)
{
    auto stream = resultOf(TcpStream::connectTo(QStringLiteral("127.0.0.1"), port, soon()));
    if (!stream)
        return "no connection";
    if (!first.isEmpty() && !resultOf((*stream)->write(first, soon())))
        return "not written";
    const auto line = resultOf((*stream)->readLine(200, soon()));
    if (keep)
        *keep = std::move(*stream);
    return line ? *line : QByteArray("closed");
}

} // namespace

class ProxyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothVersionsNameTheClientAndLeaveTheRest()
    {
        QByteArray rest;
        const QByteArray after = "a1 NOOP\r\n";
        QCOMPARE(std::get<ProxyHeader>(feed("PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\r\n" + after, &rest)),
            v4Header);
        QCOMPARE(rest, after);
        QCOMPARE(std::get<ProxyHeader>(feed(block(0x21, 0x11, v4) + after, &rest)), v4Header);
        QCOMPARE(rest, after);
        const ProxyHeader v6{false, "2001:db8::7", 40000, "2001:db8::1", 993};
        QCOMPARE(std::get<ProxyHeader>(feed("PROXY TCP6 2001:db8::7 2001:DB8:0::1 40000 993\r\n")), v6);
        const QByteArray net = QByteArray::fromHex("20010db8000000000000000000000007");
        const QByteArray own = QByteArray::fromHex("20010db8000000000000000000000001");
        QCOMPARE(std::get<ProxyHeader>(feed(block(0x21, 0x21, net + own + number(40000) + number(993)))), v6);
        const QByteArray mapped = QByteArray::fromHex("00000000000000000000ffffc0000207");
        const ProxyStep step = feed(block(0x21, 0x21, mapped + own + number(1) + number(2)));
        QCOMPARE(std::get<ProxyHeader>(step).sourceAddress, QByteArray("192.0.2.7"));
    }

    void theProxysOwnConnectionsStandForThemselves()
    {
        QByteArray rest;
        for (const QByteArray &local :
            {QByteArray("PROXY UNKNOWN\r\n"), QByteArray("PROXY UNKNOWN ffff::1 whatever 1 2\r\n"),
                block(0x20, 0x00, {}), block(0x20, 0x11, v4), block(0x20, 0x77, "anything"),
                block(0x21, 0x00, {}), block(0x21, 0x31, QByteArray(216, 'x'))}) {
            const ProxyStep step = feed(local + "rest", &rest);
            QVERIFY2(std::holds_alternative<ProxyHeader>(step), local.toPercentEncoding().constData());
            QCOMPARE(std::get<ProxyHeader>(step), ProxyHeader{});
            QCOMPARE(rest, QByteArray("rest"));
        }
    }

    void tlvsAreSkippedButMustAddUp()
    {
        const QByteArray tlv = QByteArray(1, '\x02') + number(5) + "a.org";
        QCOMPARE(std::get<ProxyHeader>(feed(block(0x21, 0x11, v4 + tlv + tlv))), v4Header);
        QVERIFY(isBad(block(0x21, 0x11, v4 + tlv.chopped(1))));
        QVERIFY(isBad(block(0x21, 0x11, v4 + "xy")));
    }

    void everyCutWaitsForMore()
    {
        for (const QByteArray &whole :
            {QByteArray("PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\r\n"), block(0x21, 0x11, v4)}) {
            for (qsizetype cut = 0; cut < whole.size(); ++cut)
                QVERIFY2(std::holds_alternative<ProxyNeedMore>(feed(whole.first(cut))),
                    QByteArray::number(cut).constData());
        }
    }

    void whatIsNotExactlyAHeaderIsRefused()
    {
        for (const char *line :
            {"EHLO client.example\r\n", "PROXY TCP5 1.2.3.4 1.2.3.4 1 2\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 40000\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 40000 25 9\r\n",
                "PROXY TCP4  192.0.2.7 198.51.100.1 40000 25\r\n",
                "PROXY TCP4 192.0.2.007 198.51.100.1 40000 25\r\n",
                "PROXY TCP4 192.0.2 198.51.100.1 40000 25\r\n",
                "PROXY TCP4 2001:db8::1 198.51.100.1 40000 25\r\n",
                "PROXY TCP6 192.0.2.7 198.51.100.1 40000 25\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 65536 25\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 040 25\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 -1 25\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\n", "proxy TCP4 192.0.2.7 1.2.3.4 1 2\r\n"})
            QVERIFY2(isBad(line), line);
        QVERIFY(isBad("PROXY UNKNOWN " + QByteArray(100, 'x') + "\r\n")); // over 107 bytes
        QVERIFY(isBad("PROXY " + QByteArray(200, 'x')));
        QVERIFY(isBad(block(0x31, 0x11, v4))); // version 3
        QVERIFY(isBad(block(0x22, 0x11, v4))); // unknown command
        QVERIFY(isBad(block(0x21, 0x12, v4))); // datagrams
        QVERIFY(isBad(block(0x21, 0x41, v4))); // unknown family
        QVERIFY(isBad(block(0x21, 0x11, v4.chopped(1)))); // too short for its addresses
        QVERIFY(isBad(block(0x21, 0x21, v4)));
        QVERIFY(isBad(block(0x21, 0x11, v4 + QByteArray(proxyBlockLimit, '\0')))); // oversized
    }

    void aListedProxyNamesItsClientAndNobodyElseDoes()
    {
        auto listener = Listener::open(behindProxy({QStringLiteral("192.0.2.0/24")}, 1),
            [](Accepted accepted) { greet(std::move(accepted), 30s); });
        QVERIFY2(listener, listener ? "" : qPrintable(listener.error().forLog));
        const quint16 port = (*listener)->port();
        std::unique_ptr<TcpStream> first;
        QCOMPARE(said(port, "PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\r\n", &first), "hello 192.0.2.7\n");
        // the caps and networks are the client's, not the proxy's
        QCOMPARE(said(port, "PROXY TCP4 192.0.2.7 198.51.100.1 40001 25\r\n"), "closed");
        QCOMPARE(said(port, block(0x21, 0x11, QByteArray("\xC0\x00\x02\x08", 4) + v4.mid(4))),
            "hello 192.0.2.8\n");
        QCOMPARE(said(port, "PROXY TCP4 203.0.113.1 198.51.100.1 40001 25\r\n"), "closed");
        QCOMPARE(said(port, block(0x20, 0x00, {})), "hello 127.0.0.1\n");
        first->close();
        QTRY_COMPARE((*listener)->connections(), 0);
        QCOMPARE(said(port, "PROXY TCP4 192.0.2.7 198.51.100.1 40002 25\r\n"), "hello 192.0.2.7\n");
    }

    void aHeaderThatArrivesWithTheClientHelloIsTakenAlone_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("version 1") << QByteArray("PROXY TCP4 192.0.2.7 198.51.100.1 40000 993\r\n");
        QTest::newRow("version 2") << block(0x21, 0x11, v4);
    }
    void aHeaderThatArrivesWithTheClientHelloIsTakenAlone()
    {
        QFETCH(QByteArray, header);
        TestAuthority authority;
        const TestIdentity identity = authority.issue({"mail.example.org"});
        TlsServerOptions serverOptions;
        serverOptions.identity = {identity.certificatePem, Secret(identity.keyPem)};
        const auto server = TlsContext::server(std::move(serverOptions));
        TlsClientOptions clientOptions;
        clientOptions.authoritiesPem = authority.certificatePem();
        const auto client = TlsContext::client(std::move(clientOptions));
        QVERIFY(server && client);
        auto listener = Listener::open(
            behindProxy({}, 0), [tls = *server](Accepted accepted) { greet(std::move(accepted), 30s, tls); });
        QVERIFY(listener);
        (*listener)->pause(); // until both are in the socket
        auto stream =
            resultOf(TcpStream::connectTo(QStringLiteral("127.0.0.1"), (*listener)->port(), soon()));
        QVERIFY(stream);
        QVERIFY(resultOf((*stream)->write(header, soon())));
        QVERIFY(resultOf((*stream)->flush(soon())));
        Task<StreamResult<>> shaking = (*stream)->startTlsClient(*client, "mail.example.org", soon());
        QTest::qWait(20);
        (*listener)->resume();
        const auto secured = resultOf(std::move(shaking));
        QVERIFY2(secured, secured ? "" : qPrintable(secured.error().detail));
        QCOMPARE(resultOf((*stream)->readLine(200, soon())).value_or("lost"), "hello 192.0.2.7\n");
    }

    void silenceAndOtherWordsFromAListedProxyAreRefused()
    {
        auto listener =
            Listener::open(behindProxy({}, 0), [](Accepted accepted) { greet(std::move(accepted), 200ms); });
        QVERIFY(listener);
        QCOMPARE(said((*listener)->port(), {}), "closed");
        QCOMPARE(said((*listener)->port(), "PROXY TCP4 192.0.2.7 "), "closed");
        QCOMPARE(said((*listener)->port(), "EHLO client.example\r\n"), "closed");
        QTRY_COMPARE((*listener)->connections(), 0);
    }
};

int main(int argc, char **argv)
{
    if (std::unique_ptr<QAbstractEventDispatcher> dispatcher = makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication app(argc, argv);
    ProxyTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_proxy.moc"
