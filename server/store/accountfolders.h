// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The folders of accounts in a storage: STORAGE/DOMAIN/NAME with the account's id in it.
#pragma once

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
    Result<> forEach(
        const std::function<void(const QByteArray &domain, const QByteArray &name, int domainFolder)> &visit);
    const std::shared_ptr<StorageRoot> m_root;
    std::mutex m_making;
};

} // namespace homeport
