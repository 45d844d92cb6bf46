// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Writing: each change of a volume, with the hook where tests let it fail.
#include "server/store/posixfile.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace homeport {

namespace {
const char *nameOf(FileOperation operation)
{
    switch (operation) {
    case FileOperation::Open:
        return "open";
    case FileOperation::Write:
        return "write";
    case FileOperation::Sync:
        return "fsync";
    case FileOperation::Link:
        return "link";
    case FileOperation::Rename:
        return "rename";
    case FileOperation::Unlink:
        return "unlink";
    case FileOperation::MakeDirectory:
        return "mkdir";
    case FileOperation::Truncate:
        return "ftruncate";
    }
    Q_UNREACHABLE();
}
} // namespace

Error Volume::sickError()
{
    return Error::temporary("storage out of order, try again later",
        QStringLiteral("the volume is sick: an fsync failed since the start"), "4.3.0");
}

template <class Call> FileResult<> Volume::perform(FileOperation operation, const QByteArray &name, Call call)
{
    errno = fault ? fault(operation, name) : 0;
    if (errno == 0 && call() == 0)
        return {};
    return fileFail(errno, QLatin1String(nameOf(operation)) + u' ' + QString::fromLocal8Bit(name));
}

FileResult<FileDescriptor> Volume::openFile(int directory, const QByteArray &name, int flags)
{
    int fd = -1;
    const auto opened = perform(FileOperation::Open, name, [&] {
        fd = ::openat(directory, name.constData(), flags | O_NOFOLLOW | O_CLOEXEC, 0600);
        return fd < 0 ? -1 : 0;
    });
    if (!opened)
        return tl::unexpected(opened.error());
    return FileDescriptor(fd);
}

FileResult<> Volume::writeAt(int file, qint64 offset, QByteArrayView bytes, const QByteArray &name)
{
    return perform(FileOperation::Write, name, [&] {
        while (!bytes.isEmpty()) {
            const ssize_t written = ::pwrite(file, bytes.data(), size_t(bytes.size()), off_t(offset));
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return -1;
            offset += written;
            bytes = bytes.sliced(written);
        }
        return 0;
    });
}

FileResult<> Volume::truncate(int file, qint64 size, const QByteArray &name)
{
    return perform(FileOperation::Truncate, name, [&] { return ::ftruncate(file, off_t(size)); });
}

FileResult<> Volume::sync(int file, const QByteArray &name)
{
    const auto synced = perform(FileOperation::Sync, name, [&] { return ::fsync(file); });
    if (!synced)
        markSick();
    return synced;
}

FileResult<> Volume::syncData(int file, const QByteArray &name)
{
#ifdef __linux__
    const auto synced = perform(FileOperation::Sync, name, [&] { return ::fdatasync(file); });
    if (!synced)
        markSick();
    return synced;
#else
    return sync(file, name);
#endif
}

FileResult<bool> Volume::syncAll(int directory, const QByteArray &name)
{
#ifdef __linux__
    const auto synced = perform(FileOperation::Sync, name, [&] { return ::syncfs(directory); });
    if (!synced) {
        markSick();
        return tl::unexpected(synced.error());
    }
    return true;
#else // POSIX sync() may return before it is done
    Q_UNUSED(directory)
    Q_UNUSED(name)
    return false;
#endif
}

FileResult<> Volume::link(int fromDirectory, const QByteArray &from, int toDirectory, const QByteArray &to)
{
    return perform(FileOperation::Link, to,
        [&] { return ::linkat(fromDirectory, from.constData(), toDirectory, to.constData(), 0); });
}

FileResult<> Volume::rename(int fromDirectory, const QByteArray &from, int toDirectory, const QByteArray &to)
{
    return perform(FileOperation::Rename, to,
        [&] { return ::renameat(fromDirectory, from.constData(), toDirectory, to.constData()); });
}

FileResult<> Volume::unlink(int directory, const QByteArray &name)
{
    return perform(FileOperation::Unlink, name, [&] { return ::unlinkat(directory, name.constData(), 0); });
}

FileResult<> Volume::removeDirectory(int directory, const QByteArray &name)
{
    return perform(
        FileOperation::Unlink, name, [&] { return ::unlinkat(directory, name.constData(), AT_REMOVEDIR); });
}

FileResult<> Volume::makeDirectory(int directory, const QByteArray &name)
{
    const auto made = perform(
        FileOperation::MakeDirectory, name, [&] { return ::mkdirat(directory, name.constData(), 0700); });
    if (!made && made.error().number == EEXIST)
        return {};
    return made;
}

Result<> Volume::writeDurably(int directory, const QByteArray &name, QByteArrayView bytes,
    const std::function<Result<>()> &stillAllowed)
{
    if (isSick())
        return fail(sickError());
    const QByteArray temporary = name + ".new";
    if (const auto gone = unlink(directory, temporary); !gone && gone.error().number != ENOENT)
        return fail(gone.error());
    const auto file = openFile(directory, temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (!file)
        return fail(file.error());
    if (const auto written = writeAt(file->get(), 0, bytes, temporary); !written)
        return fail(written.error());
    if (const auto synced = sync(file->get(), temporary); !synced)
        return fail(synced.error());
    if (stillAllowed) {
        if (const auto allowed = stillAllowed(); !allowed)
            return allowed;
    }
    if (const auto renamed = rename(directory, temporary, directory, name); !renamed)
        return fail(renamed.error());
    if (const auto synced = sync(directory, name); !synced)
        return fail(synced.error());
    return {};
}

FileResult<> Volume::removeTree(int directory, const QByteArray &name)
{
    const auto status = statAt(directory, name);
    if (!status)
        return status.error().number == ENOENT ? FileResult<>() : tl::unexpected(status.error());
    if (!S_ISDIR(status->st_mode))
        return unlink(directory, name);
    const auto folder = openDirectory(directory, name);
    if (!folder)
        return tl::unexpected(folder.error());
    const auto names = namesIn(folder->get());
    if (!names)
        return tl::unexpected(names.error());
    for (const QByteArray &entry : *names) {
        if (const auto removed = removeTree(folder->get(), entry); !removed)
            return removed;
    }
    return removeDirectory(directory, name);
}

} // namespace homeport
