// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The states of RFC 4180, byte by byte.
#include "shared/model/csvreader.h"

namespace homeport {

namespace {
const QByteArray byteOrderMark = "\xef\xbb\xbf";
}

void CsvReader::feed(QByteArrayView bytes)
{
    if (!m_isBehindStart) {
        m_start += bytes.toByteArray();
        if (m_start.size() < byteOrderMark.size() && byteOrderMark.startsWith(m_start))
            return;
        m_isBehindStart = true;
        const QByteArray start = std::exchange(m_start, {});
        feed(QByteArrayView(start).sliced(start.startsWith(byteOrderMark) ? byteOrderMark.size() : 0));
        return;
    }
    for (const char c : bytes)
        take(c);
}

void CsvReader::end()
{
    if (m_isEnded)
        return;
    if (!m_isBehindStart) {
        m_isBehindStart = true;
        feed(std::exchange(m_start, {}));
    }
    m_isEnded = true;
    if (m_isDead)
        return;
    if (m_state == State::Quoted) {
        m_row.line = m_quoteLine;
        fault({}, QStringLiteral("a quote is opened here and never closed"));
    } else if (m_state != State::RowStart && m_state != State::SkipRow) {
        endCell();
        endRow();
    }
}

CsvReader::Step CsvReader::next()
{
    if (!m_ready.isEmpty())
        return m_ready.takeFirst();
    if (m_isEnded || m_isDead)
        return AtEnd{};
    return NeedMore{};
}

void CsvReader::take(char c)
{
    if (m_isDead)
        return;
    const bool isSecondHalf = c == '\n' && m_wasCr;
    m_wasCr = c == '\r';
    if (m_state == State::Quoted) {
        if (c == '"')
            m_state = State::QuoteInQuoted;
        else
            m_cell += c;
        m_line += (c == '\n' && !isSecondHalf) || c == '\r';
        if (m_cell.size() > m_limits.cell) {
            m_row.line = m_quoteLine;
            fault({},
                QStringLiteral("a cell in quotes is longer than %1 bytes: is its closing quote missing?")
                    .arg(m_limits.cell));
            m_isDead = true; // what is inside and what outside is not known any more
            std::get<ImportFault>(m_ready.last()).isFatal = true;
        }
        return;
    }
    if (isSecondHalf)
        return;
    if (c == '\n' || c == '\r') {
        if (m_state != State::RowStart && m_state != State::SkipRow) {
            endCell();
            endRow();
        }
        m_row = {};
        m_cell.clear();
        m_state = State::RowStart;
        ++m_line;
        return;
    }
    takePlain(c);
}

void CsvReader::takePlain(char c)
{
    switch (m_state) {
    case State::RowStart:
        m_row.line = m_line;
        [[fallthrough]];
    case State::CellStart:
        if (c == '"') {
            m_quoteLine = m_line;
            m_state = State::Quoted;
            return;
        }
        m_state = State::Plain;
        [[fallthrough]];
    case State::Plain:
        if (c == ',') {
            endCell();
        } else if (c == '"') { // RFC 4180 2.5: double quotes may not appear inside fields without quotes
            fault(shownValue(m_cell),
                QStringLiteral("a quote inside a cell: put the cell in quotes and double the quote"));
            m_state = State::SkipRow;
        } else if (m_cell.size() >= m_limits.cell) {
            fault({}, QStringLiteral("a cell is longer than %1 bytes").arg(m_limits.cell));
            m_state = State::SkipRow;
        } else {
            m_cell += c;
        }
        return;
    case State::QuoteInQuoted:
        if (c == '"') { // RFC 4180 2.7: doubled, it stands for itself
            m_cell += c;
            m_state = State::Quoted;
        } else if (c == ',') {
            endCell();
        } else {
            fault(shownValue(m_cell),
                QStringLiteral("text behind a closing quote: expected a comma or the end of the line"));
            m_state = State::SkipRow;
        }
        return;
    case State::Quoted:
    case State::SkipRow:
        return;
    }
}

void CsvReader::endCell()
{
    m_row.cells.append(std::exchange(m_cell, {}));
    m_state = State::CellStart;
    if (m_row.cells.size() > m_limits.cells) {
        fault({}, QStringLiteral("more than %1 cells in a row").arg(m_limits.cells));
        m_state = State::SkipRow;
    }
}

void CsvReader::endRow()
{
    if (m_state == State::SkipRow)
        return;
    for (const QByteArray &cell : std::as_const(m_row.cells)) {
        if (isValidUtf8(cell) && !cell.contains('\0'))
            continue;
        fault(shownValue(cell), QStringLiteral("no text in UTF-8: save the file as UTF-8"));
        return;
    }
    m_ready.append(std::exchange(m_row, {}));
}

void CsvReader::fault(const QString &value, const QString &text)
{
    m_ready.append(ImportFault{m_row.line, {}, {}, value, text, false});
}

} // namespace homeport
