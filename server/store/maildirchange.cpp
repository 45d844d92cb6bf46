// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Changing a Maildir: flags, expunge, append, copy.
#include "server/store/maildirfolder.h"

#include "server/store/settlement.h"

#include <QDateTime>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace homeport {

namespace {
FileResult<> setModified(int file, qint64 ms)
{
    const timespec stamp {time_t(ms / 1000), long(ms % 1000) * 1'000'000};
    const timespec stamps[2] {stamp, stamp};
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
} // namespace

/// Between a look before and new stamps after, so that our own change is not taken for somebody else's.
template<class Change>
Result<MailboxDelta> MaildirFolder::changing(Change change)
{
    auto delta = look(Recents::Leave);
    if (!delta)
        return delta;
    const auto attempted = [&]() -> Result<> {
        const auto parts = openParts();
        if (!parts)
            return fail(parts.error());
        if (const auto may = m_account->mayChange(); !may)
            return may;
        const auto before = stampsOf(*parts);
        const Result<> changed = change(*parts, *delta);
        const auto after = stampsOf(*parts);
        if (before && after && *before == m_stamps)
            m_stamps = *after;
        return changed ? m_account->stillOurs() : changed;
    }();
    if (!attempted) {
        m_untold = *delta; // what the look found has still to be told
        m_dirty = true;
        return fail(attempted.error());
    }
    fill(*delta);
    return delta;
}

Result<> MaildirFolder::setLetters(const Parts &parts, Record &record, const QByteArray &letters)
{
    const QByteArray name = maildirFileName(parseMaildirName(record.file).base, letters);
    if (!record.inNew && name == record.file)
        return {};
    const auto moved = m_account->volume().rename(parts.of(record), record.file, parts.cur.get(), name);
    if (!moved && moved.error().number == ENOENT) {
        m_dirty = true; // another program was faster: the next look tells what became of it
        return {};
    }
    if (!moved)
        return fail(moved.error());
    record.file = name;
    record.inNew = false;
    return {};
}

Result<MailboxDelta> MaildirFolder::changeFlags(const QList<quint32> &uids, FlagChange change, const Flags &flags)
{
    return changing([&](const Parts &parts, MailboxDelta &delta) -> Result<> {
        if (change != FlagChange::Remove) {
            const auto known = m_keywords.add(m_account->volume(), parts.folder.get(), flags.keywords);
            if (!known)
                return known;
        }
        QList<const Record *> records;
        for (const quint32 uid : uids) {
            if (const Record *record = find(uid))
                records.append(record);
        }
        if (const auto durable = letKeysBeDurable(records); !durable)
            return durable;
        for (const quint32 uid : uids) {
            Record *record = find(uid);
            if (!record)
                continue;
            const QByteArray before = parseMaildirName(record->file).letters;
            Flags wanted = flagsOf(before, m_keywords.names());
            switch (change) {
            case FlagChange::Replace: wanted = flags; break;
            case FlagChange::Add:
                wanted.system = quint8(wanted.system | flags.system);
                wanted.keywords += flags.keywords;
                break;
            case FlagChange::Remove:
                wanted.system = quint8(wanted.system & ~flags.system);
                wanted.keywords.removeIf([&flags](const QByteArray &keyword) {
                    return std::any_of(flags.keywords.begin(), flags.keywords.end(),
                        [&keyword](const QByteArray &other) { return equalIgnoringCase(keyword, other); });
                });
                break;
            }
            const auto set = setLetters(parts, *record, lettersOf(wanted, m_keywords.names(), before));
            if (!set)
                return set;
            delta.touched.append(infoOf(*record));
            if (parseMaildirName(record->file).letters != before)
                delta.changed.append(delta.touched.last());
        }
        return {};
    });
}

Result<MailboxDelta> MaildirFolder::expunge(const QList<quint32> &uids)
{
    return changing([&](const Parts &parts, MailboxDelta &delta) -> Result<> {
        QList<const Record *> doomed;
        for (const Record &record : m_records) {
            const bool isDeleted = parseMaildirName(record.file).letters.contains('T');
            if (isDeleted && (uids.isEmpty() || uids.contains(record.uid)))
                doomed.append(&record);
        }
        if (doomed.isEmpty())
            return {};
        if (const auto durable = letKeysBeDurable(doomed); !durable)
            return durable;
        QSet<quint32> gone;
        Result<> result;
        for (const Record *record : doomed) {
            const auto removed = m_account->volume().unlink(parts.of(*record), record->file);
            if (!removed && removed.error().number == ENOENT) {
                m_dirty = true;
                continue; // renamed by another program: the next look tells
            }
            if (!removed) {
                result = fail(removed.error());
                break;
            }
            gone.insert(record->uid);
            delta.vanished.append(record->uid);
        }
        std::erase_if(m_records, [&gone](const Record &record) { return gone.contains(record.uid); });
        std::sort(delta.vanished.begin(), delta.vanished.end());
        if (!result) {
            m_dirty = true;
            return result;
        }
        for (const FileDescriptor *part : {&parts.cur, &parts.fresh}) {
            if (const auto synced = m_account->volume().sync(part->get(), "cur"); !synced)
                return fail(synced.error());
        }
        return {};
    });
}

QByteArray MaildirFolder::newBase(qint64 storedSize, qint64 servedSize) const
{
    return QByteArray::number(QDateTime::currentSecsSinceEpoch()) + ".A" + randomBytes(16).toHex() + '.'
        + m_account->storage().tag() + ",S=" + QByteArray::number(storedSize) + ",W=" + QByteArray::number(servedSize);
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
        const auto filled = [&]() -> Result<qint64> {
            qint64 served = body.size();
            char before = 0;
            for (qint64 offset = 0; offset < body.size();) {
                const auto part = body.read(offset, 256 * 1024);
                if (!part)
                    return fail(part.error());
                if (const auto written = volume.writeAt(file->get(), offset, *part, temporary); !written)
                    return fail(written.error());
                served += bareNewlines(*part, before);
                before = part->back();
                offset += part->size();
            }
            if (const auto stamped = setModified(file->get(), internalDateMs); !stamped)
                return fail(stamped.error());
            if (const auto synced = volume.sync(file->get(), temporary); !synced)
                return fail(synced.error());
            return served;
        }();
        Record record;
        record.storedSize = body.size();
        record.servedSize = filled.value_or(0);
        record.dateMs = internalDateMs;
        record.file = maildirFileName(
            newBase(record.storedSize, record.servedSize), lettersOf(flags, m_keywords.names(), {}));
        const auto moved = filled ? volume.rename(tmp->get(), temporary, parts.cur.get(), record.file) : FileResult<>();
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
        return Record {};
    const auto original = openForReading(from.of(source), source.file);
    const auto file = volume.openFile(to.cur.get(), name, O_WRONLY | O_CREAT | O_EXCL);
    if (!original || !file)
        return fail((original ? file : original).error());
    for (qint64 offset = 0; offset < source.storedSize;) {
        const auto bytes = readAt(original->get(), offset, 256 * 1024);
        if (!bytes || bytes->isEmpty())
            return bytes ? fail(Error::temporary("message changed while it was copied")) : fail(bytes.error());
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

Result<MailboxDelta> MaildirFolder::moveAllTo(MaildirFolder &target)
{
    auto delta = look(Recents::Leave);
    if (!delta)
        return delta;
    QList<quint32> uids;
    for (const Record &record : m_records)
        uids.append(record.uid);
    m_untold = std::move(*delta);
    auto copied = target.copyFrom(*this, uids);
    if (!copied)
        return copied;
    target.m_untold = std::move(*copied);
    return changing([&](const Parts &parts, MailboxDelta &after) -> Result<> {
        QList<const Record *> all;
        for (const Record &record : m_records)
            all.append(&record);
        if (const auto durable = letKeysBeDurable(all); !durable)
            return durable;
        std::vector<Record> kept;
        for (const Record &record : m_records) {
            if (!uids.contains(record.uid)) { // came after the copy
                kept.push_back(record);
                continue;
            }
            const auto removed = m_account->volume().unlink(parts.of(record), record.file);
            if (!removed && removed.error().number != ENOENT)
                return fail(removed.error()); // the next look tells what is gone
            after.vanished.append(record.uid);
        }
        m_records = std::move(kept);
        for (const FileDescriptor *part : {&parts.cur, &parts.fresh}) {
            if (const auto synced = m_account->volume().sync(part->get(), "cur"); !synced)
                return fail(synced.error());
        }
        return {};
    });
}

Result<MessageFile> MaildirFolder::open(quint32 uid)
{
    for (int attempt = 0;; ++attempt) {
        const auto parts = openParts();
        if (!parts)
            return fail(parts.error());
        const Record *record = find(uid);
        if (!record)
            return fail(Error::refused("message is gone", {}, "EXPUNGEISSUED"));
        auto file = openForReading(parts->of(*record), record->file);
        if (file)
            return MessageFile {std::move(*file), record->storedSize, record->servedSize};
        if (file.error().number != ENOENT || attempt > 0)
            return fail(file.error());
        // renamed by another program; what this look finds is told with the next one
        const auto found = scan(*parts);
        if (!found)
            return fail(found.error());
        const auto now = found->constFind(parseMaildirName(record->file).base);
        if (now == found->cend())
            return fail(Error::refused("message is gone", {}, "EXPUNGEISSUED"));
        m_dirty = true;
        file = openForReading(now->inNew ? parts->fresh.get() : parts->cur.get(), now->file);
        if (file)
            return MessageFile {std::move(*file), record->storedSize, record->servedSize};
    }
}

} // namespace homeport
