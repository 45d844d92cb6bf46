// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Each order and question, in the pool, on a storage that is ours before and after.
#include "server/store/moveshelf.h"

namespace homeport {

namespace {

/// An open file of an account that moves.
class FileData final : public MessageData
{
public:
    FileData(MoveContent::Opened opened, BlockingPool &pool)
        : m_opened(std::make_shared<MoveContent::Opened>(std::move(opened)))
        , m_pool(pool)
    {
    }
    qint64 size() const override { return m_opened->size; }
    Task<Result<QByteArray>> read(qint64 offset, qint64 length) override
    {
        auto work = [opened = m_opened, offset, length]() -> Result<QByteArray> {
            const auto bytes = readAt(opened->file.get(), offset, length);
            if (!bytes)
                return fail(bytes.error());
            return *bytes;
        };
        auto bytes = co_await m_pool.run(std::move(work));
        co_return bytes;
    }

private:
    const std::shared_ptr<MoveContent::Opened> m_opened;
    BlockingPool &m_pool;
};

} // namespace

template <class T>
Task<Result<T>> MoveShelf::inPool(StorageId id, std::function<Result<T>(const StoragePointer &)> work)
{
    const StoragePointer storage = m_store.storageOf(id);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    auto guarded = [storage, work = std::move(work)]() -> Result<T> {
        const Gate::Pass pass(storage->gate());
        if (!pass)
            return fail(StoredAccount::notServed());
        if (const auto ours = storage->checkOurs(); !ours)
            return fail(ours.error());
        Result<T> result = work(storage);
        if (const auto ours = storage->checkOurs(); !ours)
            return fail(ours.error());
        return result;
    };
    auto result = co_await m_store.pool().run(std::move(guarded));
    co_return result;
}

template <class T>
Task<Result<T>> MoveShelf::withContent(MovePlace place, std::function<Result<T>(const MoveContent &)> work)
{
    const StorageId storage = place.storage;
    return inPool<T>(storage, [place = std::move(place), work = std::move(work)](const StoragePointer &on) {
        return work(MoveContent(on, place));
    });
}

/// An order that may bring or take a folder of the storage: its number of accounts follows. Main thread.
Task<Result<>> MoveShelf::counted(MoveMark mark, std::function<Result<>(const StoragePointer &)> work)
{
    const auto isCounted = [](const StoragePointer &on, const AccountId &account) {
        const auto now = on ? on->moves().find(account) : std::nullopt;
        return now && now->state != MoveState::Moved && now->state != MoveState::Receiving;
    };
    const StoragePointer storage = m_store.storageOf(mark.storage);
    const bool before = isCounted(storage, mark.account);
    const Result<> done = co_await inPool<void>(mark.storage, std::move(work));
    const bool after = isCounted(storage, mark.account);
    m_store.countAccounts(mark.storage, int(after) - int(before));
    co_return done;
}

QList<MoveMark> MoveShelf::marks() const
{
    QList<MoveMark> marks;
    for (const StoragePointer &storage : m_store.allStorages())
        marks += storage->moves().all();
    return marks;
}

Task<Result<qint64>> MoveShelf::beginSource(MoveMark mark)
{
    return inPool<qint64>(mark.storage, [mark](const auto &on) { return MoveOrders(on).beginSource(mark); });
}

Task<Result<>> MoveShelf::hold(MoveMark mark)
{
    const StoragePointer storage = m_store.storageOf(mark.storage);
    if (!storage)
        co_return fail(StoredAccount::notServed());
    const auto known = storage->moves().find(mark.account);
    if (!known || known->id != mark.id || known->turn > mark.turn)
        co_return fail(
            moveConflict(mark, QStringLiteral("no such move, or another keeper has taken it over")));
    storage->moves().close(mark.account); // nobody enters; then those inside are told
    m_store.endAccount(mark.account);
    std::function<Result<>(const StoragePointer &)> work = [mark](const StoragePointer &on) {
        return MoveOrders(on).hold(mark);
    };
    auto held = co_await inPool<void>(mark.storage, std::move(work));
    co_return held;
}

Task<Result<>> MoveShelf::release(MoveMark mark, bool forget)
{
    return inPool<void>(
        mark.storage, [mark, forget](const auto &on) { return MoveOrders(on).release(mark, forget); });
}

Task<Result<>> MoveShelf::setAside(MoveMark mark)
{
    return counted(mark, [mark](const auto &on) { return MoveOrders(on).setAside(mark); });
}

Task<Result<>> MoveShelf::purge(MoveMark mark)
{
    return inPool<void>(mark.storage, [mark](const auto &on) { return MoveOrders(on).purge(mark); });
}

Task<Result<>> MoveShelf::beginTarget(MoveMark mark, qint64 bytes)
{
    return counted(mark, [mark, bytes](const auto &on) { return MoveOrders(on).beginTarget(mark, bytes); });
}

Task<Result<>> MoveShelf::adopt(MoveMark mark)
{
    return counted(mark, [mark](const auto &on) { return MoveOrders(on).adopt(mark); });
}

Task<Result<>> MoveShelf::finish(MoveMark mark)
{
    return inPool<void>(mark.storage, [mark](const auto &on) { return MoveOrders(on).finish(mark); });
}

Task<Result<>> MoveShelf::drop(MoveMark mark)
{
    m_store.endAccount(mark.account); // an adopted copy may have been reached
    return counted(mark, [mark](const auto &on) { return MoveOrders(on).drop(mark); });
}

Task<Result<QList<QByteArray>>> MoveShelf::folders(MovePlace place)
{
    return withContent<QList<QByteArray>>(
        place, [](const MoveContent &content) { return content.folders(); });
}

Task<Result<QList<TransferFile>>> MoveShelf::files(MovePlace place, QByteArray folder)
{
    return withContent<QList<TransferFile>>(
        place, [folder](const MoveContent &content) { return content.files(folder); });
}

Task<Result<std::shared_ptr<MessageData>>> MoveShelf::open(
    MovePlace place, QByteArray folder, QByteArray name)
{
    BlockingPool &pool = m_store.pool();
    using Data = std::shared_ptr<MessageData>;
    return withContent<Data>(place, [folder, name, &pool](const MoveContent &content) -> Result<Data> {
        auto opened = content.open(folder, name);
        if (!opened)
            return fail(opened.error());
        return std::make_shared<FileData>(std::move(*opened), pool);
    });
}

Task<Result<QByteArray>> MoveShelf::sha256(MovePlace place, QByteArray folder, QByteArray name)
{
    return withContent<QByteArray>(
        place, [folder, name](const MoveContent &content) { return content.sha256(folder, name); });
}

Task<Result<TransferKeys>> MoveShelf::keys(MovePlace place, QByteArray position)
{
    return withContent<TransferKeys>(
        place, [position](const MoveContent &content) { return content.keys(position); });
}

Task<Result<>> MoveShelf::put(MovePlace place, TransferPart part)
{
    return withContent<void>(place, [part](const MoveContent &content) { return content.put(part); });
}

Task<Result<>> MoveShelf::rename(MovePlace place, QByteArray folder, QByteArray from, QByteArray to)
{
    return withContent<void>(
        place, [folder, from, to](const MoveContent &content) { return content.rename(folder, from, to); });
}

Task<Result<>> MoveShelf::removeFiles(MovePlace place, QByteArray folder, QList<QByteArray> names)
{
    return withContent<void>(
        place, [folder, names](const MoveContent &content) { return content.removeFiles(folder, names); });
}

Task<Result<>> MoveShelf::makeFolder(MovePlace place, QByteArray folder)
{
    return withContent<void>(
        place, [folder](const MoveContent &content) { return content.makeFolder(folder); });
}

Task<Result<>> MoveShelf::removeFolder(MovePlace place, QByteArray folder)
{
    return withContent<void>(
        place, [folder](const MoveContent &content) { return content.removeFolder(folder); });
}

Task<Result<>> MoveShelf::syncFolder(MovePlace place, QByteArray folder)
{
    return withContent<void>(
        place, [folder](const MoveContent &content) { return content.syncFolder(folder); });
}

Task<Result<>> MoveShelf::addKeys(MovePlace place, QList<DeliveryKey> keys)
{
    return withContent<void>(place, [keys](const MoveContent &content) { return content.addKeys(keys); });
}

} // namespace homeport
