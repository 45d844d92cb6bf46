// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Finding out where a restore or an undo stands.
#include "console/models/returnplan.h"

#include "console/models/reassignplan.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Return)
};

ReturnMove moveOf(const StorageRow &place, const QString &to)
{
    ReturnMove move;
    move.storage = place.id;
    move.name = place.name;
    move.from = place.owner;
    move.to = to;
    move.isBack = place.owner == to;
    move.isDetached = isDetached(place);
    move.isAttached = place.preparedAt.contains(to);
    move.path = place.path;
    return move;
}

const JobEntry *jobById(const QList<JobEntry> &jobs, const QString &id)
{
    const auto found =
        std::find_if(jobs.cbegin(), jobs.cend(), [&](const JobEntry &entry) { return entry.id() == id; });
    return found == jobs.cend() ? nullptr : &*found;
}

const JobEntry *unendedOf(const QList<JobEntry> &jobs)
{
    const auto found =
        std::find_if(jobs.cbegin(), jobs.cend(), [](const JobEntry &entry) { return entry.isUnended; });
    return found == jobs.cend() ? nullptr : &*found;
}

/// The newest restore of that member; jobs stand newest first.
const JobEntry *restoreOf(const QList<JobEntry> &jobs, const QString &member)
{
    const auto found = std::find_if(jobs.cbegin(), jobs.cend(), [&](const JobEntry &entry) {
        return entry.job.kind == JobKind::Restore && !entry.job.isUndo && entry.job.to.text == member;
    });
    return found == jobs.cend() ? nullptr : &*found;
}

QList<ReturnMove> movesHome(const StorageList &list, const QString &home)
{
    QList<ReturnMove> moves;
    for (const StorageRow &place : list.storages) {
        if (place.home == home && place.owner != home)
            moves.append(moveOf(place, home));
    }
    return moves;
}

QList<ReturnMove> movesBack(const StorageList &list, const Job &job)
{
    QList<ReturnMove> moves;
    for (const JobMove &move : job.moves) {
        if (const StorageRow *const place = findStorage(list, move.storage.text()))
            moves.append(moveOf(*place, move.from.text));
    }
    return moves;
}

/// What must happen before the disks are where they shall be; `nothingAway` when they are.
ReturnStage stageOf(ReturnPlan &plan, const ClusterState &cluster, ReturnStage nothingAway)
{
    QList<ReturnMove> away;
    std::copy_if(plan.moves.cbegin(), plan.moves.cend(), std::back_inserter(away),
        [](const ReturnMove &move) { return !move.isBack; });
    if (away.isEmpty())
        return nothingAway;
    for (const ReturnMove &move : std::as_const(away)) {
        const MemberState *const target = cluster.member(move.to);
        if (target && target->isReachable)
            continue;
        plan.reason = Text::tr("%1 does not answer. Start it first, without the storage %2 or with an empty "
                               "mount point: it joins by itself and shows up here. Nothing has been changed, "
                               "its accounts go on with %3.")
                          .arg(move.to, move.name, move.from);
        if (move.isDetached)
            plan.reason =
                Text::tr("%1 does not answer, and the storage %2 is detached: its accounts are away. "
                         "Start %1, or attach the storage to %3 again.")
                    .arg(move.to, move.name, move.from);
        return ReturnStage::StartTarget;
    }
    const auto isDetached = [](const ReturnMove &move) { return move.isDetached; };
    const auto isAttached = [](const ReturnMove &move) { return move.isAttached; };
    if (!std::all_of(away.cbegin(), away.cend(), isDetached))
        return ReturnStage::LetGo;
    return std::all_of(away.cbegin(), away.cend(), isAttached) ? ReturnStage::TakeBack
                                                               : ReturnStage::MoveDisk;
}

bool isMine(const ReturnOrder &order, const JobEntry &entry)
{
    if (order.isUndo())
        return entry.id() == order.job;
    return entry.job.kind == JobKind::Restore && !entry.job.isUndo && entry.job.to.text == order.member;
}

void planRestore(ReturnPlan &plan, const ClusterState &cluster, const StorageList &list,
    const QList<JobEntry> &jobs, const QList<PendingHost> &pending, const QString &lastJob)
{
    plan.moves = movesHome(list, plan.order.member);
    const JobEntry *const last = restoreOf(jobs, plan.order.member);
    const bool isFollowed = last && last->id() == lastJob;
    const bool isLeft = std::any_of(pending.cbegin(), pending.cend(),
        [&](const PendingHost &host) { return host.member == plan.order.member && host.accounts > 0; });
    ReturnStage nothingAway = ReturnStage::Nothing;
    if (isFollowed && last->job.state != JobState::Failed && last->job.state != JobState::Cancelled)
        nothingAway = ReturnStage::Ended;
    else if (last && (last->job.state == JobState::Failed || last->job.state == JobState::Cancelled)
        && isLeft)
        nothingAway = ReturnStage::Records;
    else if (isLeft)
        nothingAway = ReturnStage::TakeBack; // records of a restore that has been forgotten
    plan.stage = stageOf(plan, cluster, nothingAway);
    if (plan.stage == ReturnStage::Records || plan.stage == ReturnStage::Ended)
        plan.job = last->id();
    if (plan.stage == ReturnStage::Nothing)
        plan.reason = Text::tr("Every storage of %1 is at home, and no account is away: there is nothing to "
                               "restore.")
                          .arg(plan.order.member);
}

void planUndo(ReturnPlan &plan, const ClusterState &cluster, const StorageList &list, const JobEntry &entry)
{
    plan.moves = movesBack(list, entry.job);
    for (const ReturnMove &move : std::as_const(plan.moves)) {
        const auto moved = std::find_if(entry.job.moves.cbegin(), entry.job.moves.cend(),
            [&](const JobMove &one) { return one.storage.text() == move.storage; });
        if (move.isBack || moved->to.text == move.from)
            continue;
        plan.stage = ReturnStage::Blocked;
        plan.reason = Text::tr("The storage %1 has gone on to %2 since: undo that job first.")
                          .arg(move.name, move.from);
        return;
    }
    if (entry.job.state == JobState::Undone) {
        plan.stage = ReturnStage::Ended;
        plan.job = entry.id();
        return;
    }
    plan.stage = stageOf(plan, cluster, ReturnStage::TakeBack);
}

} // namespace

ReturnPlan returnPlan(const ReturnOrder &order, const ClusterState &cluster, const StorageList &list,
    const QList<JobEntry> &jobs, const QList<PendingHost> &pending, const QString &lastJob)
{
    ReturnPlan plan;
    plan.order = order;
    const JobEntry *const unended = unendedOf(jobs);
    const JobEntry *const undone = jobById(jobs, order.job);
    if (order.isUndo() && !undone) {
        plan.stage = ReturnStage::Blocked;
        plan.reason = Text::tr("There is no job %1 in the cluster table any more.").arg(order.job.left(8));
        return plan;
    }
    if (unended && !isMine(order, *unended)) {
        plan.stage = ReturnStage::Blocked;
        plan.reason =
            Text::tr("Job %1 (%2) has not ended: one job at a time. Wait for it, or look at it on the "
                     "page Jobs.")
                .arg(unended->job.shortId(), jobTitle(unended->job));
        plan.job = unended->id();
        return plan;
    }
    if (order.isUndo())
        planUndo(plan, cluster, list, *undone);
    else
        planRestore(plan, cluster, list, jobs, pending, lastJob);
    // somebody is at the records: all that can be seen is how far
    const bool isAtRecords = unended && (!order.isUndo() || (unended->job.isUndo && unended->isProgressNow));
    if (isAtRecords && plan.stage != ReturnStage::Blocked) {
        plan.stage = ReturnStage::Records;
        plan.job = unended->id();
    }
    return plan;
}

Act returnAct(const ReturnPlan &plan, const QList<JobEntry> &jobs)
{
    QStringList names;
    QStringList owners;
    QStringList targets;
    for (const ReturnMove &move : plan.moves) {
        if (move.isBack)
            continue;
        names.append(move.name);
        owners.append(move.from);
        targets.append(move.to);
    }
    owners.removeDuplicates();
    targets.removeDuplicates();
    Act act;
    if (const JobEntry *const undone = jobById(jobs, plan.order.job)) {
        act = jobAct(JobVerb::Undo, *undone);
    } else {
        act.what = u"restore"_s;
        act.arguments = {{u"member"_s, plan.order.member}, {u"background"_s, true}};
        act.role = AdministratorRole::Administrator;
        act.danger = ActDanger::Destructive;
        targets = {plan.order.member};
    }
    if (plan.stage == ReturnStage::MoveDisk) {
        act.button =
            Text::tr("Ask %1 to confirm that it let go of %2").arg(namesText(owners), namesText(names));
        act.text =
            Text::tr("The storage is detached in the cluster table already. %1 is asked once more whether "
                     "it has let go. Nothing else changes, unless the disk is attached to %2 by then: it "
                     "is given back at once in that case.")
                .arg(namesText(owners), namesText(targets));
        act.takeBack.clear();
        act.danger = ActDanger::Asks;
    } else if (plan.stage == ReturnStage::LetGo) {
        act.button = Text::tr("Let go of %1 on %2").arg(namesText(names), namesText(owners));
        act.text =
            Text::tr("%1 ends the sessions of these accounts and lets go of %2 cleanly. From then on the "
                     "accounts are away (\"unavailable\", not \"wrong password\") until the disk is moved "
                     "and %3 has taken it; their mail waits. Nothing is lost.")
                .arg(namesText(owners), namesText(names), namesText(targets));
        act.takeBack =
            Text::tr("If you change your mind before the disk is moved, attach the storage to %1 again: "
                     "it is served there as before.")
                .arg(namesText(owners));
    } else if (plan.stage == ReturnStage::TakeBack) {
        act.button = names.isEmpty()
            ? Text::tr("Rewrite the remaining records")
            : Text::tr("Give %1 back to %2").arg(namesText(names), namesText(targets));
        act.text =
            Text::tr("%1 serves its accounts again at once, the waiting mail follows by itself, and the "
                     "directory records become what they were.")
                .arg(namesText(targets));
        act.takeBack = Text::tr("To take it back, reassign again.");
        act.danger = ActDanger::Asks;
    }
    return act;
}

QStringList membersAway(const ClusterState &cluster, const QList<PendingHost> &pending)
{
    QMap<QString, qint64> accounts;
    for (const PendingHost &host : pending) {
        if (host.accounts > 0)
            accounts[host.member] += host.accounts;
    }
    for (const StorageSummary &storage : cluster.storages) {
        if (storage.isStandIn)
            accounts[storage.home] += 0;
    }
    QStringList names = accounts.keys();
    std::stable_sort(names.begin(), names.end(),
        [&](const QString &a, const QString &b) { return accounts[a] > accounts[b]; });
    return names;
}

} // namespace homeport
