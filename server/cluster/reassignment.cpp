// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Starting a reassignment, once however often it is asked for, and following one that runs.
#include "server/cluster/reassignment.h"

#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qint64 countedForMs = 15 * 60 * 1000;
constexpr auto followPoll = 200ms;

QJsonArray storagesJson(const PreflightReport &report, const Job &job, const ClusterTable &table)
{
    QJsonArray out;
    for (const JobMove &move : job.moves) {
        const Storage *const row = table.storage(move.storage);
        out.append(QJsonObject{{QStringLiteral("id"), move.storage.text()},
            {QStringLiteral("name"), row ? row->name : move.storage.text()},
            {QStringLiteral("accounts"),
                report.count ? QJsonValue(report.count->ofStorage.value(move.storage)) : QJsonValue()},
            {QStringLiteral("from"), move.from.text}, {QStringLiteral("to"), move.to.text}});
    }
    return out;
}

bool isSameScope(const Job &job, const Job &wanted)
{
    if (job.kind != wanted.kind || job.isUndo || job.to != wanted.to)
        return false;
    if (job.kind == JobKind::Restore)
        return true;
    // a host server that owns nothing any more, or the same storages
    return job.from == wanted.from && (wanted.moves.isEmpty() || job.storages() == wanted.storages());
}

} // namespace

PreflightPorts Reassignment::preflightPorts(std::chrono::milliseconds directoryPatience) const
{
    return {m_ports.cluster, m_ports.members, m_ports.clock, m_ports.askSelf, m_ports.makeRewriter,
        m_timing.askPatience, directoryPatience};
}

/// The job that the order means, not yet anywhere. Without moves when nothing is left to move.
Result<Job> Reassignment::planJob(const ReassignOrder &order, const JobCall &call) const
{
    const TablePointer table = m_ports.cluster.table();
    Job job = newJob(JobKind::Reassign, call);
    job.to = order.to;
    QList<Storage> storages;
    if (order.storage) {
        const Storage *const row = table->storage(*order.storage);
        if (!row)
            return fail(Error{Fault::Refused, "no such storage",
                QStringLiteral("there is no storage %1").arg(order.storage->text()), "not-found"});
        job.from = row->owner;
        storages = {*row};
    } else {
        job.from = order.from;
        storages = table->storagesOwnedBy(order.from);
    }
    for (auto it = order.targets.cbegin(); it != order.targets.cend(); ++it) {
        const bool isTheirs = std::any_of(storages.begin(), storages.end(),
            [&it](const Storage &storage) { return storage.id == it.key(); });
        if (!isTheirs)
            return fail(jobtext::conflict(QStringLiteral("storage %1 is not served by %2 now")
                                              .arg(storageName(it.key()), order.from.text)));
    }
    for (const Storage &storage : storages) {
        const MemberName to = order.targets.value(storage.id, order.to);
        if (to == storage.owner)
            return fail(jobtext::conflict(
                QStringLiteral("from and to are the same member: storage %1 is with %2 already")
                    .arg(storage.name, to.text)));
        job.moves.append({storage.id, storage.owner, to});
    }
    if (!order.storage && order.from == order.to)
        return fail(
            jobtext::conflict(QStringLiteral("from and to are the same member: %1").arg(order.to.text)));
    return job;
}

/// A job with this scope that was begun and has not come to its end: running without a runner, or failed and
/// with its storages still where it put them. An error when another job runs, or somebody runs this one.
Result<std::optional<Job>> Reassignment::jobToGoOnWith(const Job &wanted) const
{
    const TablePointer table = m_ports.cluster.table();
    if (const Job *const running = table->runningJob()) {
        const bool isRunHere = m_run && m_run->job.id == running->id;
        const bool hasRunner =
            running->runner == m_ports.cluster.self() ? isRunHere : m_ports.cluster.isUp(running->runner);
        if (!isSameScope(*running, wanted) || running->state != JobState::Running)
            return fail(jobtext::conflict(
                QStringLiteral("job %1 (%2) of %3 is %4, run by %5: wait until it has ended, or see %6")
                    .arg(running->shortId(), jobtext::words(*running), running->author,
                        toText(running->state), running->runner.text, jobtext::command("show", *running))));
        if (hasRunner)
            return fail(
                jobtext::conflict(QStringLiteral("%1 is running this job: see %2")
                                      .arg(running->runner.text, jobtext::command("show", *running))));
        return std::optional<Job>(*running);
    }
    for (auto job = table->jobs.crbegin(); job != table->jobs.crend(); ++job) {
        if (job->state != JobState::Failed || !isSameScope(*job, wanted))
            continue;
        const bool isStillThere = std::all_of(job->moves.begin(), job->moves.end(), [&](const JobMove &move) {
            const Storage *const row = table->storage(move.storage);
            return row && row->owner == move.to;
        });
        if (isStillThere)
            return std::optional<Job>(*job);
    }
    return std::optional<Job>();
}

Reassignment::Beginning Reassignment::goOnWith(Job job, JobCall call)
{
    const qint64 begunMs = m_ports.clock.monotonicMs();
    const Result<Job> published = co_await publish(job, JobState::Running, call.author);
    if (!published)
        co_return fail(published.error());
    const QStringList warnings{
        QStringLiteral("going on with job %1 of %2").arg(job.shortId(), timeText(job.started))};
    Begun begun;
    begun.run = startRun(*published, call.author, begunMs, -1, warnings);
    co_return begun;
}

Task<Result<QJsonObject>> Reassignment::dryRun(Job job, QList<MemberName> without)
{
    const PreflightPorts ports = preflightPorts(m_timing.dryRunPatience);
    const PreflightReport report = co_await preflight(ports, job, without);
    if (report.count)
        m_counted = Counted{job.from, m_ports.clock.monotonicMs(), report.count->accounts};
    const TablePointer table = m_ports.cluster.table();
    QStringList damaged;
    if (report.count)
        damaged = report.count->damagedEntries;
    co_return QJsonObject{{QStringLiteral("dryRun"), true}, {QStringLiteral("done"), false},
        {QStringLiteral("checks"), toJson(report.checks)},
        {QStringLiteral("accounts"), report.count ? QJsonValue(report.count->accounts) : QJsonValue()},
        {QStringLiteral("damaged"), QJsonArray::fromStringList(damaged)},
        {QStringLiteral("storages"), storagesJson(report, job, *table)}};
}

Reassignment::Beginning Reassignment::beginReassign(ReassignOrder order, JobCall call)
{
    const qint64 begunMs = m_ports.clock.monotonicMs();
    const Result<Job> planned = planJob(order, call);
    if (!planned)
        co_return fail(planned.error());
    Begun begun;
    if (order.isDryRun) {
        const Result<QJsonObject> dry = co_await dryRun(*planned, order.without);
        if (!dry)
            co_return fail(dry.error());
        begun.answer = *dry;
        co_return begun;
    }
    const Result<std::optional<Job>> unfinished = jobToGoOnWith(*planned);
    if (!unfinished)
        co_return fail(unfinished.error());
    if (*unfinished && ((*unfinished)->isRunning() || planned->moves.isEmpty())) {
        const Job job = **unfinished;
        const Result<Begun> goesOn = co_await goOnWith(job, call);
        co_return goesOn;
    }
    if (planned->moves.isEmpty())
        co_return fail(jobtext::conflict(QStringLiteral("%1 owns no storage").arg(planned->from.text)));
    const QList<Storage> expected = rowsOf(planned->moves);
    const PreflightPorts ports = preflightPorts(m_timing.directoryPatience);
    const PreflightReport report = co_await preflight(ports, *planned, order.without);
    if (report.checks.hasBlock())
        co_return fail(jobtext::conflict(report.checks.texts(CheckResult::Block).join(u'\n')));
    const Result<Job> taken = co_await takeOwnership(*planned, expected, call.author);
    if (!taken)
        co_return fail(taken.error());
    qint64 total = report.count ? report.count->accounts : -1;
    if (total < 0 && m_counted && m_counted->from == taken->from && begunMs - m_counted->atMs < countedForMs)
        total = m_counted->accounts;
    begun.run = startRun(*taken, call.author, begunMs, total, report.checks.texts(CheckResult::Warning));
    co_return begun;
}

OwnershipJobs::Answer Reassignment::reassign(ReassignOrder order, JobCall call)
{
    if (const std::optional<Job> same = jobOfRequest(call)) {
        const Result<QJsonObject> followed = co_await follow(*same, call);
        co_return followed;
    }
    std::function<Beginning()> begin = [this, order, call] { return beginReassign(order, call); };
    const Result<QJsonObject> answer = co_await inTurn(call, begin);
    co_return answer;
}

/// What begins a job or changes one goes one at a time; what it has begun is waited for outside of the turn.
OwnershipJobs::Answer Reassignment::inTurn(JobCall call, std::function<Beginning()> begin)
{
    if (m_isBusy)
        co_return fail(jobtext::conflict(QStringLiteral(
            "another administrator is at work on a job at this moment: see homeportctl job show")));
    Result<Begun> begun;
    {
        const BusyTurn turn(m_isBusy);
        begun = co_await begin();
    }
    if (!begun)
        co_return fail(begun.error());
    const Result<QJsonObject> answer = co_await answerOf(*begun, call.isBackground);
    co_return answer;
}

OwnershipJobs::Answer Reassignment::inTurnWith(std::optional<JobId> id, JobCall call, JobStep step)
{
    const Result<Job> job = jobNamed(id);
    if (!job)
        co_return fail(job.error());
    std::function<Beginning()> begin = [this, step, named = *job, call] {
        return (this->*step)(named, call);
    };
    const Result<QJsonObject> answer = co_await inTurn(call, begin);
    co_return answer;
}

Task<Result<QJsonObject>> Reassignment::answerOf(Begun begun, bool isBackground)
{
    const RunPointer run = begun.run;
    if (!run)
        co_return begun.answer;
    if (isBackground && !run->outcome) {
        co_return QJsonObject{{QStringLiteral("done"), false}, {QStringLiteral("background"), true},
            {QStringLiteral("job"), toJson(run->job)},
            {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(run->job))},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(run->warnings)},
            {QStringLiteral("next"), QJsonArray{jobtext::command("show", run->job)}}};
    }
    while (!run->outcome)
        co_await run->ended.wait();
    co_return Result<QJsonObject>(*run->outcome);
}

std::optional<Job> Reassignment::jobOfRequest(const JobCall &call) const
{
    const TablePointer table = m_ports.cluster.table();
    for (const Job &job : table->jobs) {
        if (!call.request.isNull() && job.request == call.request)
            return job;
    }
    return std::nullopt;
}

/// The same request again: the same job, wherever it runs.
Task<Result<QJsonObject>> Reassignment::follow(Job job, JobCall call)
{
    if (m_run && m_run->job.id == job.id) {
        Begun begun;
        begun.run = m_run;
        const Result<QJsonObject> answer = co_await answerOf(begun, call.isBackground);
        co_return answer;
    }
    const Deadline deadline = m_ports.clock.in(m_timing.followPatience);
    Deadline lost = m_ports.clock.in(m_timing.askPatience * 3); // a runner that restarts goes on by itself
    while (job.state == JobState::Running && !call.isBackground && !deadline.hasExpired() && !m_isStopping) {
        const bool hasRunner =
            job.runner == m_ports.cluster.self() ? m_run != nullptr : m_ports.cluster.isUp(job.runner);
        if (hasRunner)
            lost = m_ports.clock.in(m_timing.askPatience * 3);
        if (lost.hasExpired())
            co_return fail(
                jobtext::conflict(QStringLiteral("job %1 has lost its runner %2: %3")
                                      .arg(job.shortId(), job.runner.text, jobtext::command("resume", job))));
        co_await sleepFor(followPoll);
        const TablePointer table = m_ports.cluster.table();
        for (const Job &row : table->jobs) {
            if (row.id == job.id)
                job = row;
        }
    }
    const bool isDone = job.state == JobState::Done;
    co_return QJsonObject{{QStringLiteral("done"), isDone}, {QStringLiteral("job"), toJson(job)},
        {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(job))},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(job.warnings)}};
}

QJsonObject Reassignment::progress() const
{
    return m_run ? m_run->progress(m_ports.clock.monotonicMs()) : QJsonObject();
}

} // namespace homeport
