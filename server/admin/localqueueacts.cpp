// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is meant, the way through it, and retry, hold and release in this member's queue.
#include "server/admin/localqueueacts.h"

#include "server/admin/adminerror.h"
#include "server/admin/localoperations.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qsizetype mostSelected = 1000;
constexpr qint64 highestId = qint64(1) << 53;

} // namespace

QSet<qint64> rowsOf(const QList<QueueTarget> &targets)
{
    QSet<qint64> rows;
    for (const QueueTarget &target : targets)
        rows.insert(target.row);
    return rows;
}

QString reasonFor(QueueAct act, const QueueTarget &target)
{
    const bool isHeld = target.state == EntryState::Held;
    switch (act) {
    case QueueAct::Retry:
        if (target.state != EntryState::Waiting)
            return isHeld ? QStringLiteral("it is held: release it")
                          : QStringLiteral("it is quarantined: release it with \"quarantined\"");
        break;
    case QueueAct::Hold:
        if (target.state != EntryState::Waiting)
            return isHeld ? QStringLiteral("it is held already")
                          : QStringLiteral("it is quarantined, and not tried until it is released");
        break;
    case QueueAct::Release:
        if (target.state == EntryState::Quarantined)
            return QStringLiteral("it is quarantined: look at it, and release it with \"quarantined\"");
        [[fallthrough]];
    case QueueAct::ReleaseAll:
        if (target.state == EntryState::Waiting)
            return QStringLiteral("it is not held");
        break;
    case QueueAct::Delete:
        break;
    }
    return QStringLiteral("it has left the queue, or its state has changed meanwhile");
}

Error afterSome(Error error, qint64 recipients)
{
    if (recipients > 0)
        error.forLog =
            QStringLiteral("done for %1 recipients, then: ").arg(recipients) + textForAdministrator(error);
    return error;
}

Error notThere(const QueueSelected &selected)
{
    return Error::refused(
        "no such message", QStringLiteral("message %1 is not in the queue").arg(selected.id));
}

Task<Result<>> QueueBatches::findSelected()
{
    Result<QList<QueueTarget>> found = co_await m_queue.find(m_scope.selected);
    if (!found)
        co_return fail(found.error());
    QSet<qint64> ids;
    QSet<std::pair<qint64, DeliveryKey>> keys;
    QSet<qint64> rows; // a message and one of its recipients may both be selected
    for (const QueueTarget &target : std::as_const(*found)) {
        ids.insert(target.id);
        keys.insert({target.id, target.key});
        if (rows.contains(target.row))
            continue;
        rows.insert(target.row);
        m_found.append(target);
    }
    const auto isBefore = [](const QueueTarget &a, const QueueTarget &b) {
        return std::tie(a.id, a.row) < std::tie(b.id, b.row);
    };
    std::sort(m_found.begin(), m_found.end(), isBefore); // its recipients may be selected far apart
    for (const QueueSelected &one : m_scope.selected) {
        if (one.key ? !keys.contains({one.id, *one.key}) : !ids.contains(one.id))
            m_missing.append(one);
    }
    co_return Result<>();
}

Task<Result<QList<QueueTarget>>> QueueBatches::next()
{
    const bool isFirst = !std::exchange(m_hasBegun, true);
    if (!m_scope.query) {
        if (isFirst) {
            const Result<> found = co_await findSelected();
            if (!found)
                co_return fail(found.error());
        }
        qsizetype end = std::min<qsizetype>(size, m_found.size());
        while (end > 0 && end < m_found.size() && m_found[end].id == m_found[end - 1].id)
            ++end;
        const QList<QueueTarget> batch = m_found.mid(0, end);
        m_found = m_found.mid(batch.size());
        co_return QList<QueueTarget>(batch);
    }
    if (isFirst) {
        const Result<qint64> last = co_await m_queue.lastMessage();
        if (!last)
            co_return fail(last.error());
        m_last = *last;
    }
    const Result<QList<QueueTarget>> batch = co_await m_queue.choose(*m_scope.query, m_after, m_last, size);
    if (batch && !batch->isEmpty())
        m_after = batch->last().row;
    co_return batch;
}

Result<> QueueBatches::isThere() const
{
    if (m_scope.isOneMessage && !m_missing.isEmpty())
        return homeport::fail(notThere(m_missing.first()));
    return {};
}

void QueueTally::fail(const QueueTarget &target, const QString &error)
{
    if (m_failed.size() < mostFailures)
        m_failed.append(QJsonObject{{QStringLiteral("member"), m_member}, {QStringLiteral("id"), target.id},
            {QStringLiteral("key"), target.key.text()},
            {QStringLiteral("error"), QString::fromUtf8(target.recipient) + QStringLiteral(": ") + error}});
}

void QueueTally::missing(const QList<QueueSelected> &selected)
{
    for (const QueueSelected &one : selected)
        m_failed.append(QJsonObject{{QStringLiteral("member"), m_member}, {QStringLiteral("id"), one.id},
            {QStringLiteral("error"), notThere(one).forLog}});
}

QJsonObject QueueTally::answer() const
{
    return {{QStringLiteral("recipients"), m_recipients}, {QStringLiteral("failed"), m_failed}};
}

QJsonObject QueueTally::rerouteAnswer() const
{
    QJsonObject json = answer();
    json.insert(QStringLiteral("moved"), m_moved);
    json.insert(QStringLiteral("unknown"), m_unknown);
    return json;
}

Result<QueueScope> LocalOperations::readScope(Arguments &arguments) const
{
    const int given = int(arguments.has("lane")) + int(arguments.has("id")) + int(arguments.has("selection"))
        + int(arguments.has("filter"));
    const QString lane = arguments.optionalText("lane");
    const qint64 id = arguments.count("id", 0, highestId, 0);
    const Result<QueueFilter> filter = queueFilterFromJson(arguments.object("filter"));
    if (!filter)
        arguments.fault("filter", QString::fromUtf8(filter.error().forPeer));
    QueueScope scope;
    if (arguments.has("selection")) {
        const QList<QJsonObject> selection = arguments.objects("selection", mostSelected);
        for (const QJsonObject &json : selection) {
            const Result<QueueSelected> one = queueSelectedFromJson(json);
            if (!one)
                arguments.fault("selection", QString::fromUtf8(one.error().forPeer));
            else
                scope.selected.append(*one);
        }
    }
    if (given != 1 || (arguments.has("lane") && lane.isEmpty()))
        arguments.fault("lane", QStringLiteral("expected exactly one of lane, id, selection and filter"));
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    if (arguments.has("id")) {
        scope.selected = {{{}, id, std::nullopt}};
        scope.isOneMessage = true;
    } else if (!arguments.has("selection")) {
        QueueFilter wanted = *filter;
        if (!lane.isEmpty())
            wanted.lane = lane;
        Result<QueueQuery> query = queryOf(wanted);
        if (!query)
            return fail(query.error());
        scope.query = std::move(*query);
    }
    return scope;
}

Task<Result<QJsonObject>> LocalOperations::actOnQueue(QueueScope scope, QueueAct act, RequestId request)
{
    QueueTally tally(m_ports.cluster.self().text);
    QueueBatches batches(m_ports.queue, scope);
    for (;;) {
        const Result<QList<QueueTarget>> batch = co_await batches.next();
        if (!batch)
            co_return fail(afterSome(batch.error(), tally.recipients()));
        if (const Result<> there = batches.isThere(); !there)
            co_return fail(there.error());
        if (batch->isEmpty())
            break;
        const Result<QList<QueueTarget>> done = co_await m_ports.queue.act(act, *batch, request);
        if (!done)
            co_return fail(afterSome(done.error(), tally.recipients()));
        tally.done(done->size());
        if (batches.isQuery())
            continue; // what matches but does not fit, such as what is held already, is not meant
        const QSet<qint64> rows = rowsOf(*done);
        for (const QueueTarget &target : *batch) {
            if (!rows.contains(target.row))
                tally.fail(target, reasonFor(act, target));
        }
    }
    tally.missing(batches.missing());
    co_return tally.answer();
}

Task<Result<QJsonObject>> LocalOperations::queueRetry(Arguments arguments)
{
    const Result<QueueScope> scope = readScope(arguments);
    if (!scope)
        co_return fail(scope.error());
    const Result<QJsonObject> answer = co_await actOnQueue(*scope, QueueAct::Retry, RequestId());
    co_return answer;
}

Task<Result<QJsonObject>> LocalOperations::queueHold(Arguments arguments)
{
    const Result<QueueScope> scope = readScope(arguments);
    if (!scope)
        co_return fail(scope.error());
    const Result<QJsonObject> answer = co_await actOnQueue(*scope, QueueAct::Hold, RequestId());
    co_return answer;
}

Task<Result<QJsonObject>> LocalOperations::queueRelease(Arguments arguments)
{
    const QueueAct act = arguments.flag("quarantined") ? QueueAct::ReleaseAll : QueueAct::Release;
    const Result<QueueScope> scope = readScope(arguments);
    if (!scope)
        co_return fail(scope.error());
    const Result<QJsonObject> answer = co_await actOnQueue(*scope, act, RequestId());
    co_return answer;
}

} // namespace homeport
