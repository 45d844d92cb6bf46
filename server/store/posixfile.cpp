// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading: open, stat, list.
#include "server/store/posixfile.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace homeport {

namespace {
QString what(const char *call, const QByteArray &name)
{
    return QLatin1String(call) + u' ' + QString::fromLocal8Bit(name);
}

FileResult<FileDescriptor> opened(int fd, const QByteArray &name)
{
    if (fd < 0)
        return fileFail(errno, what("open", name));
    return FileDescriptor(fd);
}
} // namespace

Error FileError::toError() const
{
    Error error = Error::system(what, number);
    if (number == ENOSPC || number == EDQUOT) {
        error.forPeer = "insufficient system storage";
        error.status = "4.3.1"; // RFC 3463: mail system full
    }
    return error;
}

FileDescriptor::~FileDescriptor()
{
    // what must be durable has been synced before: close() has nothing left to report
    if (m_fd >= 0)
        ::close(m_fd);
}

FileResult<FileDescriptor> openDirectory(int directory, const QByteArray &name)
{
    return opened(
        ::openat(directory, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), name);
}

FileResult<FileDescriptor> openDirectoryPath(const QByteArray &path)
{
    return opened(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), path);
}

FileResult<FileDescriptor> openForReading(int directory, const QByteArray &name)
{
    // O_NONBLOCK: a FIFO planted under the name must not stop us
    return opened(
        ::openat(directory, name.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK), name);
}

FileResult<struct stat> statOf(int file)
{
    struct stat status = {};
    if (::fstat(file, &status) != 0)
        return fileFail(errno, QStringLiteral("fstat"));
    return status;
}

FileResult<struct stat> statAt(int directory, const QByteArray &name)
{
    struct stat status = {};
    if (::fstatat(directory, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return fileFail(errno, what("stat", name));
    return status;
}

FileResult<QByteArray> readAt(int file, qint64 offset, qint64 length)
{
    QByteArray bytes(qsizetype(length), Qt::Uninitialized);
    qint64 done = 0;
    while (done < length) {
        const ssize_t got = ::pread(file, bytes.data() + done, size_t(length - done), off_t(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fileFail(errno, QStringLiteral("read"));
        if (got == 0)
            break;
        done += got;
    }
    bytes.truncate(qsizetype(done));
    return bytes;
}

FileResult<QByteArray> readWholeFile(int directory, const QByteArray &name, qint64 limit)
{
    const auto file = openForReading(directory, name);
    if (!file)
        return tl::unexpected(file.error());
    const auto status = statOf(file->get());
    if (!status)
        return tl::unexpected(status.error());
    if (!S_ISREG(status->st_mode))
        return fileFail(EINVAL, what("read", name));
    if (status->st_size > limit)
        return fileFail(EFBIG, what("read", name));
    return readAt(file->get(), 0, status->st_size);
}

FileResult<> visitNames(int directory, const std::function<void(const char *name)> &visit)
{
    // a descriptor of its own: the position in a directory belongs to the open file
    const int fd = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fileFail(errno, QStringLiteral("open a directory for listing"));
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(fd), &::closedir);
    if (!stream) {
        const int number = errno;
        ::close(fd);
        return fileFail(number, QStringLiteral("fdopendir"));
    }
    for (;;) {
        errno = 0;
        const struct dirent *entry = ::readdir(stream.get());
        if (!entry)
            break;
        if (qstrcmp(entry->d_name, ".") != 0 && qstrcmp(entry->d_name, "..") != 0)
            visit(entry->d_name);
    }
    if (errno != 0)
        return fileFail(errno, QStringLiteral("readdir"));
    return {};
}

FileResult<QList<QByteArray>> namesIn(int directory)
{
    QList<QByteArray> names;
    const auto visited = visitNames(directory, [&names](const char *name) { names.append(name); });
    if (!visited)
        return tl::unexpected(visited.error());
    return names;
}

qint64 modifiedNs(const struct stat &status)
{
#ifdef __APPLE__
    return qint64(status.st_mtimespec.tv_sec) * 1'000'000'000 + status.st_mtimespec.tv_nsec;
#else
    return qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
#endif
}

} // namespace homeport
