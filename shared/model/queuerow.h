// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Searching queues: what is looked for, in which order, and one recipient of one message as it is shown.
#pragma once

#include "shared/model/lane.h"

namespace homeport {

/// All conditions together; what is empty or 0 is no condition. Texts are searched without regard to case.
struct QueueFilter
{
    QString lane; ///< "storage:…", "domain:…" or "host:…"
    QString from; ///< contained in the reverse-path
    QString to; ///< contained in the recipient or the address
    QString error; ///< contained in the last error
    std::optional<EntryState> state;
    qint64 olderThan = 0; ///< seconds in the queue, or more
    qint64 largerThan = 0; ///< bytes; the message has more
    bool operator==(const QueueFilter &) const = default;
};

enum class QueueSort { Received, Bytes, From, Recipient, Attempts, NextTry, LastError, State };

struct QueueRow
{
    QString member; ///< whose queue it is
    qint64 id = 0; ///< of the message in that queue
    DeliveryKey key; ///< names the recipient
    QString from; ///< empty: null reverse-path
    QString recipient; ///< as in RCPT
    QString address; ///< the account's or the remote address
    QString lane;
    QString host; ///< of a storage's lane
    QDateTime received;
    qint64 bytes = 0;
    EntryState state = EntryState::Waiting;
    int attempts = 0;
    QDateTime nextTry; ///< invalid: it is not waiting
    QString lastError;
    bool operator==(const QueueRow &) const = default;
};

/// A recipient, or a whole message.
struct QueueSelected
{
    QString member;
    qint64 id = 0;
    std::optional<DeliveryKey> key; ///< none: all recipients of the message
    bool operator==(const QueueSelected &) const = default;
};

QString toText(QueueSort sort);
std::optional<QueueSort> queueSortFromText(const QString &text);
/// "received, bytes, …": for messages.
QString queueSortWords();

/// Conditions that are none are left out.
QJsonObject toJson(const QueueFilter &filter);
/// Unknown fields are faults: a misspelt condition must not make a deletion match more.
Result<QueueFilter> queueFilterFromJson(const QJsonObject &json);
QJsonObject toJson(const QueueRow &row);
Result<QueueRow> queueRowFromJson(const QJsonObject &json);
QJsonObject toJson(const QueueSelected &selected);
/// Unknown fields are faults here too.
Result<QueueSelected> queueSelectedFromJson(const QJsonObject &json);

} // namespace homeport
