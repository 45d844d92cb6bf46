// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the console knows of the cluster as a whole: the answers of status, queue.lanes, job.show and
// account.pending (resources/docs/admin-api) as plain values.
#pragma once

#include "console/models/severity.h"
#include "shared/model/job.h"
#include "shared/model/lane.h"
#include "shared/model/status.h"

#include <QMap>

#include <optional>

namespace homeport {

/// How one member sees another.
struct SeenBy
{
    QString member;
    QString state;
    QDateTime since;
    QString lastError;
    bool operator==(const SeenBy &) const = default;
};

struct MemberState
{
    QString name;
    bool isReachable = false; ///< by the keeper that was asked
    QString error; ///< why it is not
    QString observed; ///< "up", "degraded", "down", "unknown", "missing"
    QDateTime observedSince;
    QStringList reasons;
    QList<SeenBy> seenBy;
    QString administrativeState; ///< "ready", "draining", "withdrawn"
    QStringList rights;
    /// Of this moment, or the last one known when it is not reachable (then lastSeen says when).
    std::optional<MemberStatus> status;
    QDateTime lastSeen;
    qint64 messagesPerMinute = 0;
    QMap<QString, qint64> sessionsByService;

    bool isBackend() const { return rights.contains(QStringLiteral("store")); }
    bool isKeeper() const { return rights.contains(QStringLiteral("keeper")); }
    qint64 accounts() const;
    qint64 freeBytes() const; ///< the least of its storages; -1: none known
    bool operator==(const MemberState &) const = default;
};

/// A storage row and whether its owner serves it.
struct StorageSummary
{
    QString id;
    QString name;
    QString home;
    QString owner;
    QString state; ///< "served", "detached"
    quint64 epoch = 0;
    bool isServed = false;
    bool isStandIn = false;
    bool isDefault = false;
    bool operator==(const StorageSummary &) const = default;
};

struct ClusterState
{
    QDateTime time; ///< of the keeper's clock
    QString health; ///< "healthy", "degraded", "critical"
    QStringList problems;
    QStringList advice;
    QList<MemberState> members;
    QList<StorageSummary> storages;
    TableRevision table;
    QString answeredBy;
    bool isWholeCluster = false;
    bool isSimulated = false; ///< the cluster of --demo

    const MemberState *member(const QString &name) const;
    QList<StorageSummary> storagesOf(const QString &owner) const;
    bool operator==(const ClusterState &) const = default;
};

struct JobProgress
{
    QString text;
    qint64 rewritten = 0;
    std::optional<qint64> total;
    qint64 rate = 0; ///< records per second
    std::optional<qint64> remainingSeconds;
    qint64 seconds = 0;
    std::optional<qint64> servedAfterMs; ///< access is back
    bool operator==(const JobProgress &) const = default;
};

/// A job row with the names of its storages.
struct JobRow
{
    Job job;
    QStringList storageNames;
    bool operator==(const JobRow &) const = default;
};

struct JobsState
{
    QList<JobRow> jobs; ///< newest last, as the table has them
    std::optional<JobRow> running;
    std::optional<JobProgress> progress;
    QString text; ///< what to do when nobody runs it
    bool operator==(const JobsState &) const = default;
};

struct LanesState
{
    QList<Lane> lanes;
    QStringList unreachable; ///< "front2.example.net: why"
    bool operator==(const LanesState &) const = default;
};

/// Accounts that are away from home.
struct PendingHost
{
    QString member; ///< their home
    qint64 accounts = 0;
    bool isMore = false; ///< `accounts` is a lower bound
    bool operator==(const PendingHost &) const = default;
};

Result<ClusterState> clusterStateFromJson(const QJsonObject &json);
Result<JobsState> jobsStateFromJson(const QJsonObject &json);
Result<LanesState> lanesStateFromJson(const QJsonObject &json);
Result<QList<PendingHost>> pendingHostsFromJson(const QJsonObject &json);
/// "front2.example.net: why" of each element of "unreachable".
QStringList unreachableFromJson(const QJsonObject &json);

/// The word of `observed` and how bad it is.
StateWord observedWord(const QString &observed);
StateWord administrativeWord(const QString &state);
/// Served at home, by a stand-in, detached, not served.
StateWord storageWord(const StorageSummary &storage);
StateWord laneWord(const QString &state);
StateWord jobWord(JobState state);

} // namespace homeport
