// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// directory.status, directory.copy.add|remove: the LDAP servers of the cluster.
#include "server/ports/directoryservers.h"

#include "server/admin/directoryoutlook.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr auto wholePatience = 45s;

Answer directoryStatus(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const DirectoryOutlook outlook = co_await lookAtDirectory(world);
    const DirectoryRow row = world.table().directory;
    QJsonArray servers;
    for (const ServerOutlook &server : outlook.servers)
        servers.append(toJson(server, outlook));
    QJsonObject answer{{QStringLiteral("servers"), servers}, {QStringLiteral("managed"), row.managed},
        {QStringLiteral("base"), row.base}, {QStringLiteral("writer"), row.writer},
        {QStringLiteral("unreachable"), outlook.unreachable}};
    if (!outlook.alarms.isEmpty())
        answer.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(outlook.alarms));
    co_return answer;
}

Result<> mayCopy(const ClusterTable &table, const MemberName &member)
{
    const Member *const row = table.member(member);
    if (!table.directory.managed)
        return fail(adminError(adminword::conflict,
            QStringLiteral("the directory is an LDAP server of the site's own: it is copied with its own "
                           "means, and named in directory.uris of each member")));
    if (!row || !row->rights.keeper)
        return fail(adminError(adminword::conflict,
            QStringLiteral("member: %1 is no keeper, and only keepers hold a copy: homeportctl member set %1 "
                           "--rights %2,keeper")
                .arg(member.text, row ? toTexts(row->rights).join(QLatin1Char(',')) : QString())));
    if (table.directory.servers.value(table.directory.writer) == member)
        return fail(adminError(
            adminword::conflict, QStringLiteral("member: %1 runs the writer itself").arg(member.text)));
    return {};
}

/// The smallest that no server has or had: its changes are told from those of the others by it.
int freeNumber(const DirectoryOutlook &outlook)
{
    int number = 1;
    while (outlook.numbers.contains(number))
        ++number;
    return number;
}

/// Waits for a copy to be whole; false when it takes longer, which is no failure.
Task<bool> waitForWhole(AdminWorld &world, MemberName member)
{
    for (const Deadline patience(wholePatience); !patience.hasExpired();) {
        const Result<QJsonObject> answer =
            co_await world.ask(member, QStringLiteral("directory.look"), {}, AdminWorld::shortPatience);
        const QJsonObject here = answer ? answer->value(QStringLiteral("here")).toObject() : QJsonObject();
        if (here[QStringLiteral("role")].toString() == u"copy"
            && here[QStringLiteral("synchronised")].toBool())
            co_return true;
        co_await sleepFor(300ms);
    }
    co_return false;
}

Answer copyAdd(AdminWorld &world, VerbCall call)
{
    const QString wanted = call.arguments.text("member");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.member("member", wanted);
    if (!member)
        co_return fail(member.error());
    if (const Result<> may = mayCopy(world.table(), *member); !may)
        co_return fail(may.error());
    DirectoryServers *const servers = world.ports.local.directoryServers();
    const Result<Secret> password =
        servers ? servers->keeperPassword() : Result<Secret>(fail(world.notAKeeper(QStringLiteral("copy"))));
    if (!password)
        co_return fail(adminError(adminword::conflict, textForAdministrator(password.error())));
    const DirectoryOutlook outlook = co_await lookAtDirectory(world);
    if (!outlook.writer() || outlook.writer()->reachedBy.isEmpty())
        co_return fail(adminError(adminword::unavailable,
            QStringLiteral("the writer %1 cannot be reached: there is nothing to copy from")
                .arg(world.table().directory.writer)));
    const QJsonObject arguments{{QStringLiteral("number"), freeNumber(outlook)},
        {QStringLiteral("password"), QString::fromUtf8(password->reveal())}};
    const Result<QJsonObject> prepared = co_await world.ask(
        *member, QStringLiteral("directory.prepareCopy"), arguments, AdminWorld::longPatience);
    if (!prepared)
        co_return fail(prepared.error());
    const QString uri = prepared->value(QStringLiteral("uri")).toString();
    auto add = [uri, name = *member](ClusterTable &table) -> Result<> {
        if (!table.directory.readers.contains(uri) && table.directory.writer != uri)
            table.directory.readers.append(uri);
        table.directory.servers.insert(uri, name);
        return {};
    };
    Result<QJsonObject> done = co_await world.change(
        std::move(add), call.caller, QStringLiteral("directory copy at ") + member->text);
    if (!done)
        co_return done;
    const bool isWhole = co_await waitForWhole(world, *member);
    done->insert(QStringLiteral("server"), uri);
    done->insert(QStringLiteral("whole"), isWhole);
    if (!isWhole)
        done->insert(QStringLiteral("warnings"),
            QJsonArray{QStringLiteral("the copy is not whole yet: watch homeportctl directory status")});
    co_return done;
}

Answer copyRemove(AdminWorld &world, VerbCall call)
{
    const QString wanted = call.arguments.text("member");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.member("member", wanted);
    if (!member)
        co_return fail(member.error());
    auto remove = [name = *member](ClusterTable &table) -> Result<> {
        DirectoryRow &row = table.directory;
        const QStringList uris = row.servers.keys(name);
        if (uris.contains(row.writer))
            return fail(adminError(adminword::conflict,
                QStringLiteral("member: %1 runs the writer: promote another first").arg(name.text)));
        if (uris.isEmpty())
            return fail(
                adminError(adminword::notFound, QStringLiteral("member: %1 holds no copy").arg(name.text)));
        for (const QString &uri : uris) {
            row.readers.removeAll(uri);
            row.servers.remove(uri);
        }
        return {};
    };
    const Result<QJsonObject> done = co_await world.change(
        std::move(remove), call.caller, QStringLiteral("no directory copy at ") + member->text);
    co_return done;
}

} // namespace

std::span<const Verb> directoryServerVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"directory.status", Viewer, Effect::Shows, VerbPlace::Keeper, directoryStatus},
        {"directory.copyAdd", Administrator, Effect::Changes, VerbPlace::Keeper, copyAdd},
        {"directory.copyRemove", Administrator, Effect::Changes, VerbPlace::Keeper, copyRemove},
        {"directory.promote", Administrator, Effect::Changes, VerbPlace::Keeper, promoteDirectory},
    });
    return table;
}

} // namespace homeport
