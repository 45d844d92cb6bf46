// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reassign, restore and undo (design.md §5 "Reassignment"): ownership first, records after.
#pragma once

#include "server/cluster/reassignmentpreflight.h"
#include "server/cluster/reassignmentrun.h"

namespace homeport {

struct ReassignmentPorts
{
    TableEditor &tables;
    MemberQuestions &members;
    const ClusterView &cluster;
    const Clock &clock;
    AskSelf askSelf;
    RewriterFactory makeRewriter;
};

struct ReassignmentTiming
{
    std::chrono::milliseconds askPatience = 5s;
    std::chrono::milliseconds directoryPatience = 500ms; ///< before "go"
    std::chrono::milliseconds dryRunPatience = 60s; ///< for the directory, when it is only counted
    std::chrono::milliseconds pushPatience = 20s; ///< until the stand-in is quiet
    std::chrono::milliseconds servePatience = 30s; ///< until the new owner serves
    std::chrono::milliseconds servePoll = 50ms;
    std::chrono::milliseconds followPatience = 1h; ///< when another keeper runs the job that is waited for
    RewriteLimits rewrite;
};

/// Main thread of a keeper; the ports outlive it, it outlives its coroutines (stop() first). Every step
/// stands in the cluster table before it is acted on, so each may be repeated: what is there already is not
/// done again.
///
/// Starting, resuming, undoing and cancelling raise the job's fence in the table, then in the directory: a
/// runner with a lower one commits nothing from then on. Pausing only says so in the table, where the runner
/// looks behind each batch.
class Reassignment final : public OwnershipJobs
{
public:
    explicit Reassignment(ReassignmentPorts ports, ReassignmentTiming timing = {})
        : m_ports(std::move(ports))
        , m_timing(timing)
    {
    }

    Answer reassign(ReassignOrder order, JobCall call) override;
    Answer restore(MemberName home, JobCall call) override;
    Answer pause(std::optional<JobId> job, JobCall call) override;
    Answer resume(std::optional<JobId> job, JobCall call) override;
    Answer cancel(std::optional<JobId> job, JobCall call) override;
    Answer undo(std::optional<JobId> job, JobCall call) override;
    QJsonObject progress() const override;
    /// At the daemon's start, once tables have been compared: goes on with the running job when this keeper
    /// ran it. An object without `job`: there is none.
    Answer resumeIfMine();
    /// Before the end of the daemon: the run stops behind its batch and is resumed at the next start.
    Task<> stop();

private:
    using RunPointer = std::shared_ptr<JobRun>;
    /// What a verb has come to: a run to wait for, or an answer at once.
    struct Begun
    {
        RunPointer run;
        QJsonObject answer;
    };
    using Beginning = Task<Result<Begun>>;
    using JobStep = Beginning (Reassignment::*)(Job job, JobCall call);

    // reassignment.cpp: starting and following
    Answer inTurn(JobCall call, std::function<Beginning()> begin);
    Answer inTurnWith(std::optional<JobId> id, JobCall call, JobStep step);
    Beginning beginReassign(ReassignOrder order, JobCall call);
    Task<Result<QJsonObject>> dryRun(Job job, QList<MemberName> without);
    Result<Job> planJob(const ReassignOrder &order, const JobCall &call) const;
    Task<Result<QJsonObject>> answerOf(Begun begun, bool isBackground);
    std::optional<Job> jobOfRequest(const JobCall &call) const;
    Task<Result<QJsonObject>> follow(Job job, JobCall call);
    Result<std::optional<Job>> jobToGoOnWith(const Job &wanted) const;
    Beginning goOnWith(Job job, JobCall call);

    // reassignmentrestore.cpp
    Beginning beginRestore(MemberName home, JobCall call);
    Beginning beginLeftOver(Job job, JobCall call);
    Task<Result<>> letGo(QList<JobMove> moves, std::optional<JobId> within, QString author, QString comment);
    Task<Result<>> confirmQuiet(QList<JobMove> moves);
    Task<Result<QStringList>> stepsBefore(QList<JobMove> moves);

    // reassignmentundo.cpp
    Beginning beginUndo(Job job, JobCall call);
    Beginning goOnUndoing(Job job, JobCall call);
    Result<> checkUndo(const Job &job) const;

    // reassignmentcontrol.cpp
    Beginning beginPause(Job job, JobCall call);
    Beginning beginResume(Job job, JobCall call);
    Beginning beginCancel(Job job, JobCall call);
    Result<> checkResume(const Job &job) const;
    Result<Job> jobNamed(const std::optional<JobId> &id) const;
    Task<Result<Job>> publish(Job job, JobState state, QString author);
    Task<> endOwnRun(JobId job);
    Task<Result<>> fenceOff(Job job);

    // reassignmentownership.cpp
    Task<Result<Job>> takeOwnership(Job job, QList<Storage> expected, QString author);
    QList<Storage> rowsOf(const QList<JobMove> &moves) const;
    Job newJob(JobKind kind, const JobCall &call) const;
    QString storageName(const StorageId &id) const;
    QStringList storageNames(const Job &job) const;

    // reassignmentrun.cpp
    RunPointer startRun(Job job, QString author, qint64 begunMs, qint64 total, QStringList warnings);
    Task<> run(RunPointer run);
    Task<> watchService(RunPointer run);
    Task<> estimate(RunPointer run);
    Task<Result<bool>> raiseFence(RunPointer run, std::shared_ptr<HostRewriter> rewriter);
    Task<Result<bool>> liftOver(RunPointer run, quint64 found);
    Task<> finish(RunPointer run, std::shared_ptr<HostRewriter> rewriter, RewriteOutcome outcome);
    bool isMine(const RunPointer &run) const;
    QJsonObject outcomeJson(const RunPointer &run, const RewriteOutcome &outcome) const;
    QJsonObject haltedJson(const RunPointer &run, const RewriteOutcome &outcome) const;
    void end(const RunPointer &run, Result<QJsonObject> outcome);

    PreflightPorts preflightPorts(std::chrono::milliseconds directoryPatience) const;

    const ReassignmentPorts m_ports;
    const ReassignmentTiming m_timing;
    bool m_isBusy = false; ///< a verb is at work on the table
    bool m_isStopping = false;
    RunPointer m_run; ///< at most one
    struct Counted
    {
        MemberName from;
        qint64 atMs = 0;
        qint64 accounts = 0;
    };
    std::optional<Counted> m_counted; ///< by the last dry run
};

// what the files of the engine share
namespace jobtext {
Error conflict(const QString &text);
/// "reassign back2.example.net back1.example.net"
QString words(const Job &job);
/// "homeportctl job VERB ID"
QString command(const char *verb, const Job &job);
} // namespace jobtext

/// One more than any job has had.
quint64 nextFence(const ClusterTable &table);
/// The job into the table; the oldest that have ended go.
void putJob(ClusterTable &table, const Job &job);

/// True for one coroutine at a time.
struct BusyTurn
{
    bool &isBusy;
    explicit BusyTurn(bool &busy)
        : isBusy(busy)
    {
        isBusy = true;
    }
    ~BusyTurn() { isBusy = false; }
    Q_DISABLE_COPY_MOVE(BusyTurn)
};

} // namespace homeport
