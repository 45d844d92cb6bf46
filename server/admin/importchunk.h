// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A few thousand rows of an import on their way into storages and directory.
#pragma once

#include "server/admin/importentry.h"
#include "server/admin/verbs.h"

namespace homeport {

struct ImportOptions
{
    QString host; ///< not empty: wins over what the rows say, as does `storage`
    QString storage;
    bool spread = false; ///< rows are spread whatever they say
    bool dryRun = false;
    bool createDomains = false;
};

/// Folder, then record, then aliases; each step for all rows together. Interrupted anywhere and run again it
/// goes on: what is present and equal is skipped. Used once.
class ImportChunk
{
public:
    ImportChunk(AdminWorld &world, ImportOptions options)
        : m_world(world)
        , m_options(std::move(options))
    {
    }
    /// {"added", "redirects", "equal", "withoutPassword", "domains": [made], "problems": [ImportProblem]}. An
    /// error: the directory is away; what was done is found by the next attempt.
    Task<Result<QJsonObject>> run(QList<QJsonObject> rows);

private:
    struct Redirect
    {
        qint64 line = 0;
        Address address;
        QList<Address> targets;
        bool isAlias = false; ///< of an account of the file: counted with it, not by itself
    };
    struct Placed
    {
        ImportEntry entry;
        Storage storage;
        AccountId id;
    };
    using Kind = ImportProblem::Kind;

    void read(const QList<QJsonObject> &rows);
    Task<Result<>> checkDomains();
    Task<Result<>> sortOut();
    void compare(const ImportEntry &entry, const Record &record);
    Task<Result<>> place();
    Task<Result<>> findLeftovers(QList<Storage> candidates);
    Task<Result<>> findLeftoversOn(Storage storage);
    Task<> makeFolders();
    Task<> makeFoldersOn(Storage storage, QList<qsizetype> which);
    Task<Result<>> addRecords();
    Task<> compareAgain(ImportEntry entry);
    Task<> removeFolder(Placed placed);
    Task<Result<>> addRedirects();
    Task<Result<>> addRedirect(Redirect redirect, Lookup<DirectoryEntry> present);
    Result<Storage> storageFor(const ImportEntry &entry) const;
    bool isPlacedByRow(const ImportEntry &entry) const;
    void problem(
        Kind kind, const ImportEntry &entry, const char *field, const QString &value, const QString &text);

    AdminWorld &m_world;
    const ImportOptions m_options;
    QList<ImportEntry> m_entries; ///< new accounts, once sortOut() is through
    QList<Redirect> m_redirects;
    QSet<Address> m_redirectsSeen;
    QList<Placed> m_placed;
    QHash<Address, Storage> m_leftovers; ///< folders without record: their accounts go there
    QList<ImportProblem> m_problems;
    QStringList m_domainsMade;
    qint64 m_added = 0;
    qint64 m_equal = 0;
    qint64 m_withoutPassword = 0;
    qint64 m_redirectsAdded = 0;
};

} // namespace homeport
