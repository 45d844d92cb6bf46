// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Choosing the storage of a new account.
#include "server/admin/placement.h"

namespace homeport {

QList<Storage> storagesForNewAccounts(const AdminWorld &world)
{
    QList<Storage> out;
    const ClusterTable table = world.table();
    for (const Storage &storage : table.storages) {
        const Member *const home = table.member(storage.home);
        const bool isReady = home && home->state == AdministrativeState::Ready;
        if (storage.isDefault && isReady && storage.owner == storage.home
            && world.ports.cluster.isServed(storage.id))
            out.append(storage);
    }
    return out;
}

Task<QHash<StorageId, qint64>> accountsPerStorage(AdminWorld &world)
{
    const std::vector<MemberAnswer> answers = co_await world.askAll(QStringLiteral("account.usage"), {});
    QHash<StorageId, qint64> accounts;
    for (const MemberAnswer &member : answers) {
        if (!member.answer)
            continue;
        const QJsonArray usage = member.answer->value(QStringLiteral("storages")).toArray();
        for (const QJsonValue &row : usage) {
            const auto id = StorageId::fromHex(row[QStringLiteral("id")].toString().toLatin1());
            if (id)
                accounts.insert(*id, row[QStringLiteral("accounts")].toInteger());
        }
    }
    co_return accounts;
}

Task<Result<Storage>> leastLoaded(AdminWorld &world)
{
    const QList<Storage> storages = storagesForNewAccounts(world);
    if (storages.isEmpty())
        co_return fail(adminError(
            adminword::unavailable, QStringLiteral("host: no backend serves its default storage now")));
    if (storages.size() == 1)
        co_return storages.first();
    const QHash<StorageId, qint64> accounts = co_await accountsPerStorage(world);
    const auto load = [&accounts](const Storage &storage) {
        return accounts.value(storage.id, std::numeric_limits<qint64>::max());
    };
    co_return *std::min_element(storages.begin(), storages.end(),
        [&load](const Storage &a, const Storage &b) { return load(a) < load(b); });
}

Result<Storage> chosenStorage(const AdminWorld &world, const QString &host, const QString &storageName)
{
    const ClusterTable table = world.table();
    Storage storage;
    if (!storageName.isEmpty()) {
        const Result<Storage> named = world.storage("storage", storageName);
        if (!named)
            return named;
        storage = *named;
    } else {
        const Result<MemberName> member = world.member("host", host);
        if (!member)
            return fail(member.error());
        const Storage *const row = table.defaultStorageOf(*member);
        if (!row)
            return fail(adminError(
                adminword::conflict, QStringLiteral("host: %1 has no default storage").arg(member->text)));
        storage = *row;
    }
    // design.md §5 "Storage": while a storage is with a stand-in, no new account is created on it
    if (storage.owner != storage.home)
        return fail(adminError(adminword::conflict,
            QStringLiteral("host: storage %1 of %2 is with its stand-in %3: create the account elsewhere, or "
                           "restore first")
                .arg(storage.name, storage.home.text, storage.owner.text)));
    return storage;
}

} // namespace homeport
