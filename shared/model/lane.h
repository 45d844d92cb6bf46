// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lanes and queued messages, as the admin API shows them.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>

namespace homeport {

enum class EntryState { Waiting, Held, Quarantined };

/// One destination's share of a queue. `name` is "storage:<id>" or "domain:<name>".
struct Lane
{
    QString name;
    QString host; ///< "back1.example.net" for a storage lane, empty for a domain
    QString member; ///< the member whose queue this is
    qint64 messages = 0; ///< recipients waiting
    qint64 bytes = 0;
    QDateTime oldest;
    QDateTime nextTry; ///< invalid: when the destination is announced
    QString lastError;
    QString state; ///< "waiting", "parked" (its storage is away: `lastError` says why), "delivering", "held"
    bool operator==(const Lane &) const = default;
};

struct QueueRecipient
{
    QString recipient; ///< as in RCPT
    QString address; ///< the account's or the remote address
    QString lane;
    DeliveryKey key;
    EntryState state = EntryState::Waiting;
    int attempts = 0;
    QDateTime nextTry;
    QString lastError;
    bool operator==(const QueueRecipient &) const = default;
};

struct QueueEntry
{
    qint64 id = 0; ///< of the member's own queue
    QString member;
    QString from; ///< empty: null reverse-path
    QDateTime received;
    qint64 bytes = 0;
    QString session;
    QList<QueueRecipient> recipients;
    bool operator==(const QueueEntry &) const = default;
};

QString toText(EntryState state);
QJsonObject toJson(const Lane &lane);
Result<Lane> laneFromJson(const QJsonObject &json);
QJsonObject toJson(const QueueEntry &entry);
Result<QueueEntry> queueEntryFromJson(const QJsonObject &json);

} // namespace homeport
