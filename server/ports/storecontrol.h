// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What an administrator may do with the storages of one member.
#pragma once

#include "shared/base/task.h"
#include "shared/model/status.h"

namespace homeport {

/// The label of a storage as found on disk.
struct FoundLabel
{
    StorageId id;
    QString name;
    MemberName home;
    MemberName owner;
    quint64 epoch = 0;
    bool isDetached = false; ///< let go cleanly
    QString path;
    QString proof; ///< of attach(): what showed that the old owner cannot write any more; empty: not needed
};

/// What a look into a whole storage finds; nothing is changed by it.
struct StorageReport
{
    qint64 accounts = 0;
    qint64 deleted = 0; ///< accounts below .deleted/
    qint64 delivered = 0; ///< keys in the delivery journal
    qint64 open = 0; ///< deliveries that a crash left open: settled at start or attach
    qint64 segments = 0; ///< of the journal
    qint64 problemCount = 0;
    QStringList problems; ///< the first hundred
};

/// The folder of a new account, one of many.
struct FolderWanted
{
    AccountId id;
    QByteArray address;
};

struct FolderMade
{
    AccountId id; ///< what the folder holds: the wanted one, or that of an empty folder found in its place
    std::optional<Error> refused; ///< this one was not made
};

/// An account's folder as found on disk.
struct FoundFolder
{
    QByteArray address;
    std::optional<AccountId> id; ///< none: the folder has none yet, or `problem` says why it cannot be read
    QString problem;
    qint64 ageSeconds = 0; ///< since the id was written
};

/// In the order of domain and name; `next` is empty at the end.
struct FolderPage
{
    QList<FoundFolder> folders;
    QByteArray next;
};

/// Main thread. Errors say what would be right.
class StoreControl
{
public:
    virtual ~StoreControl() = default;
    virtual QList<StorageView> storages() const = 0;
    /// Reads the label, changes nothing.
    virtual Task<Result<FoundLabel>> inspect(QString path) = 0;
    /// Reads label, account ids and journal of the storage at `path`, served or not, and changes nothing.
    virtual Task<Result<StorageReport>> examine(QString path) = 0;
    /// Prepares to serve the storage at `path` (protocol.md 2.2 "Attach"): checks the label, the moving
    /// counter, and the fence proof where the label was not let go cleanly: `statement` is the
    /// administrator's words, empty for none (then storage.fence_command is run if there is one). Writes the
    /// ticket; if the row already names this member, the storage is served when this returns.
    virtual Task<Result<FoundLabel>> attach(QString path, QString statement, bool isOnlyCurrentCopy) = 0;
    /// Has a ticket for this storage (attached, waiting for the row)?
    virtual bool isPrepared(const StorageId &storage) const = 0;
    /// Lets go of a storage whose row is `detached` or names another member; returns when it is quiet.
    virtual Task<Result<>> letGo(StorageId storage) = 0;
    /// Makes a labelled empty storage (a new id); the row is the caller's affair.
    virtual Task<Result<FoundLabel>> create(QString path, QString name) = 0;
    /// `storage serve --alone`: serve without a majority until the daemon stops.
    virtual Task<Result<>> serveAlone() = 0;
    /// Folder of a new account, on a storage served here; before the record (design.md §5 "Storage").
    virtual Task<Result<>> createAccount(AccountId id, QByteArray address, StorageId storage) = 0;
    /// Folders of many new accounts, made durable together; one answer for each, in order. An error: none can
    /// be relied on.
    virtual Task<Result<QList<FolderMade>>> createAccounts(
        QList<FolderWanted> accounts, StorageId storage) = 0;
    /// Which of these have a folder there, whoever's it is; in order.
    virtual Task<Result<QList<bool>>> havingFolders(QList<QByteArray> addresses, StorageId storage) = 0;
    /// One page of the accounts that a storage served here really holds.
    virtual Task<Result<FolderPage>> inventory(StorageId storage, QByteArray after, int limit) = 0;
    /// To .deleted/ for 30 days; after the record.
    virtual Task<Result<>> deleteAccount(AccountId id, QByteArray address, StorageId storage) = 0;
};

} // namespace homeport
