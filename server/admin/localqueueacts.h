// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What an act on this member's queue is meant for, and how it goes through it: batch by batch, so that
// neither memory nor the writer's transactions grow with the queue.
#pragma once

#include "server/ports/queue.h"

#include <QJsonArray>
#include <QSet>

namespace homeport {

/// A lane or filter, or messages and recipients by name.
struct QueueScope
{
    std::optional<QueueQuery> query;
    QList<QueueSelected> selected; ///< when there is no query
    bool isOneMessage = false; ///< asked for by its id alone: refused when it is not there
};

/// One after the other, until one is empty. What is queued after the first is not meant. Recipients of one
/// message come in one batch.
class QueueBatches
{
public:
    static constexpr int size = 500; ///< and the rest of the last message

    QueueBatches(Queue &queue, QueueScope scope)
        : m_queue(queue)
        , m_scope(std::move(scope))
    {
    }
    Task<Result<QList<QueueTarget>>> next();
    /// Of the selected: what is not in the queue. After the first batch.
    const QList<QueueSelected> &missing() const { return m_missing; }
    /// A message that was asked for by its id, and is not there: refused.
    Result<> isThere() const;
    bool isQuery() const { return m_scope.query.has_value(); }

private:
    Task<Result<>> findSelected();

    Queue &m_queue;
    const QueueScope m_scope;
    bool m_hasBegun = false;
    qint64 m_after = 0; ///< row
    qint64 m_last = 0; ///< message
    QList<QueueTarget> m_found;
    QList<QueueSelected> m_missing;
};

/// What an act came to.
class QueueTally
{
public:
    static constexpr qsizetype mostFailures = 1000; ///< told one by one

    explicit QueueTally(QString member)
        : m_member(std::move(member))
    {
    }
    void done(qint64 count) { m_recipients += count; }
    void moved(qint64 count) { m_moved += count; }
    void unknown(qint64 count) { m_unknown += count; }
    void fail(const QueueTarget &target, const QString &error);
    void missing(const QList<QueueSelected> &selected);
    qint64 recipients() const { return m_recipients; }

    QJsonObject answer() const;
    /// With "moved" and "unknown".
    QJsonObject rerouteAnswer() const;

private:
    const QString m_member;
    qint64 m_recipients = 0;
    qint64 m_moved = 0;
    qint64 m_unknown = 0;
    QJsonArray m_failed;
};

/// What came of deleting recipients of one message.
struct QueueDeletion
{
    QSet<qint64> rows; ///< these have left
    QString error; ///< why the others have not
};

QSet<qint64> rowsOf(const QList<QueueTarget> &targets);
/// Why the act was not done for a recipient that had been found.
QString reasonFor(QueueAct act, const QueueTarget &target);
/// The same error, which says what had been done by then.
Error afterSome(Error error, qint64 recipients);
Error notThere(const QueueSelected &selected);

} // namespace homeport
