// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// member.list|add|set; memberstateverbs.cpp has the states and the removal.
#include "server/admin/memberarguments.h"
#include "server/admin/memberrules.h"
#include "server/admin/verbs.h"

#include "shared/config/address.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

QStringList readEndpoints(Arguments &arguments, const char *key)
{
    QStringList out;
    const QStringList texts = arguments.optionalTexts(key);
    for (const QString &text : texts) {
        const std::optional<HostPort> endpoint = parseHostPort(text);
        if (!endpoint || endpoint->isEmpty() || endpoint->port == 0)
            arguments.fault(key,
                QStringLiteral("\"%1\" is no address: expected HOST:PORT, such as 192.0.2.7:7700").arg(text));
        else
            out.append(endpoint->text());
    }
    return out;
}

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
    auto add = [member](ClusterTable &table) -> Result<> {
        if (table.member(member.name))
            return fail(adminError(
                adminword::conflict, QStringLiteral("name: member %1 exists").arg(member.name.text)));
        table.members.append(member);
        return {};
    };
    const Result<QJsonObject> done =
        co_await world.change(std::move(add), call.caller, QStringLiteral("add member ") + member.name.text);
    co_return done;
}

/// What member.set may change; nullopt stays as it is.
struct MemberChange
{
    std::optional<QStringList> addresses;
    std::optional<QStringList> adminAddresses;
    std::optional<Rights> rights;
    std::optional<AdministrativeState> state;
};

Result<> applyChange(ClusterTable &table, const MemberName &name, const MemberChange &change)
{
    Member *const row = table.member(name);
    if (!row)
        return fail(adminError(
            adminword::noSuchMember, QStringLiteral("member: %1 was removed meanwhile").arg(name.text)));
    if (change.rights) {
        if (row->rights.keeper && !change.rights->keeper && isLastKeeper(table, name))
            return fail(adminError(adminword::conflict,
                QStringLiteral("rights: %1 is the last keeper: make another member a keeper first")
                    .arg(name.text)));
        if (row->rights.store && !change.rights->store && !table.storagesOwnedBy(name).isEmpty())
            return fail(adminError(adminword::conflict,
                QStringLiteral("rights: %1 serves storages and needs the right store: reassign them first")
                    .arg(name.text)));
        row->rights = *change.rights;
    }
    if (change.state) {
        const Result<> allowed = checkState(table, name, *change.state);
        if (!allowed)
            return allowed;
    }
    row->addresses = change.addresses.value_or(row->addresses);
    row->adminAddresses = change.adminAddresses.value_or(row->adminAddresses);
    row->state = change.state.value_or(row->state);
    return {};
}

Answer memberSet(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    const QString name = arguments.text("member");
    MemberChange change;
    const QStringList addresses = readEndpoints(arguments, "addresses");
    const QStringList adminAddresses = readEndpoints(arguments, "adminAddresses");
    const QString state = arguments.optionalText("state");
    if (arguments.has("addresses"))
        change.addresses = addresses;
    if (arguments.has("adminAddresses"))
        change.adminAddresses = adminAddresses;
    if (arguments.has("rights"))
        change.rights = readRights(arguments, "rights");
    if (arguments.has("state")) {
        const Result<AdministrativeState> parsed = administrativeStateFromText(state);
        if (!parsed)
            arguments.fault("state",
                QStringLiteral("\"%1\" is no state: expected ready, draining or withdrawn").arg(state));
        else
            change.state = *parsed;
    }
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!change.addresses && !change.adminAddresses && !change.rights && !change.state)
        co_return fail(adminError(adminword::badRequest,
            QStringLiteral("nothing to set: give addresses, adminAddresses, rights or state")));
    const Result<MemberName> member = world.member("member", name);
    if (!member)
        co_return fail(member.error());
    auto apply = [name = *member, change](ClusterTable &table) { return applyChange(table, name, change); };
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
