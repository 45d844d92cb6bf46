// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Jobs and storage rows in the cluster table (design.md §5 "Reassignment", 2).
#include "server/cluster/reassignment.h"

#include "server/cluster/log.h"

namespace homeport {

namespace {
constexpr qsizetype jobsKept = 20;
} // namespace

namespace jobtext {

Error conflict(const QString &text) { return {Fault::Refused, text.toLatin1(), text, "conflict"}; }

QString words(const Job &job)
{
    return QStringLiteral("%1 %2 %3").arg(toText(job.kind), job.from.text, job.to.text);
}

QString command(const char *verb, const Job &job)
{
    return QStringLiteral("homeportctl job %1 %2").arg(QLatin1String(verb), job.shortId());
}

} // namespace jobtext

quint64 nextFence(const ClusterTable &table)
{
    quint64 highest = 0;
    for (const Job &job : table.jobs)
        highest = std::max(highest, job.fence);
    return highest + 1;
}

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

Job Reassignment::newJob(JobKind kind, const JobCall &call) const
{
    Job job;
    job.id = JobId::random();
    job.kind = kind;
    job.runner = m_ports.cluster.self();
    job.author = call.author;
    job.request = call.request;
    job.started = QDateTime::fromMSecsSinceEpoch(m_ports.clock.wallMs(), Qt::UTC);
    return job;
}

QString Reassignment::storageName(const StorageId &id) const
{
    const TablePointer table = m_ports.cluster.table();
    const Storage *const row = table->storage(id);
    return row ? row->name : id.text();
}

QStringList Reassignment::storageNames(const Job &job) const
{
    QStringList names;
    for (const JobMove &move : job.moves)
        names.append(storageName(move.storage));
    return names;
}

QList<Storage> Reassignment::rowsOf(const QList<JobMove> &moves) const
{
    const TablePointer table = m_ports.cluster.table();
    QList<Storage> rows;
    for (const JobMove &move : moves) {
        if (const Storage *const row = table->storage(move.storage))
            rows.append(*row);
    }
    return rows;
}

/// Owners and the job in one revision. `expected` are the rows that move; for the way back those that are
/// there already are left out. The value: the job with the fence that it got.
Task<Result<Job>> Reassignment::takeOwnership(Job job, QList<Storage> expected, QString author)
{
    const auto taken = std::make_shared<Job>(job);
    auto change = [taken, expected](ClusterTable &table) -> Result<> {
        const Job *const running = table.runningJob();
        if (running && running->id != taken->id)
            return fail(jobtext::conflict(QStringLiteral("another job was started meanwhile: %1 of %2")
                                              .arg(jobtext::words(*running), running->author)));
        for (const Storage &was : expected) {
            Storage *const row = table.storage(was.id);
            if (!row || row->owner != was.owner || row->epoch != was.epoch)
                return fail(jobtext::conflict(
                    QStringLiteral("storage %1 was changed meanwhile: look and try again").arg(was.name)));
            for (const JobMove &move : taken->moves) {
                if (move.storage == was.id)
                    row->owner = targetOf(*taken, move);
            }
            row->state = StorageState::Served;
            ++row->epoch;
        }
        taken->fence = nextFence(table);
        putJob(table, *taken);
        return {};
    };
    const QString comment = (job.isUndo ? QStringLiteral("undo ") : QString()) + jobtext::words(job);
    const Result<TableRevision> revision =
        co_await m_ports.tables.change(std::move(change), author, comment, std::nullopt);
    if (!revision)
        co_return fail(revision.error());
    qCInfo(lcCluster) << Event("ownership_changed")
                             .id(job.id)
                             .with("from", job.from)
                             .with("to", job.to)
                             .with("undo", job.isUndo);
    co_return Job(*taken);
}

/// The job with another state, this keeper as its runner and a new fence.
Task<Result<Job>> Reassignment::publish(Job job, JobState state, QString author)
{
    const auto published = std::make_shared<Job>(job);
    published->state = state;
    published->isUndo = job.isUndo || state == JobState::Undoing;
    published->runner = m_ports.cluster.self();
    published->error.clear();
    const quint64 known = job.fence;
    auto change = [published, known](ClusterTable &table) -> Result<> {
        const Job *const running = table.runningJob();
        if (running && running->id != published->id)
            return fail(jobtext::conflict(
                QStringLiteral("job %1 is running: %2").arg(running->shortId(), jobtext::words(*running))));
        for (const Job &row : table.jobs) {
            if (row.id == published->id && row.fence != known)
                return fail(jobtext::conflict(
                    QStringLiteral("job %1 was changed by somebody else at this moment: look at it again")
                        .arg(row.shortId())));
        }
        published->fence = nextFence(table);
        putJob(table, *published);
        return {};
    };
    const QString comment = QStringLiteral("%1: %2").arg(jobtext::words(job), toText(state));
    const Result<TableRevision> revision =
        co_await m_ports.tables.change(std::move(change), author, comment, std::nullopt);
    if (!revision)
        co_return fail(revision.error());
    qCInfo(lcCluster)
        << Event("job_published").id(job.id).with("state", toText(state)).with("fence", published->fence);
    co_return Job(*published);
}

} // namespace homeport
