// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The history of the cluster table on disk: STATE/table (protocol.md 2.1).
#pragma once

#include "server/cluster/tablechain.h"

#include <QSet>

namespace homeport {

/// One file per revision, a file `current` that names the one in force, and foreign revisions that dispute
/// storages. Keeps 1,000 revisions. Blocking; one thread at a time; one process (STATE/lock).
class TableFolder
{
public:
    static constexpr int keptRevisions = 1000;

    /// Reads the index; makes the folder when there is none. Refused when `current` or the revision that it
    /// names cannot be read: nothing is guessed. Unreadable older revisions are left out and logged.
    static Result<TableFolder> open(const QString &path);

    bool isEmpty() const { return m_current.isEmpty(); }
    const QByteArray &current() const { return m_current; }
    bool knows(const QByteArray &hash) const { return m_index.contains(hash); }
    /// From memory or disk; null when unknown or unreadable.
    RevisionPointer find(const QByteArray &hash) const;

    const QString &path() const { return m_path; }
    /// Writes the revisions (oldest first), then names the last one current. Durable when it returns a value.
    /// Any thread, one at a time; adopt() follows in the folder's own thread.
    static Result<> storeChain(const QString &path, const QList<RevisionPointer> &chain);
    void adopt(const QList<RevisionPointer> &chain);
    /// All ancestors of the current revision, itself included, that are no ancestors of `hash` nor itself,
    /// oldest first, at most `limit`. Empty when `hash` is unknown or current.
    QList<RevisionPointer> chainAfter(const QByteArray &hash, int limit, bool *more) const;
    /// The newest `count` revisions, oldest first.
    QList<RevisionPointer> newest(int count) const;

    /// Keeps a revision that cannot be taken but disputes storages; storeForeign() in any thread first.
    static Result<> storeForeign(const QString &path, const RevisionPointer &revision);
    void adoptForeign(const RevisionPointer &revision) { m_foreign.append(revision); }
    /// Forgets foreign revisions that are known by now (a merge was taken).
    void dropMergedForeign();
    QList<RevisionPointer> foreign() const { return m_foreign; }

private:
    struct Entry
    {
        quint64 number = 0;
        QList<QByteArray> parents;
        QString fileName;
    };
    explicit TableFolder(QString path)
        : m_path(std::move(path))
    {
    }
    Result<> readIndex();
    Result<> readCurrent();
    void readFile(const QString &name);
    QSet<QByteArray> ancestorsOf(const QByteArray &hash) const; ///< itself included, as far as known
    Result<RevisionPointer> load(const QString &fileName) const;
    void trim();

    QString m_path;
    QHash<QByteArray, Entry> m_index; ///< by hash
    QByteArray m_current;
    QList<RevisionPointer> m_foreign;
    mutable QHash<QByteArray, RevisionPointer> m_recent; ///< the last few, parsed
};

} // namespace homeport
