// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A mailbox as one session has it open: the port Mailbox over the state all its sessions share.
#pragma once

#include "server/store/storedaccount.h"

namespace homeport {

/// Thread: the account's worker.
class OpenMailbox : public Mailbox
{
public:
    OpenMailbox(std::shared_ptr<StoredAccount> account, std::shared_ptr<MailboxState> state, bool readOnly)
        : m_account(std::move(account))
        , m_state(std::move(state))
        , m_readOnly(readOnly)
    {
    }
    const std::shared_ptr<MailboxState> &state() const { return m_state; }

    QByteArray name() const override { return m_state->name(); }
    quint32 uidValidity() const override { return m_state->uidValidity(); }
    quint32 uidNext() const override { return m_state->uidNext(); }
    QList<QByteArray> keywords() const override { return m_state->keywords(); }
    bool isReadOnly() const override { return m_readOnly; }
    Task<Result<MailboxChanges>> open() override;
    Task<Result<MailboxChanges>> changesSince(quint64 cursor) override;
    Task<bool> waitForChange(Deadline deadline, std::stop_token stop) override;
    Task<Result<std::shared_ptr<MessageData>>> fetch(quint32 uid) override;
    Task<Result<QList<MessageInfo>>> store(QList<quint32> uids, FlagChange change, Flags flags) override;
    Task<Result<QList<quint32>>> expunge(QList<quint32> uids) override;

private:
    void markRecent(QList<MessageInfo> &messages) const;
    Task<bool> pollDisk();
    const std::shared_ptr<StoredAccount> m_account;
    const std::shared_ptr<MailboxState> m_state;
    const bool m_readOnly;
    QSet<quint32> m_recent; ///< RFC 3501 2.3.2: this session was the first to be told of them
    quint64 m_told = 0; ///< the cursor given last
};

/// Thread: the account's worker; reads in the pool.
class StoredMessage : public MessageData
{
public:
    StoredMessage(MessageFile file, std::shared_ptr<StoredAccount> account)
        : m_file(std::make_shared<MessageFile>(std::move(file)))
        , m_account(std::move(account))
    {
    }
    qint64 size() const override { return m_file->servedSize; }
    Task<Result<QByteArray>> read(qint64 offset, qint64 length) override;

private:
    /// Where conversion stands: reading on from there needs no second pass.
    struct Position
    {
        qint64 stored = 0;
        qint64 served = 0;
        char before = 0;
    };
    static Result<QByteArray> readConverted(
        const MessageFile &file, Position &position, qint64 offset, qint64 length);
    const std::shared_ptr<MessageFile> m_file;
    const std::shared_ptr<StoredAccount> m_account;
    const std::shared_ptr<Position> m_position = std::make_shared<Position>();
};

} // namespace homeport
