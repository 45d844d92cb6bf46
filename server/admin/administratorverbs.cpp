// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// admin.list|add|passwd|remove: administrators stand in the cluster table.
#include "server/admin/passwordhash.h"
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr qsizetype shortestPassword = 8; // NIST SP 800-63B 5.1.1.2
constexpr qsizetype longestName = 64;

Secret readPassword(Arguments &arguments)
{
    const Secret password = arguments.secret("password");
    if (!password.isEmpty() && password.reveal().size() < shortestPassword)
        arguments.fault(
            "password", QStringLiteral("too short: expected at least %1 characters").arg(shortestPassword));
    return password;
}

Administrator *find(ClusterTable &table, const QString &name)
{
    for (Administrator &administrator : table.administrators) {
        if (administrator.name == name)
            return &administrator;
    }
    return nullptr;
}

Error noSuch(const QString &name)
{
    return adminError(adminword::notFound, QStringLiteral("name: there is no administrator %1").arg(name));
}

Task<Result<QByteArray>> hashed(AdminWorld &world, Secret password)
{
    auto work = [password] { return hashAdministratorPassword(password); };
    Result<QByteArray> hash = co_await world.ports.pool.run(std::move(work));
    co_return hash;
}

Answer adminList(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    QJsonArray rows;
    const ClusterTable table = world.table();
    for (const Administrator &administrator : table.administrators)
        rows.append(QJsonObject{{QStringLiteral("name"), administrator.name},
            {QStringLiteral("role"), toText(administrator.role)}});
    co_return QJsonObject{{QStringLiteral("administrators"), rows}};
}

Answer adminAdd(AdminWorld &world, VerbCall call)
{
    Administrator administrator;
    administrator.name = call.arguments.text("name");
    const Secret password = readPassword(call.arguments);
    const QString role = call.arguments.optionalText("role");
    administrator.role = AdministratorRole::Administrator;
    if (call.arguments.has("role")) {
        const Result<AdministratorRole> parsed = administratorRoleFromText(role);
        if (!parsed)
            call.arguments.fault("role",
                QStringLiteral("\"%1\" is no role: expected viewer, operator or administrator").arg(role));
        else
            administrator.role = *parsed;
    }
    const auto isGood = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-' || c == u'_';
    };
    const QString &name = administrator.name;
    if (name.size() > longestName || !std::all_of(name.begin(), name.end(), isGood) || name == u"local")
        call.arguments.fault("name",
            QStringLiteral(
                "\"%1\": expected 1 to 64 of a-z, 0-9, dot, dash and underscore, and not \"local\"")
                .arg(name));
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QByteArray> hash = co_await hashed(world, password);
    if (!hash)
        co_return fail(hash.error());
    administrator.passwordHash = *hash;
    auto add = [administrator](ClusterTable &table) -> Result<> {
        if (find(table, administrator.name))
            return fail(adminError(adminword::conflict,
                QStringLiteral("name: administrator %1 exists").arg(administrator.name)));
        table.administrators.append(administrator);
        return {};
    };
    const Result<QJsonObject> done = co_await world.change(
        std::move(add), call.caller, QStringLiteral("add administrator ") + administrator.name);
    co_return done;
}

Answer adminPasswd(AdminWorld &world, VerbCall call)
{
    const QString name = call.arguments.text("name");
    const Secret password = readPassword(call.arguments);
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    ClusterTable table = world.table();
    if (!find(table, name))
        co_return fail(noSuch(name));
    const Result<QByteArray> hash = co_await hashed(world, password);
    if (!hash)
        co_return fail(hash.error());
    auto set = [name, hash = *hash](ClusterTable &changed) -> Result<> {
        Administrator *const row = find(changed, name);
        if (!row)
            return fail(noSuch(name));
        row->passwordHash = hash;
        return {};
    };
    const Result<QJsonObject> done = co_await world.change(
        std::move(set), call.caller, QStringLiteral("set password of administrator ") + name);
    co_return done;
}

Answer adminRemove(AdminWorld &world, VerbCall call)
{
    const QString name = call.arguments.text("name");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    auto remove = [name](ClusterTable &table) -> Result<> {
        const Administrator *const row = find(table, name);
        if (!row)
            return fail(noSuch(name));
        const auto isOther = [&name](const Administrator &other) {
            return other.name != name && other.role == AdministratorRole::Administrator;
        };
        if (row->role == AdministratorRole::Administrator
            && std::none_of(table.administrators.begin(), table.administrators.end(), isOther))
            return fail(adminError(adminword::conflict,
                QStringLiteral("name: %1 is the last administrator: add another first").arg(name)));
        table.administrators.removeIf([&name](const Administrator &other) { return other.name == name; });
        return {};
    };
    const Result<QJsonObject> done =
        co_await world.change(std::move(remove), call.caller, QStringLiteral("remove administrator ") + name);
    co_return done;
}

} // namespace

std::span<const Verb> administratorVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"admin.list", Viewer, Effect::Shows, VerbPlace::AnyMember, adminList},
        {"admin.add", Administrator, Effect::Changes, VerbPlace::Keeper, adminAdd},
        {"admin.passwd", Administrator, Effect::Changes, VerbPlace::Keeper, adminPasswd},
        {"admin.remove", Administrator, Effect::Changes, VerbPlace::Keeper, adminRemove},
    });
    return table;
}

} // namespace homeport
