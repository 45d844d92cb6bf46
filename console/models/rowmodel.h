// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A table of plain values: columns are functions of a row, refreshes are differences.
#pragma once

#include "console/models/rowmodelbase.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <numeric>
#include <variant>
#include <vector>

namespace homeport {

/// What a column sorts by: a number where the text would sort wrongly (times as Unix ms, sizes, counts).
using SortKey = std::variant<qint64, QString>;

/// One column of a table of `Row`.
template <class Row> struct RowColumn
{
    QString title; ///< for people, translated
    QString field; ///< for exports, as in the admin API
    std::function<QString(const Row &)> text;
    std::function<qint64(const Row &)> number; ///< set: sorts by this and stands to the right
    std::function<Severity(const Row &)> severity; ///< set: shown as glyph, word and colour
    std::function<QString(const Row &)> toolTip; ///< empty or not set: the text where it is cut
    std::function<QString(const Row &)> exported; ///< set: in place of the text (full times, plain bytes)
};

/// `Row` is a plain value with operator==. `keyOf` names a row across refreshes and is the second sort key.
///
/// setRows() takes all rows, or the part of them that is loaded. Without a sort column they stand in the
/// order given. A refresh costs one pass, plus the sorting of what is shown.
template <class Row> class RowModel : public RowModelBase
{
public:
    using Column = RowColumn<Row>;
    using KeyFunction = std::function<QString(const Row &)>;
    using Predicate = std::function<bool(const Row &)>;

    RowModel(QList<Column> columns, KeyFunction keyOf, QObject *parent = nullptr)
        : RowModelBase(parent)
        , m_columns(std::move(columns))
        , m_keyOf(std::move(keyOf))
    {
    }

    void setRows(QList<Row> rows)
    {
        m_all = std::move(rows);
        show();
    }
    /// Beyond the filter's text; null: all.
    void setPredicate(Predicate predicate)
    {
        m_predicate = std::move(predicate);
        show();
    }
    void setFilterText(const QString &text) override
    {
        m_filter = text;
        m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
        show();
    }
    QString filterText() const override { return m_filter; }

    const QList<Row> &allRows() const { return m_all; }
    const Row &at(int row) const { return m_shown[size_t(row)].row; }
    const Row *find(const QString &key) const
    {
        const int row = rowOf(key);
        return row < 0 ? nullptr : &at(row);
    }
    const QList<Column> &columns() const { return m_columns; }

    int shownCount() const override { return int(m_shown.size()); }
    int totalCount() const override { return int(m_all.size()); }
    QString keyAt(int row) const override { return m_shown[size_t(row)].key; }
    int rowOf(const QString &key) const override { return m_position.value(key, -1); }
    QStringList exportTitles() const override
    {
        QStringList out;
        for (const Column &column : m_columns)
            out.append(column.field);
        return out;
    }
    QStringList exportRow(int row) const override
    {
        QStringList out;
        for (const Column &column : m_columns)
            out.append(column.exported ? column.exported(at(row)) : column.text(at(row)));
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
        if (role == Qt::TextAlignmentRole)
            return alignmentOf(m_columns[section]);
        return {};
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
            return keyAt(index.row());
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
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override
    {
        m_sortColumn = column < m_columns.size() ? column : -1;
        m_sortOrder = order;
        show();
    }

private:
    struct Shown
    {
        QString key;
        Row row;
    };

    static QVariant alignmentOf(const Column &column)
    {
        return QVariant::fromValue(
            int((column.number && !column.severity ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    bool matches(const Row &row) const
    {
        if (m_predicate && !m_predicate(row))
            return false;
        return std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) {
            return std::any_of(m_columns.cbegin(), m_columns.cend(),
                [&](const Column &column) { return column.text(row).contains(word, Qt::CaseInsensitive); });
        });
    }
    std::vector<Shown> wanted() const
    {
        std::vector<Shown> out;
        out.reserve(size_t(m_all.size()));
        for (const Row &row : m_all) {
            if (matches(row))
                out.push_back({m_keyOf(row), row});
        }
        if (m_sortColumn >= 0)
            sortRows(out);
        return out;
    }
    /// Keys are made once a row, not once a comparison.
    void sortRows(std::vector<Shown> &rows) const
    {
        const Column &column = m_columns[m_sortColumn];
        std::vector<SortKey> keys;
        keys.reserve(rows.size());
        for (const Shown &shown : rows)
            keys.push_back(column.number ? SortKey(column.number(shown.row))
                                         : SortKey(column.text(shown.row).toCaseFolded()));
        std::vector<size_t> order(rows.size());
        std::iota(order.begin(), order.end(), size_t(0));
        const bool isDescending = m_sortOrder == Qt::DescendingOrder;
        std::sort(order.begin(), order.end(), [&](size_t left, size_t right) {
            if (keys[left] != keys[right])
                return isDescending ? keys[right] < keys[left] : keys[left] < keys[right];
            return rows[left].key < rows[right].key;
        });
        std::vector<Shown> sorted;
        sorted.reserve(rows.size());
        for (const size_t at : order)
            sorted.push_back(std::move(rows[at]));
        rows = std::move(sorted);
    }

    /// From what is shown to what is wanted: removed, put in order, inserted, changed.
    void show()
    {
        std::vector<Shown> next = wanted();
        QHash<QString, int> nextPosition;
        nextPosition.reserve(qsizetype(next.size()));
        for (size_t i = 0; i < next.size(); ++i)
            nextPosition.insert(next[i].key, int(i));
        removeMissing(nextPosition);
        reorder(nextPosition);
        insertAndChange(std::move(next));
        m_position = std::move(nextPosition);
        Q_EMIT countsChanged();
    }

    static constexpr int fewRuns = 64;

    void removeMissing(const QHash<QString, int> &wantedAt)
    {
        int runs = 0;
        bool wasGone = false;
        for (const Shown &shown : m_shown) {
            const bool isGone = !wantedAt.contains(shown.key);
            runs += isGone && !wasGone;
            wasGone = isGone;
        }
        if (runs > fewRuns) // the rows that go are brought together first: one removal in place of thousands
            permute([&](const QString &key) { return wantedAt.contains(key) ? 0 : 1; });
        for (int last = int(m_shown.size()) - 1; last >= 0;) {
            if (wantedAt.contains(keyAt(last))) {
                --last;
                continue;
            }
            int first = last;
            while (first > 0 && !wantedAt.contains(keyAt(first - 1)))
                --first;
            beginRemoveRows({}, first, last);
            m_shown.erase(m_shown.begin() + first, m_shown.begin() + last + 1);
            endRemoveRows();
            last = first - 1;
        }
    }
    void reorder(const QHash<QString, int> &wantedAt)
    {
        const bool isInOrder = std::is_sorted(m_shown.cbegin(), m_shown.cend(),
            [&](const Shown &left, const Shown &right) { return wantedAt[left.key] < wantedAt[right.key]; });
        if (!isInOrder)
            permute([&](const QString &key) { return wantedAt[key]; });
    }
    template <class Rank> void permute(Rank rank)
    {
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        std::vector<size_t> order(m_shown.size());
        std::iota(order.begin(), order.end(), size_t(0));
        std::vector<int> ranks;
        ranks.reserve(m_shown.size());
        for (const Shown &shown : m_shown)
            ranks.push_back(rank(shown.key));
        std::stable_sort(order.begin(), order.end(),
            [&](size_t left, size_t right) { return ranks[left] < ranks[right]; });
        std::vector<int> newRow(m_shown.size());
        std::vector<Shown> sorted;
        sorted.reserve(m_shown.size());
        for (size_t i = 0; i < order.size(); ++i) {
            newRow[order[i]] = int(i);
            sorted.push_back(std::move(m_shown[order[i]]));
        }
        m_shown = std::move(sorted);
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex &index : before)
            after.append(this->index(newRow[size_t(index.row())], index.column()));
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }
    /// What is shown is a part of `next`, in its order.
    void insertAndChange(std::vector<Shown> next)
    {
        int runs = 0;
        for (size_t at = 0, kept = 0; at < next.size();) {
            if (kept < m_shown.size() && m_shown[kept].key == next[at].key) {
                ++at, ++kept;
                continue;
            }
            ++runs;
            while (at < next.size() && !(kept < m_shown.size() && m_shown[kept].key == next[at].key))
                ++at;
        }
        if (runs > fewRuns)
            return insertAtEnd(std::move(next));
        for (size_t at = 0; at < next.size();) {
            if (at < m_shown.size() && m_shown[at].key == next[at].key) {
                ++at;
                continue;
            }
            size_t end = at + 1;
            while (end < next.size() && !(at < m_shown.size() && m_shown[at].key == next[end].key))
                ++end;
            beginInsertRows({}, int(at), int(end) - 1);
            m_shown.insert(
                m_shown.begin() + qsizetype(at), next.begin() + qsizetype(at), next.begin() + qsizetype(end));
            endInsertRows();
            at = end;
        }
        takeChanges(std::move(next));
    }
    /// Many new rows all over the place: one insertion, then one change of the order.
    void insertAtEnd(std::vector<Shown> next)
    {
        QHash<QString, int> wantedAt;
        for (size_t i = 0; i < next.size(); ++i)
            wantedAt.insert(next[i].key, int(i));
        QSet<QString> known;
        for (const Shown &shown : m_shown)
            known.insert(shown.key);
        std::vector<Shown> added;
        for (const Shown &shown : next) {
            if (!known.contains(shown.key))
                added.push_back(shown);
        }
        beginInsertRows({}, int(m_shown.size()), int(m_shown.size() + added.size()) - 1);
        m_shown.insert(m_shown.end(), added.begin(), added.end());
        endInsertRows();
        reorder(wantedAt);
        takeChanges(std::move(next));
    }
    void takeChanges(std::vector<Shown> next)
    {
        for (size_t at = 0; at < next.size(); ++at) {
            if (m_shown[at].row == next[at].row)
                continue;
            const size_t first = at;
            for (; at < next.size() && !(m_shown[at].row == next[at].row); ++at)
                m_shown[at].row = std::move(next[at].row);
            Q_EMIT dataChanged(index(int(first), 0), index(int(at) - 1, int(m_columns.size()) - 1));
        }
    }

    const QList<Column> m_columns;
    const KeyFunction m_keyOf;
    QList<Row> m_all;
    std::vector<Shown> m_shown;
    QHash<QString, int> m_position;
    Predicate m_predicate;
    QString m_filter;
    QStringList m_words;
};

} // namespace homeport
