// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A rewriter that changes records one by one through the directory's editor; its fence is this process's.
#pragma once

#include "server/ports/hostrewriter.h"

namespace homeport {

class EditorRewriter final : public HostRewriter
{
public:
    EditorRewriter(DirectoryEditor &directory, std::shared_ptr<quint64> fence)
        : m_directory(directory)
        , m_fence(std::move(fence))
    {
    }
    Task<Result<RewriterFacts>> facts() override
    {
        const Result<> probed = co_await m_directory.probe(Deadline(5s));
        if (!probed)
            co_return fail(probed.error());
        co_return RewriterFacts{false, QStringLiteral("one by one"), 0};
    }
    Task<Result<quint64>> fence() override { co_return quint64(*m_fence); }
    Task<Result<bool>> raiseFence(quint64 expected, quint64 wanted) override
    {
        const bool isExpected = *m_fence == expected;
        if (isExpected)
            *m_fence = wanted;
        co_return isExpected;
    }
    Task<Result<AccountPage>> accounts(HostFilter filter, int limit, QByteArray after) override
    {
        const Result<DirectoryPage> read = co_await m_directory.list(filter, limit, after);
        if (!read)
            co_return fail(read.error());
        AccountPage page;
        page.next = read->next;
        for (const DirectoryEntry &entry : read->entries) {
            if (const auto *account = std::get_if<AccountRecord>(&entry.record))
                page.accounts.append(*account);
        }
        co_return page;
    }
    Task<SwapOutcome> swapHosts(QList<DirectoryEditor::HostChange> changes, quint64 fence) override
    {
        SwapOutcome outcome;
        for (const DirectoryEditor::HostChange &change : changes) {
            outcome.isFencedOff = *m_fence != fence;
            if (outcome.isFencedOff)
                co_return outcome;
            const Result<bool> swapped = co_await m_directory.swapHost(change);
            if (!swapped)
                outcome.failed.append({change.account.address, swapped.error()});
            else if (*swapped)
                ++outcome.swapped;
            else
                outcome.lost.append(change.account.address);
        }
        co_return outcome;
    }

private:
    DirectoryEditor &m_directory;
    const std::shared_ptr<quint64> m_fence;
};

} // namespace homeport
