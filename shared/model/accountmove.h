// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a storage knows of an account that moves or has moved: its mark (protocol.md "Moving one account").
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>

namespace homeport {

using MoveId = Id128<struct MoveTag>;

enum class MoveRole {
    Source, ///< the account was here first
    Target,
};

enum class MoveState {
    Copying, ///< source: in use as ever
    Held, ///< source: served by nobody, for a moment
    Moved, ///< source: what it had is set aside, or purged; it is elsewhere for good
    Receiving, ///< target: what it has got is nobody's yet
    Adopted, ///< target: complete and in place; served as soon as the record says so
};

struct MoveMark
{
    MoveId id;
    AccountId account;
    QByteArray address;
    MoveRole role = MoveRole::Source;
    MoveState state = MoveState::Copying;
    StorageId storage; ///< that holds the mark
    StorageId other; ///< the other one
    MemberName runner; ///< the keeper that drives it
    quint32 turn = 1; ///< grows when another runner takes over; orders of a lower one are refused
    QByteArray aside; ///< name below .moved/; empty: nothing is kept
    QDateTime changed; ///< UTC
    bool operator==(const MoveMark &) const = default;

    /// May sessions and deliveries reach the account on this storage?
    bool isOpen() const { return state == MoveState::Copying || state == MoveState::Adopted; }
    /// Nothing is left to do.
    bool isOver() const { return state == MoveState::Moved; }
};

QString toText(MoveRole role);
QString toText(MoveState state);
QJsonObject toJson(const MoveMark &mark);
Result<MoveMark> moveMarkFromJson(const QJsonObject &json);

} // namespace homeport
