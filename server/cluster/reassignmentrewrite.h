// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rewrite phase of a job: batches behind a fence, passes until a search finds none
// (design.md §5 "Reassignment", 3).
#pragma once

#include "server/cluster/reassignmentplan.h"
#include "server/ports/hostrewriter.h"

#include <QHash>

namespace homeport {

struct RewriteLimits
{
    int batch = 4000; ///< accounts a page and a transaction
    int passesWithoutProgress = 3; ///< then the rest is reported
    int failuresInARow = 12; ///< searches or batches, then the directory is given up
    std::chrono::milliseconds pause = 5s; ///< after each of those
};

enum class RewriteEnd {
    Clean, ///< a complete search found nothing more to change
    Left, ///< some records cannot be changed
    DirectoryAway,
    FencedOff, ///< a newer runner is at work: nothing more may be written, anywhere
    Halted, ///< `mayGoOn` said no
};

struct RewriteOutcome
{
    RewriteEnd end = RewriteEnd::Clean;
    qint64 rewritten = 0;
    qint64 failed = 0; ///< records that still need the change
    QStringList errors; ///< "address: why", the first 100
    qint64 damaged = 0; ///< records that match and cannot be read
    QStringList damagedEntries; ///< "dn: why", the first 100
    std::optional<Error> why; ///< DirectoryAway
};

struct RewriteCalls
{
    std::function<void(qint64 rewritten)> progress;
    std::function<bool()> mayGoOn; ///< asked behind every batch
};

/// Progress is computed by searching, never stored: may be run again at any time. The fence was raised to
/// `fence` before.
Task<RewriteOutcome> rewriteAccounts(std::shared_ptr<HostRewriter> rewriter, RewritePlan plan, quint64 fence,
    RewriteLimits limits, RewriteCalls calls);

struct AccountCount
{
    qint64 accounts = 0;
    QHash<StorageId, qint64> ofStorage;
    qint64 damaged = 0;
    QStringList damagedEntries; ///< the first 100
};

/// How many accounts the plan changes now. `mayGoOn` is asked behind every page; false ends it with
/// Temporary.
Task<Result<AccountCount>> countAccounts(std::shared_ptr<HostRewriter> rewriter, RewritePlan plan,
    ClusterTable table, int page, std::function<bool()> mayGoOn);

} // namespace homeport
