// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many account folders at once: made for an import, listed for a comparison with the directory.
#include "server/store/accountfolders.h"

#include "shared/base/clock.h"
#include "shared/mail/address.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <map>

namespace homeport {

namespace {

constexpr qint64 idLimit = 4096;

/// Nothing was ever delivered into it, and no mailbox made: what an interrupted attempt leaves.
bool neverUsed(int folder)
{
    const auto names = namesIn(folder);
    if (!names)
        return false;
    for (const QByteArray &name : *names) {
        if (name == accountIdFile)
            continue;
        if (name != "cur" && name != "new" && name != "tmp")
            return false;
        const auto inside = openDirectory(folder, name);
        const auto files = inside ? namesIn(inside->get()) : tl::unexpected(inside.error());
        if (!files || !files->isEmpty())
            return false;
    }
    return true;
}

Error taken(const AccountName &account, const QString &found)
{
    const QString text =
        QStringLiteral("the folder of %1 is there already and holds %2: it is another account's mail "
                       "(homeportctl account reconcile shows it)")
            .arg(QString::fromUtf8(account.address), found);
    return Error::refused("the folder is taken", text, statusOtherId);
}

/// The `limit` smallest names behind `after`, sorted; memory for no more than that.
FileResult<QList<QByteArray>> smallestNames(int folder, const QByteArray &after, qsizetype limit)
{
    std::vector<QByteArray> heap; // the largest in front
    const auto visited = visitNames(folder, [&](const char *text) {
        const QByteArrayView name(text);
        if (name <= after || (qsizetype(heap.size()) == limit && name >= heap.front()))
            return;
        if (!checkAccountName(name))
            return;
        heap.push_back(name.toByteArray());
        std::push_heap(heap.begin(), heap.end());
        if (qsizetype(heap.size()) > limit) {
            std::pop_heap(heap.begin(), heap.end());
            heap.pop_back();
        }
    });
    if (!visited)
        return tl::unexpected(visited.error());
    std::sort_heap(heap.begin(), heap.end());
    return QList<QByteArray>(heap.begin(), heap.end());
}

FoundFolder look(int domainFolder, const QByteArray &name, const QByteArray &domain, qint64 nowMs)
{
    FoundFolder found;
    found.address = name + '@' + domain;
    const auto folder = openDirectory(domainFolder, name);
    if (!folder) {
        found.problem = folder.error().toError().forLog;
        return found;
    }
    const auto file = openForReading(folder->get(), accountIdFile);
    const auto status = statOf(file ? file->get() : folder->get());
    if (status)
        found.ageSeconds = ageMs(modifiedNs(*status) / 1'000'000, nowMs) / 1000;
    if (!file && file.error().number == ENOENT)
        return found; // a Maildir brought along: it gets its id when it is first used
    const auto text = file && status && S_ISREG(status->st_mode)
        ? readAt(file->get(), 0, std::min<qint64>(status->st_size, idLimit))
        : fileFail(EINVAL, QStringLiteral("read ") + QString::fromLatin1(accountIdFile));
    if (!text)
        found.problem = text.error().toError().forLog;
    else if (found.id = accountIdIn(*text); !found.id)
        found.problem = QStringLiteral("%1 holds no id").arg(QString::fromLatin1(accountIdFile));
    return found;
}

} // namespace

/// A crash before the flush leaves an id file without its text: then the folder is one that was never used,
/// and the next attempt writes it again.
Result<AccountId> AccountFolders::makeOne(
    int domainFolder, const QByteArray &name, const AccountName &account)
{
    Volume &volume = m_root->volume();
    if (const auto made = volume.makeDirectory(domainFolder, name); !made)
        return fail(made.error());
    const auto folder = openDirectory(domainFolder, name);
    if (!folder)
        return fail(folder.error());
    for (const char *part : {"cur", "new", "tmp"}) {
        if (const auto made = volume.makeDirectory(folder->get(), part); !made)
            return fail(made.error());
    }
    const auto text = readWholeFile(folder->get(), accountIdFile, idLimit);
    if (!text && text.error().number != ENOENT)
        return fail(text.error());
    if (text) {
        const auto id = accountIdIn(*text);
        if (id && (*id == account.id || neverUsed(folder->get())))
            return *id;
        if (id || !neverUsed(folder->get()))
            return fail(taken(account,
                id ? QStringLiteral("id %1").arg(id->text()) : QStringLiteral("an id that cannot be read")));
        if (const auto gone = volume.unlink(folder->get(), accountIdFile); !gone)
            return fail(gone.error());
    }
    const auto file = volume.openFile(folder->get(), accountIdFile, O_WRONLY | O_CREAT | O_EXCL);
    if (!file)
        return fail(file.error());
    if (const auto written = volume.writeAt(file->get(), 0, accountIdText(account), accountIdFile); !written)
        return fail(written.error());
    return account.id;
}

Result<QList<FolderMade>> AccountFolders::makeMany(const QList<FolderWanted> &accounts)
{
    Volume &volume = m_root->volume();
    if (volume.isSick())
        return fail(Volume::sickError());
    QList<FolderMade> out;
    std::map<QByteArray, FileDescriptor> domains;
    {
        const std::lock_guard guard(m_making); // nobody reads an id that is half written
        for (const FolderWanted &account : accounts) {
            const auto path = folderPathOf(account.address);
            if (!path) {
                out.append({account.id, path.error()});
                continue;
            }
            auto domain = domains.find(path->domain);
            if (domain == domains.end()) {
                if (const auto made = volume.makeDirectory(m_root->directory(), path->domain); !made)
                    return fail(made.error());
                auto folder = openDirectory(m_root->directory(), path->domain);
                if (!folder)
                    return fail(folder.error());
                domain = domains.emplace(path->domain, std::move(*folder)).first;
            }
            const auto made = makeOne(domain->second.get(), path->name, {account.id, account.address});
            if (made)
                out.append({*made, std::nullopt});
            else
                out.append({account.id, made.error()});
        }
    }
    const auto synced = volume.syncAll(m_root->directory(), "new accounts");
    if (!synced)
        return fail(synced.error());
    if (!*synced) {
        if (const auto each = syncEach(accounts, out); !each)
            return fail(each.error());
    }
    return out;
}

/// Where the system cannot flush a file system as a whole.
Result<> AccountFolders::syncEach(const QList<FolderWanted> &accounts, const QList<FolderMade> &made)
{
    Volume &volume = m_root->volume();
    if (const auto synced = volume.sync(m_root->directory(), "storage"); !synced)
        return fail(synced.error());
    QSet<QByteArray> domains;
    for (qsizetype i = 0; i < accounts.size(); ++i) {
        const auto path = folderPathOf(accounts[i].address);
        if (made[i].refused || !path)
            continue;
        const auto domain = openDirectory(m_root->directory(), path->domain);
        const auto folder = domain ? openDirectory(domain->get(), path->name)
                                   : fileFail(domain.error().number, domain.error().what);
        const auto file = folder ? openForReading(folder->get(), accountIdFile)
                                 : fileFail(folder.error().number, folder.error().what);
        if (!file)
            return fail(file.error());
        for (const int each : {file->get(), folder->get()}) {
            if (const auto synced = volume.sync(each, path->name); !synced)
                return fail(synced.error());
        }
        domains.insert(path->domain);
    }
    for (const QByteArray &name : std::as_const(domains)) {
        const auto domain = openDirectory(m_root->directory(), name);
        if (!domain)
            return fail(domain.error());
        if (const auto synced = volume.sync(domain->get(), name); !synced)
            return fail(synced.error());
    }
    return {};
}

Result<QList<bool>> AccountFolders::having(const QList<QByteArray> &addresses)
{
    QList<bool> out;
    for (const QByteArray &address : addresses) {
        const auto path = folderPathOf(address);
        const auto domain = path ? openDirectory(m_root->directory(), path->domain) : fileFail(ENOENT, {});
        const auto status =
            domain ? statAt(domain->get(), path->name) : fileFail(domain.error().number, domain.error().what);
        if (!status && status.error().number != ENOENT && status.error().number != ENOTDIR)
            return fail(status.error());
        out.append(status.has_value());
    }
    return out;
}

Result<FolderPage> AccountFolders::inventory(const QByteArray &after, int limit, qint64 nowMs)
{
    const qsizetype slash = after.indexOf('/');
    const QByteArray afterDomain = after.left(std::max<qsizetype>(slash, 0));
    const QByteArray afterName = after.mid(slash + 1);
    auto domains = namesIn(m_root->directory());
    if (!domains)
        return fail(domains.error());
    std::sort(domains->begin(), domains->end());
    FolderPage page;
    for (const QByteArray &domain : std::as_const(*domains)) {
        if (domain < afterDomain || !checkDomainName(domain))
            continue;
        const auto folder = openDirectory(m_root->directory(), domain);
        if (!folder && (folder.error().number == ENOTDIR || folder.error().number == ELOOP))
            continue; // a file, or a link: none of ours
        if (!folder)
            return fail(folder.error());
        const qsizetype room = limit - page.folders.size();
        const auto names =
            smallestNames(folder->get(), domain == afterDomain ? afterName : QByteArray(), room);
        if (!names)
            return fail(names.error());
        for (const QByteArray &name : *names)
            page.folders.append(look(folder->get(), name, domain, nowMs));
        if (page.folders.size() >= limit) {
            page.next = domain + '/' + names->last();
            break;
        }
    }
    return page;
}

} // namespace homeport
