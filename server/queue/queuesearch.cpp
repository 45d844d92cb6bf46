// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The durable queue: finding recipients for administrators, on a connection that deliveries do not wait for.
#include "server/queue/sqlitequeue.h"

#include <atomic>
#include <variant>

namespace homeport {

namespace {

constexpr qsizetype longestNumber = 19; // digits of a qint64: padded, numbers compare as bytes do

constexpr int mostSearches = 16; ///< that wait or run; each holds up those behind it
constexpr qint64 longestSearchMs = 15'000; ///< with its wait: by then nobody listens any more

/// Of a search, from its question to its answer. Shares the count: a caller may resume when the queue is
/// gone.
class SearchPlace
{
public:
    explicit SearchPlace(std::shared_ptr<std::atomic<int>> count)
        : m_count(std::move(count))
        , m_isFree(m_count->fetch_add(1) < mostSearches)
    {
    }
    ~SearchPlace() { m_count->fetch_sub(1); }
    Q_DISABLE_COPY_MOVE(SearchPlace)
    bool isFree() const { return m_isFree; }

private:
    const std::shared_ptr<std::atomic<int>> m_count;
    const bool m_isFree;
};

Error tooManySearches()
{
    return Error::temporary("queue busy, try again later",
        QStringLiteral("%1 searches of this queue wait already: try again in a moment").arg(mostSearches));
}

Error tookTooLong()
{
    return Error::temporary("search took too long",
        QStringLiteral("the search took longer than %1 seconds and was ended: name a lane, a state or an age "
                       "to look at less, or sort by the time of receipt")
            .arg(longestSearchMs / 1000));
}

using Value = std::variant<qint64, QByteArray>;

/// A piece of SQL with the values of its parameters, in order.
struct Clause
{
    QByteArray sql;
    QList<Value> values;

    void add(const QByteArray &condition, const QList<Value> &more)
    {
        sql += (sql.isEmpty() ? " WHERE " : " AND ") + condition;
        values += more;
    }
};

enum class Scan {
    ByLane, ///< the lane's index finds the rows
    InOrder, ///< the rows come in another order, and the lane is only compared
};

QByteArray folded(const QString &text) { return text.toLower().toUtf8(); }

/// `+` before a column keeps SQLite from choosing its index.
Clause conditions(const QueueQuery &query, Scan scan, qint64 nowMs)
{
    Clause clause;
    const QueueFilter &filter = query.filter;
    if (!query.lanes.isEmpty()) {
        QList<Value> lanes;
        for (const QByteArray &lane : query.lanes)
            lanes.append(lane);
        const QByteArray marks = QByteArray("?,").repeated(int(lanes.size())).chopped(1);
        clause.add((scan == Scan::ByLane ? "r.lane IN (" : "+r.lane IN (") + marks + ')', lanes);
    }
    if (!filter.from.isEmpty())
        clause.add("contains_folded(r.sender, ?)", {folded(filter.from)});
    if (!filter.to.isEmpty())
        clause.add("(contains_folded(r.recipient, ?) OR contains_folded(r.address, ?))",
            {folded(filter.to), folded(filter.to)});
    if (!filter.error.isEmpty())
        clause.add("contains_folded(r.error, ?)", {folded(filter.error)});
    if (filter.state)
        clause.add("+r.state = ?", {qint64(*filter.state)});
    if (filter.olderThan > 0)
        clause.add("+r.received <= ?", {nowMs - filter.olderThan * 1000});
    if (filter.largerThan > 0)
        clause.add("r.size > ?", {filter.largerThan});
    return clause;
}

struct Order
{
    const char *expression;
    bool isText;
};

Order orderOf(QueueSort sort)
{
    switch (sort) {
    case QueueSort::Received:
        return {"r.received", false};
    case QueueSort::Bytes:
        return {"r.size", false};
    case QueueSort::From:
        return {"lower(CAST(r.sender AS TEXT))", true};
    case QueueSort::Recipient:
        return {"lower(CAST(r.recipient AS TEXT))", true};
    case QueueSort::Attempts:
        return {"r.attempts", false};
    case QueueSort::NextTry: // what is not waiting comes behind all that is
        return {"CASE r.state WHEN 0 THEN r.due ELSE 9223372036854775807 END", false};
    case QueueSort::LastError:
        return {"lower(CAST(r.error AS TEXT))", true};
    case QueueSort::State:
        return {"r.state", false};
    }
    Q_UNREACHABLE();
}

Result<Statement> prepared(Database &database, const QByteArray &sql, const QList<Value> &values)
{
    Result<Statement> statement = database.prepare(sql.constData());
    if (!statement)
        return statement;
    for (qsizetype i = 0; i < values.size(); ++i)
        std::visit([&](const auto &value) { statement->bind(int(i) + 1, value); }, values[i]);
    return statement;
}

Result<qint64> total(Database &database, const Clause &clause)
{
    Result<Statement> count =
        prepared(database, "SELECT count(*) FROM recipient r" + clause.sql, clause.values);
    if (!count)
        return fail(count.error());
    const Result<bool> row = count->step();
    if (!row)
        return fail(row.error());
    return *row ? count->integer(0) : 0;
}

QueueRow readRow(const Statement &s)
{
    QueueRow row;
    row.id = s.integer(1);
    row.key = DeliveryKey::fromRaw(s.bytes(2)).value_or(DeliveryKey());
    row.from = QString::fromUtf8(s.bytes(3));
    row.recipient = QString::fromUtf8(s.bytes(4));
    row.address = QString::fromUtf8(s.bytes(5));
    row.lane = QString::fromUtf8(s.bytes(6));
    row.received = QDateTime::fromMSecsSinceEpoch(s.integer(7), Qt::UTC);
    row.bytes = s.integer(8);
    row.state = EntryState(std::clamp<qint64>(s.integer(9), 0, 2));
    row.attempts = int(s.integer(10));
    if (row.state == EntryState::Waiting)
        row.nextTry = QDateTime::fromMSecsSinceEpoch(s.integer(11), Qt::UTC);
    row.lastError = QString::fromUtf8(s.bytes(12));
    return row;
}

Result<QueuePage> page(Database &database, Clause clause, const Order &order, bool descending,
    const std::optional<QueuePosition> &after, int limit)
{
    QueuePage found;
    const Result<qint64> all = total(database, clause);
    if (!all)
        return fail(all.error());
    found.total = *all;
    const QByteArray expression = order.expression;
    if (after) {
        const QByteArray mark = order.isText ? "CAST(? AS TEXT)" : "?";
        const Value value = order.isText ? Value(after->value) : Value(after->value.toLongLong());
        clause.add(
            '(' + expression + ", r.message, r.key) " + (descending ? "<" : ">") + " (" + mark + ", ?, ?)",
            {value, after->id, after->key.raw()});
    }
    const QByteArray way = descending ? " DESC" : "";
    Result<Statement> select = prepared(database,
        "SELECT " + expression
            + ", r.message, r.key, r.sender, r.recipient, r.address, r.lane, r.received, r.size, r.state, "
              "r.attempts, r.due, r.error FROM recipient r"
            + clause.sql + " ORDER BY " + expression + way + ", r.message" + way + ", r.key" + way + " LIMIT "
            + QByteArray::number(limit + 1),
        clause.values);
    if (!select)
        return fail(select.error());
    for (;;) {
        const Result<bool> row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return found;
        if (found.rows.size() == limit) {
            found.hasMore = true;
            return found;
        }
        found.rows.append(readRow(*select));
        found.values.append(order.isText
                ? select->bytes(0)
                : QByteArray::number(select->integer(0)).rightJustified(longestNumber, '0'));
    }
}

QueueTarget readTarget(const Statement &s)
{
    return {s.integer(0), s.integer(1), DeliveryKey::fromRaw(s.bytes(2)).value_or(DeliveryKey()), s.bytes(3),
        s.bytes(4), s.bytes(5), EntryState(std::clamp<qint64>(s.integer(6), 0, 2)), s.integer(7) != 0};
}

constexpr char targetColumns[] =
    "SELECT r.id, r.message, r.key, r.lane, r.address, r.recipient, r.state, r.open FROM recipient r";

Result<> readTargets(Statement &select, QList<QueueTarget> &targets)
{
    for (;;) {
        const Result<bool> row = select.step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        targets.append(readTarget(select));
    }
}

/// In the order of rows; a `limit` below 0 is none.
Result<> addTargets(Database &database, const Clause &clause, int limit, QList<QueueTarget> &targets)
{
    Result<Statement> select = prepared(database,
        targetColumns + clause.sql + " ORDER BY r.id LIMIT " + QByteArray::number(limit), clause.values);
    if (!select)
        return fail(select.error());
    return readTargets(*select, targets);
}

} // namespace

Task<Result<QueuePage>> SqliteQueue::search(
    QueueQuery query, QueueSort sort, bool descending, std::optional<QueuePosition> after, int limit)
{
    const SearchPlace place(m_searches);
    if (!place.isFree())
        co_return fail(tooManySearches());
    const int bounded = std::clamp(limit, 1, 1000);
    // a lane with much of the queue is found sooner among the rows in their order than by sorting it
    const LaneTotals::Counts counts = m_totals.recipients(query.lanes);
    const bool isMuch = counts.inLanes > 2000 && counts.inLanes > counts.inAll / 8;
    const Scan scan = sort == QueueSort::Received && isMuch ? Scan::InOrder : Scan::ByLane;
    const Clause clause = conditions(query, scan, m_clock.wallMs());
    const Order order = orderOf(sort);
    const std::function<bool()> isOver = [&clock = m_clock, end = m_clock.monotonicMs() + longestSearchMs] {
        return clock.monotonicMs() >= end;
    };
    std::function<Result<QueuePage>(Database &)> work = [=](Database &database) -> Result<QueuePage> {
        if (isOver()) // others came first
            return fail(tookTooLong());
        const Result<> begun = database.execute("BEGIN"); // the total is that of the moment of its page
        if (!begun)
            return fail(begun.error());
        database.stopWhen(isOver);
        Result<QueuePage> found = page(database, clause, order, descending, after, bounded);
        database.stopWhen({});
        const Result<> ended = database.execute("COMMIT");
        if (!ended)
            return fail(ended.error());
        if (!found && isOver())
            return fail(tookTooLong());
        return found;
    };
    auto found = co_await read<QueuePage>(m_searcher, std::move(work));
    co_return found;
}

Task<Result<QList<QueueTarget>>> SqliteQueue::choose(
    QueueQuery query, qint64 afterRow, qint64 lastMessage, int limit)
{
    Clause clause = conditions(query, Scan::InOrder, m_clock.wallMs());
    clause.add("+r.message <= ?", {lastMessage});
    Clause behind = clause;
    behind.add("r.id > ?", {afterRow});
    std::function<Result<QList<QueueTarget>>(Database &)> work =
        [=](Database &database) -> Result<QList<QueueTarget>> {
        QList<QueueTarget> targets;
        Result<> read = addTargets(database, behind, limit, targets);
        if (read && targets.size() == limit) {
            const QueueTarget &last = targets.last();
            Clause rest = clause;
            rest.add("r.message = ? AND +r.id > ?", {last.id, last.row});
            read = addTargets(database, rest, -1, targets);
        }
        if (!read)
            return fail(read.error());
        return targets;
    };
    auto targets = co_await read<QList<QueueTarget>>(m_searcher, std::move(work));
    co_return targets;
}

Task<Result<qint64>> SqliteQueue::lastMessage()
{
    std::function<Result<qint64>(Database &)> work = [](Database &database) {
        return database.scalar("SELECT coalesce(max(id), 0) FROM message");
    };
    auto last = co_await read<qint64>(m_searcher, std::move(work));
    co_return last;
}

Task<Result<QList<QueueTarget>>> SqliteQueue::find(QList<QueueSelected> selected)
{
    std::function<Result<QList<QueueTarget>>(Database &)> work =
        [selected](Database &database) -> Result<QList<QueueTarget>> {
        QList<QueueTarget> targets;
        for (const QueueSelected &one : selected) {
            static constexpr char ofMessage[] =
                "SELECT r.id, r.message, r.key, r.lane, r.address, r.recipient, r.state, r.open FROM "
                "recipient r WHERE r.message = ?1 AND (?2 IS NULL OR r.key = ?2) ORDER BY r.id";
            Result<Statement *> select = database.cached(ofMessage);
            if (!select)
                return fail(select.error());
            (*select)->bind(1, one.id);
            if (one.key)
                (*select)->bind(2, one.key->raw());
            const Result<> read = readTargets(**select, targets);
            if (!read)
                return fail(read.error());
        }
        return targets;
    };
    auto targets = co_await read<QList<QueueTarget>>(m_searcher, std::move(work));
    co_return targets;
}

} // namespace homeport
