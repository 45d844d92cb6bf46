// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Durable small files by POSIX calls, every return value checked.
#include "shared/base/durablefile_posix.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace homeport {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }
    /// The result of close(), once; for files that were written a failed close is a failed write.
    int close() { return ::close(std::exchange(m_fd, -1)); }

private:
    int m_fd;
};

QString folderOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    if (slash < 0)
        return QStringLiteral(".");
    return slash == 0 ? QStringLiteral("/") : path.left(slash);
}

Result<> systemError(const char *call, const QString &path)
{
    const int number = errno;
    return fail(Error::system(QString::fromLatin1(call) + u' ' + path, number));
}

Result<> syncFolder(const QString &path)
{
    const Descriptor folder(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0)
        return systemError("open", path);
    if (::fsync(folder.get()) != 0)
        return systemError("fsync", path);
    return {};
}

Result<> writeAll(int fd, const QByteArray &bytes, const QString &path)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return systemError("write", path);
        done += count;
    }
    return {};
}

Result<> writeTemporary(const QString &path, const QByteArray &bytes)
{
    const QByteArray native = QFile::encodeName(path);
    if (::unlink(native.constData()) != 0 && errno != ENOENT) // left by a crash
        return systemError("unlink", path);
    Descriptor file(::open(native.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.get() < 0)
        return systemError("open", path);
    if (Result<> written = writeAll(file.get(), bytes, path); !written)
        return written;
    if (::fsync(file.get()) != 0)
        return systemError("fsync", path);
    if (file.close() != 0)
        return systemError("close", path);
    return {};
}

} // namespace

Result<> writeFileDurably(const QString &path, const QByteArray &bytes, ExistingFile existing)
{
    const QString temporary = path + QStringLiteral(".new");
    const QByteArray from = QFile::encodeName(temporary);
    const QByteArray to = QFile::encodeName(path);
    if (Result<> written = writeTemporary(temporary, bytes); !written) {
        ::unlink(from.constData()); // best effort: the next writer removes it too
        return written;
    }
    // A crash before this leaves the old file and a temporary one; after it, the old or the new file.
    if (existing == ExistingFile::Replace ? ::rename(from.constData(), to.constData()) != 0
                                          : ::link(from.constData(), to.constData()) != 0) {
        const Result<> failed = systemError("rename", path);
        ::unlink(from.constData());
        return failed;
    }
    if (existing == ExistingFile::Refuse && ::unlink(from.constData()) != 0)
        return systemError("unlink", temporary);
    // Only now does the name survive a power cut.
    return syncFolder(folderOf(path));
}

Result<QByteArray> readWholeFile(const QString &path, qint64 limit)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        const int number = errno;
        Error error = Error::system(QStringLiteral("open ") + path, number);
        if (number == ENOENT)
            error.status = "missing";
        return fail(std::move(error));
    }
    QByteArray bytes;
    QByteArray chunk(64 * 1024, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(file.get(), chunk.data(), size_t(chunk.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            const int number = errno;
            return fail(Error::system(QStringLiteral("read ") + path, number));
        }
        if (count == 0)
            return bytes;
        bytes.append(chunk.constData(), count);
        if (bytes.size() > limit)
            return fail(Error::refused(
                "file too large", QStringLiteral("%1 is larger than %2 bytes").arg(path).arg(limit)));
    }
}

Result<> makePrivateFolder(const QString &path)
{
    const QByteArray native = QFile::encodeName(path);
    if (::mkdir(native.constData(), 0700) == 0)
        return syncFolder(folderOf(path));
    if (errno != EEXIST)
        return systemError("mkdir", path);
    struct stat info
    {
    };
    if (::stat(native.constData(), &info) != 0)
        return systemError("stat", path);
    if (!S_ISDIR(info.st_mode))
        return fail(Error::system(QStringLiteral("mkdir ") + path, ENOTDIR));
    return {};
}

Result<> removeFileDurably(const QString &path)
{
    if (::unlink(QFile::encodeName(path).constData()) != 0) {
        if (errno == ENOENT)
            return {};
        return systemError("unlink", path);
    }
    return syncFolder(folderOf(path));
}

} // namespace homeport
