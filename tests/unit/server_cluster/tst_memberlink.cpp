// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Tunnels and deliveries between two members, and who is not let in.
#include "server/cluster/deliverywire.h"
#include "server/cluster/hello.h"
#include "server/cluster/linknames.h"
#include "shared/net/resolve.h"
#include "tests/unit/server_cluster/linkrig.h"

#include <QTest>
#include <QtEndian>

using namespace homeport;
using namespace homeport::testing;

namespace {

using Tunnel = Result<std::unique_ptr<ByteStream>>;

QByteArray lineOf(ByteStream &stream)
{
    const auto line = resultOf(stream.readLine(1000, soon()));
    return line ? *line : QByteArray("no line");
}

/// TLS to the cluster port without HTTP/2: what arrives before the end.
struct Stranger
{
    bool isConnected = false;
    qint64 received = 0;
};

Stranger knock(const LinkRig &rig, const std::shared_ptr<TlsContext> &context, const QByteArray &name)
{
    Stranger stranger;
    auto stream = moved(connectToHost(QStringLiteral("127.0.0.1"), rig.server->port(), soon()));
    stranger.isConnected = stream.has_value();
    // TLS 1.3: the client's handshake ends before the server has judged its certificate
    const auto secured = resultOf((*stream)->startTlsClient(context, name, soon()));
    while (secured) {
        const auto bytes = resultOf((*stream)->readSome(1000, soon()));
        if (!bytes)
            break;
        stranger.received += bytes->size();
    }
    return stranger;
}

Result<Http2Response> postDelivery(
    Http2Connection &connection, const QByteArray &envelope, const QByteArray &text)
{
    Http2Request request;
    request.method = "POST";
    request.path = "/v1/delivery";
    request.body.resize(4);
    qToBigEndian(quint32(envelope.size()), request.body.data());
    request.body += envelope + text;
    return resultOf(connection.request(request, soon()));
}

} // namespace

class MemberLinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesSayWhoServes();
    void protocolsAreAgreedOn();
    void deliveriesAreWrittenAndRead();
    void tunnelsReachTheAccountsWorker();
    void whatIsNotServedIsNotHere();
    void withoutTheRightItIsLater();
    void aMemberThatIsDownFailsAtOnce();
    void eachRecipientGetsItsResult();
    void largeMessagesComeWhole();
    void tooLargeIsRefusedByTheEnvelope();
    void aLostAnswerMayHaveBeenDelivered();
    void damagedMessagesAreLater();
    void helloComesFirst();
    void strangersSeeNoFrame_data();
    void strangersSeeNoFrame();
    void theMainThreadServesControlAndJoiners();
    void aRemovedMemberIsCutOff();
    void twoThousandTunnelsShareAConnection();
    void idleConnectionsClose();
};

void MemberLinkTest::namesSayWhoServes()
{
    const MemberName back1{QStringLiteral("back1.example.net")};
    for (const LinkPurpose purpose : {LinkPurpose::Control, LinkPurpose::Sessions, LinkPurpose::Deliveries}) {
        const LinkDoor door = doorNamed(serverNameFor(back1, purpose, 12), back1);
        QCOMPARE(int(door.purpose), int(purpose));
        QCOMPARE(door.worker.value_or(-1), purpose == LinkPurpose::Control ? -1 : 12);
    }
    QCOMPARE(*doorNamed("W3.Back1.example.net", back1).worker, 3);
    for (const char *name : {"", "back1.example.net", "w.back1.example.net", "w1.back2.example.net",
             ".back1.example.net", "x1.back1.example.net", "w-1.back1.example.net"})
        QCOMPARE(doorNamed(name, back1), LinkDoor());
}

void MemberLinkTest::protocolsAreAgreedOn()
{
    Hello ours;
    Hello theirs;
    ours.protocolMin = 2;
    ours.protocolMax = 4;
    theirs.protocolMin = 1;
    theirs.protocolMax = 3;
    QCOMPARE(*agreeOnProtocol(ours, theirs), 3);
    theirs.protocolMax = 1;
    QCOMPARE(agreeOnProtocol(ours, theirs).error().status, QByteArray("505"));
    QVERIFY(agreeOnProtocol(ours, theirs).error().forPeer.contains("2 to 4"));
    theirs.cluster = ClusterId::random();
    QCOMPARE(acceptHello(ours, theirs, theirs.member).error().status, QByteArray("403"));
}

void MemberLinkTest::deliveriesAreWrittenAndRead()
{
    const TableFixture members;
    DeliveryRequest request;
    request.body = MessageBody::fromBytes("Subject: x\r\n\r\n");
    request.recipients.append(
        {DeliveryKey::random(), AccountId::random(), "änn@example.org", {}, members.storage1, 7});
    const auto envelope = decodeEnvelope(encodeEnvelope(request));
    QVERIFY(envelope);
    QCOMPARE(envelope->size, 14);
    QCOMPARE(envelope->sha256, request.body->sha256());
    QCOMPARE(envelope->request.recipients.first().address, request.recipients.first().address);
    QCOMPARE(envelope->request.recipients.first().epoch, 7u);
    request.recipients.clear();
    QVERIFY(decodeEnvelope(encodeEnvelope(request)).error().forPeer.startsWith("recipients"));
    const QByteArray key(32, 'a');
    const auto answer = decodeAnswer("{\"table\":{\"number\":1,\"hash\":\"" + QByteArray(64, 'b')
        + "\"},\"results\":[{\"key\":\"" + key + "\",\"result\":\"wonder\",\"status\":\"\",\"text\":\"\"}]}");
    QVERIFY(answer && answer->results.isEmpty()); // an unknown word is no result
    QVERIFY(!decodeAnswer("{}"));
}

void MemberLinkTest::tunnelsReachTheAccountsWorker()
{
    LinkRig rig;
    for (const int shard : {4, 7}) {
        Tunnel tunnel = moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(shard), soon()));
        QVERIFY2(tunnel, tunnel ? "" : qPrintable(tunnel.error().forLog));
        waitUntilDone([](ByteStream &stream) -> Task<> { co_await stream.write("A2 NOOP\r\n"); }(**tunnel));
        QCOMPARE(lineOf(**tunnel), "A%1 OK änn sales on " + QByteArray::number(shard % 2) + "\r\n");
        QCOMPARE(lineOf(**tunnel), QByteArray("A2 NOOP\r\n"));
        QCOMPARE(rig.server->tunnels(), 1);
        (*tunnel)->close();
        QVERIFY(spinUntil([&rig] { return rig.server->tunnels() == 0; }));
    }
    QCOMPARE(rig.client->connectionCount(), 2);
}

void MemberLinkTest::whatIsNotServedIsNotHere()
{
    LinkRig rig;
    const Tunnel older = moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(0, 2), soon()));
    QCOMPARE(older.error().status, QByteArray("not-here"));
    QVERIFY(older.error().isTemporary());
    QCOMPARE(rig.catchUps.load(), 1);
    QCOMPARE(rig.homeCatchUps.load(), 0);
    const Tunnel newer = moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(0, 4), soon()));
    QCOMPARE(newer.error().status, QByteArray("not-here"));
    QCOMPARE(rig.homeCatchUps.load(), 1); // the asker knew more
    const auto results =
        resultOf(rig.client->deliver(rig.members.back1, rig.message({"ok", "ok"}, "x", 4), soon()));
    QCOMPARE(results.size(), 2);
    QCOMPARE(int(results.at(1).outcome), int(DeliveryOutcome::NotHere));
    QCOMPARE(rig.catchUps.load(), 3); // once for the two recipients
    QCOMPARE(rig.homeCatchUps.load(), 2);
    QCOMPARE(rig.delivery.calls.load(), 0);
}

void MemberLinkTest::withoutTheRightItIsLater()
{
    LinkRig rig;
    ClusterTable table = rig.members.table();
    table.member(rig.members.front1)->rights = {false, true, false};
    rig.homeView.set(table);
    const Tunnel refused = moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(0), soon()));
    QVERIFY(!refused && refused.error().isTemporary());
    QVERIFY(refused.error().forLog.contains(QStringLiteral("403")));
    // mail that a backend queued may come
    auto results = resultOf(rig.client->deliver(rig.members.back1, rig.message({"ok"}, "x"), soon()));
    QCOMPARE(int(results.first().outcome), int(DeliveryOutcome::Delivered));
    table.member(rig.members.front1)->rights = {};
    rig.homeView.set(table);
    results = resultOf(rig.client->deliver(rig.members.back1, rig.message({"ok"}, "x"), soon()));
    QCOMPARE(int(results.first().outcome), int(DeliveryOutcome::Later));
    QCOMPARE(results.first().status, QByteArray("4.3.0"));
}

void MemberLinkTest::aMemberThatIsDownFailsAtOnce()
{
    LinkRig rig;
    rig.frontView.up = false;
    QVERIFY(!moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(0), Deadline(Deadline::Forever))));
    const auto results = resultOf(rig.client->deliver(rig.members.back1, rig.message({"ok"}, "x"), soon()));
    QCOMPARE(results.first().status, QByteArray("4.4.1"));
    rig.frontView.up = true; // up, but nobody there
    ClusterTable table = rig.tableWithPort();
    table.member(rig.members.back1)->addresses = QStringList{QStringLiteral("127.0.0.1:1")};
    rig.frontView.set(table);
    const auto unreached = resultOf(rig.client->deliver(rig.members.back1, rig.message({"ok"}, "x"), soon()));
    QCOMPARE(unreached.first().status, QByteArray("4.4.1"));
}

void MemberLinkTest::eachRecipientGetsItsResult()
{
    LinkRig rig;
    const DeliveryRequest request =
        rig.message({"busy", "ok", "full", "silent", "ok2"}, "Subject: hi\r\n\r\nyes\r\n");
    const auto results = resultOf(rig.client->deliver(rig.members.back1, request, soon()));
    QCOMPARE(results.size(), 5);
    const QList<DeliveryOutcome> expected{DeliveryOutcome::Later, DeliveryOutcome::Delivered,
        DeliveryOutcome::Refused, DeliveryOutcome::Later, DeliveryOutcome::Delivered};
    for (qsizetype i = 0; i < 5; ++i) {
        QCOMPARE(results.at(i).key, request.recipients.at(i).key);
        QCOMPARE(int(results.at(i).outcome), int(expected.at(i)));
    }
    QCOMPARE(results.at(2).status, QByteArray("5.2.2"));
    const auto arrived = rig.delivery.last.load();
    QCOMPARE(arrived->from, request.from);
    QCOMPARE(arrived->receivedMs, request.receivedMs);
    QCOMPARE(*arrived->body->read(0, 1000), QByteArray("Subject: hi\r\n\r\nyes\r\n"));
}

void MemberLinkTest::largeMessagesComeWhole()
{
    LinkRig rig;
    MessagePlace place;
    place.directory = rig.folder.path().toLocal8Bit();
    place.budget = std::make_shared<MessageBudget>(1024 * 1024);
    QByteArray text;
    while (text.size() < 900'000)
        text += QByteArray::number(text.size()) + "\r\n";
    MessageBody body(place);
    QVERIFY(body.append(text));
    DeliveryRequest request = rig.message(QList<QByteArray>(1200, "ok"), {});
    request.body = MessageBody::seal(std::move(body));
    QVERIFY(request.body->isInFile());
    const auto results = resultOf(rig.client->deliver(rig.members.back1, request, soon()));
    QCOMPARE(results.size(), 1200);
    QVERIFY(std::all_of(results.begin(), results.end(),
        [](const DeliveryResult &result) { return result.outcome == DeliveryOutcome::Delivered; }));
    QCOMPARE(rig.delivery.calls.load(), 3); // at most 1,000 recipients in a request
    QCOMPARE(*rig.delivery.last.load()->body->read(0, 1'000'000), text);
}

void MemberLinkTest::tooLargeIsRefusedByTheEnvelope()
{
    LinkRig rig;
    const DeliveryRequest request = rig.message({"ok"}, QByteArray(3 * 1024 * 1024, 'x'));
    const auto results = resultOf(rig.client->deliver(rig.members.back1, request, soon()));
    QCOMPARE(int(results.first().outcome), int(DeliveryOutcome::Refused));
    QCOMPARE(results.first().status, QByteArray("5.3.4"));
    QCOMPARE(rig.delivery.calls.load(), 0);
}

void MemberLinkTest::aLostAnswerMayHaveBeenDelivered()
{
    LinkRig rig;
    rig.delivery.holdFor = 300ms;
    rig.delivery.onDelivery = [&rig] { // in a worker
        ClusterTable table = rig.members.table();
        table.members.removeLast();
        rig.homeView.set(table);
        rig.server->tableChanged();
    };
    const auto results = resultOf(rig.client->deliver(rig.members.back1, rig.message({"ok"}, "x"), soon()));
    QCOMPARE(int(results.first().outcome), int(DeliveryOutcome::Later));
    QCOMPARE(results.first().status, QByteArray("4.4.2"));
    QVERIFY(spinUntil([&rig] { return rig.delivery.last.load() != nullptr; })); // it went on all the same
}

void MemberLinkTest::damagedMessagesAreLater()
{
    LinkRig rig;
    OpenedLink link = *moved(dialMember(rig.order()));
    const QByteArray envelope = encodeEnvelope(rig.message({"ok"}, "right"));
    const auto damaged = postDelivery(*link.connection, envelope, "wrong");
    QCOMPARE(damaged->status, 200);
    const auto answer = decodeAnswer(damaged->body);
    QCOMPARE(int(answer->results.first().outcome), int(DeliveryOutcome::Later));
    QCOMPARE(postDelivery(*link.connection, envelope, "short or long")->status, 503);
    QCOMPARE(postDelivery(*link.connection, "{}", "right")->status, 400);
    QCOMPARE(postDelivery(*link.connection, envelope, "right")->status, 200);
    QCOMPARE(rig.delivery.calls.load(), 1);
}

void MemberLinkTest::helloComesFirst()
{
    LinkRig rig;
    DialOrder order = rig.order();
    order.hello.protocolMin = order.hello.protocolMax = 9;
    QVERIFY(moved(dialMember(order)).error().forPeer.contains("9 to 9"));
    order = rig.order();
    order.hello.cluster = ClusterId::random();
    QCOMPARE(moved(dialMember(order)).error().forPeer, QByteArray("another cluster"));
    auto stream = moved(connectToHost(QStringLiteral("127.0.0.1"), rig.server->port(), soon()));
    QVERIFY(resultOf((*stream)->startTlsClient(rig.frontContexts->client, "w0.back1.example.net", soon())));
    const auto connection = Http2Connection::client(std::move(*stream));
    connection->run();
    const auto early = postDelivery(*connection, "{}", {});
    QCOMPARE(early->status, 403);
    QVERIFY(early->body.contains("hello first"));
}

void MemberLinkTest::strangersSeeNoFrame_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"other authority", "other name", "other key"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void MemberLinkTest::strangersSeeNoFrame()
{
    QFETCH(QString, kind);
    LinkRig rig;
    const PrivateKey fresh = *PrivateKey::generate(PrivateKey::Kind::Ed25519);
    LinkContextsPointer contexts;
    if (kind == u"other authority")
        contexts =
            rig.contextsFor(rig.members.front1, *Authority::create(rig.members.cluster, LinkRig::now()));
    else if (kind == u"other name")
        contexts = rig.contextsFor(MemberName(QStringLiteral("front9.example.net")), fresh, rig.authority);
    else
        contexts = rig.contextsFor(rig.members.front1, fresh, rig.authority);
    const Stranger stranger = knock(rig, contexts->client, "w0.back1.example.net");
    QVERIFY(stranger.isConnected);
    QCOMPARE(stranger.received, 0);
    QVERIFY(rig.mainConnections.isEmpty());
    QCOMPARE(rig.server->connections(), 0);
    // and the other way round: a server with such a certificate is not talked to
    rig.homeContexts = kind == u"other authority"
        ? rig.contextsFor(rig.members.back1, *Authority::create(rig.members.cluster, LinkRig::now()))
        : rig.contextsFor(
            kind == u"other name" ? rig.members.back2 : rig.members.back1, fresh, rig.authority);
    QVERIFY(!moved(dialMember(rig.order())));
}

void MemberLinkTest::theMainThreadServesControlAndJoiners()
{
    LinkRig rig;
    TlsClientOptions bare;
    bare.minimum = TlsVersion::V1_3;
    bare.alpn = {"h2"};
    bare.authoritiesPem = rig.authority.certificate();
    bare.verify = TlsClientOptions::Verify::Chain;
    QCOMPARE(knock(rig, *TlsContext::client(bare), "w0.back1.example.net").received, 0);
    QCOMPARE(rig.mainConnections.size(), 1);
    QVERIFY(!rig.mainConnections.first());
    QCOMPARE(knock(rig, rig.frontContexts->client, "control.back1.example.net").received, 0);
    QCOMPARE(rig.mainConnections.size(), 2);
    QCOMPARE(rig.mainConnections.last()->name, rig.members.front1);
    bare.alpn.clear();
    QCOMPARE(knock(rig, *TlsContext::client(bare), "w0.back1.example.net").received, 0);
    QCOMPARE(rig.mainConnections.size(), 2); // no h2: not served at all
}

void MemberLinkTest::aRemovedMemberIsCutOff()
{
    LinkRig rig;
    Tunnel tunnel = moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(1), soon()));
    QCOMPARE(lineOf(**tunnel), QByteArray("A%1 OK änn sales on 1\r\n"));
    ClusterTable table = rig.members.table();
    rig.server->tableChanged(); // nothing changed for this member
    table.member(rig.members.front1)->publicKey = QByteArray(32, 'k');
    rig.homeView.set(table);
    rig.server->tableChanged();
    QVERIFY(!resultOf((*tunnel)->readLine(100, soon())));
    QVERIFY(spinUntil([&rig] { return rig.server->connections() == 0; }));
    QVERIFY(!moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(1), soon())));
    rig.homeView.set(rig.members.table());
    Tunnel again = moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(1), soon()));
    QVERIFY(again);
    table = rig.tableWithPort(); // and the asker lets go of a member that was removed
    table.members.removeFirst();
    rig.frontView.set(table);
    rig.client->tableChanged();
    lineOf(**again);
    QVERIFY(!resultOf((*again)->readLine(100, soon())));
}

void MemberLinkTest::twoThousandTunnelsShareAConnection()
{
    LinkRig rig;
    std::vector<Task<Tunnel>> opening;
    for (int i = 0; i < 2000; ++i)
        opening.push_back(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(0), soon()));
    std::vector<std::unique_ptr<ByteStream>> tunnels;
    for (auto &task : opening) {
        Tunnel tunnel = moved(std::move(task));
        QVERIFY2(tunnel, tunnel ? "" : qPrintable(tunnel.error().forLog));
        tunnels.push_back(std::move(*tunnel));
    }
    QCOMPARE(rig.client->connectionCount(), 1);
    QCOMPARE(rig.server->connections(), 1);
    QCOMPARE(rig.server->tunnels(), 2000);
    QCOMPARE(lineOf(*tunnels.back()), QByteArray("A%1 OK änn sales on 0\r\n"));
    tunnels.clear();
    QVERIFY(spinUntil([&rig] { return rig.server->tunnels() == 0; }));
}

void MemberLinkTest::idleConnectionsClose()
{
    LinkRig rig(100ms);
    Tunnel tunnel = moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(0), soon()));
    resultOf(sleepFor(300ms));
    QCOMPARE(rig.client->connectionCount(), 1); // in use
    tunnel->reset();
    QVERIFY(
        spinUntil([&rig] { return rig.client->connectionCount() == 0 && rig.server->connections() == 0; }));
    QVERIFY(moved(rig.client->openTunnel(rig.members.back1, rig.tunnelTo(0), soon())));
}

QTEST_GUILESS_MAIN(MemberLinkTest)
#include "tst_memberlink.moc"
