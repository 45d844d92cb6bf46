// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An account's folder tree: Maildir++ folders, their names on disk, subscriptions, UIDVALIDITY.
#pragma once

#include "server/ports/mailboxes.h"
#include "server/store/servedstorage.h"

namespace homeport {

/// One thread at a time (the account's turn); blocking. Mailbox names are UTF-8 with '.' between levels.
class AccountDisk
{
public:
    AccountDisk(std::shared_ptr<ServedStorage> storage, AccountName account)
        : m_storage(std::move(storage))
        , m_account(std::move(account))
    {
    }
    ServedStorage &storage() const { return *m_storage; }
    const std::shared_ptr<ServedStorage> &storagePointer() const { return m_storage; }
    Volume &volume() const { return m_storage->volume(); }
    const AccountName &account() const { return m_account; }

    /// The account's folder, its id checked.
    Result<FileDescriptor> open(WhenMissing whenMissing = WhenMissing::Fail) const;
    /// A mailbox's folder by its name on disk ("" is INBOX). Error "NONEXISTENT" when there is none.
    Result<FileDescriptor> openFolder(const QByteArray &diskName) const;
    /// Before a change: the volume is sound, the storage ours. After it, before the answer: still ours.
    Result<> mayChange() const;
    Result<> stillOurs() const { return m_storage->checkOurs(); }

    Result<QList<MailboxEntry>> list() const;
    Result<QList<QByteArray>> subscriptions() const;
    Result<> subscribe(const QByteArray &name, bool on);
    Result<> create(const QByteArray &name);
    Result<> remove(const QByteArray &name);
    /// Renames the folder and all below it; not for INBOX. The pairs of names on disk, old and new.
    Result<QList<std::pair<QByteArray, QByteArray>>> rename(const QByteArray &from, const QByteArray &to);
    /// A UIDVALIDITY that no mailbox of the account has had; durable.
    Result<quint32> nextUidValidity();
    /// Removes what earlier crashes left: files in tmp older than 36 hours, half removed folders.
    Result<> sweep();
    struct Usage
    {
        qint64 messages = 0;
        qint64 bytes = 0;
    };
    Result<Usage> usage() const;

private:
    Result<> makeFolder(int root, const QByteArray &diskName);
    const std::shared_ptr<ServedStorage> m_storage;
    const AccountName m_account;
};

/// "INBOX" in any case is INBOX, also as the first level.
QByteArray canonicalMailboxName(const QByteArray &name);
/// "" for INBOX, ".A.B" in modified UTF-7 for A.B. Refused when the name is empty, has an empty level, '/',
/// control characters or is too long.
Result<QByteArray> diskNameOf(const QByteArray &mailbox);
/// Nothing for what is no mailbox folder.
std::optional<QByteArray> mailboxOf(const QByteArray &diskName);

Error noSuchMailbox();

} // namespace homeport
