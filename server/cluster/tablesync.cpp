// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Making, pushing and fetching revisions (protocol.md 1.7).
#include "server/cluster/clusterservice.h"
#include "server/cluster/log.h"

namespace homeport {

namespace {

constexpr int chainLimit = 256;
constexpr auto pushPatience =
    std::chrono::seconds(10); // "without one within 10 s it says that it does not know"

QList<SignedRevision> sealedOf(const QList<RevisionPointer> &revisions)
{
    QList<SignedRevision> result;
    for (const RevisionPointer &revision : revisions)
        result.append(revision->sealed);
    return result;
}

TableRevision tableIn(const QJsonObject &json)
{
    const Result<TableRevision> table = tableRevisionFromJson(json.value(QStringLiteral("table")).toObject());
    return table.value_or(TableRevision{});
}

} // namespace

Http2Connection *ClusterService::connectionTo(const MemberName &peer) const
{
    const auto link = m_links.value(peer);
    return link ? link->connection() : nullptr;
}

/// What to do about the revision that another member says it has: nothing, send ours, or get theirs.
Task<> ClusterService::reconcile(MemberName peer, TableRevision theirs)
{
    const auto busy = hold();
    m_board.has(peer, theirs);
    if (theirs.hash == m_store.settled().hash) {
        m_board.diverged(peer, false);
        compared(peer);
        co_return;
    }
    if (!connectionTo(peer) || m_reconciling.contains(peer))
        co_return; // its hello on our own connection comes, or another run sees to it
    m_reconciling.insert(peer);
    const Deadline deadline(m_settings.times.deadAfter);
    if (m_store.knows(theirs.hash)) { // an ancestor of ours: nothing that we do not know
        compared(peer);
        const Result<> pushed = co_await push(peer, deadline);
        if (!pushed)
            qCInfo(lcCluster) << Event("push-failed").with("member", peer).why(pushed.error());
    } else {
        const Result<> fetched = co_await fetch(peer, deadline);
        if (!fetched)
            qCInfo(lcCluster) << Event("fetch-failed").with("member", peer).why(fetched.error());
    }
    m_reconciling.remove(peer);
}

/// Asks for what follows our revision and takes it; a member that does not know ours is sent ours.
Task<Result<>> ClusterService::fetch(MemberName peer, Deadline deadline)
{
    for (;;) {
        Http2Connection *connection = connectionTo(peer);
        if (!connection)
            co_return fail(Error::temporary(peer.utf8() + " cannot be reached now"));
        const QByteArray path = "/v1/table?after=" + m_store.settled().hash;
        const Result<JsonAnswer> answer = co_await requestJson(*connection, "GET", path, peer, {}, deadline);
        if (!answer)
            co_return fail(answer.error());
        if (answer->status == 404) {
            const Result<> pushed = co_await push(peer, deadline);
            co_return pushed;
        }
        if (answer->status != 200)
            co_return fail(answer->error());
        const auto revisions = signedRevisionsFromJson(answer->json, QStringLiteral("revisions"));
        if (!revisions)
            co_return fail(revisions.error());
        if (!revisions->isEmpty()) {
            const TakeAnswer taken = co_await m_store.take(*revisions);
            if (taken.verdict == Verdict::Refused || taken.verdict == Verdict::Gap)
                co_return fail(Error::refused("the table of " + peer.utf8() + " is refused", taken.error));
            if (taken.verdict == Verdict::Diverged) {
                m_board.diverged(peer, true);
                compared(peer);
                co_return fail(Error::refused("the tables have diverged"));
            }
        }
        if (!answer->json.value(QStringLiteral("more")).toBool()) {
            m_board.diverged(peer, false);
            compared(peer);
            co_return {};
        }
    }
}

Task<Result<JsonAnswer>> ClusterService::pushRevisions(
    MemberName peer, QList<RevisionPointer> revisions, Deadline deadline)
{
    Http2Connection *connection = connectionTo(peer);
    if (!connection)
        co_return fail(Error::temporary(peer.utf8() + " cannot be reached now"));
    const QJsonObject body{{QStringLiteral("revisions"), toJson(sealedOf(revisions))}};
    const Result<JsonAnswer> answer =
        co_await requestJson(*connection, "POST", "/v1/table", peer, body, deadline);
    if (!answer)
        co_return fail(answer.error());
    if (answer->status != 200)
        co_return fail(answer->error());
    m_board.has(peer, tableIn(answer->json));
    co_return answer;
}

/// Sends what the other side lacks, more and more of it while it finds a gap. Success: it has settled on our
/// revision or a later one.
Task<Result<>> ClusterService::push(MemberName peer, Deadline deadline)
{
    bool more = false;
    QList<RevisionPointer> revisions = m_store.chainAfter(m_board.tableOf(peer).hash, chainLimit, &more);
    int count = 16;
    if (revisions.isEmpty())
        revisions = m_store.newest(1);
    for (;;) {
        const Result<JsonAnswer> answer = co_await pushRevisions(peer, revisions, deadline);
        if (!answer)
            co_return fail(answer.error());
        const QString result = answer->json.value(QStringLiteral("result")).toString();
        const TableRevision theirs = tableIn(answer->json);
        if (result == QStringLiteral("taken") || result == QStringLiteral("same")) {
            m_board.diverged(peer, false);
            compared(peer);
            if (theirs.hash == m_store.settled().hash)
                co_return {};
            revisions = m_store.chainAfter(theirs.hash, chainLimit, &more);
            if (revisions.isEmpty())
                co_return {}; // it went on by itself meanwhile
        } else if (result == QStringLiteral("older")) {
            reconcile(peer, theirs);
            co_return {};
        } else if (result == QStringLiteral("gap") && count <= TableFolder::keptRevisions * 4) {
            revisions = m_store.chainAfter(theirs.hash, chainLimit, &more);
            if (revisions.isEmpty())
                revisions = m_store.newest(count);
            count *= 8;
        } else {
            const bool isDiverged = result == QStringLiteral("diverged") || result == QStringLiteral("gap");
            m_board.diverged(peer, isDiverged);
            if (result == QStringLiteral("diverged"))
                compared(peer);
            co_return fail(
                Error::refused("the table was not taken by " + peer.utf8() + ": " + result.toUtf8(),
                    answer->json.value(QStringLiteral("error")).toString()));
        }
    }
}

Task<Result<>> ClusterService::pushTo(MemberName member, Deadline deadline)
{
    const auto busy = hold();
    const Result<> pushed = co_await push(member, deadline);
    co_return pushed;
}

Task<> ClusterService::pushToAll(QList<MemberName> members, Deadline deadline)
{
    std::vector<Task<Result<>>> pushes;
    for (const MemberName &member : members) {
        if (connectionTo(member))
            pushes.push_back(push(member, deadline));
    }
    for (Task<Result<>> &pending : pushes) {
        const Result<> pushed = co_await pending;
        if (!pushed)
            qCInfo(lcCluster) << Event("push-failed").why(pushed.error());
    }
}

/// Those who lose a storage first, then those who get one, then the rest (design.md §5 "Reassignment").
Task<> ClusterService::pushInOrder(TablePointer before, TablePointer now)
{
    QList<MemberName> losers;
    QList<MemberName> winners;
    for (const Storage &row : now->storages) {
        const Storage *old = before->storage(row.id);
        if (old && old->epoch == row.epoch)
            continue;
        if (old && !losers.contains(old->owner))
            losers.append(old->owner);
        if (!losers.contains(row.owner) && !winners.contains(row.owner))
            winners.append(row.owner);
    }
    QList<MemberName> rest;
    for (auto link = m_links.cbegin(); link != m_links.cend(); ++link) {
        if (!losers.contains(link.key()) && !winners.contains(link.key()))
            rest.append(link.key());
    }
    const Deadline deadline(pushPatience);
    co_await pushToAll(losers, deadline);
    co_await pushToAll(winners, deadline);
    co_await pushToAll(rest, deadline);
}

/// "Fewer divergences": a keeper looks at the other keepers' tables before it signs.
Task<> ClusterService::catchUpWithKeepers()
{
    QList<MemberName> keepers;
    for (const Member &row : m_store.table()->members) {
        if (row.rights.keeper && row.name != m_settings.self && connectionTo(row.name))
            keepers.append(row.name);
    }
    const Deadline deadline(std::chrono::seconds(2));
    std::vector<Task<Result<>>> fetches;
    for (const MemberName &keeper : keepers)
        fetches.push_back(fetch(keeper, deadline));
    for (Task<Result<>> &pending : fetches) {
        const Result<> fetched = co_await pending;
        if (!fetched)
            qCInfo(lcCluster) << Event("fetch-failed").why(fetched.error());
    }
}

Task<Result<TableRevision>> ClusterService::change(std::function<Result<>(ClusterTable &)> change,
    QString author, QString comment, std::optional<TableRevision> expected)
{
    const auto busy = hold();
    if (const Result<> turn = co_await takeTurn(); !turn)
        co_return fail(turn.error());
    co_await catchUpWithKeepers();
    const TablePointer before = m_store.table();
    const Result<TableRevision> made =
        co_await m_store.change(std::move(change), author, comment, expected, m_identity.key());
    const TablePointer now = m_store.table();
    endTurn();
    if (made)
        co_await pushInOrder(before, now);
    co_return made;
}

Task<TakeAnswer> ClusterService::takePushed(MemberName peer, QList<SignedRevision> revisions)
{
    const auto busy = hold();
    const TakeAnswer answer = co_await m_store.take(std::move(revisions));
    switch (answer.verdict) {
    case Verdict::Taken:
    case Verdict::Same:
        m_board.has(peer, answer.table);
        m_board.diverged(peer, false);
        compared(peer);
        break;
    case Verdict::Diverged:
        m_board.diverged(peer, true);
        compared(peer);
        break;
    case Verdict::Older:
        compared(peer);
        break;
    case Verdict::Gap:
    case Verdict::Refused:
        qCWarning(lcCluster) << Event("pushed-table-not-taken")
                                    .with("member", peer)
                                    .with("verdict", toText(answer.verdict))
                                    .with("why", answer.error);
        break;
    }
    co_return answer;
}

Task<bool> ClusterService::catchUp(MemberName member, TableRevision named, Deadline deadline)
{
    const auto busy = hold();
    if (!m_store.knows(named.hash)) {
        const Result<> fetched = co_await fetch(member, deadline);
        if (!fetched)
            qCInfo(lcCluster) << Event("fetch-failed").with("member", member).why(fetched.error());
    } else if (named.hash
        != m_store.settled().hash) { // the answerer's table is the older one: it is sent ours
        const Result<> pushed = co_await push(member, deadline);
        if (!pushed)
            qCInfo(lcCluster) << Event("push-failed").with("member", member).why(pushed.error());
    }
    co_return m_store.knows(named.hash);
}

/// Every member can pass a table on: those who seem not to have it are sent it, a moment after its maker did.
Task<> ClusterService::passOn()
{
    const auto busy = hold();
    if (std::exchange(m_isPassingOn, true))
        co_return;
    const bool elapsed = co_await sleepFor(m_settings.times.retryFirst * 2, m_stop.get_token());
    m_isPassingOn = false;
    if (!elapsed)
        co_return;
    QList<MemberName> behind;
    for (auto link = m_links.cbegin(); link != m_links.cend(); ++link) {
        if (m_board.tableOf(link.key()).hash != m_store.settled().hash)
            behind.append(link.key());
    }
    co_await pushToAll(behind, Deadline(pushPatience));
}

} // namespace homeport
