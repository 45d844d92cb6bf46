// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An account as its sessions see it: the port MailAccount over the account's folders.
#pragma once

#include "server/store/mailboxstate.h"

namespace homeport {

/// What an account needs of its surroundings.
struct AccountContext
{
    BlockingPool *pool = nullptr; ///< outlives all accounts
    const Clock *clock = nullptr;
    std::chrono::milliseconds pollPeriod = 15s; ///< how often waiting sessions look at the disk
};

/// One for all sessions of the account. Thread: the account's worker. Work on the disk takes turns, in the
/// pool.
class StoredAccount : public MailAccount, public std::enable_shared_from_this<StoredAccount>
{
public:
    StoredAccount(std::shared_ptr<AccountDisk> disk, AccountContext context)
        : m_disk(std::move(disk))
        , m_context(context)
    {
    }
    AccountId id() const override { return m_disk->account().id; }
    QByteArray address() const override { return m_disk->account().address; }
    Task<Result<QList<MailboxEntry>>> list() override;
    Task<Result<QList<QByteArray>>> subscriptions() override;
    Task<Result<>> subscribe(QByteArray name, bool on) override;
    Task<Result<>> create(QByteArray name) override;
    Task<Result<>> remove(QByteArray name) override;
    Task<Result<>> rename(QByteArray from, QByteArray to) override;
    Task<Result<std::shared_ptr<Mailbox>>> open(QByteArray name, bool readOnly) override;
    Task<Result<MailboxStatus>> status(QByteArray name) override;
    Task<Result<AppendResult>> append(QByteArray name, Flags flags, qint64 internalDateMs,
        std::shared_ptr<const MessageBody> body) override;
    Task<Result<AppendResult>> copy(
        std::shared_ptr<Mailbox> from, QList<quint32> uids, QByteArray to) override;
    std::stop_token ended() const override { return m_ended.get_token(); }

    StorageId storage() const { return m_disk->storage().id(); }
    const AccountContext &context() const { return m_context; }
    const std::shared_ptr<ServedStorage> &storagePointer() const { return m_disk->storagePointer(); }
    /// Opens the folder (made when missing) and sweeps it.
    Task<Result<>> prepare();
    /// Sessions shall end: the storage is let go, or the account is deleted.
    void end();
    /// A message was delivered to INBOX.
    void delivered();

    /// Runs blocking `work` in the pool when it is this account's turn; Temporary once the storage is let go.
    template <class Work> Task<std::invoke_result_t<Work>> inTurn(Work work)
    {
        const auto self = shared_from_this();
        const auto storage = m_disk->storagePointer();
        co_await m_turn.acquire();
        auto guarded = [storage, account = id(),
                           work = std::move(work)]() mutable -> std::invoke_result_t<Work> {
            const Gate::Pass pass(storage->gate());
            if (!pass)
                return fail(notServed());
            const MoveMarks::Pass here(storage->moves(), account);
            if (!here)
                return fail(notServed());
            return work();
        };
        auto result = co_await m_context.pool->run(std::move(guarded));
        m_turn.release();
        co_return result;
    }
    static Error notServed();

private:
    Result<std::shared_ptr<MailboxState>> stateOf(const QByteArray &name);
    Task<Result<std::shared_ptr<MailboxState>>> lookAt(QByteArray name);
    Task<Result<>> renameInbox(QByteArray to);
    void forgetUnused();
    const std::shared_ptr<AccountDisk> m_disk;
    const AccountContext m_context;
    Semaphore m_turn{1};
    QHash<QByteArray, std::shared_ptr<MailboxState>> m_states; ///< by canonical name
    std::stop_source m_ended;
};

} // namespace homeport
