// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Folders of an account: open, list, make, remove, rename.
#include "server/store/accountdisk.h"

#include "shared/mail/mutf7.h"

#include <QMap>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace homeport {

namespace {
const QByteArray removedPrefix = "homeport-removed.";

bool isBelow(const QByteArray &diskName, const QByteArray &parent)
{
    return diskName.startsWith(parent + '.');
}
} // namespace

Error noSuchMailbox() { return Error::refused("no such mailbox", {}, "NONEXISTENT"); }

QByteArray canonicalMailboxName(const QByteArray &name)
{
    const qsizetype dot = name.indexOf(MailAccount::separator);
    const QByteArray first = dot < 0 ? name : name.left(dot);
    return equalIgnoringCase(first, "INBOX") ? "INBOX" + name.mid(first.size()) : name;
}

Result<QByteArray> diskNameOf(const QByteArray &mailbox)
{
    const QByteArray name = canonicalMailboxName(mailbox);
    if (name == "INBOX")
        return QByteArray();
    const auto encoded = encodeModifiedUtf7(name);
    const bool hasControls =
        std::any_of(name.begin(), name.end(), [](char c) { return quint8(c) < 0x20 || quint8(c) == 0x7f; });
    // '/' would leave the folder; an empty level would be "..", or meet another name on disk
    if (!encoded || hasControls || name.contains('/') || name.split('.').contains(QByteArray()))
        return fail(Error::refused("invalid mailbox name", {}, "CANNOT"));
    if (encoded->size() > 200)
        return fail(Error::refused("mailbox name too long", {}, "CANNOT"));
    return '.' + *encoded;
}

std::optional<QByteArray> mailboxOf(const QByteArray &diskName)
{
    if (!diskName.startsWith('.'))
        return std::nullopt;
    const auto name = decodeModifiedUtf7(diskName.mid(1));
    if (!name)
        return std::nullopt;
    const auto again = diskNameOf(*name);
    return again && *again == diskName ? name : std::nullopt;
}

Result<FileDescriptor> AccountDisk::open(WhenMissing whenMissing) const
{
    return m_storage->accounts().open(m_account, whenMissing);
}

Result<FileDescriptor> AccountDisk::openFolder(const QByteArray &diskName) const
{
    auto root = open();
    if (!root || diskName.isEmpty())
        return root;
    auto folder = openDirectory(root->get(), diskName);
    if (folder)
        return std::move(*folder);
    return folder.error().number == ENOENT ? fail(noSuchMailbox()) : fail(folder.error());
}

Result<> AccountDisk::mayChange() const
{
    if (volume().isSick())
        return fail(Volume::sickError());
    return m_storage->checkOurs();
}

Result<QList<MailboxEntry>> AccountDisk::list() const
{
    const auto root = open();
    if (!root)
        return fail(root.error());
    const auto names = namesIn(root->get());
    if (!names)
        return fail(names.error());
    QMap<QByteArray, MailboxEntry> entries;
    for (const QByteArray &diskName : *names) {
        const auto mailbox = mailboxOf(diskName);
        const auto status = mailbox ? statAt(root->get(), diskName) : fileFail(ENOENT, {});
        if (!status || !S_ISDIR(status->st_mode))
            continue;
        entries.insert(*mailbox, {*mailbox, true, entries.value(*mailbox).hasChildren});
        for (qsizetype dot = mailbox->lastIndexOf('.'); dot > 0; dot = mailbox->lastIndexOf('.', dot - 1)) {
            const QByteArray parent = mailbox->left(dot);
            const bool isKnown = entries.contains(parent) && entries[parent].selectable;
            entries.insert(parent, {parent, isKnown, true});
        }
    }
    const bool inboxHasChildren = entries.take("INBOX").hasChildren;
    QList<MailboxEntry> list{{"INBOX", true, inboxHasChildren}};
    for (const MailboxEntry &entry : entries)
        list.append(entry);
    return list;
}

Result<> AccountDisk::makeFolder(int root, const QByteArray &diskName)
{
    if (const auto made = volume().makeDirectory(root, diskName); !made)
        return fail(made.error());
    const auto folder = openDirectory(root, diskName);
    if (!folder)
        return fail(folder.error());
    for (const char *part : {"cur", "new", "tmp"}) {
        if (const auto made = volume().makeDirectory(folder->get(), part); !made)
            return fail(made.error());
    }
    const auto mark = volume().openFile(folder->get(), "maildirfolder", O_WRONLY | O_CREAT); // Maildir++
    if (!mark)
        return fail(mark.error());
    if (const auto synced = volume().sync(folder->get(), diskName); !synced)
        return fail(synced.error());
    if (const auto synced = volume().sync(root, diskName); !synced)
        return fail(synced.error());
    return {};
}

Result<> AccountDisk::create(const QByteArray &name)
{
    const auto diskName = diskNameOf(name);
    if (!diskName)
        return fail(diskName.error());
    const auto root = open();
    if (!root)
        return fail(root.error());
    if (diskName->isEmpty() || statAt(root->get(), *diskName))
        return fail(Error::refused("mailbox exists", {}, "ALREADYEXISTS"));
    if (const auto may = mayChange(); !may)
        return may;
    if (const auto made = makeFolder(root->get(), *diskName); !made)
        return made;
    return stillOurs();
}

Result<> AccountDisk::remove(const QByteArray &name)
{
    const auto diskName = diskNameOf(name);
    if (!diskName)
        return fail(diskName.error());
    if (diskName->isEmpty())
        return fail(Error::refused("INBOX cannot be deleted", {}, "CANNOT")); // RFC 3501 6.3.4
    const auto root = open();
    if (!root)
        return fail(root.error());
    if (!statAt(root->get(), *diskName))
        return fail(noSuchMailbox());
    if (const auto may = mayChange(); !may)
        return may;
    // first out of sight in one step, then piece by piece; the children stay (RFC 3501 6.3.4)
    const QByteArray away = removedPrefix + randomBytes(8).toHex();
    if (const auto moved = volume().rename(root->get(), *diskName, root->get(), away); !moved)
        return fail(moved.error());
    if (const auto synced = volume().sync(root->get(), away); !synced)
        return fail(synced.error());
    if (const auto removed = volume().removeTree(root->get(), away); !removed)
        m_storage->alarm(
            removed.error().toError().forLog); // out of sight already; the next sweep tries again
    return stillOurs();
}

Result<QList<std::pair<QByteArray, QByteArray>>> AccountDisk::rename(
    const QByteArray &from, const QByteArray &to)
{
    const auto oldName = diskNameOf(from);
    const auto newName = diskNameOf(to);
    if (!oldName || !newName)
        return fail((oldName ? newName : oldName).error());
    const auto root = open();
    if (!root)
        return fail(root.error());
    const auto names = namesIn(root->get());
    if (!names)
        return fail(names.error());
    QList<std::pair<QByteArray, QByteArray>> moves;
    for (const QByteArray &name : *names) {
        if (name == *oldName || isBelow(name, *oldName))
            moves.append({name, *newName + name.mid(oldName->size())});
    }
    if (moves.isEmpty())
        return fail(noSuchMailbox());
    if (isBelow(*newName, *oldName))
        return fail(Error::refused("a mailbox cannot be moved below itself", {}, "CANNOT"));
    for (const auto &move : moves) {
        if (newName->isEmpty() || names->contains(move.second))
            return fail(Error::refused("mailbox exists", {}, "ALREADYEXISTS"));
        if (move.second.size() > 250)
            return fail(Error::refused("mailbox name too long", {}, "CANNOT"));
    }
    if (const auto may = mayChange(); !may)
        return fail(may.error());
    std::sort(moves.begin(), moves.end());
    for (const auto &[before, after] : std::as_const(moves)) {
        if (const auto moved = volume().rename(root->get(), before, root->get(), after); !moved)
            return fail(moved.error());
    }
    if (const auto synced = volume().sync(root->get(), *newName); !synced)
        return fail(synced.error());
    if (const auto ours = stillOurs(); !ours)
        return fail(ours.error());
    return moves;
}

} // namespace homeport
