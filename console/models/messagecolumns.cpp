// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Columns of messages, recipients and attempts; the table parts of MessageModel.
#include "console/models/messagecolumns.h"

#include "console/models/messagemodel.h"
#include "console/models/queuewords.h"
#include "console/models/texts.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

/// RowColumn of a time: short text, full time as tooltip.
template <class Row>
RowColumn<Row> timeColumn(const QString &title, const QString &field, QDateTime Row::*time)
{
    return {title, field,
        [time](const Row &row) { return timeText(row.*time, QDateTime::currentDateTimeUtc()); },
        [time](const Row &row) { return sortTime(row.*time); }, {},
        [time](const Row &row) { return fullTimeText(row.*time); },
        [time](const Row &row) { return exportTime(row.*time); }};
}

int alignmentOf(const RowColumn<QueueRow> &column)
{
    return int((column.number && !column.severity ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

StateWord entryWord(EntryState state)
{
    switch (state) {
    case EntryState::Waiting:
        return {QueueWords::tr("waiting"), Severity::Warning};
    case EntryState::Held:
        return {QueueWords::tr("held"), Severity::Notice};
    case EntryState::Quarantined:
        return {QueueWords::tr("quarantined"), Severity::Bad};
    }
    Q_UNREACHABLE();
}

StateWord tryWord(TryResult result)
{
    switch (result) {
    case TryResult::Later:
        return {QueueWords::tr("later"), Severity::Warning};
    case TryResult::Rerouted:
        return {QueueWords::tr("re-routed"), Severity::Busy};
    case TryResult::Refused:
        return {QueueWords::tr("refused"), Severity::Bad};
    case TryResult::Unanswered:
        return {QueueWords::tr("no answer"), Severity::Unknown};
    }
    Q_UNREACHABLE();
}

QString senderText(const QString &from)
{
    return from.isEmpty() ? QueueWords::tr("<> (a notification)") : from;
}

QList<RowColumn<QueueRow>> messageColumns()
{
    using Row = QueueRow;
    return {
        {QueueWords::tr("Recipient"), u"recipient"_s, [](const Row &row) { return row.recipient; }, {}, {},
            [](const Row &row) {
                return row.address == row.recipient
                    ? row.recipient
                    : QueueWords::tr("%1, delivered to %2").arg(row.recipient, row.address);
            },
            {}},
        {QueueWords::tr("State"), u"state"_s, [](const Row &row) { return entryWord(row.state).word; }, {},
            [](const Row &row) { return entryWord(row.state).severity; }, {},
            [](const Row &row) { return toText(row.state); }},
        {QueueWords::tr("In the queue"), u"received"_s,
            [](const Row &row) { return ageText(row.received, QDateTime::currentDateTimeUtc()); },
            [](const Row &row) { return sortTime(row.received); }, {},
            [](const Row &row) { return QueueWords::tr("since %1").arg(fullTimeText(row.received)); },
            [](const Row &row) { return exportTime(row.received); }},
        {QueueWords::tr("Sender"), u"from"_s, [](const Row &row) { return senderText(row.from); }, {}, {}, {},
            [](const Row &row) { return row.from; }},
        {QueueWords::tr("Size"), u"bytes"_s, [](const Row &row) { return sizeForPeople(row.bytes); },
            [](const Row &row) { return row.bytes; }, {}, {},
            [](const Row &row) { return QString::number(row.bytes); }},
        {QueueWords::tr("Attempts"), u"attempts"_s, [](const Row &row) { return countText(row.attempts); },
            [](const Row &row) { return qint64(row.attempts); }, {}, {},
            [](const Row &row) { return QString::number(row.attempts); }},
        timeColumn<Row>(QueueWords::tr("Next try"), u"nextTry"_s, &Row::nextTry),
        {QueueWords::tr("Last error"), u"lastError"_s, [](const Row &row) { return row.lastError; }, {}, {},
            [](const Row &row) { return row.lastError; }, {}},
        {QueueWords::tr("Message"), u"id"_s,
            [](const Row &row) { return QString(row.member + u':' + QString::number(row.id)); }, {}, {},
            [](const Row &row) {
                return QueueWords::tr("number %1 in the queue of %2").arg(row.id).arg(row.member);
            },
            {}},
    };
}

QList<std::optional<QueueSort>> messageSorts()
{
    return {QueueSort::Recipient, QueueSort::State, QueueSort::Received, QueueSort::From, QueueSort::Bytes,
        QueueSort::Attempts, QueueSort::NextTry, QueueSort::LastError, std::nullopt};
}

QList<AttemptRow> attemptsOf(const QueueEntry &entry)
{
    QList<AttemptRow> rows;
    for (const QueueRecipient &recipient : entry.recipients) {
        int number = 0;
        for (const QueueTry &attempt : recipient.history)
            rows.append({recipient.recipient, ++number, attempt});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const AttemptRow &left, const AttemptRow &right) {
        return left.attempt.time > right.attempt.time;
    });
    return rows;
}

QList<RowColumn<AttemptRow>> attemptColumns()
{
    using Row = AttemptRow;
    return {
        {QueueWords::tr("Time"), u"time"_s,
            [](const Row &row) { return timeText(row.attempt.time, QDateTime::currentDateTimeUtc()); },
            [](const Row &row) { return sortTime(row.attempt.time); }, {},
            [](const Row &row) { return fullTimeText(row.attempt.time); },
            [](const Row &row) { return exportTime(row.attempt.time); }},
        {QueueWords::tr("Result"), u"result"_s,
            [](const Row &row) { return tryWord(row.attempt.result).word; }, {},
            [](const Row &row) { return tryWord(row.attempt.result).severity; }, {}, {}},
        {QueueWords::tr("Tried at"), u"destination"_s,
            [](const Row &row) {
                return row.attempt.destination.isEmpty() ? QueueWords::tr("nobody") : row.attempt.destination;
            },
            {}, {}, {}, [](const Row &row) { return row.attempt.destination; }},
        {QueueWords::tr("Recipient"), u"recipient"_s, [](const Row &row) { return row.recipient; }, {}, {},
            {}, {}},
        {QueueWords::tr("What was answered"), u"text"_s, [](const Row &row) { return row.attempt.text; }, {},
            {}, [](const Row &row) { return row.attempt.text; }, {}},
    };
}

QList<RowColumn<QueueRecipient>> recipientColumns()
{
    using Row = QueueRecipient;
    return {
        {QueueWords::tr("Recipient"), u"recipient"_s, [](const Row &row) { return row.recipient; }, {}, {},
            {}, {}},
        {QueueWords::tr("State"), u"state"_s, [](const Row &row) { return entryWord(row.state).word; }, {},
            [](const Row &row) { return entryWord(row.state).severity; }, {}, {}},
        {QueueWords::tr("Delivered to"), u"address"_s, [](const Row &row) { return row.address; }, {}, {}, {},
            {}},
        {QueueWords::tr("Attempts"), u"attempts"_s, [](const Row &row) { return countText(row.attempts); },
            [](const Row &row) { return qint64(row.attempts); }, {}, {}, {}},
        timeColumn<Row>(QueueWords::tr("Next try"), u"nextTry"_s, &Row::nextTry),
        {QueueWords::tr("Last error"), u"lastError"_s, [](const Row &row) { return row.lastError; }, {}, {},
            [](const Row &row) { return row.lastError; }, {}},
    };
}

int MessageModel::columnOf(QueueSort sort)
{
    const QList<std::optional<QueueSort>> sorts = messageSorts();
    return int(sorts.indexOf(std::optional(sort)));
}

std::optional<QueueSort> MessageModel::sortOf(int column)
{
    const QList<std::optional<QueueSort>> sorts = messageSorts();
    return column >= 0 && column < sorts.size() ? sorts[column] : std::nullopt;
}

QStringList MessageModel::exportTitles() const
{
    QStringList out;
    for (const RowColumn<QueueRow> &column : m_columns)
        out.append(column.field);
    return out;
}

QStringList MessageModel::exportRow(int row) const
{
    QStringList out;
    for (const RowColumn<QueueRow> &column : m_columns)
        out.append(column.exported ? column.exported(at(row)) : column.text(at(row)));
    return out;
}

int MessageModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : shownCount(); }

int MessageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns[section].title;
    if (role == Qt::ToolTipRole && !sortOf(section))
        return QueueWords::tr("Messages cannot be sorted by this.");
    return role == Qt::TextAlignmentRole ? QVariant(alignmentOf(m_columns[section])) : QVariant();
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QueueRow &row = at(index.row());
    const RowColumn<QueueRow> &column = m_columns[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        return column.text(row);
    case Qt::ToolTipRole:
        return column.toolTip ? column.toolTip(row) : QString();
    case Qt::AccessibleTextRole:
        return QString(column.title + u": "_s + column.text(row));
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case rowrole::key:
        return keyAt(index.row());
    case rowrole::severity:
        return QVariant::fromValue(column.severity ? column.severity(row) : Severity::None);
    case rowrole::number:
        return bool(column.number);
    case rowrole::stale:
        return m_isStale;
    default:
        return {};
    }
}

} // namespace homeport
