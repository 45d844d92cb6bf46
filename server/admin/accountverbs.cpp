// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// account.create|show|list|pending|passwd|delete|enable|disable.
#include "server/admin/placement.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr int mostAliases = 1000;
constexpr int mostPending = 1000; ///< counted per home: the directory's usual page
constexpr qint64 pendingKeptMs = 10'000;

QString text(const Address &address) { return QString::fromUtf8(address.text()); }

QJsonObject describe(const AdminWorld &world, const DirectoryEntry &entry)
{
    if (const auto *const account = std::get_if<AccountRecord>(&entry.record)) {
        const ClusterTable table = world.table();
        const Storage *const row =
            account->storage ? table.storage(*account->storage) : table.defaultStorageOf(account->hostServer);
        return {
            {QStringLiteral("kind"), QStringLiteral("account")},
            {QStringLiteral("address"), text(account->address)},
            {QStringLiteral("id"), account->id.text()},
            {QStringLiteral("hostServer"), account->hostServer.text},
            {QStringLiteral("oldHostServer"), account->oldHostServer.text},
            {QStringLiteral("storage"), row ? row->name : world.storageName(account->storage)},
            {QStringLiteral("owner"), row ? row->owner.text : QString()},
            {QStringLiteral("served"), row && world.ports.cluster.isServed(row->id)},
            {QStringLiteral("enabled"), account->enabled},
            {QStringLiteral("quotaBytes"), QString::number(account->quotaBytes)},
            {QStringLiteral("changed"), timeToJson(entry.changed)},
        };
    }
    const auto &redirect = std::get<RedirectRecord>(entry.record);
    QStringList targets;
    for (const Address &target : redirect.targets)
        targets.append(text(target));
    return {
        {QStringLiteral("kind"), QStringLiteral("alias")},
        {QStringLiteral("address"), text(redirect.address)},
        {QStringLiteral("targets"), QJsonArray::fromStringList(targets)},
        {QStringLiteral("changed"), timeToJson(entry.changed)},
    };
}

Result<DirectoryEntry> found(const Address &address, const Lookup<DirectoryEntry> &lookup)
{
    if (const auto *const unknown = std::get_if<Unknown>(&lookup))
        return fail(unknown->why);
    if (const auto *const entry = std::get_if<DirectoryEntry>(&lookup))
        return *entry;
    return fail(
        adminError(adminword::noSuchAccount, QStringLiteral("address: there is no %1").arg(text(address))));
}

Result<AccountRecord> foundAccount(const Address &address, const Lookup<DirectoryEntry> &lookup)
{
    const Result<DirectoryEntry> entry = found(address, lookup);
    if (!entry)
        return fail(entry.error());
    if (const auto *const account = std::get_if<AccountRecord>(&entry->record))
        return *account;
    return fail(adminError(adminword::noSuchAccount,
        QStringLiteral("address: %1 is an alias, not an account").arg(text(address))));
}

QJsonObject folderArguments(const AccountRecord &account)
{
    return {{QStringLiteral("id"), account.id.text()}, {QStringLiteral("address"), text(account.address)},
        {QStringLiteral("storage"), account.storage->text()}};
}

Task<Result<>> checkFree(AdminWorld &world, Address address)
{
    const Result<QList<QByteArray>> domains = co_await world.keeper().directory.listDomains();
    if (!domains)
        co_return fail(domains.error());
    if (!domains->contains(address.domain))
        co_return fail(adminError(adminword::notFound,
            QStringLiteral("address: %1 is none of our domains (homeportctl domain add %1)")
                .arg(QString::fromUtf8(address.domain))));
    if (const Result<> name = checkAccountName(address.local); !name)
        co_return fail(adminError(
            adminword::badRequest, QStringLiteral("address: ") + textForAdministrator(name.error())));
    const Lookup<DirectoryEntry> taken = co_await world.keeper().directory.show(address);
    if (const auto *const unknown = std::get_if<Unknown>(&taken))
        co_return fail(unknown->why);
    if (std::holds_alternative<DirectoryEntry>(taken))
        co_return fail(
            adminError(adminword::conflict, QStringLiteral("address: %1 exists").arg(text(address))));
    co_return Result<>{};
}

Answer accountCreate(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    const Secret password = call.arguments.secret("password");
    const QString host = call.arguments.optionalText("host");
    const QString storageName = call.arguments.optionalText("storage");
    const qint64 quota = call.arguments.count("quotaBytes", 0, qint64(1) << 53, 0);
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    if (const Result<> isFree = co_await checkFree(world, address); !isFree)
        co_return fail(isFree.error());
    Result<Storage> storage = Storage{};
    if (host.isEmpty() && storageName.isEmpty())
        storage = co_await leastLoaded(world);
    else
        storage = chosenStorage(world, host, storageName);
    if (!storage)
        co_return fail(storage.error());
    AccountRecord account;
    account.address = address;
    account.id = AccountId::random();
    account.hostServer = storage->owner;
    account.storage = storage->id;
    account.quotaBytes = quota;
    // design.md §5 "Storage": folder, then record
    const QJsonObject folder = folderArguments(account);
    const Result<QJsonObject> made = co_await world.ask(
        storage->owner, QStringLiteral("account.create"), folder, AdminWorld::longPatience);
    if (!made)
        co_return fail(made.error());
    const Result<> added = co_await world.keeper().directory.addAccount(account, password);
    if (!added) {
        Error why = added.error();
        if (why.fault == Fault::Refused
            || why.fault == Fault::Syntax) { // surely not there: the folder goes again
            const Result<QJsonObject> undone = co_await world.ask(
                storage->owner, QStringLiteral("account.delete"), folder, AdminWorld::longPatience);
            if (!undone)
                why.forLog += QStringLiteral("; the folder made for it is left on ") + storage->owner.text;
        } else {
            why.forLog += QStringLiteral("; look with \"account show\" whether it was made");
        }
        co_return fail(why);
    }
    co_return describe(
        world, DirectoryEntry{account, QDateTime::fromMSecsSinceEpoch(world.ports.clock.wallMs(), Qt::UTC)});
}

Answer accountShow(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Lookup<DirectoryEntry> lookup = co_await world.keeper().directory.show(address);
    const Result<DirectoryEntry> entry = found(address, lookup);
    if (!entry)
        co_return fail(entry.error());
    QJsonObject shown = describe(world, *entry);
    if (!std::holds_alternative<AccountRecord>(entry->record))
        co_return shown;
    const Result<QList<Address>> aliases =
        co_await world.keeper().directory.redirectsTo(address, mostAliases);
    if (!aliases)
        co_return fail(aliases.error());
    QJsonArray names;
    for (const Address &alias : *aliases)
        names.append(text(alias));
    shown.insert(QStringLiteral("aliases"), names);
    co_return shown;
}

/// Who could have lost accounts to a stand-in: members with storages, homes of storages, and who was removed.
QStringList possibleHomes(const ClusterTable &table)
{
    QSet<QString> homes;
    for (const Member &member : table.members) {
        if (member.rights.store)
            homes.insert(member.name.text);
    }
    for (const RemovedMember &removed : table.removed)
        homes.insert(removed.name.text);
    for (const Storage &storage : table.storages)
        homes.insert(storage.home.text);
    QStringList names(homes.begin(), homes.end());
    names.sort();
    return names;
}

Answer countPending(AdminWorld &world)
{
    const QStringList names = possibleHomes(world.table());
    QJsonArray hosts;
    for (const QString &name : names) {
        const Result<DirectoryEditor::AwayCount> count =
            co_await world.keeper().directory.countAway(MemberName(name), mostPending);
        if (!count)
            co_return fail(count.error());
        if (count->accounts > 0)
            hosts.append(QJsonObject{{QStringLiteral("member"), name},
                {QStringLiteral("accounts"), count->accounts}, {QStringLiteral("more"), count->isMore}});
    }
    co_return QJsonObject{{QStringLiteral("hosts"), hosts}};
}

Answer accountPending(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const qint64 now = world.ports.clock.monotonicMs();
    if (world.pending && now - world.pending->at < pendingKeptMs)
        co_return QJsonObject(world.pending->answer);
    if (const std::shared_ptr<AdminWorld::PendingCount> running = world.pendingCount) {
        while (!running->answer)
            co_await running->done.wait();
        co_return Result<QJsonObject>(*running->answer); // a copy: see task.h
    }
    const auto mine = std::make_shared<AdminWorld::PendingCount>();
    world.pendingCount = mine;
    const Result<QJsonObject> counted = co_await countPending(world);
    world.pendingCount.reset();
    if (counted)
        world.pending = AdminWorld::Pending{world.ports.clock.monotonicMs(), *counted};
    mine->answer = counted;
    mine->done.wakeAll();
    co_return Result<QJsonObject>(counted);
}

Answer accountList(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    HostFilter filter;
    const QString host = arguments.optionalText("host");
    const QString oldHost = arguments.optionalText("oldHost");
    const QString domain = arguments.optionalText("domain");
    filter.text = arguments.optionalText("text").toUtf8();
    const int limit = int(arguments.count("limit", 1, 1000, 200));
    const QByteArray after = QByteArray::fromBase64(arguments.optionalText("after").toLatin1());
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!domain.isEmpty())
        filter.domain = domain.toLower().toUtf8();
    // a host may be no member any more: then the name as it is
    if (!host.isEmpty())
        filter.hostServer = world.member("host", host).value_or(MemberName(host.toLower()));
    if (!oldHost.isEmpty())
        filter.oldHostServer = world.member("oldHost", oldHost).value_or(MemberName(oldHost.toLower()));
    const Result<DirectoryPage> page = co_await world.keeper().directory.list(filter, limit, after);
    if (!page)
        co_return fail(page.error());
    QJsonArray entries;
    for (const DirectoryEntry &entry : page->entries)
        entries.append(describe(world, entry));
    co_return QJsonObject{{QStringLiteral("accounts"), entries},
        {QStringLiteral("next"), QString::fromLatin1(page->next.toBase64())}};
}

Answer accountPasswd(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    const Secret password = call.arguments.secret("password");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Lookup<DirectoryEntry> lookup = co_await world.keeper().directory.show(address);
    if (const Result<AccountRecord> account = foundAccount(address, lookup); !account)
        co_return fail(account.error());
    const Result<> done = co_await world.keeper().directory.setPassword(address, password);
    if (!done)
        co_return fail(done.error());
    co_return QJsonObject{{QStringLiteral("address"), text(address)}};
}

Answer setEnabled(AdminWorld &world, VerbCall call, bool isEnabled)
{
    const Address address = call.arguments.address("address");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Lookup<DirectoryEntry> lookup = co_await world.keeper().directory.show(address);
    if (const Result<AccountRecord> account = foundAccount(address, lookup); !account)
        co_return fail(account.error());
    const Result<> done = co_await world.keeper().directory.setEnabled(address, isEnabled);
    if (!done)
        co_return fail(done.error());
    co_return QJsonObject{{QStringLiteral("address"), text(address)}, {QStringLiteral("enabled"), isEnabled}};
}

Answer accountEnable(AdminWorld &world, VerbCall call) { return setEnabled(world, std::move(call), true); }
Answer accountDisable(AdminWorld &world, VerbCall call) { return setEnabled(world, std::move(call), false); }

Answer accountDelete(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Lookup<DirectoryEntry> lookup = co_await world.keeper().directory.show(address);
    Result<AccountRecord> account = foundAccount(address, lookup);
    if (!account)
        co_return fail(account.error());
    // design.md §5 "Storage": record, then folder
    const Result<> removed = co_await world.keeper().directory.removeEntry(address);
    if (!removed)
        co_return fail(removed.error());
    QJsonObject answer{
        {QStringLiteral("address"), text(address)}, {QStringLiteral("id"), account->id.text()}};
    const ClusterTable table = world.table();
    const Storage *const row =
        account->storage ? table.storage(*account->storage) : table.defaultStorageOf(account->hostServer);
    Result<QJsonObject> moved =
        fail(adminError(adminword::notFound, QStringLiteral("its storage is not in the cluster table")));
    if (row) {
        account->storage = row->id;
        const QJsonObject folder = folderArguments(*account);
        moved = co_await world.ask(
            row->owner, QStringLiteral("account.delete"), folder, AdminWorld::longPatience);
    }
    if (!moved) {
        answer.insert(QStringLiteral("warnings"),
            QJsonArray{QStringLiteral("the record is gone, its folder is left: ")
                + textForAdministrator(moved.error())});
    }
    co_return answer;
}

} // namespace

std::span<const Verb> accountVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"account.create", Operator, Effect::Changes, VerbPlace::Keeper, accountCreate},
        {"account.show", Viewer, Effect::Shows, VerbPlace::Keeper, accountShow},
        {"account.pending", Viewer, Effect::Shows, VerbPlace::Keeper, accountPending},
        {"account.list", Viewer, Effect::Shows, VerbPlace::Keeper, accountList},
        {"account.passwd", Operator, Effect::Changes, VerbPlace::Keeper, accountPasswd},
        {"account.enable", Operator, Effect::Changes, VerbPlace::Keeper, accountEnable},
        {"account.disable", Operator, Effect::Changes, VerbPlace::Keeper, accountDisable},
        {"account.delete", Operator, Effect::Changes, VerbPlace::Keeper, accountDelete},
    });
    return table;
}

} // namespace homeport
