// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The port MoveStore over the storages in service: finds the storage, works in the pool.
#pragma once

#include "server/store/moveorders.h"
#include "server/store/storeservice.h"

namespace homeport {

/// Any thread with a loop. Ends before the service does.
class MoveShelf final : public MoveStore
{
public:
    explicit MoveShelf(StoreService &store)
        : m_store(store)
    {
    }
    QList<MoveMark> marks() const override;
    Task<Result<qint64>> beginSource(MoveMark mark) override;
    Task<Result<>> hold(MoveMark mark) override;
    Task<Result<>> release(MoveMark mark, bool forget) override;
    Task<Result<>> setAside(MoveMark mark) override;
    Task<Result<>> purge(MoveMark mark) override;
    Task<Result<>> beginTarget(MoveMark mark, qint64 bytes) override;
    Task<Result<>> adopt(MoveMark mark) override;
    Task<Result<>> finish(MoveMark mark) override;
    Task<Result<>> drop(MoveMark mark) override;

    Task<Result<QList<QByteArray>>> folders(MovePlace place) override;
    Task<Result<QList<TransferFile>>> files(MovePlace place, QByteArray folder) override;
    Task<Result<std::shared_ptr<MessageData>>> open(
        MovePlace place, QByteArray folder, QByteArray name) override;
    Task<Result<QByteArray>> sha256(MovePlace place, QByteArray folder, QByteArray name) override;
    Task<Result<TransferKeys>> keys(MovePlace place, QByteArray position) override;
    Task<Result<>> put(MovePlace place, TransferPart part) override;
    Task<Result<>> rename(MovePlace place, QByteArray folder, QByteArray from, QByteArray to) override;
    Task<Result<>> removeFiles(MovePlace place, QByteArray folder, QList<QByteArray> names) override;
    Task<Result<>> makeFolder(MovePlace place, QByteArray folder) override;
    Task<Result<>> removeFolder(MovePlace place, QByteArray folder) override;
    Task<Result<>> syncFolder(MovePlace place, QByteArray folder) override;
    Task<Result<>> addKeys(MovePlace place, QList<DeliveryKey> keys) override;

private:
    using StoragePointer = std::shared_ptr<ServedStorage>;
    template <class T>
    Task<Result<T>> inPool(StorageId storage, std::function<Result<T>(const StoragePointer &)> work);
    template <class T>
    Task<Result<T>> withContent(MovePlace place, std::function<Result<T>(const MoveContent &)> work);
    Task<Result<>> counted(MoveMark mark, std::function<Result<>(const StoragePointer &)> work);
    StoreService &m_store;
};

} // namespace homeport
