// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A long list that the daemon sorts, filters and gives out in pages: only what was scrolled to is here.
#pragma once

#include "console/models/rowmodel.h"

namespace homeport {

/// What a daemon answers for one page.
template <class Row> struct RowPage
{
    QList<Row> rows;
    QString next; ///< cursor behind the last row; empty: the end
    QStringList unreachable; ///< "front2.example.net: why"
};

/// Rows stand in the daemon's order. A page costs only its own rows, however many stand before it; a page
/// that is asked for again changes by difference. GUI thread.
template <class Row> class PagedModel : public RowModelBase
{
public:
    using Column = RowColumn<Row>;
    using KeyFunction = std::function<QString(const Row &)>;

    PagedModel(QList<Column> columns, KeyFunction keyOf, QObject *parent = nullptr)
        : RowModelBase(parent)
        , m_columns(std::move(columns))
        , m_keyOf(std::move(keyOf))
    {
    }

    int pageCount() const { return int(m_pages.size()); }
    /// Asked for with this cursor; the page behind the last one too.
    QString cursorOf(int page) const { return page == 0 ? QString() : m_pages[size_t(page) - 1].next; }
    bool hasMore() const { return m_pages.empty() || !m_pages.back().next.isEmpty(); }
    int pageOf(int row) const
    {
        const auto behind = std::upper_bound(m_begins.cbegin(), m_begins.cend(), row);
        return int(behind - m_begins.cbegin()) - 1;
    }
    int pageSize(int page) const { return int(m_pages[size_t(page)].rows.size()); }
    const Row &at(int row) const
    {
        const int page = pageOf(row);
        return m_pages[size_t(page)].rows[row - m_begins[size_t(page)]];
    }
    const Row *find(const QString &key) const
    {
        const int row = rowOf(key);
        return row < 0 ? nullptr : &at(row);
    }

    void appendPage(RowPage<Row> page)
    {
        removeKnown(page.rows);
        const int first = shownCount();
        const int number = pageCount();
        if (!page.rows.isEmpty())
            beginInsertRows({}, first, first + int(page.rows.size()) - 1);
        for (const Row &row : std::as_const(page.rows))
            m_pageByKey.insert(m_keyOf(row), number);
        const bool hasRows = !page.rows.isEmpty();
        m_pages.push_back({std::move(page.rows), page.next});
        countBegins();
        if (hasRows)
            endInsertRows();
        Q_EMIT countsChanged();
    }
    /// Page `number` as it is now. `page` may reach beyond it, or end before it: rows of the next page that
    /// it brings are left to that page; when it ends before, false: more has to be asked for (from page.next)
    /// and given together with it.
    bool replacePage(int number, RowPage<Row> page)
    {
        const size_t at = size_t(number);
        const bool isLast = number + 1 == pageCount();
        if (!isLast) {
            const std::optional<qsizetype> end = endOfPage(number, page);
            if (!end)
                return false;
            page.rows.resize(*end);
            page.next = m_pages[at].next;
        }
        changePage(number, std::move(page.rows));
        m_pages[at].next = page.next;
        Q_EMIT countsChanged();
        return true;
    }
    /// Only the first `count` pages stay.
    void truncate(int count)
    {
        if (count >= pageCount())
            return;
        const int first = m_begins[size_t(count)];
        const int last = shownCount() - 1;
        if (last >= first)
            beginRemoveRows({}, first, last);
        for (size_t page = size_t(count); page < m_pages.size(); ++page) {
            for (const Row &row : std::as_const(m_pages[page].rows))
                m_pageByKey.remove(m_keyOf(row));
        }
        m_pages.resize(size_t(count));
        countBegins();
        if (last >= first)
            endRemoveRows();
        Q_EMIT countsChanged();
    }
    /// Of another search: rows that are in both stay where they are.
    void startOver(RowPage<Row> page)
    {
        if (m_pages.empty())
            return appendPage(std::move(page));
        truncate(1);
        changePage(0, std::move(page.rows));
        m_pages[0].next = page.next;
        Q_EMIT countsChanged();
    }
    /// One row as it is now, where it is shown.
    void updateRow(const Row &row)
    {
        const int at = rowOf(m_keyOf(row));
        if (at < 0 || this->at(at) == row)
            return;
        const int page = pageOf(at);
        m_pages[size_t(page)].rows[at - m_begins[size_t(page)]] = row;
        Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
    }

    int shownCount() const override { return m_begins.back(); }
    int totalCount() const override { return shownCount(); }
    QString keyAt(int row) const override { return m_keyOf(at(row)); }
    int rowOf(const QString &key) const override
    {
        const int page = m_pageByKey.value(key, -1);
        if (page < 0)
            return -1;
        const QList<Row> &rows = m_pages[size_t(page)].rows;
        for (int i = 0; i < int(rows.size()); ++i) {
            if (m_keyOf(rows[i]) == key)
                return m_begins[size_t(page)] + i;
        }
        return -1;
    }
    void setFilterText(const QString &text) override { m_filter = text; }
    QString filterText() const override { return m_filter; }
    QStringList exportTitles() const override
    {
        QStringList out;
        for (const Column &column : m_columns)
            out.append(column.field);
        return out;
    }
    QStringList exportRow(int row) const override
    {
        const Row &shown = at(row);
        QStringList out;
        for (const Column &column : m_columns)
            out.append(column.exported ? column.exported(shown) : column.text(shown));
        return out;
    }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : shownCount();
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
            return {};
        if (role == Qt::DisplayRole)
            return m_columns[section].title;
        return role == Qt::TextAlignmentRole ? QVariant(alignmentOf(m_columns[section])) : QVariant();
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const Row &row = at(index.row());
        const Column &column = m_columns[index.column()];
        switch (role) {
        case Qt::DisplayRole:
            return column.text(row);
        case Qt::ToolTipRole:
            return column.toolTip ? column.toolTip(row) : QString();
        case Qt::AccessibleTextRole:
            return QString(column.title + QStringLiteral(": ") + column.text(row));
        case Qt::TextAlignmentRole:
            return alignmentOf(column);
        case rowrole::key:
            return m_keyOf(row);
        case rowrole::severity:
            return QVariant::fromValue(column.severity ? column.severity(row) : Severity::None);
        case rowrole::number:
            return bool(column.number);
        case rowrole::stale:
            return m_isStale;
        default:
            return {};
        }
    }

private:
    struct Page
    {
        QList<Row> rows;
        QString next;
    };

    static int alignmentOf(const Column &column)
    {
        return int((column.number && !column.severity ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    void countBegins()
    {
        m_begins.assign(1, 0);
        m_begins.reserve(m_pages.size() + 1);
        for (const Page &page : m_pages)
            m_begins.push_back(m_begins.back() + int(page.rows.size()));
    }
    /// A row that stands in another page already (it was changed between two answers) is not shown twice.
    void removeKnown(QList<Row> &rows) const
    {
        rows.removeIf([this](const Row &row) { return m_pageByKey.contains(m_keyOf(row)); });
    }
    /// How many of the rows given belong to page `number`: up to its last old row, or to the next page's
    /// first.
    std::optional<qsizetype> endOfPage(int number, const RowPage<Row> &page) const
    {
        const QList<Row> &old = m_pages[size_t(number)].rows;
        const QList<Row> &behind = m_pages[size_t(number) + 1].rows;
        const QString last = old.isEmpty() ? QString() : m_keyOf(old.last());
        const QString next = behind.isEmpty() ? QString() : m_keyOf(behind.first());
        for (qsizetype i = 0; i < page.rows.size(); ++i) {
            const QString key = m_keyOf(page.rows[i]);
            if (!next.isEmpty() && key == next)
                return i;
            if (!last.isEmpty() && key == last)
                return i + 1;
        }
        if (page.next == m_pages[size_t(number)].next)
            return page.rows.size();
        return std::nullopt;
    }
    void changePage(int number, QList<Row> rows)
    {
        rows.removeIf(
            [this, number](const Row &row) { return m_pageByKey.value(m_keyOf(row), number) != number; });
        QSet<QString> wanted;
        for (const Row &row : std::as_const(rows))
            wanted.insert(m_keyOf(row));
        removeOthers(number, wanted);
        if (!isInOrder(number, rows))
            removeOthers(number, {}); // rows that changed places: shown anew
        insertMissing(number, rows);
    }
    void removeOthers(int number, const QSet<QString> &wanted)
    {
        QList<Row> &rows = m_pages[size_t(number)].rows;
        const int begin = m_begins[size_t(number)];
        for (int last = int(rows.size()) - 1; last >= 0; --last) {
            if (wanted.contains(m_keyOf(rows[last])))
                continue;
            int first = last;
            while (first > 0 && !wanted.contains(m_keyOf(rows[first - 1])))
                --first;
            beginRemoveRows({}, begin + first, begin + last);
            for (int i = first; i <= last; ++i)
                m_pageByKey.remove(m_keyOf(rows[i]));
            rows.remove(first, last - first + 1);
            countBegins();
            endRemoveRows();
            last = first;
        }
    }
    /// What is left of the old rows stands in the new ones in the same order.
    bool isInOrder(int number, const QList<Row> &rows) const
    {
        qsizetype at = 0;
        for (const Row &old : m_pages[size_t(number)].rows) {
            const QString key = m_keyOf(old);
            while (at < rows.size() && m_keyOf(rows[at]) != key)
                ++at;
            if (at == rows.size())
                return false;
            ++at;
        }
        return true;
    }
    void insertMissing(int number, const QList<Row> &next)
    {
        QList<Row> &rows = m_pages[size_t(number)].rows;
        const int begin = m_begins[size_t(number)];
        for (qsizetype at = 0; at < next.size();) {
            if (at < rows.size() && m_keyOf(rows[at]) == m_keyOf(next[at])) {
                ++at;
                continue;
            }
            qsizetype end = at + 1;
            while (end < next.size() && !(at < rows.size() && m_keyOf(rows[at]) == m_keyOf(next[end])))
                ++end;
            beginInsertRows({}, begin + int(at), begin + int(end) - 1);
            for (qsizetype i = at; i < end; ++i) {
                rows.insert(i, next[i]);
                m_pageByKey.insert(m_keyOf(next[i]), number);
            }
            countBegins();
            endInsertRows();
            at = end;
        }
        for (qsizetype at = 0; at < next.size(); ++at) {
            if (rows[at] == next[at])
                continue;
            const qsizetype first = at;
            for (; at < next.size() && !(rows[at] == next[at]); ++at)
                rows[at] = next[at];
            Q_EMIT dataChanged(index(begin + int(first), 0), index(begin + int(at) - 1, columnCount() - 1));
        }
    }

    const QList<Column> m_columns;
    const KeyFunction m_keyOf;
    std::vector<Page> m_pages;
    std::vector<int> m_begins{0}; ///< of each page, and the count of all rows
    QHash<QString, int> m_pageByKey;
    QString m_filter;
};

} // namespace homeport
