// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The acts of this console, and the changes that others run in the cluster now.
#pragma once

#include "console/models/act.h"
#include "console/models/rowmodel.h"
#include "shared/model/auditrecord.h"

namespace homeport {

struct TaskEntry
{
    QString request;
    QString title; ///< "Drain back1", or the verb of somebody else's
    QString who;
    QString member; ///< the keeper that runs it; empty: not told
    QString command;
    QDateTime started;
    QDateTime ended;
    ActState state = ActState::Running;
    QString result;
    qint64 shownSeconds = 0; ///< how long it has been running when this was made
    bool operator==(const TaskEntry &) const = default;
};

struct TaskList
{
    QList<TaskRow> tasks;
    QStringList unreachable;
};

Result<TaskList> taskListFromJson(const QJsonObject &json);
StateWord taskWord(ActState state);
/// Newest first; a request that both know of stands there once.
QList<TaskEntry> taskEntries(
    const QList<ActRecord> &records, const QList<TaskRow> &tasks, const QDateTime &now);

/// Follows the acts by itself; refresh() asks the cluster. GUI thread.
class TaskModel : public RowModel<TaskEntry>
{
    Q_OBJECT

public:
    explicit TaskModel(ActRunner &acts, QObject *parent = nullptr);

    void refresh();
    int runningCount() const;
    QString problem() const { return m_problem; }

Q_SIGNALS:
    void changed();

private:
    Task<> ask();
    void showEntries();

    ActRunner &m_acts;
    QList<TaskRow> m_tasks;
    QString m_problem;
    bool m_isAsking = false;
};

} // namespace homeport
