// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Orders to the store, rounds over the link.
#include "server/cluster/movedesk.h"

#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr auto openTime = 10s;
constexpr qsizetype pullsKept = 1000;

QJsonObject describe(const PullReport &report)
{
    return {
        {QStringLiteral("files"), report.files},
        {QStringLiteral("bytes"), QString::number(report.bytes)},
        {QStringLiteral("renamed"), report.renamed},
        {QStringLiteral("removed"), report.removed},
        {QStringLiteral("messages"), report.messages},
    };
}

Result<QJsonObject> nothing(const Result<> &done)
{
    if (!done)
        return fail(done.error());
    return QJsonObject();
}

} // namespace

Task<Result<QJsonObject>> MoveDesk::answer(QString what, QJsonObject arguments)
{
    if (what == QLatin1String("account.move.list")) {
        QJsonArray marks;
        for (const MoveMark &mark : m_ports.store.marks())
            marks.append(toJson(mark));
        co_return QJsonObject{{QStringLiteral("marks"), marks}};
    }
    JsonReader reader(arguments);
    const MoveMark mark = reader.nested("mark", &moveMarkFromJson);
    const Result<bool> read = reader.finish(true);
    if (!read)
        co_return fail(read.error());
    if (what == QLatin1String("account.move.pull"))
        co_return pull(mark, arguments);
    if (what == QLatin1String("account.move.begin")) {
        const Result<QJsonObject> begun = co_await begin(mark, arguments);
        co_return begun;
    }
    const Result<QJsonObject> done = co_await order(what, mark, arguments);
    co_return done;
}

Task<Result<QJsonObject>> MoveDesk::begin(MoveMark mark, QJsonObject arguments)
{
    if (mark.role == MoveRole::Source) {
        const Result<qint64> bytes = co_await m_ports.store.beginSource(mark);
        if (!bytes)
            co_return fail(bytes.error());
        co_return QJsonObject{{QStringLiteral("bytes"), QString::number(*bytes)}};
    }
    if (const PullPointer running = m_pulls.take(mark.account)) { // of a former runner
        if (running->stream)
            running->stream->close();
        const Deadline patience(openTime);
        while (!running->result && !patience.hasExpired())
            co_await m_ended.wait(patience);
    }
    const qint64 bytes = arguments.value(QStringLiteral("bytes")).toString().toLongLong();
    const Result<> begun = co_await m_ports.store.beginTarget(mark, bytes);
    co_return nothing(begun);
}

Task<Result<QJsonObject>> MoveDesk::order(QString what, MoveMark mark, QJsonObject arguments)
{
    MoveStore &store = m_ports.store;
    const QString word = what.section(u'.', 2);
    if (const PullPointer running = m_pulls.value(mark.account);
        running && !running->result && mark.role == MoveRole::Target) {
        if (word != QLatin1String("drop"))
            co_return fail(Error::temporary("a round of copying is under way"));
        if (running->stream)
            running->stream->close();
        while (!running->result)
            co_await m_ended.wait();
    }
    if (word == QLatin1String("hold")) {
        const Result<> done = co_await store.hold(mark);
        co_return nothing(done);
    }
    if (word == QLatin1String("release")) {
        const bool forget = arguments.value(QStringLiteral("forget")).toBool();
        const Result<> done = co_await store.release(mark, forget);
        co_return nothing(done);
    }
    using Order = Task<Result<>> (MoveStore::*)(MoveMark);
    struct Row
    {
        const char *word;
        Order order;
    };
    static constexpr Row rows[] = {{"aside", &MoveStore::setAside}, {"purge", &MoveStore::purge},
        {"adopt", &MoveStore::adopt}, {"finish", &MoveStore::finish}, {"drop", &MoveStore::drop}};
    for (const Row &row : rows) {
        if (word != QLatin1String(row.word))
            continue;
        const Result<> done = co_await (store.*row.order)(mark);
        co_return nothing(done);
    }
    co_return fail(Error::syntax("what: no order of a move"));
}

Result<QJsonObject> MoveDesk::pull(const MoveMark &mark, const QJsonObject &arguments)
{
    JsonReader reader(arguments);
    const qint64 round = reader.count("round", 1'000'000);
    PullOrder order;
    order.isLast = reader.boolean("last");
    order.checksAll = reader.boolean("checksAll");
    order.place = {mark.storage, mark.account, mark.address, MoveRole::Target};
    const Result<bool> read = reader.finish(true);
    if (!read)
        return fail(read.error());
    if (m_isStopped)
        return fail(Error::temporary("this member is ending"));
    PullPointer known = m_pulls.value(mark.account);
    const bool isOfThis = known && known->mark.id == mark.id && known->mark.turn == mark.turn;
    if (!isOfThis || known->round < round) {
        if (known && !known->result)
            return fail(Error::temporary("a former round of copying is ending"));
        const QList<MoveMark> marks = m_ports.store.marks();
        const bool isOurs = std::any_of(marks.begin(), marks.end(), [&mark](const MoveMark &held) {
            return held.id == mark.id && held.turn == mark.turn && held.storage == mark.storage
                && held.state == MoveState::Receiving;
        });
        if (!isOurs)
            return fail(Error::refused("no such move is on its way here", {}, "conflict"));
        order.keysFrom = isOfThis ? known->report->keysNext : QByteArray();
        known = std::make_shared<Pull>();
        known->mark = mark;
        known->round = round;
        if (m_pulls.size() > pullsKept)
            m_pulls.removeIf([](const auto &it) { return it.value()->result.has_value(); });
        m_pulls.insert(mark.account, known);
        run(known, order);
    }
    if (known->result && !*known->result)
        return fail(known->result->error());
    QJsonObject answer = describe(*known->report);
    answer.insert(QStringLiteral("running"), !known->result.has_value());
    return answer;
}

Task<> MoveDesk::run(PullPointer pull, PullOrder order)
{
    ++m_running;
    const Result<> done = co_await runRound(pull, std::move(order));
    if (pull->stream)
        pull->stream->close();
    pull->stream.reset();
    if (!done)
        qCWarning(lcCluster) << Event("move-round-failed")
                                    .id(pull->mark.id)
                                    .with("account", pull->mark.address)
                                    .why(done.error());
    pull->result = done;
    --m_running;
    m_ended.wakeAll();
}

Task<Result<>> MoveDesk::runRound(PullPointer pull, PullOrder order)
{
    const TablePointer table = m_ports.cluster.table();
    const Storage *source = table ? table->storage(pull->mark.other) : nullptr;
    if (!source)
        co_return fail(Error::temporary("the source storage is not in the table"));
    const MemberName owner = source->owner;
    TransferRequest request{pull->mark.account, pull->mark.address, source->id, source->epoch};
    auto opened = co_await m_ports.link().openTransfer(owner, std::move(request), Deadline(openTime));
    if (!opened)
        co_return fail(opened.error());
    pull->stream = std::shared_ptr<ByteStream>(std::move(*opened));
    if (m_isStopped)
        co_return fail(Error::temporary("this member is ending"));
    const Result<> done = co_await pullRound(m_ports.store, pull->stream, std::move(order), pull->report);
    co_return done;
}

Task<> MoveDesk::stop()
{
    m_isStopped = true;
    for (const PullPointer &pull : std::as_const(m_pulls)) {
        if (pull->stream)
            pull->stream->close();
    }
    while (m_running > 0)
        co_await m_ended.wait();
}

} // namespace homeport
