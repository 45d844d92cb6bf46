// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What stands in the way, named.
#include "server/admin/memberrules.h"

#include <QUrl>

#include <algorithm>

namespace homeport {

namespace {

Error conflict(const QString &text) { return adminError(adminword::conflict, text); }

/// Does that keeper run the directory server of the URI? (tables of before `servers`: by its host)
bool isAt(const DirectoryRow &directory, const QString &uri, const MemberName &name)
{
    const auto known = directory.servers.constFind(uri);
    return known != directory.servers.constEnd() ? *known == name : QUrl(uri).host() == name.text;
}

bool isActingKeeper(const Member &member)
{
    return member.rights.keeper && !member.publicKey.isEmpty()
        && member.state != AdministrativeState::Withdrawn;
}

/// Would nobody else be a keeper that can act?
bool isLastKeeper(const ClusterTable &table, const MemberName &name)
{
    return std::none_of(table.members.begin(), table.members.end(),
        [&name](const Member &member) { return member.name != name && isActingKeeper(member); });
}

/// A storage that the member has something to do with.
Result<> checkStorage(const Storage &storage, const MemberName &name, bool hasAccounts)
{
    if (storage.owner == name && storage.home != name)
        return fail(conflict(QStringLiteral("member: %1 stands in for storage %2 of %3: restore %3 first")
                                 .arg(name.text, storage.name, storage.home.text)));
    if (storage.home == name && storage.owner != name)
        return fail(conflict(QStringLiteral("member: %1 is the home of storage %2, which %3 serves")
                                 .arg(name.text, storage.name, storage.owner.text)));
    if (storage.home == name && storage.state == StorageState::Served)
        return fail(
            conflict(QStringLiteral("member: %1 owns storage %2: reassign it, or detach it when it is empty")
                         .arg(name.text, storage.name)));
    if (storage.home == name && hasAccounts)
        return fail(conflict(
            QStringLiteral("member: accounts have their home at %1 (homeportctl account list --host %1)")
                .arg(name.text)));
    return {};
}

} // namespace

bool hasActingKeeper(const ClusterTable &table)
{
    return std::any_of(table.members.begin(), table.members.end(), isActingKeeper);
}

bool givesUpKeeping(const Member &before, const Member &after)
{
    const bool isWithdrawn = after.state == AdministrativeState::Withdrawn && before.state != after.state;
    return before.rights.keeper && (!after.rights.keeper || isWithdrawn);
}

Error noKeeperLeft(const Member &before, const Member &after)
{
    if (!after.rights.keeper)
        return conflict(
            QStringLiteral("rights: %1 is the last keeper that is not withdrawn: make another member a "
                           "keeper first")
                .arg(before.name.text));
    return conflict(QStringLiteral("state: %1 is the last keeper that is not withdrawn: make another member "
                                   "a keeper first")
                        .arg(before.name.text));
}

bool isDirectoryWriter(const ClusterTable &table, const MemberName &name)
{
    return table.directory.managed && isAt(table.directory, table.directory.writer, name);
}

Result<> addMember(ClusterTable &table, const Member &member)
{
    if (table.member(member.name))
        return fail(conflict(QStringLiteral("name: member %1 exists").arg(member.name.text)));
    table.members.append(member);
    return {};
}

Result<> changeRow(ClusterTable &table, const MemberName &name, const MemberChange &change)
{
    Member *const row = table.member(name);
    if (!row)
        return fail(adminError(
            adminword::noSuchMember, QStringLiteral("member: %1 was removed meanwhile").arg(name.text)));
    if (change.rights && row->rights.store && !change.rights->store && !table.storagesOwnedBy(name).isEmpty())
        return fail(conflict(
            QStringLiteral("rights: %1 serves storages and needs the right store: reassign them first")
                .arg(name.text)));
    row->rights = change.rights.value_or(row->rights);
    row->addresses = change.addresses.value_or(row->addresses);
    row->adminAddresses = change.adminAddresses.value_or(row->adminAddresses);
    row->state = change.state.value_or(row->state);
    return {};
}

Result<> changeMember(ClusterTable &table, const MemberName &name, const MemberChange &change)
{
    const Member *const row = table.member(name);
    const Member before = row ? *row : Member();
    const Result<> changed = changeRow(table, name, change);
    if (!changed)
        return changed;
    const Member after = *table.member(name);
    if (givesUpKeeping(before, after) && !hasActingKeeper(table))
        return fail(noKeeperLeft(before, after));
    return {};
}

Result<> checkState(const ClusterTable &table, const MemberName &name, AdministrativeState state)
{
    const Member *const row = table.member(name);
    if (!row)
        return fail(adminError(
            adminword::noSuchMember, QStringLiteral("member: %1 was removed meanwhile").arg(name.text)));
    if (state == AdministrativeState::Withdrawn && row->rights.keeper && isLastKeeper(table, name))
        return fail(
            conflict(QStringLiteral("member: %1 is the last keeper that is not withdrawn: make another "
                                    "member a keeper first")
                         .arg(name.text)));
    return {};
}

Result<> checkRemoval(const ClusterTable &table, const MemberName &name, bool hasAccounts)
{
    const Member *const row = table.member(name);
    if (!row)
        return fail(adminError(
            adminword::noSuchMember, QStringLiteral("member: %1 was removed meanwhile").arg(name.text)));
    if (row->rights.keeper && isLastKeeper(table, name))
        return fail(
            conflict(QStringLiteral("member: %1 is the last keeper that is not withdrawn").arg(name.text)));
    if (isDirectoryWriter(table, name))
        return fail(
            conflict(QStringLiteral("member: %1 runs the directory's writer (%2): make another keeper "
                                    "the writer first: homeportctl directory promote")
                         .arg(name.text, table.directory.writer)));
    for (const Storage &storage : table.storages) {
        const Result<> allowed = checkStorage(storage, name, hasAccounts);
        if (!allowed)
            return allowed;
    }
    return {};
}

void removeMember(ClusterTable &table, const MemberName &name, qint64 now)
{
    const Member *const row = table.member(name);
    if (row && !row->publicKey.isEmpty())
        table.removed.append({name, row->publicKey, QDateTime::fromMSecsSinceEpoch(now, Qt::UTC)});
    table.members.removeIf([&name](const Member &m) { return m.name == name; });
    table.storages.removeIf([&name](const Storage &s) { return s.home == name; }); // detached and empty
    DirectoryRow &directory = table.directory;
    if (!directory.managed)
        return;
    directory.readers.removeIf([&](const QString &uri) { return isAt(directory, uri, name); });
    directory.servers.removeIf([&name](const auto &server) { return server.value() == name; });
}

} // namespace homeport
