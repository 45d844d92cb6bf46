// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Which storages this member serves: table, labels, tickets and the start rule brought together.
#pragma once

#include "server/cluster/messages.h"
#include "server/ports/cluster.h"
#include "server/ports/storecontrol.h"
#include "server/store/storeservice.h"

#include <QSet>

namespace homeport {

struct StorageKeeperOptions
{
    QString state; ///< tickets and the list of known folders lie here
    QStringList paths; ///< storage.paths
    QStringList fenceCommand; ///< storage.fence_command
    /// Ours by the table and not served, and why: to be told to the other members.
    std::function<void(QList<AwayStorage>)> awayChanged;
    /// TableStore::stayedThroughMerges()
    std::function<bool(const StorageId &storage, quint64 epoch)> stayedThroughMerges;
    /// It is about to be taken into service anew: what was wrong before is told again if it still is.
    std::function<void(const StorageId &storage)> forgetAlarms;
};

/// Main thread. The only one that starts or stops storages of the StoreService.
class StorageKeeper : public StoreControl
{
public:
    /// `mayServe`: the start rule of protocol.md 1.7 holds. `disputed`: storages that a foreign revision
    /// claims.
    StorageKeeper(StorageKeeperOptions options, StoreService &store, const ClusterView &cluster,
        std::function<bool()> mayServe, std::function<QList<StorageId>()> disputed);

    /// Reads the known folders. Before anything else.
    Result<> load();
    /// Lets go of what the table takes away (awaited: protocol.md 1.7 "The owner's answer"), then begins to
    /// serve what it gives (not awaited).
    Task<> apply();
    /// Stops serving these at once, whatever the table says.
    Task<> stop(QList<StorageId> storages);
    /// What could not be served is tried again every few seconds: a disk may be mounted late.
    Task<> keepTrying(std::stop_token stop);
    /// Returns when nothing is under way; nothing is served any more.
    Task<> shutdown();

    QList<StorageView> storages() const override;
    Task<Result<FoundLabel>> inspect(QString path) override;
    Task<Result<FoundLabel>> attach(QString path, QString statement, bool isOnlyCurrentCopy) override;
    Task<Result<StorageReport>> examine(QString path) override;
    bool isPrepared(const StorageId &storage) const override;
    Task<Result<>> letGo(StorageId storage) override;
    Task<Result<FoundLabel>> create(QString path, QString name) override;
    Task<Result<>> serveAlone() override;
    Task<Result<>> createAccount(AccountId id, QByteArray address, StorageId storage) override;
    Task<Result<QList<FolderMade>>> createAccounts(QList<FolderWanted> accounts, StorageId storage) override
    {
        return m_store.createAccounts(std::move(accounts), storage);
    }
    Task<Result<QList<bool>>> havingFolders(QList<QByteArray> addresses, StorageId storage) override
    {
        return m_store.havingFolders(std::move(addresses), storage);
    }
    Task<Result<FolderPage>> inventory(StorageId storage, QByteArray after, int limit) override
    {
        return m_store.inventory(storage, std::move(after), limit);
    }
    Task<Result<>> deleteAccount(AccountId id, QByteArray address, StorageId storage) override;

private:
    bool shouldServe(const Storage &row) const;
    Task<> loseWhatIsLost();
    Task<> gain();
    Task<> serve(Storage row);
    Task<> signOff(Storage row);
    Task<Result<QString>> findFolder(const StorageId &id);
    Task<Result<std::optional<AttachTicket>>> ticketAfterMerge(QString folder, Storage row);
    Task<Result<QString>> proof(QString folder, QString statement, Label label, Storage row);
    Task<Result<FoundLabel>> attachInTurn(
        QString folder, Label label, Storage wanted, QString statement, bool isOnlyCurrentCopy);
    Result<> remember(const StorageId &id, const QString &path);
    void note(const Storage &row, const QString &problem);
    void tellAway();

    const StorageKeeperOptions m_options;
    StoreService &m_store;
    const ClusterView &m_cluster;
    const std::function<bool()> m_mayServe;
    const std::function<QList<StorageId>()> m_disputed;
    QHash<StorageId, QString> m_folders; ///< STATE/storages.json
    QHash<StorageId, QString> m_problems; ///< of storages that are ours by the table and are not served
    QHash<StorageId, quint64> m_beginning; ///< handed to the store, not served yet
    bool m_isEnding = false;
    bool m_alone = false;
    Semaphore m_turn{1};
};

} // namespace homeport
