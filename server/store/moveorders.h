// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a storage does about a move when its runner orders it: marks and folders, in an order that a crash may
// cut anywhere (protocol.md "Moving one account").
#pragma once

#include "server/store/movecontent.h"

namespace homeport {

/// Refused, "conflict".
Error moveConflict(const MoveMark &order, const QString &why);

/// Blocking; any thread. Each order may be repeated, after a crash too.
///
///     order       crash leaves                                   repeated
///     hold        no mark `held`: open after a start             held again
///     setAside    in .moved/, mark `held`: nobody is served      found there, marked
///     adopt       in place, mark `receiving`: nobody is served   found in place, marked
///     drop        part of the copy, mark `receiving`             the rest is removed
class MoveOrders
{
public:
    explicit MoveOrders(std::shared_ptr<ServedStorage> storage)
        : m_storage(std::move(storage))
    {
    }
    Result<qint64> beginSource(MoveMark order);
    /// The account was closed before (MoveMarks::close()), its sessions were told to end. On an error it is
    /// open again.
    Result<> hold(MoveMark order);
    Result<> release(MoveMark order, bool forget);
    Result<> setAside(MoveMark order);
    Result<> purge(const MoveMark &order);

    Result<> beginTarget(MoveMark order, qint64 bytes);
    Result<> adopt(MoveMark order);
    Result<> finish(const MoveMark &order);
    Result<> drop(MoveMark order);

    /// Removes what was set aside more than 30 days ago.
    Result<> purgeOld(const QDateTime &now);

private:
    using Known = std::optional<MoveMark>;
    Result<Known> known(const MoveMark &order) const;
    Result<> settleIntents(const MoveMark &order);
    Result<> moveFolder(
        const MoveMark &order, int from, const QByteArray &fromName, int to, const QByteArray &toName) const;
    Result<FileDescriptor> area(const QByteArray &name) const;
    Result<FileDescriptor> domainFolder(const MoveMark &order, bool make) const;
    Result<bool> isInPlace(const MoveMark &order) const;
    Result<> takeOutOfSight(const MoveMark &order);
    Result<> removeAside(const QByteArray &aside) const;
    const std::shared_ptr<ServedStorage> m_storage;
};

} // namespace homeport
