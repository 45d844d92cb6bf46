// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Loading and listing many records of the directory in memory.
#pragma once

#include "server/ports/accountloader.h"
#include "server/ports/hostrewriter.h"
#include "tests/support/fakecluster.h"

namespace homeport {

class FakeLoader final : public AccountLoader
{
public:
    FakeLoader(FakeDirectory &directory, QSet<QByteArray> refused)
        : m_directory(directory)
        , m_refused(std::move(refused))
    {
    }
    Task<LoadOutcome> add(QList<NewAccount> accounts) override
    {
        LoadOutcome outcome;
        if (m_directory.addFails) {
            outcome.stopped = m_directory.addFails;
            co_return outcome;
        }
        for (const NewAccount &account : accounts) {
            const QByteArray name = account.record.address.text();
            if (m_refused.contains(name)) {
                outcome.failed.append({account.record.address, Error::refused("objection")});
            } else if (m_directory.records.contains(name)) {
                outcome.present.append(account.record.address);
            } else {
                m_directory.records.insert(name, account.record);
                m_directory.passwords.insert(
                    name, account.password.isEmpty() ? account.passwordHash : account.password.reveal());
                ++outcome.added;
            }
        }
        co_return outcome;
    }

private:
    FakeDirectory &m_directory;
    const QSet<QByteArray> m_refused;
};

/// Lists in pages of three; changes nothing.
class FakeRecords final : public HostRewriter
{
public:
    FakeRecords(FakeDirectory &directory, QList<QByteArray> damaged)
        : m_directory(directory)
        , m_damaged(std::move(damaged))
    {
    }
    Task<Result<RewriterFacts>> facts() override { co_return RewriterFacts{}; }
    Task<Result<quint64>> fence() override { co_return quint64(0); }
    Task<Result<bool>> raiseFence(quint64, quint64) override { co_return true; }
    Task<Result<AccountPage>> accounts(HostFilter, int, QByteArray after) override
    {
        if (m_directory.isAway)
            co_return fail(FakeDirectory::away());
        AccountPage page;
        for (auto it = m_directory.records.upperBound(after); it != m_directory.records.end(); ++it) {
            const auto *const account = std::get_if<AccountRecord>(&it.value());
            if (account)
                page.accounts.append(*account);
            page.next = it.key();
            if (page.accounts.size() == 3)
                co_return page;
        }
        page.next.clear();
        page.damaged = m_damaged;
        co_return page;
    }
    Task<SwapOutcome> swapHosts(QList<DirectoryEditor::HostChange>, quint64) override
    {
        co_return SwapOutcome{};
    }

private:
    FakeDirectory &m_directory;
    const QList<QByteArray> m_damaged;
};

} // namespace homeport
