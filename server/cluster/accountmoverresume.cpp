// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Going on with moves that were left unfinished, by whomever.
#include "server/cluster/accountmover.h"

#include "server/cluster/log.h"

namespace homeport {

namespace {

constexpr auto conflict = "conflict";

QString text(const Address &address) { return QString::fromUtf8(address.text()); }

} // namespace

Error moveBusy(const Address &address)
{
    return moveRefused(
        conflict, QStringLiteral("address: %1 is being worked on by this keeper already").arg(text(address)));
}

/// What the marks tell of a move that is not over; taken over by this keeper. No mark: a null pointer.
Task<Result<AccountMover::MovePointer>> AccountMover::unfinished(Address address)
{
    const Result<AccountRecord> account = co_await record(address);
    const bool isGone = !account && account.error().status == "no-such-account"; // deleted meanwhile
    if (!account && !isGone)
        co_return fail(account.error());
    const FoundMarks found = co_await marks();
    const MoveMark *best = nullptr;
    quint32 turn = 0;
    for (const MoveMark &mark : found.marks) {
        if (isGone ? mark.address != address.text() : mark.account != account->id)
            continue;
        turn = std::max(turn, mark.turn);
        if (!mark.isOver() && (!best || mark.role == MoveRole::Source))
            best = &mark;
    }
    if (!best && !found.unreachable.isEmpty())
        co_return fail(Error::temporary("a member does not answer",
            QStringLiteral("%1 cannot be asked whether it knows of a move of %2")
                .arg(found.unreachable.join(QStringLiteral(", ")), text(address)),
            "unavailable"));
    if (!best && isGone)
        co_return fail(account.error());
    if (!best)
        co_return MovePointer();
    const MovePointer move(new Move);
    move->hasRecord = !isGone;
    if (account)
        move->account = *account;
    move->mark = *best;
    if (best->role == MoveRole::Target)
        std::swap(move->mark.storage, move->mark.other);
    move->mark.role = MoveRole::Source;
    move->mark.state = MoveState::Copying;
    move->mark.aside.clear();
    move->mark.runner = m_ports.cluster.self();
    move->mark.turn = turn + 1;
    co_return move;
}

Task<Result<QJsonObject>> AccountMover::goOn(MovePointer move)
{
    if (!move->hasRecord)
        co_return fail(moveRefused("no-such-account",
            QStringLiteral(
                "address: the record of %1 is gone: revert the move, then look at its folder on storage %2")
                .arg(QString::fromUtf8(move->mark.address), nameOf(move->mark.storage))));
    const Result<StorageId> now = storageOf(move->account);
    if (!now)
        co_return fail(now.error());
    if (*now == move->mark.other) { // the switch was made
        const Result<QJsonObject> finished = co_await finish(move);
        co_return finished;
    }
    if (*now != move->mark.storage)
        co_return fail(moveRefused(conflict,
            QStringLiteral(
                "the record names storage %1, the move is from %2 to %3: look at \"account move show\"")
                .arg(nameOf(*now), nameOf(move->mark.storage), nameOf(move->mark.other))));
    // not made: what was adopted goes out of sight, then the source is open while the rest is copied
    const QJsonObject none{{QStringLiteral("bytes"), QStringLiteral("0")}};
    const Result<QJsonObject> target = co_await orderTarget(move, QStringLiteral("begin"), none);
    if (!target)
        co_return fail(target.error());
    const Result<QJsonObject> open = co_await orderSource(move, QStringLiteral("release"));
    if (!open)
        co_return fail(open.error());
    const Result<QJsonObject> done = co_await drive(move);
    co_return done;
}

Task<Result<QJsonObject>> AccountMover::resume(Address address)
{
    const Busy mine(*this, address);
    if (!mine)
        co_return fail(moveBusy(address));
    const Result<MovePointer> move = co_await unfinished(address);
    if (!move)
        co_return fail(move.error());
    if (!*move)
        co_return fail(moveRefused(
            "not-found", QStringLiteral("address: no move of %1 is unfinished").arg(text(address))));
    m_active.insert(address.text(), *move);
    const Result<QJsonObject> done = co_await goOn(*move);
    co_return done;
}

Task<> AccountMover::resumeMine()
{
    constexpr auto longestPause = 30s; // a backend may be away for long
    ++m_tasks;
    std::chrono::milliseconds pause = m_timing.retryPause;
    for (bool isComplete = false; !isComplete && !m_stop.stop_requested();) {
        const FoundMarks found = co_await marks();
        isComplete = found.unreachable.isEmpty();
        QSet<QByteArray> tried;
        for (const MoveMark &mark : found.marks) {
            if (mark.isOver() || mark.runner != m_ports.cluster.self() || tried.contains(mark.address)
                || m_active.contains(mark.address) || m_stop.stop_requested())
                continue;
            tried.insert(mark.address);
            const auto address = parseAddress(mark.address, AddressCharset::Utf8);
            if (!address)
                continue;
            const Result<QJsonObject> done = co_await resume(*address);
            if (!done)
                qCWarning(lcCluster)
                    << Event("move-not-resumed").with("account", mark.address).why(done.error());
            isComplete = isComplete && (done || done.error().fault == Fault::Refused);
        }
        if (!isComplete)
            co_await sleepFor(pause, m_stop.get_token());
        pause = std::min<std::chrono::milliseconds>(2 * pause, longestPause);
    }
    while (!m_stop.stop_requested()) {
        const bool again = co_await resumeBulk();
        if (!again)
            break;
        co_await sleepFor(m_timing.retryPause, m_stop.get_token());
    }
    --m_tasks;
    m_changed.wakeAll();
}

Task<> AccountMover::stop()
{
    m_stop.request_stop();
    m_changed.wakeAll();
    const Deadline patience(10s);
    while (m_tasks > 0 && !patience.hasExpired())
        co_await m_changed.wait(patience);
}

} // namespace homeport
