// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// account.move and account.move.show|resume|revert|purge|stop: one account, or many, between healthy
// backends.
#include "console/demo/democontrol.h"
#include "console/demo/demoverbs.h"

#include "shared/model/accountmove.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QJsonObject bulkJson(const DemoWorld &world)
{
    if (!world.bulk)
        return {};
    const DemoBulk &bulk = *world.bulk;
    return {{u"from"_s, bulk.from}, {u"to"_s, bulk.to}, {u"domain"_s, bulk.domain}, {u"limit"_s, bulk.limit},
        {u"perMinute"_s, bulk.perMinute}, {u"author"_s, bulk.author}, {u"running"_s, bulk.isRunning},
        {u"total"_s, bulk.total}, {u"moved"_s, bulk.moved}, {u"failed"_s, 0}, {u"errors"_s, QJsonArray()}};
}

bool isMeant(const DemoBulk &bulk, const DemoAccount &account)
{
    return account.host.text == bulk.from
        && (bulk.domain.isEmpty() || account.address.endsWith(u'@' + bulk.domain));
}

Result<QJsonObject> moveMany(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QString fromText = arguments.text(u"from"_s);
    const QString toText = arguments.text(u"to"_s);
    DemoBulk bulk;
    bulk.domain = arguments.optionalText(u"domain"_s).toLower();
    bulk.limit = arguments.count(u"limit"_s, 1, qint64(1) << 40, 0);
    const QString rate = arguments.text(u"rate"_s);
    bulk.perMinute = rate.section(u'/', 0, 0).toLongLong();
    if (bulk.perMinute < 1 || bulk.perMinute > 60'000)
        arguments.fault(
            u"rate"_s, u"\"%1\": expected accounts a minute such as 30/min, 1 to 60000"_s.arg(rate));
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> from = world.member(u"from"_s, fromText);
    const Result<MemberName> to = world.member(u"to"_s, toText);
    if (!from || !to)
        return fail((from ? to : from).error());
    if (world.bulk && world.bulk->isRunning)
        return fail(demoError("conflict", u"a bulk move is under way: see account move show"_s));
    if (*from == *to)
        return fail(demoError("conflict", u"to: the accounts are on %1 already"_s.arg(to->text)));
    if (!world.table.defaultStorageOf(*to))
        return fail(demoError("conflict", u"to: %1 has no storage"_s.arg(to->text)));
    bulk.from = from->text;
    bulk.to = to->text;
    bulk.author = call.caller.author();
    bulk.isRunning = true;
    bulk.total = std::count_if(world.accounts.cbegin(), world.accounts.cend(),
        [&bulk](const DemoAccount &account) { return isMeant(bulk, account); });
    if (bulk.limit > 0)
        bulk.total = std::min(bulk.total, bulk.limit);
    world.bulk = bulk;
    return bulkJson(world);
}

Result<Storage> targetOf(DemoWorld &world, const QString &member, const QString &storage)
{
    const Result<MemberName> name = world.member(u"target"_s, member);
    if (!name)
        return fail(name.error());
    if (!storage.isEmpty())
        return world.storageNamed(u"storage"_s, storage);
    const Storage *const row = world.table.defaultStorageOf(*name);
    if (row && world.isServed(row->id))
        return *row;
    return fail(demoError("conflict", u"target: %1 serves no storage of its own now"_s.arg(name->text)));
}

Result<QJsonObject> moveOne(DemoWorld &world, DemoCall &call)
{
    const QString address = call.arguments.address(u"address"_s);
    const QString member = call.arguments.text(u"target"_s);
    const QString storage = call.arguments.optionalText(u"storage"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<Storage> target = targetOf(world, member, storage);
    if (!target)
        return fail(target.error());
    const auto account = world.accounts.constFind(address);
    if (account == world.accounts.cend())
        return fail(demoError("no-such-account", u"address: there is no "_s + address));
    const QString from = world.storageName(account->storage);
    if (account->storage == target->id)
        return fail(demoError("conflict",
            u"target: %1 is on storage %2 of %3 already"_s.arg(address, target->name, target->owner.text)));
    if (!world.isServed(account->storage))
        return fail(demoError("unavailable",
            u"source: storage %1 is not served now; a lost backend's accounts are reassigned, not moved"_s
                .arg(from)));
    moveAccount(world, address, *target);
    return QJsonObject{{u"address"_s, address}, {u"move"_s, demoId<MoveId>(address).text()},
        {u"from"_s, from}, {u"to"_s, target->name}, {u"phase"_s, u"done"_s}, {u"messages"_s, 1412},
        {u"heldMs"_s, 180}, {u"done"_s, true}};
}

Result<QJsonObject> accountMove(DemoWorld &world, DemoCall &call)
{
    return call.arguments.has(u"address"_s) ? moveOne(world, call) : moveMany(world, call);
}

Result<QJsonObject> accountMoveShow(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QJsonArray rows;
    for (const DemoMove &move : std::as_const(world.moves)) {
        MoveMark mark;
        mark.id = demoId<MoveId>(move.address);
        mark.account = world.accounts.value(move.address).id;
        mark.address = move.address.toUtf8();
        mark.state = MoveState::Moved;
        mark.storage = move.from;
        mark.other = move.to;
        mark.runner = DemoWorld::answeredBy();
        mark.aside = mark.account.hex() + '-' + mark.id.hex();
        mark.changed = move.changed;
        QJsonObject row = toJson(mark);
        row.insert(u"on"_s, world.storageName(move.from));
        row.insert(u"from"_s, world.storageName(move.from));
        row.insert(u"to"_s, world.storageName(move.to));
        row.insert(u"phase"_s, QString());
        rows.append(row);
    }
    return QJsonObject{{u"moves"_s, rows}, {u"bulk"_s, bulkJson(world)}, {u"unreachable"_s, QJsonArray()}};
}

Result<QString> readAddress(DemoCall &call)
{
    const QString address = call.arguments.address(u"address"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    return address;
}

std::optional<DemoMove> keptOf(const DemoWorld &world, const QString &address)
{
    const auto found = std::find_if(world.moves.cbegin(), world.moves.cend(),
        [&](const DemoMove &move) { return move.address == address; });
    return found == world.moves.cend() ? std::nullopt : std::optional(*found);
}

Result<QJsonObject> accountMoveResume(DemoWorld &, DemoCall &call)
{
    const Result<QString> address = readAddress(call);
    if (!address)
        return fail(address.error());
    return fail(demoError("not-found", u"address: no move of %1 is unfinished"_s.arg(*address)));
}

Result<QJsonObject> accountMoveRevert(DemoWorld &world, DemoCall &call)
{
    const Result<QString> address = readAddress(call);
    if (!address)
        return fail(address.error());
    const std::optional<DemoMove> kept = keptOf(world, *address);
    const Storage *const row = kept ? world.table.storage(kept->from) : nullptr;
    if (!row)
        return fail(demoError("not-found",
            u"address: no storage keeps what %1 had before a move (purged?): use account move"_s.arg(
                *address)));
    const Storage home = *row;
    moveAccount(world, *address, home);
    world.moves.removeIf([&](const DemoMove &move) { return move.address == *address; });
    return QJsonObject{{u"address"_s, *address}, {u"from"_s, world.storageName(kept->to)},
        {u"to"_s, home.name}, {u"phase"_s, u"done"_s}, {u"done"_s, true}};
}

Result<QJsonObject> accountMovePurge(DemoWorld &world, DemoCall &call)
{
    const Result<QString> address = readAddress(call);
    if (!address)
        return fail(address.error());
    const qsizetype purged =
        world.moves.removeIf([&](const DemoMove &move) { return move.address == *address; });
    if (purged == 0)
        return fail(demoError("not-found", u"address: nothing of %1 is kept aside"_s.arg(*address)));
    return QJsonObject{{u"address"_s, *address}, {u"purged"_s, qint64(purged)}};
}

Result<QJsonObject> accountMoveStop(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (!world.bulk || !world.bulk->isRunning)
        return fail(demoError("not-found", u"no bulk move is under way on this keeper"_s));
    world.bulk->isRunning = false;
    return bulkJson(world);
}

} // namespace

void moveAccount(DemoWorld &world, const QString &address, const Storage &target)
{
    DemoAccount &account = world.accounts[address];
    world.moves.append({address, account.storage, target.id, world.now()});
    account.storage = target.id;
    account.host = target.owner;
    account.oldHost = {};
    account.changed = world.now();
    world.forgetSessionsOf([&address](const SessionRow &row) { return row.account == address; });
}

void moveNextOfBulk(DemoWorld &world)
{
    DemoBulk &bulk = *world.bulk;
    const Storage *const target = world.table.defaultStorageOf(MemberName(bulk.to));
    const auto next = std::find_if(world.accounts.cbegin(), world.accounts.cend(),
        [&bulk](const DemoAccount &account) { return isMeant(bulk, account); });
    if (!target || next == world.accounts.cend() || bulk.moved >= bulk.total) {
        bulk.isRunning = false;
        return;
    }
    if (!world.isServed(target->id) || !world.isServed(next->storage))
        return; // waits
    const QString address = next->address;
    moveAccount(world, address, *target);
    ++bulk.moved;
}

std::span<const DemoVerb> demoMoveVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"account.move", Administrator, DemoEffect::Changes, accountMove, 1200ms},
        {"account.move.show", Viewer, DemoEffect::Shows, accountMoveShow},
        {"account.move.resume", Administrator, DemoEffect::Changes, accountMoveResume},
        {"account.move.revert", Administrator, DemoEffect::Changes, accountMoveRevert, 1200ms},
        {"account.move.purge", Administrator, DemoEffect::Changes, accountMovePurge},
        {"account.move.stop", Administrator, DemoEffect::Changes, accountMoveStop},
    });
    return table;
}

} // namespace homeport
