// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The administrator's part of an old table in a new revision.
#include "shared/model/tablediff.h"
#include "shared/model/tablerows.h"

namespace homeport {

namespace {

Error conflict(const QString &text) { return Error::refused(text.toUtf8(), text, "conflict"); }

bool ownsStorages(const ClusterTable &table, const MemberName &name)
{
    return std::any_of(table.storages.cbegin(), table.storages.cend(),
        [&name](const Storage &row) { return row.owner == name || row.home == name; });
}

Member memberPutBack(const ClusterTable &now, const Member &current, const Member &old, QStringList &notes)
{
    Member row = current;
    row.rights = old.rights;
    row.state = old.state;
    if (current.publicKey == old.publicKey) {
        row.addresses = old.addresses;
        row.adminAddresses = old.adminAddresses;
    } else {
        notes.append(QStringLiteral("%1 runs on another machine since: it keeps its key and addresses")
                         .arg(current.name.text));
    }
    if (!row.rights.store && ownsStorages(now, row.name)) {
        row.rights.store = true;
        notes.append(
            QStringLiteral("%1 keeps the right store: storages belong to it").arg(current.name.text));
    }
    return row;
}

QList<Member> membersPutBack(const ClusterTable &now, const ClusterTable &old, QStringList &notes)
{
    QList<Member> members;
    for (const Member &current : now.members) {
        const Member *const before = old.member(current.name);
        if (before) {
            members.append(memberPutBack(now, current, *before, notes));
            continue;
        }
        members.append(current);
        notes.append(QStringLiteral("%1 was added since and stays (homeportctl member remove takes it out)")
                         .arg(current.name.text));
    }
    for (const Member &before : old.members) {
        if (!now.member(before.name))
            notes.append(QStringLiteral("%1 was removed since and does not come back: invite it again")
                             .arg(before.name.text));
    }
    return members;
}

void noteStorages(const ClusterTable &now, const ClusterTable &old, QStringList &notes)
{
    for (const Rows<Storage> &rows : joined(old.storages, now.storages, now.storages, keyOfStorage)) {
        if (rows.base != rows.ours)
            notes.append(
                QStringLiteral("storage %1 is not put back: its owner, state and epoch stay as they are")
                    .arg(rows.any().name));
    }
}

bool canBeAdministrated(const ClusterTable &table)
{
    const bool hasKeeper = std::any_of(table.members.cbegin(), table.members.cend(),
        [](const Member &row) { return row.rights.keeper && !row.publicKey.isEmpty(); });
    const bool hasAdministrator = std::any_of(table.administrators.cbegin(), table.administrators.cend(),
        [](const Administrator &row) { return row.role == AdministratorRole::Administrator; });
    return hasKeeper && hasAdministrator;
}

} // namespace

Result<MadeTable> putTableBack(const ClusterTable &now, const ClusterTable &old)
{
    MadeTable made{now, {}};
    made.table.members = membersPutBack(now, old, made.notes);
    if (now.administrators != old.administrators) {
        made.table.administrators = old.administrators;
        made.notes.append(
            QStringLiteral("administrators have the roles and passwords of then; their sessions go on"));
    }
    made.table.directory = old.directory;
    noteStorages(now, old, made.notes);
    if (now.authority != old.authority)
        made.notes.append(QStringLiteral("the authority's certificate is not put back"));
    if (made.table.members == now.members && made.table.administrators == now.administrators
        && made.table.directory == now.directory)
        return fail(conflict(QStringLiteral("nothing to put back: members, administrators and directory are "
                                            "as they were in revision %1, as far as they can be")
                                 .arg(old.number)));
    if (!canBeAdministrated(made.table))
        return fail(conflict(QStringLiteral(
            "revision %1 cannot be put back: the result would have no keeper or no administrator")
                                 .arg(old.number)));
    return made;
}

} // namespace homeport
