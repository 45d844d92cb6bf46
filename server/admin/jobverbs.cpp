// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// reassign, restore and job.show|pause|resume|cancel|undo.
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;
using Control = OwnershipJobs::Answer (OwnershipJobs::*)(std::optional<JobId> job, JobCall call);

JobCall jobCall(const AdminWorld &world, const VerbCall &call, bool isBackground)
{
    return {world.authorOf(call.caller), call.request, isBackground};
}

/// "s2=back3" -> the storage and the member.
Result<> readTarget(const AdminWorld &world, const QString &text, ReassignOrder &order)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals <= 0)
        return fail(adminError(adminword::badRequest,
            QStringLiteral("targets: \"%1\" is no target: expected STORAGE=MEMBER").arg(text)));
    const Result<Storage> storage = world.storage("targets", text.left(equals));
    if (!storage)
        return fail(storage.error());
    const Result<MemberName> member = world.member("targets", text.mid(equals + 1));
    if (!member)
        return fail(member.error());
    order.targets.insert(storage->id, *member);
    return {};
}

Result<ReassignOrder> readOrder(const AdminWorld &world, Arguments &arguments)
{
    const QString from = arguments.optionalText("from");
    const QString storageText = arguments.optionalText("storage");
    const QString to = arguments.text("to");
    const QStringList targets = arguments.optionalTexts("targets");
    const QStringList without = arguments.optionalTexts("without");
    ReassignOrder order;
    order.isDryRun = arguments.flag("dryRun");
    if (from.isEmpty() == storageText.isEmpty())
        arguments.fault("from", QStringLiteral("expected a host server, or \"storage\" with one storage"));
    if (!storageText.isEmpty() && !targets.isEmpty())
        arguments.fault("targets", QStringLiteral("one storage has the one target \"to\""));
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    if (!from.isEmpty()) {
        const Result<MemberName> member = world.member("from", from);
        if (!member)
            return fail(member.error());
        order.from = *member;
    } else {
        const Result<Storage> storage = world.storage("storage", storageText);
        if (!storage)
            return fail(storage.error());
        order.storage = storage->id;
    }
    const Result<MemberName> target = world.member("to", to);
    if (!target)
        return fail(target.error());
    order.to = *target;
    for (const QString &text : targets) {
        if (const Result<> read = readTarget(world, text, order); !read)
            return fail(read.error());
    }
    for (const QString &name : without) {
        const Result<MemberName> member = world.member("without", name);
        if (!member)
            return fail(member.error());
        order.without.append(*member);
    }
    return order;
}

Answer reassign(AdminWorld &world, VerbCall call)
{
    const bool isBackground = call.arguments.flag("background");
    const Result<ReassignOrder> order = readOrder(world, call.arguments);
    if (!order)
        co_return fail(order.error());
    const JobCall asked = jobCall(world, call, isBackground);
    const Result<QJsonObject> done = co_await world.keeper().jobs.reassign(*order, asked);
    co_return done;
}

Answer restore(AdminWorld &world, VerbCall call)
{
    const QString name = call.arguments.text("member");
    const bool isBackground = call.arguments.flag("background");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> home = world.member("member", name);
    if (!home)
        co_return fail(home.error());
    const JobCall asked = jobCall(world, call, isBackground);
    const Result<QJsonObject> done = co_await world.keeper().jobs.restore(*home, asked);
    co_return done;
}

/// By id or its first digits; empty: none given.
Result<std::optional<Job>> jobNamed(const ClusterTable &table, const QString &text)
{
    if (text.isEmpty())
        return std::optional<Job>();
    QList<Job> matching;
    for (const Job &job : table.jobs) {
        if (job.id.text().startsWith(text.toLower()))
            matching.append(job);
    }
    if (matching.size() == 1)
        return std::optional<Job>(matching.first());
    return fail(adminError(adminword::notFound,
        matching.isEmpty()
            ? QStringLiteral("job: \"%1\" is no job of the cluster table: see homeportctl job show").arg(text)
            : QStringLiteral("job: \"%1\" could be each of %2 jobs: give more digits")
                  .arg(text)
                  .arg(matching.size())));
}

template <Control control> Answer steer(AdminWorld &world, VerbCall call)
{
    const QString text = call.arguments.optionalText("job");
    const bool isBackground = call.arguments.flag("background");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const ClusterTable table = world.table();
    const Result<std::optional<Job>> job = jobNamed(table, text);
    if (!job)
        co_return fail(job.error());
    std::optional<JobId> id;
    if (*job)
        id = (*job)->id;
    const JobCall asked = jobCall(world, call, isBackground);
    const Result<QJsonObject> done = co_await (world.keeper().jobs.*control)(id, asked);
    co_return done;
}

/// From the keeper that runs the job; null when nobody does.
Task<QJsonValue> progressOf(AdminWorld &world, Job job)
{
    if (job.runner != world.self() && !world.isKeeper())
        co_return QJsonValue();
    const Result<QJsonObject> answer = co_await world.ask(
        job.runner, QStringLiteral("job.progress"), QJsonObject(), AdminWorld::shortPatience);
    if (!answer || answer->value(QStringLiteral("job")).toString() != job.id.text())
        co_return QJsonValue();
    co_return QJsonValue(*answer);
}

/// A running job that nobody runs: what to type.
QString lostText(const AdminWorld &world, const Job &job, const QJsonValue &progress)
{
    if (!job.isRunning() || job.state == JobState::Paused || progress.isObject())
        return {};
    const QString command =
        QStringLiteral("homeportctl job %1 %2")
            .arg(job.state == JobState::Undoing ? QStringLiteral("undo") : QStringLiteral("resume"),
                job.shortId());
    if (!world.ports.cluster.isUp(job.runner))
        return QStringLiteral("its runner %1 does not answer: on any other keeper, %2")
            .arg(job.runner.text, command);
    if (job.state == JobState::Undoing)
        return QStringLiteral("it waits for the administrator: when the disk has been moved, %1")
            .arg(command);
    return QStringLiteral("%1 answers and does not run it: %2").arg(job.runner.text, command);
}

QJsonObject rowOf(const AdminWorld &world, const Job &job)
{
    QJsonObject row = toJson(job);
    QStringList names;
    for (const JobMove &move : job.moves)
        names.append(world.storageName(move.storage));
    row.insert(QStringLiteral("shortId"), job.shortId());
    row.insert(QStringLiteral("storageNames"), QJsonArray::fromStringList(names));
    return row;
}

Answer jobShow(AdminWorld &world, VerbCall call)
{
    const QString text = call.arguments.optionalText("job");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const ClusterTable table = world.table();
    const Result<std::optional<Job>> named = jobNamed(table, text);
    if (!named)
        co_return fail(named.error());
    const Job *const running = table.runningJob();
    QJsonArray jobs;
    for (const Job &job : table.jobs) {
        if (!*named || (*named)->id == job.id)
            jobs.append(rowOf(world, job));
    }
    QJsonObject answer{{QStringLiteral("jobs"), jobs},
        {QStringLiteral("running"), running ? QJsonValue(rowOf(world, *running)) : QJsonValue()},
        {QStringLiteral("progress"), QJsonValue()}, {QStringLiteral("text"), QString()}};
    if (running && (!*named || (*named)->id == running->id)) {
        const Job job = *running;
        const QJsonValue progress = co_await progressOf(world, job);
        answer.insert(QStringLiteral("progress"), progress);
        answer.insert(QStringLiteral("text"), lostText(world, job, progress));
    }
    co_return answer;
}

} // namespace

std::span<const Verb> jobVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"reassign", Administrator, Effect::Changes, VerbPlace::Keeper, reassign},
        {"restore", Administrator, Effect::Changes, VerbPlace::Keeper, restore},
        {"job.show", Viewer, Effect::Shows, VerbPlace::AnyMember, jobShow},
        {"job.pause", Administrator, Effect::Changes, VerbPlace::Keeper, steer<&OwnershipJobs::pause>},
        {"job.resume", Administrator, Effect::Changes, VerbPlace::Keeper, steer<&OwnershipJobs::resume>},
        {"job.cancel", Administrator, Effect::Changes, VerbPlace::Keeper, steer<&OwnershipJobs::cancel>},
        {"job.undo", Administrator, Effect::Changes, VerbPlace::Keeper, steer<&OwnershipJobs::undo>},
    });
    return table;
}

} // namespace homeport
