// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// domain.add|list and alias.add|remove.
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

Answer domainAdd(AdminWorld &world, VerbCall call)
{
    const QString domain = call.arguments.text("domain").toLower();
    if (const Result<> good = checkDomainName(domain.toUtf8()); !good)
        call.arguments.fault(
            "domain", QStringLiteral("\"%1\": expected a domain such as example.org").arg(domain));
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<> done = co_await world.keeper().directory.addDomain(domain.toUtf8());
    if (!done)
        co_return fail(done.error());
    co_return QJsonObject{{QStringLiteral("domain"), domain}};
}

Answer domainList(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QList<QByteArray>> domains = co_await world.keeper().directory.listDomains();
    if (!domains)
        co_return fail(domains.error());
    QJsonArray rows;
    for (const QByteArray &domain : *domains)
        rows.append(QJsonObject{{QStringLiteral("domain"), QString::fromUtf8(domain)}});
    co_return QJsonObject{{QStringLiteral("domains"), rows}};
}

Answer aliasAdd(AdminWorld &world, VerbCall call)
{
    const Address alias = call.arguments.address("address");
    const QList<Address> targets = call.arguments.addresses("targets");
    if (targets.contains(alias))
        call.arguments.fault(
            "targets", QStringLiteral("\"%1\" is the alias itself").arg(QString::fromUtf8(alias.text())));
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<> done = co_await world.keeper().directory.addRedirect(alias, targets);
    if (!done)
        co_return fail(done.error());
    co_return QJsonObject{{QStringLiteral("address"), QString::fromUtf8(alias.text())}};
}

Answer aliasRemove(AdminWorld &world, VerbCall call)
{
    const Address alias = call.arguments.address("address");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<> done = co_await world.keeper().directory.removeRedirect(alias);
    if (!done)
        co_return fail(done.error());
    co_return QJsonObject{{QStringLiteral("address"), QString::fromUtf8(alias.text())}};
}

} // namespace

std::span<const Verb> directoryVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"domain.add", Administrator, Effect::Changes, VerbPlace::Keeper, domainAdd},
        {"domain.list", Viewer, Effect::Shows, VerbPlace::Keeper, domainList},
        {"alias.add", Operator, Effect::Changes, VerbPlace::Keeper, aliasAdd},
        {"alias.remove", Operator, Effect::Changes, VerbPlace::Keeper, aliasRemove},
    });
    return table;
}

} // namespace homeport
