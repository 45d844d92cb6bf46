// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where the directory is, for this member: configuration, cluster table, or the managed server here.
#pragma once

#include "server/app/directoryrole.h"
#include "server/directory/directorysettings.h"
#include "server/directory/managedslapd.h"
#include "server/ports/cluster.h"
#include "server/ports/directory.h"
#include "server/ports/directoryservers.h"
#include "shared/config/config.h"

namespace homeport {

/// The managed slapd of this member, or a plain client of a directory elsewhere. The table says what runs
/// here: the writer, a copy, or nothing (protocol.md 2.6). Main thread.
class DirectoryHost : public DirectoryServers
{
public:
    /// `mayWrite`: has this member compared tables with enough others?
    DirectoryHost(
        const Config &config, const ClusterView &cluster, BlockingPool &pool, std::function<bool()> mayWrite);

    /// Keeps running here what the table wants, until stop(). A failure is an alarm, not the end: mail goes
    /// on with what is cached, and it is tried again.
    Task<> run(std::stop_token stop);
    /// With the daemon: a clean stop.
    Task<> stop();

    std::shared_ptr<DirectorySettingsSource> settings() const { return m_settings; }
    /// The table changed, or tables were compared.
    void refresh();
    /// The server here is restarted with it.
    void certificateChanged();
    QString problem() const;
    QStringList alarms() const; ///< changes that were set aside
    /// Credentials of a new member in a managed directory: {"bindDn", "password"}.
    Task<Result<QJsonObject>> credentialsFor(MemberName member, DirectoryEditor &editor) const;

    // DirectoryServers
    QJsonObject here() const override;
    Task<QJsonArray> look(QStringList uris) override;
    Task<Result<QString>> prepareCopy(int number, Secret keeperPassword) override;
    Task<Result<QJsonArray>> stepDown() override;
    void resume() override;
    Result<Secret> keeperPassword() const override;

private:
    using Kind = WantedDirectory::Kind;
    DirectoryRow row() const;
    QString base() const;
    QString folder() const;
    QString ownUri() const;
    DirectoryFacts facts() const;
    DirectorySettings current() const;
    ManagedSlapdSettings slapdSettings(Kind kind, bool hasCopies, const QString &provider) const;
    LdapTarget targetOf(const QString &uri) const;
    bool answersHere() const;
    void replaceSettings();
    void readState();
    void noteProblem(const QString &text);
    Task<bool> settle();
    Task<bool> change(WantedDirectory wanted);
    Task<bool> maintain();
    Task<bool> retire();
    Result<> setAside(const QByteArray &ldif);
    Result<> mark(DirectoryMark mark);
    Task<QJsonObject> lookAt(QString uri);

    const Config &m_config;
    const ClusterView &m_cluster;
    BlockingPool &m_pool;
    const std::function<bool()> m_mayWrite;
    DirectoryMark m_mark;
    Secret m_password; ///< of the keeper; empty: not known here
    std::shared_ptr<ManagedSlapd> m_server; ///< runs
    WantedDirectory m_current; ///< what m_server was started for
    bool m_isSynchronised = false; ///< a copy that has been whole once
    bool m_isSteppingDown = false;
    Deadline m_steppedDownUntil{0};
    QString m_problem;
    std::shared_ptr<DirectorySettingsSource> m_settings;
    QByteArray m_fingerprint; ///< of the settings in force
    Signal m_changed;
    bool m_isDirty = false;
    bool m_hasNewCertificate = false;
    bool m_isRunning = false;
    bool m_isStopping = false;
};

/// "dc=example,dc=org" -> "example.org"; empty for other kinds of base.
QByteArray domainOfBase(const QString &base);

} // namespace homeport
