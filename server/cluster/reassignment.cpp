// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The phases that reassign and restore share: ownership in the table, service, records, end.
#include "server/cluster/reassignment.h"

#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qsizetype jobsKept = 20;

Error conflict(const QString &text) { return {Fault::Refused, text.toLatin1(), text, "conflict"}; }

/// True for one coroutine at a time.
struct Turn
{
    bool &isBusy;
    explicit Turn(bool &busy)
        : isBusy(busy)
    {
        isBusy = true;
    }
    ~Turn() { isBusy = false; }
    Q_DISABLE_COPY_MOVE(Turn)
};

void putJob(ClusterTable &table, const Job &job)
{
    table.jobs.removeIf([&job](const Job &other) { return other.id == job.id; });
    table.jobs.append(job);
    for (qsizetype i = 0; table.jobs.size() > jobsKept && i < table.jobs.size();) {
        if (table.jobs[i].isRunning())
            ++i;
        else
            table.jobs.removeAt(i);
    }
}

Error busyHere()
{
    return conflict(QStringLiteral("a job is running on this keeper: see homeportctl status"));
}

QString words(const Job &job)
{
    return QStringLiteral("%1 %2 %3").arg(toText(job.kind), job.from.text, job.to.text);
}

} // namespace

PreflightPorts Reassignment::preflightPorts() const
{
    return {m_ports.cluster, m_ports.members, m_ports.clock, m_ports.askSelf, m_timing.askPatience};
}

QStringList Reassignment::storageNames(const QList<StorageId> &ids) const
{
    const TablePointer table = m_ports.cluster.table();
    QStringList names;
    for (const StorageId &id : ids) {
        const Storage *const row = table->storage(id);
        names.append(row ? row->name : id.text());
    }
    return names;
}

Job Reassignment::newJob(JobKind kind, const MemberName &from, const MemberName &to,
    const QList<Storage> &storages, const QString &author) const
{
    Job job;
    job.id = JobId::random();
    job.kind = kind;
    job.from = from;
    job.to = to;
    for (const Storage &storage : storages)
        job.storages.append(storage.id);
    job.runner = m_ports.cluster.self();
    job.author = author;
    job.started = QDateTime::fromMSecsSinceEpoch(m_ports.clock.wallMs(), Qt::UTC);
    return job;
}

Task<Result<QJsonObject>> Reassignment::reassign(
    MemberName from, MemberName to, ReassignOptions options, QString author, JobProgress progress)
{
    if (m_isBusy)
        co_return fail(busyHere());
    const Turn turn(m_isBusy);
    const Result<QJsonObject> done = co_await reassignInTurn(from, to, options, author, progress);
    co_return done;
}

Task<Result<QJsonObject>> Reassignment::restore(MemberName home, QString author, JobProgress progress)
{
    if (m_isBusy)
        co_return fail(busyHere());
    const Turn turn(m_isBusy);
    const Result<QJsonObject> done = co_await restoreInTurn(home, author, progress);
    co_return done;
}

Task<Result<QJsonObject>> Reassignment::resumeIfMine()
{
    const TablePointer table = m_ports.cluster.table();
    const Job *const running = table ? table->runningJob() : nullptr;
    if (!running || running->runner != m_ports.cluster.self() || m_isBusy)
        co_return QJsonObject{};
    const Turn turn(m_isBusy);
    const Job job = *running;
    qCInfo(lcCluster)
        << Event("job_resumed").id(job.id).with("kind", toText(job.kind)).with("phase", toText(job.phase));
    const Notes notes;
    const JobProgress silent = [](const QJsonObject &) {};
    const Result<QJsonObject> done = co_await goOn(job, notes, silent);
    co_return done;
}

/// The running job with these members, or one that failed and whose storages are still where it put them.
/// An error when another job runs, or another keeper that is up runs this one.
Result<std::optional<Job>> Reassignment::jobToGoOnWith(
    JobKind kind, const MemberName &from, const MemberName &to) const
{
    const TablePointer table = m_ports.cluster.table();
    const auto isSame = [&](const Job &job) {
        return job.kind == kind && job.to == to && (from.isEmpty() || job.from == from);
    };
    if (const Job *const running = table->runningJob()) {
        if (!isSame(*running))
            return fail(conflict(QStringLiteral("job \"%1\" of %2 is running on %3: wait until it has ended")
                                     .arg(words(*running), running->author, running->runner.text)));
        if (running->runner != m_ports.cluster.self() && m_ports.cluster.isUp(running->runner))
            return fail(conflict(QStringLiteral("%1 is running this job").arg(running->runner.text)));
        return std::optional<Job>(*running);
    }
    for (auto job = table->jobs.crbegin(); job != table->jobs.crend(); ++job) {
        if (!isSame(*job) || job->phase != JobPhase::Failed)
            continue;
        const bool isStillThere =
            std::all_of(job->storages.begin(), job->storages.end(), [&](const StorageId &id) {
                const Storage *const row = table->storage(id);
                return row && row->owner == to;
            });
        if (isStillThere)
            return std::optional<Job>(*job);
    }
    return std::optional<Job>();
}

Task<Result<>> Reassignment::takeOwnership(Job job, QList<Storage> expected)
{
    auto change = [job, expected](ClusterTable &table) -> Result<> {
        if (table.runningJob())
            return fail(conflict(QStringLiteral("another job was started meanwhile")));
        for (const Storage &was : expected) {
            Storage *const row = table.storage(was.id);
            if (!row || row->owner != was.owner || row->epoch != was.epoch)
                return fail(conflict(
                    QStringLiteral("storage %1 was changed meanwhile: look and try again").arg(was.name)));
            row->owner = job.to;
            row->state = StorageState::Served;
            ++row->epoch;
        }
        putJob(table, job);
        return {};
    };
    const Result<TableRevision> revision =
        co_await m_ports.tables.change(std::move(change), job.author, words(job), std::nullopt);
    if (!revision)
        co_return fail(revision.error());
    qCInfo(lcCluster) << Event("ownership_changed").id(job.id).with("from", job.from).with("to", job.to);
    co_return Result<>{};
}

/// Names of those that are not served when the patience is over.
Task<QStringList> Reassignment::waitUntilServed(QList<StorageId> storages)
{
    const Deadline deadline = m_ports.clock.in(m_timing.servePatience);
    for (;;) {
        QList<StorageId> waiting;
        for (const StorageId &id : storages) {
            if (!m_ports.cluster.isServed(id))
                waiting.append(id);
        }
        if (waiting.isEmpty() || deadline.hasExpired())
            co_return storageNames(waiting);
        co_await sleepFor(m_timing.servePoll);
    }
}

Task<Result<>> Reassignment::setPhase(Job job, JobPhase phase, QString error)
{
    job.phase = phase;
    job.error = error;
    job.runner = m_ports.cluster.self();
    auto change = [job](ClusterTable &table) -> Result<> {
        putJob(table, job);
        return {};
    };
    const QString comment = words(job) + QStringLiteral(": ") + toText(phase);
    const Result<TableRevision> revision =
        co_await m_ports.tables.change(std::move(change), job.author, comment, std::nullopt);
    if (!revision)
        co_return fail(revision.error());
    co_return Result<>{};
}

RewritePlan Reassignment::planFor(const Job &job) const
{
    const QList<StorageId> storages = job.storages;
    RewritePlan plan;
    if (job.kind == JobKind::Restore) {
        plan.filter.oldHostServer = job.to;
        plan.changeOf = [storages, home = job.to](
                            const AccountRecord &account) -> std::optional<DirectoryEditor::HostChange> {
            if (account.oldHostServer != home || !account.storage || !storages.contains(*account.storage))
                return std::nullopt;
            return DirectoryEditor::HostChange{account, home, std::nullopt, std::nullopt};
        };
        return plan;
    }
    plan.filter.hostServer = job.from;
    const TablePointer table = m_ports.cluster.table();
    const Storage *const row = table->defaultStorageOf(job.from);
    const std::optional<StorageId> standard = row ? std::optional<StorageId>(row->id) : std::nullopt;
    plan.changeOf = [storages, standard, from = job.from, to = job.to](
                        const AccountRecord &account) -> std::optional<DirectoryEditor::HostChange> {
        const std::optional<StorageId> storage = account.storage ? account.storage : standard;
        if (account.hostServer != from || !storage || !storages.contains(*storage))
            return std::nullopt;
        DirectoryEditor::HostChange change;
        change.account = account;
        change.newHost = to;
        // never overwritten by a second failover; gone when it goes home
        const MemberName original = account.oldHostServer.isEmpty() ? from : account.oldHostServer;
        if (original != to)
            change.newOldHost = original;
        if (!account.storage)
            change.storage = storage;
        return change;
    };
    return plan;
}

Task<Result<QJsonObject>> Reassignment::goOn(Job job, Notes notes, JobProgress progress)
{
    const auto say = [job, progress](qint64 total, qint64 rewritten, const QString &text) {
        progress({{QStringLiteral("job"), job.id.text()}, {QStringLiteral("phase"), toText(job.phase)},
            {QStringLiteral("total"), total}, {QStringLiteral("rewritten"), rewritten},
            {QStringLiteral("text"), text}});
    };
    say(0, 0, QStringLiteral("waiting for %1 to serve").arg(job.to.text));
    const QStringList unserved = co_await waitUntilServed(job.storages);
    for (const QString &name : unserved) {
        notes.warnings.append(QStringLiteral("storage %1 is not served by %2 yet: see homeportctl status")
                                  .arg(name, job.to.text));
    }
    if (const Result<> noted = co_await setPhase(job, JobPhase::Rewrite, {}); !noted)
        notes.warnings.append(
            QStringLiteral("the job's phase could not be published: ") + noted.error().forLog);
    job.phase = JobPhase::Rewrite;
    const RewritePlan plan = planFor(job);
    const Result<qint64> counted = co_await countAccounts(m_ports.directory, plan);
    const qint64 total = counted.value_or(0);
    std::function<void(qint64)> tell = [say, total](qint64 rewritten) {
        say(total, rewritten, QStringLiteral("rewriting records"));
    };
    const RewriteOutcome outcome = co_await rewriteAccounts(m_ports.directory, plan, m_timing.rewrite, tell);
    job.phase = outcome.isClean() ? JobPhase::Done : JobPhase::Failed;
    if (outcome.stopped)
        job.error = QStringLiteral("the directory cannot be rewritten: ") + outcome.stopped->forLog;
    else if (outcome.failed > 0)
        job.error = QStringLiteral("%1 records could not be rewritten").arg(outcome.failed);
    else
        job.error.clear();
    if (!outcome.isClean())
        notes.next.append(QStringLiteral(
            "access is back; when the directory is well, run the same command again for the records"));
    const QString finalError = job.error;
    if (const Result<> noted = co_await setPhase(job, job.phase, finalError); !noted)
        notes.warnings.append(
            QStringLiteral("the job's end could not be published: ") + noted.error().forLog);
    say(total, outcome.rewritten, toText(job.phase));
    qCInfo(lcCluster) << Event("job_ended")
                             .id(job.id)
                             .with("phase", toText(job.phase))
                             .with("rewritten", outcome.rewritten);
    co_return QJsonObject{{QStringLiteral("done"), outcome.isClean()}, {QStringLiteral("job"), toJson(job)},
        {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(job.storages))},
        {QStringLiteral("served"), unserved.isEmpty()},
        {QStringLiteral("total"), std::max(total, outcome.rewritten)},
        {QStringLiteral("rewritten"), outcome.rewritten}, {QStringLiteral("failed"), outcome.failed},
        {QStringLiteral("errors"), QJsonArray::fromStringList(outcome.errors)},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(notes.warnings)},
        {QStringLiteral("next"), QJsonArray::fromStringList(notes.next)}};
}

Task<Result<QJsonObject>> Reassignment::dryRun(PreflightReport report, MemberName from, MemberName to)
{
    const RewritePlan plan = planFor(newJob(JobKind::Reassign, from, to, report.storages, {}));
    const Result<qint64> accounts = co_await countAccounts(m_ports.directory, plan);
    QStringList names;
    for (const Storage &storage : report.storages)
        names.append(storage.name);
    co_return QJsonObject{{QStringLiteral("dryRun"), true}, {QStringLiteral("done"), false},
        {QStringLiteral("storages"), QJsonArray::fromStringList(names)},
        {QStringLiteral("accounts"), accounts ? QJsonValue(*accounts) : QJsonValue()},
        {QStringLiteral("blocks"), QJsonArray::fromStringList(report.blocks)},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(report.warnings)}};
}

Task<Result<QJsonObject>> Reassignment::reassignInTurn(
    MemberName from, MemberName to, ReassignOptions options, QString author, JobProgress progress)
{
    if (from == to)
        co_return fail(conflict(QStringLiteral("from and to are the same member: %1").arg(to.text)));
    const Result<std::optional<Job>> unfinished = jobToGoOnWith(JobKind::Reassign, from, to);
    if (!unfinished)
        co_return fail(unfinished.error());
    const TablePointer table = m_ports.cluster.table();
    Notes notes;
    if (*unfinished && (table->runningJob() || table->storagesOwnedBy(from).isEmpty()) && !options.dryRun) {
        notes.warnings.append(
            QStringLiteral("going on with the job of %1").arg(timeText((*unfinished)->started)));
        const Job job = **unfinished;
        const Result<QJsonObject> done = co_await goOn(job, notes, progress);
        co_return done;
    }
    PreflightReport report = co_await preflight(preflightPorts(), from, to, options.without);
    if (const Result<> probed = co_await m_ports.directory.probe(m_ports.clock.in(m_timing.askPatience));
        !probed)
        report.warnings.append(
            QStringLiteral("the directory does not answer (%1): ownership changes all the same")
                .arg(probed.error().forLog));
    if (options.dryRun) {
        const Result<QJsonObject> dry = co_await dryRun(report, from, to);
        co_return dry;
    }
    if (!report.blocks.isEmpty())
        co_return fail(conflict(report.blocks.join(u'\n')));
    const Job job = newJob(JobKind::Reassign, from, to, report.storages, author);
    if (const Result<> taken = co_await takeOwnership(job, report.storages); !taken)
        co_return fail(taken.error());
    notes.warnings += report.warnings;
    const Result<QJsonObject> done = co_await goOn(job, notes, progress);
    co_return done;
}

} // namespace homeport
