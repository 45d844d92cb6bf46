// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Mending: each finding is looked at again before anything is changed.
#include "server/admin/reconciliation.h"

namespace homeport {

namespace {

constexpr qsizetype mendsAtOnce = 16;

QString text(const Address &address) { return QString::fromUtf8(address.text()); }

} // namespace

Task<> Reconciliation::mendAll()
{
    QList<qsizetype> wanted;
    const QList<Finding> &all = m_comparison->findings();
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (m_options.mend.contains(all[i].kind) && isWanted(all[i].storage))
            wanted.append(i);
    }
    for (qsizetype begin = 0; begin < wanted.size(); begin += mendsAtOnce) {
        const QList<qsizetype> some = wanted.mid(begin, mendsAtOnce);
        std::vector<Task<Mend>> tasks;
        for (const qsizetype i : some)
            tasks.push_back(mend(all[i]));
        for (qsizetype k = 0; k < some.size(); ++k) {
            const Mend done = co_await tasks[size_t(k)];
            m_mends.insert(some[k], done);
            m_mended += done.isDone;
        }
    }
}

Task<Reconciliation::Mend> Reconciliation::mend(Finding finding)
{
    const ClusterTable table = m_world.table();
    if (table.runningJob())
        co_return Mend{false, QStringLiteral("a job has begun meanwhile")};
    const Result<Address> address = parseAddress(finding.address);
    if (!address)
        co_return Mend{false, QStringLiteral("its address cannot be read")};
    const Lookup<DirectoryEntry> lookup = co_await m_world.keeper().directory.show(address->normalised());
    if (const auto *const unknown = std::get_if<Unknown>(&lookup))
        co_return Mend{false, textForAdministrator(unknown->why)};
    const auto *const entry = std::get_if<DirectoryEntry>(&lookup);
    const auto *const record = entry ? std::get_if<AccountRecord>(&entry->record) : nullptr;
    Mend done;
    if (finding.kind == FindingKind::Orphan) {
        if (record)
            co_return Mend{false, QStringLiteral("it has a record now")};
        done = co_await moveAway(finding);
        co_return done;
    }
    if (!record)
        co_return Mend{false, QStringLiteral("its record has gone")};
    if (finding.kind == FindingKind::NoMailbox)
        done = co_await makeFolder(finding, *record);
    else
        done = co_await setHost(*record);
    co_return done;
}

Task<Reconciliation::Mend> Reconciliation::makeFolder(Finding finding, AccountRecord record)
{
    const ClusterTable table = m_world.table();
    const Storage *const row =
        record.storage ? table.storage(*record.storage) : table.defaultStorageOf(record.hostServer);
    if (!row || row->id != finding.storage || record.id != finding.id)
        co_return Mend{false, QStringLiteral("its record has changed meanwhile")};
    if (!m_world.ports.cluster.isServed(row->id))
        co_return Mend{false, QStringLiteral("nobody serves its storage now")};
    const QJsonObject folder{{QStringLiteral("id"), record.id.text()},
        {QStringLiteral("address"), text(record.address)}, {QStringLiteral("storage"), row->id.text()}};
    const MemberName owner = row->owner;
    const Result<QJsonObject> made =
        co_await m_world.ask(owner, QStringLiteral("account.create"), folder, AdminWorld::longPatience);
    co_return Mend{made.has_value(), made ? QString() : textForAdministrator(made.error())};
}

/// The owner checks the id again, and keeps the folder for 30 days.
Task<Reconciliation::Mend> Reconciliation::moveAway(Finding finding)
{
    if (!finding.id)
        co_return Mend{false, QStringLiteral("it has no id: import the account, or remove it by hand")};
    if (finding.ageSeconds < m_options.minAge)
        co_return Mend{false,
            QStringLiteral("it is only %1 s old and may be an account that is being made (--min-age)")
                .arg(finding.ageSeconds)};
    const ClusterTable table = m_world.table();
    const Storage *const row = table.storage(finding.storage.value_or(StorageId{}));
    if (!row || !m_world.ports.cluster.isServed(row->id))
        co_return Mend{false, QStringLiteral("nobody serves its storage now")};
    const QJsonObject folder{{QStringLiteral("id"), finding.id->text()},
        {QStringLiteral("address"), QString::fromUtf8(finding.address)},
        {QStringLiteral("storage"), row->id.text()}};
    const MemberName owner = row->owner;
    const Result<QJsonObject> moved =
        co_await m_world.ask(owner, QStringLiteral("account.delete"), folder, AdminWorld::longPatience);
    co_return Mend{moved.has_value(), moved ? QString() : textForAdministrator(moved.error())};
}

/// As a reassignment writes it (design.md §5 "Reassignment", 3 and 4).
Task<Reconciliation::Mend> Reconciliation::setHost(AccountRecord record)
{
    const ClusterTable table = m_world.table();
    const Storage *const row =
        record.storage ? table.storage(*record.storage) : table.defaultStorageOf(record.hostServer);
    if (!row)
        co_return Mend{false, QStringLiteral("its storage is not in the cluster table")};
    if (row->owner == record.hostServer)
        co_return Mend{true, {}};
    DirectoryEditor::HostChange change;
    change.account = record;
    change.newHost = row->owner;
    change.storage = row->id;
    const bool isHome = row->owner == row->home;
    if (!isHome) // the first host, never overwritten by a second failover
        change.newOldHost = record.oldHostServer.isEmpty() ? row->home : record.oldHostServer;
    change.dropImpliedStorage = isHome && record.isStorageImplied;
    const Result<bool> swapped = co_await m_world.keeper().directory.swapHost(change);
    if (!swapped)
        co_return Mend{false, textForAdministrator(swapped.error())};
    co_return Mend{*swapped, *swapped ? QString() : QStringLiteral("somebody else has changed it meanwhile")};
}

} // namespace homeport
