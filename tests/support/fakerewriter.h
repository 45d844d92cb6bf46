// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Account records behind a fence, in memory, with everything that may go wrong on the way.
#pragma once

#include "server/ports/hostrewriter.h"

#include <QMap>
#include <QSet>

namespace homeport {

/// What all rewriters of a test write to.
struct FakeRecords
{
    AccountRecord &account(const QByteArray &local) { return records[local + "@example.org"]; }
    void add(const QByteArray &local, const QString &host, std::optional<StorageId> storage,
        const QString &old = {})
    {
        AccountRecord account;
        account.address = {local, "example.org"};
        account.id = AccountId::random();
        account.hostServer = MemberName(host);
        account.oldHostServer = MemberName(old);
        account.storage = storage;
        records.insert(account.address.text(), account);
    }
    /// As hostswap.cpp changes an entry.
    static void apply(AccountRecord &account, const DirectoryEditor::HostChange &change)
    {
        account.hostServer = change.newHost;
        account.oldHostServer = change.newOldHost.value_or(MemberName());
        if (change.dropImpliedStorage && account.isStorageImplied) {
            account.storage.reset();
            account.isStorageImplied = false;
        } else if (!account.storage && change.storage) {
            account.storage = change.storage;
            account.isStorageImplied = true;
        }
    }
    static Error away() { return Error::temporary("the directory is away"); }

    QMap<QByteArray, AccountRecord> records;
    QMap<QByteArray, QByteArray> damaged; ///< host -> "dn: why"
    quint64 fence = 0;
    bool isAway = false;
    qint64 sizeLimit = 0;
    QSet<int> failSearches; ///< the n-th, counted from 1
    QSet<Address> swapFails;
    std::function<void(const Address &)> beforeSwap;
    std::function<void(int batch)> beforeBatch; ///< 1, 2, ...
    std::function<void()> afterRaise;
    int searches = 0;
    int batches = 0;
    int swaps = 0;
    QList<quint64> fences; ///< each that was raised
    std::optional<std::chrono::milliseconds> batchTakes;
};

class FakeRewriter final : public HostRewriter
{
public:
    explicit FakeRewriter(FakeRecords &records)
        : m_records(records)
    {
    }
    Task<Result<RewriterFacts>> facts() override
    {
        if (m_records.isAway)
            co_return fail(FakeRecords::away());
        co_return RewriterFacts{true, {}, m_records.sizeLimit};
    }
    Task<Result<quint64>> fence() override
    {
        if (m_records.isAway)
            co_return fail(FakeRecords::away());
        co_return quint64(m_records.fence);
    }
    Task<Result<bool>> raiseFence(quint64 expected, quint64 wanted) override
    {
        if (m_records.isAway)
            co_return fail(FakeRecords::away());
        if (m_records.fence != expected)
            co_return false;
        m_records.fence = wanted;
        m_records.fences.append(wanted);
        if (m_records.afterRaise)
            m_records.afterRaise();
        co_return true;
    }
    Task<Result<AccountPage>> accounts(HostFilter filter, int limit, QByteArray after) override
    {
        if (m_records.isAway || m_records.failSearches.contains(++m_records.searches))
            co_return fail(FakeRecords::away());
        if (m_records.sizeLimit > 0)
            co_return fail(Error{Fault::Refused, "limit",
                QStringLiteral("cut off after %1").arg(m_records.sizeLimit), "size-limit"});
        AccountPage page;
        auto it = after.isEmpty() ? m_records.records.cbegin() : m_records.records.upperBound(after);
        for (; it != m_records.records.cend(); ++it) {
            const bool fits = (!filter.hostServer || *filter.hostServer == it->hostServer)
                && (!filter.oldHostServer || *filter.oldHostServer == it->oldHostServer);
            if (!fits)
                continue;
            if (page.accounts.size() == limit) {
                page.next = page.accounts.last().address.text();
                break;
            }
            page.accounts.append(*it);
        }
        if (filter.hostServer && after.isEmpty()) {
            const QByteArray damaged = m_records.damaged.value(filter.hostServer->utf8());
            if (!damaged.isEmpty())
                page.damaged.append(damaged);
        }
        co_return page;
    }
    Task<SwapOutcome> swapHosts(QList<DirectoryEditor::HostChange> changes, quint64 fence) override
    {
        if (m_records.beforeBatch)
            m_records.beforeBatch(++m_records.batches);
        if (m_records.batchTakes)
            co_await sleepFor(*m_records.batchTakes);
        SwapOutcome outcome;
        if (m_records.isAway) {
            outcome.stopped = FakeRecords::away();
            co_return outcome;
        }
        for (const DirectoryEditor::HostChange &change : changes) {
            outcome.isFencedOff = m_records.fence != fence;
            if (outcome.isFencedOff)
                co_return outcome;
            ++m_records.swaps;
            if (m_records.swapFails.contains(change.account.address)) {
                outcome.failed.append(
                    {change.account.address, Error::refused("no", QStringLiteral("objection"))});
                continue;
            }
            if (m_records.beforeSwap)
                m_records.beforeSwap(change.account.address);
            AccountRecord &account = m_records.records[change.account.address.text()];
            if (account.hostServer != change.account.hostServer
                || account.oldHostServer != change.account.oldHostServer
                || account.storage != change.account.storage) {
                outcome.lost.append(change.account.address);
                continue;
            }
            FakeRecords::apply(account, change);
            ++outcome.swapped;
        }
        co_return outcome;
    }

private:
    FakeRecords &m_records;
};

} // namespace homeport
