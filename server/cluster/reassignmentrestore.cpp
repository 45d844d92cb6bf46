// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Restore (design.md §5 "Reassignment", 4): the stand-in lets go, the disk moves, home takes over, records
// follow. The first steps are those of undo too.
#include "server/cluster/reassignment.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

QList<JobMove> awayFrom(const ClusterTable &table, const MemberName &home)
{
    QList<JobMove> moves;
    for (const Storage &storage : table.storages) {
        if (storage.home == home && storage.owner != home)
            moves.append({storage.id, storage.owner, home});
    }
    return moves;
}

QList<JobMove> atHome(const ClusterTable &table, const MemberName &home)
{
    QList<JobMove> moves;
    for (const Storage &storage : table.storages) {
        if (storage.home == home && storage.owner == home)
            moves.append({storage.id, home, home});
    }
    return moves;
}

} // namespace

/// The rows say detached, and each owner has answered that it is quiet (protocol.md 1.7 "The owner's
/// answer"), or has been proven to be cut off when the storage was attached elsewhere. `moves`: from the
/// owner of now to who shall have it.
Task<Result<>> Reassignment::letGo(
    QList<JobMove> moves, std::optional<JobId> within, QString author, QString comment)
{
    const QList<Storage> expected = rowsOf(moves);
    auto detach = [expected, within](ClusterTable &table) -> Result<> {
        const Job *const running = table.runningJob();
        if (running && running->id != within)
            return fail(jobtext::conflict(
                QStringLiteral("a job was started meanwhile: %1").arg(jobtext::words(*running))));
        for (const Storage &was : expected) {
            Storage *const row = table.storage(was.id);
            if (!row || row->owner != was.owner || row->epoch != was.epoch)
                return fail(jobtext::conflict(
                    QStringLiteral("storage %1 was changed meanwhile: look and try again").arg(was.name)));
            if (row->state == StorageState::Detached)
                continue;
            row->state = StorageState::Detached;
            ++row->epoch;
        }
        return {};
    };
    const auto isServed = [](const Storage &storage) { return storage.state == StorageState::Served; };
    if (std::any_of(expected.begin(), expected.end(), isServed)) {
        const Result<TableRevision> revision =
            co_await m_ports.tables.change(std::move(detach), author, comment, std::nullopt);
        if (!revision)
            co_return fail(revision.error());
    }
    const Result<> quiet = co_await confirmQuiet(moves);
    co_return quiet;
}

Task<Result<>> Reassignment::confirmQuiet(QList<JobMove> moves)
{
    const PreflightPorts ports = preflightPorts(m_timing.directoryPatience);
    for (const JobMove &move : moves) {
        const QString name = storageName(move.storage);
        Result<> quiet;
        if (move.from == m_ports.cluster.self()) {
            const QJsonObject arguments{{QStringLiteral("storage"), move.storage.text()}};
            const Result<QJsonObject> answer =
                co_await m_ports.askSelf(QStringLiteral("storage.detach"), arguments);
            if (!answer)
                quiet = fail(answer.error());
        } else {
            quiet = co_await m_ports.tables.pushTo(move.from, m_ports.clock.in(m_timing.pushPatience));
        }
        if (quiet)
            continue;
        // attaching demanded a clean label or a fencing statement
        const Result<QList<StorageId>> prepared = co_await preparedAt(ports, move.to);
        if (prepared && prepared->contains(move.storage))
            continue;
        const QString text = QStringLiteral(
            "storage %1 is detached in the cluster table, but %2 has not confirmed that it let go (%3): "
            "do not move the disk; when %2 answers again, or is powered off and the disk is attached to %4 "
            "with a fencing statement, run this again")
                                 .arg(name, move.from.text, quiet.error().forLog, move.to.text);
        co_return fail(Error::temporary("the stand-in has not confirmed", text));
    }
    co_return Result<>{};
}

/// What the administrator does before the storages can go on.
Task<Result<QStringList>> Reassignment::stepsBefore(QList<JobMove> moves)
{
    const PreflightPorts ports = preflightPorts(m_timing.directoryPatience);
    QStringList next;
    for (const JobMove &move : moves) {
        const Result<QList<StorageId>> prepared = co_await preparedAt(ports, move.to);
        if (!prepared)
            co_return fail(prepared.error());
        if (prepared->contains(move.storage))
            continue;
        next.append(QStringLiteral(
            "storage %1 is detached from %2; move its disk to %3, run there: homeportctl storage attach PATH")
                        .arg(storageName(move.storage), move.from.text, move.to.text));
    }
    co_return next;
}

/// Perhaps records are left over from a restore whose job has been forgotten.
Reassignment::Beginning Reassignment::beginLeftOver(Job job, JobCall call)
{
    const qint64 begunMs = m_ports.clock.monotonicMs();
    const TablePointer table = m_ports.cluster.table();
    job.from = job.to;
    job.moves = atHome(*table, job.to);
    std::shared_ptr<HostRewriter> rewriter = m_ports.makeRewriter();
    std::function<bool()> always = [] { return true; };
    const RewritePlan plan = planOf(job, *table);
    const Result<AccountCount> left =
        co_await countAccounts(rewriter, plan, *table, m_timing.rewrite.batch, always);
    if (!left)
        co_return fail(left.error());
    Begun begun;
    if (left->accounts == 0) {
        const QString text =
            QStringLiteral("nothing to restore: every storage of %1 is at home").arg(job.to.text);
        begun.answer = {{QStringLiteral("done"), true}, {QStringLiteral("storages"), QJsonArray()},
            {QStringLiteral("rewritten"), 0}, {QStringLiteral("warnings"), QJsonArray{text}}};
        co_return begun;
    }
    const QList<Storage> none;
    const Result<Job> taken = co_await takeOwnership(job, none, call.author);
    if (!taken)
        co_return fail(taken.error());
    begun.run = startRun(*taken, call.author, begunMs, left->accounts, {});
    co_return begun;
}

Reassignment::Beginning Reassignment::beginRestore(MemberName home, JobCall call)
{
    const qint64 begunMs = m_ports.clock.monotonicMs();
    Job job = newJob(JobKind::Restore, call);
    job.to = home;
    Begun begun;
    const Result<std::optional<Job>> unfinished = jobToGoOnWith(job);
    if (!unfinished)
        co_return fail(unfinished.error());
    const TablePointer table = m_ports.cluster.table();
    job.moves = awayFrom(*table, home);
    if (*unfinished && ((*unfinished)->isRunning() || job.moves.isEmpty())) {
        const Job former = **unfinished;
        const Result<Begun> goesOn = co_await goOnWith(former, call);
        co_return goesOn;
    }
    if (job.moves.isEmpty()) {
        const Result<Begun> leftOver = co_await beginLeftOver(job, call);
        co_return leftOver;
    }
    // the mail would be unreachable for nothing
    if (!m_ports.cluster.isUp(home))
        co_return fail(jobtext::conflict(
            QStringLiteral("%1 does not answer: start it first, nothing was changed").arg(home.text)));
    job.from = job.moves.first().from;
    const QString comment = QStringLiteral("restore %1: detach").arg(home.text);
    if (const Result<> quiet = co_await letGo(job.moves, std::nullopt, call.author, comment); !quiet)
        co_return fail(quiet.error());
    const Result<QStringList> next = co_await stepsBefore(job.moves);
    if (!next)
        co_return fail(next.error());
    if (!next->isEmpty()) {
        const QStringList steps =
            *next + QStringList{QStringLiteral("then: homeportctl restore ") + home.text};
        begun.answer = {{QStringLiteral("done"), false},
            {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(job))},
            {QStringLiteral("next"), QJsonArray::fromStringList(steps)}};
        co_return begun;
    }
    const QList<Storage> expected = rowsOf(job.moves);
    const Result<Job> taken = co_await takeOwnership(job, expected, call.author);
    if (!taken)
        co_return fail(taken.error());
    begun.run = startRun(*taken, call.author, begunMs, -1, {});
    co_return begun;
}

OwnershipJobs::Answer Reassignment::restore(MemberName home, JobCall call)
{
    if (const std::optional<Job> same = jobOfRequest(call)) {
        const Result<QJsonObject> followed = co_await follow(*same, call);
        co_return followed;
    }
    std::function<Beginning()> begin = [this, home, call] { return beginRestore(home, call); };
    const Result<QJsonObject> answer = co_await inTurn(call, begin);
    co_return answer;
}

} // namespace homeport
