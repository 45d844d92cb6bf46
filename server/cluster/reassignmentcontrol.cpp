// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Pause, resume and cancel, on whatever keeper the job runs.
#include "server/cluster/reassignment.h"

#include "server/cluster/log.h"

namespace homeport {

namespace {

constexpr int fenceTries = 3;

} // namespace

/// No id: the one that has not ended, else the newest.
Result<Job> Reassignment::jobNamed(const std::optional<JobId> &id) const
{
    const TablePointer table = m_ports.cluster.table();
    const Job *const running = table->runningJob();
    if (!id && running)
        return *running;
    if (!id && !table->jobs.isEmpty())
        return table->jobs.last();
    for (const Job &job : table->jobs) {
        if (id && job.id == *id)
            return job;
    }
    const QString text = id ? QStringLiteral("there is no job %1 in the cluster table").arg(id->text())
                            : QStringLiteral("there is no job");
    return fail(Error{Fault::Refused, text.toLatin1(), text, "not-found"});
}

/// The run of this job here, if there is one, stops behind its batch.
Task<> Reassignment::endOwnRun(JobId job)
{
    const RunPointer run = m_run;
    if (!run || run->job.id != job)
        co_return;
    run->mustStop = true;
    while (!run->outcome)
        co_await run->ended.wait();
}

/// The directory's fence at the job's: a few tries, for this keeper's next run tries again.
Task<Result<>> Reassignment::fenceOff(Job job)
{
    std::shared_ptr<HostRewriter> rewriter = m_ports.makeRewriter();
    Error why = Error::temporary("the fence was not raised");
    for (int i = 0; i < fenceTries; ++i) {
        const Result<quint64> now = co_await rewriter->fence();
        if (now && *now >= job.fence)
            co_return Result<>{};
        Result<bool> raised = now ? Result<bool>(false) : Result<bool>(fail(now.error()));
        if (now)
            raised = co_await rewriter->raiseFence(*now, job.fence);
        if (raised && *raised)
            co_return Result<>{};
        if (!raised)
            why = raised.error();
    }
    co_return fail(Error::temporary("the fence was not raised",
        QStringLiteral("the directory's fence could not be raised (%1): until the directory answers, make "
                       "sure that no stopped daemon that ran this job is continued")
            .arg(why.forLog.isEmpty() ? QString::fromUtf8(why.forPeer) : why.forLog)));
}

Reassignment::Beginning Reassignment::beginPause(Job job, JobCall call)
{
    Begun begun;
    if (job.state == JobState::Paused) {
        begun.answer = {{QStringLiteral("done"), true}, {QStringLiteral("job"), toJson(job)}};
        co_return begun;
    }
    if (!job.isRunning())
        co_return fail(jobtext::conflict(
            QStringLiteral("job %1 is %2: it cannot be paused").arg(job.shortId(), toText(job.state))));
    const auto paused = std::make_shared<Job>(job);
    auto change = [paused](ClusterTable &table) -> Result<> {
        for (Job &row : table.jobs) {
            if (row.id != paused->id)
                continue;
            if (row.fence != paused->fence || !row.isRunning())
                break;
            row.state = JobState::Paused;
            *paused = row;
            return {};
        }
        return fail(jobtext::conflict(
            QStringLiteral("job %1 was changed by somebody else at this moment: look at it again")
                .arg(paused->shortId())));
    };
    const QString comment = QStringLiteral("%1: pause").arg(jobtext::words(job));
    const Result<TableRevision> revision =
        co_await m_ports.tables.change(std::move(change), call.author, comment, std::nullopt);
    if (!revision)
        co_return fail(revision.error());
    qCInfo(lcCluster) << Event("job_paused").id(job.id);
    co_await endOwnRun(job.id);
    begun.answer = {{QStringLiteral("done"), true}, {QStringLiteral("job"), toJson(*paused)},
        {QStringLiteral("next"), QJsonArray{jobtext::command("resume", job)}}};
    co_return begun;
}

OwnershipJobs::Answer Reassignment::pause(std::optional<JobId> id, JobCall call)
{
    return inTurnWith(id, call, &Reassignment::beginPause);
}

Result<> Reassignment::checkResume(const Job &job) const
{
    const TablePointer table = m_ports.cluster.table();
    const auto refuse = [&job](const QString &why) {
        return fail(jobtext::conflict(QStringLiteral("job %1 (%2) cannot be resumed: %3")
                                          .arg(job.shortId(), jobtext::words(job), why)));
    };
    const Job *const running = table->runningJob();
    if (running && running->id != job.id)
        return refuse(
            QStringLiteral("job %1 (%2) of %3 is %4")
                .arg(running->shortId(), jobtext::words(*running), running->author, toText(running->state)));
    if (m_run && m_run->job.id == job.id && job.state != JobState::Paused)
        return refuse(QStringLiteral("it is running here"));
    if (job.state == JobState::Running || job.state == JobState::Undoing) {
        if (job.runner != m_ports.cluster.self() && m_ports.cluster.isUp(job.runner))
            return refuse(QStringLiteral("%1 is running it").arg(job.runner.text));
    } else if (job.state == JobState::Undone || (job.state == JobState::Done && job.warnings.isEmpty())) {
        return refuse(QStringLiteral("it is %1").arg(toText(job.state)));
    }
    for (const JobMove &move : job.moves) {
        const Storage *const row = table->storage(move.storage);
        if (!job.isUndo && (!row || row->owner != move.to))
            return refuse(QStringLiteral("storage %1 is not with %2 any more")
                              .arg(storageName(move.storage), move.to.text));
    }
    return {};
}

Reassignment::Beginning Reassignment::beginResume(Job job, JobCall call)
{
    if (job.isUndo) { // it has steps of its own
        const Result<Begun> begun = co_await beginUndo(job, call);
        co_return begun;
    }
    if (const Result<> may = checkResume(job); !may)
        co_return fail(may.error());
    const qint64 begunMs = m_ports.clock.monotonicMs();
    const Result<Job> published = co_await publish(job, JobState::Running, call.author);
    if (!published)
        co_return fail(published.error());
    co_await endOwnRun(job.id);
    Begun begun;
    begun.run = startRun(*published, call.author, begunMs, -1, {});
    co_return begun;
}

OwnershipJobs::Answer Reassignment::resume(std::optional<JobId> id, JobCall call)
{
    return inTurnWith(id, call, &Reassignment::beginResume);
}

OwnershipJobs::Answer Reassignment::resumeIfMine()
{
    const TablePointer table = m_ports.cluster.table();
    const Job *const running = table ? table->runningJob() : nullptr;
    if (!running || running->state == JobState::Paused || running->runner != m_ports.cluster.self() || m_run
        || m_isBusy)
        co_return QJsonObject{};
    const Job job = *running;
    qCInfo(lcCluster)
        << Event("job_resumed").id(job.id).with("kind", toText(job.kind)).with("state", toText(job.state));
    JobCall call;
    call.author = job.author;
    std::function<Beginning()> begin = [this, job, call] { return beginResume(job, call); };
    const Result<QJsonObject> answer = co_await inTurn(call, begin);
    co_return answer;
}

Reassignment::Beginning Reassignment::beginCancel(Job job, JobCall call)
{
    Begun begun;
    if (!job.isRunning())
        co_return fail(jobtext::conflict(QStringLiteral("job %1 is %2: there is nothing to cancel")
                                             .arg(job.shortId(), toText(job.state))));
    const Result<Job> cancelled = co_await publish(job, JobState::Cancelled, call.author);
    if (!cancelled)
        co_return fail(cancelled.error());
    co_await endOwnRun(job.id);
    QStringList warnings;
    if (const Result<> fenced = co_await fenceOff(*cancelled); !fenced)
        warnings.append(fenced.error().forLog);
    std::shared_ptr<HostRewriter> rewriter = m_ports.makeRewriter();
    const Deadline deadline = m_ports.clock.in(m_timing.dryRunPatience);
    std::function<bool()> mayGoOn = [deadline] { return !deadline.hasExpired(); };
    const ClusterTable table = *m_ports.cluster.table();
    const RewritePlan plan = planOf(*cancelled, table);
    const Result<AccountCount> left =
        co_await countAccounts(rewriter, plan, table, m_timing.rewrite.batch, mayGoOn);
    if (!left)
        warnings.append(QStringLiteral("what remains could not be counted: ") + left.error().forLog);
    for (const JobMove &move : cancelled->moves) {
        const Storage *const row = table.storage(move.storage);
        if (row && row->state == StorageState::Detached)
            warnings.append(QStringLiteral("storage %1 is detached: nobody serves it").arg(row->name));
    }
    const QStringList next{jobtext::command("resume", job) + QStringLiteral("   # rewrites the rest"),
        jobtext::command("undo", job) + QStringLiteral("   # puts everything back")};
    begun.answer = {{QStringLiteral("done"), true}, {QStringLiteral("job"), toJson(*cancelled)},
        {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(*cancelled))},
        {QStringLiteral("remaining"), left ? QJsonValue(left->accounts) : QJsonValue()},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)},
        {QStringLiteral("next"), QJsonArray::fromStringList(next)}};
    co_return begun;
}

OwnershipJobs::Answer Reassignment::cancel(std::optional<JobId> id, JobCall call)
{
    return inTurnWith(id, call, &Reassignment::beginCancel);
}

} // namespace homeport
