// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Deletion from this member's queue, with or without a word to the senders.
#include "server/admin/localqueueacts.h"

#include "server/admin/adminerror.h"
#include "server/admin/localoperations.h"
#include "server/ports/sendernotices.h"

namespace homeport {

namespace {

constexpr size_t notificationsAtOnce = 16; ///< so that many share a commit
constexpr qint64 roomBeside = 4096; ///< of a notification, beside its body

/// Recipients of one message together.
QList<QList<QueueTarget>> byMessage(const QList<QueueTarget> &targets)
{
    QList<QList<QueueTarget>> groups;
    QHash<qint64, qsizetype> position;
    for (const QueueTarget &target : targets) {
        const auto known = position.constFind(target.id);
        if (known != position.constEnd()) {
            groups[*known].append(target);
            continue;
        }
        position.insert(target.id, groups.size());
        groups.append({target});
    }
    return groups;
}

} // namespace

/// Recipients of one message; when there is anybody to tell, all of them or none.
Task<QueueDeletion> LocalOperations::deleteOneNotifying(QList<QueueTarget> targets, RequestId request)
{
    Result<QueuedMessage> message = co_await m_ports.queue.message(targets.first().id);
    if (!message)
        co_return QueueDeletion{{}, textForAdministrator(message.error())};
    QByteArrayList recipients;
    for (const QueueTarget &target : targets)
        recipients.append(target.recipient);
    std::optional<QueuedMessage> notice = co_await m_ports.notices->ofDeletion(*message, recipients);
    if (!notice) {
        const Result<QList<QueueTarget>> done =
            co_await m_ports.queue.act(QueueAct::Delete, targets, request);
        if (!done)
            co_return QueueDeletion{{}, textForAdministrator(done.error())};
        co_return QueueDeletion{rowsOf(*done), reasonFor(QueueAct::Delete, targets.first())};
    }
    auto room = m_ports.queue.reserve(notice->body->size() + roomBeside);
    if (!room)
        co_return QueueDeletion{
            {}, QStringLiteral("no room for the notification: ") + textForAdministrator(room.error())};
    const Result<> replaced = co_await m_ports.queue.replace(targets, *notice, *room, request);
    if (!replaced)
        co_return QueueDeletion{{}, textForAdministrator(replaced.error())};
    co_return QueueDeletion{rowsOf(targets), {}};
}

Task<Result<QJsonObject>> LocalOperations::deleteNotifying(QueueScope scope, RequestId request)
{
    if (!m_ports.notices)
        co_return fail(adminError(
            adminword::unavailable, QStringLiteral("notify: this member cannot notify senders now")));
    QueueTally tally(m_ports.cluster.self().text);
    QueueBatches batches(m_ports.queue, scope);
    for (;;) {
        Result<QList<QueueTarget>> batch = co_await batches.next();
        if (!batch)
            co_return fail(afterSome(batch.error(), tally.recipients()));
        if (const Result<> there = batches.isThere(); !there)
            co_return fail(there.error());
        if (batch->isEmpty())
            break;
        for (const QueueTarget &target : std::as_const(*batch)) {
            if (target.isTried) // it may be delivered: nobody is told that it was deleted
                tally.fail(target, QStringLiteral("it is being tried right now: ask again in a moment"));
        }
        batch->removeIf([](const QueueTarget &target) { return target.isTried; });
        const QList<QList<QueueTarget>> groups = byMessage(*batch);
        for (qsizetype first = 0; first < groups.size(); first += qsizetype(notificationsAtOnce)) {
            const QList<QList<QueueTarget>> window = groups.mid(first, qsizetype(notificationsAtOnce));
            std::vector<Task<QueueDeletion>> running;
            for (const QList<QueueTarget> &group : window)
                running.push_back(deleteOneNotifying(group, request));
            for (size_t i = 0; i < running.size(); ++i) {
                const QueueDeletion deletion = co_await running[i];
                tally.done(deletion.rows.size());
                for (const QueueTarget &target : window[qsizetype(i)]) {
                    if (!deletion.rows.contains(target.row))
                        tally.fail(target, deletion.error);
                }
            }
        }
    }
    tally.missing(batches.missing());
    co_return tally.answer();
}

Task<Result<QJsonObject>> LocalOperations::queueDelete(Arguments arguments)
{
    const bool isTold = arguments.flag("notify");
    const RequestId request =
        arguments.has("request") ? arguments.id<RequestId>("request") : RequestId(); // for the log
    const Result<QueueScope> scope = readScope(arguments);
    if (!scope)
        co_return fail(scope.error());
    if (isTold) {
        const Result<QJsonObject> answer = co_await deleteNotifying(*scope, request);
        co_return answer;
    }
    const Result<QJsonObject> answer = co_await actOnQueue(*scope, QueueAct::Delete, request);
    co_return answer;
}

} // namespace homeport
