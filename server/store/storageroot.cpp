// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Opening, checking and writing a storage's label.
#include "server/store/storageroot.h"

#include <QDateTime>
#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace homeport {

namespace {
const QByteArray labelFolder = ".homeport";
const QByteArray labelName = "label";
constexpr qint64 labelLimit = 64 * 1024;

Place placeOf(const struct stat &status) { return {quint64(status.st_dev), quint64(status.st_ino)}; }

Error noLabel(const QString &path, const FileError &why)
{
    return Error::refused("no storage label at " + path.toUtf8() + " (is the disk mounted?)",
        QStringLiteral("no storage label at %1 (is the disk mounted?): %2").arg(path, why.toError().forLog));
}

Error lost(const QString &path, const QString &why)
{
    return Error::temporary("storage not served here, try again later",
        QStringLiteral("the storage at %1 is not ours any more: %2").arg(path, why), "4.3.0");
}
} // namespace

QString labelTime() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

Result<std::shared_ptr<StorageRoot>> StorageRoot::open(const QString &path)
{
    std::shared_ptr<StorageRoot> root(new StorageRoot);
    root->m_path = path;
    root->m_nativePath = QFile::encodeName(path);
    auto directory = openDirectoryPath(root->m_nativePath);
    if (!directory)
        return fail(noLabel(path, directory.error()));
    auto labels = openDirectory(directory->get(), labelFolder);
    if (!labels)
        return fail(noLabel(path, labels.error()));
    const auto bytes = readWholeFile(labels->get(), labelName, labelLimit);
    if (!bytes)
        return fail(noLabel(path, bytes.error()));
    const auto label = decodeLabel(*bytes);
    if (!label)
        return fail(label.error());
    const auto status = statOf(directory->get());
    const auto labelStatus = statOf(labels->get());
    if (!status || !labelStatus)
        return fail((status ? labelStatus : status).error());
    root->m_place = placeOf(*status);
    root->m_labelPlace = placeOf(*labelStatus);
    root->m_directory = std::move(*directory);
    root->m_labelDirectory = std::move(*labels);
    root->m_label = *label;
    root->m_labelBytes = *bytes;
    return root;
}

Label StorageRoot::label() const
{
    const std::lock_guard guard(m_mutex);
    return m_label;
}

Result<> StorageRoot::lock()
{
    auto file = m_volume.openFile(m_labelDirectory.get(), "lock", O_RDWR | O_CREAT);
    if (!file)
        return fail(file.error());
    if (::flock(file->get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return fail(Error::refused("another process serves this storage",
                QStringLiteral("%1/.homeport/lock is held by another process").arg(m_path)));
        }
        return fail(Error::system(QStringLiteral("flock %1/.homeport/lock").arg(m_path), errno));
    }
    m_lock = std::move(*file);
    return {};
}

void StorageRoot::unlock() { m_lock = FileDescriptor(); }

Result<> StorageRoot::stillOurs() const
{
    const auto directory = openDirectoryPath(m_nativePath);
    if (!directory)
        return fail(lost(m_path, directory.error().toError().forLog));
    const auto status = statOf(directory->get());
    if (!status || placeOf(*status) != m_place)
        return fail(lost(m_path, QStringLiteral("another folder is there")));
    const auto labels = openDirectory(directory->get(), labelFolder);
    if (!labels)
        return fail(lost(m_path, labels.error().toError().forLog));
    const auto labelStatus = statOf(labels->get());
    if (!labelStatus || placeOf(*labelStatus) != m_labelPlace)
        return fail(lost(m_path, QStringLiteral("another label folder is there")));
    const auto bytes = readWholeFile(labels->get(), labelName, labelLimit);
    if (!bytes)
        return fail(lost(m_path, bytes.error().toError().forLog));
    const std::lock_guard guard(m_mutex);
    if (*bytes == m_labelBytes)
        return {};
    const auto label = decodeLabel(*bytes);
    if (!label)
        return fail(lost(m_path, label.error().forLog));
    if (!label->sameHolder(m_label)) {
        return fail(lost(m_path,
            QStringLiteral("the label names %1, epoch %2, %3")
                .arg(label->owner.text)
                .arg(label->epoch)
                .arg(toText(label->state))));
    }
    m_labelBytes = *bytes;
    return {};
}

Result<> StorageRoot::writeLabel(Label label)
{
    const std::lock_guard writing(m_writing);
    label.written = labelTime();
    const QByteArray bytes = encodeLabel(label);
    const auto written = m_volume.writeDurably(
        m_labelDirectory.get(), labelName, bytes, [this]() -> Result<> { return stillOurs(); });
    if (!written)
        return written;
    const std::lock_guard guard(m_mutex);
    m_label = label;
    m_labelBytes = bytes;
    return {};
}

Result<> StorageRoot::count()
{
    Label next = label();
    ++next.counter;
    return writeLabel(next);
}

qint64 StorageRoot::freeBytes() const
{
    struct statvfs status = {};
    if (::fstatvfs(m_directory.get(), &status) != 0)
        return -1;
    return qint64(status.f_bavail) * qint64(status.f_frsize);
}

Result<> createStorage(const QString &path, Label label)
{
    const QByteArray native = QFile::encodeName(path);
    if (::mkdir(native.constData(), 0700) != 0 && errno != EEXIST)
        return fail(Error::system(QStringLiteral("mkdir ") + path, errno));
    const auto directory = openDirectoryPath(native);
    if (!directory)
        return fail(directory.error());
    Volume volume;
    if (const auto made = volume.makeDirectory(directory->get(), labelFolder); !made)
        return fail(made.error());
    const auto labels = openDirectory(directory->get(), labelFolder);
    if (!labels)
        return fail(labels.error());
    const auto present = statAt(labels->get(), labelName);
    if (present) {
        return fail(Error::refused(
            path.toUtf8() + " is a storage already", QStringLiteral("%1/.homeport/label exists").arg(path)));
    }
    if (present.error().number != ENOENT)
        return fail(present.error());
    label.written = labelTime();
    if (const auto written = volume.writeDurably(labels->get(), labelName, encodeLabel(label)); !written)
        return written;
    if (const auto synced = volume.sync(directory->get(), native); !synced)
        return fail(synced.error());
    return {};
}

} // namespace homeport
