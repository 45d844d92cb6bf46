// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A reassignment or restore: a job whose record stands in the cluster table.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>

namespace homeport {

enum class JobKind { Reassign, Restore };
enum class JobPhase { Ownership, Rewrite, Done, Cancelled, Failed };

struct Job
{
    JobId id;
    JobKind kind = JobKind::Reassign;
    JobPhase phase = JobPhase::Ownership;
    MemberName from; ///< reassign: the lost host server; restore: the stand-in
    MemberName to;
    QList<StorageId> storages;
    MemberName runner; ///< the keeper that runs it
    QString author;
    QDateTime started;
    quint64 fence =
        0; ///< swapped first in the directory, so that a paused runner cannot commit after an undo
    QString error;
    bool isRunning() const { return phase == JobPhase::Ownership || phase == JobPhase::Rewrite; }
    bool operator==(const Job &) const = default;
};

QString toText(JobKind kind);
QString toText(JobPhase phase);
QJsonObject toJson(const Job &job);
Result<Job> jobFromJson(const QJsonObject &json);

} // namespace homeport
