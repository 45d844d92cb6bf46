// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two sorted lists merged by address, then by id.
#include "server/admin/comparison.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr auto kinds = std::to_array<EnumWord<FindingKind>>({
    {FindingKind::Orphan, "orphan"},
    {FindingKind::NoMailbox, "no-mailbox"},
    {FindingKind::Misplaced, "misplaced"},
    {FindingKind::TwoPlaces, "two-places"},
    {FindingKind::TwoRecords, "two-records"},
    {FindingKind::IdMismatch, "id-mismatch"},
    {FindingKind::DamagedFolder, "damaged-folder"},
    {FindingKind::WrongHost, "wrong-host"},
    {FindingKind::NoStorage, "no-storage"},
    {FindingKind::DamagedRecord, "damaged-record"},
});

/// The run of rows from `begin` on that are equal to it.
template <class Rows, class Same> qsizetype runLength(const Rows &rows, size_t begin, Same same)
{
    size_t end = begin;
    while (end < rows.size() && same(rows[begin], rows[end]))
        ++end;
    return qsizetype(end - begin);
}

} // namespace

QString toText(FindingKind kind) { return wordOf<FindingKind>(kinds, kind); }

std::optional<FindingKind> findingKindFromText(const QString &text)
{
    for (const auto &entry : kinds) {
        if (text == QLatin1String(entry.word))
            return entry.value;
    }
    return std::nullopt;
}

QStringList findingKinds()
{
    QStringList out;
    for (const auto &entry : kinds)
        out.append(QString::fromLatin1(entry.word));
    return out;
}

Comparison::Row Comparison::row(const QByteArray &address, const std::optional<StorageId> &storage)
{
    Row out;
    out.text = quint32(m_texts.size());
    out.length = quint16(std::min<qsizetype>(address.size(), 0xffff));
    m_texts += address.first(out.length);
    if (storage) {
        auto index = m_storageIndex.find(*storage);
        if (index == m_storageIndex.end()) {
            m_storages.append(*storage);
            index = m_storageIndex.insert(*storage, quint16(m_storages.size()));
        }
        out.storage = *index;
    }
    return out;
}

QByteArrayView Comparison::addressOf(const Row &row) const
{
    return QByteArrayView(m_texts).sliced(row.text, row.length);
}

std::optional<StorageId> Comparison::storageOf(const Row &row) const
{
    return row.storage == 0 ? std::nullopt : std::optional(m_storages[row.storage - 1]);
}

QString Comparison::nameOf(const Row &row) const
{
    const auto id = storageOf(row);
    return id ? m_names.value(*id, id->text()) : QStringLiteral("none");
}

void Comparison::addRecord(const Address &address, const AccountId &id, std::optional<StorageId> storage)
{
    Row record = row(address.text(), storage);
    record.id = id;
    record.hasId = true;
    m_records.push_back(record);
}

void Comparison::addFolder(
    const QByteArray &address, std::optional<AccountId> id, const StorageId &storage, qint64 ageSeconds)
{
    Row folder = row(address, storage);
    folder.id = id.value_or(AccountId{});
    folder.hasId = id.has_value();
    folder.ageSeconds = qint32(std::min<qint64>(ageSeconds, std::numeric_limits<qint32>::max()));
    m_folders.push_back(folder);
}

void Comparison::add(Finding finding)
{
    if (++m_counts[size_t(finding.kind)] <= m_keep)
        m_findings.append(std::move(finding));
}

void Comparison::found(FindingKind kind, const Row &row, const QString &text)
{
    add({kind, addressOf(row).toByteArray(), row.hasId ? std::optional(row.id) : std::nullopt, storageOf(row),
        text, row.ageSeconds});
}

void Comparison::sortByAddress(Rows &rows) const
{
    std::sort(rows.begin(), rows.end(), [this](const Row &a, const Row &b) {
        const int order = addressOf(a).compare(addressOf(b));
        return order != 0 ? order < 0 : a.storage < b.storage;
    });
}

void Comparison::compare(const QHash<StorageId, QString> &names)
{
    m_names = names;
    sortByAddress(m_records);
    sortByAddress(m_folders);
    const auto same = [this](const Row &a, const Row &b) { return addressOf(a) == addressOf(b); };
    size_t record = 0;
    size_t folder = 0;
    while (record < m_records.size() || folder < m_folders.size()) {
        const bool hasRecord = record < m_records.size();
        const bool hasFolder = folder < m_folders.size();
        const int order = !hasRecord ? 1
            : !hasFolder             ? -1
                                     : addressOf(m_records[record]).compare(addressOf(m_folders[folder]));
        const size_t records = order <= 0 ? size_t(runLength(m_records, record, same)) : 0;
        const size_t folders = order >= 0 ? size_t(runLength(m_folders, folder, same)) : 0;
        compareOne(
            std::span(m_records).subspan(record, records), std::span(m_folders).subspan(folder, folders));
        record += records;
        folder += folders;
    }
    findTwins();
}

/// All records and folders of one address. A directory has one entry per name, so one record at most.
void Comparison::compareOne(std::span<const Row> records, std::span<const Row> folders)
{
    if (!records.empty()) {
        compareFolders(records.front(), folders);
        return;
    }
    for (const Row &folder : folders) {
        const QString place = nameOf(folder);
        if (folders.size() > 1)
            found(FindingKind::TwoPlaces, folder,
                QStringLiteral("no record, and a folder on %1 storages; this is that on %2")
                    .arg(folders.size())
                    .arg(place));
        found(FindingKind::Orphan, folder,
            folder.hasId
                ? QStringLiteral("a folder on %1 and no record: is one missing that should be there? If not, "
                                 "--mend orphan moves it to .deleted/ for 30 days")
                      .arg(place)
                : QStringLiteral("a folder without an id on %1 and no record: import the account to adopt "
                                 "it, or remove it by hand")
                      .arg(place));
    }
}

void Comparison::compareFolders(const Row &record, std::span<const Row> folders)
{
    const auto home = storageOf(record);
    const Row *mine = nullptr;
    for (const Row &folder : folders) {
        if (folder.storage == record.storage)
            mine = &folder;
    }
    const bool isKnown = home && m_lookedAt.contains(*home);
    if (mine && mine->hasId && mine->id != record.id)
        found(FindingKind::IdMismatch, record,
            QStringLiteral(
                "the folder on %1 has id %2, the record says %3: mail waits; find out whose folder it is")
                .arg(nameOf(record), mine->id.text(), record.id.text()));
    if (!mine && isKnown && folders.empty())
        found(FindingKind::NoMailbox, record,
            QStringLiteral("no folder on %1: --mend no-mailbox makes an empty one").arg(nameOf(record)));
    if (!mine && isKnown && !folders.empty())
        found(FindingKind::Misplaced, record,
            QStringLiteral("the record says storage %1, the folder is on %2: attach or move what is wrong")
                .arg(nameOf(record), nameOf(folders.front())));
    for (const Row &folder : folders) {
        if (&folder != mine && mine)
            found(FindingKind::TwoPlaces, folder,
                QStringLiteral(
                    "a second folder, on %1; the record says %2: look what it holds before you remove it")
                    .arg(nameOf(folder), nameOf(record)));
    }
}

/// The same id twice, whatever the addresses. The rows are sorted by id afterwards.
void Comparison::findTwins()
{
    const auto byId = [](const Row &a, const Row &b) { return a.id < b.id; };
    const auto sameId = [](const Row &a, const Row &b) { return a.id == b.id; };
    std::sort(m_records.begin(), m_records.end(), byId);
    for (size_t i = 0; i < m_records.size();) {
        const size_t twins = size_t(runLength(m_records, i, sameId));
        for (size_t k = i + 1; k < i + twins; ++k)
            found(FindingKind::TwoRecords, m_records[k],
                QStringLiteral("its id is that of %1 too: give one of them another account")
                    .arg(QString::fromUtf8(addressOf(m_records[i]).toByteArray())));
        i += twins;
    }
    std::sort(m_folders.begin(), m_folders.end(), byId);
    for (size_t i = 0; i < m_folders.size();) {
        const size_t twins = m_folders[i].hasId ? size_t(runLength(m_folders, i, sameId)) : 1;
        for (size_t k = i + 1; k < i + twins; ++k) {
            if (addressOf(m_folders[k]) != addressOf(m_folders[i])) // one address: told already
                found(FindingKind::TwoPlaces, m_folders[k],
                    QStringLiteral("its id is also that of %1 on %2")
                        .arg(QString::fromUtf8(addressOf(m_folders[i]).toByteArray()), nameOf(m_folders[i])));
        }
        i += twins;
    }
}

} // namespace homeport
