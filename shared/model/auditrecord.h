// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What was changed by whom, as the audit keeps it, and what is being changed now.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>

namespace homeport {

/// One change. A line of the audit is its JSON.
struct AuditRecord
{
    MemberName member; ///< whose audit it stands in; empty in the file itself
    QDateTime time; ///< of its end
    QString who;
    QString from;
    QString what;
    QJsonObject arguments; ///< without secrets
    RequestId request;
    int status = 200;
    QString error; ///< empty when it was done
    QString proof; ///< what was stated or shown: that an old owner is fenced; empty: nothing was needed
    std::optional<qint64> recipients = {}; ///< queued recipients for which it was done; none: not about mail
    qint64 durationMs = 0;
    bool operator==(const AuditRecord &) const = default;
};

/// A changing request that has not ended.
struct TaskRow
{
    MemberName member; ///< which keeper runs it
    RequestId request;
    QString who;
    QString from;
    QString what;
    QJsonObject arguments; ///< without secrets
    QDateTime started;
    bool operator==(const TaskRow &) const = default;
};

QJsonObject toJson(const AuditRecord &record);
Result<AuditRecord> auditRecordFromJson(const QJsonObject &json);
QJsonObject toJson(const TaskRow &task);
Result<TaskRow> taskRowFromJson(const QJsonObject &json);

} // namespace homeport
