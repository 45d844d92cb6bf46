// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The audit: one JSON line per change, on disk before the administrator has the answer.
#pragma once

#include "shared/base/task.h"
#include "shared/model/auditrecord.h"

#include <functional>

namespace homeport {

/// STATE/audit.log, appended only. Main thread.
class AuditLog
{
public:
    AuditLog(QString path, BlockingPool &pool)
        : m_path(std::move(path))
        , m_pool(pool)
    {
    }

    /// A line that a crash cut off is ended, so that the next one stands alone. Before anything is changed,
    /// so that nothing is changed that could not be written down. Blocks.
    Result<> open();
    /// Returns when the line is durable.
    Task<Result<>> write(AuditRecord record);
    /// The newest `count` that are wanted, oldest first; lines that cannot be read are left out. Looks at the
    /// last 64 MiB. Blocks; before the first write.
    Result<QList<AuditRecord>> newest(
        qsizetype count, const std::function<bool(const AuditRecord &)> &isWanted) const;

private:
    const QString m_path;
    BlockingPool &m_pool;
    Semaphore m_turn{1}; ///< lines stand in the order in which the changes ended
};

} // namespace homeport
