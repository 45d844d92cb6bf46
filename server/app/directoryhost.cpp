// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where the directory is, for this member.
#include "server/app/directoryhost.h"

#include "server/app/applog.h"
#include "server/app/memberfiles.h"
#include "server/app/statefolder.h"

namespace homeport {

namespace {

ManagedSlapdSettings serverSettings(const Config &config, const QString &base)
{
    const IdentityPaths paths{config.state.path};
    ManagedSlapdSettings settings{StatePaths{config.state.path}.directory(), config.directory.slapdPath, {},
        paths.serverCertificate(), paths.serverKey(), paths.authorityCertificate(), base.toUtf8()};
    for (const HostPort &listen : config.directory.managedListen)
        settings.listen.append(listen.text());
    return settings;
}

DirectoryNames names(const DirectoryConfig &config)
{
    DirectoryNames names;
    names.hostServer = config.attributeHostServer.toUtf8();
    names.oldHostServer = config.attributeOldHostServer.toUtf8();
    names.accountStorage = config.attributeAccountStorage.toUtf8();
    names.accountStorageImplied = config.attributeAccountStorageImplied.toUtf8();
    names.accountId = config.attributeAccountId.toUtf8();
    return names;
}

} // namespace

DirectoryHost::DirectoryHost(const Config &config, const ClusterView &cluster, BlockingPool &pool)
    : m_config(config)
    , m_cluster(cluster)
    , m_pool(pool)
{
    const TablePointer table = cluster.table();
    const QString base =
        config.directory.base.isEmpty() && table ? table->directory.base : config.directory.base;
    if (isManaged())
        m_server = ManagedSlapd::create(serverSettings(config, base), pool);
    m_settings = std::make_shared<DirectorySettingsSource>(current());
}

DirectorySettings DirectoryHost::current() const
{
    const TablePointer table = m_cluster.table();
    const DirectoryRow row = table ? table->directory : DirectoryRow();
    DirectorySettings settings;
    settings.base = (m_config.directory.base.isEmpty() ? row.base : m_config.directory.base).toUtf8();
    settings.timeout = m_config.directory.timeout;
    settings.startTls = m_config.directory.startTls;
    settings.caFile = m_config.directory.caFile;
    if (table)
        settings.caPem = table->authority;
    settings.names = names(m_config.directory);
    settings.bindDn = m_config.directory.bindDn.toUtf8();
    settings.bindPassword = m_config.directory.bindPassword.secret;
    if (m_server) {
        settings.uris = {m_server->localUri()};
        settings.writer = m_server->localUri();
        settings.bindDn = m_server->keeperDn();
        settings.bindPassword = m_server->keeperPassword();
    } else if (!m_config.directory.uris.isEmpty()) {
        settings.uris = m_config.directory.uris;
        settings.writer = row.writer.isEmpty() ? settings.uris.first() : row.writer;
    } else {
        settings.writer = row.writer;
        settings.uris = QStringList{row.writer} + row.readers;
    }
    return settings;
}

void DirectoryHost::refresh() { m_settings->replace(current()); }

Task<> DirectoryHost::run(std::stop_token stop)
{
    constexpr auto pause = 10s;
    while (m_server && !m_isRunning && !stop.stop_requested()) {
        const Result<> started = co_await m_server->start();
        if (started) {
            m_isRunning = true;
            m_problem.clear();
            refresh(); // the password is known from here on
            qCInfo(lcApp) << Event("directory-runs")
                                 .with("pid", m_server->pid())
                                 .with("adopted", m_server->wasAdopted());
        } else {
            if (m_problem != started.error().forLog)
                qCCritical(lcApp) << Event("directory-failed").why(started.error());
            m_problem = started.error().forLog;
            co_await sleepFor(pause, stop);
        }
    }
}

Task<> DirectoryHost::stop()
{
    if (!m_server || !m_isRunning)
        co_return;
    const Result<> stopped = co_await m_server->stop();
    if (!stopped)
        qCWarning(lcApp) << Event("directory-stop-failed").why(stopped.error());
}

QString DirectoryHost::problem() const
{
    if (!m_problem.isEmpty() || !m_server)
        return m_problem;
    if (!m_isRunning)
        return QStringLiteral("starting");
    return m_server->problem();
}

Task<Result<QJsonObject>> DirectoryHost::credentialsFor(MemberName member, DirectoryEditor &editor) const
{
    const TablePointer table = m_cluster.table();
    const Member *row = table ? table->member(member) : nullptr;
    if (!table || !table->directory.managed)
        co_return QJsonObject(); // an external directory: its administrator gives the member an entry
    if (m_server && row && row->rights.keeper) {
        QJsonObject keeper;
        keeper.insert(QStringLiteral("bindDn"), QString::fromUtf8(m_server->keeperDn()));
        keeper.insert(QStringLiteral("password"), QString::fromUtf8(m_server->keeperPassword().reveal()));
        co_return keeper;
    }
    const Secret password(randomPassword());
    const Result<> set = co_await editor.setMemberPassword(member, password);
    if (!set)
        co_return fail(set.error());
    QJsonObject credentials;
    credentials.insert(QStringLiteral("bindDn"),
        QStringLiteral("cn=%1,ou=members,%2").arg(member.text, table->directory.base));
    credentials.insert(QStringLiteral("password"), QString::fromLatin1(password.reveal()));
    co_return credentials;
}

QByteArray domainOfBase(const QString &base)
{
    QStringList labels;
    for (const QString &part : base.split(QLatin1Char(','))) {
        if (!part.trimmed().startsWith(QLatin1String("dc="), Qt::CaseInsensitive))
            return {};
        labels.append(part.trimmed().mid(3).toLower());
    }
    return labels.join(QLatin1Char('.')).toUtf8();
}

} // namespace homeport
