// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The source's orders, and what both sides share.
#include "server/store/moveorders.h"

#include "server/store/accountdisk.h"
#include "server/store/settlement.h"

#include <cerrno>

namespace homeport {

namespace {

constexpr auto quietTime = 15s;
constexpr qint64 keptDays = 30;

} // namespace

Error moveConflict(const MoveMark &order, const QString &why)
{
    const QString text = QStringLiteral("%1: %2").arg(QString::fromUtf8(order.address), why);
    return Error::refused(text.toLatin1(), text, "conflict");
}

/// The mark of this move; none where there is none. What another move or a newer runner holds is refused.
Result<MoveOrders::Known> MoveOrders::known(const MoveMark &order) const
{
    const Known mark = m_storage->moves().find(order.account);
    if (m_storage->volume().isSick())
        return fail(Volume::sickError());
    if (!mark)
        return Known();
    if (mark->id != order.id && !mark->isOver())
        return fail(moveConflict(order,
            QStringLiteral("another move of it is under way (%1, %2)")
                .arg(mark->id.text(), toText(mark->state))));
    if (mark->id == order.id && mark->turn > order.turn)
        return fail(moveConflict(
            order, QStringLiteral("another keeper has taken the move over: %1").arg(mark->runner.text)));
    return mark;
}

Result<qint64> MoveOrders::beginSource(MoveMark order)
{
    const auto mark = known(order);
    if (!mark)
        return fail(mark.error());
    if (*mark && ((*mark)->isOver() || (*mark)->role != MoveRole::Source))
        return fail(moveConflict(order, QStringLiteral("it has moved away from this storage")));
    const AccountName name{order.account, order.address};
    const auto folder = m_storage->accounts().open(name, WhenMissing::Fail);
    if (!folder)
        return fail(folder.error());
    const auto usage = AccountDisk(m_storage, name).usage();
    if (!usage)
        return fail(usage.error());
    order.state = *mark ? (*mark)->state : MoveState::Copying; // a held one stays held
    if (const auto written = m_storage->moves().write(order); !written)
        return fail(written.error());
    return usage->bytes;
}

Result<> MoveOrders::settleIntents(const MoveMark &order)
{
    const auto folder = m_storage->accounts().open({order.account, order.address}, WhenMissing::Fail);
    if (!folder)
        return fail(folder.error());
    for (const JournalRecord &intent : m_storage->journal().openIntents()) {
        if (intent.account != order.account)
            continue;
        if (const auto settled = settleIntent(*m_storage, folder->get(), intent); !settled)
            return fail(settled.error());
    }
    return m_storage->journal().flush();
}

Result<> MoveOrders::hold(MoveMark order)
{
    const auto mark = known(order);
    MoveMarks &moves = m_storage->moves();
    const bool isKnown = mark && *mark && (*mark)->id == order.id && (*mark)->role == MoveRole::Source;
    if (isKnown && (*mark)->state == MoveState::Held)
        return {};
    auto ready = isKnown
        ? Result<>()
        : Result<>(fail(mark ? moveConflict(order, QStringLiteral("no such move")) : mark.error()));
    if (ready && !moves.waitUntilQuiet(order.account, Deadline(quietTime)))
        ready = fail(Error::temporary("sessions or deliveries did not end in time"));
    if (ready)
        ready = settleIntents(order);
    if (ready)
        ready = m_storage->checkOurs();
    if (!ready) {
        moves.reopen(order.account);
        return ready;
    }
    order.state = MoveState::Held;
    return moves.write(order);
}

Result<> MoveOrders::release(MoveMark order, bool forget)
{
    const auto mark = known(order);
    if (!mark)
        return fail(mark.error());
    if (!*mark)
        return {};
    if ((*mark)->id != order.id || (*mark)->role != MoveRole::Source || (*mark)->isOver())
        return fail(moveConflict(order, QStringLiteral("it is not held here")));
    if (forget)
        return m_storage->moves().remove(order.account);
    order.state = MoveState::Copying;
    return m_storage->moves().write(order);
}

Result<FileDescriptor> MoveOrders::area(const QByteArray &name) const
{
    const int root = m_storage->root()->directory();
    Volume &volume = m_storage->volume();
    if (const auto made = volume.makeDirectory(root, name); !made)
        return fail(made.error());
    if (const auto synced = volume.sync(root, name); !synced)
        return fail(synced.error());
    auto opened = openDirectory(root, name);
    if (!opened)
        return fail(opened.error());
    return std::move(*opened);
}

Result<FileDescriptor> MoveOrders::domainFolder(const MoveMark &order, bool make) const
{
    const auto path = folderPathOf(order.address);
    if (!path)
        return fail(path.error());
    if (make)
        return area(path->domain);
    auto opened = openDirectory(m_storage->root()->directory(), path->domain);
    if (!opened)
        return fail(opened.error());
    return std::move(*opened);
}

/// False: there is no folder. An error with statusOtherId: somebody else's.
Result<bool> MoveOrders::isInPlace(const MoveMark &order) const
{
    const auto path = folderPathOf(order.address);
    if (!path)
        return fail(path.error());
    const auto domain = openDirectory(m_storage->root()->directory(), path->domain);
    const auto status = domain ? statAt(domain->get(), path->name) : tl::unexpected(domain.error());
    if (!status && status.error().number == ENOENT)
        return false;
    const auto folder = m_storage->accounts().open({order.account, order.address}, WhenMissing::Fail);
    if (!folder)
        return fail(folder.error());
    return true;
}

Result<> MoveOrders::moveFolder(
    const MoveMark &order, int from, const QByteArray &fromName, int to, const QByteArray &toName) const
{
    Volume &volume = m_storage->volume();
    if (const auto ours = m_storage->checkOurs(); !ours)
        return ours;
    if (const auto moved = volume.rename(from, fromName, to, toName); !moved)
        return fail(moved.error());
    for (const int directory : {to, from}) {
        if (const auto synced = volume.sync(directory, order.account.hex()); !synced)
            return fail(synced.error());
    }
    return m_storage->checkOurs();
}

Result<> MoveOrders::setAside(MoveMark order)
{
    const auto mark = known(order);
    if (!mark)
        return fail(mark.error());
    if (*mark && (*mark)->id == order.id && (*mark)->isOver())
        return {};
    if (!*mark || (*mark)->id != order.id || (*mark)->state != MoveState::Held)
        return fail(moveConflict(order, QStringLiteral("it is not held here")));
    order.aside = order.account.hex() + '-' + order.id.hex();
    const auto moved = area(movedFolder);
    if (!moved)
        return fail(moved.error());
    const auto inPlace = isInPlace(order);
    if (!inPlace)
        return fail(inPlace.error());
    if (*inPlace) {
        const auto domain = domainFolder(order, false);
        if (!domain)
            return fail(domain.error());
        const QByteArray name = folderPathOf(order.address)->name;
        if (const auto done = moveFolder(order, domain->get(), name, moved->get(), order.aside); !done)
            return done;
    } else if (!statAt(moved->get(), order.aside)) {
        order.aside.clear(); // nothing was there to be kept
    }
    order.state = MoveState::Moved;
    return m_storage->moves().write(order);
}

Result<> MoveOrders::removeAside(const QByteArray &aside) const
{
    if (aside.isEmpty())
        return {};
    const auto moved = area(movedFolder);
    if (!moved)
        return fail(moved.error());
    if (const auto removed = m_storage->volume().removeTree(moved->get(), aside); !removed)
        return fail(removed.error());
    return {};
}

Result<> MoveOrders::purge(const MoveMark &order)
{
    const Known mark = m_storage->moves().find(order.account);
    if (!mark || !mark->isOver())
        return fail(moveConflict(order, QStringLiteral("nothing of it is set aside here")));
    MoveMark purged = *mark;
    if (const auto removed = removeAside(std::exchange(purged.aside, {})); !removed)
        return removed;
    return m_storage->moves().write(purged);
}

Result<> MoveOrders::purgeOld(const QDateTime &now)
{
    const QList<MoveMark> marks = m_storage->moves().all();
    for (const MoveMark &mark : marks) {
        if (!mark.isOver() || mark.aside.isEmpty() || mark.changed.addDays(keptDays) > now)
            continue;
        if (const auto purged = purge(mark); !purged)
            return purged;
    }
    return {};
}

} // namespace homeport
