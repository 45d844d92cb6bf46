// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Looking at a Maildir: which files are there, which are gone, which flags have changed.
#include "server/store/maildirfolder.h"

#include "server/store/settlement.h"

#include <QDateTime>
#include <algorithm>
#include <cerrno>

namespace homeport {

namespace {
constexpr qint64 stampGrainNs = 100'000'000; // younger stamps may hide a later change of the same tick
} // namespace

Result<MaildirFolder::Parts> MaildirFolder::openParts() const
{
    auto folder = m_account->openFolder(m_diskName);
    if (!folder)
        return fail(folder.error());
    Parts parts;
    for (auto [name, part] : {std::pair{"cur", &parts.cur}, std::pair{"new", &parts.fresh}}) {
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
    return Stamps{modifiedNs(*cur), modifiedNs(*fresh)};
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
    // neither is worth a mailbox that cannot be read: on a full or failing disk they wait
    if (!compactList(parts) || (recents == Recents::Claim && !claim(parts, delta)))
        m_dirty = true;
    return {};
}

Result<> MaildirFolder::loadLists(const Parts &parts)
{
    const auto loaded = m_uidList.load(parts.folder.get());
    if (!loaded)
        return fail(loaded.error());
    if (loaded->isDamaged)
        m_account->storage().alarm(
            QStringLiteral("%1 %2: dovecot-uidlist is damaged; a new UIDVALIDITY is given")
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
    const auto isMissing = [&](const Record &record) {
        return !found->contains(parseMaildirName(record.file).base);
    };
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
