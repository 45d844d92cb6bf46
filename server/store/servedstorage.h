// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A storage that this member serves: its root, journal and accounts, until it is let go or lost.
#pragma once

#include "server/store/accountfolders.h"
#include "server/store/journal.h"
#include "server/store/keyleases.h"
#include "server/store/movemarks.h"

namespace homeport {

/// What a storage has to tell its owner; called on any thread.
struct StorageListener
{
    std::function<void(const QString &why)> onLost; ///< the label is not ours any more
    std::function<void(const QString &text)> onAlarm;
};

/// Any thread; calls that touch the disk block. The right to serve vanishes for all at once with close().
class ServedStorage
{
public:
    ServedStorage(std::shared_ptr<StorageRoot> root, StorageListener listener);

    StorageId id() const { return m_id; }
    quint64 epoch() const { return m_epoch; }
    const std::shared_ptr<StorageRoot> &root() const { return m_root; }
    Volume &volume() { return m_root->volume(); }
    Journal &journal() { return m_journal; }
    AccountFolders &accounts() { return m_accounts; }
    KeyLeases &leases() { return m_leases; }
    Gate &gate() { return m_gate; }
    MoveMarks &moves() { return m_moves; }
    /// In file names: hex of 8 random bytes, new with each start.
    const QByteArray &tag() const { return m_tag; }

    /// Reads the journal and settles what a crash left open. Before any session.
    Result<> start();
    /// The label check; a mismatch is told to the listener once.
    Result<> checkOurs();
    void alarm(const QString &text) const { m_listener.onAlarm(text); }
    /// True once per account and start: what a crash left in its tmp folders shall be swept now.
    bool takeSweep(const AccountId &account);
    /// One tick of 5 s: the counter, the journal's housekeeping.
    Result<> tick();
    /// Waits until nobody is inside, makes everything durable, lets the lock go. After gate().close().
    Result<> finish();

private:
    const std::shared_ptr<StorageRoot> m_root;
    const StorageListener m_listener;
    const StorageId m_id;
    const quint64 m_epoch;
    const QByteArray m_tag;
    Journal m_journal;
    AccountFolders m_accounts;
    MoveMarks m_moves;
    KeyLeases m_leases;
    Gate m_gate;
    std::atomic<bool> m_lost{false};
    std::mutex m_sweeping; ///< of the next
    QSet<AccountId> m_swept;
};

} // namespace homeport
