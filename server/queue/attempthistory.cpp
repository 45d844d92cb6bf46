// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a recipient's attempts came to.
#include "server/queue/attempthistory.h"

namespace homeport::attempthistory {

namespace {

constexpr qsizetype longestText = 1000;

TryResult tryResultOf(const AttemptResult &result)
{
    if (result.end == AttemptEnd::Reroute)
        return TryResult::Rerouted;
    if (result.refused)
        return TryResult::Refused;
    return result.unanswered ? TryResult::Unanswered : TryResult::Later;
}

} // namespace

Result<> note(
    Database &database, const queuerows::Recipient &recipient, const AttemptResult &result, qint64 nowMs)
{
    Result<Statement *> insert = database.cached("INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?, ?, ?)");
    if (!insert)
        return fail(insert.error());
    Statement &s = (*insert)->bind(1, recipient.row).bind(2, recipient.attempts).bind(3, nowMs);
    s.bind(4, qint64(tryResultOf(result))).bind(5, result.error.left(longestText));
    const Result<> added = s.bind(6, result.destination.left(longestText)).run();
    if (!added || recipient.attempts <= length) // attempts are numbered from 1
        return added;
    Result<Statement *> cut = database.cached("DELETE FROM attempt WHERE recipient = ? AND number <= ?");
    if (!cut)
        return fail(cut.error());
    return (*cut)->bind(1, recipient.row).bind(2, recipient.attempts - length).run();
}

Result<QList<QueueTry>> of(Database &database, qint64 row)
{
    Result<Statement *> select = database.cached(
        "SELECT time, result, text, destination FROM attempt WHERE recipient = ? ORDER BY number");
    if (!select)
        return fail(select.error());
    Statement &s = (*select)->bind(1, row);
    QList<QueueTry> tries;
    for (;;) {
        const Result<bool> next = s.step();
        if (!next)
            return fail(next.error());
        if (!*next)
            return tries;
        tries.append({QDateTime::fromMSecsSinceEpoch(s.integer(0), Qt::UTC),
            TryResult(std::clamp<qint64>(s.integer(1), 0, qint64(TryResult::Unanswered))),
            QString::fromUtf8(s.bytes(2)), QString::fromUtf8(s.bytes(3))});
    }
}

Result<> forget(Database &database, const queuerows::Recipient &recipient)
{
    // most mail leaves at its first attempt, of which nothing is noted
    if (recipient.attempts <= (recipient.facts.isTried ? 1 : 0))
        return {};
    Result<Statement *> remove = database.cached("DELETE FROM attempt WHERE recipient = ?");
    if (!remove)
        return fail(remove.error());
    return (*remove)->bind(1, recipient.row).run();
}

} // namespace homeport::attempthistory
