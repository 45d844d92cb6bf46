// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How a job takes storages over and rewrites records.
#include "console/demo/demojobs.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qsizetype mostJobs = 21;
constexpr qint64 servedBehindMs = 900; ///< what a takeover takes

Job *jobOf(ClusterTable &table, const JobId &id)
{
    const auto found =
        std::find_if(table.jobs.begin(), table.jobs.end(), [&](const Job &job) { return job.id == id; });
    return found == table.jobs.end() ? nullptr : &*found;
}

/// Where the job carries the records of a storage.
MemberName targetOf(const Job &job, const JobMove &move) { return job.isUndo ? move.from : move.to; }

bool isLeft(const Job &job, const DemoAccount &account)
{
    for (const JobMove &move : job.moves) {
        if (account.storage == move.storage)
            return account.host != targetOf(job, move);
    }
    return false;
}

/// protocol.md 1.11 "A record"
void rewrite(DemoAccount &account, const MemberName &target, const QDateTime &now)
{
    const MemberName original = account.oldHost.isEmpty() ? account.host : account.oldHost;
    account.host = target;
    account.oldHost = original == target ? MemberName() : original;
    account.changed = now;
}

void takeOver(DemoWorld &world, ClusterTable &table, const QList<JobMove> &moves)
{
    for (const JobMove &move : moves) {
        Storage *const row = table.storage(move.storage);
        DemoDisk *const disk = world.disk(move.storage);
        if (!row || !disk)
            continue;
        row->owner = move.to;
        row->state = StorageState::Served;
        ++row->epoch;
        disk->servedBy = move.to;
        disk->preparedAt = {};
        disk->labelOwner = move.to;
        disk->labelEpoch = row->epoch;
        disk->isDetached = false;
    }
}

quint64 nextFence(const ClusterTable &table)
{
    quint64 highest = 0;
    for (const Job &job : table.jobs)
        highest = std::max(highest, job.fence);
    return highest + 1;
}

Result<QJsonObject> started(DemoWorld &world, const Job &job, bool isBackground)
{
    DemoRun run;
    run.job = job.id;
    run.begunMs = world.nowMs();
    run.total = recordsLeft(world, job);
    world.run = run;
    QJsonObject answer{{u"done"_s, false}, {u"background"_s, true}, {u"job"_s, toJson(job)},
        {u"storages"_s, storageNames(world, job)}, {u"warnings"_s, QJsonArray()},
        {u"next"_s, QJsonArray{u"homeportctl job show "_s + job.shortId()}}};
    if (!isBackground)
        answer.insert(u"awaits"_s, job.id.text());
    return answer;
}

} // namespace

Result<> checkNoOtherJob(const DemoWorld &world, std::optional<JobId> within)
{
    const Job *const running = world.table.runningJob();
    if (!running || running->id == within)
        return {};
    return fail(demoError("conflict",
        u"job %1 (%2) of %3 is %4, run by %5: wait until it has ended, or see homeportctl job show %1"_s.arg(
            running->shortId(), jobWords(*running), running->author, toText(running->state),
            running->runner.text)));
}

Result<QJsonObject> beginJob(DemoWorld &world, Job job, DemoCall &call, bool isBackground)
{
    job.id = demoId<JobId>(u"job %1"_s.arg(world.table.number));
    job.runner = DemoWorld::answeredBy();
    job.author = call.caller.author();
    job.request = call.request;
    job.started = world.now();
    job.fence = nextFence(world.table);
    const Result<QJsonObject> done = world.change(
        [&](ClusterTable &table) -> Result<> {
            takeOver(world, table, job.moves);
            table.jobs.append(job);
            if (table.jobs.size() > mostJobs)
                table.jobs.removeFirst();
            return {};
        },
        call.caller, jobWords(job));
    return done ? started(world, job, isBackground) : done;
}

Result<QJsonObject> goOn(
    DemoWorld &world, const Job &job, const QList<JobMove> &moves, DemoCall &call, bool isBackground)
{
    if (!moves.isEmpty()) {
        const Result<QJsonObject> done = world.change(
            [&](ClusterTable &table) -> Result<> {
                takeOver(world, table, moves);
                return {};
            },
            call.caller, u"undo "_s + jobWords(job));
        if (!done)
            return done;
    }
    return started(world, job, isBackground);
}

QStringList letGo(DemoWorld &world, const QList<JobMove> &moves, DemoCall &call, const QString &comment)
{
    const auto isServed = [&](const JobMove &move) {
        return world.table.storage(move.storage)->state == StorageState::Served;
    };
    if (std::any_of(moves.begin(), moves.end(), isServed)) {
        // nobody refuses: the rows were looked at in this same moment
        static_cast<void>(world.change(
            [&](ClusterTable &table) -> Result<> {
                for (const JobMove &move : moves) {
                    Storage *const row = table.storage(move.storage);
                    if (row->state == StorageState::Detached)
                        continue;
                    row->state = StorageState::Detached;
                    ++row->epoch;
                }
                return {};
            },
            call.caller, comment));
    }
    QStringList next;
    for (const JobMove &move : moves) {
        DemoDisk *const disk = world.disk(move.storage);
        if (disk->servedBy == move.from) {
            disk->servedBy = {};
            disk->isDetached = true;
            disk->labelEpoch = world.table.storage(move.storage)->epoch;
            world.forgetSessionsOf([&](const SessionRow &row) {
                return row.peer == move.from && world.accounts.value(row.account).storage == move.storage;
            });
        }
        if (disk->preparedAt != move.to)
            next.append(
                u"storage %1 is detached from %2; move its disk to %3, run there: homeportctl storage "
                "attach %4"_s.arg(world.storageName(move.storage), move.from.text, move.to.text, disk->path));
    }
    return next;
}

Job setJobState(DemoWorld &world, Job job, JobState state, const DemoCaller &caller)
{
    job.state = state;
    job.runner = DemoWorld::answeredBy();
    if (state != JobState::Paused)
        job.fence = nextFence(world.table);
    static_cast<void>(world.change(
        [&](ClusterTable &table) -> Result<> {
            if (Job *const row = jobOf(table, job.id))
                *row = job;
            return {};
        },
        caller, u"%1: %2"_s.arg(jobWords(job), toText(state))));
    if (world.run && world.run->job == job.id)
        world.run.reset();
    return job;
}

qint64 recordsLeft(const DemoWorld &world, const Job &job)
{
    return std::count_if(world.accounts.cbegin(), world.accounts.cend(),
        [&](const DemoAccount &account) { return isLeft(job, account); });
}

void rewriteRecords(DemoWorld &world, qint64 count)
{
    Job *const job = world.run ? jobOf(world.table, world.run->job) : nullptr;
    if (!job)
        return;
    for (DemoAccount &account : world.accounts) {
        if (count == 0)
            return;
        if (!isLeft(*job, account))
            continue;
        for (const JobMove &move : job->moves) {
            if (account.storage == move.storage)
                rewrite(account, targetOf(*job, move), world.now());
        }
        ++world.run->rewritten;
        --count;
    }
    if (recordsLeft(world, *job) > 0)
        return;
    const DemoCaller runner{job->author.section(u'@', 0, 0), u"192.0.2.40"_s};
    const Job ended = *job;
    setJobState(world, ended, ended.isUndo ? JobState::Undone : JobState::Done, runner);
}

QJsonArray storageNames(const DemoWorld &world, const Job &job)
{
    QJsonArray names;
    for (const JobMove &move : job.moves)
        names.append(world.storageName(move.storage));
    return names;
}

QJsonValue jobProgress(const DemoWorld &world, const Job &job)
{
    if (!world.run || world.run->job != job.id)
        return {};
    const DemoRun &run = *world.run;
    const double seconds = double(run.rewritingMs) / 1000;
    const double rate = seconds > 0 ? double(run.rewritten) / seconds : 0;
    const qint64 left = std::max<qint64>(0, run.total - run.rewritten);
    return QJsonObject{{u"job"_s, job.id.text()}, {u"state"_s, toText(job.state)}, {u"undo"_s, job.isUndo},
        {u"runner"_s, job.runner.text}, {u"text"_s, u"rewriting records"_s}, {u"rewritten"_s, run.rewritten},
        {u"total"_s, run.total}, {u"rate"_s, qRound64(rate)},
        {u"remainingSeconds"_s, rate > 0 ? QJsonValue(qRound64(double(left) / rate)) : QJsonValue()},
        {u"seconds"_s, seconds}, {u"served"_s, true}, {u"servedAfterMs"_s, servedBehindMs}};
}

QJsonObject demoJobOutcome(const DemoWorld &world, const JobId &id)
{
    Job job;
    for (const Job &row : world.table.jobs) {
        if (row.id == id)
            job = row;
    }
    const QJsonArray names = storageNames(world, job);
    const qint64 left = recordsLeft(world, job);
    if (job.state != JobState::Done && job.state != JobState::Undone)
        return {{u"done"_s, false}, {u"halted"_s, true},
            {u"text"_s,
                job.state == JobState::Paused ? u"the job was paused"_s
                                              : u"the job is %1"_s.arg(toText(job.state))},
            {u"job"_s, toJson(job)}, {u"storages"_s, names}, {u"rewritten"_s, 0},
            {u"warnings"_s, QJsonArray()},
            {u"next"_s, QJsonArray{u"homeportctl job resume "_s + job.shortId()}}};
    qint64 rewritten = 0;
    for (const JobMove &move : job.moves)
        rewritten += world.accountsOn(move.storage);
    const double seconds = double(job.started.msecsTo(world.now())) / 1000;
    return {{u"done"_s, true}, {u"job"_s, toJson(job)}, {u"storages"_s, names}, {u"served"_s, true},
        {u"servedAfterMs"_s, servedBehindMs}, {u"total"_s, rewritten}, {u"rewritten"_s, rewritten - left},
        {u"failed"_s, left}, {u"errors"_s, QJsonArray()}, {u"damagedCount"_s, 0},
        {u"damaged"_s, QJsonArray()}, {u"seconds"_s, seconds},
        {u"rate"_s, qRound64(double(rewritten) / std::max(1.0, seconds))}, {u"warnings"_s, QJsonArray()},
        {u"next"_s, QJsonArray()}};
}

QString jobWords(const Job &job) { return u"%1 %2 %3"_s.arg(toText(job.kind), job.from.text, job.to.text); }

} // namespace homeport
