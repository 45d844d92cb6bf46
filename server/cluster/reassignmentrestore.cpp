// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Restore (design.md §5 "Reassignment", 4): the stand-in lets go, the disk moves, home takes over, records
// follow.
#include "server/cluster/reassignment.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

Error conflict(const QString &text) { return {Fault::Refused, text.toLatin1(), text, "conflict"}; }

QList<Storage> awayFrom(const ClusterTable &table, const MemberName &home)
{
    QList<Storage> away;
    for (const Storage &storage : table.storages) {
        if (storage.home == home && storage.owner != home)
            away.append(storage);
    }
    return away;
}

QList<Storage> atHome(const ClusterTable &table, const MemberName &home)
{
    QList<Storage> there;
    for (const Storage &storage : table.storages) {
        if (storage.home == home && storage.owner == home)
            there.append(storage);
    }
    return there;
}

QJsonObject unfinishedAnswer(const QList<Storage> &storages, const QStringList &next)
{
    QStringList names;
    for (const Storage &storage : storages)
        names.append(storage.name);
    return {{QStringLiteral("done"), false}, {QStringLiteral("storages"), QJsonArray::fromStringList(names)},
        {QStringLiteral("next"), QJsonArray::fromStringList(next)}};
}

} // namespace

/// The rows say detached, and each stand-in has answered that it is quiet (protocol.md 1.7 "The owner's
/// answer").
Task<Result<>> Reassignment::letGo(QList<Storage> storages, QString author, MemberName home)
{
    auto detach = [storages](ClusterTable &table) -> Result<> {
        if (table.runningJob())
            return fail(conflict(QStringLiteral("a job was started meanwhile")));
        for (const Storage &was : storages) {
            Storage *const row = table.storage(was.id);
            if (!row || row->owner != was.owner || row->epoch != was.epoch)
                return fail(conflict(
                    QStringLiteral("storage %1 was changed meanwhile: look and try again").arg(was.name)));
            if (row->state == StorageState::Detached)
                continue;
            row->state = StorageState::Detached;
            ++row->epoch;
        }
        return {};
    };
    const auto isServed = [](const Storage &storage) { return storage.state == StorageState::Served; };
    if (std::any_of(storages.begin(), storages.end(), isServed)) {
        const QString comment = QStringLiteral("restore %1: detach").arg(home.text);
        const Result<TableRevision> revision =
            co_await m_ports.tables.change(std::move(detach), author, comment, std::nullopt);
        if (!revision)
            co_return fail(revision.error());
    }
    for (const Storage &storage : storages) {
        Result<> quiet;
        if (storage.owner == m_ports.cluster.self()) {
            const QJsonObject arguments{{QStringLiteral("storage"), storage.id.text()}};
            const Result<QJsonObject> answer =
                co_await m_ports.askSelf(QStringLiteral("storage.detach"), arguments);
            if (!answer)
                quiet = fail(answer.error());
        } else {
            quiet = co_await m_ports.tables.pushTo(storage.owner, m_ports.clock.in(m_timing.pushPatience));
        }
        if (!quiet) {
            const QString text = QStringLiteral(
                "storage %1 is detached in the cluster table, but %2 has not confirmed that it let go (%3): "
                "do not move the disk; when %2 answers again, or is powered off and its disk is attached "
                "with a fencing statement, run this again")
                                     .arg(storage.name, storage.owner.text, quiet.error().forLog);
            co_return fail(Error::temporary("the stand-in has not confirmed", text));
        }
    }
    co_return Result<>{};
}

Task<Result<QJsonObject>> Reassignment::restoreInTurn(MemberName home, QString author, JobProgress progress)
{
    const Result<std::optional<Job>> unfinished = jobToGoOnWith(JobKind::Restore, {}, home);
    if (!unfinished)
        co_return fail(unfinished.error());
    const TablePointer table = m_ports.cluster.table();
    const QList<Storage> away = awayFrom(*table, home);
    Notes notes;
    if (*unfinished && (table->runningJob() || away.isEmpty())) {
        notes.warnings.append(
            QStringLiteral("going on with the job of %1").arg(timeText((*unfinished)->started)));
        const Job job = **unfinished;
        const Result<QJsonObject> done = co_await goOn(job, notes, progress);
        co_return done;
    }
    if (away.isEmpty()) {
        // perhaps records are left over from a restore whose job has been forgotten
        const QList<Storage> there = atHome(*table, home);
        const Job job = newJob(JobKind::Restore, home, home, there, author);
        const RewritePlan plan = planFor(job);
        const Result<qint64> left = co_await countAccounts(m_ports.directory, plan);
        if (!left)
            co_return fail(left.error());
        if (*left > 0) {
            const Result<QJsonObject> done = co_await goOn(job, notes, progress);
            co_return done;
        }
        const QString text =
            QStringLiteral("nothing to restore: every storage of %1 is at home").arg(home.text);
        co_return QJsonObject{{QStringLiteral("done"), true}, {QStringLiteral("storages"), QJsonArray()},
            {QStringLiteral("rewritten"), 0}, {QStringLiteral("warnings"), QJsonArray{text}}};
    }
    // the mail would be unreachable for nothing
    if (!m_ports.cluster.isUp(home))
        co_return fail(conflict(
            QStringLiteral("%1 does not answer: start it first, nothing was changed").arg(home.text)));
    if (const Result<> quiet = co_await letGo(away, author, home); !quiet)
        co_return fail(quiet.error());
    const Result<QList<StorageId>> prepared = co_await preparedAt(preflightPorts(), home);
    if (!prepared)
        co_return fail(prepared.error());
    QStringList next;
    for (const Storage &storage : away) {
        if (prepared->contains(storage.id))
            continue;
        next.append(QStringLiteral(
            "storage %1 is detached from %2; move its disk to %3, run there: homeportctl storage attach PATH")
                        .arg(storage.name, storage.owner.text, home.text));
    }
    if (!next.isEmpty()) {
        next.append(QStringLiteral("then: homeportctl restore %1").arg(home.text));
        co_return unfinishedAnswer(away, next);
    }
    const TablePointer detached = m_ports.cluster.table();
    const QList<Storage> ready = awayFrom(*detached, home);
    const Job job =
        newJob(JobKind::Restore, ready.isEmpty() ? home : ready.first().owner, home, ready, author);
    if (const Result<> taken = co_await takeOwnership(job, ready); !taken)
        co_return fail(taken.error());
    const Result<QJsonObject> done = co_await goOn(job, notes, progress);
    co_return done;
}

} // namespace homeport
