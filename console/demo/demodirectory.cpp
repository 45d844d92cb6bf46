// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// domain.add|list, alias.add|remove, route, and the servers of the directory.
#include "console/demo/demoverbs.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Result<QJsonObject> domainAdd(DemoWorld &world, DemoCall &call)
{
    const QString domain = call.arguments.text(u"domain"_s).toLower();
    if (!domain.contains(u'.') || domain.contains(u'@') || domain.contains(u' '))
        call.arguments.fault(u"domain"_s, u"\"%1\": expected a domain such as example.org"_s.arg(domain));
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (world.domains.contains(domain))
        return fail(demoError("conflict", u"domain: %1 exists"_s.arg(domain)));
    world.domains.append(domain);
    world.domains.sort();
    return QJsonObject{{u"domain"_s, domain}};
}

Result<QJsonObject> domainList(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QJsonArray rows;
    for (const QString &domain : std::as_const(world.domains))
        rows.append(QJsonObject{{u"domain"_s, domain}});
    return QJsonObject{{u"domains"_s, rows}};
}

Result<QJsonObject> aliasAdd(DemoWorld &world, DemoCall &call)
{
    const QString alias = call.arguments.address(u"address"_s);
    const QStringList targets = call.arguments.addresses(u"targets"_s);
    if (targets.contains(alias))
        call.arguments.fault(u"targets"_s, u"\"%1\" is the alias itself"_s.arg(alias));
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (!world.domains.contains(alias.section(u'@', -1)))
        return fail(demoError("not-found",
            u"address: %1 is none of our domains (homeportctl domain add %1)"_s.arg(
                alias.section(u'@', -1))));
    if (world.accounts.contains(alias) || world.aliases.contains(alias))
        return fail(demoError("conflict", u"address: %1 exists"_s.arg(alias)));
    world.aliases.insert(alias, targets);
    return QJsonObject{{u"address"_s, alias}};
}

Result<QJsonObject> aliasRemove(DemoWorld &world, DemoCall &call)
{
    const QString alias = call.arguments.address(u"address"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (world.aliases.remove(alias) == 0)
        return fail(demoError("no-such-account", u"address: there is no alias "_s + alias));
    return QJsonObject{{u"address"_s, alias}};
}

QJsonObject step(const QString &name, const QString &text) { return {{u"step"_s, name}, {u"text"_s, text}}; }

QJsonObject lookedUp(const QString &text)
{
    QJsonObject json = step(u"directory"_s, text);
    json.insert(u"server"_s, u"ldapi://"_s);
    json.insert(u"writer"_s, true);
    json.insert(u"from"_s, u"the server here"_s);
    return json;
}

/// How a member routes an address: every one of them knows the same table and directory.
QJsonObject routeAt(const DemoWorld &world, const QString &member, const QString &address)
{
    QJsonArray steps;
    QString name = address;
    if (world.aliases.contains(name)) {
        const QStringList targets = world.aliases.value(name);
        steps.append(lookedUp(u"%1 is an alias of %2"_s.arg(name, targets.join(u", "_s))));
        name = targets.first();
    }
    QString mail = u"550 5.1.1 no such account"_s;
    QString login =
        u"NO [AUTHENTICATIONFAILED] as with a wrong password: the name does not lead to exactly one account"_s;
    const auto account = world.accounts.constFind(name);
    if (account == world.accounts.cend()) {
        steps.append(lookedUp(u"%1: no such account"_s.arg(name)));
        if (!world.domains.contains(name.section(u'@', -1)))
            mail = u"550 5.7.1 relaying denied; from own users: handed to the relay"_s;
    } else {
        const Storage *const storage = world.table.storage(account->storage);
        const QString owner = storage ? storage->owner.text : account->host.text;
        const bool isServed = world.isServed(account->storage);
        steps.append(lookedUp(u"%1 has hostServer %2"_s.arg(name, account->host.text)));
        steps.append(step(u"table"_s,
            u"storage %1 is with %2%3"_s.arg(world.storageName(account->storage), owner,
                isServed ? QString() : u", and nobody serves it now"_s)));
        steps.append(step(u"address"_s, u"%1 at %2"_s.arg(name, owner)));
        mail = isServed ? u"250 2.1.5 accepted, delivered at once"_s
                        : u"250 2.1.5 accepted, waits in the queue for "_s + owner;
        login = !account->isEnabled
            ? u"NO [AUTHENTICATIONFAILED] as with a wrong password: the account is switched off"_s
            : isServed ? u"OK, served by "_s + owner
                       : u"NO [UNAVAILABLE] %1 does not serve the storage now"_s.arg(owner);
    }
    return {{u"member"_s, member}, {u"steps"_s, steps}, {u"mail"_s, mail}, {u"login"_s, login},
        {u"error"_s, QString()}};
}

Result<QJsonObject> route(DemoWorld &world, DemoCall &call)
{
    const QString address = call.arguments.address(u"address"_s);
    const QString wanted = call.arguments.optionalText(u"member"_s);
    const bool isAll = call.arguments.flag(u"all"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> one = world.memberOrSelf(u"member"_s, wanted);
    if (!one)
        return fail(one.error());
    QJsonArray routes;
    for (const DemoMachine &machine : std::as_const(world.machines)) {
        if (!isAll && machine.name != *one)
            continue;
        if (machine.isUp)
            routes.append(routeAt(world, machine.name.text, address));
        else if (isAll)
            routes.append(QJsonObject{{u"member"_s, machine.name.text}, {u"steps"_s, QJsonArray()},
                {u"error"_s, u"connection refused"_s}});
        else
            return fail(
                demoError("unavailable", u"%1 does not answer: connection refused"_s.arg(machine.name.text)));
    }
    return QJsonObject{{u"address"_s, address}, {u"routes"_s, routes}};
}

QJsonObject serverRow(const DemoWorld &world, const QString &uri)
{
    const DirectoryRow &row = world.table.directory;
    const bool isWriter = uri == row.writer;
    QJsonArray reachedBy;
    for (const DemoMachine &machine : world.machines) {
        if (machine.isUp)
            reachedBy.append(machine.name.text);
    }
    const QString role = isWriter ? u"writer"_s : u"copy"_s;
    const QString context = u"20260607081500.000000Z#000000#001#000000"_s;
    return {{u"server"_s, uri}, {u"member"_s, row.servers.value(uri).text}, {u"role"_s, role},
        {u"runsAs"_s, role}, {u"problem"_s, QString()}, {u"reachedBy"_s, reachedBy},
        {u"notReachedBy"_s, QJsonArray()}, {u"notReachedNames"_s, QString()},
        {u"context"_s, QJsonArray{context}}, {u"behindSeconds"_s, isWriter ? QJsonValue() : QJsonValue(0)}};
}

Result<QJsonObject> directoryStatus(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const DirectoryRow &row = world.table.directory;
    QJsonArray servers;
    for (const QString &uri : QStringList{row.writer} + row.readers)
        servers.append(serverRow(world, uri));
    QJsonArray unreachable;
    for (const DemoMachine &machine : std::as_const(world.machines)) {
        if (!machine.isUp)
            unreachable.append(
                QJsonObject{{u"member"_s, machine.name.text}, {u"error"_s, u"connection refused"_s}});
    }
    return QJsonObject{{u"servers"_s, servers}, {u"managed"_s, row.managed}, {u"base"_s, row.base},
        {u"writer"_s, row.writer}, {u"unreachable"_s, unreachable}};
}

Result<MemberName> readKeeper(DemoWorld &world, DemoCall &call)
{
    const QString wanted = call.arguments.text(u"member"_s);
    call.arguments.ignore(u"without"_s);
    call.arguments.ignore(u"writerIsDown"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.member(u"member"_s, wanted);
    if (!member || world.table.member(*member)->rights.keeper)
        return member;
    return fail(demoError("conflict",
        u"member: %1 is no keeper, and only keepers hold a copy: homeportctl member set %1 --rights %2,keeper"_s
            .arg(member->text, toTexts(world.table.member(*member)->rights).join(u','))));
}

QString uriOf(const MemberName &member) { return u"ldaps://%1:7636"_s.arg(member.text); }

Result<QJsonObject> copyAdd(DemoWorld &world, DemoCall &call)
{
    const Result<MemberName> member = readKeeper(world, call);
    if (!member)
        return fail(member.error());
    const QString uri = uriOf(*member);
    if (world.table.directory.writer == uri)
        return fail(demoError("conflict", u"member: %1 runs the writer itself"_s.arg(member->text)));
    Result<QJsonObject> done = world.change(
        [&](ClusterTable &table) -> Result<> {
            if (!table.directory.readers.contains(uri))
                table.directory.readers.append(uri);
            table.directory.servers.insert(uri, *member);
            return {};
        },
        call.caller, u"directory copy at "_s + member->text);
    done->insert(u"server"_s, uri);
    done->insert(u"whole"_s, true);
    return done;
}

Result<QJsonObject> copyRemove(DemoWorld &world, DemoCall &call)
{
    const Result<MemberName> member = readKeeper(world, call);
    if (!member)
        return fail(member.error());
    const QString uri = uriOf(*member);
    if (world.table.directory.writer == uri)
        return fail(
            demoError("conflict", u"member: %1 runs the writer: promote another first"_s.arg(member->text)));
    if (!world.table.directory.readers.contains(uri))
        return fail(demoError("not-found", u"member: %1 holds no copy"_s.arg(member->text)));
    return world.change(
        [&](ClusterTable &table) -> Result<> {
            table.directory.readers.removeAll(uri);
            table.directory.servers.remove(uri);
            return {};
        },
        call.caller, u"no directory copy at "_s + member->text);
}

Result<QJsonObject> directoryPromote(DemoWorld &world, DemoCall &call)
{
    const Result<MemberName> member = readKeeper(world, call);
    if (!member)
        return fail(member.error());
    const QString uri = uriOf(*member);
    if (!world.table.directory.readers.contains(uri))
        return fail(
            demoError("conflict", u"member: %1 holds no copy that could be promoted"_s.arg(member->text)));
    return world.change(
        [&](ClusterTable &table) -> Result<> {
            DirectoryRow &row = table.directory;
            row.readers.removeAll(uri);
            row.readers.append(row.writer);
            row.writer = uri;
            return {};
        },
        call.caller, u"promote the directory at "_s + member->text);
}

} // namespace

std::span<const DemoVerb> demoDirectoryVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"domain.add", Administrator, DemoEffect::Changes, domainAdd},
        {"domain.list", Viewer, DemoEffect::Shows, domainList},
        {"alias.add", Operator, DemoEffect::Changes, aliasAdd},
        {"alias.remove", Operator, DemoEffect::Changes, aliasRemove},
        {"route", Viewer, DemoEffect::Shows, route},
        {"directory.status", Viewer, DemoEffect::Shows, directoryStatus},
        {"directory.copyAdd", Administrator, DemoEffect::Changes, copyAdd, 1500ms},
        {"directory.copyRemove", Administrator, DemoEffect::Changes, copyRemove},
        {"directory.promote", Administrator, DemoEffect::Changes, directoryPromote, 1500ms},
    });
    return table;
}

} // namespace homeport
