// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The changing requests that run here now.
#pragma once

#include "shared/model/auditrecord.h"

#include <QMap>
#include <memory>

namespace homeport {

/// Main thread.
class RunningTasks
{
public:
    /// The task is listed as long as its place lives.
    using Place = std::shared_ptr<void>;
    Place begin(TaskRow task);
    QList<TaskRow> rows() const { return m_rows->values(); } ///< oldest first

private:
    using Rows = QMap<quint64, TaskRow>;
    const std::shared_ptr<Rows> m_rows = std::make_shared<Rows>(); ///< requests may outlive this
    quint64 m_next = 1;
};

inline RunningTasks::Place RunningTasks::begin(TaskRow task)
{
    const quint64 number = m_next++;
    m_rows->insert(number, std::move(task));
    return Place(nullptr, [rows = m_rows, number](void *) { rows->remove(number); });
}

} // namespace homeport
