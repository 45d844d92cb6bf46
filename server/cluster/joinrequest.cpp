// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a joiner sends, and what becomes of the table by it.
#include "server/cluster/joindesk.h"

#include "server/cluster/linkdialer.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

QJsonArray attachedToJson(const QList<AttachedStorage> &attached)
{
    QJsonArray json;
    for (const AttachedStorage &storage : attached) {
        json.append(QJsonObject{{QStringLiteral("id"), storage.id.text()},
            {QStringLiteral("epoch"), qint64(storage.epoch)},
            {QStringLiteral("detached"), storage.isDetached}, {QStringLiteral("proof"), storage.proof}});
    }
    return json;
}

Result<AttachedStorage> attachedFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    AttachedStorage storage;
    storage.id = reader.id<StorageId>("id");
    storage.epoch = quint64(reader.count("epoch"));
    storage.isDetached = reader.boolean("detached");
    storage.proof = reader.text("proof").left(500);
    return reader.finish(storage);
}

Result<Storage> newStorageFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Storage storage;
    storage.id = reader.id<StorageId>("id");
    storage.name = reader.filledText("name");
    return reader.finish(storage);
}

/// The rows of storages that a newcomer made: epoch 1, served by it, the first one its default.
Result<> addStorages(ClusterTable &table, const JoinRequest &request, const Rights &rights)
{
    if (request.storages.isEmpty() || rights.store == false)
        return {};
    for (const Storage &made : request.storages) {
        if (table.storage(made.id))
            continue; // the same join again
        if (table.storageByName(made.name))
            return fail(
                Error::refused("a storage named " + made.name.toUtf8() + " exists already", {}, "409"));
        Storage row{made.id, made.name, request.name, request.name, 1, StorageState::Served, false};
        row.isDefault = table.defaultStorageOf(request.name) == nullptr;
        table.storages.append(row);
    }
    return {};
}

Error stale(const AttachedStorage &attached, const Storage *row, const MemberName &name)
{
    if (!row)
        return Error::refused(
            "the storage " + attached.id.hex() + " is not in this cluster's table", {}, "409");
    if (row->owner != name)
        return Error::refused("storage " + row->name.toUtf8() + " belongs to " + row->owner.utf8()
                + " by the table: reassign or restore it instead of attaching it here",
            {}, "409");
    return Error::refused("the label of storage " + row->name.toUtf8() + " has epoch "
            + QByteArray::number(attached.epoch) + ", the table " + QByteArray::number(row->epoch)
            + ": it may be a stale copy; join without it and use storage attach --only-copy if it is not",
        {}, "409");
}

/// The lost member's storages: those whose disks the stand-by machine has stay served, by it; the others
/// wait, detached, until they are attached. Every one gets the next epoch.
Result<> handOver(ClusterTable &table, const JoinRequest &request)
{
    QHash<StorageId, AttachedStorage> attached;
    for (const AttachedStorage &storage : request.attached) {
        const Storage *const row = table.storage(storage.id);
        const bool missedDetach = row && row->state == StorageState::Detached && !storage.isDetached
            && storage.epoch + 1 == row->epoch;
        if (!row || row->owner != request.name || (storage.epoch != row->epoch && !missedDetach))
            return fail(stale(storage, row, request.name));
        attached.insert(storage.id, storage);
    }
    for (Storage &storage : table.storages) {
        if (storage.owner != request.name)
            continue;
        if (attached.contains(storage.id)) {
            storage.epoch += 1;
            storage.state = StorageState::Served;
        } else if (storage.state == StorageState::Served) {
            storage.epoch += 1;
            storage.state = StorageState::Detached;
        } // else: let go cleanly before, and its label says so with this epoch
    }
    return {};
}

} // namespace

QJsonObject toJson(const JoinRequest &request)
{
    QJsonArray storages;
    for (const Storage &storage : request.storages)
        storages.append(
            QJsonObject{{QStringLiteral("id"), storage.id.text()}, {QStringLiteral("name"), storage.name}});
    QJsonObject json{
        {QStringLiteral("storages"), storages},
        {QStringLiteral("name"), request.name.text},
        {QStringLiteral("secret"), QString::fromLatin1(request.secret.reveal().toHex())},
        {QStringLiteral("publicKey"), QString::fromLatin1(request.publicKey.toBase64())},
        {QStringLiteral("request"), QString::fromLatin1(request.request)},
        {QStringLiteral("serverRequest"), QString::fromLatin1(request.serverRequest)},
        {QStringLiteral("addresses"), QJsonArray::fromStringList(request.addresses)},
        {QStringLiteral("adminAddresses"), QJsonArray::fromStringList(request.adminAddresses)},
        {QStringLiteral("replace"), request.replace},
    };
    if (!request.attached.isEmpty())
        json.insert(QStringLiteral("attached"), attachedToJson(request.attached));
    return json;
}

Result<JoinRequest> joinRequestFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    JoinRequest request;
    request.name = reader.memberName("name");
    request.secret = Secret(QByteArray::fromHex(reader.filledText("secret").toLatin1()));
    request.publicKey = reader.base64("publicKey", 32, false);
    request.request = reader.filledText("request").toLatin1();
    request.serverRequest = reader.filledText("serverRequest").toLatin1();
    request.addresses = reader.texts("addresses");
    request.adminAddresses = reader.texts("adminAddresses");
    request.storages = reader.list<Storage>("storages", newStorageFromJson);
    request.replace = reader.boolean("replace");
    if (json.contains(QStringLiteral("attached")))
        request.attached = reader.list<AttachedStorage>("attached", attachedFromJson);
    for (const QString &address : request.addresses + request.adminAddresses) {
        if (!splitEndpoint(address))
            reader.fault("addresses", QStringLiteral("\"%1\" is no host:port").arg(address));
    }
    return reader.finish(request);
}

Result<> admitMember(ClusterTable &table, const JoinRequest &request, const Rights &rights)
{
    Member *row = table.member(request.name);
    if (!row) {
        Member fresh;
        fresh.name = request.name;
        fresh.rights = rights;
        table.members.append(fresh);
        row = &table.members.last();
    } else if (!row->publicKey.isEmpty() && row->publicKey != request.publicKey) {
        if (!request.replace)
            return fail(
                Error::refused("member " + request.name.utf8() + " exists: use --replace", {}, "409"));
        if (const Result<> handed = handOver(table, request); !handed)
            return handed;
        table.removed.append({row->name, row->publicKey, QDateTime::currentDateTimeUtc()});
    } // else: a row that was made before its member joins keeps its rights
    row->publicKey = request.publicKey;
    row->addresses = request.addresses;
    row->adminAddresses = request.adminAddresses;
    return addStorages(table, request, row->rights);
}

} // namespace homeport
