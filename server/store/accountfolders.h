// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The folders of accounts in a storage: STORAGE/DOMAIN/NAME with the account's id in it.
#pragma once

#include "server/ports/storecontrol.h"
#include "server/store/storageroot.h"
#include "shared/base/ids.h"

#include <QHash>
#include <QSet>

namespace homeport {

/// Who a folder belongs to; `address` is the normalised address ("ann@example.org").
struct AccountName
{
    AccountId id;
    QByteArray address;
};

/// DOMAIN/NAME below a storage; holds neither '/' nor a leading dot.
struct FolderPath
{
    QByteArray domain;
    QByteArray name;
};
/// Refused when the address cannot be a folder.
Result<FolderPath> folderPathOf(const QByteArray &address);

/// The file in an account's folder that holds its id, and its text.
extern const QByteArray accountIdFile;
QByteArray accountIdText(const AccountName &account);
std::optional<AccountId> accountIdIn(const QByteArray &text);

enum class WhenMissing {
    Make, ///< the account is known: folder and id are made durably
    Fail,
};

/// Status of an Error: the folder holds another account's id.
extern const QByteArray statusOtherId;

/// Any thread; blocking.
class AccountFolders
{
public:
    explicit AccountFolders(std::shared_ptr<StorageRoot> root)
        : m_root(std::move(root))
    {
    }
    /// The folder, its id checked. A folder without an id (a Maildir brought along) is adopted. Temporary
    /// with statusOtherId when the id differs; Refused when the address cannot be a folder.
    Result<FileDescriptor> open(const AccountName &account, WhenMissing whenMissing);
    /// Many new ones, made durable by one flush of the file system where the system has that. One answer for
    /// each, in order. A folder with another id is refused, unless it never held anything: then its id is the
    /// answer (a former attempt was interrupted between the folder and the record).
    Result<QList<FolderMade>> makeMany(const QList<FolderWanted> &accounts);
    /// Which of these have a folder, whoever's it is.
    Result<QList<bool>> having(const QList<QByteArray> &addresses);
    /// The folders behind `after` ("DOMAIN/NAME"), at most `limit`, in order of their bytes.
    Result<FolderPage> inventory(const QByteArray &after, int limit, qint64 nowMs);
    /// Moves it to .deleted/ID-TIME, kept for 30 days. No folder: nothing to do.
    Result<> remove(const AccountName &account, qint64 nowMs);
    /// Addresses of those of `ids` that have a folder.
    /// `isComplete`: every account's id could be read; else one that is not found may be there all the same.
    Result<QHash<AccountId, QByteArray>> find(const QSet<AccountId> &ids, bool *isComplete);
    Result<qint64> count();
    /// Removes from .deleted/ what is older than 30 days.
    Result<> purge(qint64 nowMs);

private:
    Result<> check(int folder, const AccountName &account, WhenMissing whenMissing);
    Result<> make(const QByteArray &domain, const QByteArray &name);
    Result<AccountId> makeOne(int domainFolder, const QByteArray &name, const AccountName &account);
    Result<> syncEach(const QList<FolderWanted> &accounts, const QList<FolderMade> &made);
    Result<> forEach(
        const std::function<void(const QByteArray &domain, const QByteArray &name, int domainFolder)> &visit);
    const std::shared_ptr<StorageRoot> m_root;
    std::mutex m_making;
};

} // namespace homeport
