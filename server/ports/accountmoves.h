// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Moving one account between healthy backends: what storages do for it, and what an administrator may order.
#pragma once

#include "server/ports/directory.h"
#include "server/ports/mailboxes.h"
#include "shared/model/accountmove.h"

namespace homeport {

/// One side of a move.
struct MovePlace
{
    StorageId storage;
    AccountId account;
    QByteArray address;
    MoveRole role = MoveRole::Source; ///< Target: the incoming copy
};

/// A file of one folder of the account: "cur/…", "new/…", or a control file such as "dovecot-uidlist".
struct TransferFile
{
    QByteArray name;
    qint64 size = 0;
    qint64 modifiedNs = 0;
    bool operator==(const TransferFile &) const = default;
};

/// A piece of a file that arrives; pieces of one file come in order, one file of a move at a time.
struct TransferPart
{
    QByteArray folder; ///< "" or ".A.B": names on disk
    TransferFile file;
    qint64 offset = 0;
    QByteArray bytes;
    QByteArray sha256; ///< of the whole file, 32 bytes; not empty: this is the last piece
};

struct TransferKeys
{
    QList<DeliveryKey> keys; ///< delivered, in the order of the journal
    QByteArray next; ///< where to go on; the same when there was nothing more
};

/// The storages of this member. Any thread with a loop; the work runs in the pool. Names are checked: nothing
/// outside the account's folder or its incoming copy is ever touched. Orders carry the mark as it shall be
/// (id, turn, runner, both storages); one of a lower turn, or of another move, is Refused with status
/// "conflict". Every order may be repeated.
class MoveStore
{
public:
    virtual ~MoveStore() = default;
    /// Marks of all storages served here.
    virtual QList<MoveMark> marks() const = 0;

    /// Source: marked as being copied. The value: bytes it holds.
    virtual Task<Result<qint64>> beginSource(MoveMark mark) = 0;
    /// Source: sessions end kindly, what is under way ends, then nobody reaches it; durable.
    virtual Task<Result<>> hold(MoveMark mark) = 0;
    /// Source: open again. `forget`: the mark goes, else it stays as being copied.
    virtual Task<Result<>> release(MoveMark mark, bool forget) = 0;
    /// Source: to .moved/; nobody reaches it here any more.
    virtual Task<Result<>> setAside(MoveMark mark) = 0;
    /// Source: what was set aside is removed.
    virtual Task<Result<>> purge(MoveMark mark) = 0;

    /// Target: room for `bytes`, nothing in the way, an incoming folder (with what an earlier move left set
    /// aside here, as links). An adopted copy is taken out of sight again.
    virtual Task<Result<>> beginTarget(MoveMark mark, qint64 bytes) = 0;
    /// Target: durable, in place, open.
    virtual Task<Result<>> adopt(MoveMark mark) = 0;
    /// Target: the move is over: no mark.
    virtual Task<Result<>> finish(MoveMark mark) = 0;
    /// Target: the copy goes.
    virtual Task<Result<>> drop(MoveMark mark) = 0;

    virtual Task<Result<QList<QByteArray>>> folders(MovePlace place) = 0; ///< "" first
    virtual Task<Result<QList<TransferFile>>> files(MovePlace place, QByteArray folder) = 0;
    /// Error with status "gone" when there is no such file (any more).
    virtual Task<Result<std::shared_ptr<MessageData>>> open(
        MovePlace place, QByteArray folder, QByteArray name) = 0;
    virtual Task<Result<QByteArray>> sha256(MovePlace place, QByteArray folder, QByteArray name) = 0;
    /// Delivery keys of the account that the journal holds behind `position` ("": all).
    virtual Task<Result<TransferKeys>> keys(MovePlace place, QByteArray position) = 0;

    // target only
    virtual Task<Result<>> put(MovePlace place, TransferPart part) = 0;
    virtual Task<Result<>> rename(MovePlace place, QByteArray folder, QByteArray from, QByteArray to) = 0;
    virtual Task<Result<>> removeFiles(MovePlace place, QByteArray folder, QList<QByteArray> names) = 0;
    virtual Task<Result<>> makeFolder(MovePlace place, QByteArray folder) = 0;
    virtual Task<Result<>> removeFolder(MovePlace place, QByteArray folder) = 0;
    virtual Task<Result<>> syncFolder(MovePlace place, QByteArray folder) = 0;
    virtual Task<Result<>> addKeys(MovePlace place, QList<DeliveryKey> keys) = 0;
};

/// Questions "account.move.…" that keepers ask of the members (protocol.md 1.9). Main thread.
class MoveQuestions
{
public:
    virtual ~MoveQuestions() = default;
    virtual Task<Result<QJsonObject>> answer(QString what, QJsonObject arguments) = 0;
};

struct BulkMove
{
    MemberName from;
    MemberName to;
    std::optional<QByteArray> domain;
    qint64 limit = 0; ///< 0: all
    qint64 perMinute = 0;
    QString author;
};

/// On keepers, main thread. Orders go on when nobody waits for them. Errors: Refused with status "conflict",
/// "no-such-account"…; Temporary when it goes on by itself or may be ordered again: the text says which.
class AccountMoves
{
public:
    virtual ~AccountMoves() = default;
    virtual Task<Result<QJsonObject>> move(
        Address address, MemberName to, std::optional<StorageId> storage, QString author) = 0;
    virtual Task<Result<QJsonObject>> resume(Address address) = 0;
    virtual Task<Result<QJsonObject>> revert(Address address, QString author) = 0;
    virtual Task<Result<QJsonObject>> purge(Address address) = 0;
    /// `moves`: what is under way or kept aside on any member; `bulk`; `unreachable`.
    virtual Task<Result<QJsonObject>> show() = 0;
    /// Returns at once; goes on in the background, also after a restart of this keeper.
    virtual Task<Result<QJsonObject>> startBulk(BulkMove bulk) = 0;
    virtual Task<Result<QJsonObject>> stopBulk() = 0;
};

} // namespace homeport
