// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The columns of queued messages, and the words for what their recipients went through.
#pragma once

#include "console/models/rowmodel.h"
#include "shared/model/queuerow.h"

namespace homeport {

QList<RowColumn<QueueRow>> messageColumns();
/// The daemon's name of a column it can sort by, at the column's place; nullopt: it cannot.
QList<std::optional<QueueSort>> messageSorts();

StateWord entryWord(EntryState state);
StateWord tryWord(TryResult result);
/// "<>" for a null reverse-path, with the reason people know it by.
QString senderText(const QString &from);

/// One attempt of one recipient.
struct AttemptRow
{
    QString recipient;
    int number = 0; ///< among those kept, the oldest is 1
    QueueTry attempt;
    bool operator==(const AttemptRow &) const = default;
};
/// Of all recipients, newest first.
QList<AttemptRow> attemptsOf(const QueueEntry &entry);
QList<RowColumn<AttemptRow>> attemptColumns();
QList<RowColumn<QueueRecipient>> recipientColumns();

} // namespace homeport
