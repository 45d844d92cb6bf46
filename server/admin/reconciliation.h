// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading directory and storages for a comparison, and mending what it finds.
#pragma once

#include "server/admin/comparison.h"
#include "server/admin/verbs.h"

namespace homeport {

struct ReconcileOptions
{
    std::optional<MemberName> host; ///< only the storages it owns
    QList<FindingKind> mend;
    qint64 minAge = 600; ///< seconds; a younger orphan may be an account that is being made
    qsizetype keep = 1000; ///< findings of each kind
};

/// Used once. Never deletes mail, and asks nothing of a storage that is away.
class Reconciliation
{
public:
    Reconciliation(AdminWorld &world, ReconcileOptions options)
        : m_world(world)
        , m_options(std::move(options))
        , m_comparison(std::make_shared<Comparison>(m_options.keep))
    {
    }
    /// {"findings": […], "counts": {kind: n}, "records", "folders", "mended", "skipped": […], "summary": […]}
    Task<Result<QJsonObject>> run();

private:
    struct Mend
    {
        bool isDone = false;
        QString why; ///< why not
    };
    Task<> readFolders();
    Task<Result<>> readFoldersOf(Storage storage);
    Task<Result<>> readRecords();
    void takeRecord(const ClusterTable &table, const AccountRecord &record);
    Task<> mendAll();
    Task<Mend> mend(Finding finding);
    Task<Mend> makeFolder(Finding finding, AccountRecord record);
    Task<Mend> moveAway(Finding finding);
    Task<Mend> setHost(AccountRecord record);
    QJsonObject answer() const;
    bool isWanted(const std::optional<StorageId> &storage) const;

    AdminWorld &m_world;
    const ReconcileOptions m_options;
    const std::shared_ptr<Comparison> m_comparison;
    QSet<StorageId> m_lookedAt;
    QStringList m_skipped;
    QHash<qsizetype, Mend> m_mends; ///< by index of the finding
    qint64 m_mended = 0;
};

} // namespace homeport
