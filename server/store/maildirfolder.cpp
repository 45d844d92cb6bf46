// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Looking at a Maildir: which files are there, which are new, and their UIDs.
#include "server/store/maildirfolder.h"

#include "server/store/settlement.h"

#include <QDateTime>
#include <algorithm>
#include <cerrno>

namespace homeport {

namespace {
constexpr qint64 stampGrainNs = 100'000'000; // younger stamps may hide a later change of the same tick

/// Octets with CR LF line ends: the stored ones plus a CR for each bare LF.
Result<qint64> servedSizeOf(int directory, const QByteArray &name)
{
    const auto file = openForReading(directory, name);
    if (!file)
        return fail(file.error());
    qint64 size = 0;
    char before = 0;
    for (qint64 offset = 0;;) {
        const auto bytes = readAt(file->get(), offset, 256 * 1024);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->isEmpty())
            return size;
        for (const char c : *bytes) {
            size += c == '\n' && before != '\r' ? 2 : 1;
            before = c;
        }
        offset += bytes->size();
    }
}
} // namespace

Result<MaildirFolder::Parts> MaildirFolder::openParts() const
{
    auto folder = m_account->openFolder(m_diskName);
    if (!folder)
        return fail(folder.error());
    Parts parts;
    for (auto [name, part] : {std::pair {"cur", &parts.cur}, std::pair {"new", &parts.fresh}}) {
        auto opened = openDirectory(folder->get(), name);
        if (!opened && opened.error().number == ENOENT) { // a folder half made by somebody else
            for (const char *missing : {"cur", "new", "tmp"}) {
                if (const auto made = m_account->volume().makeDirectory(folder->get(), missing); !made)
                    return fail(made.error());
            }
            opened = openDirectory(folder->get(), name);
        }
        if (!opened)
            return fail(opened.error());
        *part = std::move(*opened);
    }
    parts.folder = std::move(*folder);
    return parts;
}

FileResult<MaildirFolder::Stamps> MaildirFolder::stampsOf(const Parts &parts)
{
    const auto cur = statOf(parts.cur.get());
    const auto fresh = statOf(parts.fresh.get());
    if (!cur || !fresh)
        return tl::unexpected((cur ? fresh : cur).error());
    return Stamps {modifiedNs(*cur), modifiedNs(*fresh)};
}

Result<bool> MaildirFolder::looksChanged() const
{
    const auto parts = openParts();
    if (!parts)
        return fail(parts.error());
    const auto stamps = stampsOf(*parts);
    if (!stamps)
        return fail(stamps.error());
    return m_dirty || *stamps != m_stamps;
}

Result<MailboxDelta> MaildirFolder::look(Recents recents)
{
    const auto parts = openParts();
    if (!parts)
        return fail(parts.error());
    if (!m_loaded) {
        if (const auto loaded = loadLists(*parts); !loaded)
            return fail(loaded.error());
    }
    MailboxDelta delta = std::exchange(m_untold, {});
    if (const auto looked = lookInto(*parts, recents, delta); !looked) {
        m_untold = delta;
        return fail(looked.error());
    }
    fill(delta);
    return delta;
}

Result<> MaildirFolder::lookInto(const Parts &parts, Recents recents, MailboxDelta &delta)
{
    const auto stamps = stampsOf(parts);
    if (!stamps)
        return fail(stamps.error());
    if (m_dirty || *stamps != m_stamps) {
        const qint64 nowNs = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
        m_dirty = nowNs - std::max(stamps->cur, stamps->fresh) < stampGrainNs;
        m_stamps = *stamps;
        if (const auto compared = compare(parts, delta); !compared) {
            m_dirty = true;
            return compared;
        }
    }
    return recents == Recents::Claim ? claim(parts, delta) : Result<>();
}

Result<> MaildirFolder::loadLists(const Parts &parts)
{
    const auto loaded = m_uidList.load(parts.folder.get());
    if (!loaded)
        return fail(loaded.error());
    if (loaded->isDamaged)
        m_account->storage().alarm(QStringLiteral("%1 %2: dovecot-uidlist is damaged; a new UIDVALIDITY is given")
                                       .arg(QString::fromUtf8(m_account->account().address), QString::fromUtf8(m_diskName)));
    if (m_uidList.header().validity == 0) {
        if (const auto may = m_account->mayChange(); !may)
            return may;
        const auto validity = m_account->nextUidValidity();
        if (!validity)
            return fail(validity.error());
        const auto made = m_uidList.rewrite(m_account->volume(), parts.folder.get(), {*validity, 1, {}}, {});
        if (!made)
            return made;
    }
    for (const UidEntry &entry : loaded->entries)
        m_listed.insert(entry.base, entry);
    if (const auto keywords = m_keywords.load(parts.folder.get()); !keywords)
        return keywords;
    m_loaded = true;
    return {};
}

Result<QHash<QByteArray, MaildirFolder::Found>> MaildirFolder::scan(const Parts &parts) const
{
    QHash<QByteArray, Found> found;
    // new before cur: what moves from one to the other meanwhile is seen at least once
    for (const bool inNew : {true, false}) {
        const auto names = namesIn(inNew ? parts.fresh.get() : parts.cur.get());
        if (!names)
            return fail(names.error());
        for (const QByteArray &file : *names) {
            if (!file.startsWith('.'))
                found.insert(parseMaildirName(file).base, {file, inNew});
        }
    }
    return found;
}

Result<> MaildirFolder::compare(const Parts &parts, MailboxDelta &delta)
{
    auto found = scan(parts);
    if (!found)
        return fail(found.error());
    const auto isMissing = [&](const Record &record) { return !found->contains(parseMaildirName(record.file).base); };
    if (std::any_of(m_records.begin(), m_records.end(), isMissing)) {
        // a file renamed while the directory was read may be passed over: only twice missing is gone
        auto second = scan(parts);
        if (!second)
            return fail(second.error());
        found->insert(*second);
    }
    std::vector<Record> present;
    present.reserve(m_records.size());
    for (Record &record : m_records) {
        const auto now = found->find(parseMaildirName(record.file).base);
        if (now == found->end()) {
            delta.vanished.append(record.uid);
            continue;
        }
        const QByteArray before = parseMaildirName(record.file).letters;
        record.file = now->file;
        record.inNew = now->inNew;
        found->erase(now);
        if (parseMaildirName(record.file).letters != before)
            delta.changed.append(infoOf(record));
        present.push_back(record);
    }
    m_records = std::move(present);
    return takeNew(parts, *found, delta);
}

Result<> MaildirFolder::takeNew(const Parts &parts, QHash<QByteArray, Found> found, MailboxDelta &delta)
{
    std::vector<Record> listed;
    std::vector<Record> fresh;
    for (auto it = found.cbegin(); it != found.cend(); ++it) {
        const auto key = keyInFileName(it.key());
        // protocol.md 2.3: no session sees a message before its delivery has passed the last label check
        if (key && m_account->storage().journal().state(*key) == KeyState::Open) {
            m_dirty = true;
            continue;
        }
        Record record;
        record.file = it->file;
        record.inNew = it->inNew;
        const auto entry = m_listed.constFind(it.key());
        if (entry != m_listed.cend()) {
            record.uid = entry->uid;
            record.extensions = entry->extensions;
        }
        const auto isMessage = measure(parts, record);
        if (!isMessage)
            return fail(isMessage.error());
        if (*isMessage)
            (record.uid ? listed : fresh).push_back(record);
    }
    m_listed.clear();
    std::sort(listed.begin(), listed.end(), [](const Record &a, const Record &b) { return a.uid < b.uid; });
    std::sort(fresh.begin(), fresh.end(), [](const Record &a, const Record &b) {
        return std::tuple(secondsInName(a.file), a.dateMs, a.file) < std::tuple(secondsInName(b.file), b.dateMs, b.file);
    });
    if (!fresh.empty() && m_account->volume().isSick()) {
        fresh.clear(); // what is known stays readable; the rest is seen when UIDs can be given again
        m_dirty = true;
    }
    if (const auto assigned = assignUids(parts, fresh); !assigned)
        return assigned;
    for (std::vector<Record> *group : {&listed, &fresh}) {
        for (Record &record : *group) {
            delta.arrived.append(infoOf(record));
            m_records.push_back(std::move(record));
        }
    }
    return compactList(parts);
}

Result<bool> MaildirFolder::measure(const Parts &parts, Record &record) const
{
    const auto status = statAt(parts.of(record), record.file);
    if (!status) // renamed or removed since: the next look sees it
        return status.error().number == ENOENT ? Result<bool>(false) : fail(status.error());
    if (!S_ISREG(status->st_mode))
        return false;
    const QByteArray base = parseMaildirName(record.file).base;
    record.storedSize = status->st_size;
    record.dateMs = modifiedNs(*status) / 1'000'000;
    const qint64 stored = sizeInName(base, 'S');
    const bool nameIsRight = stored < 0 || stored == record.storedSize;
    const qint64 served = sizeInName(base, 'W');
    const qint64 listed = UidEntry {record.uid, base, record.extensions}.virtualSize();
    if (nameIsRight && keyInFileName(base))
        record.servedSize = record.storedSize; // ours: stored with CR LF
    else if (nameIsRight && served >= record.storedSize)
        record.servedSize = served;
    else if (nameIsRight && listed >= record.storedSize)
        record.servedSize = listed;
    else {
        const auto counted = servedSizeOf(parts.of(record), record.file);
        if (!counted)
            return fail(counted.error());
        record.servedSize = *counted;
        record.extensions = (record.extensions + " W" + QByteArray::number(*counted)).trimmed();
    }
    return true;
}

Result<> MaildirFolder::assignUids(const Parts &parts, std::vector<Record> &fresh)
{
    if (fresh.empty())
        return {};
    if (const auto may = m_account->mayChange(); !may)
        return may;
    QList<UidEntry> entries;
    quint32 next = m_uidList.header().next;
    for (Record &record : fresh) {
        record.uid = next++;
        entries.append({record.uid, parseMaildirName(record.file).base, record.extensions});
    }
    if (const auto durable = m_uidList.append(m_account->volume(), parts.folder.get(), entries); !durable)
        return durable;
    return m_account->stillOurs();
}

Result<> MaildirFolder::compactList(const Parts &parts)
{
    if (m_uidList.lines() <= qint64(m_records.size()) * 2 + 100 || m_account->volume().isSick())
        return {};
    QList<UidEntry> entries;
    for (const Record &record : m_records)
        entries.append({record.uid, parseMaildirName(record.file).base, record.extensions});
    if (const auto may = m_account->mayChange(); !may)
        return may;
    return m_uidList.rewrite(m_account->volume(), parts.folder.get(), m_uidList.header(), entries);
}

Result<> MaildirFolder::letKeysBeDurable(const QList<const Record *> &records) const
{
    QList<DeliveryKey> keys;
    for (const Record *record : records) {
        if (const auto key = keyInFileName(record->file))
            keys.append(*key);
    }
    return m_account->storage().journal().makeDurable(keys);
}

Result<> MaildirFolder::claim(const Parts &parts, MailboxDelta &delta)
{
    QList<const Record *> recent;
    for (const Record &record : m_records) {
        if (record.inNew)
            recent.append(&record);
    }
    if (recent.isEmpty() || m_account->volume().isSick())
        return {};
    if (const auto may = m_account->mayChange(); !may)
        return may;
    if (const auto durable = letKeysBeDurable(recent); !durable)
        return durable;
    for (Record &record : m_records) {
        if (!record.inNew)
            continue;
        if (const auto moved = setLetters(parts, record, parseMaildirName(record.file).letters); !moved)
            return moved;
        if (!record.inNew)
            delta.claimed.append(record.uid);
    }
    return {};
}

void MaildirFolder::fill(MailboxDelta &delta) const
{
    delta.uidValidity = m_uidList.header().validity;
    delta.uidNext = m_uidList.header().next;
    delta.keywords = m_keywords.names();
    delta.keywords.removeAll(QByteArray());
}

MessageInfo MaildirFolder::infoOf(const Record &record) const
{
    return {record.uid, record.servedSize, record.dateMs,
        flagsOf(parseMaildirName(record.file).letters, m_keywords.names()), record.inNew};
}

MaildirFolder::Record *MaildirFolder::find(quint32 uid)
{
    const auto it = std::lower_bound(m_records.begin(), m_records.end(), uid,
        [](const Record &record, quint32 wanted) { return record.uid < wanted; });
    return it != m_records.end() && it->uid == uid ? &*it : nullptr;
}

} // namespace homeport
