// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: what administrators do with recipients, a bounded number in one transaction.
#include "server/queue/sqlitequeue.h"

namespace homeport {

namespace {

/// What the log keeps of a recipient that was deleted: nothing else of it is left.
struct Trace
{
    QByteArray session;
    qint64 message = 0;
    QByteArray from;
    QByteArray to;
};

/// What a change came to: who it was done for, and what the totals must know. Filled in the writer's thread.
struct Changed
{
    QList<QueueTarget> done;
    QList<queuerows::Finished> accounts;
    struct StateChange
    {
        QByteArray lane;
        EntryState from;
        EntryState to;
    };
    QList<StateChange> states;
    QList<Trace> traces;
};

/// The row as it stands; none when somebody else was quicker.
using Found = std::optional<queuerows::Recipient>;

bool isFit(QueueAct act, const QueueTarget &target, const queuerows::Recipient &now)
{
    switch (act) {
    case QueueAct::Retry:
    case QueueAct::Hold:
        return now.facts.state == EntryState::Waiting;
    case QueueAct::Release:
        return now.facts.state == EntryState::Held;
    case QueueAct::ReleaseAll:
        return now.facts.state != EntryState::Waiting;
    case QueueAct::Delete:
        return now.facts.state == target.state; // else it is not what was looked at
    }
    Q_UNREACHABLE();
}

/// Takes the recipient out; its session and sender are read before its message may go with it.
Result<> removeOne(
    Database &database, const QueueTarget &target, const queuerows::Recipient &recipient, Changed &changed)
{
    Result<Statement *> select = database.cached("SELECT session, sender FROM message WHERE id = ?");
    if (!select)
        return fail(select.error());
    const Result<bool> row = (*select)->bind(1, target.id).step();
    if (!row)
        return fail(row.error());
    Trace trace{{}, target.id, {}, target.recipient};
    if (*row) {
        trace.session = (*select)->bytes(0);
        trace.from = (*select)->bytes(1);
        (*select)->reset();
    }
    const Result<queuerows::Finished> gone = queuerows::remove(database, recipient);
    if (!gone)
        return fail(gone.error());
    changed.accounts.append(*gone);
    changed.traces.append(trace);
    return {};
}

void note(const QList<Trace> &traces, const RequestId &request)
{
    for (const Trace &trace : traces) {
        qCInfo(lcQueue) << Event("deleted")
                               .id(QString::fromUtf8(trace.session))
                               .with("message", trace.message)
                               .with("from", trace.from)
                               .with("to", trace.to)
                               .with("request", request);
    }
}

Result<> setRow(Database &database, const char *sql, qint64 nowMs, qint64 row)
{
    Result<Statement *> statement = database.cached(sql);
    if (!statement)
        return fail(statement.error());
    return (*statement)->bind(1, nowMs).bind(2, row).run();
}

/// Nothing of it is counted anew but that it may be due.
queuerows::Finished touched(const queuerows::Recipient &recipient)
{
    queuerows::Finished one;
    one.lane = recipient.lane;
    return one;
}

Result<> actOn(Database &database, QueueAct act, const QueueTarget &target,
    const queuerows::Recipient &recipient, qint64 nowMs, Changed &changed)
{
    Result<> done;
    switch (act) {
    case QueueAct::Retry:
        done = setRow(
            database, "UPDATE recipient SET due = ?1 WHERE id = ?2 AND open = 0", nowMs, recipient.row);
        break;
    case QueueAct::Hold:
        done = setRow(database, "UPDATE recipient SET state = 1 WHERE id = ?2", nowMs, recipient.row);
        changed.states.append({recipient.lane, EntryState::Waiting, EntryState::Held});
        break;
    case QueueAct::Release:
    case QueueAct::ReleaseAll:
        done = setRow(database, "UPDATE recipient SET state = 0, crashes = 0, due = ?1 WHERE id = ?2", nowMs,
            recipient.row);
        changed.states.append({recipient.lane, recipient.facts.state, EntryState::Waiting});
        break;
    case QueueAct::Delete:
        done = removeOne(database, target, recipient, changed);
        if (done)
            changed.done.append(target);
        return done;
    }
    if (!done)
        return done;
    changed.accounts.append(touched(recipient));
    changed.done.append(target);
    return {};
}

} // namespace

Task<Result<QList<QueueTarget>>> SqliteQueue::act(QueueAct act, QList<QueueTarget> targets, RequestId request)
{
    const qint64 now = m_clock.wallMs();
    const auto changed = std::make_shared<Changed>();
    std::function<Result<bool>(Database &)> work = [act, targets, now, changed](
                                                       Database &database) -> Result<bool> {
        *changed = {};
        for (const QueueTarget &target : targets) {
            const Result<Found> found = queuerows::recipient(database, target.row, target.id);
            if (!found)
                return fail(found.error());
            if (!*found || !isFit(act, target, **found))
                continue;
            const Result<> done = actOn(database, act, target, **found, now, *changed);
            if (!done)
                return fail(done.error());
        }
        return true;
    };
    std::function<void(Database &)> after = [this, changed, request](Database &database) {
        note(changed->traces, request);
        for (const Changed::StateChange &one : changed->states)
            m_totals.changeState(one.lane, one.from, one.to, 1);
        account(database, changed->accounts);
    };
    const Result<bool> done = co_await write<bool>(std::move(work), std::move(after));
    if (!done)
        co_return fail(done.error());
    co_return QList<QueueTarget>(changed->done);
}

Task<Result<QList<QueueTarget>>> SqliteQueue::moveTo(QList<QueueMove> moves)
{
    const qint64 now = m_clock.wallMs();
    const auto changed = std::make_shared<Changed>();
    std::function<Result<bool>(Database &)> work = [moves, now, changed](Database &database) -> Result<bool> {
        *changed = {};
        Result<Statement *> update =
            database.cached("UPDATE recipient SET due = ?1, lane = ?2, storage = ?3 WHERE id = ?4");
        if (!update)
            return fail(update.error());
        for (const QueueMove &move : moves) {
            const Result<Found> found = queuerows::recipient(database, move.target.row, move.target.id);
            if (!found)
                return fail(found.error());
            if (!*found || (*found)->facts.state != EntryState::Waiting || (*found)->facts.isTried)
                continue;
            const queuerows::Recipient &recipient = **found;
            const bool isSame = recipient.lane == move.lane;
            const Result<> done = isSame
                ? setRow(database, "UPDATE recipient SET due = ?1 WHERE id = ?2", now, recipient.row)
                : (*update)
                      ->bind(1, now)
                      .bind(2, move.lane)
                      .bind(3, move.storage.raw())
                      .bind(4, recipient.row)
                      .run();
            if (!done)
                return fail(done.error());
            queuerows::Finished moved = touched(recipient);
            if (!isSame) {
                moved.facts = recipient.facts;
                moved.newLane = move.lane;
            }
            changed->accounts.append(moved);
            changed->done.append(move.target);
        }
        return true;
    };
    std::function<void(Database &)> after = [this, changed](
                                                Database &database) { account(database, changed->accounts); };
    const Result<bool> done = co_await write<bool>(std::move(work), std::move(after));
    if (!done)
        co_return fail(done.error());
    co_return QList<QueueTarget>(changed->done);
}

/// design.md law 1: the recipients leave and what stands for them is durable in one and the same commit.
Task<Result<>> SqliteQueue::replace(QList<QueueTarget> targets, QueuedMessage instead,
    std::shared_ptr<QueueReservation> reservation, RequestId request)
{
    const Result<QByteArray> stored = co_await storeBody(instead.body);
    if (!stored)
        co_return fail(stored.error());
    const QByteArray file = *stored;
    const qint64 now = m_clock.wallMs();
    const auto changed = std::make_shared<Changed>();
    const auto message = std::make_shared<const QueuedMessage>(std::move(instead));
    std::function<Result<bool>(Database &)> work = [targets, now, changed, message, file](
                                                       Database &database) -> Result<bool> {
        *changed = {};
        for (const QueueTarget &target : targets) {
            const Result<Found> found = queuerows::recipient(database, target.row, target.id);
            if (!found)
                return fail(found.error());
            if (!*found)
                return fail(Error::refused("gone", QStringLiteral("it has left the queue meanwhile")));
            if ((*found)->facts.isTried)
                return fail(Error::refused("being tried",
                    QStringLiteral(
                        "it is being tried right now, and may be delivered: ask again in a moment")));
            if ((*found)->facts.state != target.state)
                return fail(Error::refused("changed", QStringLiteral("its state has changed meanwhile")));
            const Result<> gone = removeOne(database, target, **found, *changed);
            if (!gone)
                return fail(gone.error());
        }
        const Result<qint64> queued = queuerows::insert(database, *message, file, now);
        if (!queued)
            return fail(queued.error());
        return true;
    };
    std::function<void(Database &)> after = [this, changed, message, reservation, request](
                                                Database &database) {
        note(changed->traces, request);
        countNew(database, *message);
        account(database, changed->accounts);
    };
    const Result<bool> done = co_await write<bool>(std::move(work), std::move(after));
    if (!done && !file.isEmpty())
        removeFiles({file});
    if (!done)
        co_return fail(done.error());
    co_return Result<>();
}

} // namespace homeport
