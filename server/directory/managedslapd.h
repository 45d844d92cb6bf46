// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The managed directory: a private OpenLDAP server under the state folder, kept running.
#pragma once

#include "server/directory/ldapconnection.h"
#include "server/directory/slapdconfig.h"
#include "server/directory/slapdprocess_posix.h"

namespace homeport {

/// Main thread; made by create() and held in a shared_ptr. slapd is a process of its own that survives a
/// crash of the daemon: the next start() adopts it when configuration and certificate are the same, and
/// replaces it when not. A system's own slapd is never touched.
class ManagedSlapd : public QObject, public std::enable_shared_from_this<ManagedSlapd>
{
    Q_OBJECT
public:
    static std::shared_ptr<ManagedSlapd> create(ManagedSlapdSettings settings, BlockingPool &pool);

    /// Writes the configuration, starts or adopts slapd, waits until it answers, makes the base entries (a
    /// writer), and watches it from then on. Refused when it cannot work (not installed, port in use, bad
    /// certificate), with slapd's own words in the log text.
    Task<Result<>> start();
    /// Would start() take over a slapd that runs already, just as these settings want it?
    Result<bool> isRunningAlready();
    /// Bound as the keeper, through the local address.
    Task<Result<LdapConnection::Pointer>> connect(Deadline deadline);
    const ManagedSlapdSettings &settings() const { return m_settings; }
    /// Ends slapd cleanly (SIGTERM; SIGKILL after 15 s, a copy after 3 s: back-mdb survives it) and the
    /// watch.
    Task<Result<>> stop();
    /// Stops watching and leaves slapd running, for the next daemon to adopt.
    void release();

    QByteArray keeperDn() const { return homeport::keeperDn(m_settings.base); }
    /// Known after start(); also in `folder`/keeper.password (0600).
    const Secret &keeperPassword() const { return m_password; }
    QString localUri() const { return slapdLocalUri(m_settings); }
    qint64 pid() const { return m_process.pid; }
    bool wasAdopted() const { return m_wasAdopted; }
    /// Why it does not answer now; empty when it does.
    QString problem() const { return m_problem; }

Q_SIGNALS:
    void problemChanged(const QString &problem);

private:
    ManagedSlapd(ManagedSlapdSettings settings, BlockingPool &pool);
    Result<> prepare();
    Result<bool> adopt();
    Result<> launch();
    Task<Result<>> awaitAnswer(Deadline deadline);
    Task<Result<>> endProcess();
    Task<Result<>> makeBase();
    Task<void> watch(std::stop_token stop);
    void setProblem(const QString &problem);
    QString path(const char *name) const;
    QString lastWords() const;

    const ManagedSlapdSettings m_settings;
    BlockingPool &m_pool;
    QString m_program;
    QByteArray m_fingerprint; ///< of configuration, certificate and program
    Secret m_password;
    ProcessMark m_process;
    bool m_wasAdopted = false;
    QString m_problem;
    std::stop_source m_stop;
};

} // namespace homeport
