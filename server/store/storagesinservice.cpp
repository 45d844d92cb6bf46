// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking storages into service and letting them go.
#include "server/store/storageexamine.h"
#include "server/store/storeservice.h"

#include "server/store/moveorders.h"
#include "shared/base/log.h"

Q_LOGGING_CATEGORY(lcStore, "homeport.store")

namespace homeport {

StorageListener StoreService::listenerFor(const StorageId &id)
{
    const std::weak_ptr<int> alive = m_alive;
    // called in the pool; what it posts runs here, where the service also ends
    return {[this, alive, id, loop = m_main](const QString &why) {
                loop.post([this, alive, id, why] {
                    if (alive.expired())
                        return;
                    m_listener.alarm(id, why);
                    letGo(id, why);
                });
            },
        [this, alive, id, loop = m_main](const QString &text) {
            qCWarning(lcStore) << Event("alarm").id(id).with("text", text);
            loop.post([this, alive, id, text] {
                if (!alive.expired())
                    m_listener.alarm(id, text);
            });
        }};
}

Result<StoreService::StoragePointer> StoreService::prepare(
    const QString &path, const Storage &row, const std::optional<AttachTicket> &ticket)
{
    const auto root = StorageRoot::open(path);
    if (!root)
        return fail(root.error());
    const Label label = (*root)->label();
    const auto wanted = labelToServe(label, (*root)->place(), row, m_cluster, m_self, ticket);
    if (!wanted)
        return fail(wanted.error());
    if (const auto locked = (*root)->lock(); !locked)
        return fail(locked.error());
    if (*wanted != label) {
        if (const auto written = (*root)->writeLabel(*wanted); !written)
            return fail(written.error());
    }
    const auto storage = std::make_shared<ServedStorage>(*root, listenerFor(row.id));
    if (const auto started = storage->start(); !started)
        return fail(started.error());
    return storage;
}

Task<Result<>> StoreService::serve(QString path, Storage row, std::optional<AttachTicket> ticket)
{
    co_await m_turn.acquire();
    const auto result = co_await serveInTurn(path, row, ticket);
    m_turn.release();
    co_return result;
}

Task<Result<>> StoreService::serveInTurn(QString path, Storage row, std::optional<AttachTicket> ticket)
{
    if (const StoragePointer present = find(row.id)) {
        if (present->root()->path() != path) {
            const QString problem =
                QStringLiteral("two folders hold storage %1: %2 and %3; neither is served")
                    .arg(row.name, present->root()->path(), path);
            m_listener.alarm(row.id, problem);
            static_cast<void>(co_await letGo(row.id, problem));
            co_return fail(Error::refused(problem.toUtf8(), problem));
        }
        if (present->epoch() == row.epoch)
            co_return Result<>();
        const QString reason = QStringLiteral("the table has epoch %1").arg(row.epoch);
        static_cast<void>(co_await letGo(row.id, reason));
    }
    auto work = [this, path, row, ticket] { return prepare(path, row, ticket); };
    const auto storage = co_await m_mailboxPool.run(std::move(work));
    Known &known = m_known[row.id];
    known.path = path;
    known.name = row.name;
    if (!storage) {
        known.problem = storage.error().forLog;
        qCWarning(lcStore) << Event("not served").id(row.id).with("path", path).why(storage.error());
        co_return fail(storage.error());
    }
    known.epoch = row.epoch;
    known.problem.clear();
    {
        const std::lock_guard guard(m_mutex);
        m_served.insert(row.id, *storage);
    }
    qCInfo(lcStore) << Event("serving").id(row.id).with("path", path).with("epoch", row.epoch);
    m_listener.servedChanged();
    auto furtherWork = [storage = *storage] { return storage->accounts().count(); };
    const auto accounts = co_await m_mailboxPool.run(std::move(furtherWork));
    m_known[row.id].accounts = accounts.value_or(0);
    m_known[row.id].freeBytes = (*storage)->root()->freeBytes();
    co_return Result<>();
}

Task<Result<>> StoreService::letGo(StorageId id, QString problem)
{
    const StoragePointer storage = [&] {
        const std::lock_guard guard(m_mutex);
        return m_served.take(id);
    }();
    if (!storage)
        co_return Result<>();
    storage->gate().close(); // from here on nothing begins
    m_known[id].problem = problem;
    endSessions([id](const StoredAccount &account) { return account.storage() == id; });
    auto work = [storage] { return storage->finish(); };
    const auto finished = co_await m_mailboxPool.run(std::move(work));
    qCInfo(lcStore) << Event("let go").id(id).with("why", problem);
    m_listener.servedChanged();
    co_return finished;
}

Task<Result<>> StoreService::stopServing(StorageId id)
{
    co_await m_turn.acquire();
    const QString reason = QStringLiteral("not served by this member");
    const auto result = co_await letGo(id, reason);
    m_turn.release();
    co_return result;
}

Task<Result<>> StoreService::detach(StorageId id, QString path, quint64 epoch)
{
    co_await m_turn.acquire();
    StoragePointer storage = find(id);
    const QString reason = QStringLiteral("detached");
    const auto letGone = co_await letGo(id, reason);
    const bool wasServed = storage != nullptr;
    const auto listener = listenerFor(id);
    auto result = letGone;
    if (result) {
        auto work = [this, storage, wasServed, listener, id, path, epoch]() -> Result<> {
            std::shared_ptr<StorageRoot> root = wasServed ? storage->root() : nullptr;
            if (!wasServed) {
                const auto opened = StorageRoot::open(path);
                if (!opened)
                    return fail(opened.error());
                root = *opened;
            }
            Label label = root->label();
            if (label.id != id || label.owner != m_self) {
                const QString text =
                    QStringLiteral("the label at %1 names %2").arg(root->path(), label.owner.text);
                return fail(Error::refused(text.toUtf8(), text));
            }
            if (!wasServed) { // what a crash left open is settled first
                if (const auto locked = root->lock(); !locked)
                    return locked;
                ServedStorage settled(root, listener);
                if (const auto started = settled.start(); !started)
                    return started;
                if (const auto finished = settled.finish(); !finished)
                    return finished;
            }
            label = root->label();
            label.state = LabelState::Detached;
            label.epoch = epoch;
            return root->writeLabel(label);
        };
        result = co_await m_mailboxPool.run(std::move(work));
    }
    m_turn.release();
    co_return result;
}

Task<Result<AttachTicket>> StoreService::checkAttach(QString path, Storage row, AttachOptions options)
{
    const ClusterId cluster = m_cluster;
    auto work = [path, cluster, row, options] { return homeport::checkAttach(path, cluster, row, options); };
    const auto ticket = co_await m_mailboxPool.run(std::move(work));
    co_return ticket;
}

Task<Result<Label>> StoreService::inspect(QString path)
{
    auto work = [path]() -> Result<Label> {
        const auto root = StorageRoot::open(path);
        if (!root)
            return fail(root.error());
        return (*root)->label();
    };
    const auto label = co_await m_mailboxPool.run(std::move(work));
    co_return label;
}

Task<Result<StorageReport>> StoreService::examine(QString path)
{
    const qint64 nowMs = m_clock.wallMs();
    auto work = [path, nowMs] { return examineStorage(path, nowMs); };
    const auto report = co_await m_mailboxPool.run(std::move(work));
    co_return report;
}

Task<Result<>> StoreService::createStorage(QString path, Storage row)
{
    const Label label{
        m_cluster, row.id, row.name, row.home, row.owner, row.epoch, LabelState::Attached, 0, {}};
    auto work = [path, label] { return homeport::createStorage(path, label); };
    const auto made = co_await m_mailboxPool.run(std::move(work));
    co_return made;
}

Task<> StoreService::shutdown()
{
    m_timer.stop();
    const QList<ServedStorageId> all = served();
    for (const ServedStorageId &storage : all)
        static_cast<void>(co_await stopServing(storage.id));
}

Task<> StoreService::tick()
{
    if (std::exchange(m_ticking, true))
        co_return;
    const std::weak_ptr<int> alive = m_alive;
    const QList<ServedStorageId> all = served();
    for (const ServedStorageId &id : all) {
        const StoragePointer storage = find(id.id);
        if (!storage)
            continue;
        auto work = [storage]() -> Result<> {
            const Gate::Pass pass(storage->gate());
            if (!pass)
                return {};
            const auto ticked = storage->tick();
            return ticked ? MoveOrders(storage).purgeOld(QDateTime::currentDateTimeUtc()) : ticked;
        };
        const auto ticked = co_await m_mailboxPool.run(std::move(work));
        if (alive.expired())
            co_return;
        m_known[id.id].freeBytes = storage->root()->freeBytes();
        if (!ticked && m_known[id.id].problem != ticked.error().forLog) // told once, not every 5 s
            m_listener.alarm(id.id, ticked.error().forLog);
        m_known[id.id].problem = ticked ? QString() : ticked.error().forLog;
        if (!find(id.id) && ticked)
            m_known[id.id].problem = QStringLiteral("not served by this member");
    }
    m_ticking = false;
}

} // namespace homeport
