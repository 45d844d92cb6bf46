// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Records of an LDIF file (RFC 2849) that add entries, from bytes that arrive in pieces.
#pragma once

#include "shared/model/importfault.h"

#include <QByteArray>
#include <QList>

namespace homeport {

struct LdifAttribute
{
    QByteArray name; ///< lower case, with its options
    QByteArray value; ///< decoded
    qint64 line = 0;
    bool operator==(const LdifAttribute &) const = default;
};

struct LdifRecord
{
    qint64 line = 0; ///< of "dn:", from 1
    QByteArray dn;
    QList<LdifAttribute> attributes;
    bool operator==(const LdifRecord &) const = default;
};

struct LdifLimits
{
    qsizetype line = 4 * 1024 * 1024; ///< folded lines as one; pictures are long
    qsizetype record = 16 * 1024 * 1024;
};

/// Folded lines, comments, base64 values and a leading "version: 1" are understood. Records with another
/// changetype than add, with controls or with values to be fetched from URLs are faults. Pure.
class LdifReader
{
public:
    explicit LdifReader(LdifLimits limits = {})
        : m_limits(limits)
    {
    }
    void feed(QByteArrayView bytes);
    /// Nothing comes any more: what is left is the last record.
    void end();
    /// A fault costs its record, the next one is read again.
    using Step = std::variant<NeedMore, LdifRecord, ImportFault, AtEnd>;
    Step next();

private:
    void takeByte(char c);
    void physicalLine();
    void logicalLine();
    void attribute(const QByteArray &name, const QByteArray &value, bool isUrl);
    void endRecord();
    void fault(const QString &field, const QString &value, const QString &text);

    const LdifLimits m_limits;
    QByteArray m_physical; ///< the line that is being read
    QByteArray m_logical; ///< unfolded so far
    bool m_hasLogical = false;
    LdifRecord m_record;
    bool m_hasRecord = false;
    bool m_isSpoilt = false; ///< skipped up to the next empty line
    bool m_sawAny = false;
    qsizetype m_size = 0; ///< of the record
    qint64 m_line = 0; ///< of the physical line
    qint64 m_logicalLine = 0;
    bool m_isTooLong = false;
    QList<std::variant<NeedMore, LdifRecord, ImportFault, AtEnd>> m_ready;
    bool m_isEnded = false;
};

} // namespace homeport
