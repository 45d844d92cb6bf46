// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of a CSV file (RFC 4180), from bytes that arrive in pieces.
#pragma once

#include "shared/model/importfault.h"

#include <QByteArrayList>

namespace homeport {

struct CsvRow
{
    qint64 line = 0; ///< where it begins, from 1
    QByteArrayList cells; ///< without their quotes; UTF-8 that is valid
    bool operator==(const CsvRow &) const = default;
};

struct CsvLimits
{
    qsizetype cell = 64 * 1024;
    qsizetype cells = 200; ///< of a row
};

/// CR LF, LF or CR end a row; empty lines are passed over; a byte-order mark at the beginning too. Pure.
class CsvReader
{
public:
    explicit CsvReader(CsvLimits limits = {})
        : m_limits(limits)
    {
    }
    void feed(QByteArrayView bytes);
    /// Nothing comes any more: what is left is the last row.
    void end();
    /// A fault costs its row; behind one that is fatal nothing comes.
    using Step = std::variant<NeedMore, CsvRow, ImportFault, AtEnd>;
    Step next();

private:
    enum class State { RowStart, CellStart, Plain, Quoted, QuoteInQuoted, SkipRow };
    void take(char c);
    void takePlain(char c);
    void endCell();
    void endRow();
    void fault(const QString &value, const QString &text);

    const CsvLimits m_limits;
    State m_state = State::RowStart;
    QByteArray m_cell;
    CsvRow m_row;
    QList<std::variant<NeedMore, CsvRow, ImportFault, AtEnd>> m_ready;
    QByteArray m_start; ///< the first bytes, until it is known whether they are a mark
    qint64 m_line = 1;
    qint64 m_quoteLine = 0;
    bool m_isBehindStart = false;
    bool m_wasCr = false;
    bool m_isDead = false;
    bool m_isEnded = false;
};

} // namespace homeport
