// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The audit read backwards, newest first, a bounded piece at a time.
#pragma once

#include "server/admin/arguments.h"
#include "shared/model/auditrecord.h"

namespace homeport {

/// All conditions together; what is empty matches all.
struct AuditFilter
{
    QString who;
    QString what; ///< a verb, or the word before its dot
    QString text; ///< anywhere in the record, without regard to case
    QDateTime since;
    QDateTime until;
    std::optional<bool> failed;
    std::optional<RequestId> request;

    bool matches(const AuditRecord &record) const;
};

struct FoundAuditRecord
{
    AuditRecord record;
    qint64 place = 0; ///< offset of its line
};

/// Part of an audit. Places are offsets in the file.
struct AuditPage
{
    QList<FoundAuditRecord> records; ///< newest first
    qint64 began = 0; ///< everything before this place was looked at, until…
    qint64 next = 0; ///< …here; 0: until the beginning
    QDateTime reached; ///< time of the oldest record that was looked at
};

struct AuditReadLimits
{
    qsizetype chunk = 256 * 1024;
    qint64 scanned = 8 * 1024 * 1024; ///< then the page ends, however few were found
    qsizetype line = 16 * 1024 * 1024; ///< a longer one is an error
};

/// At most `limit` records that stand before the place `before` (none: the end). Lines that cannot be read
/// are passed over. Blocks; memory is bounded by a chunk and the longest line.
Result<AuditPage> readAudit(const QString &path, const AuditFilter &filter, qsizetype limit,
    std::optional<qint64> before, const AuditReadLimits &limits = {});

/// "who", "what", "text", "since", "until", "failed", "request".
AuditFilter readAuditFilter(Arguments &arguments);

} // namespace homeport
