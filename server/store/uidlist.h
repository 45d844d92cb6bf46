// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// dovecot-uidlist, version 3: which message has which UID. Dovecot reads what we write, and the other way
// round.
#pragma once

#include "server/store/posixfile.h"

namespace homeport {

struct UidEntry
{
    quint32 uid = 0;
    QByteArray base; ///< of the file name
    QByteArray extensions; ///< as they stand, "W2481"; kept when rewritten
    qint64 virtualSize() const; ///< from W; -1 when it is not there
};

struct UidHeader
{
    quint32 validity = 0; ///< 0: there is no list yet
    quint32 next = 1;
    QByteArray guid; ///< 32 hex digits
};

/// One thread at a time; blocking. UIDs are durable when append() or rewrite() returns.
class UidList
{
public:
    /// The entries in the file, ascending. No file: none, and header().validity is 0. A file that is damaged
    /// beyond a torn last line counts as no file (`isDamaged`): a new UIDVALIDITY has to be given.
    struct Loaded
    {
        QList<UidEntry> entries;
        bool isDamaged = false;
    };
    Result<Loaded> load(int folder);
    const UidHeader &header() const { return m_header; }
    /// `next` below what was given before is raised to it.
    Result<> rewrite(Volume &volume, int folder, UidHeader header, const QList<UidEntry> &entries);
    /// Entries with the UIDs header().next, +1, …
    Result<> append(Volume &volume, int folder, const QList<UidEntry> &entries);
    qint64 lines() const { return m_lines; }

private:
    UidHeader m_header;
    qint64 m_end = 0;
    qint64 m_lines = 0;
};

} // namespace homeport
