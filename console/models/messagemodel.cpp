// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading pages and what they change.
#include "console/models/messagemodel.h"

#include "console/models/clusterstate.h"
#include "console/models/messagecolumns.h"
#include "console/models/texts.h"
#include "shared/model/jsonreader.h"

#include <QElapsedTimer>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int fewRuns = 64; ///< above that, rows are gathered by one change of the order

} // namespace

QString messageKey(const QueueRow &row)
{
    return row.member + u':' + QString::number(row.id) + u':' + row.key.text();
}

Result<MessagePage> messagePageFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const QList<QueueRow> rows = reader.list("rows", queueRowFromJson);
    MessagePage page;
    page.total = reader.count("total");
    page.next = reader.text("next");
    page.unreachable = unreachableFromJson(json);
    page.entries.reserve(rows.size());
    for (const QueueRow &row : rows)
        page.entries.append(std::make_shared<const MessageEntry>(MessageEntry{messageKey(row), row}));
    return reader.finish(page);
}

MessageModel::MessageModel(Connection &connection, QObject *parent)
    : RowModelBase(parent)
    , m_connection(connection)
    , m_columns(messageColumns())
{
}

void MessageModel::ask(const MessageQuestion &question)
{
    if (m_hasQuestion && question == m_question)
        return refresh();
    m_question = question;
    m_hasQuestion = true;
    ++m_generation;
    m_wanted = pageSize;
    m_isAsking = false; // what is under way is dropped
    m_sortColumn = columnOf(question.sort);
    m_sortOrder = question.isDescending ? Qt::DescendingOrder : Qt::AscendingOrder;
    refresh();
}

void MessageModel::refresh()
{
    if (!m_hasQuestion)
        return;
    if (m_isAsking) {
        m_isAskedAgain = true;
        return;
    }
    m_wanted = std::max(int(pageSize), shownCount());
    read(0, {});
}

void MessageModel::clear()
{
    ++m_generation;
    m_hasQuestion = false;
    m_isAsking = false;
    m_isAskedAgain = false;
    m_question = {};
    m_next.clear();
    m_total = -1;
    m_wanted = 0;
    m_problem.clear();
    m_unreachable.clear();
    m_asOf = {};
    m_refreshTime = {};
    removeRange(0, shownCount() - 1);
    Q_EMIT countsChanged();
    Q_EMIT answered();
}

bool MessageModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasQuestion && !m_rows.empty() && !m_next.isEmpty();
}

void MessageModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_wanted = shownCount() + pageSize;
    if (!m_isAsking) // else the reading under way goes on so far
        read(shownCount(), m_next);
}

QJsonObject MessageModel::argumentsFor(const QString &cursor, int limit) const
{
    QJsonObject arguments{
        {u"filter"_s, toJson(m_question.filter)}, {u"sort"_s, toText(m_question.sort)}, {u"limit"_s, limit}};
    if (m_question.isDescending)
        arguments.insert(u"descending"_s, true);
    if (!m_question.member.isEmpty())
        arguments.insert(u"member"_s, m_question.member);
    if (!cursor.isEmpty())
        arguments.insert(u"after"_s, cursor);
    return arguments;
}

/// From `cursor` on, which stands behind the first `confirmed` rows, until as many are loaded as are wanted.
Task<> MessageModel::read(int confirmed, QString cursor)
{
    const QPointer<MessageModel> self(this);
    const int generation = m_generation;
    const bool isRefresh = confirmed == 0;
    QElapsedTimer timer;
    timer.start();
    m_isAsking = true;
    m_isAskedAgain = false;
    Q_EMIT answered();
    for (;;) {
        const int limit = std::clamp(m_wanted - confirmed, 1, refreshSize);
        const QJsonObject arguments = argumentsFor(cursor, limit);
        const Result<MessagePage> page =
            co_await m_connection.ask(u"queue.search"_s, arguments, messagePageFromJson);
        if (!self || generation != m_generation)
            co_return; // nobody asks for this any more
        m_problem = page ? QString() : page.error().forLog;
        if (!page)
            break; // what was shown stays
        const bool isLast = page->next.isEmpty() || confirmed + int(page->entries.size()) >= m_wanted;
        m_total = page->total;
        m_unreachable = page->unreachable;
        m_next = page->next;
        confirmed = take(confirmed, page->entries, isLast);
        cursor = page->next;
        if (isLast) {
            m_asOf = QDateTime::currentDateTimeUtc();
            break;
        }
    }
    m_isAsking = false;
    if (isRefresh)
        m_refreshTime = std::chrono::milliseconds(timer.elapsed());
    Q_EMIT countsChanged();
    Q_EMIT answered();
    if (self && m_isAskedAgain)
        refresh();
}

/// The first `confirmed` rows stand as they should; `page` comes behind them. What else was loaded stays
/// behind it until the last page tells that it is gone. How many rows stand as they should now.
int MessageModel::take(int confirmed, const QList<Entry> &page, bool isLast)
{
    const QList<Entry> fresh = withoutConfirmed(confirmed, page);
    QHash<QString, int> rank;
    rank.reserve(fresh.size());
    for (const Entry &entry : fresh)
        rank.insert(entry->key, int(rank.size()));
    if (isLast)
        removeOthers(confirmed, rank);
    if (!isArranged(confirmed, fresh))
        arrange(confirmed, [&rank](const QString &key) { return rank.value(key, INT_MAX); });
    insertMissing(confirmed, fresh);
    changeRows(confirmed, fresh);
    return confirmed + int(fresh.size());
}

/// A row may have moved between two answers: it is not shown twice, and put right by the next refresh.
QList<MessageModel::Entry> MessageModel::withoutConfirmed(int confirmed, const QList<Entry> &page) const
{
    QSet<QString> doubtful;
    for (const Entry &entry : page) {
        if (m_keys.contains(entry->key))
            doubtful.insert(entry->key);
    }
    for (int row = confirmed; row < shownCount() && !doubtful.isEmpty(); ++row)
        doubtful.remove(keyAt(row));
    QList<Entry> out = page;
    if (!doubtful.isEmpty())
        out.removeIf([&doubtful](const Entry &entry) { return doubtful.contains(entry->key); });
    return out;
}

/// Those of `page` that are loaded stand from `from` on, in its order.
bool MessageModel::isArranged(int from, const QList<Entry> &page) const
{
    for (const Entry &entry : page) {
        if (!m_keys.contains(entry->key))
            continue;
        if (keyAt(from) != entry->key)
            return false;
        ++from;
    }
    return true;
}

void MessageModel::removeRange(int first, int last)
{
    if (last < first)
        return;
    m_isRemoving = true;
    beginRemoveRows({}, first, last);
    for (int row = first; row <= last; ++row)
        m_keys.remove(keyAt(row));
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    endRemoveRows();
    m_isRemoving = false;
}

void MessageModel::removeOthers(int from, const QHash<QString, int> &rank)
{
    int runs = 0;
    bool wasGone = false;
    for (int row = from; row < shownCount(); ++row) {
        const bool isGone = !rank.contains(keyAt(row));
        runs += isGone && !wasGone;
        wasGone = isGone;
    }
    if (runs > fewRuns)
        arrange(from, [&rank](const QString &key) { return rank.contains(key) ? 0 : 1; });
    for (int last = shownCount() - 1; last >= from;) {
        if (rank.contains(keyAt(last))) {
            --last;
            continue;
        }
        int first = last;
        while (first > from && !rank.contains(keyAt(first - 1)))
            --first;
        removeRange(first, last);
        last = first - 1;
    }
}

/// Rows from `from` on by rank; those of one rank keep their order.
void MessageModel::arrange(int from, const std::function<int(const QString &key)> &rank)
{
    std::vector<int> ranks(m_rows.size());
    for (size_t row = size_t(from); row < m_rows.size(); ++row)
        ranks[row] = rank(m_rows[row]->key);
    if (std::is_sorted(ranks.cbegin() + from, ranks.cend()))
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    std::vector<int> order(m_rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin() + from, order.end(),
        [&](int left, int right) { return ranks[size_t(left)] < ranks[size_t(right)]; });
    std::vector<int> newRow(m_rows.size());
    std::vector<Entry> sorted(m_rows.size());
    for (size_t i = 0; i < order.size(); ++i) {
        newRow[size_t(order[i])] = int(i);
        sorted[i] = std::move(m_rows[size_t(order[i])]);
    }
    m_rows = std::move(sorted);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after.append(this->index(newRow[size_t(index.row())], index.column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

/// Those of `page` that are loaded stand from `from` on, in its order.
void MessageModel::insertMissing(int from, const QList<Entry> &page)
{
    QList<std::pair<int, int>> runs; // of positions in `page`
    for (int at = 0; at < int(page.size()); ++at) {
        if (m_keys.contains(page[at]->key))
            continue;
        if (!runs.isEmpty() && runs.last().second == at - 1)
            runs.last().second = at;
        else
            runs.append({at, at});
    }
    const auto insert = [this, &page](int row, int first, int last) {
        beginInsertRows({}, row, row + last - first);
        m_rows.insert(m_rows.begin() + row, page.cbegin() + first, page.cbegin() + last + 1);
        for (int at = first; at <= last; ++at)
            m_keys.insert(page[at]->key);
        endInsertRows();
    };
    if (runs.size() <= fewRuns) {
        for (const auto &[first, last] : std::as_const(runs))
            insert(from + first, first, last);
        return;
    }
    // one insertion in front of all, then one change of the order
    QList<Entry> missing;
    QHash<QString, int> rank;
    for (const Entry &entry : page) {
        rank.insert(entry->key, int(rank.size()));
        if (!m_keys.contains(entry->key))
            missing.append(entry);
    }
    beginInsertRows({}, from, from + int(missing.size()) - 1);
    m_rows.insert(m_rows.begin() + from, missing.cbegin(), missing.cend());
    for (const Entry &entry : std::as_const(missing))
        m_keys.insert(entry->key);
    endInsertRows();
    arrange(from, [&rank](const QString &key) { return rank.value(key, INT_MAX); });
}

void MessageModel::changeRows(int from, const QList<Entry> &page)
{
    for (int at = 0; at < int(page.size()); ++at) {
        if (m_rows[size_t(from + at)]->row == page[at]->row)
            continue;
        const int first = at;
        for (; at < int(page.size()) && m_rows[size_t(from + at)]->row != page[at]->row; ++at)
            m_rows[size_t(from + at)] = page[at];
        Q_EMIT dataChanged(index(from + first, 0), index(from + at - 1, columnCount() - 1));
    }
}

int MessageModel::rowOf(const QString &key) const
{
    if (!m_keys.contains(key))
        return -1;
    const auto found = std::find_if(
        m_rows.cbegin(), m_rows.cend(), [&key](const Entry &entry) { return entry->key == key; });
    return int(found - m_rows.cbegin());
}

const QueueRow *MessageModel::find(const QString &key) const
{
    const int row = rowOf(key);
    return row < 0 ? nullptr : &at(row);
}

void MessageModel::showAges()
{
    const int column = columnOf(QueueSort::Received);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, column), index(shownCount() - 1, column), {Qt::DisplayRole});
}

} // namespace homeport
