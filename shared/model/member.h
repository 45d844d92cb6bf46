// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A member row of the cluster table: a name, where it is reached, and what it may do.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace homeport {

/// What a member may do; a frontend has `proxy` only (design.md §5 "Rights").
struct Rights
{
    bool proxy = false; ///< vouch for users, deliver
    bool store = false; ///< own storages
    bool keeper = false; ///< change the table, sign certificates, write the directory, answer the admin API
    bool operator==(const Rights &) const = default;
};

enum class AdministrativeState { Ready, Draining, Withdrawn };

struct Member
{
    MemberName name;
    QStringList addresses; ///< "host:port" of the cluster port, most wanted first
    QStringList adminAddresses; ///< "host:port" of the admin API; keepers only
    Rights rights;
    AdministrativeState state = AdministrativeState::Ready;
    QByteArray publicKey; ///< Ed25519, 32 bytes; empty until the member has joined
    bool operator==(const Member &) const = default;
};

/// A member that was taken out: its certificate is refused for ever under this key.
struct RemovedMember
{
    MemberName name;
    QByteArray publicKey;
    QDateTime time;
    bool operator==(const RemovedMember &) const = default;
};

QString toText(AdministrativeState state);
Result<AdministrativeState> administrativeStateFromText(const QString &text);
QStringList toTexts(const Rights &rights);
QJsonObject toJson(const Member &member);
Result<Member> memberFromJson(const QJsonObject &json);
QJsonObject toJson(const RemovedMember &member);
Result<RemovedMember> removedMemberFromJson(const QJsonObject &json);

} // namespace homeport
