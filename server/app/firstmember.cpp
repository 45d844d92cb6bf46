// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The first member: it founds the cluster.
#include "server/admin/passwordhash.h"
#include "server/app/memberfiles.h"
#include "server/app/setup.h"
#include "server/app/statefolder.h"
#include "server/cluster/tablestore.h"
#include "server/directory/ldapdirectoryeditor.h"
#include "server/directory/managedslapd.h"
#include "server/store/storageroot.h"
#include "shared/base/durablefile_posix.h"

namespace homeport {

namespace {

/// All that founding a cluster makes, step by step; each step names itself in its error.
struct Founding
{
    SetupOptions options;
    Config config;
    IdentityPaths paths;
    ClusterId cluster = ClusterId::random();
    qint64 now = SystemClock().wallMs() / 1000;
    std::optional<PrivateKey> key;
    std::optional<Authority> authority;
    std::optional<Storage> storage;
    QByteArray administratorPassword = randomPassword();
    QByteArray postmasterPassword = randomPassword();

    Result<> makeIdentity();
    Result<> makeStorage();
    Result<> makeTable();
    Task<Result<>> fillDirectory();
    Task<Result<>> fillThrough(std::shared_ptr<DirectorySettingsSource> settings, BlockingPool &pool);
    QString directoryUri() const;
    QString report() const;
};

Result<> Founding::makeIdentity()
{
    Result<PrivateKey> made = memberKey(paths);
    if (!made)
        return fail(made.error());
    key = *made;
    Result<Authority> ca = Authority::create(cluster, now);
    if (!ca)
        return fail(ca.error());
    authority = *ca;
    Result<> done = saveAuthority(paths, *authority);
    if (!done)
        return done;
    const Result<QByteArray> request = makeCertificateRequest(*key, options.name);
    if (!request)
        return fail(request.error());
    const qint64 lifetime =
        std::chrono::duration_cast<std::chrono::seconds>(config.cluster.certificateLifetime).count();
    const Result<QByteArray> certificate = authority->issueMember(*request, options.name, lifetime, now);
    if (!certificate)
        return fail(certificate.error());
    done = issueServerCertificate(paths, *authority, serverCertificateNames(options), now);
    if (done) // last: its presence says that there is a member
        done = writeFileDurably(paths.memberCertificate(), *certificate);
    return done;
}

Result<> Founding::makeStorage()
{
    if (!options.isBackend)
        return {};
    const QString name = options.name.text.section(QLatin1Char('.'), 0, 0);
    storage = Storage{StorageId::random(), name, options.name, options.name, 1, StorageState::Served, true};
    return createStorage(config.storage.paths.first(),
        {cluster, storage->id, name, options.name, options.name, 1, LabelState::Attached, 0, labelTime()});
}

QString Founding::directoryUri() const
{
    if (!options.isManaged)
        return options.directoryUri;
    const HostPort listen = config.directory.managedListen.value(0);
    return QStringLiteral("ldaps://") + HostPort{config.cluster.advertise.host, listen.port}.text();
}

Result<> Founding::makeTable()
{
    const Result<QByteArray> hash = hashAdministratorPassword(Secret(administratorPassword));
    if (!hash)
        return fail(hash.error());
    ClusterTable table;
    table.cluster = cluster;
    table.number = 1;
    table.author = QStringLiteral("setup@") + options.name.text;
    table.time = QDateTime::fromSecsSinceEpoch(now, Qt::UTC);
    table.comment = QStringLiteral("cluster founded");
    Member member;
    member.name = options.name;
    member.addresses = {config.clusterAddress().text()};
    for (const HostPort &listen : config.admin.listen)
        member.adminAddresses.append(listen.text());
    member.rights = {true, options.isBackend, true};
    member.publicKey = key->publicKey();
    table.members = {member};
    if (storage)
        table.storages = {*storage};
    table.administrators = {{QStringLiteral("admin"), AdministratorRole::Administrator, *hash}};
    table.authority = authority->certificate();
    table.directory = {directoryUri(), {}, options.directoryBase, options.isManaged, {}};
    if (options.isManaged)
        table.directory.servers.insert(directoryUri(), options.name);
    Result<RevisionPointer> first = sealRevision(table, options.name, *key);
    if (!first)
        return fail(first.error());
    BlockingPool pool(1);
    Result<std::unique_ptr<TableStore>> store = TableStore::open(paths.table(), options.name, pool);
    if (!store)
        return fail(store.error());
    return (*store)->begin(*first);
}

Task<Result<>> Founding::fillThrough(std::shared_ptr<DirectorySettingsSource> settings, BlockingPool &pool)
{
    LdapDirectoryEditor editor(settings, std::make_shared<DirectoryCache>(), pool);
    const QByteArray domain = options.domain.toUtf8();
    Result<> done = co_await editor.addDomain(domain);
    if (!done && done.error().status != "exists")
        co_return done;
    if (!storage)
        co_return Result<>(); // nobody can host an account yet
    AccountRecord postmaster;
    postmaster.address = {"postmaster", domain};
    postmaster.id = AccountId::random();
    postmaster.hostServer = options.name;
    postmaster.storage = storage->id;
    const Secret password(postmasterPassword);
    done = co_await editor.addAccount(postmaster, password);
    if (!done && done.error().status != "exists")
        co_return done;
    // RFC 2142 section 4: abuse is read by somebody; here by the postmaster
    const Address abuse{"abuse", domain};
    const QList<Address> targets{postmaster.address};
    done = co_await editor.addRedirect(abuse, targets);
    co_return done;
}

Task<Result<>> Founding::fillDirectory()
{
    BlockingPool pool(2);
    DirectorySettings settings;
    settings.base = options.directoryBase.toUtf8();
    settings.caPem = authority->certificate();
    settings.caFile = config.directory.caFile;
    if (!options.isManaged) {
        settings.uris = {options.directoryUri};
        settings.writer = options.directoryUri;
        settings.bindDn = options.directoryBindDn.toUtf8();
        settings.bindPassword = config.directory.bindPassword.secret;
        const auto source = std::make_shared<DirectorySettingsSource>(settings);
        const Result<> filled = co_await fillThrough(source, pool);
        co_return filled;
    }
    ManagedSlapdSettings slapd{StatePaths{options.state}.directory(), config.directory.slapdPath, {},
        paths.serverCertificate(), paths.serverKey(), paths.authorityCertificate(), settings.base};
    slapd.number = 1; // the first server of the cluster
    for (const HostPort &listen : config.directory.managedListen)
        slapd.listen.append(listen.text());
    const auto server = ManagedSlapd::create(slapd, pool);
    const Result<> started = co_await server->start();
    if (!started)
        co_return started;
    settings.uris = {server->localUri()};
    settings.writer = server->localUri();
    settings.bindDn = server->keeperDn();
    settings.bindPassword = server->keeperPassword();
    const auto source = std::make_shared<DirectorySettingsSource>(settings);
    const Result<> filled = co_await fillThrough(source, pool);
    const Result<> stopped = co_await server->stop();
    co_return filled ? stopped : filled;
}

QString Founding::report() const
{
    QString text =
        QStringLiteral("Member %1 is ready. Start it with:\n\n    homeportd --config %2\n\n"
                       "Administrator:  admin\nPassword:       %3\n\n"
                       "The password is shown once; change it with: homeportctl admin passwd admin\n")
            .arg(options.name.text, options.configFile, QString::fromLatin1(administratorPassword));
    if (storage)
        text += QStringLiteral("\nMailbox:        postmaster@%1 (abuse@%1 leads there)\nPassword:       %2\n")
                    .arg(options.domain, QString::fromLatin1(postmasterPassword));
    else
        text += QStringLiteral("\nThis member hosts no accounts. After the first backend has joined, make "
                               "the mailbox that every "
                               "domain needs: homeportctl account create postmaster@%1\n")
                    .arg(options.domain);
    return text
        + QStringLiteral("\nAuthority:      SHA-256 %1\n")
              .arg(QString::fromLatin1(certificateFingerprint(authority->certificate()).toHex(':')));
}

} // namespace

Task<Result<SetupReport>> makeFirstMember(SetupOptions options)
{
    Result<Config> config = setupConfig(options);
    if (!config)
        co_return fail(config.error());
    const Result<> fresh = refuseExistingMember(options);
    if (!fresh)
        co_return fail(fresh.error());
    const Result<std::unique_ptr<FileLock>> lock = makeStateFolder(options.state);
    if (!lock)
        co_return fail(lock.error());
    Founding founding{options, *config, IdentityPaths{options.state}};
    Result<> done = founding.makeIdentity();
    if (done)
        done = founding.makeStorage();
    if (done)
        done = founding.makeTable();
    if (done)
        done = co_await founding.fillDirectory();
    if (done)
        done = writeConfiguration(options.configFile, founding.config);
    if (!done) {
        Error error = done.error();
        error.forLog +=
            QStringLiteral("\nSetup did not finish. When the cause is mended, remove %1 and run it again.")
                .arg(options.state);
        co_return fail(error);
    }
    co_return SetupReport{founding.report()};
}

} // namespace homeport
