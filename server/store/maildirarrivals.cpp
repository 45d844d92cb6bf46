// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// New files of a Maildir: their sizes, and their UIDs, durable before they are announced.
#include "server/store/maildirfolder.h"
#include "server/store/settlement.h"

#include <algorithm>
#include <cerrno>

namespace homeport {

namespace {
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
    announce(std::move(listed), delta);
    std::sort(fresh.begin(), fresh.end(), [](const Record &a, const Record &b) {
        return std::tuple(secondsInName(a.file), a.dateMs, a.file)
            < std::tuple(secondsInName(b.file), b.dateMs, b.file);
    });
    if (assignUids(parts, fresh))
        announce(std::move(fresh), delta);
    else
        m_dirty = true; // a full or failing disk: what is known stays readable, the rest is seen later
    return {};
}

void MaildirFolder::announce(std::vector<Record> records, MailboxDelta &delta)
{
    for (Record &record : records) {
        delta.arrived.append(infoOf(record));
        m_records.push_back(std::move(record));
    }
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
    const qint64 listed = UidEntry{record.uid, base, record.extensions}.virtualSize();
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

} // namespace homeport
