// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// reassign, restore and job.show.
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

Answer reassign(AdminWorld &world, VerbCall call)
{
    const QString fromText = call.arguments.text("from");
    const QString toText = call.arguments.text("to");
    ReassignOptions options;
    options.dryRun = call.arguments.flag("dryRun");
    const QStringList without = call.arguments.optionalTexts("without");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> from = world.member("from", fromText);
    if (!from)
        co_return fail(from.error());
    const Result<MemberName> to = world.member("to", toText);
    if (!to)
        co_return fail(to.error());
    for (const QString &name : without) {
        const Result<MemberName> member = world.member("without", name);
        if (!member)
            co_return fail(member.error());
        options.without.append(*member);
    }
    JobProgress progress = [&world](const QJsonObject &now) { world.progress = now; };
    const QString author = world.authorOf(call.caller);
    const Result<QJsonObject> done =
        co_await world.keeper().jobs.reassign(*from, *to, options, author, std::move(progress));
    co_return done;
}

Answer restore(AdminWorld &world, VerbCall call)
{
    const QString name = call.arguments.text("member");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> home = world.member("member", name);
    if (!home)
        co_return fail(home.error());
    JobProgress progress = [&world](const QJsonObject &now) { world.progress = now; };
    const QString author = world.authorOf(call.caller);
    const Result<QJsonObject> done = co_await world.keeper().jobs.restore(*home, author, std::move(progress));
    co_return done;
}

Answer jobShow(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const ClusterTable table = world.table();
    const Job *const running = table.runningJob();
    co_return QJsonObject{{QStringLiteral("running"), running ? QJsonValue(toJson(*running)) : QJsonValue()},
        {QStringLiteral("jobs"), listToJson(table.jobs)}, {QStringLiteral("progress"), world.progress}};
}

} // namespace

std::span<const Verb> jobVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"reassign", Administrator, Effect::Changes, VerbPlace::Keeper, reassign},
        {"restore", Administrator, Effect::Changes, VerbPlace::Keeper, restore},
        {"job.show", Viewer, Effect::Shows, VerbPlace::AnyMember, jobShow},
    });
    return table;
}

} // namespace homeport
