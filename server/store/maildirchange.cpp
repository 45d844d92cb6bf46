// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Changing a Maildir: flags, expunge, moving everything, and opening a message.
#include "server/store/maildirchanging.h"

#include <algorithm>
#include <cerrno>

namespace homeport {

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

Result<MailboxDelta> MaildirFolder::changeFlags(
    const QList<quint32> &uids, FlagChange change, const Flags &flags)
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
            case FlagChange::Replace:
                wanted = flags;
                break;
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
            return MessageFile{std::move(*file), record->storedSize, record->servedSize};
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
            return MessageFile{std::move(*file), record->storedSize, record->servedSize};
    }
}

} // namespace homeport
