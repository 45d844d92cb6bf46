// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// storage.list|create|attach|detach|check|serve.
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

void warn(QJsonObject &answer, const QString &text)
{
    QJsonArray warnings = answer.value(QStringLiteral("warnings")).toArray();
    warnings.append(text);
    answer.insert(QStringLiteral("warnings"), warnings);
}

/// A path on some member's disk: that member judges whether it exists.
QString readPath(Arguments &arguments)
{
    const QString path = arguments.text("path");
    if (!path.startsWith(u'/'))
        arguments.fault(
            "path", QStringLiteral("\"%1\" is not absolute: expected a path such as /srv/mail").arg(path));
    return path;
}

/// The member's own view of the storage, from its answer to storage.list; empty when it has none.
QJsonObject viewOf(const QJsonObject &list, const StorageId &id)
{
    const QJsonArray views = list.value(QStringLiteral("storages")).toArray();
    for (const QJsonValue &view : views) {
        if (view[QStringLiteral("id")].toString() == id.text())
            return view.toObject();
    }
    return {};
}

Answer storageList(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const std::vector<MemberAnswer> answers = co_await world.askAll(QStringLiteral("storage.list"), {});
    const ClusterTable table = world.table();
    QJsonArray rows;
    for (const Storage &storage : table.storages) {
        QJsonObject row = toJson(storage);
        QStringList prepared;
        row.insert(QStringLiteral("served"), world.ports.cluster.isServed(storage.id));
        for (const MemberAnswer &member : answers) {
            if (!member.answer)
                continue;
            const QJsonObject view = viewOf(*member.answer, storage.id);
            if (member.member == storage.owner) {
                for (const char *key : {"path", "problem", "freeBytes", "accounts", "served"}) {
                    if (view.contains(QLatin1String(key)))
                        row.insert(QLatin1String(key), view.value(QLatin1String(key)));
                }
            }
            if (member.answer->value(QStringLiteral("prepared")).toArray().contains(storage.id.text()))
                prepared.append(member.member.text);
        }
        row.insert(QStringLiteral("preparedAt"), QJsonArray::fromStringList(prepared));
        row.insert(QStringLiteral("standIn"), storage.owner != storage.home);
        rows.append(row);
    }
    QJsonArray members;
    for (const MemberAnswer &member : answers) {
        members.append(QJsonObject{{QStringLiteral("member"), member.member.text},
            {QStringLiteral("error"),
                member.answer ? QString() : textForAdministrator(member.answer.error())},
            {QStringLiteral("storages"),
                member.answer ? member.answer->value(QStringLiteral("storages"))
                              : QJsonValue(QJsonArray())}});
    }
    co_return QJsonObject{{QStringLiteral("storages"), rows}, {QStringLiteral("members"), members}};
}

Result<> addRow(ClusterTable &table, const Storage &storage)
{
    if (table.storageByName(storage.name) || table.storage(storage.id))
        return fail(
            adminError(adminword::conflict, QStringLiteral("name: storage %1 exists").arg(storage.name)));
    Storage row = storage;
    row.isDefault = !table.defaultStorageOf(storage.home);
    table.storages.append(row);
    return {};
}

Answer storageCreate(AdminWorld &world, VerbCall call)
{
    const QString path = readPath(call.arguments);
    const QString name = call.arguments.text("name");
    const QString wanted = call.arguments.optionalText("member");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf("member", wanted);
    if (!member)
        co_return fail(member.error());
    const ClusterTable table = world.table();
    const Member *const row = table.member(*member);
    if (!row || !row->rights.store)
        co_return fail(adminError(adminword::conflict,
            QStringLiteral(
                "member: %1 has no right to own storages (homeportctl member set %1 --rights proxy,store)")
                .arg(member->text)));
    if (table.storageByName(name))
        co_return fail(adminError(adminword::conflict, QStringLiteral("name: storage %1 exists").arg(name)));
    const QJsonObject arguments{{QStringLiteral("path"), path}, {QStringLiteral("name"), name}};
    const Result<QJsonObject> label =
        co_await world.ask(*member, QStringLiteral("storage.create"), arguments, AdminWorld::longPatience);
    if (!label)
        co_return fail(label.error());
    Storage storage;
    storage.id =
        StorageId::fromHex(label->value(QStringLiteral("id")).toString().toLatin1()).value_or(StorageId{});
    storage.name = name;
    storage.home = *member;
    storage.owner = *member;
    storage.epoch = quint64(std::max<qint64>(1, label->value(QStringLiteral("epoch")).toInteger()));
    auto add = [storage](ClusterTable &changed) { return addRow(changed, storage); };
    Result<QJsonObject> done =
        co_await world.change(std::move(add), call.caller, QStringLiteral("create storage ") + name);
    if (!done)
        co_return done;
    done->insert(QStringLiteral("id"), storage.id.text());
    // the member may want to be told that the row is there now
    const Result<QJsonObject> list =
        co_await world.ask(*member, QStringLiteral("storage.list"), {}, AdminWorld::longPatience);
    const bool isServed = list && viewOf(*list, storage.id).value(QStringLiteral("served")).toBool();
    if (isServed || (list && list->value(QStringLiteral("prepared")).toArray().contains(storage.id.text())))
        co_return done;
    const QJsonObject attach{{QStringLiteral("path"), path}};
    const Result<QJsonObject> attached =
        co_await world.ask(*member, QStringLiteral("storage.attach"), attach, AdminWorld::longPatience);
    if (!attached)
        warn(*done, QStringLiteral("created, but not served yet: ") + textForAdministrator(attached.error()));
    co_return done;
}

/// After a clean detach the row says so: its owner, who has it again, serves it with the next epoch.
Result<> serveAgain(ClusterTable &table, const StorageId &id, const MemberName &owner)
{
    Storage *const row = table.storage(id);
    if (!row || row->owner != owner || row->state != StorageState::Detached)
        return fail(adminError(
            adminword::conflict, QStringLiteral("storage %1 was changed meanwhile").arg(id.text())));
    row->state = StorageState::Served;
    ++row->epoch;
    return {};
}

QString afterAttach(const Storage &row, const MemberName &member)
{
    if (row.owner == member && row.state == StorageState::Detached)
        return QStringLiteral("on a keeper run: homeportctl storage attach PATH --member %1")
            .arg(member.text);
    if (row.home == member)
        return QStringLiteral("ready to go home; on a keeper run: homeportctl restore %1").arg(member.text);
    return QStringLiteral("ready to be taken over; on a keeper run: homeportctl reassign %1 %2")
        .arg(row.owner.text, member.text);
}

Answer storageAttach(AdminWorld &world, VerbCall call)
{
    const QString path = readPath(call.arguments);
    const QString statement = call.arguments.optionalText("fenced");
    const bool isOnlyCopy = call.arguments.flag("onlyCopy");
    const QString wanted = call.arguments.optionalText("member");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf("member", wanted);
    if (!member)
        co_return fail(member.error());
    const QJsonObject arguments{{QStringLiteral("path"), path}, {QStringLiteral("statement"), statement},
        {QStringLiteral("onlyCopy"), isOnlyCopy}};
    Result<QJsonObject> label =
        co_await world.ask(*member, QStringLiteral("storage.attach"), arguments, AdminWorld::longPatience);
    if (!label)
        co_return label;
    const auto id = StorageId::fromHex(label->value(QStringLiteral("id")).toString().toLatin1());
    const ClusterTable table = world.table();
    const Storage *const row = id ? table.storage(*id) : nullptr;
    if (!row || (row->owner == *member && row->state == StorageState::Served))
        co_return label;
    if (row->owner == *member && world.isKeeper()) {
        auto serve = [storage = *id, owner = *member](
                         ClusterTable &changed) { return serveAgain(changed, storage, owner); };
        const Result<QJsonObject> done = co_await world.change(
            std::move(serve), call.caller, QStringLiteral("attach storage ") + row->name);
        if (!done)
            co_return fail(done.error());
        label->insert(QStringLiteral("table"), done->value(QStringLiteral("table")));
        co_return label;
    }
    label->insert(QStringLiteral("next"), QJsonArray{afterAttach(*row, *member)});
    co_return label;
}

Answer storageDetach(AdminWorld &world, VerbCall call)
{
    const QString name = call.arguments.text("storage");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<Storage> storage = world.storage("storage", name);
    if (!storage)
        co_return fail(storage.error());
    Result<QJsonObject> done = QJsonObject{};
    if (storage->state == StorageState::Served) {
        auto detach = [id = storage->id](ClusterTable &table) -> Result<> {
            Storage *const row = table.storage(id);
            if (!row || row->state != StorageState::Served)
                return fail(
                    adminError(adminword::conflict, QStringLiteral("the storage was changed meanwhile")));
            row->state = StorageState::Detached;
            ++row->epoch;
            return {};
        };
        done = co_await world.change(
            std::move(detach), call.caller, QStringLiteral("detach storage ") + storage->name);
        if (!done)
            co_return done;
    }
    // protocol.md 1.7 "The owner's answer": it comes only after the storage is quiet
    const QJsonObject arguments{{QStringLiteral("storage"), storage->id.text()}};
    Result<> quiet;
    if (storage->owner != world.self())
        quiet = co_await world.keeper().tables.pushTo(
            storage->owner, world.ports.clock.in(AdminWorld::longPatience));
    if (quiet) {
        const Result<QJsonObject> told = co_await world.ask(
            storage->owner, QStringLiteral("storage.detach"), arguments, AdminWorld::longPatience);
        if (!told)
            quiet = fail(told.error());
    }
    done->insert(QStringLiteral("storage"), storage->name);
    done->insert(QStringLiteral("quiet"), quiet.has_value());
    if (!quiet) {
        warn(*done,
            QStringLiteral("%1 has not confirmed that it let go: %2. Do not move the disk before it has, or "
                           "before it is powered off")
                .arg(storage->owner.text, textForAdministrator(quiet.error())));
    }
    co_return done;
}

Answer storageCheck(AdminWorld &world, VerbCall call)
{
    const QString path = readPath(call.arguments);
    const QString wanted = call.arguments.optionalText("member");
    const bool isDeep = call.arguments.flag("deep");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf("member", wanted);
    if (!member)
        co_return fail(member.error());
    const QJsonObject arguments{{QStringLiteral("path"), path}, {QStringLiteral("deep"), isDeep}};
    const Result<QJsonObject> answer =
        co_await world.ask(*member, QStringLiteral("storage.check"), arguments, AdminWorld::longPatience);
    co_return answer;
}

Answer storageServe(AdminWorld &world, VerbCall call)
{
    const bool isAlone = call.arguments.flag("alone");
    const QString wanted = call.arguments.optionalText("member");
    if (!isAlone)
        call.arguments.fault("alone",
            QStringLiteral("expected true: members serve by themselves unless they have not compared tables "
                           "with enough others"));
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf("member", wanted);
    if (!member)
        co_return fail(member.error());
    const Result<QJsonObject> answer =
        co_await world.ask(*member, QStringLiteral("storage.serveAlone"), {}, AdminWorld::longPatience);
    co_return answer;
}

} // namespace

std::span<const Verb> storageVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"storage.list", Viewer, Effect::Shows, VerbPlace::AnyMember, storageList},
        {"storage.create", Administrator, Effect::Changes, VerbPlace::Keeper, storageCreate},
        {"storage.attach", Administrator, Effect::Changes, VerbPlace::AnyMember, storageAttach},
        {"storage.detach", Administrator, Effect::Changes, VerbPlace::Keeper, storageDetach},
        {"storage.check", Viewer, Effect::Shows, VerbPlace::AnyMember, storageCheck},
        {"storage.serve", Administrator, Effect::Changes, VerbPlace::AnyMember, storageServe},
    });
    return table;
}

} // namespace homeport
