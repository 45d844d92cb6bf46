// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lanes and queued messages, as the admin API shows them.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <array>

namespace homeport {

enum class EntryState { Waiting, Held, Quarantined };

/// Recipients of a lane by how long they have been in the queue: under 5, 10, 20, 40, 80, 160, 320 minutes,
/// longer.
using LaneAges = std::array<qint64, 8>;

/// One destination's share of a queue. `name` is "storage:<id>" or "domain:<name>".
struct Lane
{
    QString name;
    QString label = {}; ///< what people read: the storage's name, or the domain
    QString host; ///< "back1.example.net" for a storage lane, empty for a domain
    QString member; ///< the member whose queue this is
    qint64 messages = 0; ///< recipients waiting
    qint64 held = 0; ///< of them, held by an administrator
    qint64 quarantined = 0; ///< of them
    qint64 bytes = 0;
    LaneAges ages{};
    QDateTime oldest;
    QDateTime nextTry; ///< invalid: when the destination is announced
    QString lastError;
    QString state; ///< "waiting", "parked" (its storage is away: `lastError` says why), "delivering", "held"
    bool operator==(const Lane &) const = default;
};

/// How one attempt ended that did not end the recipient's waiting.
enum class TryResult {
    Later,
    Rerouted,
    Refused, ///< for good, but its notification could not be queued
    Unanswered, ///< sent, and no answer came
};

struct QueueTry
{
    QDateTime time;
    TryResult result = TryResult::Later;
    QString text;
    QString destination; ///< the member or server that was tried; empty: none was
    bool operator==(const QueueTry &) const = default;
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
    QList<QueueTry> history = {}; ///< newest last, at most 20; only when one message is shown
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
    QString headers = {}; ///< the first 64 KiB; only when one message is shown
    bool headersCut = false; ///< there are more
    bool operator==(const QueueEntry &) const = default;
};

QString toText(EntryState state);
std::optional<EntryState> entryStateFromText(const QString &text);
QJsonObject toJson(const Lane &lane);
Result<Lane> laneFromJson(const QJsonObject &json);
QJsonObject toJson(const QueueEntry &entry);
Result<QueueEntry> queueEntryFromJson(const QJsonObject &json);

} // namespace homeport
