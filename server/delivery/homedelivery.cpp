// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One message to the homes of its accounts.
#include "server/delivery/homedelivery.h"

#include "server/delivery/deliverylog.h"

#include <QHash>

namespace homeport {

Q_LOGGING_CATEGORY(lcDelivery, "homeport.delivery")

namespace {

constexpr int recipientsPerRequest = 1000; // protocol.md 1.4

DeliveryResult later(const DeliveryKey &key, QByteArray text)
{
    return {key, DeliveryOutcome::Later, "4.4.1", std::move(text)};
}

/// The value of `task`, or nothing at the deadline; the task then goes on by itself.
template <class T> Task<std::optional<T>> within(Task<T> task, Deadline deadline)
{
    const OneShot<std::shared_ptr<T>> first;
    const auto await = [](Task<T> inner, OneShot<std::shared_ptr<T>> done) -> Task<> {
        auto value = std::make_shared<T>(co_await inner);
        done.finish(std::move(value));
    };
    std::stop_source over;
    const auto limit = [](std::chrono::milliseconds rest, OneShot<std::shared_ptr<T>> done,
                           std::stop_token ended) -> Task<> {
        co_await sleepFor(rest, ended);
        done.finish(nullptr);
    };
    await(std::move(task), first);
    if (!first.isFinished())
        limit(std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 0)), first,
            over.get_token());
    const std::shared_ptr<T> value = co_await first;
    over.request_stop(); // the timer of a long deadline goes at once
    if (!value)
        co_return std::nullopt;
    co_return std::move(*value);
}

QList<HomeResult> allLater(const QList<HomeTarget> &targets, const QByteArray &text, bool unanswered)
{
    QList<HomeResult> results;
    for (const HomeTarget &target : targets)
        results.append({target, later(target.key, text), unanswered});
    return results;
}

bool isWithdrawn(const ClusterView &cluster, const MemberName &member)
{
    const TablePointer table = cluster.table();
    const Member *row = table ? table->member(member) : nullptr;
    return row && row->state == AdministrativeState::Withdrawn;
}

DeliveryRequest request(const MessageInFlight &message, const QList<HomeTarget> &targets)
{
    DeliveryRequest request{message.from, message.session, message.receivedMs, {}, message.body};
    for (const HomeTarget &target : targets) {
        const AccountPlace &place = target.place;
        request.recipients.append({target.key, place.account.id, place.account.address.text(),
            target.recipient, place.storage, place.epoch});
    }
    return request;
}

/// Does the route lead to the same storage of the same owner?
bool isAt(const Route &route, const AccountPlace &place)
{
    const auto *here = std::get_if<HereRoute>(&route);
    const auto *member = std::get_if<MemberRoute>(&route);
    const AccountPlace *found = here ? &here->place : member ? &member->place : nullptr;
    return found && found->storage == place.storage && found->epoch == place.epoch
        && found->owner == place.owner;
}

} // namespace

Task<QList<HomeResult>> HomeDelivery::toOwner(
    MessageInFlight message, MemberName owner, QList<HomeTarget> targets, Deadline deadline)
{
    const bool isHere = owner == m_cluster.self();
    if (isWithdrawn(m_cluster, owner)) // its mail waits until it is ready again, wherever it would come from
        co_return allLater(targets, owner.utf8() + " is withdrawn", false);
    if (!isHere && !m_cluster.isUp(owner))
        co_return allLater(targets, owner.utf8() + " is away", false);
    Task<QList<DeliveryResult>> attempt = isHere ? m_local.deliver(request(message, targets))
                                                 : m_link.deliver(owner, request(message, targets), deadline);
    const std::optional<QList<DeliveryResult>> answers = co_await within(std::move(attempt), deadline);
    if (!answers)
        co_return allLater(targets, "no answer from " + owner.utf8() + " in time", true);
    QHash<DeliveryKey, DeliveryResult> byKey;
    for (const DeliveryResult &answer : *answers)
        byKey.insert(answer.key, answer);
    QList<HomeResult> results;
    for (const HomeTarget &target : targets) {
        const auto answer = byKey.constFind(target.key);
        if (answer == byKey.constEnd())
            results.append({target, later(target.key, "no answer from " + owner.utf8()), true});
        else
            // the link reports a lost answer as Later 4.4.2: it may have been delivered
            results.append(
                {target, *answer, answer->outcome == DeliveryOutcome::Later && answer->status == "4.4.2"});
    }
    co_return results;
}

Task<QList<HomeResult>> HomeDelivery::once(
    MessageInFlight message, QList<HomeTarget> targets, Deadline deadline)
{
    std::map<MemberName, QList<HomeTarget>> groups;
    for (const HomeTarget &target : targets)
        groups[target.place.owner].append(target);
    std::vector<Task<QList<HomeResult>>> attempts; // a Task has begun when it is made: all run at once
    for (const auto &[owner, group] : groups) {
        for (qsizetype i = 0; i < group.size(); i += recipientsPerRequest)
            attempts.push_back(toOwner(message, owner, group.mid(i, recipientsPerRequest), deadline));
    }
    QHash<DeliveryKey, HomeResult> byKey;
    for (Task<QList<HomeResult>> &attempt : attempts) {
        const QList<HomeResult> results = co_await attempt;
        for (const HomeResult &result : results)
            byKey.insert(result.target.key, result);
    }
    QList<HomeResult> ordered;
    for (const HomeTarget &target : targets)
        ordered.append(byKey.value(target.key));
    co_return ordered;
}

Task<bool> HomeDelivery::routeAgain(HomeTarget &target, Deadline deadline)
{
    const AccountPlace before = target.place;
    Route route = co_await m_router.route(before.account.address, Freshness::Recent, deadline);
    const bool isRemembered = std::holds_alternative<UnknownRoute>(route) || isAt(route, before);
    if (isRemembered) { // the account has moved, and a look-up of before was remembered: the writer knows
        Route sure = co_await m_router.route(before.account.address, Freshness::Writer, deadline);
        if (!std::holds_alternative<UnknownRoute>(sure))
            route = std::move(sure);
    }
    if (const auto *here = std::get_if<HereRoute>(&route))
        target.place = here->place;
    else if (const auto *member = std::get_if<MemberRoute>(&route))
        target.place = member->place;
    else
        co_return false; // decided by the next attempt from the queue, with time for a clean answer
    co_return true;
}

Task<QList<HomeResult>> HomeDelivery::deliver(
    MessageInFlight message, QList<HomeTarget> targets, Deadline deadline)
{
    QList<HomeResult> results = co_await once(message, targets, deadline);
    QList<HomeTarget> again;
    QList<qsizetype> positions;
    for (qsizetype i = 0; i < results.size(); ++i) {
        if (results[i].result.outcome != DeliveryOutcome::NotHere)
            continue;
        HomeTarget target = results[i].target;
        const bool routed = co_await routeAgain(target, deadline);
        if (!routed)
            continue;
        again.append(target);
        positions.append(i);
    }
    if (!again.isEmpty()) {
        const QList<HomeResult> second = co_await once(message, again, deadline);
        for (qsizetype i = 0; i < second.size(); ++i)
            results[positions[i]] = second[i];
    }
    for (HomeResult &result : results) {
        if (result.result.outcome == DeliveryOutcome::NotHere)
            result.result =
                later(result.target.key, "storage is not served by " + result.target.place.owner.utf8());
        if (result.result.outcome != DeliveryOutcome::Delivered)
            qCInfo(lcDelivery) << Event("not-delivered")
                                      .id(QString::fromLatin1(message.session))
                                      .with("key", result.target.key)
                                      .with("to", result.target.place.account.address.text())
                                      .with("owner", result.target.place.owner)
                                      .with("status", result.result.status)
                                      .with("text", result.result.text);
        else
            qCInfo(lcDelivery) << Event("delivered")
                                      .id(QString::fromLatin1(message.session))
                                      .with("key", result.target.key)
                                      .with("to", result.target.place.account.address.text())
                                      .with("owner", result.target.place.owner);
    }
    co_return results;
}

} // namespace homeport
