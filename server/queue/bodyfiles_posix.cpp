// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Body files of the queue, with POSIX calls whose every answer is looked at.
#include "server/queue/bodyfiles.h"

#include "shared/base/bytes.h"

#include <QDirIterator>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace homeport {

namespace {

constexpr qint64 chunk = 256 * 1024;

struct Descriptor
{
    int value = -1;
    explicit Descriptor(int fd)
        : value(fd)
    {
    }
    Descriptor(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (value >= 0)
            ::close(value);
    }
};

Result<> makeFolder(const QByteArray &path)
{
    if (::mkdir(path.constData(), 0700) != 0 && errno != EEXIST)
        return fail(Error::system(QStringLiteral("mkdir ") + QFile::decodeName(path), errno));
    return {};
}

Result<> syncFolder(const QByteArray &path)
{
    const Descriptor folder(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.value < 0 || ::fsync(folder.value) != 0)
        return fail(Error::system(QStringLiteral("fsync ") + QFile::decodeName(path), errno));
    return {};
}

Result<> writeAll(int file, const QByteArray &bytes, const QByteArray &path)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t written = ::write(file, bytes.constData() + done, size_t(bytes.size() - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(Error::system(QStringLiteral("write ") + QFile::decodeName(path), errno));
        done += written;
    }
    return {};
}

Result<> writeBody(const QByteArray &path, const MessageBody &body)
{
    Descriptor file(::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (file.value < 0)
        return fail(Error::system(QStringLiteral("create ") + QFile::decodeName(path), errno));
    for (qint64 offset = 0; offset < body.size(); offset += chunk) {
        const Result<QByteArray> bytes = body.read(offset, chunk);
        if (!bytes)
            return fail(bytes.error());
        const Result<> written = writeAll(file.value, *bytes, path);
        if (!written)
            return written;
    }
    if (::fsync(file.value) != 0)
        return fail(Error::system(QStringLiteral("fsync ") + QFile::decodeName(path), errno));
    const int closed = ::close(std::exchange(file.value, -1));
    if (closed != 0)
        return fail(Error::system(QStringLiteral("close ") + QFile::decodeName(path), errno));
    return {};
}

} // namespace

Result<BodyFiles> BodyFiles::open(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder);
    if (const Result<> made = makeFolder(path); !made)
        return fail(made.error());
    // all 256 sub-folders now: a new one later would want its own fsync of the parent each time
    for (int i = 0; i < 256; ++i) {
        const Result<> made = makeFolder(path + '/' + QByteArray::number(i + 256, 16).mid(1));
        if (!made)
            return fail(made.error());
    }
    if (const Result<> synced = syncFolder(path); !synced)
        return fail(synced.error());
    return BodyFiles(folder);
}

Result<QByteArray> BodyFiles::write(const MessageBody &body) const
{
    const QByteArray id = randomBytes(16).toHex();
    const QByteArray name = id.left(2) + '/' + id;
    const QByteArray path = QFile::encodeName(m_folder) + '/' + name;
    // Crash before the fsync of the folder: a file without a row, swept at the next start. After it: the
    // same, until the row is committed.
    Result<> written = writeBody(path, body);
    if (written)
        written = syncFolder(QFile::encodeName(m_folder) + '/' + id.left(2));
    if (!written) {
        ::unlink(path.constData()); // best effort: the sweep would find it too
        return fail(written.error());
    }
    return name;
}

Result<> BodyFiles::remove(const QByteArray &name) const
{
    const QByteArray path = QFile::encodeName(m_folder) + '/' + name;
    if (::unlink(path.constData()) != 0 && errno != ENOENT)
        return fail(Error::system(QStringLiteral("unlink ") + QFile::decodeName(path), errno));
    return {};
}

Result<std::shared_ptr<const MessageBody>> BodyFiles::read(
    const QByteArray &name, qint64 size, QByteArray sha256) const
{
    const QByteArray path = QFile::encodeName(m_folder) + '/' + name;
    Descriptor file(::open(path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info
    {
    };
    if (file.value < 0 || ::fstat(file.value, &info) != 0)
        return fail(Error::system(QStringLiteral("open ") + QFile::decodeName(path), errno));
    if (info.st_size != size)
        return fail(Error::internal(QStringLiteral("%1 has %2 bytes, its row says %3")
                                        .arg(QFile::decodeName(path))
                                        .arg(info.st_size)
                                        .arg(size)));
    return MessageBody::fromDescriptor(std::exchange(file.value, -1), size, std::move(sha256));
}

Result<int> BodyFiles::sweep(const QSet<QByteArray> &known) const
{
    int removed = 0;
    QDirIterator files(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QByteArray path = QFile::encodeName(files.next());
        const QByteArray name = path.mid(QFile::encodeName(m_folder).size() + 1);
        if (known.contains(name))
            continue;
        const Result<> gone = remove(name);
        if (!gone)
            return fail(gone.error());
        ++removed;
    }
    return removed;
}

} // namespace homeport
