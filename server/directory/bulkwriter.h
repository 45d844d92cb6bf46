// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many changes over one connection: in transactions where they are safe, else pipelined; the bad ones apart.
#pragma once

#include "server/directory/bulkconnection.h"

#include <optional>

namespace homeport {

/// The entry that fences jobs: whoever changes its number first keeps all others from committing.
struct FencePlace
{
    QByteArray dn;
    QByteArray attribute;
    quint64 number = 0;
};

struct BulkPlan
{
    std::function<BulkChange(int)> changeOf; ///< by number; called again when a batch is done again
    std::optional<FencePlace> fence;
    QString where; ///< the server's URI, for error texts
};

/// A change that was not made, and why.
struct BulkException
{
    int number = 0;
    int code = 0;
    QByteArray diagnostic;
};

struct BulkOutcome
{
    qint64 done = 0;
    QList<BulkException> exceptions;
    bool isFencedOff = false; ///< nothing was made after this was found
    std::optional<Error> stopped; ///< the server is away: what is not counted may or may not be done
};

/// On a pool thread.
class BulkWriter
{
public:
    BulkWriter(BulkConnection &connection, const BulkPlan &plan, BulkOutcome &outcome)
        : m_connection(connection)
        , m_plan(plan)
        , m_outcome(outcome)
    {
    }

    /// RFC 5805. A change that makes its transaction fail is taken out and the rest done again, in smaller
    /// transactions for a while, so that the whole work stays in proportion to the number of changes.
    /// Empty, or why the server refuses transactions after all: then nothing has been done.
    QString inTransactions(QList<int> numbers);
    /// Without transactions: groups, the fence looked at before each.
    void pipelined(const QList<int> &numbers);

    bool mustStop() const { return m_outcome.isFencedOff || m_outcome.stopped; }

private:
    using Culprits = QList<BulkException>;
    Culprits tryTogether(const QList<int> &batch);
    bool specify(BulkConnection::Transaction &transaction, const QList<int> &batch, Culprits &culprits);
    void giveUpTransaction(const BulkConnection::Transaction &transaction);
    Culprits culpritsOf(
        const TransactionEnd &end, const BulkConnection::Transaction &transaction, const QList<int> &batch);
    bool isFenceOurs();
    void except(const BulkException &exception);
    void stop(const QString &step, int code, const QByteArray &diagnostic);

    BulkConnection &m_connection;
    const BulkPlan &m_plan;
    BulkOutcome &m_outcome;
    QString m_refusal;
    int m_refusedInRow = 0; ///< answers that say something about the server rather than about an entry
};

/// A change that leaves the fence as it is, and fails when it holds another number.
BulkChange fenceSwap(const FencePlace &fence, quint64 wanted);

} // namespace homeport
