// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Questions about the accounts of one member: one by one, and many at once for import and reconcile.
#include "server/admin/localoperations.h"

#include "server/admin/adminerror.h"

#include <QJsonArray>

namespace homeport {

namespace {

constexpr qsizetype foldersAtOnce = 1000;
constexpr int largestPage = 5000;

struct AccountFolder
{
    AccountId id;
    QByteArray address;
    StorageId storage;
};

Result<AccountFolder> readAccountFolder(Arguments &arguments)
{
    AccountFolder folder;
    folder.id = arguments.id<AccountId>("id");
    folder.address = arguments.address("address").text();
    folder.storage = arguments.id<StorageId>("storage");
    const Result<> read = arguments.finish();
    if (!read)
        return fail(read.error());
    return folder;
}

Result<QJsonObject> answerOf(const Result<> &done)
{
    if (!done)
        return fail(done.error());
    return QJsonObject{};
}

Result<FolderWanted> wantedFrom(const QJsonObject &json)
{
    Arguments arguments(json);
    FolderWanted wanted;
    wanted.id = arguments.id<AccountId>("id");
    wanted.address = arguments.address("address").text();
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    return wanted;
}

QJsonObject toJson(const FolderMade &made)
{
    if (!made.refused)
        return {{QStringLiteral("id"), made.id.text()}};
    return {{QStringLiteral("error"), textForAdministrator(*made.refused)},
        {QStringLiteral("temporary"), made.refused->isTemporary()}};
}

QJsonObject toJson(const FoundFolder &folder)
{
    QJsonObject json{{QStringLiteral("address"), QString::fromUtf8(folder.address)},
        {QStringLiteral("ageSeconds"), folder.ageSeconds}};
    if (folder.id)
        json.insert(QStringLiteral("id"), folder.id->text());
    if (!folder.problem.isEmpty())
        json.insert(QStringLiteral("problem"), folder.problem);
    return json;
}

} // namespace

Task<Result<QJsonObject>> LocalOperations::accountCreate(Arguments arguments)
{
    const Result<AccountFolder> folder = readAccountFolder(arguments);
    if (!folder)
        co_return fail(folder.error());
    const Result<> done = co_await m_ports.store.createAccount(folder->id, folder->address, folder->storage);
    co_return answerOf(done);
}

Task<Result<QJsonObject>> LocalOperations::accountDelete(Arguments arguments)
{
    const Result<AccountFolder> folder = readAccountFolder(arguments);
    if (!folder)
        co_return fail(folder.error());
    const Result<> done = co_await m_ports.store.deleteAccount(folder->id, folder->address, folder->storage);
    co_return answerOf(done);
}

Task<Result<QJsonObject>> LocalOperations::accountUsage(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    QJsonArray storages;
    const QList<StorageView> views = m_ports.store.storages();
    for (const StorageView &view : views) {
        storages.append(
            QJsonObject{{QStringLiteral("id"), view.id.text()}, {QStringLiteral("accounts"), view.accounts},
                {QStringLiteral("freeBytes"), QString::number(view.freeBytes)}});
    }
    co_return QJsonObject{{QStringLiteral("storages"), storages}};
}

Task<Result<QJsonObject>> LocalOperations::accountCreateMany(Arguments arguments)
{
    const auto storage = arguments.id<StorageId>("storage");
    const QList<QJsonObject> accounts = arguments.objects("accounts", foldersAtOnce);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    QList<FolderWanted> wanted;
    for (const QJsonObject &account : accounts) {
        const Result<FolderWanted> one = wantedFrom(account);
        if (!one)
            co_return fail(one.error());
        wanted.append(*one);
    }
    const Result<QList<FolderMade>> made = co_await m_ports.store.createAccounts(wanted, storage);
    if (!made)
        co_return fail(made.error());
    QJsonArray folders;
    for (const FolderMade &one : *made)
        folders.append(toJson(one));
    co_return QJsonObject{{QStringLiteral("folders"), folders}};
}

Task<Result<QJsonObject>> LocalOperations::accountPresent(Arguments arguments)
{
    const auto storage = arguments.id<StorageId>("storage");
    QList<QByteArray> addresses;
    const QList<Address> asked = arguments.addresses("addresses");
    for (const Address &address : asked)
        addresses.append(address.text());
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QList<bool>> having = co_await m_ports.store.havingFolders(addresses, storage);
    if (!having)
        co_return fail(having.error());
    QJsonArray present;
    for (const bool one : *having)
        present.append(one);
    co_return QJsonObject{{QStringLiteral("present"), present}};
}

Task<Result<QJsonObject>> LocalOperations::accountInventory(Arguments arguments)
{
    const auto storage = arguments.id<StorageId>("storage");
    const QByteArray after = arguments.optionalText("after").toUtf8();
    const int limit = int(arguments.count("limit", 1, largestPage, largestPage));
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<FolderPage> page = co_await m_ports.store.inventory(storage, after, limit);
    if (!page)
        co_return fail(page.error());
    QJsonArray folders;
    for (const FoundFolder &folder : page->folders)
        folders.append(toJson(folder));
    co_return QJsonObject{
        {QStringLiteral("folders"), folders}, {QStringLiteral("next"), QString::fromUtf8(page->next)}};
}

} // namespace homeport
