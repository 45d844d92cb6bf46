// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// member.list|add|set|remove|invite and table.show|history.
#include "server/admin/verbs.h"

#include "shared/config/address.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

Rights readRights(Arguments &arguments, const char *key)
{
    Rights rights;
    const QStringList words = arguments.texts(key);
    for (const QString &word : words) {
        if (word == u"proxy")
            rights.proxy = true;
        else if (word == u"store")
            rights.store = true;
        else if (word == u"keeper")
            rights.keeper = true;
        else
            arguments.fault(
                key, QStringLiteral("\"%1\" is no right: expected proxy, store or keeper").arg(word));
    }
    return rights;
}

MemberName readNewName(Arguments &arguments, const char *key)
{
    const QString name = arguments.text(key).toLower();
    if (!isHostName(name) || !name.contains(u'.'))
        arguments.fault(key,
            QStringLiteral("\"%1\" is no member name: expected a host name such as back2.example.net")
                .arg(name));
    return MemberName(name);
}

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
    return world.ports.cluster.isUp(member.name) ? QStringLiteral("up") : QStringLiteral("down");
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

bool isLastKeeper(const ClusterTable &table, const MemberName &name)
{
    return std::none_of(table.members.begin(), table.members.end(), [&name](const Member &member) {
        return member.rights.keeper && member.name != name && !member.publicKey.isEmpty();
    });
}

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

/// Why a member cannot go, as far as the table knows.
Result<> checkRemoval(const ClusterTable &table, const MemberName &name, bool hasAccounts)
{
    const Member *const row = table.member(name);
    if (!row)
        return fail(adminError(
            adminword::noSuchMember, QStringLiteral("member: %1 was removed meanwhile").arg(name.text)));
    if (row->rights.keeper && isLastKeeper(table, name))
        return fail(
            adminError(adminword::conflict, QStringLiteral("member: %1 is the last keeper").arg(name.text)));
    for (const Storage &storage : table.storages) {
        if (storage.owner == name && storage.home != name)
            return fail(adminError(adminword::conflict,
                QStringLiteral("member: %1 stands in for storage %2 of %3: restore %3 first")
                    .arg(name.text, storage.name, storage.home.text)));
        if (storage.home == name && storage.owner != name)
            return fail(adminError(adminword::conflict,
                QStringLiteral("member: %1 is the home of storage %2, which %3 serves")
                    .arg(name.text, storage.name, storage.owner.text)));
        if (storage.home == name && storage.state == StorageState::Served)
            return fail(adminError(adminword::conflict,
                QStringLiteral("member: %1 owns storage %2: reassign it, or detach it when it is empty")
                    .arg(name.text, storage.name)));
        if (storage.home == name && hasAccounts)
            return fail(adminError(adminword::conflict,
                QStringLiteral("member: accounts have their home at %1 (homeportctl account list --host %1)")
                    .arg(name.text)));
    }
    return {};
}

Answer memberRemove(AdminWorld &world, VerbCall call)
{
    const QString name = call.arguments.text("member");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.member("member", name);
    if (!member)
        co_return fail(member.error());
    if (*member == world.self())
        co_return fail(adminError(adminword::conflict,
            QStringLiteral("member: %1 cannot remove itself: ask another keeper").arg(name)));
    if (const Result<> allowed = checkRemoval(world.table(), *member, false); !allowed)
        co_return fail(allowed.error());
    bool hasAccounts = false;
    for (const bool isOld : {false, true}) {
        HostFilter filter;
        (isOld ? filter.oldHostServer : filter.hostServer) = *member;
        const Result<DirectoryPage> page = co_await world.keeper().directory.list(filter, 1, {});
        if (!page)
            co_return fail(page.error());
        hasAccounts = hasAccounts || !page->entries.isEmpty();
    }
    auto remove = [name = *member, hasAccounts, now = world.ports.clock.wallMs()](
                      ClusterTable &table) -> Result<> {
        const Result<> allowed = checkRemoval(table, name, hasAccounts);
        if (!allowed)
            return allowed;
        const Member *const row = table.member(name);
        if (!row->publicKey.isEmpty())
            table.removed.append({name, row->publicKey, QDateTime::fromMSecsSinceEpoch(now, Qt::UTC)});
        table.members.removeIf([&name](const Member &m) { return m.name == name; });
        table.storages.removeIf([&name](const Storage &s) { return s.home == name; }); // detached and empty
        return {};
    };
    Result<QJsonObject> done = co_await world.change(
        std::move(remove), call.caller, QStringLiteral("remove member ") + member->text);
    if (!done)
        co_return done;
    const Result<> forgotten = co_await world.keeper().directory.removeMember(*member);
    if (!forgotten) {
        done->insert(QStringLiteral("warnings"),
            QJsonArray{QStringLiteral("its password in the directory could not be removed: ")
                + textForAdministrator(forgotten.error())});
    }
    co_return done;
}

Answer memberInvite(AdminWorld &world, VerbCall call)
{
    const MemberName name = readNewName(call.arguments, "name");
    Rights rights;
    rights.proxy = true;
    if (call.arguments.has("rights"))
        rights = readRights(call.arguments, "rights");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QString> token = world.keeper().invite(name, rights);
    if (!token)
        co_return fail(token.error());
    co_return QJsonObject{{QStringLiteral("token"), *token}, {QStringLiteral("name"), name.text},
        {QStringLiteral("rights"), QJsonArray::fromStringList(toTexts(rights))},
        {QStringLiteral("validSeconds"), 3600}};
}

Answer tableShow(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    ClusterTable table = world.table();
    for (Administrator &administrator : table.administrators)
        administrator.passwordHash.clear(); // nobody needs to see it
    const Result<QJsonObject> body = parseJsonObject(encodeTable(table));
    if (!body)
        co_return fail(body.error());
    co_return QJsonObject{{QStringLiteral("revision"), toJson(world.ports.cluster.revision())},
        {QStringLiteral("table"), *body}};
}

Answer tableHistory(AdminWorld &world, VerbCall call)
{
    const int limit = int(call.arguments.count("limit", 1, 1000, 20));
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    QJsonArray revisions;
    const QList<HistoryEntry> entries = world.ports.history(limit);
    for (const HistoryEntry &entry : entries) {
        revisions.append(QJsonObject{{QStringLiteral("number"), qint64(entry.revision.number)},
            {QStringLiteral("hash"), QString::fromLatin1(entry.revision.hash)},
            {QStringLiteral("time"), timeToJson(entry.time)}, {QStringLiteral("author"), entry.author},
            {QStringLiteral("comment"), entry.comment}});
    }
    co_return QJsonObject{{QStringLiteral("revisions"), revisions}};
}

} // namespace

std::span<const Verb> memberVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"member.list", Viewer, Effect::Shows, VerbPlace::AnyMember, memberList},
        {"member.add", Administrator, Effect::Changes, VerbPlace::Keeper, memberAdd},
        {"member.set", Administrator, Effect::Changes, VerbPlace::Keeper, memberSet},
        {"member.remove", Administrator, Effect::Changes, VerbPlace::Keeper, memberRemove},
        {"member.invite", Administrator, Effect::Changes, VerbPlace::Keeper, memberInvite},
        {"table.show", Viewer, Effect::Shows, VerbPlace::AnyMember, tableShow},
        {"table.history", Viewer, Effect::Shows, VerbPlace::AnyMember, tableHistory},
    });
    return table;
}

} // namespace homeport
