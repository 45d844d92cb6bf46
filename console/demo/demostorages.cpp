// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// storage.list|create|attach|detach|check|serve.
#include "console/demo/demoverbs.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString readPath(DemoArguments &arguments)
{
    const QString path = arguments.text(u"path"_s);
    if (!path.startsWith(u'/'))
        arguments.fault(u"path"_s, u"\"%1\" is not absolute: expected a path such as /srv/mail"_s.arg(path));
    return path;
}

QJsonObject viewOf(const DemoWorld &world, const DemoDisk &disk, const MemberName &member)
{
    const Storage *const row = world.table.storage(disk.storage);
    const bool isServed = world.isServed(disk.storage) && disk.servedBy == member;
    return {{u"id"_s, disk.storage.text()}, {u"name"_s, world.storageName(disk.storage)},
        {u"path"_s, disk.path}, {u"served"_s, isServed}, {u"epoch"_s, qint64(disk.labelEpoch)},
        {u"problem"_s, isServed ? QString() : u"attached; waits until this member becomes its owner"_s},
        {u"freeBytes"_s, QString::number(disk.freeBytes)}, {u"accounts"_s, world.accountsOn(disk.storage)},
        {u"prepared"_s, disk.preparedAt == member},
        {u"row"_s, row ? QJsonValue(toJson(*row)) : QJsonValue()}};
}

QJsonObject rowOf(const DemoWorld &world, const Storage &storage)
{
    QJsonObject row = toJson(storage);
    row.insert(u"served"_s, world.isServed(storage.id));
    row.insert(u"standIn"_s, storage.owner != storage.home);
    QJsonArray prepared;
    if (const DemoDisk *const disk = world.disk(storage.id)) {
        if (!disk->preparedAt.isEmpty())
            prepared.append(disk->preparedAt.text);
        if (disk->servedBy == storage.owner) {
            const QJsonObject view = viewOf(world, *disk, storage.owner);
            for (const QString &key : {u"path"_s, u"problem"_s, u"freeBytes"_s, u"accounts"_s})
                row.insert(key, view.value(key));
        }
    }
    row.insert(u"preparedAt"_s, prepared);
    return row;
}

Result<QJsonObject> storageList(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QJsonArray rows;
    for (const Storage &storage : std::as_const(world.table.storages))
        rows.append(rowOf(world, storage));
    QJsonArray members;
    for (const DemoMachine &machine : std::as_const(world.machines)) {
        QJsonArray views;
        for (const DemoDisk &disk : std::as_const(world.disks)) {
            if (machine.isUp && (disk.servedBy == machine.name || disk.preparedAt == machine.name))
                views.append(viewOf(world, disk, machine.name));
        }
        members.append(QJsonObject{{u"member"_s, machine.name.text},
            {u"error"_s, machine.isUp ? QString() : u"connection refused"_s}, {u"storages"_s, views}});
    }
    return QJsonObject{{u"storages"_s, rows}, {u"members"_s, members}};
}

Result<> mayOwn(const DemoWorld &world, const MemberName &member)
{
    const Member *const row = world.table.member(member);
    if (!world.isUp(member))
        return fail(demoError("unavailable", u"%1 does not answer: connection refused"_s.arg(member.text)));
    if (row && row->rights.store)
        return {};
    return fail(demoError("conflict",
        u"member: %1 has no right to own storages (homeportctl member set %1 --rights proxy,store)"_s.arg(
            member.text)));
}

Result<QJsonObject> storageCreate(DemoWorld &world, DemoCall &call)
{
    const QString path = readPath(call.arguments);
    const QString name = call.arguments.text(u"name"_s);
    const QString wanted = call.arguments.optionalText(u"member"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf(u"member"_s, wanted);
    if (!member)
        return fail(member.error());
    if (const Result<> may = mayOwn(world, *member); !may)
        return fail(may.error());
    if (world.table.storageByName(name))
        return fail(demoError("conflict", u"name: storage %1 exists"_s.arg(name)));
    if (world.diskAt(path))
        return fail(demoError("conflict", u"path: %1 holds a storage already"_s.arg(path)));
    Storage storage;
    storage.id = demoId<StorageId>(u"storage %1 %2"_s.arg(name).arg(world.table.number));
    storage.name = name;
    storage.home = *member;
    storage.owner = *member;
    storage.isDefault = !world.table.defaultStorageOf(*member);
    Result<QJsonObject> done = world.change(
        [&](ClusterTable &table) -> Result<> {
            table.storages.append(storage);
            return {};
        },
        call.caller, u"create storage "_s + name);
    DemoDisk disk;
    disk.storage = storage.id;
    disk.path = path;
    disk.servedBy = *member;
    disk.labelOwner = *member;
    disk.freeBytes = 500'000'000'000;
    world.disks.append(disk);
    if (done)
        done->insert(u"id"_s, storage.id.text());
    return done;
}

/// A disk as `member` would find it: one that is in use elsewhere is not there.
Result<DemoDisk *> found(DemoWorld &world, const MemberName &member, const QString &path)
{
    if (!world.isUp(member))
        return fail(demoError("unavailable", u"%1 does not answer: connection refused"_s.arg(member.text)));
    DemoDisk *const disk = world.diskAt(path);
    QStringList known;
    for (const DemoDisk &one : std::as_const(world.disks))
        known.append(one.path);
    const bool isElsewhere = disk
        && ((!disk->servedBy.isEmpty() && disk->servedBy != member)
            || (!disk->preparedAt.isEmpty() && disk->preparedAt != member));
    if (disk && !isElsewhere)
        return disk;
    const QString where = isElsewhere ? u"; that disk is at %1 now"_s.arg(
                              disk->servedBy.isEmpty() ? disk->preparedAt.text : disk->servedBy.text)
                                      : u" (the disks of the demo are at %1)"_s.arg(known.join(u", "_s));
    return fail(demoError(
        "not-found", u"path: %1 on %2 has no label of a storage%3"_s.arg(path, member.text, where)));
}

QJsonObject labelOf(const DemoWorld &world, const DemoDisk &disk)
{
    const Storage *const row = world.table.storage(disk.storage);
    return {{u"id"_s, disk.storage.text()}, {u"name"_s, world.storageName(disk.storage)},
        {u"home"_s, row ? row->home.text : QString()}, {u"owner"_s, disk.labelOwner.text},
        {u"epoch"_s, qint64(disk.labelEpoch)}, {u"detached"_s, disk.isDetached}, {u"path"_s, disk.path},
        {u"proof"_s, disk.proof}};
}

QString afterAttach(const Storage &row, const MemberName &member)
{
    if (row.home == member)
        return u"ready to go home; on a keeper run: homeportctl restore "_s + member.text;
    return u"ready to be taken over; on a keeper run: homeportctl reassign %1 %2"_s.arg(
        row.owner.text, member.text);
}

Result<QJsonObject> serveAgain(DemoWorld &world, DemoDisk &disk, DemoCall &call)
{
    Result<QJsonObject> done = world.change(
        [&](ClusterTable &table) -> Result<> {
            Storage *const row = table.storage(disk.storage);
            row->state = StorageState::Served;
            disk.labelEpoch = ++row->epoch;
            return {};
        },
        call.caller, u"attach storage "_s + world.storageName(disk.storage));
    disk.servedBy = world.table.storage(disk.storage)->owner;
    disk.preparedAt = {};
    disk.isDetached = false;
    return done;
}

Result<QJsonObject> storageAttach(DemoWorld &world, DemoCall &call)
{
    const QString path = readPath(call.arguments);
    const QString statement = call.arguments.optionalText(u"fenced"_s);
    call.arguments.flag(u"onlyCopy"_s); // the demo has no stale copies
    const QString wanted = call.arguments.optionalText(u"member"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf(u"member"_s, wanted);
    if (!member)
        return fail(member.error());
    if (const Result<> may = mayOwn(world, *member); !may)
        return fail(may.error());
    const Result<DemoDisk *> disk = found(world, *member, path);
    if (!disk)
        return fail(disk.error());
    DemoDisk &one = **disk;
    const Storage row = *world.table.storage(one.storage);
    if (!one.isDetached && one.labelOwner != *member && statement.isEmpty())
        return fail(demoError("conflict",
            u"storage %1 was not detached cleanly by %2: attach needs the fence command or the statement "
            u"that "
            "%2 is powered off or cut from the disk"_s.arg(row.name, one.labelOwner.text)));
    if (!statement.isEmpty())
        one.proof = u"stated: "_s + statement;
    const bool isOwn = row.owner == *member;
    if (isOwn && row.state == StorageState::Detached) {
        const Result<QJsonObject> served = serveAgain(world, one, call);
        QJsonObject label = labelOf(world, one);
        label.insert(u"table"_s, served ? served->value(u"table"_s) : QJsonValue());
        return label;
    }
    QJsonObject label = labelOf(world, one);
    if (isOwn) {
        one.servedBy = *member;
        return label;
    }
    one.preparedAt = *member;
    label.insert(u"next"_s, QJsonArray{afterAttach(row, *member)});
    return label;
}

Result<QJsonObject> storageDetach(DemoWorld &world, DemoCall &call)
{
    const QString name = call.arguments.text(u"storage"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<Storage> storage = world.storageNamed(u"storage"_s, name);
    if (!storage)
        return fail(storage.error());
    Result<QJsonObject> done = QJsonObject{};
    if (storage->state == StorageState::Served)
        done = world.change(
            [&](ClusterTable &table) -> Result<> {
                Storage *const row = table.storage(storage->id);
                row->state = StorageState::Detached;
                ++row->epoch;
                return {};
            },
            call.caller, u"detach storage "_s + storage->name);
    if (!done)
        return done;
    DemoDisk *const disk = world.disk(storage->id);
    const bool isQuiet = world.isUp(storage->owner);
    if (isQuiet && disk->servedBy == storage->owner) {
        disk->servedBy = {};
        disk->isDetached = true;
        disk->labelEpoch = world.table.storage(storage->id)->epoch;
        world.forgetSessionsOf([&](const SessionRow &row) {
            return world.accounts.value(row.account).storage == storage->id && !row.peer.isEmpty();
        });
    }
    done->insert(u"storage"_s, storage->name);
    done->insert(u"quiet"_s, isQuiet);
    if (!isQuiet)
        done->insert(u"warnings"_s,
            QJsonArray{
                u"%1 has not confirmed that it let go: connection refused. Do not move the disk before it "
                "has, or before it is powered off"_s.arg(storage->owner.text)});
    return done;
}

QString verdictOn(const DemoDisk &disk, const Storage &row)
{
    if (disk.labelEpoch < row.epoch && disk.isDetached)
        return u"detached; the table is %1 epochs further"_s.arg(row.epoch - disk.labelEpoch);
    if (disk.isDetached)
        return u"detached cleanly: may be attached by any member"_s;
    return u"attached by %1: another member needs proof that it cannot write any more"_s.arg(
        disk.labelOwner.text);
}

Result<QJsonObject> storageCheck(DemoWorld &world, DemoCall &call)
{
    const QString path = readPath(call.arguments);
    const QString wanted = call.arguments.optionalText(u"member"_s);
    const bool isDeep = call.arguments.flag(u"deep"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf(u"member"_s, wanted);
    if (!member)
        return fail(member.error());
    const Result<DemoDisk *> disk = found(world, *member, path);
    if (!disk)
        return fail(disk.error());
    const Storage row = *world.table.storage((*disk)->storage);
    QJsonObject answer = labelOf(world, **disk);
    answer.insert(u"prepared"_s, (*disk)->preparedAt == *member);
    answer.insert(u"row"_s, toJson(row));
    answer.insert(u"verdict"_s, verdictOn(**disk, row));
    if (!isDeep)
        return answer;
    const qint64 accounts = world.accountsOn(row.id);
    const QJsonObject deep{{u"accountsFound"_s, accounts}, {u"deletedAccounts"_s, 3},
        {u"journalSegments"_s, 31}, {u"journalDelivered"_s, accounts * 412}, {u"journalOpen"_s, 0},
        {u"problemCount"_s, 0}, {u"warnings"_s, QJsonArray()}};
    for (auto it = deep.begin(); it != deep.end(); ++it)
        answer.insert(it.key(), it.value());
    return answer;
}

Result<QJsonObject> storageServe(DemoWorld &world, DemoCall &call)
{
    const bool isAlone = call.arguments.flag(u"alone"_s);
    const QString wanted = call.arguments.optionalText(u"member"_s);
    if (!isAlone)
        call.arguments.fault(u"alone"_s,
            u"expected true: members serve by themselves unless they have not compared tables with enough "
            "others"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf(u"member"_s, wanted);
    if (!member)
        return fail(member.error());
    if (!world.isUp(*member))
        return fail(demoError("unavailable", u"%1 does not answer: connection refused"_s.arg(member->text)));
    return QJsonObject{};
}

} // namespace

std::span<const DemoVerb> demoStorageVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"storage.list", Viewer, DemoEffect::Shows, storageList},
        {"storage.create", Administrator, DemoEffect::Changes, storageCreate, 300ms},
        {"storage.attach", Administrator, DemoEffect::Changes, storageAttach, 2500ms},
        {"storage.detach", Administrator, DemoEffect::Changes, storageDetach, 700ms},
        {"storage.check", Viewer, DemoEffect::Shows, storageCheck, 200ms},
        {"storage.serve", Administrator, DemoEffect::Changes, storageServe},
    });
    return table;
}

} // namespace homeport
