// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Carrying a record from one member to another and back.
#include "server/cluster/reassignmentplan.h"

namespace homeport {

namespace {

void addOnce(QList<MemberName> &names, const MemberName &name)
{
    if (!name.isEmpty() && !names.contains(name))
        names.append(name);
}

/// `oldHostServer` keeps the first home through any number of stand-ins, and goes when the record is home.
DirectoryEditor::HostChange carried(const AccountRecord &account, const StorageId &storage,
    const MemberName &target, const ClusterTable &table)
{
    DirectoryEditor::HostChange change;
    change.account = account;
    change.newHost = target;
    const MemberName original = account.oldHostServer.isEmpty() ? account.hostServer : account.oldHostServer;
    if (original != target)
        change.newOldHost = original;
    const Storage *const standard = table.defaultStorageOf(target);
    const bool isStandard = standard && standard->id == storage;
    if (!account.storage)
        change.storage = storage;
    else // what a job wrote because the record had none goes where it says nothing
        change.dropImpliedStorage = account.isStorageImplied && isStandard;
    return change;
}

/// Records that this job put there, not those that somebody made there with an LDAP tool.
bool mayGoBack(const Job &job, const JobMove &move, const AccountRecord &account, const ClusterTable &table)
{
    if (!account.oldHostServer.isEmpty() || job.kind == JobKind::Restore)
        return true;
    const Storage *const row = table.storage(move.storage);
    return !row || row->home == move.to; // it had gone home
}

QList<HostFilter> filtersOf(const Job &job, const ClusterTable &table)
{
    QList<HostFilter> filters;
    if (job.kind == JobKind::Restore && !job.isUndo) {
        HostFilter filter;
        filter.oldHostServer = job.to;
        filters.append(filter);
        return filters;
    }
    QList<MemberName> hosts;
    for (const JobMove &move : job.moves)
        addOnce(hosts, sourceOf(job, move));
    if (!job.isUndo) {
        const QList<Job> unfinished = unfinishedJobs(table, job.storages());
        for (const Job &other : unfinished) {
            for (const JobMove &move : other.moves) {
                if (other.id == job.id || !job.storages().contains(move.storage))
                    continue;
                addOnce(hosts, move.from);
                addOnce(hosts, move.to);
            }
        }
    }
    for (const MemberName &host : hosts) {
        HostFilter filter;
        filter.hostServer = host;
        filters.append(filter);
    }
    return filters;
}

} // namespace

const MemberName &targetOf(const Job &job, const JobMove &move) { return job.isUndo ? move.from : move.to; }
const MemberName &sourceOf(const Job &job, const JobMove &move) { return job.isUndo ? move.to : move.from; }

std::optional<StorageId> storageOf(const AccountRecord &account, const ClusterTable &table)
{
    if (account.storage)
        return account.storage;
    const Storage *const row = table.defaultStorageOf(account.hostServer);
    return row ? std::optional<StorageId>(row->id) : std::nullopt;
}

QList<Job> unfinishedJobs(const ClusterTable &table, const QList<StorageId> &storages)
{
    QList<Job> unfinished;
    for (const Job &job : table.jobs) {
        const bool hasLeft = job.state == JobState::Cancelled || job.state == JobState::Failed;
        const bool isTheirs = std::any_of(job.moves.begin(), job.moves.end(),
            [&storages](const JobMove &move) { return storages.contains(move.storage); });
        if (hasLeft && isTheirs)
            unfinished.append(job);
    }
    return unfinished;
}

RewritePlan planOf(const Job &job, const ClusterTable &table)
{
    RewritePlan plan;
    plan.filters = filtersOf(job, table);
    const auto inForce = std::make_shared<const ClusterTable>(table);
    plan.changeOf = [job, inForce](
                        const AccountRecord &account) -> std::optional<DirectoryEditor::HostChange> {
        const std::optional<StorageId> storage = storageOf(account, *inForce);
        if (!storage)
            return std::nullopt;
        for (const JobMove &move : job.moves) {
            if (move.storage != *storage)
                continue;
            const MemberName &target = targetOf(job, move);
            if (account.hostServer == target || (job.isUndo && !mayGoBack(job, move, account, *inForce)))
                return std::nullopt;
            return carried(account, *storage, target, *inForce);
        }
        return std::nullopt;
    };
    return plan;
}

} // namespace homeport
