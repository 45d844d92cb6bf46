// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where the directory is, for this member: which servers, in which order, as whom.
#include "server/app/directoryhost.h"
#include "server/app/memberfiles.h"
#include "server/app/statefolder.h"

#include <QCryptographicHash>

namespace homeport {

namespace {

DirectoryNames names(const DirectoryConfig &config)
{
    DirectoryNames names;
    names.hostServer = config.attributeHostServer.toUtf8();
    names.oldHostServer = config.attributeOldHostServer.toUtf8();
    names.accountStorage = config.attributeAccountStorage.toUtf8();
    names.accountStorageImplied = config.attributeAccountStorageImplied.toUtf8();
    names.accountId = config.attributeAccountId.toUtf8();
    names.target = config.attributeTarget.toUtf8();
    names.quota = config.attributeQuota.toUtf8();
    names.enabled = config.attributeEnabled.toUtf8();
    names.accountClass = config.classAccount.toUtf8();
    names.redirectClass = config.classRedirect.toUtf8();
    names.domainClass = config.classDomain.toUtf8();
    return names;
}

} // namespace

DirectoryRow DirectoryHost::row() const
{
    const TablePointer table = m_cluster.table();
    return table ? table->directory : DirectoryRow();
}

QString DirectoryHost::base() const
{
    return m_config.directory.base.isEmpty() ? row().base : m_config.directory.base;
}

QString DirectoryHost::folder() const { return StatePaths{m_config.state.path}.directory(); }

/// As setup wrote it into the table of the first member.
QString DirectoryHost::ownUri() const
{
    if (m_config.directory.managedListen.isEmpty())
        return {};
    return QStringLiteral("ldaps://")
        + HostPort{m_config.clusterAddress().host, m_config.directory.managedListen.first().port}.text();
}

DirectoryFacts DirectoryHost::facts() const
{
    return {m_config.member.name, ownUri(), m_config.directory.managed, m_mayWrite(), m_isSteppingDown};
}

bool DirectoryHost::answersHere() const
{
    if (!m_server)
        return false;
    const bool isWriter = m_current.kind == Kind::Writer || m_current.kind == Kind::ReadOnly;
    return isWriter || (m_current.kind == Kind::Copy && m_isSynchronised);
}

DirectorySettings DirectoryHost::current() const
{
    const DirectoryRow row = this->row();
    const TablePointer table = m_cluster.table();
    DirectorySettings settings;
    settings.base = base().toUtf8();
    settings.timeout = m_config.directory.timeout;
    settings.startTls = m_config.directory.startTls;
    settings.caFile = m_config.directory.caFile;
    settings.certificateFile = m_config.directory.tlsCertificate;
    settings.keyFile = m_config.directory.tlsKey;
    if (table)
        settings.caPem = table->authority;
    settings.names = names(m_config.directory);
    settings.bindDn = m_config.directory.bindDn.toUtf8();
    settings.bindPassword = m_config.directory.bindPassword.secret;
    if (!m_config.directory.uris.isEmpty()) {
        settings.uris = m_config.directory.uris;
        settings.writer = row.writer.isEmpty() ? settings.uris.first() : row.writer;
        return settings;
    }
    const DirectoryFacts facts = this->facts();
    const QString local = slapdLocalUri(slapdSettings(Kind::Writer, false, {}));
    const Kind wanted = wantedDirectory(row, m_mark, facts).kind;
    const bool isWriter = wanted == Kind::Writer || wanted == Kind::ReadOnly;
    if (row.managed && !m_password.isEmpty()) {
        settings.bindDn = keeperDn(settings.base);
        settings.bindPassword = m_password;
    }
    settings.writer = isWriter ? local : row.writer;
    if (answersHere())
        settings.uris.append(local);
    for (const QString &uri : QStringList{row.writer} + row.readers) {
        if (!isOwnServer(row, uri, facts))
            settings.uris.append(uri);
    }
    if (settings.uris.isEmpty())
        settings.uris = QStringList{settings.writer};
    return settings;
}

/// Connections are made anew after a replacement: only when something is different.
void DirectoryHost::replaceSettings()
{
    const DirectorySettings next = current();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {next.uris.join(u' ').toUtf8(), next.writer.toUtf8(), next.base,
             next.bindDn, next.bindPassword.reveal(), next.caPem, next.caFile.toUtf8()})
        hash.addData(part + '\n');
    if (hash.result() == m_fingerprint)
        return;
    m_fingerprint = hash.result();
    m_settings->replace(next);
}

Task<Result<QJsonObject>> DirectoryHost::credentialsFor(MemberName member, DirectoryEditor &editor) const
{
    const TablePointer table = m_cluster.table();
    const Member *row = table ? table->member(member) : nullptr;
    if (!table || !table->directory.managed)
        co_return QJsonObject(); // an external directory: its administrator gives the member an entry
    const Result<Secret> own = keeperPassword();
    if (own && row && row->rights.keeper) {
        QJsonObject keeper;
        keeper.insert(QStringLiteral("bindDn"), QString::fromUtf8(keeperDn(base().toUtf8())));
        keeper.insert(QStringLiteral("password"), QString::fromUtf8(own->reveal()));
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
