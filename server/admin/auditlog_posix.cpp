// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Appending to the audit file, and reading its end.
#include "server/admin/auditlog.h"

#include "server/admin/auditreader.h"
#include "shared/model/jsonreader.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace homeport {

namespace {

constexpr qint64 mostScanned = 64 * 1024 * 1024;

/// Closed in every case.
struct File
{
    int fd = -1;
    ~File()
    {
        if (fd >= 0)
            (void)::close(fd); // after fsync there is nothing left to lose
    }
};

Error failed(const char *what, const QString &path)
{
    return Error::system(QStringLiteral("%1 %2").arg(QLatin1String(what), path), errno);
}

Result<> append(const QString &path, const QByteArray &bytes)
{
    const File file{
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)};
    if (file.fd < 0)
        return fail(failed("open", path));
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t wrote = ::write(file.fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return fail(failed("write", path));
        done += wrote;
    }
    if (::fsync(file.fd) != 0)
        return fail(failed("fsync", path));
    return {};
}

/// The folder's entry for a new file must survive too.
Result<> syncFolderOf(const QString &path)
{
    const QString folder = path.contains(u'/') ? path.section(u'/', 0, -2) : QStringLiteral(".");
    const File file{::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (file.fd < 0)
        return fail(failed("open", folder));
    if (::fsync(file.fd) != 0)
        return fail(failed("fsync", folder));
    return {};
}

} // namespace

Result<> AuditLog::open()
{
    QFile file(m_path);
    QByteArray last;
    if (file.open(QIODevice::ReadOnly) && file.size() > 0 && file.seek(file.size() - 1))
        last = file.read(1);
    file.close();
    const Result<> done = append(m_path, last.isEmpty() || last == "\n" ? QByteArray() : QByteArray("\n"));
    if (!done)
        return done;
    return syncFolderOf(m_path);
}

Task<Result<>> AuditLog::write(AuditRecord record)
{
    const QByteArray line = jsonBytes(toJson(record)) + '\n';
    co_await m_turn.acquire();
    auto work = [path = m_path, line] { return append(path, line); };
    const Result<> written = co_await m_pool.run(std::move(work));
    m_turn.release();
    co_return written;
}

Result<QList<AuditRecord>> AuditLog::newest(
    qsizetype count, const std::function<bool(const AuditRecord &)> &isWanted) const
{
    QList<AuditRecord> records;
    std::optional<qint64> before;
    qint64 scanned = 0;
    do {
        const Result<AuditPage> page = readAudit(m_path, {}, count, before);
        if (!page)
            return fail(page.error());
        for (const FoundAuditRecord &found : page->records) {
            if (records.size() < count && isWanted(found.record))
                records.prepend(found.record);
        }
        scanned += page->began - page->next;
        before = page->next;
    } while (*before > 0 && records.size() < count && scanned < mostScanned);
    return records;
}

} // namespace homeport
