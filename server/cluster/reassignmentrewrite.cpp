// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Passes over the directory.
#include "server/cluster/reassignmentrewrite.h"

#include <QMap>
#include <vector>

namespace homeport {

namespace {

constexpr qsizetype errorsShown = 100;
constexpr int countPage = 1000;

struct Pass
{
    qint64 found = 0; ///< records that needed the change
    qint64 moved = 0;
    QMap<QByteArray, QString> failures; ///< what is left and why
};

QList<DirectoryEditor::HostChange> changesOf(const DirectoryPage &page, const RewritePlan &plan)
{
    QList<DirectoryEditor::HostChange> changes;
    for (const DirectoryEntry &entry : page.entries) {
        const auto *const account = std::get_if<AccountRecord>(&entry.record);
        if (!account)
            continue;
        if (const std::optional<DirectoryEditor::HostChange> change = plan.changeOf(*account))
            changes.append(*change);
    }
    return changes;
}

/// One page's changes, at most `inFlight` at a time.
Task<> swapAll(DirectoryEditor &directory, QList<DirectoryEditor::HostChange> changes, int inFlight,
    std::shared_ptr<Pass> pass)
{
    for (qsizetype start = 0; start < changes.size(); start += inFlight) {
        const QList<DirectoryEditor::HostChange> some = changes.mid(start, inFlight);
        std::vector<Task<Result<bool>>> tasks;
        for (const DirectoryEditor::HostChange &change : some)
            tasks.push_back(directory.swapHost(change));
        for (size_t i = 0; i < tasks.size(); ++i) {
            const Result<bool> swapped = co_await tasks[i];
            const QByteArray address = some[qsizetype(i)].account.address.text();
            ++pass->found;
            if (swapped && *swapped)
                ++pass->moved;
            else // changed by somebody: the next search reads it again
                pass->failures.insert(address,
                    swapped ? QStringLiteral("changed by somebody else meanwhile") : swapped.error().forLog);
        }
    }
}

Task<Result<>> onePass(DirectoryEditor &directory, std::shared_ptr<const RewritePlan> plan,
    RewriteLimits limits, std::shared_ptr<Pass> pass, std::function<void(qint64)> progress)
{
    QByteArray after;
    do {
        const Result<DirectoryPage> page = co_await directory.list(plan->filter, limits.pageSize, after);
        if (!page)
            co_return fail(page.error());
        const QList<DirectoryEditor::HostChange> changes = changesOf(*page, *plan);
        co_await swapAll(directory, changes, limits.inFlight, pass);
        progress(pass->moved);
        after = page->next;
    } while (!after.isEmpty());
    co_return Result<>{};
}

} // namespace

Task<Result<qint64>> countAccounts(DirectoryEditor &directory, RewritePlan plan)
{
    qint64 count = 0;
    QByteArray after;
    do {
        const Result<DirectoryPage> page = co_await directory.list(plan.filter, countPage, after);
        if (!page)
            co_return fail(page.error());
        count += changesOf(*page, plan).size();
        after = page->next;
    } while (!after.isEmpty());
    co_return count;
}

Task<RewriteOutcome> rewriteAccounts(DirectoryEditor &directory, RewritePlan plan, RewriteLimits limits,
    std::function<void(qint64 rewritten)> progress)
{
    const auto shared = std::make_shared<const RewritePlan>(std::move(plan));
    RewriteOutcome outcome;
    int idlePasses = 0;
    int failedSearches = 0;
    for (;;) {
        const auto pass = std::make_shared<Pass>();
        std::function<void(qint64)> tell = [&outcome, &progress](
                                               qint64 moved) { progress(outcome.rewritten + moved); };
        const Result<> searched = co_await onePass(directory, shared, limits, pass, tell);
        outcome.rewritten += pass->moved;
        outcome.failed = pass->failures.size();
        outcome.errors.clear();
        for (auto it = pass->failures.cbegin();
             it != pass->failures.cend() && outcome.errors.size() < errorsShown; ++it)
            outcome.errors.append(QString::fromUtf8(it.key()) + QStringLiteral(": ") + it.value());
        if (!searched) {
            if (++failedSearches >= limits.searches || !searched.error().isTemporary()) {
                outcome.stopped = searched.error();
                co_return outcome;
            }
            co_await sleepFor(limits.pause);
            continue;
        }
        failedSearches = 0;
        if (pass->found == 0) // a clean, empty search is the end
            co_return outcome;
        idlePasses = pass->moved > 0 ? 0 : idlePasses + 1;
        if (idlePasses >= limits.passesWithoutProgress)
            co_return outcome;
    }
}

} // namespace homeport
