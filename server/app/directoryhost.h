// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where the directory is, for this member: configuration, cluster table, or the managed server here.
#pragma once

#include "server/directory/directorysettings.h"
#include "server/directory/managedslapd.h"
#include "server/ports/cluster.h"
#include "server/ports/directory.h"
#include "shared/config/config.h"

namespace homeport {

/// The managed slapd of this member, or a plain client of a directory elsewhere. Main thread.
class DirectoryHost
{
public:
    DirectoryHost(const Config &config, const ClusterView &cluster, BlockingPool &pool);

    /// Starts or adopts the managed server, if it is ours to run. A failure is an alarm, not the end: mail
    /// goes on with what is cached, and it is tried again every 10 s.
    Task<> run(std::stop_token stop);
    /// With the daemon: a clean stop.
    Task<> stop();

    std::shared_ptr<DirectorySettingsSource> settings() const { return m_settings; }
    /// The table or a certificate changed.
    void refresh();
    QString problem() const;
    /// Does this member hold the credentials to write?
    bool isManaged() const { return m_config.directory.managed; }
    /// Credentials of a new member in a managed directory: {"bindDn", "password"}.
    Task<Result<QJsonObject>> credentialsFor(MemberName member, DirectoryEditor &editor) const;

private:
    DirectorySettings current() const;

    const Config &m_config;
    const ClusterView &m_cluster;
    BlockingPool &m_pool;
    std::shared_ptr<ManagedSlapd> m_server;
    bool m_isRunning = false;
    QString m_problem;
    std::shared_ptr<DirectorySettingsSource> m_settings;
};

/// "dc=example,dc=org" -> "example.org"; empty for other kinds of base.
QByteArray domainOfBase(const QString &base);

} // namespace homeport
