// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Adding to a Maildir: append and copy.
#include "server/store/maildirchanging.h"

#include <QDateTime>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace homeport {

namespace {
FileResult<> setModified(int file, qint64 ms)
{
    const timespec stamp{time_t(ms / 1000), long(ms % 1000) * 1'000'000};
    const timespec stamps[2]{stamp, stamp};
    if (::futimens(file, stamps) != 0)
        return fileFail(errno, QStringLiteral("futimens"));
    return {};
}

qint64 bareNewlines(const QByteArray &bytes, char before)
{
    qint64 bare = 0;
    for (const char c : bytes) {
        bare += c == '\n' && before != '\r' ? 1 : 0;
        before = c;
    }
    return bare;
}

/// Writes and syncs a message; its size as it will be served.
Result<qint64> fillFile(
    Volume &volume, int file, const QByteArray &name, qint64 internalDateMs, const MessageBody &body)
{
    qint64 served = body.size();
    char before = 0;
    for (qint64 offset = 0; offset < body.size();) {
        const auto part = body.read(offset, 256 * 1024);
        if (!part)
            return fail(part.error());
        if (const auto written = volume.writeAt(file, offset, *part, name); !written)
            return fail(written.error());
        served += bareNewlines(*part, before);
        before = part->back();
        offset += part->size();
    }
    if (const auto stamped = setModified(file, internalDateMs); !stamped)
        return fail(stamped.error());
    if (const auto synced = volume.sync(file, name); !synced)
        return fail(synced.error());
    return served;
}
} // namespace

QByteArray MaildirFolder::newBase(qint64 storedSize, qint64 servedSize) const
{
    return QByteArray::number(QDateTime::currentSecsSinceEpoch()) + ".A" + randomBytes(16).toHex() + '.'
        + m_account->storage().tag() + ",S=" + QByteArray::number(storedSize)
        + ",W=" + QByteArray::number(servedSize);
}

Result<MailboxDelta> MaildirFolder::append(const Flags &flags, qint64 internalDateMs, const MessageBody &body)
{
    return changing([&](const Parts &parts, MailboxDelta &delta) -> Result<> {
        Volume &volume = m_account->volume();
        if (const auto known = m_keywords.add(volume, parts.folder.get(), flags.keywords); !known)
            return known;
        const auto tmp = openDirectory(parts.folder.get(), "tmp");
        if (!tmp)
            return fail(tmp.error());
        const QByteArray temporary = randomBytes(16).toHex();
        const auto file = volume.openFile(tmp->get(), temporary, O_WRONLY | O_CREAT | O_EXCL);
        if (!file)
            return fail(file.error());
        const auto filled = fillFile(volume, file->get(), temporary, internalDateMs, body);
        Record record;
        record.storedSize = body.size();
        record.servedSize = filled.value_or(0);
        record.dateMs = internalDateMs;
        record.file = maildirFileName(
            newBase(record.storedSize, record.servedSize), lettersOf(flags, m_keywords.names(), {}));
        const auto moved =
            filled ? volume.rename(tmp->get(), temporary, parts.cur.get(), record.file) : FileResult<>();
        if (!filled || !moved) {
            static_cast<void>(volume.unlink(tmp->get(), temporary)); // else swept by age
            return filled ? fail(moved.error()) : fail(filled.error());
        }
        auto added = addFiles(parts, {{record, 0}});
        if (!added)
            return fail(added.error());
        delta.arrived += added->arrived;
        delta.added = added->added;
        return {};
    });
}

Result<MailboxDelta> MaildirFolder::addFiles(const Parts &parts, QList<Added> added)
{
    MailboxDelta delta;
    std::vector<Record> fresh;
    for (const Added &one : added) {
        fresh.push_back(one.record);
        if (one.sourceUid != 0)
            delta.added.sourceUids.append(one.sourceUid);
    }
    const auto synced = m_account->volume().sync(parts.cur.get(), "cur");
    const Result<> assigned = synced ? assignUids(parts, fresh) : fail(synced.error());
    if (!assigned) {
        for (const Added &one : added)
            static_cast<void>(m_account->volume().unlink(parts.cur.get(), one.record.file));
        m_dirty = true;
        return fail(assigned.error());
    }
    delta.added.uidValidity = m_uidList.header().validity;
    for (Record &record : fresh) {
        delta.added.uids.append(record.uid);
        delta.arrived.append(infoOf(record));
        m_records.push_back(std::move(record));
    }
    return delta;
}

Result<MailboxDelta> MaildirFolder::copyFrom(MaildirFolder &source, const QList<quint32> &uids)
{
    if (&source != this) {
        auto looked = source.look(Recents::Leave);
        if (!looked)
            return looked;
        source.m_untold = std::move(*looked);
    }
    return changing([&](const Parts &parts, MailboxDelta &delta) -> Result<> {
        const auto from = source.openParts();
        if (!from)
            return fail(from.error());
        QList<Added> copies;
        Result<> result;
        for (const quint32 uid : uids) {
            const Record *original = source.find(uid);
            if (!original)
                continue;
            const Flags flags = source.infoOf(*original).flags;
            result = m_keywords.add(m_account->volume(), parts.folder.get(), flags.keywords);
            if (!result)
                break;
            const QByteArray name = maildirFileName(newBase(original->storedSize, original->servedSize),
                lettersOf(flags, m_keywords.names(), {}));
            const auto copied = copyFile(*from, *original, parts, name);
            if (!copied) {
                result = fail(copied.error());
                break;
            }
            if (!copied->file.isEmpty())
                copies.append({*copied, uid});
        }
        if (!result) { // RFC 3501 6.4.7: all or nothing
            for (const Added &copy : std::as_const(copies))
                static_cast<void>(m_account->volume().unlink(parts.cur.get(), copy.record.file));
            return result;
        }
        delta.added.uidValidity = m_uidList.header().validity;
        if (copies.isEmpty())
            return {};
        auto added = addFiles(parts, copies);
        if (!added)
            return fail(added.error());
        delta.arrived += added->arrived;
        delta.added = added->added;
        return {};
    });
}

/// A hard link where the file system can, else the bytes. An empty file name: the source is gone.
Result<MaildirFolder::Record> MaildirFolder::copyFile(
    const Parts &from, const Record &source, const Parts &to, const QByteArray &name)
{
    Volume &volume = m_account->volume();
    Record copy = source;
    copy.uid = 0;
    copy.inNew = false;
    copy.file = name;
    copy.extensions.clear();
    const auto linked = volume.link(from.of(source), source.file, to.cur.get(), name);
    if (linked)
        return copy;
    if (linked.error().number == ENOENT)
        return Record{};
    const auto original = openForReading(from.of(source), source.file);
    const auto file = volume.openFile(to.cur.get(), name, O_WRONLY | O_CREAT | O_EXCL);
    if (!original || !file)
        return fail((original ? file : original).error());
    for (qint64 offset = 0; offset < source.storedSize;) {
        const auto bytes = readAt(original->get(), offset, 256 * 1024);
        if (!bytes || bytes->isEmpty())
            return bytes ? fail(Error::temporary("message changed while it was copied"))
                         : fail(bytes.error());
        if (const auto written = volume.writeAt(file->get(), offset, *bytes, name); !written)
            return fail(written.error());
        offset += bytes->size();
    }
    if (const auto stamped = setModified(file->get(), source.dateMs); !stamped)
        return fail(stamped.error());
    if (const auto synced = volume.sync(file->get(), name); !synced)
        return fail(synced.error());
    return copy;
}

} // namespace homeport
