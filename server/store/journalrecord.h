// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The records of the delivery journal and the reading of a segment (protocol.md 2.3).
#pragma once

#include "server/store/posixfile.h"
#include "shared/base/ids.h"

#include <functional>
#include <optional>

namespace homeport {

enum class JournalKind : quint8 {
    Intent = 1,
    Done = 2,
    Gone = 3, ///< nothing was made visible
};

struct JournalRecord
{
    JournalKind kind = JournalKind::Intent;
    DeliveryKey key;
    AccountId account;
    qint64 timeMs = 0;
    qint64 size = 0; ///< of the stored file, added headers included
    bool operator==(const JournalRecord &) const = default;
};

constexpr qint64 journalRecordSize = 64;
extern const QByteArray journalHeader; ///< 16 bytes

QByteArray encodeRecord(const JournalRecord &record);
/// Nothing when magic, kind or checksum are wrong.
std::optional<JournalRecord> decodeRecord(QByteArrayView bytes);

/// What a segment holds apart from its good records.
struct SegmentScan
{
    bool headerIsGood = false;
    qint64 end = 0; ///< behind the last good record (or the header)
    qint64 fileSize = 0;
    qint64 damaged = 0; ///< false records before `end`
};
FileResult<SegmentScan> scanSegment(int file, const std::function<void(const JournalRecord &)> &onRecord);

} // namespace homeport
