// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lines of revisions that have diverged: kept in memory, merged into a revision with two parents.
#include "server/cluster/log.h"
#include "server/cluster/tablestore.h"

namespace homeport {

namespace {

constexpr qsizetype branchLimit = 16;

Error conflict(const QString &text) { return Error::refused(text.toUtf8(), text, "conflict"); }

bool holds(const QList<RevisionPointer> &chain, const QByteArray &hash)
{
    return std::any_of(chain.cbegin(), chain.cend(),
        [&hash](const RevisionPointer &revision) { return revision->hash == hash; });
}

} // namespace

void TableStore::noteBranch(const QList<RevisionPointer> &chain)
{
    const RevisionPointer tip = chain.last();
    for (const QList<RevisionPointer> &known : std::as_const(m_branches)) {
        if (holds(known, tip->hash))
            return; // as long or longer
    }
    m_branches.removeIf([&chain](const QList<RevisionPointer> &known) {
        return holds(chain, known.last()->hash); // goes on
    });
    m_branches.append(chain);
    while (m_branches.size() > branchLimit)
        m_branches.removeFirst();
    qCCritical(lcCluster) << Event("table-branch")
                                 .with("number", tip->table.number)
                                 .with("hash", QString::fromLatin1(tip->hash.left(16)))
                                 .with("author", tip->table.author)
                                 .with("signer", tip->sealed.signer);
}

void TableStore::dropMergedBranches()
{
    m_branches.removeIf(
        [this](const QList<RevisionPointer> &branch) { return m_folder.knows(branch.last()->hash); });
}

RevisionPointer TableStore::baseOf(const QList<RevisionPointer> &branch) const
{
    RevisionPointer base;
    for (const RevisionPointer &revision : branch) {
        for (const QByteArray &parent : revision->table.parents) {
            const RevisionPointer known = m_folder.find(parent);
            if (known && (!base || known->table.number > base->table.number))
                base = known;
        }
    }
    return base;
}

Task<Result<TableRevision>> TableStore::merge(
    QByteArray tip, Merge merge, QString author, QString comment, PrivateKey key)
{
    co_await m_turn.acquire();
    const Result<TableRevision> merged = co_await mergeInTurn(
        std::move(tip), std::move(merge), std::move(author), std::move(comment), std::move(key));
    m_turn.release();
    co_return merged;
}

Task<Result<TableRevision>> TableStore::mergeInTurn(
    QByteArray tip, Merge merge, QString author, QString comment, PrivateKey key)
{
    const RevisionPointer ours = inForce();
    QList<RevisionPointer> branch;
    for (const QList<RevisionPointer> &known : std::as_const(m_branches)) {
        if (known.last()->hash == tip)
            branch = known;
    }
    if (!ours || branch.isEmpty())
        co_return fail(conflict(QStringLiteral("no branch %1 is known here (any more): look again with "
                                               "homeportctl table diff")
                                    .arg(QString::fromLatin1(tip.left(16)))));
    const RevisionPointer theirs = branch.last();
    const RevisionPointer base = baseOf(branch);
    if (!base)
        co_return fail(conflict(QStringLiteral("the lines have no revision in common any more")));
    Result<ClusterTable> merged = merge(base->table, ours->table, theirs->table);
    if (!merged)
        co_return fail(merged.error());
    merged->number = std::max(ours->table.number, theirs->table.number) + 1;
    merged->parents = {ours->hash, theirs->hash};
    merged->author = author;
    merged->comment = comment;
    merged->time = QDateTime::currentDateTimeUtc();
    const Result<RevisionPointer> sealed = sealRevision(*merged, m_self, key);
    if (!sealed)
        co_return fail(sealed.error());
    QList<SignedRevision> offered;
    for (const RevisionPointer &revision : std::as_const(branch))
        offered.append(revision->sealed);
    offered.append((*sealed)->sealed);
    // by the same rules as everybody else: what they would refuse is never made
    const Judgement judgement = judge(history(), offered);
    if (judgement.verdict != Verdict::Taken)
        co_return fail(judgement.why);
    const Result<> advanced = co_await advance(judgement.chain);
    if (!advanced)
        co_return fail(advanced.error());
    co_return (*sealed)->id();
}

bool TableStore::stayedThroughMerges(const StorageId &storage, quint64 epoch) const
{
    RevisionPointer revision = inForce();
    const Storage *row = revision ? revision->table.storage(storage) : nullptr;
    const MemberName owner = row ? row->owner : MemberName();
    while (row && row->owner == owner && row->state == StorageState::Served && row->epoch >= epoch) {
        if (row->epoch == epoch)
            return true;
        RevisionPointer next;
        const bool isMerge = revision->table.parents.size() == 2;
        for (const QByteArray &hash : revision->table.parents) {
            const RevisionPointer parent = m_folder.find(hash);
            const Storage *const before = parent ? parent->table.storage(storage) : nullptr;
            const bool stayed = before && before->owner == owner && before->state == StorageState::Served
                && (before->epoch == row->epoch || (isMerge && before->epoch < row->epoch));
            // of two sides that both kept it, the one that may have the epoch
            if (stayed && (!next || before->epoch >= epoch))
                next = parent;
        }
        revision = next;
        row = revision ? revision->table.storage(storage) : nullptr;
    }
    return false;
}

} // namespace homeport
