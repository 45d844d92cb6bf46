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

/// Sessions that are listed there, by service: those before a login are not.
struct SessionCounts
{
    qint64 imap = 0;
    qint64 pop3 = 0;
    qint64 smtp = 0;
    qint64 submission = 0;
    bool operator==(const SessionCounts &) const = default;
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
    qint64 messagesPerMinute = 0; ///< accepted or delivered here in the last minute
    SessionCounts sessionsByService;
    bool operator==(const MemberStatus &) const = default;
};

QString toText(ObservedState state);
QJsonObject toJson(const MemberStatus &status);
Result<MemberStatus> memberStatusFromJson(const QJsonObject &json);

} // namespace homeport
