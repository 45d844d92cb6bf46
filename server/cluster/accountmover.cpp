// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The steps of a move, each of which may be repeated.
#include "server/cluster/accountmover.h"

#include "server/cluster/log.h"

#include <QElapsedTimer>

namespace homeport {

namespace {

/// Status of an Error: the record may name either storage.
constexpr auto unknownSwitch = "unknown-switch";

} // namespace

Error moveRefused(const char *word, const QString &text)
{
    return Error::refused(text.toLatin1(), text, word);
}

QJsonObject AccountMover::describe(const Move &move) const
{
    QJsonObject json{
        {QStringLiteral("address"), QString::fromUtf8(move.mark.address)},
        {QStringLiteral("move"), move.mark.id.text()},
        {QStringLiteral("from"), nameOf(move.mark.storage)},
        {QStringLiteral("to"), nameOf(move.mark.other)},
        {QStringLiteral("phase"), move.phase},
        {QStringLiteral("messages"), move.round.value(QStringLiteral("messages")).toInteger()},
    };
    if (move.heldMs > 0)
        json.insert(QStringLiteral("heldMs"), move.heldMs);
    return json;
}

/// From the beginning, or from wherever a former runner left it before the switch.
Task<Result<QJsonObject>> AccountMover::drive(MovePointer move)
{
    const QByteArray address = move->mark.address;
    qCInfo(lcCluster) << Event("move-begins")
                             .id(move->mark.id)
                             .with("account", address)
                             .with("from", nameOf(move->mark.storage))
                             .with("to", nameOf(move->mark.other));
    const Result<> copied = co_await copyRounds(move);
    if (!copied) {
        qCWarning(lcCluster)
            << Event("move-stopped").id(move->mark.id).with("account", address).why(copied.error());
        co_return fail(copied.error());
    }
    const Result<> switched = co_await switchOver(move);
    if (!switched) {
        qCWarning(lcCluster)
            << Event("move-stopped").id(move->mark.id).with("account", address).why(switched.error());
        co_return fail(switched.error());
    }
    const Result<QJsonObject> finished = co_await finish(move);
    co_return finished;
}

/// Steps 1 and 2: marks, and copying while the account is in use.
Task<Result<>> AccountMover::copyRounds(MovePointer move)
{
    move->phase = QStringLiteral("copying");
    const Result<QJsonObject> source = co_await orderSource(move, QStringLiteral("begin"));
    if (!source)
        co_return fail(source.error());
    const QJsonObject size{{QStringLiteral("bytes"), source->value(QStringLiteral("bytes"))}};
    const Result<QJsonObject> target = co_await orderTarget(move, QStringLiteral("begin"), size);
    if (!target) {
        // nothing has begun: no trace is left (or one at a target that does not answer: "revert" removes it)
        if (target.error().fault != Fault::Refused)
            static_cast<void>(co_await orderTarget(move, QStringLiteral("drop")));
        const QJsonObject forget{{QStringLiteral("forget"), true}};
        static_cast<void>(co_await orderSource(move, QStringLiteral("release"), forget));
        co_return fail(target.error());
    }
    for (int round = 1; round <= m_timing.rounds; ++round) {
        const Result<> pulled = co_await pull(move, round, false, std::chrono::hours(24));
        if (!pulled)
            co_return pulled;
        if (move->round.value(QStringLiteral("files")).toInteger() <= m_timing.fewFiles)
            break;
    }
    co_return Result<>();
}

/// One round at the target; asks until it is over. An answer that does not come is asked for again.
Task<Result<>> AccountMover::pull(
    MovePointer move, qint64 round, bool isLast, std::chrono::milliseconds patience)
{
    const QJsonObject arguments{{QStringLiteral("round"), round}, {QStringLiteral("last"), isLast},
        {QStringLiteral("checksAll"), round == 1}};
    const Deadline deadline(patience);
    for (int silences = 0;;) {
        const Result<QJsonObject> state = co_await orderTarget(move, QStringLiteral("pull"), arguments);
        if (!state) {
            // a member that restarts has lost the round, not the copy: it begins it again
            const bool mayRetry = state.error().fault != Fault::Refused && !isLast && ++silences < 10;
            if (!mayRetry || deadline.hasExpired())
                co_return fail(state.error());
            const bool elapsed = co_await sleepFor(m_timing.retryPause, m_stop.get_token());
            if (!elapsed)
                co_return fail(Error::temporary("this keeper is ending; it goes on after its start"));
            continue;
        }
        move->round = *state;
        if (!state->value(QStringLiteral("running")).toBool())
            co_return Result<>();
        if (deadline.hasExpired())
            co_return fail(Error::temporary("copying took too long"));
        const bool elapsed = co_await sleepFor(m_timing.pollPause, m_stop.get_token());
        if (!elapsed && !isLast)
            co_return fail(Error::temporary("this keeper is ending; it goes on after its start"));
    }
}

/// Steps 3 to 6. An error: the account is where it was, and open (or will be, as soon as its home answers).
Task<Result<>> AccountMover::switchOver(MovePointer move)
{
    move->phase = QStringLiteral("holding");
    QElapsedTimer held;
    held.start();
    Result<QJsonObject> done = co_await orderSource(move, QStringLiteral("hold"));
    Result<> ready = done ? Result<>() : fail(done.error());
    if (ready)
        ready = co_await pull(move, m_timing.rounds + 1, true, m_timing.lastRoundPatience);
    bool isAdopted = false;
    if (ready) {
        isAdopted = true; // even without an answer
        done = co_await orderTarget(move, QStringLiteral("adopt"));
        if (!done)
            ready = fail(done.error());
    }
    if (ready)
        ready = co_await swapRecord(move);
    move->heldMs = held.elapsed();
    if (!ready && ready.error().status != unknownSwitch) // else who goes on reads the record first
        co_await openAgain(move, isAdopted);
    co_return ready;
}

/// Step 6. Returns only when it is known what the record says.
Task<Result<>> AccountMover::swapRecord(MovePointer move)
{
    move->phase = QStringLiteral("switching");
    constexpr auto patience = 10s; // for a directory that can be read and not written
    const Deadline deadline(patience);
    for (;;) {
        const TablePointer table = m_ports.cluster.table();
        const Storage *target = table->storage(move->mark.other);
        if (!target)
            co_return fail(Error::temporary("the target storage has left the table"));
        DirectoryEditor::HostChange change;
        change.account = move->account;
        change.newHost = target->owner;
        if (target->owner != target->home)
            change.newOldHost = target->home;
        change.moveTo = target->id;
        const Result<bool> swapped = co_await m_ports.directory.swapHost(change);
        if (swapped && *swapped)
            co_return Result<>();
        const Result<AccountRecord> now = co_await record(move->account.address);
        if (now && now->storage == move->mark.other)
            co_return Result<>(); // the answer was lost
        if (now && *now != move->account)
            co_return fail(moveRefused("conflict", QStringLiteral("the record was changed meanwhile")));
        const bool isFinal = swapped || swapped.error().fault == Fault::Refused || deadline.hasExpired();
        if (now && isFinal)
            co_return fail(
                swapped ? Error::temporary("the directory does not take the change") : swapped.error());
        if (!now && now.error().status == "no-such-account")
            co_return fail(now.error());
        if (!now)
            qCWarning(lcCluster) << Event("move-waits-for-directory").id(move->mark.id).why(now.error());
        co_await sleepFor(m_timing.retryPause);
        if (m_stop.stop_requested() && !now)
            co_return fail(
                Error::temporary("this keeper is ending; it goes on after its start", {}, unknownSwitch));
    }
}

/// Before the switch failed: the source is open again. Tries until it answers.
Task<> AccountMover::openAgain(MovePointer move, bool isAdopted)
{
    move->phase = QStringLiteral("opening again");
    for (bool isFirst = true; isFirst || !m_stop.stop_requested(); isFirst = false) {
        Result<QJsonObject> done;
        if (isAdopted) { // first out of sight there
            const QJsonObject none{{QStringLiteral("bytes"), QStringLiteral("0")}};
            done = co_await orderTarget(move, QStringLiteral("begin"), none);
            if (!done && done.error().fault != Fault::Refused) {
                co_await sleepFor(m_timing.retryPause, m_stop.get_token());
                continue;
            }
        }
        done = co_await orderSource(move, QStringLiteral("release"));
        if (done || done.error().fault == Fault::Refused)
            co_return;
        qCWarning(lcCluster)
            << Event("move-held").id(move->mark.id).with("account", move->mark.address).why(done.error());
        co_await sleepFor(m_timing.retryPause, m_stop.get_token());
    }
}

/// Steps 7 and 8, until they are done; the caller waits a while.
Task<Result<QJsonObject>> AccountMover::finish(MovePointer move)
{
    move->phase = QStringLiteral("finishing");
    const auto done = std::make_shared<OneShot<bool>>();
    finishLater(move, done);
    const auto limit = [](std::chrono::milliseconds patience, OneShot<bool> flag,
                           std::stop_token ended) -> Task<> {
        co_await sleepFor(patience, ended);
        flag.finish(false);
    };
    std::stop_source over;
    if (!done->isFinished())
        limit(m_timing.tailPatience, *done, over.get_token());
    const bool isDone = co_await *done;
    over.request_stop(); // the timer goes at once
    QJsonObject answer = describe(*move);
    answer.insert(QStringLiteral("done"), true);
    if (!isDone)
        answer.insert(QStringLiteral("warnings"),
            QJsonArray{
                QStringLiteral("the account is at its new home; what is left at the old one is put aside as "
                               "soon as that answers")});
    co_return answer;
}

Task<> AccountMover::finishLater(MovePointer move, std::shared_ptr<OneShot<bool>> done)
{
    ++m_tasks;
    bool isAside = false;
    for (;;) {
        Result<QJsonObject> step = QJsonObject();
        if (!isAside) {
            step = co_await orderSource(move, QStringLiteral("aside"));
            isAside = step.has_value();
        }
        if (isAside)
            step = co_await orderTarget(move, QStringLiteral("finish"));
        if (step || step.error().fault == Fault::Refused) {
            if (!step)
                qCWarning(lcCluster) << Event("move-unfinished").id(move->mark.id).why(step.error());
            break;
        }
        const bool elapsed = co_await sleepFor(m_timing.retryPause, m_stop.get_token());
        if (!elapsed)
            break;
    }
    move->phase = QStringLiteral("done");
    qCInfo(lcCluster) << Event("moved")
                             .id(move->mark.id)
                             .with("account", move->mark.address)
                             .with("to", nameOf(move->mark.other))
                             .with("held-ms", move->heldMs);
    --m_tasks;
    m_changed.wakeAll();
    done->finish(true);
}

} // namespace homeport
