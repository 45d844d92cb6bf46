// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The target's side of a move: files arrive in tmp/, and are renamed into place when they are durable and
// right.
#include "server/store/movecontent.h"

#include <QCryptographicHash>
#include <cerrno>
#include <ctime>
#include <fcntl.h>

namespace homeport {

namespace {

const QByteArray arriving = "homeport-arriving"; // in tmp/; one file at a time
constexpr qint64 roomKept = 64 * 1024 * 1024; // for the others on this storage

FileResult<> stamp(int file, qint64 modifiedNs)
{
    const auto seconds = modifiedNs / 1'000'000'000;
    const struct timespec times[2] = {
        {0, UTIME_OMIT}, {time_t(seconds), long(modifiedNs - seconds * 1'000'000'000)}};
    if (::futimens(file, times) != 0)
        return fileFail(errno, QStringLiteral("futimens"));
    return {};
}

Error noRoom() { return Error::temporary("no room on the target storage", {}, "4.3.1"); }

Error damaged(const TransferPart &part)
{
    return Error::temporary("a file was damaged on the way",
        QStringLiteral("the hash of %1 differs from the source's").arg(QString::fromUtf8(part.file.name)),
        "damaged");
}

} // namespace

Result<> MoveContent::makeFolder(const QByteArray &folder) const
{
    if (const auto good = checkTransferFolder(folder); !good)
        return good;
    const auto base = root();
    if (!base)
        return fail(base.error());
    Volume &volume = m_storage->volume();
    if (!folder.isEmpty()) {
        if (const auto made = volume.makeDirectory(base->get(), folder); !made)
            return fail(made.error());
    }
    const auto opened = openFolder(folder);
    if (!opened)
        return fail(opened.error());
    for (const char *part : {"cur", "new", "tmp"}) {
        if (const auto made = volume.makeDirectory(opened->get(), part); !made)
            return fail(made.error());
    }
    return {};
}

Result<> MoveContent::put(const TransferPart &part) const
{
    if (const auto good = checkTransferName(part.file.name); !good)
        return good;
    const auto folder = openFolder(part.folder);
    if (!folder)
        return fail(folder.error());
    const auto tmp = openDirectory(folder->get(), "tmp");
    if (!tmp)
        return fail(tmp.error());
    Volume &volume = m_storage->volume();
    if (part.offset == 0) {
        const qint64 free = m_storage->root()->freeBytes();
        if (free >= 0 && free < part.file.size + roomKept)
            return fail(noRoom());
        if (const auto gone = volume.unlink(tmp->get(), arriving); !gone && gone.error().number != ENOENT)
            return fail(gone.error());
    }
    const auto file =
        volume.openFile(tmp->get(), arriving, part.offset == 0 ? O_RDWR | O_CREAT | O_EXCL : O_RDWR);
    if (!file)
        return fail(file.error());
    if (const auto written = volume.writeAt(file->get(), part.offset, part.bytes, arriving); !written)
        return fail(written.error());
    return part.sha256.isEmpty() ? Result<>() : finishFile(tmp->get(), file->get(), part);
}

Result<> MoveContent::finishFile(int tmp, int file, const TransferPart &part) const
{
    Volume &volume = m_storage->volume();
    if (const auto stamped = stamp(file, part.file.modifiedNs); !stamped)
        return fail(stamped.error());
    if (const auto synced = volume.sync(file, arriving); !synced)
        return fail(synced.error());
    QCryptographicHash hash(QCryptographicHash::Sha256); // of what stands on the disk, not of what came
    qint64 size = 0;
    for (;;) {
        const auto bytes = readAt(file, size, 256 * 1024);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->isEmpty())
            break;
        hash.addData(*bytes);
        size += bytes->size();
    }
    if (size != part.file.size || hash.result() != part.sha256) {
        static_cast<void>(volume.unlink(tmp, arriving)); // else replaced by the next file
        return fail(damaged(part));
    }
    const auto spot = spotOf(part.folder, part.file.name);
    if (!spot)
        return fail(spot.error());
    if (const auto moved = volume.rename(tmp, arriving, spot->directory.get(), spot->name); !moved)
        return fail(moved.error());
    return {};
}

Result<> MoveContent::rename(const QByteArray &folder, const QByteArray &from, const QByteArray &to) const
{
    const auto before = spotOf(folder, from);
    const auto after = spotOf(folder, to);
    if (!before || !after)
        return fail((before ? after : before).error());
    if (const auto moved = m_storage->volume().rename(
            before->directory.get(), before->name, after->directory.get(), after->name);
        !moved)
        return fail(moved.error());
    return {};
}

Result<> MoveContent::removeFiles(const QByteArray &folder, const QList<QByteArray> &names) const
{
    for (const QByteArray &name : names) {
        const auto spot = spotOf(folder, name);
        if (!spot)
            return fail(spot.error());
        const auto gone = m_storage->volume().unlink(spot->directory.get(), spot->name);
        if (!gone && gone.error().number != ENOENT)
            return fail(gone.error());
    }
    return {};
}

Result<> MoveContent::removeFolder(const QByteArray &folder) const
{
    if (const auto good = checkTransferFolder(folder); !good || folder.isEmpty())
        return good ? fail(Error::syntax("folder: INBOX cannot be removed")) : good;
    const auto base = root();
    if (!base)
        return fail(base.error());
    if (const auto removed = m_storage->volume().removeTree(base->get(), folder); !removed)
        return fail(removed.error());
    return {};
}

Result<> MoveContent::syncFolder(const QByteArray &folder) const
{
    const auto opened = openFolder(folder);
    if (!opened)
        return fail(opened.error());
    Volume &volume = m_storage->volume();
    for (const char *part : {"cur", "new"}) {
        const auto directory = openDirectory(opened->get(), part);
        if (!directory)
            return fail(directory.error());
        if (const auto synced = volume.sync(directory->get(), part); !synced)
            return fail(synced.error());
    }
    if (const auto synced = volume.sync(opened->get(), folder); !synced)
        return fail(synced.error());
    return {};
}

Result<> MoveContent::addKeys(const QList<DeliveryKey> &keys) const
{
    Journal &journal = m_storage->journal();
    bool any = false;
    for (const DeliveryKey &key : keys) {
        if (journal.state(key) != KeyState::Unknown)
            continue;
        journal.settle(JournalKind::Done,
            {JournalKind::Done, key, m_place.account, QDateTime::currentMSecsSinceEpoch(), 0});
        any = true;
    }
    return any ? journal.flush() : Result<>();
}

Result<> MoveContent::linkFrom(int aside) const
{
    const auto folders = transferFolders(aside);
    if (!folders)
        return fail(folders.error());
    Volume &volume = m_storage->volume();
    for (const QByteArray &folder : *folders) {
        if (const auto made = makeFolder(folder); !made)
            return made;
        const auto target = openFolder(folder);
        const auto source = folder.isEmpty() ? openDirectory(aside, ".") : openDirectory(aside, folder);
        if (!target || !source)
            return target ? fail(source.error()) : fail(target.error());
        for (const char *part : {"cur", "new"}) {
            const auto from = openDirectory(source->get(), part);
            const auto to = openDirectory(target->get(), part);
            const auto names = from ? namesIn(from->get()) : fileFail(from.error().number, from.error().what);
            if (!to || !names)
                return to ? fail(names.error()) : fail(to.error());
            for (const QByteArray &name : *names) {
                const auto linked = volume.link(from->get(), name, to->get(), name);
                if (!linked && linked.error().number != EEXIST)
                    return fail(linked.error());
            }
        }
    }
    return {};
}

} // namespace homeport
