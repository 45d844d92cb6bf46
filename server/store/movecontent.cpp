// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Names, listing, reading: both sides of a move.
#include "server/store/movecontent.h"

#include <QCryptographicHash>
#include <algorithm>
#include <cerrno>

namespace homeport {

const QByteArray incomingFolder = ".incoming";
const QByteArray movedFolder = ".moved";

namespace {

Error badName(const char *what, const QByteArray &name)
{
    Error error = Error::syntax(QByteArray(what) + ": no name of a mailbox's file");
    error.forLog = QStringLiteral("%1: \"%2\" cannot be transferred")
                       .arg(QLatin1String(what), QString::fromLatin1(name.toPercentEncoding()));
    return error;
}

/// One component of a path that is nothing but a name.
bool isPlainName(QByteArrayView name)
{
    if (name.isEmpty() || name.size() > 255 || name == "." || name == "..")
        return false;
    return std::none_of(
        name.begin(), name.end(), [](char c) { return quint8(c) < 0x20 || c == 0x7f || c == '/'; });
}

/// What other programs and our own durable writes leave for a moment.
bool isTemporaryName(const QByteArray &name)
{
    return name.endsWith(".new") || name.endsWith(".lock") || name.endsWith(".tmp")
        || name.startsWith("homeport-removed.");
}

Result<> addFilesOf(int directory, const QByteArray &prefix, QList<TransferFile> &files)
{
    const auto names = namesIn(directory);
    if (!names)
        return fail(names.error());
    for (const QByteArray &name : *names) {
        if (!isPlainName(name) || (prefix.isEmpty() && isTemporaryName(name)))
            continue;
        const auto status = statAt(directory, name);
        if (!status && status.error().number == ENOENT)
            continue; // renamed meanwhile: the next round sees it
        if (!status)
            return fail(status.error());
        if (S_ISREG(status->st_mode))
            files.append({prefix + name, status->st_size, modifiedNs(*status)});
    }
    return {};
}

} // namespace

Result<> checkTransferFolder(const QByteArray &folder)
{
    if (folder.isEmpty() || (folder.startsWith('.') && isPlainName(folder)))
        return {};
    return fail(badName("folder", folder));
}

Result<> checkTransferName(const QByteArray &name)
{
    const bool isMessage = name.startsWith("cur/") || name.startsWith("new/");
    if (isMessage ? isPlainName(QByteArrayView(name).sliced(4)) : isPlainName(name))
        return {};
    return fail(badName("name", name));
}

Result<QList<QByteArray>> transferFolders(int root)
{
    const auto names = namesIn(root);
    if (!names)
        return fail(names.error());
    QList<QByteArray> folders;
    for (const QByteArray &name : *names) {
        const auto status =
            name.startsWith('.') && isPlainName(name) ? statAt(root, name) : fileFail(ENOENT, {});
        if (status && S_ISDIR(status->st_mode))
            folders.append(name);
    }
    std::sort(folders.begin(), folders.end());
    folders.prepend(QByteArray());
    return folders;
}

Result<QList<TransferFile>> transferFiles(int folder)
{
    QList<TransferFile> files;
    // new before cur: a message that is claimed meanwhile is seen twice rather than never
    for (const char *part : {"new", "cur"}) {
        const auto directory = openDirectory(folder, part);
        if (!directory && directory.error().number == ENOENT)
            continue;
        if (!directory)
            return fail(directory.error());
        if (const auto added = addFilesOf(directory->get(), QByteArray(part) + '/', files); !added)
            return fail(added.error());
    }
    if (const auto added = addFilesOf(folder, {}, files); !added)
        return fail(added.error());
    return files;
}

Result<FileDescriptor> MoveContent::root() const
{
    if (m_place.role == MoveRole::Source)
        return m_storage->accounts().open({m_place.account, m_place.address}, WhenMissing::Fail);
    const auto incoming = openDirectory(m_storage->root()->directory(), incomingFolder);
    auto folder = incoming ? openDirectory(incoming->get(), m_place.account.hex())
                           : fileFail(incoming.error().number, incoming.error().what);
    if (!folder)
        return fail(folder.error());
    return std::move(*folder);
}

Result<FileDescriptor> MoveContent::openFolder(const QByteArray &folder) const
{
    if (const auto good = checkTransferFolder(folder); !good)
        return fail(good.error());
    auto base = root();
    if (!base || folder.isEmpty())
        return base;
    auto opened = openDirectory(base->get(), folder);
    if (opened)
        return std::move(*opened);
    return opened.error().number == ENOENT
        ? fail(Error::temporary("no such folder any more", opened.error().what, "gone"))
        : fail(opened.error());
}

Result<MoveContent::Spot> MoveContent::spotOf(const QByteArray &folder, const QByteArray &name) const
{
    if (const auto good = checkTransferName(name); !good)
        return fail(good.error());
    auto opened = openFolder(folder);
    if (!opened)
        return fail(opened.error());
    const bool isMessage = name.startsWith("cur/") || name.startsWith("new/");
    if (!isMessage)
        return Spot{std::move(*opened), name};
    auto part = openDirectory(opened->get(), name.left(3));
    if (!part)
        return fail(part.error());
    return Spot{std::move(*part), name.mid(4)};
}

Result<QList<QByteArray>> MoveContent::folders() const
{
    const auto base = root();
    if (!base)
        return fail(base.error());
    return transferFolders(base->get());
}

Result<QList<TransferFile>> MoveContent::files(const QByteArray &folder) const
{
    const auto opened = openFolder(folder);
    if (!opened)
        return fail(opened.error());
    return transferFiles(opened->get());
}

Result<MoveContent::Opened> MoveContent::open(const QByteArray &folder, const QByteArray &name) const
{
    const auto spot = spotOf(folder, name);
    if (!spot)
        return fail(spot.error());
    auto file = openForReading(spot->directory.get(), spot->name);
    if (!file && file.error().number == ENOENT)
        return fail(Error::temporary("no such file any more", file.error().what, "gone"));
    if (!file)
        return fail(file.error());
    const auto status = statOf(file->get());
    if (!status)
        return fail(status.error());
    if (!S_ISREG(status->st_mode))
        return fail(badName("name", name));
    return Opened{std::move(*file), status->st_size};
}

Result<QByteArray> MoveContent::sha256(const QByteArray &folder, const QByteArray &name) const
{
    const auto opened = open(folder, name);
    if (!opened)
        return fail(opened.error());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 offset = 0; offset < opened->size;) {
        const auto bytes = readAt(opened->file.get(), offset, 256 * 1024);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->isEmpty())
            break;
        hash.addData(*bytes);
        offset += bytes->size();
    }
    return hash.result();
}

namespace {

/// A place in the journal: segment and offset in it.
struct JournalPlace
{
    quint32 segment = 0;
    qint64 offset = 0;
    QByteArray text() const { return QByteArray::number(segment, 16) + '.' + QByteArray::number(offset); }
};

Result<JournalPlace> placeIn(const QByteArray &position)
{
    if (position.isEmpty())
        return JournalPlace{};
    bool isSegment = false;
    bool isOffset = false;
    const qsizetype dot = position.indexOf('.');
    const JournalPlace place{position.left(std::max<qsizetype>(dot, 0)).toUInt(&isSegment, 16),
        position.mid(dot + 1).toLongLong(&isOffset)};
    if (!isSegment || !isOffset || place.offset < 0)
        return fail(Error::syntax("position: malformed"));
    return place;
}

constexpr qsizetype mostKeys = 4096;
constexpr qint64 mostBytes = 32 * 1024 * 1024;

/// Keys of `account` in one segment behind `place`, which moves on. False: enough for one answer.
Result<bool> readKeys(
    int file, const AccountId &account, JournalPlace &place, QList<DeliveryKey> &keys, qint64 &bytesRead)
{
    for (qint64 at = place.offset;;) {
        const auto chunk = readAt(file, at, 1024 * journalRecordSize);
        if (!chunk)
            return fail(chunk.error());
        const qint64 records = chunk->size() / journalRecordSize;
        for (qint64 i = 0; i < records; ++i) {
            const auto record =
                decodeRecord(QByteArrayView(*chunk).sliced(i * journalRecordSize, journalRecordSize));
            if (!record)
                continue; // damaged, or space kept ready behind the last one
            place.offset = at + (i + 1) * journalRecordSize;
            if (record->kind == JournalKind::Done && record->account == account)
                keys.append(record->key);
        }
        at += records * journalRecordSize;
        bytesRead += chunk->size();
        if (records == 0)
            return true;
        if (keys.size() >= mostKeys || bytesRead >= mostBytes) {
            place.offset = at; // nothing good is skipped: what is false behind it is read again for nothing
            return false;
        }
    }
}

} // namespace

Result<TransferKeys> MoveContent::keys(const QByteArray &position) const
{
    auto place = placeIn(position);
    if (!place)
        return fail(place.error());
    const int directory = m_storage->root()->labelDirectory();
    auto names = namesIn(directory);
    if (!names)
        return fail(names.error());
    std::sort(names->begin(), names->end());
    TransferKeys found;
    qint64 bytesRead = 0;
    for (const QByteArray &name : std::as_const(*names)) {
        bool isNumber = false;
        const quint32 segment = name.startsWith("journal-") ? name.mid(8).toUInt(&isNumber, 16) : 0;
        if (!isNumber || name.size() != 16 || segment < place->segment)
            continue;
        if (segment > place->segment)
            *place = {segment, 0};
        place->offset = std::max<qint64>(place->offset, journalHeader.size());
        const auto file = openForReading(directory, name);
        if (!file && file.error().number == ENOENT)
            continue; // its time was over
        const auto isEnd = file ? readKeys(file->get(), m_place.account, *place, found.keys, bytesRead)
                                : Result<bool>(fail(file.error()));
        if (!isEnd)
            return fail(isEnd.error());
        if (!*isEnd)
            break;
    }
    found.next = place->text();
    return found;
}

} // namespace homeport
