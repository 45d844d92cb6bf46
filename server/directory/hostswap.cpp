// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The compare-and-swap of an account's host.
#include "server/directory/ldapdirectoryeditor.h"

namespace homeport {

QList<LdapChange> hostSwap(const DirectoryEditor::HostChange &change, const DirectoryNames &names)
{
    using Kind = LdapChange::Kind;
    const AccountRecord &was = change.account;
    QList<LdapChange> list{{Kind::Delete, names.hostServer, {was.hostServer.utf8()}},
        {Kind::Add, names.hostServer, {change.newHost.utf8()}}};
    if (!was.oldHostServer.isEmpty())
        list.append({Kind::Delete, names.oldHostServer, {was.oldHostServer.utf8()}});
    if (change.newOldHost)
        list.append({Kind::Add, names.oldHostServer, {change.newOldHost->utf8()}});
    if (change.moveTo) {
        if (was.storage)
            list.append({Kind::Delete, names.accountStorage, {was.storage->hex()}});
        if (was.storage && was.isStorageImplied)
            list.append({Kind::Delete, names.accountStorageImplied, {"TRUE"}});
        list.append({Kind::Add, names.accountStorage, {change.moveTo->hex()}});
    } else if (was.storage && was.isStorageImplied && change.dropImpliedStorage) {
        list.append({Kind::Delete, names.accountStorage, {was.storage->hex()}});
        list.append({Kind::Delete, names.accountStorageImplied, {"TRUE"}});
    } else if (was.storage) { // unchanged, but it must still be this one
        list.append({Kind::Delete, names.accountStorage, {was.storage->hex()}});
        list.append({Kind::Add, names.accountStorage, {was.storage->hex()}});
    } else if (change.storage) {
        list.append({Kind::Add, names.accountStorage, {change.storage->hex()}});
        list.append({Kind::Add, names.accountStorageImplied, {"TRUE"}});
    }
    return list;
}

} // namespace homeport
