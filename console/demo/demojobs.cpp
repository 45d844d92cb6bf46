// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// reassign, restore and job.show|pause|resume|cancel|undo.
#include "console/demo/demojobs.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Result<DemoReassignPlan> readPlan(DemoWorld &world, DemoArguments &arguments)
{
    const QString from = arguments.optionalText(u"from"_s);
    const QString storageText = arguments.optionalText(u"storage"_s);
    const QString to = arguments.text(u"to"_s);
    const QStringList targets = arguments.optionalTexts(u"targets"_s);
    const QStringList without = arguments.optionalTexts(u"without"_s);
    DemoReassignPlan plan;
    plan.isDryRun = arguments.flag(u"dryRun"_s);
    plan.isBackground = arguments.flag(u"background"_s);
    if (from.isEmpty() == storageText.isEmpty())
        arguments.fault(u"from"_s, u"expected a host server, or \"storage\" with one storage"_s);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> target = world.member(u"to"_s, to);
    if (!target)
        return fail(target.error());
    QHash<StorageId, MemberName> wanted;
    for (const QString &text : targets) {
        const Result<Storage> storage = world.storageNamed(u"targets"_s, text.section(u'=', 0, 0));
        const Result<MemberName> member = world.member(u"targets"_s, text.section(u'=', 1));
        if (!storage || !member)
            return fail((storage ? member.error() : storage.error()));
        wanted.insert(storage->id, *member);
    }
    for (const QString &name : without) {
        const Result<MemberName> member = world.member(u"without"_s, name);
        if (!member)
            return fail(member.error());
        plan.without.append(*member);
    }
    QList<Storage> storages;
    if (from.isEmpty()) {
        const Result<Storage> storage = world.storageNamed(u"storage"_s, storageText);
        if (!storage)
            return fail(storage.error());
        plan.from = storage->owner;
        storages = {*storage};
    } else {
        const Result<MemberName> member = world.member(u"from"_s, from);
        if (!member)
            return fail(member.error());
        plan.from = *member;
        storages = world.table.storagesOwnedBy(*member);
    }
    plan.to = *target;
    for (const Storage &storage : std::as_const(storages)) {
        const MemberName member = wanted.value(storage.id, *target);
        if (member == storage.owner)
            return fail(demoError("conflict",
                u"from and to are the same member: storage %1 is with %2 already"_s.arg(
                    storage.name, member.text)));
        plan.moves.append({storage.id, storage.owner, member});
    }
    return plan;
}

QJsonObject dryRun(const DemoWorld &world, const DemoReassignPlan &plan)
{
    QJsonArray storages;
    qint64 sum = 0;
    for (const JobMove &move : plan.moves) {
        const qint64 accounts = world.accountsOn(move.storage);
        sum += accounts;
        storages.append(
            QJsonObject{{u"id"_s, move.storage.text()}, {u"name"_s, world.storageName(move.storage)},
                {u"accounts"_s, accounts}, {u"from"_s, move.from.text}, {u"to"_s, move.to.text}});
    }
    return {{u"dryRun"_s, true}, {u"done"_s, false}, {u"checks"_s, demoChecks(world, plan)},
        {u"accounts"_s, sum}, {u"damaged"_s, QJsonArray()}, {u"storages"_s, storages}};
}

Result<QJsonObject> reassign(DemoWorld &world, DemoCall &call)
{
    const Result<DemoReassignPlan> plan = readPlan(world, call.arguments);
    if (!plan)
        return fail(plan.error());
    if (plan->isDryRun)
        return dryRun(world, *plan);
    QStringList blocks;
    const QJsonArray checks = demoChecks(world, *plan);
    for (const QJsonValue &check : checks) {
        if (check[u"result"_s].toString() == u"block")
            blocks.append(check[u"text"_s].toString() + u": "_s + check[u"remedy"_s].toString());
    }
    if (!blocks.isEmpty())
        return fail(demoError("conflict", blocks.join(u'\n')));
    Job job;
    job.kind = JobKind::Reassign;
    job.from = plan->from;
    job.to = plan->to;
    job.moves = plan->moves;
    return beginJob(world, job, call, plan->isBackground);
}

QList<JobMove> awayFrom(const DemoWorld &world, const MemberName &home)
{
    QList<JobMove> moves;
    for (const Storage &storage : world.table.storages) {
        if (storage.home == home && storage.owner != home)
            moves.append({storage.id, storage.owner, home});
    }
    return moves;
}

Result<QJsonObject> restore(DemoWorld &world, DemoCall &call)
{
    const QString name = call.arguments.text(u"member"_s);
    const bool isBackground = call.arguments.flag(u"background"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> home = world.member(u"member"_s, name);
    if (!home)
        return fail(home.error());
    if (const Result<> isFree = checkNoOtherJob(world, std::nullopt); !isFree)
        return fail(isFree.error());
    Job job;
    job.kind = JobKind::Restore;
    job.to = *home;
    job.moves = awayFrom(world, *home);
    if (job.moves.isEmpty()) {
        const QString text = u"nothing to restore: every storage of %1 is at home"_s.arg(home->text);
        return QJsonObject{{u"done"_s, true}, {u"storages"_s, QJsonArray()}, {u"rewritten"_s, 0},
            {u"warnings"_s, QJsonArray{text}}};
    }
    if (!world.isUp(*home))
        return fail(demoError(
            "conflict", u"%1 does not answer: start it first, nothing was changed"_s.arg(home->text)));
    job.from = job.moves.first().from;
    const QStringList next = letGo(world, job.moves, call, u"restore %1: detach"_s.arg(home->text));
    if (!next.isEmpty())
        return QJsonObject{{u"done"_s, false}, {u"storages"_s, storageNames(world, job)},
            {u"next"_s,
                QJsonArray::fromStringList(
                    next + QStringList{u"then: homeportctl restore "_s + home->text})}};
    return beginJob(world, job, call, isBackground);
}

Result<Job> jobNamed(const DemoWorld &world, DemoCall &call, bool &isBackground)
{
    const QString text = call.arguments.optionalText(u"job"_s);
    isBackground = call.arguments.flag(u"background"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (const Job *const running = world.table.runningJob(); text.isEmpty() && running)
        return *running;
    for (auto job = world.table.jobs.crbegin(); job != world.table.jobs.crend(); ++job) {
        if (job->id.text().startsWith(text.toLower()))
            return *job;
    }
    return fail(demoError("not-found",
        text.isEmpty()
            ? u"there is no job"_s
            : u"job: \"%1\" is no job of the cluster table: see homeportctl job show"_s.arg(text)));
}

Error cannot(const Job &job, const QString &what)
{
    return demoError("conflict", u"job %1 is %2: %3"_s.arg(job.shortId(), toText(job.state), what));
}

Result<QJsonObject> jobPause(DemoWorld &world, DemoCall &call)
{
    bool isBackground = false;
    const Result<Job> job = jobNamed(world, call, isBackground);
    if (!job)
        return fail(job.error());
    if (!job->isRunning())
        return fail(cannot(*job, u"it cannot be paused"_s));
    const Job paused = setJobState(world, *job, JobState::Paused, call.caller);
    return QJsonObject{{u"done"_s, true}, {u"job"_s, toJson(paused)},
        {u"next"_s, QJsonArray{u"homeportctl job resume "_s + job->shortId()}}};
}

Result<QJsonObject> jobCancel(DemoWorld &world, DemoCall &call)
{
    bool isBackground = false;
    const Result<Job> job = jobNamed(world, call, isBackground);
    if (!job)
        return fail(job.error());
    if (!job->isRunning())
        return fail(cannot(*job, u"there is nothing to cancel"_s));
    const Job cancelled = setJobState(world, *job, JobState::Cancelled, call.caller);
    const QString id = job->shortId();
    return QJsonObject{{u"done"_s, true}, {u"job"_s, toJson(cancelled)},
        {u"storages"_s, storageNames(world, cancelled)}, {u"remaining"_s, recordsLeft(world, cancelled)},
        {u"warnings"_s, QJsonArray()},
        {u"next"_s,
            QJsonArray{u"homeportctl job resume %1   # rewrites the rest"_s.arg(id),
                u"homeportctl job undo %1   # puts everything back"_s.arg(id)}}};
}

Result<QJsonObject> undo(DemoWorld &world, const Job &job, DemoCall &call, bool isBackground)
{
    const auto refuse = [&job](const QString &why) {
        return fail(demoError("conflict",
            u"job %1 (%2) cannot be undone: %3; nothing was changed"_s.arg(
                job.shortId(), jobWords(job), why)));
    };
    if (const Result<> isFree = checkNoOtherJob(world, job.id); !isFree)
        return fail(isFree.error());
    if (job.state == JobState::Undone)
        return refuse(u"that has been done"_s);
    QList<JobMove> back;
    for (const JobMove &move : job.moves) {
        const Storage *const row = world.table.storage(move.storage);
        if (!row || (row->owner != move.to && row->owner != move.from))
            return refuse(u"storage %1 has gone on: undo that first"_s.arg(world.storageName(move.storage)));
        if (row->owner == move.to && !world.isUp(move.from))
            return refuse(
                u"%1 does not answer, and its accounts would be away. Start it (or a machine in its "
                "place: homeportd setup --join TOKEN --replace), then undo; to stop only the "
                "rewriting: homeportctl job cancel %2"_s.arg(move.from.text, job.shortId()));
        if (row->owner == move.to)
            back.append({move.storage, move.to, move.from});
    }
    Job undoing = job;
    undoing.isUndo = true;
    undoing = setJobState(world, undoing, JobState::Undoing, call.caller);
    const QStringList next = letGo(world, back, call, u"undo %1: detach"_s.arg(jobWords(job)));
    if (!next.isEmpty())
        return QJsonObject{{u"done"_s, false}, {u"job"_s, toJson(undoing)},
            {u"storages"_s, storageNames(world, job)},
            {u"next"_s,
                QJsonArray::fromStringList(
                    next + QStringList{u"then: homeportctl job undo "_s + job.shortId()})}};
    return goOn(world, undoing, back, call, isBackground);
}

Result<QJsonObject> jobUndo(DemoWorld &world, DemoCall &call)
{
    bool isBackground = false;
    const Result<Job> job = jobNamed(world, call, isBackground);
    if (!job)
        return fail(job.error());
    return undo(world, *job, call, isBackground);
}

Result<QJsonObject> jobResume(DemoWorld &world, DemoCall &call)
{
    bool isBackground = false;
    const Result<Job> job = jobNamed(world, call, isBackground);
    if (!job)
        return fail(job.error());
    if (job->isUndo && job->state != JobState::Undone)
        return undo(world, *job, call, isBackground);
    if (const Result<> isFree = checkNoOtherJob(world, job->id); !isFree)
        return fail(isFree.error());
    const bool mayResume =
        job->state == JobState::Paused || job->state == JobState::Cancelled || job->state == JobState::Failed;
    if (!mayResume)
        return fail(demoError("conflict",
            u"job %1 (%2) cannot be resumed: it is %3"_s.arg(
                job->shortId(), jobWords(*job), toText(job->state))));
    const Job running = setJobState(world, *job, JobState::Running, call.caller);
    return goOn(world, running, {}, call, isBackground);
}

QJsonObject rowOf(const DemoWorld &world, const Job &job)
{
    QJsonObject row = toJson(job);
    row.insert(u"shortId"_s, job.shortId());
    row.insert(u"storageNames"_s, storageNames(world, job));
    return row;
}

Result<QJsonObject> jobShow(DemoWorld &world, DemoCall &call)
{
    const QString text = call.arguments.optionalText(u"job"_s).toLower();
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Job *const running = world.table.runningJob();
    QJsonArray jobs;
    for (const Job &job : std::as_const(world.table.jobs)) {
        if (job.id.text().startsWith(text))
            jobs.append(rowOf(world, job));
    }
    if (jobs.isEmpty() && !text.isEmpty())
        return fail(demoError("not-found",
            u"job: \"%1\" is no job of the cluster table: see homeportctl job show"_s.arg(text)));
    QString waits;
    if (running && running->state == JobState::Undoing && !world.run)
        waits =
            u"it waits for the administrator: when the disk has been moved, homeportctl job undo %1"_s.arg(
                running->shortId());
    return QJsonObject{{u"jobs"_s, jobs},
        {u"running"_s, running ? QJsonValue(rowOf(world, *running)) : QJsonValue()},
        {u"progress"_s, running ? jobProgress(world, *running) : QJsonValue()}, {u"text"_s, waits}};
}

} // namespace

std::span<const DemoVerb> demoJobVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"reassign", Administrator, DemoEffect::Changes, reassign, 400ms},
        {"restore", Administrator, DemoEffect::Changes, restore, 900ms},
        {"job.show", Viewer, DemoEffect::Shows, jobShow},
        {"job.pause", Administrator, DemoEffect::Changes, jobPause, 60ms},
        {"job.resume", Administrator, DemoEffect::Changes, jobResume, 60ms},
        {"job.cancel", Administrator, DemoEffect::Changes, jobCancel, 60ms},
        {"job.undo", Administrator, DemoEffect::Changes, jobUndo, 900ms},
    });
    return table;
}

} // namespace homeport
