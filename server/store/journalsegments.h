// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The journal's files: segments in order, the last one open for appending.
#pragma once

#include "server/store/journalrecord.h"
#include "server/store/storageroot.h"

#include <map>

namespace homeport {

/// One thread at a time.
class JournalSegments
{
public:
    explicit JournalSegments(std::shared_ptr<StorageRoot> root);

    /// Reads every record in order of its writing, cuts the end of the last segment, and makes it ready.
    Result<> load(
        const std::function<void(const JournalRecord &, quint32 segment)> &onRecord, QStringList &problems);
    /// Appends and syncs. A short append is cut back; when that fails, or the sync, the volume is sick.
    Result<> append(const QByteArray &records);
    /// The segment that append() writes to.
    quint32 current() const { return m_current; }
    bool isFull() const;
    bool isOld(quint64 count) const;
    /// Begins the next segment, durably.
    Result<> begin();
    /// Segments whose newest record is older than 30 days of service.
    QList<quint32> expired(quint64 count) const;
    Result<> remove(quint32 segment);
    /// Every record of all segments again.
    Result<> readAll(
        const std::function<void(const JournalRecord &, quint32 segment)> &onRecord, QStringList &problems);
    Result<> cutSpare();

private:
    struct Age
    {
        quint64 begun = 0; ///< label counts
        quint64 closed = 0; ///< 0: open
    };
    Result<> create(quint32 segment);
    Result<> reopen(quint32 segment, const SegmentScan &scan);
    Result<QList<quint32>> present() const;
    Result<> readAges(const QList<quint32> &segments);
    Result<> writeAges();
    void reserve(qint64 wanted);

    const std::shared_ptr<StorageRoot> m_root;
    std::map<quint32, Age> m_ages;
    FileDescriptor m_file;
    quint32 m_current = 0;
    qint64 m_end = 0;
    qint64 m_allocated = 0; ///< zeros are written up to here, so that a sync has no blocks to allocate
};

} // namespace homeport
