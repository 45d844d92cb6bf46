// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The storages this member serves, and through them its accounts and deliveries.
#pragma once

#include "server/ports/delivery.h"
#include "server/ports/mailboxes.h"
#include "server/store/attach.h"
#include "server/store/storedaccount.h"
#include "shared/model/status.h"

namespace homeport {

struct StoreOptions
{
    int deliveryThreads = 32; ///< deliveries at work; they share fsyncs, so more than cores
    int mailboxThreads = 16;
    qint64 maxMessageSize = 0; ///< refused 5.3.4 above; 0: no limit
    std::chrono::milliseconds counterPeriod = 5s;
    std::chrono::milliseconds pollPeriod = 15s;
};

struct ServedStorageId
{
    StorageId id;
    quint64 epoch = 0;
    bool operator==(const ServedStorageId &) const = default;
};

/// Facts for the composition root; called on the main thread.
struct StoreListener
{
    std::function<void()> servedChanged; ///< announce served() to all members
    std::function<void(StorageId storage, QString text)> alarm;
};

/// Lives on the main thread. Accounts: on the account's worker; LocalDelivery: on any thread with a loop;
/// everything else: main thread. It must end before the workers'
/// loops do, after their sessions and after shutdown().
class StoreService : public Accounts, public LocalDelivery
{
public:
    /// `workers`: their loops, in order. `clock` outlives the service.
    StoreService(ClusterId cluster, MemberName self, QList<LoopHandle> workers, const Clock &clock,
        StoreOptions options, StoreListener listener);
    ~StoreService() override;

    /// Serves the storage at `path` as the row says: label checked, written where the ticket allows it,
    /// journal settled; then served() has it. Done at once when it is served so already. Two folders with one
    /// id: neither is served.
    Task<Result<>> serve(QString path, Storage row, std::optional<AttachTicket> ticket);
    /// Sessions end, deliveries are not here; returns when all is quiet and synced. Not served: nothing to
    /// do.
    Task<Result<>> stopServing(StorageId id);
    /// stopServing(), then the label says detached, with the row's new epoch. `path` is used when the storage
    /// is not served now (a label of another owner is refused).
    Task<Result<>> detach(StorageId id, QString path, quint64 epoch);
    /// checkAttach() in the pool.
    Task<Result<AttachTicket>> checkAttach(QString path, Storage row, AttachOptions options);
    /// The label at a path, whoever's it is.
    Task<Result<Label>> inspect(QString path);
    /// examineStorage() in the pool.
    Task<Result<StorageReport>> examine(QString path);
    /// Makes a storage of a folder: label of this cluster with the row's values, attached.
    Task<Result<>> createStorage(QString path, Storage row);
    /// Stops serving everything; for the end of the daemon. Labels stay attached.
    Task<> shutdown();

    QList<ServedStorageId> served() const; ///< any thread
    /// Served storages, and those whose last serve() failed or that were lost, with the reason.
    QList<StorageView> storages() const;

    Task<Result<>> createAccount(AccountId id, QByteArray address, StorageId storage);
    Task<Result<QList<FolderMade>>> createAccounts(QList<FolderWanted> accounts, StorageId storage);
    Task<Result<QList<bool>>> havingFolders(QList<QByteArray> addresses, StorageId storage);
    Task<Result<FolderPage>> inventory(StorageId storage, QByteArray after, int limit);
    /// Ends its sessions and moves the folder to .deleted/.
    Task<Result<>> deleteAccount(AccountId id, QByteArray address, StorageId storage);
    Task<Result<AccountDisk::Usage>> accountUsage(AccountId id, QByteArray address, StorageId storage);

    /// For moves (moveshelf.h).
    std::shared_ptr<ServedStorage> storageOf(const StorageId &id) const { return find(id); }
    QList<std::shared_ptr<ServedStorage>> allStorages() const; ///< any thread
    void endAccount(const AccountId &id); ///< its sessions; any thread
    void countAccounts(const StorageId &id, qint64 more); ///< main thread
    BlockingPool &pool() { return m_mailboxPool; }

    Task<bool> isHere(AccountId id, StorageId storage, quint64 epoch) override;
    int workerOf(const AccountId &id) const override;
    Task<Result<std::shared_ptr<MailAccount>>> openAccount(
        AccountId id, QByteArray address, StorageId storage, quint64 epoch) override;
    Task<QList<DeliveryResult>> deliver(DeliveryRequest request) override;

private:
    struct Known
    {
        QString path;
        QString name;
        quint64 epoch = 0;
        QString problem;
        qint64 freeBytes = -1;
        qint64 accounts = 0;
    };
    using StoragePointer = std::shared_ptr<ServedStorage>;
    using OpenAccounts = QHash<AccountId, std::weak_ptr<StoredAccount>>;
    StoragePointer find(const StorageId &id) const;
    StoragePointer find(const StorageId &id, quint64 epoch) const;
    Result<StoragePointer> prepare(
        const QString &path, const Storage &row, const std::optional<AttachTicket> &ticket);
    Task<Result<>> serveInTurn(QString path, Storage row, std::optional<AttachTicket> ticket);
    Task<Result<>> letGo(StorageId id, QString problem);
    StorageListener listenerFor(const StorageId &id);
    void endSessions(std::function<bool(const StoredAccount &)> which);
    Task<bool> isHereWithin(
        AccountId id, StorageId storage, quint64 epoch, std::chrono::milliseconds patience);
    Task<DeliveryResult> deliverTo(
        std::shared_ptr<const DeliveryRequest> request, DeliveryRecipient recipient);
    Task<> tick();

    const ClusterId m_cluster;
    const MemberName m_self;
    const QList<LoopHandle> m_workers;
    const Clock &m_clock;
    const StoreOptions m_options;
    const StoreListener m_listener;
    const LoopHandle m_main;
    const std::shared_ptr<int> m_alive = std::make_shared<int>(0); ///< weak copies tell that we are gone
    mutable std::mutex m_mutex; ///< of m_served
    QHash<StorageId, StoragePointer> m_served;
    QHash<StorageId, Known> m_known;
    std::vector<std::shared_ptr<OpenAccounts>> m_open; ///< one per worker, used only there
    Semaphore m_turn{1}; ///< one serve or stop at a time
    QTimer m_timer;
    bool m_ticking = false;
    BlockingPool m_mailboxPool;
    BlockingPool m_deliveryPool;
};

} // namespace homeport
