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
};

/// Main thread. Errors say what would be right.
class StoreControl
{
public:
    virtual ~StoreControl() = default;
    virtual QList<StorageView> storages() const = 0;
    /// Reads the label, changes nothing.
    virtual Task<Result<FoundLabel>> inspect(QString path) = 0;
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
    /// To .deleted/ for 30 days; after the record.
    virtual Task<Result<>> deleteAccount(AccountId id, QByteArray address, StorageId storage) = 0;
};

} // namespace homeport
