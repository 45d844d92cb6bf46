// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The directory's records against the folders of the storages: pure, and small enough for millions.
#pragma once

#include "server/ports/directory.h"

#include <QHash>
#include <array>
#include <span>
#include <vector>

namespace homeport {

enum class FindingKind {
    Orphan, ///< a folder without record
    NoMailbox, ///< a record whose storage has no folder for it
    Misplaced, ///< a record whose folder is on another storage
    TwoPlaces, ///< an address or id that a second storage holds too
    TwoRecords, ///< an id that two records have
    IdMismatch, ///< the folder of the record's address has another id
    DamagedFolder, ///< an id that cannot be read
    WrongHost, ///< hostServer is not who serves the record's storage
    NoStorage, ///< a record whose storage is not in the cluster table
    DamagedRecord, ///< an entry that cannot be read as an account
};
QString toText(FindingKind kind);
std::optional<FindingKind> findingKindFromText(const QString &text);
QStringList findingKinds();

struct Finding
{
    FindingKind kind = FindingKind::Orphan;
    QByteArray address;
    std::optional<AccountId> id;
    std::optional<StorageId> storage;
    QString text; ///< what is so, and what may be done
    qint64 ageSeconds = 0; ///< of a folder
    bool operator==(const Finding &) const = default;
};

/// Addresses and ids in a few dozen bytes each: no record, no folder is kept as an object. Any thread, one at
/// a time.
class Comparison
{
public:
    /// `keep` findings of each kind are kept, all are counted.
    explicit Comparison(qsizetype keep)
        : m_keep(keep)
    {
    }
    /// `storage`: where the record says that it is; none when that is not in the table.
    void addRecord(const Address &address, const AccountId &id, std::optional<StorageId> storage);
    void addFolder(
        const QByteArray &address, std::optional<AccountId> id, const StorageId &storage, qint64 ageSeconds);
    /// Findings that need no comparison.
    void add(Finding finding);
    /// Storages whose folders are all known: of others nothing is missing, and nothing is an orphan.
    void setLookedAt(QSet<StorageId> storages) { m_lookedAt = std::move(storages); }
    /// `names`: of the storages, for the texts. Sorts and merges; nothing is added after it.
    void compare(const QHash<StorageId, QString> &names);

    const QList<Finding> &findings() const { return m_findings; }
    qint64 count(FindingKind kind) const { return m_counts[size_t(kind)]; }
    qint64 records() const { return qint64(m_records.size()); }
    qint64 folders() const { return qint64(m_folders.size()); }

private:
    struct Row
    {
        AccountId id;
        quint32 text = 0; ///< where the address begins in m_texts
        quint16 length = 0;
        quint16 storage = 0; ///< index + 1 in m_storages; 0: none
        qint32 ageSeconds = 0;
        bool hasId = false;
    };
    using Rows = std::vector<Row>;
    Row row(const QByteArray &address, const std::optional<StorageId> &storage);
    QByteArrayView addressOf(const Row &row) const;
    std::optional<StorageId> storageOf(const Row &row) const;
    QString nameOf(const Row &row) const;
    void sortByAddress(Rows &rows) const;
    void found(FindingKind kind, const Row &row, const QString &text);
    void compareOne(std::span<const Row> records, std::span<const Row> folders);
    void compareFolders(const Row &record, std::span<const Row> folders);
    void findTwins();

    const qsizetype m_keep;
    Rows m_records;
    Rows m_folders;
    QByteArray m_texts; ///< all addresses, one behind the other
    QList<StorageId> m_storages;
    QHash<StorageId, quint16> m_storageIndex;
    QSet<StorageId> m_lookedAt;
    QHash<StorageId, QString> m_names;
    QList<Finding> m_findings;
    std::array<qint64, 10> m_counts{};
};

} // namespace homeport
