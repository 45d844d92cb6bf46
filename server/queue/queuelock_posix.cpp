// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The lock file of a queue folder.
#include "server/queue/queuelock_posix.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace homeport {

Result<std::unique_ptr<QueueLock>> QueueLock::acquire(const QString &folder)
{
    const QString path = folder + QStringLiteral("/lock");
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return fail(Error::system(path, errno));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(file);
        if (reason == EWOULDBLOCK)
            return fail(Error::refused("queue in use",
                QStringLiteral("%1 is open in a running homeportd; a queue belongs to one daemon")
                    .arg(folder)));
        return fail(Error::system(path, reason));
    }
    return std::unique_ptr<QueueLock>(new QueueLock(file));
}

QueueLock::~QueueLock()
{
    ::close(m_descriptor); // the lock goes with it
}

} // namespace homeport
