// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The delivery journal of a storage: which keys were delivered, and which deliveries were under way
// (protocol.md 2.3). Many deliveries share one fsync.
#pragma once

#include "server/store/journalrecord.h"
#include "server/store/journalsegments.h"
#include "server/store/keytable.h"
#include "server/store/storageroot.h"

#include <QHash>
#include <QSet>
#include <condition_variable>

namespace homeport {

enum class KeyState {
    Unknown,
    Open, ///< an intent without done or gone: perhaps visible
    Done,
};

/// What load() found.
struct JournalReport
{
    qint64 done = 0;
    qint64 open = 0;
    QStringList problems; ///< damaged records and segments: skipped, never deleted
};

/// Group commit: whoever waits first writes and syncs what all have appended, the others wait for it. Any
/// thread; blocking. Memory: about 25 bytes for each key of the last 30 days.
class Journal
{
public:
    explicit Journal(std::shared_ptr<StorageRoot> root);

    /// Reads all segments and cuts a torn end off the last one. Called once, before anything else.
    Result<JournalReport> load();
    KeyState state(const DeliveryKey &key) const;
    QList<JournalRecord> openIntents() const;

    /// Appends an intent; durable when it returns without error. Temporary otherwise: the key is unknown
    /// again.
    Result<> intend(const JournalRecord &intent);
    /// Appends done or gone for an open intent without waiting; durable with the next commit.
    void settle(JournalKind kind, const JournalRecord &intent);
    /// Makes the records of those keys durable, if they are not: before a user's hand touches their files.
    Result<> makeDurable(const QList<DeliveryKey> &keys);
    /// Makes everything appended durable.
    Result<> flush();
    /// Begins a new segment when this one is a day old, removes those whose time is over. `count`: the
    /// label's.
    Result<> keepHouse(quint64 count);
    /// Flushes and cuts the space kept ready for more; nothing may be appended after it.
    Result<> close();

private:
    struct Wait
    {
        bool finished = false;
        Result<> result;
    };
    struct Entry
    {
        std::optional<JournalRecord> record;
        Wait *wait = nullptr; ///< on the stack of who waits
    };
    using Lock = std::unique_lock<std::mutex>;
    void apply(const JournalRecord &record, quint32 segment);
    Result<> await(Lock &lock, Entry entry);
    void commit(Lock &lock);
    void finish(const QList<Entry> &batch, const Result<> &result);
    void lead(Lock &lock);
    void stopLeading();
    Result<> rotate(Lock &lock);
    Result<> expire(Lock &lock, quint64 count);

    struct Open
    {
        JournalRecord record;
        quint32 segment = 0;
    };
    const std::shared_ptr<StorageRoot> m_root;
    JournalSegments m_segments; ///< of the leading thread
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_leading = false; ///< somebody uses m_segments
    QList<Entry> m_pending;
    QHash<DeliveryKey, Open> m_open;
    KeyTable m_done;
    QSet<DeliveryKey> m_notDurable; ///< settled, not synced
};

} // namespace homeport
