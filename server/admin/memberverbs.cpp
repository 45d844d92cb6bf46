// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// member.list|add|set; memberstateverbs.cpp has the states and the removal.
#include "server/admin/memberarguments.h"
#include "server/admin/memberrules.h"
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

QString observed(AdminWorld &world, const Member &member)
{
    if (member.publicKey.isEmpty())
        return QStringLiteral("invited");
    if (world.ports.cluster.isUp(member.name))
        return QStringLiteral("up");
    const bool isWithdrawn = member.state == AdministrativeState::Withdrawn; // nobody looks
    return isWithdrawn ? QStringLiteral("withdrawn") : QStringLiteral("down");
}

Answer memberList(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    QJsonArray members;
    const ClusterTable table = world.table();
    for (const Member &member : table.members) {
        QJsonObject row = toJson(member);
        row.insert(QStringLiteral("observed"), observed(world, member));
        row.insert(QStringLiteral("isSelf"), member.name == world.self());
        members.append(row);
    }
    co_return QJsonObject{{QStringLiteral("members"), members}};
}

Answer memberAdd(AdminWorld &world, VerbCall call)
{
    Member member;
    member.name = readNewName(call.arguments, "name");
    member.addresses = readEndpoints(call.arguments, "addresses");
    member.adminAddresses = readEndpoints(call.arguments, "adminAddresses");
    member.rights = readRights(call.arguments, "rights");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    auto add = [member](ClusterTable &table) { return addMember(table, member); };
    const Result<QJsonObject> done =
        co_await world.change(std::move(add), call.caller, QStringLiteral("add member ") + member.name.text);
    co_return done;
}

Answer memberSet(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    const QString name = arguments.text("member");
    const MemberChange change = readMemberChange(arguments);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (change == MemberChange())
        co_return fail(adminError(adminword::badRequest,
            QStringLiteral("nothing to set: give addresses, adminAddresses, rights or state")));
    const Result<MemberName> member = world.member("member", name);
    if (!member)
        co_return fail(member.error());
    auto apply = [name = *member, change](ClusterTable &table) { return changeMember(table, name, change); };
    const Result<QJsonObject> done =
        co_await world.change(std::move(apply), call.caller, QStringLiteral("set member ") + member->text);
    co_return done;
}

} // namespace

std::span<const Verb> memberVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"member.list", Viewer, Effect::Shows, VerbPlace::AnyMember, memberList},
        {"member.add", Administrator, Effect::Changes, VerbPlace::Keeper, memberAdd},
        {"member.set", Administrator, Effect::Changes, VerbPlace::Keeper, memberSet},
    });
    return table;
}

} // namespace homeport
