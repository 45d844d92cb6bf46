// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rules of taking a revision.
#include "server/cluster/tablechain.h"

#include <QSet>

#include <algorithm>

namespace homeport {

namespace {

/// One judgement: what was offered and what has passed so far.
class Judge
{
public:
    explicit Judge(const KnownHistory &history)
        : m_history(history)
    {
    }

    Judgement run(const QList<SignedRevision> &offered);

private:
    enum class Step { Passed, Gap, Refused };
    RevisionPointer find(const QByteArray &hash) const
    {
        const RevisionPointer own = m_history.find(hash);
        return own ? own : m_passed.value(hash);
    }
    Step check(const RevisionPointer &revision);
    Result<> checkAgainstParents(const Revision &revision, const QList<RevisionPointer> &parents) const;
    bool descendsFromCurrent(const RevisionPointer &tip) const;
    Step refuse(QString why);

    const KnownHistory &m_history;
    QHash<QByteArray, RevisionPointer> m_passed;
    QList<RevisionPointer> m_chain;
    Error m_why;
};

Judge::Step Judge::refuse(QString why)
{
    m_why = Error::refused("table refused", std::move(why));
    return Step::Refused;
}

Result<> Judge::checkAgainstParents(const Revision &revision, const QList<RevisionPointer> &parents) const
{
    quint64 largest = 0;
    for (const RevisionPointer &parent : parents) {
        largest = std::max(largest, parent->table.number);
        const Member *signer = parent->table.member(revision.sealed.signer);
        if (!signer || !signer->rights.keeper)
            return fail(Error::refused("table refused",
                QStringLiteral("%1 is no keeper in parent revision %2")
                    .arg(revision.sealed.signer.text)
                    .arg(parent->table.number)));
        if (!isSignedBy(revision.sealed, signer->publicKey))
            return fail(Error::refused(
                "table refused", QStringLiteral("the signature is not that of %1").arg(signer->name.text)));
        if (Result<> follows = checkSuccession(parent->table, revision.table); !follows)
            return follows;
    }
    if (revision.table.number != largest + 1)
        return fail(Error::refused("table refused",
            QStringLiteral("number %1 does not follow its parent's %2")
                .arg(revision.table.number)
                .arg(largest)));
    return {};
}

Judge::Step Judge::check(const RevisionPointer &revision)
{
    const QList<QByteArray> &hashes = revision->table.parents;
    if (hashes.isEmpty())
        return refuse(QStringLiteral("a first revision is not taken from others"));
    if (hashes.size() > 2 || (hashes.size() == 2 && hashes.first() == hashes.last()))
        return refuse(QStringLiteral("a revision has one parent or two different ones"));
    QList<RevisionPointer> parents;
    for (const QByteArray &hash : hashes) {
        const RevisionPointer parent = find(hash);
        if (!parent) {
            m_why = Error::refused("parent missing",
                QStringLiteral("revision %1 has the unknown parent %2")
                    .arg(revision->table.number)
                    .arg(QString::fromLatin1(hash.left(16))));
            return Step::Gap;
        }
        parents.append(parent);
    }
    if (const Result<> checked = checkAgainstParents(*revision, parents); !checked)
        return refuse(checked.error().forLog);
    m_passed.insert(revision->hash, revision);
    m_chain.append(revision);
    return Step::Passed;
}

bool Judge::descendsFromCurrent(const RevisionPointer &tip) const
{
    QList<RevisionPointer> open{tip};
    QSet<QByteArray> seen;
    while (!open.isEmpty()) {
        const RevisionPointer revision = open.takeLast();
        for (const QByteArray &parent : revision->table.parents) {
            if (parent == m_history.current)
                return true;
            // what we know already is an ancestor of the current revision: nothing below can be the current
            // one
            if (const RevisionPointer next = m_passed.value(parent); next && !seen.contains(parent)) {
                seen.insert(parent);
                open.append(next);
            }
        }
    }
    return false;
}

/// Only what leads to the tip: others may have been offered beside it.
QList<RevisionPointer> ancestryOf(const RevisionPointer &tip, const QList<RevisionPointer> &chain)
{
    QSet<QByteArray> wanted{tip->hash};
    QList<RevisionPointer> result;
    for (auto revision = chain.crbegin(); revision != chain.crend(); ++revision) {
        if (!wanted.contains((*revision)->hash))
            continue;
        result.prepend(*revision);
        for (const QByteArray &parent : (*revision)->table.parents)
            wanted.insert(parent);
    }
    return result;
}

Judgement Judge::run(const QList<SignedRevision> &offered)
{
    QList<RevisionPointer> opened;
    for (const SignedRevision &sealed : offered) {
        const Result<RevisionPointer> revision = openRevision(sealed);
        if (!revision)
            return {Verdict::Refused, revision.error(), {}};
        opened.append(*revision);
    }
    if (opened.isEmpty())
        return {Verdict::Refused, Error::refused("no revision", QStringLiteral("no revision was sent")), {}};
    std::stable_sort(opened.begin(), opened.end(),
        [](const RevisionPointer &a, const RevisionPointer &b) { return a->table.number < b->table.number; });
    const RevisionPointer tip = opened.last();
    if (tip->hash == m_history.current)
        return {Verdict::Same, {}, {}};
    if (m_history.find(tip->hash))
        return {Verdict::Older, {}, {}};
    Step last = Step::Passed;
    for (const RevisionPointer &revision : std::as_const(opened)) {
        if (find(revision->hash))
            continue;
        last = check(revision);
        if (last == Step::Refused)
            return {Verdict::Refused, m_why, {}};
    }
    if (last == Step::Gap || !m_passed.contains(tip->hash))
        return {Verdict::Gap, m_why, {}};
    return {descendsFromCurrent(tip) ? Verdict::Taken : Verdict::Diverged, {}, ancestryOf(tip, m_chain)};
}

} // namespace

QString toText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Taken:
        return QStringLiteral("taken");
    case Verdict::Same:
        return QStringLiteral("same");
    case Verdict::Older:
        return QStringLiteral("older");
    case Verdict::Diverged:
        return QStringLiteral("diverged");
    case Verdict::Gap:
        return QStringLiteral("gap");
    case Verdict::Refused:
        return QStringLiteral("refused");
    }
    Q_UNREACHABLE();
}

Judgement judge(const KnownHistory &history, const QList<SignedRevision> &offered)
{
    return Judge(history).run(offered);
}

Result<> checkSuccession(const ClusterTable &parent, const ClusterTable &child)
{
    if (child.cluster != parent.cluster)
        return fail(Error::refused("table refused",
            QStringLiteral("the revision is of another cluster (%1)").arg(child.cluster.text())));
    for (const Storage &row : child.storages) {
        const Storage *before = parent.storage(row.id);
        if (!before)
            continue;
        const bool isMoved = before->owner != row.owner || before->state != row.state;
        if (row.epoch < before->epoch || (isMoved && row.epoch == before->epoch))
            return fail(Error::refused("table refused",
                QStringLiteral("the epoch of storage %1 did not grow (%2 after %3)")
                    .arg(row.name)
                    .arg(row.epoch)
                    .arg(before->epoch)));
    }
    return {};
}

bool isSignedByKeeperOf(const ClusterTable &own, const SignedRevision &revision)
{
    const Member *signer = own.member(revision.signer);
    return signer && signer->rights.keeper && isSignedBy(revision, signer->publicKey);
}

QList<StorageId> disputedStorages(
    const ClusterTable &own, const MemberName &self, const ClusterTable &foreign)
{
    QList<StorageId> result;
    for (const Storage &mine : own.storages) {
        const Storage *theirs = mine.owner == self ? foreign.storage(mine.id) : nullptr;
        if (!theirs)
            continue;
        const bool isOther = theirs->owner != mine.owner || theirs->state != mine.state;
        if (theirs->epoch > mine.epoch || (theirs->epoch == mine.epoch && isOther))
            result.append(mine.id);
    }
    return result;
}

} // namespace homeport
