// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A lock file by flock().
#include "shared/base/filelock_posix.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace homeport {

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString &path, const Error &held)
{
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return fail(Error::system(path, errno));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(file);
        return fail(reason == EWOULDBLOCK ? held : Error::system(path, reason));
    }
    return std::unique_ptr<FileLock>(new FileLock(file));
}

FileLock::~FileLock()
{
    ::close(m_descriptor); // the lock goes with it
}

} // namespace homeport
