// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the reassignment wizard decides: sources and targets with reasons, what must be attached and vouched
// for, and the order that comes of it. Without a widget.
#pragma once

#include "console/models/act.h"
#include "console/models/clusterstate.h"
#include "console/models/preflight.h"
#include "console/models/storagelabel.h"

namespace homeport {

/// What the console knows at this moment.
struct ReassignWorld
{
    ClusterState cluster;
    StorageList storages;
    LanesState lanes;
    QDateTime now;
};

/// It may still write to its disks: somebody reaches it.
bool answers(const MemberState &member);

/// A member with all that it serves, or one storage of it.
struct SourceChoice
{
    QString member;
    QString storage; ///< id; empty: all that it serves
    QString title; ///< "back2.example.net", or "only archive"
    StateWord state;
    QDateTime since;
    QStringList storages; ///< names
    qint64 accounts = -1; ///< as last known; -1: not known
    qint64 waiting = 0; ///< messages for these storages
    bool isAnswering = false;
    bool isSuggested = false;
    QString reason; ///< why it is, or is not, one to be given away

    QString key() const { return storage.isEmpty() ? member : member + u'/' + storage; }
    bool operator==(const SourceChoice &) const = default;
};

/// What is down comes first, the most accounts first.
QList<SourceChoice> sourceChoices(const ReassignWorld &world);
/// Key of the first suggested one; empty: nothing is down.
QString suggestedSource(const QList<SourceChoice> &choices);

enum class Fitness { Good, Possible, Impossible };

struct TargetCandidate
{
    QString member;
    Fitness fitness = Fitness::Impossible;
    bool isAttached = false; ///< to all storages that are asked for
    bool isHome = false; ///< of one of them
    qint64 freeBytes = -1;
    qint64 accounts = 0; ///< that it serves now
    QString reason;
    bool operator==(const TargetCandidate &) const = default;
};

StateWord fitnessWord(Fitness fitness);

/// All members but the owner, the best first. `storages` go there together.
QList<TargetCandidate> targetCandidates(const ReassignWorld &world, const QList<StorageRow> &storages);

struct ReassignPlan
{
    QString member; ///< the source
    QString storage; ///< id of the one storage; empty: all
    QMap<QString, QString> targets; ///< member by id of storage
    QStringList without; ///< members that are not asked: the administrator answers for them

    void setSource(const SourceChoice &choice);
    QList<StorageRow> storages(const StorageList &list) const;
    /// Fills in the best target wherever none is chosen or the chosen one is none any more.
    void suggestTargets(const ReassignWorld &world);
    /// Empty: each storage has a target that can take it.
    QString whyNoTarget(const ReassignWorld &world) const;
    bool operator==(const ReassignPlan &) const = default;
};

/// What a storage needs before its target can take it over.
enum class AttachNeed {
    Nothing, ///< attached
    LetGo, ///< its owner answers and serves it: detach it first
    Attach,
};
AttachNeed attachNeed(const ReassignWorld &world, const StorageRow &storage, const QString &target);
/// Empty: all storages are attached to their targets.
QString whyNotAttached(const ReassignWorld &world, const ReassignPlan &plan);

/// A member that cannot be asked whether it still reaches the source.
struct LeaveOutChoice
{
    QString member;
    QString risk;
    bool isChosen = false;
    bool operator==(const LeaveOutChoice &) const = default;
};
QList<LeaveOutChoice> leaveOutChoices(const Preflight &preflight, const ReassignPlan &plan);

enum class OrderMode { DryRun, Run };
QJsonObject reassignArguments(const ReassignPlan &plan, const StorageList &list, OrderMode mode);
Act reassignAct(const ReassignPlan &plan, const ReassignWorld &world, const Preflight &preflight);

/// "back2", "back2 and archive", "back2, archive and 3 more".
QString namesText(const QStringList &names);
/// "10,211 accounts"; without a number "accounts, not counted".
QString accountsText(std::optional<qint64> accounts);

} // namespace homeport
