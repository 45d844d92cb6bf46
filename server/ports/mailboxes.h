// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An account's mailboxes, as IMAP and POP3 see them at home.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/task.h"
#include "shared/mail/messagebody.h"

#include <QSet>
#include <memory>

namespace homeport {

enum class SystemFlag : quint8 { Seen = 1, Answered = 2, Flagged = 4, Deleted = 8, Draft = 16 };

/// System flags and keywords of a message. Keywords compare without case, keep their first spelling.
struct Flags
{
    quint8 system = 0;
    QList<QByteArray> keywords;
    bool has(SystemFlag flag) const { return system & quint8(flag); }
    void set(SystemFlag flag, bool on = true)
    {
        system = quint8(on ? system | quint8(flag) : system & ~quint8(flag));
    }
    bool operator==(const Flags &) const = default;
};

struct MessageInfo
{
    quint32 uid = 0;
    qint64 size = 0; ///< RFC822.SIZE: octets with CR LF line ends
    qint64 internalDateMs = 0;
    Flags flags;
    bool recent = false; ///< first seen by this session
};

/// A message's bytes (CR LF line ends); stays readable after the message is expunged.
class MessageData
{
public:
    virtual ~MessageData() = default;
    virtual qint64 size() const = 0;
    /// At most `length` bytes from `offset`. Blocking file work happens in the pool.
    virtual Task<Result<QByteArray>> read(qint64 offset, qint64 length) = 0;
};

/// What happened in a mailbox after a cursor.
struct MailboxChanges
{
    quint64 cursor = 0; ///< for the next call
    QList<quint32> vanished; ///< UIDs expunged, ascending
    QList<MessageInfo> arrived; ///< ascending by UID
    QList<MessageInfo> changed; ///< flags changed
};

struct MailboxStatus
{
    quint32 messages = 0, recent = 0, unseen = 0;
    quint32 uidNext = 1, uidValidity = 0;
};

enum class FlagChange { Replace, Add, Remove };

/// An open mailbox. Many sessions share the account's state; each keeps its own sequence numbers and a
/// cursor. Thread: the account's worker. UIDs are durable before they are announced.
class Mailbox
{
public:
    virtual ~Mailbox() = default;
    virtual QByteArray name() const = 0;
    virtual quint32 uidValidity() const = 0;
    virtual quint32 uidNext() const = 0;
    virtual QList<QByteArray> keywords() const = 0; ///< in use here
    virtual bool isReadOnly() const = 0;
    /// All messages, ascending by UID; with the cursor to go on from. Looks at the disk first.
    virtual Task<Result<MailboxChanges>> open() = 0;
    /// Looks at the disk (new mail, changes by others) and tells what is new since the cursor.
    virtual Task<Result<MailboxChanges>> changesSince(quint64 cursor) = 0;
    /// Returns when something may have changed (true), at the deadline or stop (false). For IDLE.
    virtual Task<bool> waitForChange(Deadline deadline, std::stop_token stop) = 0;
    virtual Task<Result<std::shared_ptr<MessageData>>> fetch(quint32 uid) = 0;
    /// The messages as they are afterwards; UIDs that are gone are skipped.
    virtual Task<Result<QList<MessageInfo>>> store(QList<quint32> uids, FlagChange change, Flags flags) = 0;
    /// Removes those of `uids` that carry \Deleted (all such when `uids` is empty); the UIDs removed.
    virtual Task<Result<QList<quint32>>> expunge(QList<quint32> uids) = 0;
};

struct MailboxEntry
{
    QByteArray name; ///< UTF-8, levels separated by '.'; INBOX first
    bool selectable = true; ///< false: only a parent of others
    bool hasChildren = false;
};

struct AppendResult
{
    quint32 uidValidity = 0;
    QList<quint32> uids; ///< in order of the source
    QList<quint32> sourceUids; ///< for copies: those that still existed
};

/// One account. Thread: the account's worker.
class MailAccount
{
public:
    virtual ~MailAccount() = default;
    virtual AccountId id() const = 0;
    virtual QByteArray address() const = 0;
    static constexpr char separator = '.';
    virtual Task<Result<QList<MailboxEntry>>> list() = 0;
    virtual Task<Result<QList<QByteArray>>> subscriptions() = 0;
    virtual Task<Result<>> subscribe(QByteArray name, bool on) = 0;
    virtual Task<Result<>> create(QByteArray name) = 0;
    virtual Task<Result<>> remove(QByteArray name) = 0;
    virtual Task<Result<>> rename(QByteArray from, QByteArray to) = 0;
    /// Error with status "NONEXISTENT" when there is none (IMAP: NO [NONEXISTENT], for APPEND and COPY
    /// [TRYCREATE]).
    virtual Task<Result<std::shared_ptr<Mailbox>>> open(QByteArray name, bool readOnly) = 0;
    virtual Task<Result<MailboxStatus>> status(QByteArray name) = 0;
    virtual Task<Result<AppendResult>> append(
        QByteArray name, Flags flags, qint64 internalDateMs, std::shared_ptr<const MessageBody> body) = 0;
    virtual Task<Result<AppendResult>> copy(
        std::shared_ptr<Mailbox> from, QList<quint32> uids, QByteArray to) = 0;
    /// Requested when the storage is let go or the account ends: sessions say BYE and close.
    virtual std::stop_token ended() const = 0;
};

/// Opens accounts whose storage is served here. Thread: any worker; the account lives on workerOf(id).
class Accounts
{
public:
    virtual ~Accounts() = default;
    /// Index of the worker on which an account lives (protocol.md 1.2 "Workers").
    virtual int workerOf(const AccountId &id) const = 0;
    /// Temporary when the storage is not served, or the folder's id differs from the record's. Must be called
    /// on the account's worker. A missing folder of a known account is made.
    virtual Task<Result<std::shared_ptr<MailAccount>>> openAccount(
        AccountId id, QByteArray address, StorageId storage, quint64 epoch) = 0;
    /// False when the account has moved to another storage, or is moving and that takes more than a moment:
    /// the asker is told *not here* and routes again. Any thread.
    virtual Task<bool> isHere(AccountId, StorageId, quint64) { co_return true; }
};

} // namespace homeport
