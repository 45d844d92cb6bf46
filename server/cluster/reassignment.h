// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reassign and restore (design.md §5 "Reassignment"): ownership first, records after.
#pragma once

#include "server/cluster/reassignmentpreflight.h"
#include "server/cluster/reassignmentrewrite.h"

namespace homeport {

struct ReassignmentPorts
{
    TableEditor &tables;
    DirectoryEditor &directory;
    MemberQuestions &members;
    const ClusterView &cluster;
    const Clock &clock;
    AskSelf askSelf;
};

struct ReassignmentTiming
{
    std::chrono::milliseconds askPatience = 5s;
    std::chrono::milliseconds pushPatience = 20s; ///< until the stand-in is quiet
    std::chrono::milliseconds servePatience = 30s; ///< until the new owner serves
    std::chrono::milliseconds servePoll = 100ms;
    RewriteLimits rewrite;
};

/// Main thread of a keeper; the ports outlive it, it outlives its coroutines. Every step stands in the
/// cluster table before it is acted on, so each may be repeated: what is there already is not done again.
///
/// Values: `done`, `job`, `storages` (names), `total`, `rewritten`, `failed`, `errors`, `warnings`, `next`
/// (texts), and for a dry run `dryRun`, `blocks`, `accounts`.
class Reassignment final : public OwnershipJobs
{
public:
    explicit Reassignment(ReassignmentPorts ports, ReassignmentTiming timing = {})
        : m_ports(std::move(ports))
        , m_timing(timing)
    {
    }

    Task<Result<QJsonObject>> reassign(MemberName from, MemberName to, ReassignOptions options,
        QString author, JobProgress progress) override;
    Task<Result<QJsonObject>> restore(MemberName home, QString author, JobProgress progress) override;
    /// At the daemon's start: goes on with the running job when this keeper ran it. An object without `job`:
    /// there is none.
    Task<Result<QJsonObject>> resumeIfMine();

private:
    struct Notes
    {
        QStringList warnings;
        QStringList next;
    };

    Task<Result<QJsonObject>> reassignInTurn(
        MemberName from, MemberName to, ReassignOptions options, QString author, JobProgress progress);
    Task<Result<QJsonObject>> restoreInTurn(MemberName home, QString author, JobProgress progress);
    Result<std::optional<Job>> jobToGoOnWith(
        JobKind kind, const MemberName &from, const MemberName &to) const;
    Task<Result<QJsonObject>> goOn(Job job, Notes notes, JobProgress progress);
    Task<Result<QJsonObject>> dryRun(PreflightReport report, MemberName from, MemberName to);
    Task<Result<>> letGo(QList<Storage> storages, QString author, MemberName home);
    Task<Result<>> takeOwnership(Job job, QList<Storage> expected);
    Task<QStringList> waitUntilServed(QList<StorageId> storages);
    Task<Result<>> setPhase(Job job, JobPhase phase, QString error);
    RewritePlan planFor(const Job &job) const;
    Job newJob(JobKind kind, const MemberName &from, const MemberName &to, const QList<Storage> &storages,
        const QString &author) const;
    QStringList storageNames(const QList<StorageId> &ids) const;
    PreflightPorts preflightPorts() const;

    const ReassignmentPorts m_ports;
    const ReassignmentTiming m_timing;
    bool m_isBusy = false;
};

} // namespace homeport
