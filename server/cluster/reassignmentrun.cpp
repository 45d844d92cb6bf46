// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A run: fence, records and service at once, the job's end in the table.
#include "server/cluster/reassignment.h"

#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qsizetype damagedInTable = 5; ///< the table goes to everybody

QString textOf(const Error &error)
{
    return error.forLog.isEmpty() ? QString::fromUtf8(error.forPeer) : error.forLog;
}

JobState stateAfter(const Job &job, RewriteEnd end)
{
    if (end != RewriteEnd::Clean)
        return JobState::Failed;
    return job.isUndo ? JobState::Undone : JobState::Done;
}

QString errorOf(const RewriteOutcome &outcome)
{
    if (outcome.end == RewriteEnd::DirectoryAway)
        return QStringLiteral("the directory cannot be rewritten: ")
            + (outcome.why ? textOf(*outcome.why) : QString());
    if (outcome.end == RewriteEnd::Left)
        return QStringLiteral("%1 records could not be rewritten").arg(outcome.failed);
    return {};
}

QStringList warningsOf(const RewriteOutcome &outcome)
{
    if (outcome.damaged == 0)
        return {};
    return {QStringLiteral("%1 records cannot be read and were not rewritten: %2")
                .arg(outcome.damaged)
                .arg(outcome.damagedEntries.mid(0, damagedInTable).join(QStringLiteral("; ")))};
}

} // namespace

bool Reassignment::isMine(const RunPointer &run) const
{
    if (run->mustStop || m_isStopping)
        return false;
    const TablePointer table = m_ports.cluster.table();
    const JobState wanted = run->job.isUndo ? JobState::Undoing : JobState::Running;
    return std::any_of(table->jobs.begin(), table->jobs.end(), [&](const Job &row) {
        return row.id == run->job.id && row.runner == m_ports.cluster.self() && row.fence == run->job.fence
            && row.state == wanted;
    });
}

Reassignment::RunPointer Reassignment::startRun(
    Job job, QString author, qint64 begunMs, qint64 total, QStringList warnings)
{
    const auto begun = std::make_shared<JobRun>();
    begun->job = std::move(job);
    begun->author = std::move(author);
    begun->begunMs = begunMs;
    begun->total = total;
    begun->warnings = std::move(warnings);
    begun->text = QStringLiteral("raising the fence");
    if (m_run) { // of a job that another keeper has ended meanwhile
        begun->before = m_run;
        m_run->mustStop = true;
    }
    m_run = begun;
    run(begun);
    return begun;
}

Task<> Reassignment::run(RunPointer run)
{
    const RunPointer before = std::exchange(run->before, nullptr);
    while (before && !before->outcome)
        co_await before->ended.wait();
    watchService(run); // access is back before the records are done
    std::shared_ptr<HostRewriter> rewriter = m_ports.makeRewriter();
    RewriteOutcome outcome;
    const Result<bool> raised = co_await raiseFence(run, rewriter);
    if (!raised) {
        outcome.end = RewriteEnd::DirectoryAway;
        outcome.why = raised.error();
    } else if (!*raised) {
        outcome.end = RewriteEnd::Halted;
    } else {
        run->rewritingMs = m_ports.clock.monotonicMs();
        run->text = QStringLiteral("rewriting records");
        RewriteCalls calls;
        calls.progress = [run](qint64 rewritten) {
            run->rewritten = rewritten;
            if (rewritten > run->total) // it was an estimate, and a bad one
                run->total = -1;
        };
        calls.mayGoOn = [this, run] { return isMine(run); };
        const RewritePlan plan = planOf(run->job, *m_ports.cluster.table());
        outcome = co_await rewriteAccounts(rewriter, plan, run->job.fence, m_timing.rewrite, calls);
        run->rewritten = outcome.rewritten;
    }
    if (outcome.end == RewriteEnd::FencedOff)
        run->mustStop = true;
    run->text = QStringLiteral("waiting until the storages are served");
    const OneShot<bool> served = run->served; // ends at once when the run is no longer ours
    co_await served;
    co_await finish(run, rewriter, outcome);
}

/// Runs beside the rewriting; ends when all is served, patience is over, or the run is no longer ours.
Task<> Reassignment::watchService(RunPointer run)
{
    const Deadline deadline = m_ports.clock.in(m_timing.servePatience);
    QList<StorageId> waiting;
    for (;;) {
        waiting.clear();
        for (const JobMove &move : run->job.moves) {
            if (!m_ports.cluster.isServed(move.storage))
                waiting.append(move.storage);
        }
        if (waiting.isEmpty() || deadline.hasExpired() || !isMine(run))
            break;
        co_await sleepFor(m_timing.servePoll);
    }
    for (const StorageId &id : waiting)
        run->unserved.append(storageName(id));
    if (waiting.isEmpty()) {
        run->servedMs = m_ports.clock.monotonicMs() - run->begunMs;
        qCInfo(lcCluster) << Event("access_is_back").id(run->job.id).with("ms", *run->servedMs);
        co_await estimate(run);
    }
    const OneShot<bool> served = run->served;
    served.finish(true);
}

/// When nobody has counted: the new owners know how many accounts they found on the disks.
Task<> Reassignment::estimate(RunPointer run)
{
    if (run->total >= 0 || run->rewritten > 0 || !isMine(run))
        co_return;
    QList<MemberName> owners;
    for (const JobMove &move : run->job.moves) {
        if (!owners.contains(targetOf(run->job, move)))
            owners.append(targetOf(run->job, move));
    }
    const QList<StorageId> ours = run->job.storages();
    const PreflightPorts ports = preflightPorts(m_timing.directoryPatience);
    qint64 total = 0;
    for (const MemberName &owner : owners) {
        const Result<QJsonObject> answer =
            co_await askMember(ports, owner, QStringLiteral("storage.list"), QJsonObject());
        if (!answer)
            co_return;
        const QJsonArray views = answer->value(QStringLiteral("storages")).toArray();
        for (const QJsonValue &view : views) {
            const auto id = StorageId::fromHex(view[QStringLiteral("id")].toString().toLatin1());
            if (id && ours.contains(*id))
                total += view[QStringLiteral("accounts")].toInteger();
        }
    }
    if (total > 0 && run->total < 0)
        run->total = std::max(total, run->rewritten);
}

/// The directory's fence from what it is to this run's number, which nobody else has. False: the run is not
/// ours any more.
Task<Result<bool>> Reassignment::raiseFence(RunPointer run, std::shared_ptr<HostRewriter> rewriter)
{
    for (int failures = 0; isMine(run);) {
        Error why = Error::temporary("the fence was changed by somebody else meanwhile");
        const Result<quint64> now = co_await rewriter->fence();
        if (now && *now >= run->job.fence) {
            const Result<bool> lifted = co_await liftOver(run, *now);
            if (!lifted || !*lifted)
                co_return lifted;
        }
        if (now) {
            const Result<bool> raised = co_await rewriter->raiseFence(*now, run->job.fence);
            if (raised && *raised)
                co_return true;
            if (!raised)
                why = raised.error();
        } else {
            why = now.error();
        }
        if (++failures >= m_timing.rewrite.failuresInARow || !why.isTemporary())
            co_return fail(why);
        qCWarning(lcCluster) << Event("fence_not_raised").id(run->job.id).why(why);
        run->text = QStringLiteral("waiting for the directory: ") + textOf(why);
        co_await sleepFor(m_timing.rewrite.pause);
    }
    co_return false;
}

/// The directory has seen a higher number than the table: ours goes above it.
Task<Result<bool>> Reassignment::liftOver(RunPointer run, quint64 found)
{
    const auto lifted = std::make_shared<Job>(run->job);
    auto change = [lifted, found](ClusterTable &table) -> Result<> {
        for (const Job &row : table.jobs) {
            if (row.id != lifted->id || row.fence != lifted->fence || row.runner != lifted->runner
                || row.state != lifted->state)
                continue;
            lifted->fence = std::max(nextFence(table), found + 1);
            putJob(table, *lifted);
            return {};
        }
        return fail(jobtext::conflict(QStringLiteral("the job was changed meanwhile")));
    };
    const QString comment = QStringLiteral("%1: fence").arg(jobtext::words(run->job));
    const Result<TableRevision> revision =
        co_await m_ports.tables.change(std::move(change), run->author, comment, std::nullopt);
    if (!revision && revision.error().status == "conflict")
        co_return false;
    if (!revision)
        co_return fail(revision.error());
    run->job = *lifted;
    co_return true;
}

Task<> Reassignment::finish(RunPointer run, std::shared_ptr<HostRewriter> rewriter, RewriteOutcome outcome)
{
    bool isOurs = isMine(run) && outcome.end != RewriteEnd::FencedOff && outcome.end != RewriteEnd::Halted;
    if (isOurs && outcome.end != RewriteEnd::DirectoryAway) {
        // stopped and continued between the last batch and here: somebody else may be at work
        const Result<quint64> now = co_await rewriter->fence();
        isOurs = isMine(run) && (!now || *now == run->job.fence);
    }
    if (!isOurs) {
        end(run, haltedJson(run, outcome));
        co_return;
    }
    const auto ended = std::make_shared<Job>(run->job);
    ended->state = stateAfter(run->job, outcome.end);
    ended->error = errorOf(outcome);
    ended->warnings = warningsOf(outcome);
    auto change = [ended](ClusterTable &table) -> Result<> {
        for (const Job &row : table.jobs) {
            if (row.id != ended->id || row.fence != ended->fence || row.runner != ended->runner
                || !row.isRunning())
                continue;
            putJob(table, *ended);
            return {};
        }
        return fail(jobtext::conflict(QStringLiteral("the job was changed meanwhile")));
    };
    const QString comment = QStringLiteral("%1: %2").arg(jobtext::words(run->job), toText(ended->state));
    const Result<TableRevision> revision =
        co_await m_ports.tables.change(std::move(change), run->author, comment, std::nullopt);
    if (!revision && revision.error().status == "conflict") {
        end(run, haltedJson(run, outcome));
        co_return;
    }
    if (!revision)
        run->warnings.append(
            QStringLiteral("the job's end could not be published: ") + textOf(revision.error()));
    run->job = *ended;
    qCInfo(lcCluster) << Event("job_ended")
                             .id(run->job.id)
                             .with("state", toText(run->job.state))
                             .with("rewritten", outcome.rewritten)
                             .with("damaged", outcome.damaged)
                             .with("error", run->job.error);
    end(run, outcomeJson(run, outcome));
}

void Reassignment::end(const RunPointer &run, Result<QJsonObject> outcome)
{
    const RunPointer ended = run; // the last handle may be the one in m_run
    ended->outcome = std::move(outcome);
    if (m_run == ended)
        m_run.reset();
    ended->ended.wakeAll();
}

Task<> Reassignment::stop()
{
    m_isStopping = true;
    const RunPointer run = m_run;
    if (!run)
        co_return;
    const Deadline deadline(10s);
    while (!run->outcome && !deadline.hasExpired())
        co_await run->ended.wait(deadline);
}

} // namespace homeport
