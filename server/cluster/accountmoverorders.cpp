// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What an administrator orders about moves.
#include "server/cluster/accountmover.h"

#include "server/cluster/log.h"

#include <QJsonArray>

namespace homeport {

namespace {

constexpr auto conflict = "conflict";

QString text(const Address &address) { return QString::fromUtf8(address.text()); }

} // namespace

/// The storage that shall hold the account; errors name the argument.
Result<StorageId> AccountMover::targetOf(const Address &address, const MemberName &to,
    const std::optional<StorageId> &storage, bool isRevert) const
{
    const TablePointer table = m_ports.cluster.table();
    const Member *member = table->member(to);
    if (!member || !member->rights.store)
        return fail(moveRefused(
            conflict, QStringLiteral("target: %1 is no backend: it has no storages").arg(to.text)));
    if (member->state != AdministrativeState::Ready && !isRevert)
        return fail(moveRefused(conflict,
            QStringLiteral("target: %1 is %2: it takes no new accounts")
                .arg(to.text, toText(member->state))));
    const Storage *row = storage ? table->storage(*storage) : table->defaultStorageOf(to);
    if (!row)
        return fail(moveRefused(
            conflict, QStringLiteral("target: %1 has no default storage: name one").arg(to.text)));
    if (row->owner != to)
        return fail(moveRefused(conflict,
            QStringLiteral("storage: %1 is served by %2, not by %3")
                .arg(row->name, row->owner.text, to.text)));
    if (row->owner != row->home && !isRevert) // design.md §5 "Storage"
        return fail(moveRefused(conflict,
            QStringLiteral("target: storage %1 of %2 is with its stand-in %3: restore it first")
                .arg(row->name, row->home.text, row->owner.text)));
    if (!m_ports.cluster.isServed(row->id) || !m_ports.cluster.isUp(row->owner))
        return fail(Error::temporary("target: not served now",
            QStringLiteral("target: storage %1 is not served by %2 now: %3 stays where it is")
                .arg(row->name, to.text, text(address)),
            "unavailable"));
    return row->id;
}

Task<Result<QJsonObject>> AccountMover::moveInTurn(
    Address address, MemberName to, std::optional<StorageId> storage, bool isRevert)
{
    const Result<AccountRecord> account = co_await record(address);
    if (!account)
        co_return fail(account.error());
    const Result<StorageId> target = targetOf(address, to, storage, isRevert);
    if (!target)
        co_return fail(target.error());
    const Result<StorageId> source = storageOf(*account);
    if (!source)
        co_return fail(source.error());
    if (*source == *target)
        co_return fail(moveRefused(conflict,
            QStringLiteral("target: %1 is on storage %2 of %3 already")
                .arg(text(address), nameOf(*target), to.text)));
    if (!m_ports.cluster.isServed(*source))
        co_return fail(Error::temporary("source: not served now",
            QStringLiteral(
                "source: storage %1 is not served now; a lost backend's accounts are reassigned, not moved")
                .arg(nameOf(*source)),
            "unavailable"));
    const FoundMarks found = co_await marks();
    for (const MoveMark &mark : found.marks) {
        if (mark.account == account->id && !mark.isOver())
            co_return fail(moveRefused(conflict,
                QStringLiteral(
                    "address: a move of %1 from or to storage %2 is unfinished (%3): resume or revert it")
                    .arg(text(address), nameOf(mark.storage), toText(mark.state))));
    }
    const MovePointer move(new Move);
    move->account = *account;
    move->mark = {MoveId::random(), account->id, account->address.text(), MoveRole::Source,
        MoveState::Copying, *source, *target, m_ports.cluster.self(), 1, {}, {}};
    m_active.insert(address.text(), move);
    const Result<QJsonObject> done = co_await drive(move);
    co_return done;
}

Task<Result<QJsonObject>> AccountMover::move(
    Address address, MemberName to, std::optional<StorageId> storage, QString author)
{
    const Busy mine(*this, address);
    if (!mine)
        co_return fail(moveBusy(address));
    qCInfo(lcCluster) << Event("move-ordered").with("account", address.text()).with("who", author);
    const Result<QJsonObject> done = co_await moveInTurn(address, to, storage, false);
    co_return done;
}

/// Before the switch: as if nothing had been.
Task<Result<QJsonObject>> AccountMover::goBack(MovePointer move)
{
    move->phase = QStringLiteral("reverting");
    const Result<QJsonObject> dropped = co_await orderTarget(move, QStringLiteral("drop"));
    if (!dropped)
        co_return fail(dropped.error());
    const QJsonObject forget{{QStringLiteral("forget"), true}};
    const Result<QJsonObject> open = co_await orderSource(move, QStringLiteral("release"), forget);
    if (!open)
        co_return fail(open.error());
    move->phase = QStringLiteral("reverted");
    QJsonObject answer = describe(*move);
    answer.insert(QStringLiteral("done"), true);
    co_return answer;
}

Task<Result<QJsonObject>> AccountMover::revert(Address address, QString author)
{
    const Busy mine(*this, address);
    if (!mine)
        co_return fail(moveBusy(address));
    qCInfo(lcCluster) << Event("move-revert").with("account", address.text()).with("who", author);
    const Result<MovePointer> move = co_await unfinished(address);
    if (!move)
        co_return fail(move.error());
    std::optional<StorageId> home;
    if (*move) {
        m_active.insert(address.text(), *move);
        const bool hasRecord = (*move)->hasRecord;
        const Result<StorageId> now =
            hasRecord ? storageOf((*move)->account) : Result<StorageId>((*move)->mark.storage);
        if (!now)
            co_return fail(now.error());
        if (*now == (*move)->mark.storage) {
            const Result<QJsonObject> back = co_await goBack(*move);
            co_return back;
        }
        const Result<QJsonObject> finished = co_await goOn(*move);
        if (!finished)
            co_return fail(finished.error());
        home = (*move)->mark.storage;
    } else { // it is over: the newest storage that keeps what it had
        const Result<AccountRecord> account = co_await record(address);
        if (!account)
            co_return fail(account.error());
        const FoundMarks found = co_await marks();
        QDateTime newest;
        for (const MoveMark &mark : found.marks) {
            if (mark.account != account->id || mark.aside.isEmpty()
                || (newest.isValid() && mark.changed < newest))
                continue;
            newest = mark.changed;
            home = mark.storage;
        }
    }
    const TablePointer table = m_ports.cluster.table();
    const Storage *row = home ? table->storage(*home) : nullptr;
    if (!row)
        co_return fail(moveRefused("not-found",
            QStringLiteral("address: no storage keeps what %1 had before a move (purged?): use account move")
                .arg(text(address))));
    const MemberName owner = row->owner;
    const Result<QJsonObject> done = co_await moveInTurn(address, owner, home, true);
    co_return done;
}

Task<Result<QJsonObject>> AccountMover::purge(Address address)
{
    const Busy mine(*this, address);
    if (!mine)
        co_return fail(moveBusy(address));
    const FoundMarks found = co_await marks();
    int purged = 0;
    for (const MoveMark &mark : found.marks) {
        if (mark.address != address.text() || mark.aside.isEmpty() || !mark.isOver())
            continue;
        const QJsonObject none;
        const Result<QJsonObject> done =
            co_await order(mark.storage, QStringLiteral("purge"), mark, none, m_timing.orderPatience);
        if (!done)
            co_return fail(done.error());
        ++purged;
    }
    if (purged == 0)
        co_return fail(moveRefused(
            "not-found", QStringLiteral("address: nothing of %1 is kept aside").arg(text(address))));
    co_return QJsonObject{{QStringLiteral("address"), text(address)}, {QStringLiteral("purged"), purged}};
}

Task<Result<QJsonObject>> AccountMover::show()
{
    const FoundMarks found = co_await marks();
    QJsonArray moves;
    for (const MoveMark &mark : found.marks) {
        if (mark.isOver() && mark.aside.isEmpty())
            continue;
        QJsonObject row = toJson(mark);
        const bool isSource = mark.role == MoveRole::Source;
        row.insert(QStringLiteral("on"), nameOf(mark.storage));
        row.insert(QStringLiteral("from"), nameOf(isSource ? mark.storage : mark.other));
        row.insert(QStringLiteral("to"), nameOf(isSource ? mark.other : mark.storage));
        const MovePointer active = m_active.value(mark.address);
        row.insert(QStringLiteral("phase"), active && active->mark.id == mark.id ? active->phase : QString());
        moves.append(row);
    }
    QJsonArray unreachable;
    for (const QString &member : found.unreachable)
        unreachable.append(QJsonObject{
            {QStringLiteral("member"), member}, {QStringLiteral("error"), QStringLiteral("no answer")}});
    co_return QJsonObject{{QStringLiteral("moves"), moves}, {QStringLiteral("bulk"), describeBulk()},
        {QStringLiteral("unreachable"), unreachable}};
}

} // namespace homeport
