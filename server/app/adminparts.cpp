// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The admin API put together.
#include "server/app/adminparts.h"

#include "server/app/applog.h"
#include "server/app/statefolder.h"
#include "server/cluster/certificates.h"
#include "server/directory/ldapaccountloader.h"
#include "server/directory/ldaphostrewriter.h"

#include <QFile>

namespace homeport {

namespace {

LocalPorts localPorts(const AdminContext &context, SenderNotices &notices, BlockingPool &auditPool,
    std::function<QJsonObject()> jobProgress)
{
    LocalPorts ports{context.cluster, context.queue, context.store, context.router, context.status};
    ports.queueAdopter = &context.queue;
    ports.notices = &notices;
    ports.jobProgress = std::move(jobProgress);
    ports.directoryServers = &context.directoryServers;
    ports.moves = &context.moves;
    ports.sessions = &context.sessions;
    ports.auditPath = StatePaths{context.config.state.path}.audit();
    ports.auditPool = &auditPool;
    return ports;
}

} // namespace

AdminParts::AdminParts(AdminContext context)
    : m_context(std::move(context))
    , m_connectionTest(m_context.cluster)
    , m_directory(m_context.directorySettings, m_context.directoryCache, m_context.directoryPool)
    , m_notices(m_context.router, m_context.clock, m_context.config.smtpHostname().toUtf8())
    , m_local(localPorts(m_context, m_notices, m_auditPool, [this] { return m_jobs.progress(); }))
    , m_jobs({m_context.cluster, m_context.cluster, m_context.cluster, m_context.clock,
          [this](QString what, QJsonObject arguments) {
              return m_local.ask(std::move(what), std::move(arguments));
          },
          [this] { return makeRewriter(); }})
    , m_mover({m_directory, m_context.cluster, m_context.cluster, m_context.clock,
          [this](QString what, QJsonObject arguments) {
              return m_local.ask(std::move(what), std::move(arguments));
          },
          StatePaths{m_context.config.state.path}.bulkMove()})
    , m_service({m_context.cluster, m_context.cluster, m_local, m_context.clock, m_context.pool,
                    [this](int limit) { return history(limit); }, keeperPorts(), &m_connectionTest,
                    [this] { return fingerprints(); }},
          StatePaths{m_context.config.state.path}.audit())
    , m_sessions(m_context.cluster, m_context.clock, m_context.pool)
{
}

KeeperPorts AdminParts::keeperPorts()
{
    KeeperPorts ports{m_context.cluster, m_directory, m_jobs,
        [this](const MemberName &name, const Rights &rights) -> Result<QString> {
            const Result<QByteArray> token = m_context.cluster.invite(name, rights);
            if (!token)
                return fail(token.error());
            return QString::fromLatin1(*token);
        },
        [this](const MemberName &name) -> Result<QString> {
            const Result<QByteArray> token = m_context.cluster.inviteReplacement(name);
            if (!token)
                return fail(token.error());
            return QString::fromLatin1(*token);
        },
        &m_context.cluster};
    ports.loader = [this] {
        return std::make_unique<LdapAccountLoader>(m_context.directorySettings, m_bulkPool);
    };
    ports.rewriter = [this] { return makeRewriter(); };
    ports.moves = &m_mover;
    return ports;
}

std::unique_ptr<HostRewriter> AdminParts::makeRewriter()
{
    return std::make_unique<LdapHostRewriter>(m_context.directorySettings, m_bulkPool);
}

Result<std::unique_ptr<AdminParts>> AdminParts::open(AdminContext context)
{
    std::unique_ptr<AdminParts> parts(new AdminParts(std::move(context)));
    Result<> opened = parts->m_service.open();
    if (opened)
        opened = parts->openServer();
    if (!opened)
        return fail(opened.error());
    return parts;
}

Result<std::shared_ptr<TlsContext>> AdminParts::tls() const
{
    const IdentityPaths paths{m_context.config.state.path};
    Result<TlsIdentity> identity = TlsIdentity::fromFiles(paths.serverCertificate(), paths.serverKey());
    if (!identity)
        return fail(identity.error());
    // the authority too: who has pinned that is not disturbed when the certificate is renewed
    QFile authority(paths.authorityCertificate());
    if (authority.open(QIODevice::ReadOnly))
        identity->certificatePem += authority.readAll();
    TlsServerOptions options;
    options.identity = *identity;
    options.alpn = {"h2"};
    return TlsContext::server(std::move(options));
}

QJsonObject AdminParts::fingerprints() const
{
    const IdentityPaths paths{m_context.config.state.path};
    QJsonObject out;
    const auto insert = [&out](const QString &key, const QString &path) {
        QFile file(path);
        const QByteArray digest =
            file.open(QIODevice::ReadOnly) ? certificateFingerprint(file.readAll()) : QByteArray();
        if (!digest.isEmpty())
            out.insert(key, QString::fromLatin1(digest.toHex(':').toUpper()));
    };
    insert(QStringLiteral("authority"), paths.authorityCertificate());
    insert(QStringLiteral("certificate"), paths.serverCertificate());
    return out;
}

Result<> AdminParts::openServer()
{
    AdminServerOptions options;
    // keepers answer administrators; the others only who is on their machine
    const TablePointer table = m_context.cluster.table();
    const Member *row = table ? table->member(m_context.config.member.name) : nullptr;
    if (row && row->rights.keeper) {
        const Result<std::shared_ptr<TlsContext>> context = tls();
        if (!context)
            return fail(context.error());
        options.tls = *context;
        options.listen = m_context.config.admin.listen;
        options.allowedNetworks = m_context.config.admin.allowedNetworks;
    }
    options.socketPath = StatePaths{m_context.config.state.path}.adminSocket();
    Result<std::unique_ptr<AdminServer>> server = AdminServer::open(options, m_service, m_sessions);
    if (!server)
        return fail(server.error());
    m_server = std::move(*server);
    return {};
}

void AdminParts::refreshCertificate()
{
    const Result<std::shared_ptr<TlsContext>> context = tls();
    if (context)
        m_server->setTls(*context);
    else
        qCWarning(lcApp) << Event("admin-certificate-refused").why(context.error());
}

QList<HistoryEntry> AdminParts::history(int limit) const
{
    QList<HistoryEntry> entries;
    const QList<RevisionPointer> revisions = m_context.cluster.store().newest(limit);
    for (auto it = revisions.crbegin(); it != revisions.crend(); ++it)
        entries.append({(*it)->id(), (*it)->table.time, (*it)->table.author, (*it)->table.comment});
    return entries;
}

/// With an old table it would take back what another keeper has taken over meanwhile.
Task<> AdminParts::waitUntilCompared()
{
    const Deadline forKeepers(10s);
    for (;;) {
        const TablePointer table = m_context.cluster.table();
        bool areKeepersUp = true;
        for (const Member &member : table->members)
            areKeepersUp = areKeepersUp && (!member.rights.keeper || m_context.cluster.isUp(member.name));
        if (m_context.cluster.mayServe() && (areKeepersUp || forKeepers.hasExpired()))
            co_return;
        const bool elapsed = co_await sleepFor(200ms, m_stop.get_token());
        if (!elapsed)
            co_return;
    }
}

Task<> AdminParts::resumeJobs()
{
    co_await waitUntilCompared();
    if (m_stop.stop_requested())
        co_return;
    if (const Member *row = m_context.cluster.table()->member(m_context.config.member.name);
        row && row->rights.keeper)
        m_mover.resumeMine();
    const Result<QJsonObject> resumed = co_await m_jobs.resumeIfMine();
    if (!resumed)
        qCWarning(lcApp) << Event("job-not-resumed").why(resumed.error());
    else if (resumed->contains(QStringLiteral("job")))
        qCInfo(lcApp) << Event("job-resumed");
}

Task<> AdminParts::stop()
{
    m_stop.request_stop();
    co_await m_mover.stop();
    co_await m_jobs.stop(); // who waits for a job is told that it goes on later
    co_await m_server->shutdown(Deadline(3s));
}

} // namespace homeport
