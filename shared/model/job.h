// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A reassignment or restore: a job whose record stands in the cluster table.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace homeport {

enum class JobKind { Reassign, Restore };

/// Ownership changes in the revision that makes the job; what states tell about is the records.
enum class JobState {
    Running,
    Paused,
    Undoing, ///< everything goes back to what it was; perhaps waiting for the administrator to move a disk
    Done,
    Cancelled, ///< rewriting was stopped for good; storages stay where the job put them
    Undone,
    Failed, ///< some records could not be rewritten: may be resumed
};

/// One storage of a job.
struct JobMove
{
    StorageId storage;
    MemberName from; ///< its owner before the job
    MemberName to;
    bool operator==(const JobMove &) const = default;
};

struct Job
{
    JobId id;
    JobKind kind = JobKind::Reassign;
    JobState state = JobState::Running;
    bool isUndo = false; ///< it goes back, also while paused, cancelled or failed
    MemberName from; ///< reassign: the lost host server; restore: the (first) stand-in
    MemberName to; ///< the target of most storages; restore: the home
    QList<JobMove> moves;
    MemberName runner; ///< the keeper that runs it
    QString author;
    RequestId request; ///< of the admin API: sent twice, it is one job
    QDateTime started;
    quint64 fence =
        0; ///< swapped first in the directory, so that a paused runner cannot commit after an undo
    QString error;
    QStringList warnings;
    /// It has not ended: no other job may start.
    bool isRunning() const;
    QList<StorageId> storages() const;
    /// The first eight digits of the id: what people type.
    QString shortId() const { return id.text().left(8); }
    bool operator==(const Job &) const = default;
};

QString toText(JobKind kind);
QString toText(JobState state);
QJsonObject toJson(const Job &job);
/// Reads jobs of the first format too, which had no moves and a `phase` in place of the state.
Result<Job> jobFromJson(const QJsonObject &json);

} // namespace homeport
