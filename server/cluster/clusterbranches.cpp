// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Earlier revisions and diverged lines, as administrators see them; merging (protocol.md 1.7).
#include "server/cluster/clusterservice.h"
#include "server/cluster/log.h"

namespace homeport {

namespace {

constexpr auto askingTime = std::chrono::seconds(5);

TablePointer tableOf(const RevisionPointer &revision)
{
    return revision ? TablePointer(revision, &revision->table) : TablePointer();
}

} // namespace

QList<TablePointer> ClusterService::numbered(quint64 number) const
{
    QList<TablePointer> found;
    for (const RevisionPointer &revision : m_store.newest(TableFolder::keptRevisions)) {
        if (revision->table.number == number)
            found.append(tableOf(revision));
    }
    return found;
}

/// Gets the line of a member whose revision is not known here: what it has behind a revision of ours that it
/// knows too, tried in growing steps back.
Task<> ClusterService::fetchBranch(MemberName peer, Deadline deadline)
{
    const QList<RevisionPointer> ours = m_store.newest(TableFolder::keptRevisions);
    for (qsizetype back = 0; back < ours.size();) {
        QByteArray after = ours.at(ours.size() - 1 - back)->hash;
        const bool isOldest = back + 1 == ours.size();
        back = isOldest ? ours.size() : std::min(back * 2 + 1, ours.size() - 1);
        QList<SignedRevision> line;
        for (bool more = true; more;) {
            Http2Connection *connection = connectionTo(peer);
            if (!connection)
                co_return;
            const QByteArray path = "/v1/table?after=" + after;
            const Result<JsonAnswer> answer =
                co_await requestJson(*connection, "GET", path, peer, {}, deadline);
            if (!answer || (answer->status != 200 && answer->status != 404))
                co_return;
            const auto revisions = signedRevisionsFromJson(answer->json, QStringLiteral("revisions"));
            if (answer->status == 404 || !revisions)
                break;
            line += *revisions;
            more = answer->json.value(QStringLiteral("more")).toBool() && !revisions->isEmpty();
            if (more)
                after = revisionHash(revisions->last().body);
        }
        if (!line.isEmpty()) {
            const TakeAnswer taken = co_await m_store.take(line);
            qCInfo(lcCluster) << Event("branch-fetched")
                                     .with("member", peer)
                                     .with("revisions", line.size())
                                     .with("verdict", toText(taken.verdict));
            co_return;
        }
    }
}

Task<QList<TableBranch>> ClusterService::branches()
{
    const auto busy = hold();
    QList<MemberName> strangers;
    for (auto link = m_links.cbegin(); link != m_links.cend(); ++link) {
        const QByteArray theirs = m_board.tableOf(link.key()).hash;
        bool isKnown = theirs.isEmpty() || m_store.knows(theirs);
        for (const QList<RevisionPointer> &branch : m_store.branches())
            isKnown = isKnown || branch.last()->hash == theirs;
        if (!isKnown && connectionTo(link.key()))
            strangers.append(link.key());
    }
    const Deadline deadline(askingTime);
    for (const MemberName &peer : strangers)
        co_await fetchBranch(peer, deadline);
    QList<TableBranch> found;
    for (const QList<RevisionPointer> &chain : m_store.branches()) {
        const RevisionPointer base = m_store.baseOf(chain);
        if (!base)
            continue;
        TableBranch branch{chain.last()->id(), tableOf(chain.last()), base->id(), tableOf(base), {}};
        for (auto link = m_links.cbegin(); link != m_links.cend(); ++link) {
            if (m_board.isUp(link.key()) && m_board.tableOf(link.key()).hash == branch.tip.hash)
                branch.heldBy.append(link.key());
        }
        found.append(branch);
    }
    co_return found;
}

Task<Result<TableRevision>> ClusterService::merge(
    QByteArray tip, TableHistory::Merge merge, QString author, QString comment)
{
    const auto busy = hold();
    if (const Result<> turn = co_await takeTurn(); !turn)
        co_return fail(turn.error());
    const TablePointer before = m_store.table();
    const Result<TableRevision> made =
        co_await m_store.merge(tip, std::move(merge), author, comment, m_identity.key());
    const TablePointer now = m_store.table();
    endTurn();
    if (made)
        co_await pushInOrder(before, now);
    co_return made;
}

} // namespace homeport
