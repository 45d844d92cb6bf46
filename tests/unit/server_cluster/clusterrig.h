// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Whole members in one process: state folder, table, control connections, cluster port on loopback.
#pragma once

#include "server/cluster/controlserver.h"
#include "server/cluster/linkserver.h"
#include "shared/base/durablefile_posix.h"
#include "shared/net/resolve.h"
#include "tests/support/await.h"

#include <QTcpServer>
#include <QTemporaryDir>

namespace homeport::testing {

inline bool spinUntil(const std::function<bool()> &isTrue)
{
    const Deadline deadline(30s);
    while (!isTrue() && !deadline.hasExpired())
        resultOf(sleepFor(5ms));
    return isTrue();
}

/// A port that was free a moment ago; a member keeps it over restarts.
inline quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

class NoDelivery : public LocalDelivery
{
public:
    Task<QList<DeliveryResult>> deliver(DeliveryRequest) override { co_return QList<DeliveryResult>{}; }
};

/// One member; its state folder outlives stop(), so that start() is a restart.
class Node
{
public:
    explicit Node(const char *host)
        : name(QString::fromLatin1(host) + QStringLiteral(".example.net"))
        , paths{folder.path()}
    {
    }
    ~Node() { stop(); }

    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(port); }

    /// The first member: keeper, with a storage.
    void found()
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const PrivateKey key = makeKey();
        ClusterTable table;
        table.cluster = ClusterId::random();
        table.number = 1;
        table.author = QStringLiteral("setup");
        table.time = QDateTime::currentDateTimeUtc();
        const Authority authority = *Authority::create(table.cluster, now);
        Member row;
        row.name = name;
        row.addresses = QStringList{address()};
        row.rights = {true, true, true};
        row.publicKey = key.publicKey();
        table.members = {row};
        table.storages = {{storage, QStringLiteral("first"), name, name, 1, StorageState::Served, true}};
        table.authority = authority.certificate();
        table.directory = {
            QStringLiteral("ldaps://127.0.0.1:7636"), {}, QStringLiteral("dc=example,dc=org"), true};
        const QByteArray certificate =
            *authority.issueMember(*makeCertificateRequest(key, name), name, lifetime, now);
        if (!saveAuthority(paths, authority) || !writeFileDurably(paths.memberCertificate(), certificate))
            qFatal("certificate");
        auto made = TableStore::open(paths.table(), name, pool);
        if (!(*made)->begin(*sealRevision(table, name, key)))
            qFatal("begin");
    }

    /// Sends POST /v1/join to the keeper, over the wire.
    JsonAnswer askToJoin(const JoinToken &token, const PrivateKey &key, bool replace = false)
    {
        const PrivateKey clientFacing = *PrivateKey::generate(PrivateKey::Kind::P256);
        JoinRequest request;
        request.name = name;
        request.secret = token.secret;
        request.publicKey = key.publicKey();
        request.request = *makeCertificateRequest(key, name);
        request.serverRequest = *makeCertificateRequest(clientFacing, name);
        request.addresses = QStringList{address()};
        request.replace = replace;
        const auto answer = resultOf(post(token, toJson(request)));
        if (!answer)
            qFatal("join: %s", qPrintable(answer.error().forLog));
        return *answer;
    }

    void join(Node &keeper, Rights rights)
    {
        const JoinToken token = *decodeToken(*keeper.cluster->invite(name, rights));
        const JsonAnswer answer = askToJoin(token, makeKey());
        if (answer.status != 200)
            qFatal("join: %s", answer.body.constData());
        const QByteArray certificate = answer.json.value(QStringLiteral("certificate")).toString().toLatin1();
        if (!writeFileDurably(paths.memberCertificate(), certificate))
            qFatal("certificate");
        const auto revisions = signedRevisionsFromJson(answer.json, QStringLiteral("revisions"));
        auto made = TableStore::open(paths.table(), name, pool);
        if (!(*made)->begin(*openRevision(revisions->last())))
            qFatal("begin");
        start();
    }

    void start()
    {
        store = std::move(*TableStore::open(paths.table(), name, pool));
        identity = std::move(*LinkIdentity::load(paths, name, store->table()->authority));
        ClusterSettings settings;
        settings.self = name;
        settings.paths = paths;
        settings.version = QStringLiteral("0.1.0");
        settings.times.retryFirst = 50ms;
        settings.times.retryMost = 200ms;
        settings.times.dial = 10s;
        settings.certificateLifetimeSeconds = lifetime;
        cluster = std::make_unique<ClusterService>(settings, *store, *identity, clock);
        control = std::make_unique<ControlServer>(*cluster);
        workers = std::make_unique<WorkerPool>(1);
        listen();
        const Result<> started = cluster->start(hooks());
        if (!started)
            qFatal("start: %s", qPrintable(started.error().forLog));
    }

    void stop()
    {
        if (!cluster)
            return;
        waitUntilDone(server->shutdown(Deadline(0)));
        control->close();
        waitUntilDone(cluster->shutdown());
        server.reset();
        control.reset();
        cluster.reset();
        workers->stop();
        workers.reset();
        identity.reset();
        store.reset();
    }

    PrivateKey makeKey() const
    {
        PrivateKey key = *PrivateKey::generate(PrivateKey::Kind::Ed25519);
        if (!writeFileDurably(paths.memberKey(), key.toPem().reveal()))
            qFatal("key");
        return key;
    }

    Result<TableRevision> change(std::function<Result<>(ClusterTable &)> edit, const char *comment = "test")
    {
        return resultOf(
            cluster->change(std::move(edit), QStringLiteral("admin"), QString::fromLatin1(comment), {}));
    }
    Result<TableRevision> changeNothing(const char *comment)
    {
        return change([](ClusterTable &) -> Result<> { return {}; }, comment);
    }
    QString comment() const { return cluster->table()->comment; }
    bool sees(const Node &other, ObservedState state) const
    {
        for (const PeerView &view : cluster->peers()) {
            if (view.name == other.name)
                return view.state == state;
        }
        return false;
    }

    const MemberName name;
    QTemporaryDir folder;
    const IdentityPaths paths;
    const quint16 port = freePort();
    qint64 lifetime = 86400;
    StorageId storage = StorageId::random();
    QList<StorageId> servedNow;
    QList<StorageId> stopped;
    std::chrono::milliseconds applyTakes{0};
    int applied = 0; ///< hooks that have ended
    SystemClock clock;
    BlockingPool pool{1};
    NoDelivery delivery;
    std::unique_ptr<TableStore> store;
    std::unique_ptr<LinkIdentity> identity;
    std::unique_ptr<ClusterService> cluster;
    std::unique_ptr<ControlServer> control;
    std::unique_ptr<WorkerPool> workers;
    std::unique_ptr<LinkServer> server;

private:
    static Task<Result<JsonAnswer>> post(JoinToken token, QJsonObject body)
    {
        const Deadline deadline(30s);
        const auto endpoint = splitEndpoint(token.addresses.first());
        auto stream = co_await connectToHost(endpoint->first, endpoint->second, deadline);
        if (!stream)
            co_return fail(stream.error().toError());
        TlsClientOptions options;
        options.minimum = TlsVersion::V1_3;
        options.alpn = {"h2"};
        options.verify = TlsClientOptions::Verify::Nothing;
        const auto context = TlsContext::client(options);
        const auto secured = co_await (*stream)->startTlsClient(*context, "join.example.net", deadline);
        if (!secured)
            co_return fail(secured.error().toError());
        const auto connection = Http2Connection::client(std::move(*stream));
        connection->run();
        const auto answer = co_await requestJson(*connection, "POST", "/v1/join", token.name, body, deadline);
        co_return answer;
    }

    ClusterHooks hooks()
    {
        ClusterHooks hooks;
        hooks.table.apply = [this](TablePointer, TablePointer) { return apply(this); };
        hooks.table.stopServing = [this](QList<StorageId> storages) { return note(this, storages); };
        hooks.question = [](QString what, QJsonObject arguments, MemberName asker) {
            return answer(std::move(what), std::move(arguments), std::move(asker));
        };
        hooks.servedNow = [this](StorageId id) { servedNow.append(id); };
        hooks.tableChanged = [this] {
            server->tableChanged();
            control->tableChanged();
        };
        return hooks;
    }
    static Task<> apply(Node *node)
    {
        if (node->applyTakes.count() > 0)
            co_await sleepFor(node->applyTakes);
        ++node->applied;
    }
    static Task<> note(Node *node, QList<StorageId> storages)
    {
        node->stopped += storages;
        co_return;
    }
    static Task<Result<QJsonObject>> answer(QString what, QJsonObject arguments, MemberName asker)
    {
        if (what == QStringLiteral("fail"))
            co_return fail(Error::refused("no such thing", QStringLiteral("details"), "5.1.1"));
        arguments.insert(QStringLiteral("asker"), asker.text);
        co_return arguments;
    }

    void listen()
    {
        ListenerOptions options;
        options.name = QStringLiteral("cluster");
        options.addresses = QStringList{QStringLiteral("127.0.0.1")};
        options.port = port;
        MessagePlace place;
        place.directory = folder.path().toLocal8Bit();
        place.budget = std::make_shared<MessageBudget>(1024 * 1024);
        ClusterService *service = cluster.get();
        auto opened = LinkServer::open(*workers, options,
            LinkServerContext{*service, [service] { return service->contexts(); },
                [service](LinkPurpose purpose, int worker) { return service->hello(purpose, worker); },
                [this](std::unique_ptr<ByteStream> stream, std::optional<LinkPeer> peer) {
                    control->serve(std::move(stream), std::move(peer));
                },
                [](const StorageId &, quint64) { return false; },
                [](std::unique_ptr<ByteStream>, TunnelRequest) -> Task<> { co_return; },
                [](MemberName, TableRevision) -> Task<> { co_return; }, delivery, place});
        if (!opened)
            qFatal("listen: %s", qPrintable(opened.error().forLog));
        server = std::move(*opened);
    }
};

} // namespace homeport::testing
