// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Joining a cluster with a token (protocol.md 1.8).
#include "server/app/memberfiles.h"
#include "server/app/setup.h"
#include "server/app/standby.h"
#include "server/app/statefolder.h"
#include "server/cluster/joindesk.h"
#include "server/cluster/linkdialer.h"
#include "server/cluster/tablestore.h"
#include "server/store/storageroot.h"
#include "shared/base/durablefile_posix.h"
#include "shared/model/jsonreader.h"
#include "shared/net/resolve.h"

namespace homeport {

namespace {

constexpr auto joinTime = 60s;

/// A connection to the inviting keeper whose authority has the token's fingerprint.
struct TrustedKeeper
{
    std::unique_ptr<Http2Connection> connection;
    QByteArray authority; ///< DER
};

QByteArray toPem(const QByteArray &der)
{
    const QByteArray base64 = der.toBase64();
    QByteArray lines;
    for (qsizetype i = 0; i < base64.size(); i += 64) // RFC 7468 section 2
        lines += base64.mid(i, 64) + '\n';
    return "-----BEGIN CERTIFICATE-----\n" + lines + "-----END CERTIFICATE-----\n";
}

Result<QByteArray> authorityOf(const TcpStream &stream, const JoinToken &token, qint64 now)
{
    const QList<QByteArray> chain = stream.peerChain();
    for (const QByteArray &certificate : chain) {
        if (!equalInConstantTime(certificateFingerprint(certificate), token.fingerprint))
            continue;
        const Result<CertificateFacts> member =
            checkMemberCertificate(chain.first(), toPem(certificate), now);
        if (!member)
            return fail(member.error());
        if (member->names != QStringList{token.keeper.text})
            return fail(Error::refused("not the inviting member",
                QStringLiteral("%1 answers where %2 invited to: the token's secret was not sent")
                    .arg(member->names.join(QStringLiteral(", ")), token.keeper.text)));
        return certificate;
    }
    return fail(Error::refused("not the cluster of the token",
        QStringLiteral("the server's certificate is not of the authority that the token names: another "
                       "cluster, or somebody "
                       "between; nothing was sent")));
}

Task<Result<TrustedKeeper>> reach(QString address, JoinToken token, qint64 now, Deadline deadline)
{
    const auto endpoint = splitEndpoint(address);
    if (!endpoint)
        co_return fail(Error::refused(
            "bad token", QStringLiteral("the token names no usable address (%1)").arg(address)));
    auto stream = co_await connectToHost(endpoint->first, endpoint->second, deadline);
    if (!stream)
        co_return fail(Error::temporary("keeper cannot be reached",
            QStringLiteral("%1 cannot be reached: %2; is the inviting member running, and its cluster port "
                           "open to this machine?")
                .arg(address, stream.error().detail)));
    TlsClientOptions options;
    options.minimum = TlsVersion::V1_3;
    options.alpn = {"h2"};
    options.verify =
        TlsClientOptions::Verify::Nothing; // judged by the token's fingerprint, before anything is sent
    options.resumption = false;
    const Result<std::shared_ptr<TlsContext>> context = TlsContext::client(std::move(options));
    if (!context)
        co_return fail(context.error());
    const auto secured = co_await (*stream)->startTlsClient(*context, "join." + token.name.utf8(), deadline);
    if (!secured) {
        (*stream)->close();
        co_return fail(Error::temporary(
            "keeper cannot be reached", QStringLiteral("%1: TLS: %2").arg(address, secured.error().detail)));
    }
    const Result<QByteArray> authority = authorityOf(**stream, token, now);
    if (!authority) {
        (*stream)->close();
        co_return fail(authority.error());
    }
    auto connection = Http2Connection::client(std::move(*stream));
    connection->run();
    co_return TrustedKeeper{std::move(connection), *authority};
}

/// The keeper's answer, of the first address that gives one.
Task<Result<QJsonObject>> redeem(JoinToken token, JoinRequest request, qint64 now)
{
    const Deadline deadline(joinTime);
    Error last = Error::refused("bad token", QStringLiteral("the token names no address"));
    for (const QString &address : token.addresses) {
        Result<TrustedKeeper> keeper = co_await reach(address, token, now, deadline);
        if (!keeper) {
            last = keeper.error();
            continue;
        }
        const QJsonObject body = toJson(request);
        const Result<JsonAnswer> answer =
            co_await requestJson(*keeper->connection, "POST", "/v1/join", token.name, body, deadline);
        keeper->connection->close();
        if (!answer) {
            last = answer.error();
            continue;
        }
        if (answer->status != 200)
            co_return fail(answer->error());
        co_return answer->json;
    }
    co_return fail(last);
}

Result<Storage> makeStorage(const JoinToken &token, const QString &path)
{
    const QString name = token.name.text.section(QLatin1Char('.'), 0, 0);
    // a second try finds the storage of the first
    const Result<std::shared_ptr<StorageRoot>> existing = StorageRoot::open(path);
    if (existing) {
        const Label label = (*existing)->label();
        if (label.cluster != token.cluster || label.home != token.name)
            return fail(Error::refused("foreign storage",
                QStringLiteral("%1 is a storage of %2; choose another with --storage")
                    .arg(path, label.home.text)));
        return Storage{label.id, label.name, token.name, token.name, 1, StorageState::Served, true};
    }
    const Storage storage{StorageId::random(), name, token.name, token.name, 1, StorageState::Served, true};
    const Result<> made = createStorage(path,
        {token.cluster, storage.id, name, token.name, token.name, 1, LabelState::Attached, 0, labelTime()});
    if (!made)
        return fail(made.error());
    return storage;
}

/// What the keeper granted, put where the daemon finds it.
Result<> settle(const IdentityPaths &paths, const JoinToken &token, const QJsonObject &answer)
{
    JsonReader reader(answer);
    const QByteArray certificate = reader.filledText("certificate").toUtf8();
    const QByteArray serverCertificate = reader.filledText("serverCertificate").toUtf8();
    const QByteArray authority = reader.filledText("authority").toUtf8();
    const Result<bool> read = reader.finish(true);
    if (!read)
        return fail(read.error());
    if (!equalInConstantTime(certificateFingerprint(authority), token.fingerprint))
        return fail(Error::refused(
            "bad answer", QStringLiteral("the keeper sent another authority than the token's")));
    const Result<QList<SignedRevision>> revisions =
        signedRevisionsFromJson(answer, QStringLiteral("revisions"));
    if (!revisions)
        return fail(revisions.error());
    if (revisions->isEmpty())
        return fail(Error::refused("bad answer", QStringLiteral("the keeper sent no table")));
    const Result<RevisionPointer> revision = openRevision(revisions->last());
    if (!revision)
        return fail(revision.error());
    BlockingPool pool(1);
    Result<std::unique_ptr<TableStore>> store = TableStore::open(paths.table(), token.name, pool);
    if (!store)
        return fail(store.error());
    Result<> done;
    if ((*store)->isEmpty())
        done = (*store)->begin(*revision);
    if (done)
        done = makePrivateFolder(paths.authorityFolder());
    if (done)
        done = writeFileDurably(paths.authorityCertificate(), authority);
    if (done)
        done = writeFileDurably(paths.serverCertificate(), serverCertificate);
    if (done)
        done = writeFileDurably(paths.memberCertificate(), certificate);
    return done;
}

} // namespace

Task<Result<SetupReport>> joinCluster(SetupOptions options)
{
    const Result<JoinToken> token = decodeToken(options.token.trimmed().toLatin1());
    if (!token)
        co_return fail(token.error());
    if (const Result<> named = checkReplaced(options, *token); !named)
        co_return fail(named.error());
    options.name = token->name;
    Result<Config> config = setupConfig(options);
    if (!config)
        co_return fail(config.error());
    const Result<> fresh = refuseExistingMember(options);
    if (!fresh)
        co_return fail(fresh.error());
    const Result<std::unique_ptr<FileLock>> lock = makeStateFolder(options.state);
    if (!lock)
        co_return fail(lock.error());
    const IdentityPaths paths{options.state};
    const qint64 now = SystemClock().wallMs() / 1000;
    const Result<PrivateKey> key = memberKey(paths); // durable before the invitation is used
    if (!key)
        co_return fail(key.error());
    const Result<QByteArray> certificateRequest = makeCertificateRequest(*key, token->name);
    if (!certificateRequest)
        co_return fail(certificateRequest.error());
    const Result<PrivateKey> clientKey = serverKey(paths);
    const Result<QByteArray> serverRequest =
        clientKey ? makeCertificateRequest(*clientKey, token->name) : fail(clientKey.error());
    if (!serverRequest)
        co_return fail(serverRequest.error());
    JoinRequest request{token->name, token->secret, key->publicKey(), *certificateRequest, *serverRequest,
        {config->clusterAddress().text()}, {}, {}, options.replace, {}};
    for (const HostPort &listen : config->admin.listen)
        request.adminAddresses.append(listen.text());
    if (options.isBackend && !options.replace) { // a replaced member's storage is attached, not made
        const Result<Storage> storage = makeStorage(*token, config->storage.paths.first());
        if (!storage)
            co_return fail(storage.error());
        request.storages = {*storage};
    }
    const QString tickets = StatePaths{options.state}.tickets();
    if (options.isBackend && options.replace) {
        const Result<std::optional<AttachTicket>> lost =
            findLostStorage(*token, options, config->storage.paths.first());
        if (!lost)
            co_return fail(lost.error());
        if (*lost) {
            const AttachTicket &ticket = **lost;
            if (const Result<> written = writeTicket(tickets, ticket); !written)
                co_return fail(written.error());
            request.attached = {
                {ticket.id, ticket.epoch, ticket.state == LabelState::Detached, ticket.proof}};
        }
    }
    const Result<QJsonObject> answer = co_await redeem(*token, request, now);
    if (!answer) {
        for (const AttachedStorage &attached : request.attached)
            static_cast<void>(dropTicket(tickets, attached.id)); // the next attempt looks again
        co_return fail(answer.error());
    }
    Result<> done;
    const QJsonObject directory = answer->value(QStringLiteral("directory")).toObject();
    const QString password = directory.value(QStringLiteral("password")).toString();
    if (!password.isEmpty()) {
        config->directory.bindDn = directory.value(QStringLiteral("bindDn")).toString();
        config->directory.bindPassword.file = StatePaths{options.state}.directoryPassword();
        config->directory.bindPassword.secret = Secret(password.toUtf8());
        done = writeFileDurably(config->directory.bindPassword.file, password.toUtf8());
    }
    if (done)
        done = settle(paths, *token, *answer);
    if (done)
        done = writeConfiguration(options.configFile, *config);
    if (!done)
        co_return fail(done.error());
    QString text = QStringLiteral("Member %1 has joined. Start it with:\n\n    homeportd --config %2\n")
                       .arg(token->name.text, options.configFile);
    if (options.replace)
        text += replacedText(*token, *answer);
    co_return SetupReport{text};
}

} // namespace homeport
