// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Passes over the directory, the next page being read while one is written.
#include "server/cluster/reassignmentrewrite.h"

#include "server/cluster/log.h"

#include <QMap>
#include <optional>

namespace homeport {

namespace {

constexpr qsizetype entriesShown = 100;

struct Pass
{
    qint64 found = 0; ///< records that needed the change
    qint64 moved = 0;
    QMap<QByteArray, QString> failures; ///< what is left and why
    QMap<QByteArray, bool> damaged; ///< an entry may match two filters
    std::optional<Error> trouble; ///< the directory went away
    std::optional<RewriteEnd> end;
};

struct Work
{
    std::shared_ptr<HostRewriter> rewriter;
    RewritePlan plan;
    quint64 fence = 0;
    RewriteLimits limits;
    RewriteCalls calls;
    qint64 before = 0; ///< rewritten by former passes
};

QList<DirectoryEditor::HostChange> changesOf(const AccountPage &page, const RewritePlan &plan)
{
    QList<DirectoryEditor::HostChange> changes;
    for (const AccountRecord &account : page.accounts) {
        if (const std::optional<DirectoryEditor::HostChange> change = plan.changeOf(account))
            changes.append(*change);
    }
    return changes;
}

/// True when the pass may go on.
Task<bool> swapBatch(
    std::shared_ptr<const Work> work, QList<DirectoryEditor::HostChange> changes, std::shared_ptr<Pass> pass)
{
    pass->found += changes.size();
    if (!changes.isEmpty()) {
        const SwapOutcome outcome = co_await work->rewriter->swapHosts(changes, work->fence);
        if (outcome.isFencedOff) {
            pass->end = RewriteEnd::FencedOff;
            co_return false;
        }
        pass->moved += outcome.swapped;
        for (const Address &lost : outcome.lost) // the next search reads it again
            pass->failures.insert(lost.text(), QStringLiteral("changed by somebody else meanwhile"));
        for (const auto &[address, error] : outcome.failed)
            pass->failures.insert(
                address.text(), error.forLog.isEmpty() ? QString::fromUtf8(error.forPeer) : error.forLog);
        work->calls.progress(work->before + pass->moved);
        if (outcome.stopped) {
            pass->trouble = outcome.stopped;
            co_return false;
        }
    }
    if (!work->calls.mayGoOn()) {
        pass->end = RewriteEnd::Halted;
        co_return false;
    }
    co_return true;
}

Task<bool> oneFilter(std::shared_ptr<const Work> work, HostFilter filter, std::shared_ptr<Pass> pass)
{
    const int limit = work->limits.batch;
    Result<AccountPage> page = co_await work->rewriter->accounts(filter, limit, QByteArray());
    for (;;) {
        if (!page) {
            pass->trouble = page.error();
            co_return false;
        }
        for (const QByteArray &damaged : page->damaged)
            pass->damaged.insert(damaged, true);
        std::optional<Task<Result<AccountPage>>> following;
        if (!page->next.isEmpty())
            following.emplace(work->rewriter->accounts(filter, limit, page->next));
        const QList<DirectoryEditor::HostChange> changes = changesOf(*page, work->plan);
        const bool goesOn = co_await swapBatch(work, changes, pass);
        if (!following)
            co_return goesOn;
        page = co_await *following; // in every case: the rewriter ends behind its last call
        if (!goesOn)
            co_return false;
    }
}

Task<> onePass(std::shared_ptr<const Work> work, std::shared_ptr<Pass> pass)
{
    for (const HostFilter &filter : work->plan.filters) {
        const bool goesOn = co_await oneFilter(work, filter, pass);
        if (!goesOn)
            co_return;
    }
}

void take(RewriteOutcome &outcome, const Pass &pass)
{
    outcome.rewritten += pass.moved;
    outcome.failed = pass.failures.size();
    outcome.errors.clear();
    for (auto it = pass.failures.cbegin(); it != pass.failures.cend() && outcome.errors.size() < entriesShown;
         ++it)
        outcome.errors.append(QString::fromUtf8(it.key()) + QStringLiteral(": ") + it.value());
    outcome.damaged = pass.damaged.size();
    outcome.damagedEntries.clear();
    for (auto it = pass.damaged.cbegin();
         it != pass.damaged.cend() && outcome.damagedEntries.size() < entriesShown; ++it)
        outcome.damagedEntries.append(QString::fromUtf8(it.key()));
}

} // namespace

Task<RewriteOutcome> rewriteAccounts(std::shared_ptr<HostRewriter> rewriter, RewritePlan plan, quint64 fence,
    RewriteLimits limits, RewriteCalls calls)
{
    const auto work = std::make_shared<Work>();
    work->rewriter = std::move(rewriter);
    work->plan = std::move(plan);
    work->fence = fence;
    work->limits = limits;
    work->calls = std::move(calls);
    RewriteOutcome outcome;
    int idlePasses = 0;
    int failures = 0;
    for (;;) {
        const auto pass = std::make_shared<Pass>();
        work->before = outcome.rewritten;
        co_await onePass(work, pass);
        take(outcome, *pass);
        if (pass->end) {
            outcome.end = *pass->end;
            co_return outcome;
        }
        if (pass->trouble) {
            failures = pass->moved > 0 ? 1 : failures + 1;
            qCWarning(lcCluster) << Event("rewriting_interrupted")
                                        .with("rewritten", outcome.rewritten)
                                        .with("failures", failures)
                                        .why(*pass->trouble);
            if (failures >= limits.failuresInARow || !pass->trouble->isTemporary()) {
                outcome.end = RewriteEnd::DirectoryAway;
                outcome.why = pass->trouble;
                co_return outcome;
            }
            co_await sleepFor(limits.pause);
            if (!work->calls.mayGoOn()) {
                outcome.end = RewriteEnd::Halted;
                co_return outcome;
            }
            continue;
        }
        failures = 0;
        if (pass->found == 0) // a clean, empty search is the end
            co_return outcome;
        idlePasses = pass->moved > 0 ? 0 : idlePasses + 1;
        if (idlePasses >= limits.passesWithoutProgress) {
            outcome.end = RewriteEnd::Left;
            co_return outcome;
        }
    }
}

Task<Result<AccountCount>> countAccounts(std::shared_ptr<HostRewriter> rewriter, RewritePlan plan,
    ClusterTable table, int page, std::function<bool()> mayGoOn)
{
    AccountCount count;
    QMap<QByteArray, bool> damaged;
    for (const HostFilter &filter : plan.filters) {
        QByteArray after;
        do {
            const Result<AccountPage> read = co_await rewriter->accounts(filter, page, after);
            if (!read)
                co_return fail(read.error());
            for (const DirectoryEditor::HostChange &change : changesOf(*read, plan)) {
                ++count.accounts;
                ++count.ofStorage[storageOf(change.account, table).value_or(StorageId{})];
            }
            for (const QByteArray &entry : read->damaged)
                damaged.insert(entry, true);
            after = read->next;
            if (!after.isEmpty() && !mayGoOn())
                co_return fail(Error::temporary("counting was ended"));
        } while (!after.isEmpty());
    }
    count.damaged = damaged.size();
    for (auto it = damaged.cbegin(); it != damaged.cend() && count.damagedEntries.size() < entriesShown; ++it)
        count.damagedEntries.append(QString::fromUtf8(it.key()));
    co_return count;
}

} // namespace homeport
