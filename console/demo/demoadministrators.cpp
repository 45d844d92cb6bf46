// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// admin.list|add|passwd|remove.
#include "console/demo/demoverbs.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString readPassword(DemoArguments &arguments)
{
    const QString password = arguments.text(u"password"_s);
    if (!password.isEmpty() && password.size() < 8)
        arguments.fault(u"password"_s, u"too short: expected at least 8 characters"_s);
    return password;
}

bool isKnown(const ClusterTable &table, const QString &name)
{
    return std::any_of(table.administrators.begin(), table.administrators.end(),
        [&](const Administrator &one) { return one.name == name; });
}

Result<QJsonObject> adminList(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QJsonArray rows;
    for (const Administrator &one : std::as_const(world.table.administrators))
        rows.append(QJsonObject{{u"name"_s, one.name}, {u"role"_s, toText(one.role)}});
    return QJsonObject{{u"administrators"_s, rows}};
}

Result<QJsonObject> adminAdd(DemoWorld &world, DemoCall &call)
{
    Administrator one;
    one.name = call.arguments.text(u"name"_s);
    readPassword(call.arguments);
    const QString role = call.arguments.optionalText(u"role"_s);
    const Result<AdministratorRole> parsed = role.isEmpty()
        ? Result<AdministratorRole>(AdministratorRole::Administrator)
        : administratorRoleFromText(role);
    if (!parsed)
        call.arguments.fault(
            u"role"_s, u"\"%1\" is no role: expected viewer, operator or administrator"_s.arg(role));
    const auto isGood = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-' || c == u'_';
    };
    if (one.name.size() > 64 || !std::all_of(one.name.begin(), one.name.end(), isGood)
        || one.name == u"local")
        call.arguments.fault(u"name"_s,
            u"\"%1\": expected 1 to 64 of a-z, 0-9, dot, dash and underscore, and not \"local\""_s.arg(
                one.name));
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    one.role = *parsed;
    one.passwordHash = "-";
    if (isKnown(world.table, one.name))
        return fail(demoError("conflict", u"name: administrator %1 exists"_s.arg(one.name)));
    return world.change(
        [&](ClusterTable &table) -> Result<> {
            table.administrators.append(one);
            return {};
        },
        call.caller, u"add administrator "_s + one.name);
}

Result<QJsonObject> adminPasswd(DemoWorld &world, DemoCall &call)
{
    const QString name = call.arguments.text(u"name"_s);
    const QString password = readPassword(call.arguments);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (!isKnown(world.table, name))
        return fail(demoError("not-found", u"name: there is no administrator "_s + name));
    return world.change(
        [&](ClusterTable &table) -> Result<> {
            for (Administrator &one : table.administrators) {
                if (one.name == name)
                    one.passwordHash = demoDigest(password).toHex();
            }
            return {};
        },
        call.caller, u"set password of administrator "_s + name);
}

Result<QJsonObject> adminRemove(DemoWorld &world, DemoCall &call)
{
    const QString name = call.arguments.text(u"name"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (!isKnown(world.table, name))
        return fail(demoError("not-found", u"name: there is no administrator "_s + name));
    return world.change(
        [&](ClusterTable &table) -> Result<> {
            table.administrators.removeIf([&](const Administrator &one) { return one.name == name; });
            const auto isFull = [](const Administrator &one) {
                return one.role == AdministratorRole::Administrator;
            };
            if (std::any_of(table.administrators.begin(), table.administrators.end(), isFull))
                return {};
            return fail(
                demoError("conflict", u"name: %1 is the last administrator: add another first"_s.arg(name)));
        },
        call.caller, u"remove administrator "_s + name);
}

} // namespace

std::span<const DemoVerb> demoAdministratorVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"admin.list", Viewer, DemoEffect::Shows, adminList},
        {"admin.add", Administrator, DemoEffect::Changes, adminAdd, 200ms},
        {"admin.passwd", Administrator, DemoEffect::Changes, adminPasswd, 200ms},
        {"admin.remove", Administrator, DemoEffect::Changes, adminRemove},
    });
    return table;
}

} // namespace homeport
