// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One run of a job on this keeper: what it knows of itself and what it has come to.
#pragma once

#include "server/cluster/reassignmentrewrite.h"

#include <QJsonArray>

namespace homeport {

/// A job may have several runs, on several keepers, one after another; each has a fence of its own.
struct JobRun
{
    Job job; ///< as this run published it
    QString author; ///< of this run
    qint64 begunMs = 0; ///< monotonic: the administrator's "go"
    qint64 rewritingMs = 0; ///< monotonic: the first batch; 0: not yet
    qint64 total = -1; ///< accounts; -1: not known
    qint64 rewritten = 0;
    std::optional<qint64> servedMs; ///< from "go" until every storage was served by its new owner
    QStringList unserved; ///< names, when the patience for that was over
    QString text; ///< what it does now
    QStringList warnings;
    std::shared_ptr<JobRun> before; ///< has to end first
    bool mustStop = false; ///< paused, cancelled, taken over, or the daemon ends
    OneShot<bool> served; ///< the wait for service has ended
    std::optional<Result<QJsonObject>> outcome;
    Signal ended;

    /// done, total, rate, remaining (protocol.md 1.11)
    QJsonObject progress(qint64 nowMs) const;
};

} // namespace homeport
