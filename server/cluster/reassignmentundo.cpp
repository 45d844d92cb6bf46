// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Undo: the old runner is fenced off, the owner of now lets go, the disk moves, the former owner takes over,
// records go back to what they were.
#include "server/cluster/reassignment.h"

namespace homeport {

namespace {

QList<JobMove> reversed(const QList<JobMove> &moves)
{
    QList<JobMove> back;
    for (const JobMove &move : moves)
        back.append({move.storage, move.to, move.from});
    return back;
}

/// Those that are not back yet.
QList<JobMove> stillThere(const ClusterTable &table, const QList<JobMove> &back)
{
    QList<JobMove> there;
    for (const JobMove &move : back) {
        const Storage *const row = table.storage(move.storage);
        if (row && row->owner != move.to)
            there.append(move);
    }
    return there;
}

} // namespace

Result<> Reassignment::checkUndo(const Job &job) const
{
    const TablePointer table = m_ports.cluster.table();
    const auto refuse = [&job](const QString &why) {
        return fail(jobtext::conflict(QStringLiteral("job %1 (%2) cannot be undone: %3; nothing was changed")
                                          .arg(job.shortId(), jobtext::words(job), why)));
    };
    if (job.state == JobState::Undone)
        return refuse(QStringLiteral("that has been done"));
    const Job *const running = table->runningJob();
    if (running && running->id != job.id)
        return refuse(
            QStringLiteral("job %1 (%2) of %3 is %4")
                .arg(running->shortId(), jobtext::words(*running), running->author, toText(running->state)));
    if (job.state == JobState::Undoing) {
        const bool isElsewhere = job.runner != m_ports.cluster.self() && m_ports.cluster.isUp(job.runner);
        if (m_run && m_run->job.id == job.id)
            return refuse(QStringLiteral("it is being undone here"));
        if (isElsewhere)
            return refuse(QStringLiteral("%1 is undoing it: go on there, or stop that daemon first")
                              .arg(job.runner.text));
    }
    for (const JobMove &move : job.moves) {
        const Storage *const row = table->storage(move.storage);
        if (!row)
            return refuse(
                QStringLiteral("storage %1 is not in the cluster table any more").arg(move.storage.text()));
        if (row->owner != move.to && row->owner != move.from)
            return refuse(QStringLiteral("storage %1 has gone on to %2: undo that first")
                              .arg(row->name, row->owner.text));
        if (row->owner == move.to && !m_ports.cluster.isUp(move.from))
            return refuse(QStringLiteral(
                "%1 does not answer, and its accounts would be away. Start it (or a machine in its place: "
                "homeportd setup --join TOKEN --replace), then undo; to stop only the rewriting: %2")
                              .arg(move.from.text, jobtext::command("cancel", job)));
    }
    return {};
}

Reassignment::Beginning Reassignment::beginUndo(Job job, JobCall call)
{
    if (const Result<> may = checkUndo(job); !may)
        co_return fail(may.error());
    const Result<Job> published = co_await publish(job, JobState::Undoing, call.author);
    if (!published)
        co_return fail(published.error());
    co_await endOwnRun(job.id);
    // whoever ran it, stopped machine or not, commits nothing behind this
    const Result<> fenced = co_await fenceOff(*published);
    Result<Begun> begun = co_await goOnUndoing(*published, call);
    if (begun && !begun->run && !fenced) {
        QJsonArray warnings = begun->answer.value(QStringLiteral("warnings")).toArray();
        warnings.append(fenced.error().forLog);
        begun->answer.insert(QStringLiteral("warnings"), warnings);
    }
    co_return begun;
}

Reassignment::Beginning Reassignment::goOnUndoing(Job job, JobCall call)
{
    const qint64 begunMs = m_ports.clock.monotonicMs();
    Begun begun;
    const TablePointer table = m_ports.cluster.table();
    const QList<JobMove> there = stillThere(*table, reversed(job.moves));
    if (there.isEmpty()) { // only records are left
        begun.run = startRun(job, call.author, begunMs, -1, {});
        co_return begun;
    }
    const QString comment = QStringLiteral("undo %1: detach").arg(jobtext::words(job));
    if (const Result<> quiet = co_await letGo(there, job.id, call.author, comment); !quiet)
        co_return fail(quiet.error());
    const Result<QStringList> next = co_await stepsBefore(there);
    if (!next)
        co_return fail(next.error());
    if (!next->isEmpty()) {
        const QStringList steps =
            *next + QStringList{QStringLiteral("then: ") + jobtext::command("undo", job)};
        begun.answer = {{QStringLiteral("done"), false}, {QStringLiteral("job"), toJson(job)},
            {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(job))},
            {QStringLiteral("next"), QJsonArray::fromStringList(steps)}};
        co_return begun;
    }
    const QList<Storage> expected = rowsOf(there);
    const Result<Job> taken = co_await takeOwnership(job, expected, call.author);
    if (!taken)
        co_return fail(taken.error());
    begun.run = startRun(*taken, call.author, begunMs, -1, {});
    co_return begun;
}

OwnershipJobs::Answer Reassignment::undo(std::optional<JobId> id, JobCall call)
{
    return inTurnWith(id, call, &Reassignment::beginUndo);
}

} // namespace homeport
