// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table in force: readable from every thread, changed one revision at a time on the main thread.
#pragma once

#include "server/cluster/tablefolder.h"
#include "server/ports/cluster.h"

#include <atomic>

namespace homeport {

/// What the rest of the daemon does about a new table. Both are awaited before the answer goes out
/// (protocol.md 1.7 "The owner's answer"), one at a time; neither may call back into take() or change().
struct TableHooks
{
    /// `now` is in force already. Stops serving what this member lost; returns when that is quiet.
    std::function<Task<>(TablePointer before, TablePointer now)> apply;
    /// A validly signed revision that cannot be taken disputes these: stop serving them.
    std::function<Task<>(QList<StorageId> storages)> stopServing;
};

struct TakeAnswer
{
    Verdict verdict = Verdict::Refused;
    TableRevision table; ///< settled: what this member obeys by now
    QString error;
};

/// Main thread, except where stated.
class TableStore
{
public:
    /// Reads STATE/table; an empty folder is a store without a table (begin() comes next).
    static Result<std::unique_ptr<TableStore>> open(
        const QString &path, const MemberName &self, BlockingPool &pool);

    void setHooks(TableHooks hooks) { m_hooks = std::move(hooks); }

    /// The first revision that this member holds: made by setup, or received through a pinned join. Refused
    /// when there is one already. Blocking.
    Result<> begin(const RevisionPointer &first);

    bool isEmpty() const { return m_folder.isEmpty(); }
    /// Any thread; null while empty. Snapshots never change.
    RevisionPointer inForce() const { return m_inForce.load(); }
    TablePointer table() const; ///< any thread
    TableRevision revision() const; ///< any thread

    /// The newest revision whose hooks have ended: the one that answers to others may name.
    TableRevision settled() const { return *m_settled.load(); } // any thread

    Task<TakeAnswer> take(QList<SignedRevision> offered);
    /// Applies `change` to a copy, signs, stores, puts in force, awaits the hooks. Refused: no keeper, status
    /// "conflict" when `expected` is not in force any more, or what `change` says.
    Task<Result<TableRevision>> change(std::function<Result<>(ClusterTable &)> change, QString author,
        QString comment, std::optional<TableRevision> expected, PrivateKey key);

    /// The lines that other members follow and this one cannot take, each oldest first, from behind the
    /// newest revision that both have. Found again after a restart as soon as members compare tables.
    QList<QList<RevisionPointer>> branches() const { return m_branches; }
    /// The newest revision that a line and ours have; null when it was trimmed away.
    RevisionPointer baseOf(const QList<RevisionPointer> &branch) const;
    using Merge = std::function<Result<ClusterTable>(
        const ClusterTable &base, const ClusterTable &ours, const ClusterTable &theirs)>;
    /// As change(), with two parents: the revision in force and the branch's tip. Refused with status
    /// "conflict" when there is no such branch.
    Task<Result<TableRevision>> merge(
        QByteArray tip, Merge merge, QString author, QString comment, PrivateKey key);
    /// Has the storage stayed with its owner, served, since its row had `epoch`, the epoch having grown by
    /// merges only? Then a label of that owner and epoch is still the one that the table means.
    bool stayedThroughMerges(const StorageId &storage, quint64 epoch) const;

    bool knows(const QByteArray &hash) const { return m_folder.knows(hash); }
    QList<RevisionPointer> chainAfter(const QByteArray &hash, int limit, bool *more) const
    {
        return m_folder.chainAfter(hash, limit, more);
    }
    QList<RevisionPointer> newest(int count) const { return m_folder.newest(count); }

    /// Storages of this member that it must not serve, because a foreign revision on file says otherwise.
    QList<StorageId> disputed() const;
    bool isDiverged() const { return !m_folder.foreign().isEmpty(); }

private:
    TableStore(TableFolder folder, MemberName self, BlockingPool &pool);
    Task<TakeAnswer> takeInTurn(QList<SignedRevision> offered);
    Task<Result<TableRevision>> changeInTurn(std::function<Result<>(ClusterTable &)> change, QString author,
        QString comment, std::optional<TableRevision> expected, PrivateKey key);
    Task<Result<>> advance(QList<RevisionPointer> chain);
    Task<> noteForeign(RevisionPointer revision);
    void noteBranch(const QList<RevisionPointer> &chain);
    void dropMergedBranches();
    Task<Result<TableRevision>> mergeInTurn(
        QByteArray tip, Merge merge, QString author, QString comment, PrivateKey key);
    KnownHistory history() const;
    void settle(const RevisionPointer &revision)
    {
        m_settled.store(std::make_shared<const TableRevision>(revision->id()));
    }

    TableFolder m_folder;
    const MemberName m_self;
    BlockingPool &m_pool;
    TableHooks m_hooks;
    QList<QList<RevisionPointer>> m_branches;
    std::atomic<RevisionPointer> m_inForce;
    std::atomic<std::shared_ptr<const TableRevision>> m_settled{std::make_shared<const TableRevision>()};
    Semaphore m_turn{1};
};

} // namespace homeport
