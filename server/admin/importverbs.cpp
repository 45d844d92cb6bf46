// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// account.import: one part of a file at a time.
#include "server/admin/importchunk.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr qsizetype rowsAtOnce = 5000;

Answer accountImport(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    ImportOptions options;
    options.host = arguments.optionalText("host");
    options.storage = arguments.optionalText("storage");
    options.spread = arguments.flag("spread");
    options.dryRun = arguments.flag("dryRun");
    options.createDomains = arguments.flag("createDomains");
    const QList<QJsonObject> entries = arguments.objects("entries", rowsAtOnce);
    if (options.spread && !(options.host.isEmpty() && options.storage.isEmpty()))
        arguments.fault("spread", QStringLiteral("cannot be combined with host or storage"));
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (options.createDomains && call.caller.role < AdministratorRole::Administrator)
        co_return fail(adminError(adminword::forbidden,
            QStringLiteral("createDomains: %1 is %2; making domains needs the role administrator")
                .arg(call.caller.name, toText(call.caller.role))));
    if (!options.host.isEmpty() || !options.storage.isEmpty()) { // wrong for all rows: told once
        const Result<Storage> chosen =
            options.storage.isEmpty() ? Result<Storage>() : world.storage("storage", options.storage);
        if (!chosen)
            co_return fail(chosen.error());
        const Result<MemberName> host =
            options.host.isEmpty() ? Result<MemberName>() : world.member("host", options.host);
        if (!host)
            co_return fail(host.error());
    }
    ImportChunk chunk(world, options);
    Result<QJsonObject> answer = co_await chunk.run(entries);
    co_return answer;
}

} // namespace

std::span<const Verb> importVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"account.import", Operator, Effect::Changes, VerbPlace::Keeper, accountImport},
    });
    return table;
}

} // namespace homeport
