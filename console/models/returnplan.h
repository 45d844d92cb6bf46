// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Giving storages back, by restore or by undoing a job: where things stand, whoever began it and when, and
// what comes next.
#pragma once

#include "console/models/jobmodel.h"
#include "console/models/storagelabel.h"

namespace homeport {

/// Restore everything of a member, or undo one job.
struct ReturnOrder
{
    QString member; ///< restore: the home
    QString job; ///< undo: its id

    bool isUndo() const { return !job.isEmpty(); }
    bool operator==(const ReturnOrder &) const = default;
};

/// A storage on its way back.
struct ReturnMove
{
    QString storage;
    QString name;
    QString from; ///< who has it now
    QString to;
    bool isBack = false;
    bool isDetached = false;
    bool isAttached = false; ///< to the one that shall have it
    QString path; ///< where it lies at `from`, when that is known
    bool operator==(const ReturnMove &) const = default;
};

enum class ReturnStage {
    Nothing, ///< all is where it belongs
    Blocked, ///< another job, or what the reason says
    StartTarget, ///< who shall have it does not answer
    LetGo, ///< some are served by who has them
    MoveDisk, ///< all are let go; some disks are not attached yet
    TakeBack, ///< all are attached, or only records are left
    Records, ///< the job is there: running, paused, failed, lost
    Ended,
};

struct ReturnPlan
{
    ReturnOrder order;
    QList<ReturnMove> moves;
    ReturnStage stage = ReturnStage::Nothing;
    QString reason; ///< of Nothing, Blocked and StartTarget
    QString job; ///< the job to be followed, from Records on
    bool operator==(const ReturnPlan &) const = default;
};

/// `lastJob`: of an earlier look of the same guide, so that its end is told from "nothing was ever away".
ReturnPlan returnPlan(const ReturnOrder &order, const ClusterState &cluster, const StorageList &list,
    const QList<JobEntry> &jobs, const QList<PendingHost> &pending, const QString &lastJob = {});

/// The same call in each of its steps: it does what can be done now.
Act returnAct(const ReturnPlan &plan, const QList<JobEntry> &jobs);

/// Members that have something away from home, the most accounts first.
QStringList membersAway(const ClusterState &cluster, const QList<PendingHost> &pending);

} // namespace homeport
