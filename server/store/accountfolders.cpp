// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Making, checking, finding and removing account folders.
#include "server/store/accountfolders.h"

#include "shared/base/clock.h"
#include "shared/mail/address.h"

#include <cerrno>

namespace homeport {

const QByteArray statusOtherId = "other-id";

const QByteArray accountIdFile = ".homeport-account";

Result<FolderPath> folderPathOf(const QByteArray &address)
{
    const qsizetype at = address.lastIndexOf('@');
    const FolderPath path{address.mid(at + 1), address.left(std::max<qsizetype>(at, 0))};
    // what passes here holds neither '/' nor a leading dot: it cannot leave the storage
    if (const auto good = checkDomainName(path.domain); !good)
        return fail(good.error());
    if (const auto good = checkAccountName(path.name); !good)
        return fail(good.error());
    return path;
}

QByteArray accountIdText(const AccountName &account)
{
    return "homeport-account 1\nid " + account.id.hex() + "\naddress " + account.address + '\n';
}

std::optional<AccountId> accountIdIn(const QByteArray &text)
{
    const QList<QByteArray> lines = text.split('\n');
    if (lines.size() < 2 || lines.at(0) != "homeport-account 1" || !lines.at(1).startsWith("id "))
        return std::nullopt;
    return AccountId::fromHex(lines.at(1).mid(3));
}

namespace {
const QByteArray deletedFolder = ".deleted";
constexpr qint64 keptMs = 30LL * 24 * 60 * 60 * 1000;

Error otherId(const AccountName &account, const QByteArray &found)
{
    return Error::temporary("mailbox unavailable, try again later",
        QStringLiteral("the folder of %1 holds id %2, the record says %3")
            .arg(QString::fromUtf8(account.address), QString::fromLatin1(found), account.id.text()),
        statusOtherId);
}
} // namespace

Result<FileDescriptor> AccountFolders::open(const AccountName &account, WhenMissing whenMissing)
{
    const auto path = folderPathOf(account.address);
    if (!path)
        return fail(path.error());
    for (int attempt = 0;; ++attempt) {
        const auto domain = openDirectory(m_root->directory(), path->domain);
        auto folder = domain ? openDirectory(domain->get(), path->name)
                             : fileFail(domain.error().number, domain.error().what);
        if (folder) {
            if (const auto checked = check(folder->get(), account, whenMissing); !checked)
                return fail(checked.error());
            return std::move(*folder);
        }
        if (folder.error().number != ENOENT || whenMissing == WhenMissing::Fail || attempt > 0)
            return fail(folder.error());
        if (const auto made = make(path->domain, path->name); !made)
            return fail(made.error());
    }
}

Result<> AccountFolders::make(const QByteArray &domain, const QByteArray &name)
{
    Volume &volume = m_root->volume();
    if (volume.isSick())
        return fail(Volume::sickError());
    if (const auto made = volume.makeDirectory(m_root->directory(), domain); !made)
        return fail(made.error());
    const auto domainFolder = openDirectory(m_root->directory(), domain);
    if (!domainFolder)
        return fail(domainFolder.error());
    if (const auto synced = volume.sync(m_root->directory(), domain); !synced)
        return fail(synced.error());
    if (const auto made = volume.makeDirectory(domainFolder->get(), name); !made)
        return fail(made.error());
    if (const auto synced = volume.sync(domainFolder->get(), name); !synced)
        return fail(synced.error());
    return {};
}

Result<> AccountFolders::check(int folder, const AccountName &account, WhenMissing whenMissing)
{
    auto text = readWholeFile(folder, accountIdFile, 4096);
    if (!text && text.error().number == ENOENT && whenMissing == WhenMissing::Make) {
        const std::lock_guard guard(m_making);
        text = readWholeFile(folder, accountIdFile, 4096); // another thread may have been faster
        if (!text && text.error().number == ENOENT) {
            Volume &volume = m_root->volume();
            for (const char *name : {"cur", "new", "tmp"}) {
                if (const auto made = volume.makeDirectory(folder, name); !made)
                    return fail(made.error());
            }
            return volume.writeDurably(folder, accountIdFile, accountIdText(account));
        }
    }
    if (!text)
        return fail(text.error());
    const auto id = accountIdIn(*text);
    if (!id || *id != account.id)
        return fail(otherId(account, id ? id->hex() : "(unreadable)"));
    return {};
}

Result<> AccountFolders::remove(const AccountName &account, qint64 nowMs)
{
    const auto folder = open(account, WhenMissing::Fail);
    const auto path = folderPathOf(account.address);
    if (!path)
        return fail(path.error());
    const auto domain = openDirectory(m_root->directory(), path->domain);
    if (!domain)
        return domain.error().number == ENOENT ? Result<>() : fail(domain.error());
    if (!folder) {
        const auto status = statAt(domain->get(), path->name);
        return !status && status.error().number == ENOENT ? Result<>() : fail(folder.error());
    }
    Volume &volume = m_root->volume();
    if (const auto made = volume.makeDirectory(m_root->directory(), deletedFolder); !made)
        return fail(made.error());
    const auto deleted = openDirectory(m_root->directory(), deletedFolder);
    if (!deleted)
        return fail(deleted.error());
    const QByteArray target = account.id.hex() + '-' + QByteArray::number(nowMs / 1000);
    if (const auto moved = volume.rename(domain->get(), path->name, deleted->get(), target); !moved)
        return fail(moved.error());
    for (const int directory : {m_root->directory(), deleted->get(), domain->get()}) {
        if (const auto synced = volume.sync(directory, target); !synced)
            return fail(synced.error());
    }
    return {};
}

Result<> AccountFolders::forEach(
    const std::function<void(const QByteArray &, const QByteArray &, int)> &visit)
{
    const auto domains = namesIn(m_root->directory());
    if (!domains)
        return fail(domains.error());
    for (const QByteArray &domain : *domains) {
        if (!checkDomainName(domain))
            continue;
        const auto folder = openDirectory(m_root->directory(), domain);
        if (!folder)
            continue; // a file, or a link: none of ours
        const auto names = namesIn(folder->get());
        if (!names)
            return fail(names.error());
        for (const QByteArray &name : *names) {
            if (checkAccountName(name))
                visit(domain, name, folder->get());
        }
    }
    return {};
}

Result<QHash<AccountId, QByteArray>> AccountFolders::find(const QSet<AccountId> &ids, bool *isComplete)
{
    *isComplete = true;
    QHash<AccountId, QByteArray> found;
    const auto searched = forEach([&](const QByteArray &domain, const QByteArray &name, int domainFolder) {
        const auto folder = openDirectory(domainFolder, name);
        const auto text =
            folder ? readWholeFile(folder->get(), accountIdFile, 4096) : tl::unexpected(folder.error());
        const auto id = text ? accountIdIn(*text) : std::nullopt;
        const bool isAbsent = !text && (text.error().number == ENOENT || text.error().number == ENOTDIR);
        if (!id && !isAbsent)
            *isComplete = false;
        if (id && ids.contains(*id))
            found.insert(*id, name + '@' + domain);
    });
    if (!searched)
        return fail(searched.error());
    return found;
}

Result<qint64> AccountFolders::count()
{
    qint64 accounts = 0;
    if (const auto counted = forEach([&](const QByteArray &, const QByteArray &, int) { ++accounts; });
        !counted)
        return fail(counted.error());
    return accounts;
}

Result<> AccountFolders::purge(qint64 nowMs)
{
    const auto deleted = openDirectory(m_root->directory(), deletedFolder);
    if (!deleted)
        return deleted.error().number == ENOENT ? Result<>() : fail(deleted.error());
    const auto names = namesIn(deleted->get());
    if (!names)
        return fail(names.error());
    for (const QByteArray &name : *names) {
        bool isNumber = false;
        const qint64 seconds = name.mid(name.lastIndexOf('-') + 1).toLongLong(&isNumber);
        if (!isNumber || ageMs(seconds * 1000, nowMs) < keptMs)
            continue;
        if (const auto removed = m_root->volume().removeTree(deleted->get(), name); !removed)
            return fail(removed.error());
    }
    return {};
}

} // namespace homeport
