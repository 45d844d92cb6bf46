// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a member says of itself and of the others: the status that health, console and ctl show.
#pragma once

#include "shared/model/clustertable.h"

namespace homeport {

enum class ObservedState { Unknown, Up, Down, Diverged };

/// How one member sees another.
struct PeerView
{
    MemberName name;
    ObservedState state = ObservedState::Unknown;
    QDateTime since;
    QString lastError;
    TableRevision table;
    qint64 clockDifferenceMs = 0;
    bool operator==(const PeerView &) const = default;
};

struct StorageView
{
    StorageId id;
    QString name;
    QString path;
    bool served = false;
    quint64 epoch = 0; ///< of the label
    QString problem; ///< why it is not served; empty when it is
    qint64 freeBytes = 0;
    qint64 accounts = 0;
    bool operator==(const StorageView &) const = default;
};

struct MemberStatus
{
    MemberName name;
    QString version;
    QDateTime started;
    TableRevision table;
    QList<PeerView> peers;
    QList<StorageView> storages;
    qint64 sessions = 0;
    qint64 queuedMessages = 0;
    qint64 queuedBytes = 0;
    QDateTime oldestQueued;
    QDateTime certificateExpires;
    QString directory; ///< "up", or why not
    QStringList alarms;
    bool operator==(const MemberStatus &) const = default;
};

QString toText(ObservedState state);
QJsonObject toJson(const MemberStatus &status);
Result<MemberStatus> memberStatusFromJson(const QJsonObject &json);

} // namespace homeport
