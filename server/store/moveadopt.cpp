// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The target's orders: making room, adopting the copy, letting it go.
#include "server/store/moveorders.h"

#include <cerrno>

namespace homeport {

namespace {

constexpr qint64 roomKept = 256 * 1024 * 1024; // for the others on this storage

} // namespace

/// The copy back from DOMAIN/NAME to .incoming/. The account is closed here, and quiet.
Result<> MoveOrders::takeOutOfSight(const MoveMark &order)
{
    const auto inPlace = isInPlace(order);
    if (!inPlace)
        return fail(inPlace.error());
    if (!*inPlace)
        return {};
    const auto incoming = area(incomingFolder);
    const auto domain = domainFolder(order, false);
    if (!incoming || !domain)
        return fail((incoming ? domain : incoming).error());
    const QByteArray name = folderPathOf(order.address)->name;
    return moveFolder(order, domain->get(), name, incoming->get(), order.account.hex());
}

Result<> MoveOrders::beginTarget(MoveMark order, qint64 bytes)
{
    const auto mark = known(order);
    if (!mark)
        return fail(mark.error());
    const bool isGoingOn = *mark && (*mark)->id == order.id && (*mark)->role == MoveRole::Target;
    const auto inPlace = isInPlace(order);
    if (!inPlace || (*inPlace && !isGoingOn))
        return fail(moveConflict(order,
            QStringLiteral("the target storage has a folder of that name already; move it away first")));
    const qint64 free = m_storage->root()->freeBytes();
    if (free >= 0 && free < bytes + roomKept) {
        const QString text =
            QStringLiteral("the target storage has %1 bytes free, the account needs %2 and %3 "
                           "are kept for others")
                .arg(free)
                .arg(bytes)
                .arg(roomKept);
        return fail(Error::refused(text.toLatin1(), text, "conflict"));
    }
    order.state = MoveState::Receiving;
    order.aside = *mark ? (*mark)->aside : QByteArray();
    m_storage->moves().close(order.account);
    static_cast<void>(m_storage->moves().waitUntilQuiet(order.account, Deadline(15s)));
    if (const auto written = m_storage->moves().write(order); !written)
        return written;
    if (const auto hidden = takeOutOfSight(order); !hidden)
        return hidden;
    const auto incoming = area(incomingFolder);
    if (!incoming)
        return fail(incoming.error());
    Volume &volume = m_storage->volume();
    if (!isGoingOn) {
        if (const auto gone = volume.removeTree(incoming->get(), order.account.hex()); !gone)
            return fail(gone.error());
    }
    if (const auto made = volume.makeDirectory(incoming->get(), order.account.hex()); !made)
        return fail(made.error());
    const MoveContent content(m_storage, {order.storage, order.account, order.address, MoveRole::Target});
    if (const auto made = content.makeFolder({}); !made)
        return made;
    const auto moved = openDirectory(m_storage->root()->directory(), movedFolder);
    const auto aside =
        moved && !order.aside.isEmpty() ? openDirectory(moved->get(), order.aside) : fileFail(ENOENT, {});
    return aside ? content.linkFrom(aside->get()) : Result<>();
}

Result<> MoveOrders::adopt(MoveMark order)
{
    const auto mark = known(order);
    if (!mark)
        return fail(mark.error());
    if (!*mark || (*mark)->id != order.id || (*mark)->role != MoveRole::Target)
        return fail(moveConflict(order, QStringLiteral("nothing of it has been received here")));
    if ((*mark)->state == MoveState::Adopted)
        return {};
    order.aside = (*mark)->aside;
    const auto inPlace = isInPlace(order);
    if (!inPlace)
        return fail(inPlace.error());
    if (!*inPlace) {
        const auto incoming = area(incomingFolder);
        const auto domain = domainFolder(order, true);
        if (!incoming || !domain)
            return fail((incoming ? domain : incoming).error());
        const auto copy = openDirectory(incoming->get(), order.account.hex());
        const auto text =
            copy ? readWholeFile(copy->get(), accountIdFile, 4096) : tl::unexpected(copy.error());
        if (!text)
            return fail(text.error());
        if (accountIdIn(*text) != order.account)
            return fail(Error::temporary("the copy holds another account's id"));
        if (const auto synced = m_storage->volume().sync(copy->get(), order.account.hex()); !synced)
            return fail(synced.error());
        const QByteArray name = folderPathOf(order.address)->name;
        if (const auto done = moveFolder(order, incoming->get(), order.account.hex(), domain->get(), name);
            !done)
            return done;
    }
    order.state = MoveState::Adopted;
    return m_storage->moves().write(order);
}

Result<> MoveOrders::finish(const MoveMark &order)
{
    const auto mark = known(order);
    if (!mark)
        return fail(mark.error());
    if (!*mark)
        return {};
    if ((*mark)->id != order.id || (*mark)->state != MoveState::Adopted)
        return fail(moveConflict(order, QStringLiteral("it has not been adopted here")));
    // it is here again: what an earlier move kept is older
    if (const auto removed = removeAside((*mark)->aside); !removed)
        return removed;
    return m_storage->moves().remove(order.account);
}

Result<> MoveOrders::drop(MoveMark order)
{
    const auto mark = known(order);
    if (!mark)
        return fail(mark.error());
    if (!*mark || (*mark)->isOver())
        return {};
    if ((*mark)->id != order.id || (*mark)->role != MoveRole::Target)
        return fail(moveConflict(order, QStringLiteral("it is not on its way here")));
    MoveMark dropped = **mark;
    dropped.turn = order.turn;
    dropped.runner = order.runner;
    dropped.state = MoveState::Receiving;
    m_storage->moves().close(order.account);
    static_cast<void>(m_storage->moves().waitUntilQuiet(order.account, Deadline(15s)));
    if (const auto written = m_storage->moves().write(dropped); !written)
        return written;
    if (const auto hidden = takeOutOfSight(dropped); !hidden)
        return hidden;
    const auto incoming = area(incomingFolder);
    if (!incoming)
        return fail(incoming.error());
    if (const auto gone = m_storage->volume().removeTree(incoming->get(), order.account.hex()); !gone)
        return fail(gone.error());
    // a mark stays: an overtaken runner's late word must not lead to an empty mailbox here
    dropped.role = MoveRole::Source;
    dropped.state = MoveState::Moved;
    return m_storage->moves().write(dropped);
}

} // namespace homeport
