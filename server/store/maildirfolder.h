// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One mailbox on disk: a Maildir with Dovecot's UID list and keywords, looked at and changed in the pool.
#pragma once

#include "server/store/accountdisk.h"
#include "server/store/keywordfile.h"
#include "server/store/maildirname.h"
#include "server/store/uidlist.h"

#include <vector>

namespace homeport {

/// What a look at the disk or a change brought.
struct MailboxDelta
{
    QList<quint32> vanished; ///< ascending
    QList<MessageInfo> arrived; ///< ascending
    QList<MessageInfo> changed;
    QList<quint32> claimed; ///< were in new/ and are this caller's \Recent
    QList<MessageInfo> touched; ///< changeFlags(): all that it was asked for and that exist
    AppendResult added; ///< append() and copy()
    quint32 uidValidity = 0;
    quint32 uidNext = 1;
    QList<QByteArray> keywords;
};

/// An open message file.
struct MessageFile
{
    FileDescriptor file;
    qint64 storedSize = 0;
    qint64 servedSize = 0; ///< with CR LF; equal to storedSize when nothing has to be converted
};

enum class Recents {
    Leave, ///< EXAMINE, STATUS: what is in new/ stays there
    Claim, ///< moved to cur/
};

/// One thread at a time (the account's turn); blocking.
class MaildirFolder
{
public:
    MaildirFolder(std::shared_ptr<AccountDisk> account, QByteArray diskName)
        : m_account(std::move(account))
        , m_diskName(std::move(diskName))
    {
    }
    /// After a rename of the folder.
    void setDiskName(const QByteArray &diskName) { m_diskName = diskName; }
    const std::shared_ptr<AccountDisk> &account() const { return m_account; }

    /// Reads the folder if anything may have changed. New messages get UIDs, which are durable on return.
    Result<MailboxDelta> look(Recents recents);
    /// Two stats: has something happened since the last look?
    Result<bool> looksChanged() const;
    Result<MailboxDelta> changeFlags(const QList<quint32> &uids, FlagChange change, const Flags &flags);
    /// Those with \Deleted among `uids` (all when empty).
    Result<MailboxDelta> expunge(const QList<quint32> &uids);
    Result<MailboxDelta> append(const Flags &flags, qint64 internalDateMs, const MessageBody &body);
    /// Copies from `source` (another folder of the account, or this one); all or nothing.
    Result<MailboxDelta> copyFrom(MaildirFolder &source, const QList<quint32> &uids);
    /// For RENAME of INBOX: everything moves (RFC 3501 6.3.5); this folder's delta.
    Result<MailboxDelta> moveAllTo(MaildirFolder &target);
    Result<MessageFile> open(quint32 uid);

private:
    struct Record
    {
        quint32 uid = 0;
        QByteArray file; ///< its name now
        bool inNew = false;
        qint64 storedSize = 0;
        qint64 servedSize = 0;
        qint64 dateMs = 0;
        QByteArray extensions; ///< of the UID list
    };
    struct Found
    {
        QByteArray file;
        bool inNew = false;
    };
    struct Parts
    {
        FileDescriptor folder, cur, fresh;
        int of(const Record &record) const { return record.inNew ? fresh.get() : cur.get(); }
    };
    struct Stamps
    {
        qint64 cur = 0, fresh = 0;
        bool operator==(const Stamps &) const = default;
    };
    struct Added
    { ///< a file that append() or copyFrom() put into cur
        Record record;
        quint32 sourceUid = 0;
    };
    Result<Parts> openParts() const;
    Result<> lookInto(const Parts &parts, Recents recents, MailboxDelta &delta);
    static FileResult<Stamps> stampsOf(const Parts &parts);
    Result<> loadLists(const Parts &parts);
    Result<QHash<QByteArray, Found>> scan(const Parts &parts) const;
    Result<> compare(const Parts &parts, MailboxDelta &delta);
    Result<> takeNew(const Parts &parts, QHash<QByteArray, Found> found, MailboxDelta &delta);
    void announce(std::vector<Record> records, MailboxDelta &delta);
    Result<bool> measure(const Parts &parts, Record &record) const;
    Result<> assignUids(const Parts &parts, std::vector<Record> &fresh);
    Result<> compactList(const Parts &parts);
    Result<> claim(const Parts &parts, MailboxDelta &delta);
    Result<> setLetters(const Parts &parts, Record &record, const QByteArray &letters);
    Result<MailboxDelta> addFiles(const Parts &parts, QList<Added> added);
    Result<Record> copyFile(const Parts &from, const Record &source, const Parts &to, const QByteArray &name);
    Result<> letKeysBeDurable(const QList<const Record *> &records) const;
    template <class Change> Result<MailboxDelta> changing(Change change);
    void fill(MailboxDelta &delta) const;
    MessageInfo infoOf(const Record &record) const;
    Record *find(quint32 uid);
    QByteArray newBase(qint64 storedSize, qint64 servedSize) const;

    const std::shared_ptr<AccountDisk> m_account;
    QByteArray m_diskName;
    UidList m_uidList;
    KeywordFile m_keywords;
    std::vector<Record> m_records; ///< ascending by UID
    QHash<QByteArray, UidEntry> m_listed; ///< of the first load only
    bool m_loaded = false;
    bool m_dirty = true; ///< the stamps prove nothing: look again
    Stamps m_stamps;
    MailboxDelta m_untold; ///< found by a call that failed afterwards, or for another folder's sake
};

} // namespace homeport
