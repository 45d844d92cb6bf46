// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The admin API put together.
#include "server/app/adminparts.h"

#include "server/app/applog.h"
#include "server/app/statefolder.h"

namespace homeport {

namespace {

LocalPorts localPorts(const AdminContext &context)
{
    return {context.cluster, context.queue, context.store, context.router, context.status};
}

} // namespace

AdminParts::AdminParts(AdminContext context)
    : m_context(std::move(context))
    , m_directory(m_context.directorySettings, m_context.directoryCache, m_context.directoryPool)
    , m_local(localPorts(m_context))
    , m_jobs({m_context.cluster, m_directory, m_context.cluster, m_context.cluster, m_context.clock,
          [this](QString what, QJsonObject arguments) {
              return m_local.ask(std::move(what), std::move(arguments));
          }})
    , m_service({m_context.cluster, m_context.cluster, m_local, m_context.clock, m_context.pool,
                    [this](int limit) { return history(limit); },
                    KeeperPorts{m_context.cluster, m_directory, m_jobs,
                        [this](const MemberName &name, const Rights &rights) -> Result<QString> {
                            const Result<QByteArray> token = m_context.cluster.invite(name, rights);
                            if (!token)
                                return fail(token.error());
                            return QString::fromLatin1(*token);
                        }}},
          StatePaths{m_context.config.state.path}.audit())
    , m_sessions(m_context.cluster, m_context.clock, m_context.pool)
{
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
    TlsServerOptions options;
    options.identity = *identity;
    options.alpn = {"h2"};
    return TlsContext::server(std::move(options));
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

Task<> AdminParts::resumeJobs()
{
    const Result<QJsonObject> resumed = co_await m_jobs.resumeIfMine();
    if (!resumed)
        qCWarning(lcApp) << Event("job-not-resumed").why(resumed.error());
    else if (resumed->contains(QStringLiteral("job")))
        qCInfo(lcApp) << Event("job-resumed");
}

Task<> AdminParts::stop() { co_await m_server->shutdown(Deadline(3s)); }

} // namespace homeport
