// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accounts and deliveries of the served storages.
#include "server/store/storeservice.h"

#include "server/store/deliverywriter.h"

#include <QDateTime>

namespace homeport {

StoreService::StoreService(ClusterId cluster, MemberName self, QList<LoopHandle> workers, const Clock &clock,
    StoreOptions options, StoreListener listener)
    : m_cluster(cluster)
    , m_self(std::move(self))
    , m_workers(std::move(workers))
    , m_clock(clock)
    , m_options(options)
    , m_listener(std::move(listener))
    , m_main(LoopHandle::current())
    , m_mailboxPool(options.mailboxThreads)
    , m_deliveryPool(options.deliveryThreads)
{
    for (qsizetype i = 0; i < m_workers.size(); ++i)
        m_open.push_back(std::make_shared<OpenAccounts>());
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
    m_timer.start(m_options.counterPeriod);
}

StoreService::~StoreService() = default;

StoreService::StoragePointer StoreService::find(const StorageId &id) const
{
    const std::lock_guard guard(m_mutex);
    return m_served.value(id);
}

StoreService::StoragePointer StoreService::find(const StorageId &id, quint64 epoch) const
{
    const StoragePointer storage = find(id);
    return storage && storage->epoch() == epoch ? storage : nullptr;
}

QList<ServedStorageId> StoreService::served() const
{
    const std::lock_guard guard(m_mutex);
    QList<ServedStorageId> list;
    for (const StoragePointer &storage : m_served)
        list.append({storage->id(), storage->epoch()});
    return list;
}

QList<StorageView> StoreService::storages() const
{
    QList<StorageView> views;
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it) {
        views.append({it.key(), it->name, it->path, find(it.key()) != nullptr, it->epoch, it->problem,
            it->freeBytes, it->accounts});
    }
    return views;
}

int StoreService::workerOf(const AccountId &id) const { return int(id.shard() % quint64(m_workers.size())); }

Task<bool> StoreService::isHere(AccountId id, StorageId storageId, quint64 epoch)
{
    constexpr auto patience = 5s; // logins wait a moment while an account moves
    const bool here = co_await isHereWithin(id, storageId, epoch, patience);
    co_return here;
}

Task<bool> StoreService::isHereWithin(
    AccountId id, StorageId storageId, quint64 epoch, std::chrono::milliseconds patience)
{
    constexpr auto pause = 20ms;
    for (const Deadline deadline(patience);;) {
        const StoragePointer storage = find(storageId, epoch);
        if (!storage || storage->moves().isOpen(id))
            co_return true; // what is not served is told where that is asked
        if (!storage->moves().isHeld(id) || deadline.hasExpired())
            co_return false;
        co_await sleepFor(pause);
    }
}

QList<std::shared_ptr<ServedStorage>> StoreService::allStorages() const
{
    const std::lock_guard guard(m_mutex);
    return m_served.values();
}

void StoreService::endAccount(const AccountId &id)
{
    endSessions([id](const StoredAccount &account) { return account.id() == id; });
}

void StoreService::countAccounts(const StorageId &id, qint64 more)
{
    if (const auto known = m_known.find(id); known != m_known.end())
        known->accounts += more;
}

Task<Result<std::shared_ptr<MailAccount>>> StoreService::openAccount(
    AccountId id, QByteArray address, StorageId storageId, quint64 epoch)
{
    const StoragePointer storage = find(storageId, epoch);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    OpenAccounts &open = *m_open.at(size_t(workerOf(id)));
    std::shared_ptr<StoredAccount> account = open.value(id).lock();
    if (!account || account->storagePointer() != storage || account->ended().stop_requested()) {
        open.removeIf([](const auto &it) { return it.value().expired(); });
        const auto disk = std::make_shared<AccountDisk>(storage, AccountName{id, address});
        account = std::make_shared<StoredAccount>(
            disk, AccountContext{&m_mailboxPool, &m_clock, m_options.pollPeriod});
        open.insert(id, account);
    }
    const auto prepared = co_await account->prepare();
    if (!prepared)
        co_return fail(prepared.error());
    co_return std::static_pointer_cast<MailAccount>(account);
}

Task<QList<DeliveryResult>> StoreService::deliver(DeliveryRequest given)
{
    const auto request = std::make_shared<const DeliveryRequest>(std::move(given));
    std::vector<Task<DeliveryResult>> deliveries;
    for (const DeliveryRecipient &recipient : request->recipients)
        deliveries.push_back(deliverTo(request, recipient)); // all at once: they share the fsyncs
    QList<DeliveryResult> results;
    for (Task<DeliveryResult> &delivery : deliveries) {
        const DeliveryResult result = co_await delivery;
        results.append(result);
    }
    co_return results;
}

Task<DeliveryResult> StoreService::deliverTo(
    std::shared_ptr<const DeliveryRequest> request, DeliveryRecipient recipient)
{
    const StoragePointer storage = find(recipient.storage, recipient.epoch);
    if (!storage)
        co_return DeliveryResult{recipient.key, DeliveryOutcome::NotHere, "4.3.0", "storage not served here"};
    // most holds are over before the sender's patience is, and the queue need not take the message
    constexpr auto holdPatience = 2s;
    static_cast<void>(
        co_await isHereWithin(recipient.account, recipient.storage, recipient.epoch, holdPatience));
    const qint64 maxSize = m_options.maxMessageSize;
    // posted from the pool, so that a caller whose loop is busy does not keep the sessions waiting
    const auto open = m_open.at(size_t(workerOf(recipient.account)));
    const LoopHandle worker = m_workers.at(workerOf(recipient.account));
    auto work = [storage, maxSize, request, recipient, open, worker]() -> DeliveryResult {
        const DeliveryResult outcome = DeliveryWriter(storage, maxSize).deliver(*request, recipient);
        if (outcome.outcome == DeliveryOutcome::Delivered) {
            worker.post([open, account = recipient.account] {
                if (const auto session = open->value(account).lock())
                    session->delivered();
            });
        }
        return outcome;
    };
    const DeliveryResult result = co_await m_deliveryPool.run(std::move(work));
    co_return result;
}

void StoreService::endSessions(std::function<bool(const StoredAccount &)> which)
{
    for (size_t i = 0; i < m_open.size(); ++i) {
        m_workers.at(qsizetype(i)).post([open = m_open.at(i), which] {
            const auto accounts = open->values();
            for (const auto &weak : accounts) {
                const auto account = weak.lock();
                if (account && which(*account))
                    account->end();
            }
        });
    }
}

Task<Result<>> StoreService::createAccount(AccountId id, QByteArray address, StorageId storageId)
{
    const StoragePointer storage = find(storageId);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    auto work = [storage, id, address]() -> Result<> {
        const Gate::Pass pass(storage->gate());
        if (!pass || !storage->checkOurs())
            return fail(StoredAccount::notServed());
        const auto folder = storage->accounts().open({id, address}, WhenMissing::Make);
        if (!folder)
            return fail(folder.error());
        return storage->checkOurs();
    };
    const auto made = co_await m_mailboxPool.run(std::move(work));
    if (made && m_known.contains(storageId))
        m_known[storageId].accounts += 1;
    co_return made;
}

Task<Result<QList<FolderMade>>> StoreService::createAccounts(
    QList<FolderWanted> accounts, StorageId storageId)
{
    const StoragePointer storage = find(storageId);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    auto work = [storage, accounts]() -> Result<QList<FolderMade>> {
        const Gate::Pass pass(storage->gate());
        if (!pass || !storage->checkOurs())
            return fail(StoredAccount::notServed());
        const auto made = storage->accounts().makeMany(accounts);
        if (const auto ours = storage->checkOurs(); !ours)
            return fail(ours.error());
        return made;
    };
    const auto made = co_await m_mailboxPool.run(std::move(work));
    if (made && m_known.contains(storageId)) {
        m_known[storageId].accounts +=
            std::count_if(made->cbegin(), made->cend(), [](const FolderMade &one) { return !one.refused; });
    }
    co_return made;
}

Task<Result<QList<bool>>> StoreService::havingFolders(QList<QByteArray> addresses, StorageId storageId)
{
    const StoragePointer storage = find(storageId);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    auto work = [storage, addresses]() -> Result<QList<bool>> {
        const Gate::Pass pass(storage->gate());
        if (!pass)
            return fail(StoredAccount::notServed());
        const auto having = storage->accounts().having(addresses);
        if (const auto ours = storage->checkOurs(); !ours)
            return fail(ours.error());
        return having;
    };
    const auto having = co_await m_mailboxPool.run(std::move(work));
    co_return having;
}

Task<Result<FolderPage>> StoreService::inventory(StorageId storageId, QByteArray after, int limit)
{
    const StoragePointer storage = find(storageId);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    const qint64 nowMs = m_clock.wallMs();
    auto work = [storage, after, limit, nowMs]() -> Result<FolderPage> {
        const Gate::Pass pass(storage->gate());
        if (!pass)
            return fail(StoredAccount::notServed());
        const auto page = storage->accounts().inventory(after, limit, nowMs);
        if (const auto ours = storage->checkOurs(); !ours)
            return fail(ours.error());
        return page;
    };
    const auto page = co_await m_mailboxPool.run(std::move(work));
    co_return page;
}

Task<Result<>> StoreService::deleteAccount(AccountId id, QByteArray address, StorageId storageId)
{
    const StoragePointer storage = find(storageId);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    const auto mark = storage->moves().find(id);
    if (mark && !mark->isOver())
        co_return fail(Error::refused("the account is being moved",
            QStringLiteral("%1 is being moved: wait, or revert the move first")
                .arg(QString::fromUtf8(address)),
            "conflict"));
    endSessions([id](const StoredAccount &account) { return account.id() == id; });
    const qint64 nowMs = m_clock.wallMs();
    auto work = [storage, id, address, nowMs]() -> Result<> {
        const Gate::Pass pass(storage->gate());
        if (!pass || !storage->checkOurs())
            return fail(StoredAccount::notServed());
        if (const auto moved = storage->accounts().remove({id, address}, nowMs); !moved)
            return moved;
        return storage->checkOurs();
    };
    const auto removed = co_await m_mailboxPool.run(std::move(work));
    if (removed && m_known.contains(storageId))
        m_known[storageId].accounts -= 1;
    co_return removed;
}

Task<Result<AccountDisk::Usage>> StoreService::accountUsage(
    AccountId id, QByteArray address, StorageId storageId)
{
    const StoragePointer storage = find(storageId);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    auto work = [storage, id, address]() -> Result<AccountDisk::Usage> {
        const Gate::Pass pass(storage->gate());
        if (!pass)
            return fail(StoredAccount::notServed());
        return AccountDisk(storage, {id, address}).usage();
    };
    const auto usage = co_await m_mailboxPool.run(std::move(work));
    co_return usage;
}

} // namespace homeport
