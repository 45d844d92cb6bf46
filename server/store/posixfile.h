// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Files below a storage by POSIX calls: relative to directory descriptors, symbolic links never followed,
// every return value checked.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <atomic>
#include <functional>
#include <sys/stat.h>
#include <utility>

namespace homeport {

/// A failed system call.
struct FileError
{
    int number = 0; ///< errno
    QString what; ///< "fsync journal-00000001"
    /// Temporary; status 4.3.1 when there is no room, else 4.3.0.
    Error toError() const;
};

template <class T = void> using FileResult = tl::expected<T, FileError>;

inline tl::unexpected<FileError> fileFail(int number, QString what)
{
    return tl::unexpected<FileError>(FileError{number, std::move(what)});
}
inline tl::unexpected<Error> fail(const FileError &error) { return tl::unexpected<Error>(error.toError()); }

/// Owns a descriptor.
class FileDescriptor
{
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd)
        : m_fd(fd)
    {
    }
    FileDescriptor(FileDescriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileDescriptor();
    int get() const { return m_fd; }
    bool isValid() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

enum class FileOperation { Open, Write, Sync, Link, Rename, Unlink, MakeDirectory, Truncate };

/// The operations that change one volume (a storage's file system). After a failed fsync the volume is sick:
/// Linux has thrown the dirty pages away, and a second fsync would say that all is well. Any thread.
class Volume
{
public:
    bool isSick() const { return m_sick.load(); }
    void markSick() { m_sick.store(true); }
    static Error sickError();
    /// For tests, set before use: an errno in place of the operation, or 0 to let it be done.
    std::function<int(FileOperation operation, const QByteArray &name)> fault;

    FileResult<FileDescriptor> openFile(int directory, const QByteArray &name, int flags);
    FileResult<> writeAt(int file, qint64 offset, QByteArrayView bytes, const QByteArray &name);
    FileResult<> truncate(int file, qint64 size, const QByteArray &name);
    /// fsync of a file or a directory; a failure marks the volume sick.
    FileResult<> sync(int file, const QByteArray &name);
    /// As sync(), without the stamps of the file: for data inside blocks that are allocated already.
    FileResult<> syncData(int file, const QByteArray &name);
    /// Everything written to the file system of this directory so far, in one go; a failure marks the volume
    /// sick. False: this system cannot, nothing was done.
    FileResult<bool> syncAll(int directory, const QByteArray &name);
    FileResult<> link(int fromDirectory, const QByteArray &from, int toDirectory, const QByteArray &to);
    FileResult<> rename(int fromDirectory, const QByteArray &from, int toDirectory, const QByteArray &to);
    FileResult<> unlink(int directory, const QByteArray &name);
    FileResult<> removeDirectory(int directory, const QByteArray &name);
    /// Mode 0700. An existing one is fine.
    FileResult<> makeDirectory(int directory, const QByteArray &name);
    /// Temporary name in the same folder, fsync, rename, fsync of the folder. `stillAllowed` is asked just
    /// before the rename; its error leaves the old file as it was.
    Result<> writeDurably(int directory, const QByteArray &name, QByteArrayView bytes,
        const std::function<Result<>()> &stillAllowed = {});
    /// Everything in and below the folder `name`, symbolic links as links.
    FileResult<> removeTree(int directory, const QByteArray &name);

private:
    template <class Call> FileResult<> perform(FileOperation operation, const QByteArray &name, Call call);
    std::atomic<bool> m_sick{false};
};

/// Opens a folder for reading and as a base of others; never through a symbolic link.
FileResult<FileDescriptor> openDirectory(int directory, const QByteArray &name);
/// A path the administrator configured: its links are followed.
FileResult<FileDescriptor> openDirectoryPath(const QByteArray &path);
FileResult<FileDescriptor> openForReading(int directory, const QByteArray &name);
FileResult<struct stat> statOf(int file);
FileResult<struct stat> statAt(int directory, const QByteArray &name);
/// A regular file of at most `limit` bytes; EFBIG when it is larger.
FileResult<QByteArray> readWholeFile(int directory, const QByteArray &name, qint64 limit);
/// At most `length` bytes from `offset`; fewer only at the end.
FileResult<QByteArray> readAt(int file, qint64 offset, qint64 length);
/// Calls `visit` with each name but "." and "..", in the order of the file system.
FileResult<> visitNames(int directory, const std::function<void(const char *name)> &visit);
/// The same as a list.
FileResult<QList<QByteArray>> namesIn(int directory);
/// Nanoseconds since 1970 of a file's last change.
qint64 modifiedNs(const struct stat &status);

} // namespace homeport
