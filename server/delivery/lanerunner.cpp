// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Empties the lanes.
#include "server/delivery/lanerunner.h"

#include "server/delivery/deliverylog.h"

#include <QCryptographicHash>
#include <QHash>

namespace homeport {

namespace {

constexpr int claimSize = 64;
constexpr int firstWindow = 4;
constexpr auto idleWake = 60s;
constexpr auto claimPause = 5s;
constexpr auto roomForNotification = 100'000;

AttemptResult done(const QueueAttempt &attempt)
{
    return {attempt.messageId, attempt.recipient.key, AttemptEnd::Done, {}, {}, {}, false};
}

AttemptResult later(const QueueAttempt &attempt, const QByteArray &error, bool unanswered)
{
    return {attempt.messageId, attempt.recipient.key, AttemptEnd::Later, error, {}, {}, unanswered};
}

/// Refused for good, but the notification could not be queued: once more later.
AttemptResult untold(const QueueAttempt &attempt, const QByteArray &error)
{
    AttemptResult result = later(attempt, error, false);
    result.refused = true;
    return result;
}

/// The key of a copy for what an address has become: the same each time, so that a crash between the copy and
/// the end of its original doubles nothing.
DeliveryKey derivedKey(const DeliveryKey &key, const QByteArray &target)
{
    const QByteArray hash = QCryptographicHash::hash(key.raw() + target, QCryptographicHash::Sha256);
    return DeliveryKey::fromRaw(hash.left(16)).value_or(key);
}

AttemptResult reroute(const QueueAttempt &attempt, const QByteArray &lane, const StorageId &storage)
{
    return {attempt.messageId, attempt.recipient.key, AttemptEnd::Reroute, attempt.recipient.lastError, lane,
        storage, false};
}

/// Recipients of one message together, messages in the order of their first.
QList<QList<QueueAttempt>> byMessage(const QList<QueueAttempt> &attempts)
{
    QList<QList<QueueAttempt>> groups;
    QHash<qint64, qsizetype> position;
    for (const QueueAttempt &attempt : attempts) {
        const auto known = position.constFind(attempt.messageId);
        if (known == position.constEnd()) {
            position.insert(attempt.messageId, groups.size());
            groups.append({attempt});
        } else {
            groups[*known].append(attempt);
        }
    }
    return groups;
}

} // namespace

LaneRunner::LaneRunner(Queue &queue, HomeDelivery &homes, Router &router, RemoteTransport &remote,
    const ClusterView &cluster, const Clock &clock, LaneOptions options)
    : m_queue(queue)
    , m_homes(homes)
    , m_router(router)
    , m_remote(remote)
    , m_cluster(cluster)
    , m_clock(clock)
    , m_options(std::move(options))
{
}

Task<> LaneRunner::run(std::stop_token stop)
{
    m_stop = stop;
    m_queue.onWork([this](QByteArray) { m_wake.wakeAll(); });
    while (!stop.stop_requested()) {
        startDueLanes();
        const Deadline next{std::chrono::milliseconds(msUntilNext())};
        co_await m_wake.wait(next, stop);
    }
    while (!m_running.empty())
        co_await m_wake.wait();
}

void LaneRunner::storageServed(const StorageId &storage)
{
    const QByteArray lane = storageLane(storage);
    if (m_running.contains(lane))
        m_released.insert(lane);
    else
        runLane(lane, true, claimSize);
}

bool LaneRunner::isServed(const QByteArray &lane) const
{
    if (!lane.startsWith("storage:"))
        return true;
    const auto storage = StorageId::fromHex(QByteArrayView(lane).sliced(8));
    return storage && m_cluster.isServed(*storage);
}

bool LaneRunner::isParked(const QByteArray &lane) const
{
    const auto storage = StorageId::fromHex(QByteArrayView(lane).sliced(8));
    return storage && !m_cluster.whyParked(*storage).isEmpty();
}

void LaneRunner::startDueLanes()
{
    const qint64 wall = m_clock.wallMs();
    const qint64 now = m_clock.monotonicMs();
    for (const Queue::DueLane &due : m_queue.dueLanes()) {
        if (due.dueMs > wall || m_running.contains(due.lane))
            continue;
        if (isServed(due.lane)) {
            runLane(due.lane, false, claimSize);
            continue;
        }
        if (isParked(due.lane))
            continue; // its owner, or the table, says that it is not there: the announcement releases it
        // One message a minute all the same: its account may have another storage by now.
        const auto last = m_probed.find(due.lane);
        if (last != m_probed.end() && now - last->second < m_options.probe.count())
            continue;
        m_probed[due.lane] = now;
        runLane(due.lane, false, 1);
    }
}

qint64 LaneRunner::msUntilNext() const
{
    qint64 rest = std::chrono::milliseconds(idleWake).count();
    const qint64 wall = m_clock.wallMs();
    for (const Queue::DueLane &due : m_queue.dueLanes()) {
        if (m_running.contains(due.lane))
            continue; // its end wakes us
        const qint64 wait = std::max<qint64>(due.dueMs - wall, 0);
        rest = std::min(rest, isServed(due.lane) ? wait : std::max<qint64>(wait, 5000));
    }
    return rest;
}

Task<> LaneRunner::runLane(QByteArray lane, bool everything, int limit)
{
    m_running.insert(lane);
    int window = firstWindow;
    while (!m_stop.stop_requested()) {
        const Result<QList<QueueAttempt>> claimed = co_await m_queue.claim(lane, limit, everything);
        if (!claimed) {
            qCWarning(lcDelivery) << Event("claim-failed").with("lane", lane).why(claimed.error());
            m_released.erase(lane);
            co_await sleepFor(claimPause, m_stop); // a sick queue is not asked again and again
            break;
        }
        if (claimed->isEmpty()) {
            if (m_released.erase(lane) == 0)
                break;
            everything = true;
            continue;
        }
        const QList<QList<QueueAttempt>> messages = byMessage(*claimed);
        bool allWell = true;
        for (qsizetype first = 0; first < messages.size();) {
            if (m_stop.stop_requested()) { // what was claimed and not sent goes back
                QList<AttemptResult> back;
                for (const Attempts &rest : messages.mid(first)) {
                    for (const QueueAttempt &one : rest)
                        back.append(later(one, one.recipient.lastError, false));
                }
                co_await m_queue.finishAttempts(back);
                break;
            }
            std::vector<Task<bool>> running; // all at once: a Task has begun when it is made
            for (const Attempts &attempts : messages.mid(first, window))
                running.push_back(deliverMessage(attempts));
            first += qsizetype(running.size());
            bool windowWell = true;
            for (Task<bool> &one : running) {
                const bool well = co_await one;
                windowWell = windowWell && well;
            }
            allWell = allWell && windowWell;
            window = windowWell ? std::min(window * 2, m_options.messagesAtOnce) : firstWindow;
        }
        // What just failed would be claimed again at once: from here on only what is due.
        if (!allWell)
            everything = m_released.erase(lane) > 0;
        if (limit < claimSize)
            break;
    }
    // announced while a probe was under way: that release is not forgotten
    const bool again = m_released.erase(lane) > 0 && !m_stop.stop_requested();
    m_running.erase(lane);
    if (again)
        runLane(lane, true, claimSize);
    m_wake.wakeAll();
}

Task<bool> LaneRunner::deliverMessage(Attempts attempts)
{
    const QueueAttempt &first = attempts.first();
    const qint64 messageId = first.messageId;
    MessageInFlight message{first.from, first.session, first.receivedMs, {}};
    QList<AttemptResult> results;
    const Result<std::shared_ptr<const MessageBody>> body = co_await m_queue.body(messageId);
    if (body) {
        message.body = *body;
        const Deadline deadline(m_options.attempt);
        const bool isRemote = attempts.first().recipient.lane.startsWith("domain:");
        if (isRemote)
            results = co_await attemptRemote(message, attempts, deadline);
        else
            results = co_await attemptHomes(message, attempts, deadline);
    } else {
        qCCritical(lcDelivery) << Event("body-unreadable").with("message", messageId).why(body.error());
        for (const QueueAttempt &attempt : attempts)
            results.append(later(attempt, body.error().forLog.toUtf8(), false));
    }
    const Result<> written = co_await m_queue.finishAttempts(results);
    if (!written)
        qCCritical(lcDelivery) << Event("result-not-written").with("message", messageId).why(written.error());
    bool well = bool(written);
    for (const AttemptResult &result : results)
        well = well && result.end != AttemptEnd::Later;
    co_return well;
}

Task<QList<AttemptResult>> LaneRunner::attemptHomes(
    MessageInFlight message, Attempts attempts, Deadline deadline)
{
    QList<AttemptResult> results;
    QList<HomeTarget> targets;
    Attempts targeted;
    for (const QueueAttempt &attempt : attempts) {
        const Result<Address> address = parseAddress(attempt.recipient.address);
        if (!address) {
            results.append(later(attempt, address.error().forLog.toUtf8(), false));
            continue;
        }
        // Every attempt begins with a fresh route: mail from before a reassignment finds the new owner.
        const Route route = co_await m_router.route(*address, Freshness::Recent, deadline);
        const AccountPlace *place = nullptr;
        if (const auto *here = std::get_if<HereRoute>(&route))
            place = &here->place;
        else if (const auto *member = std::get_if<MemberRoute>(&route))
            place = &member->place;
        if (place) {
            targets.append({attempt.recipient.key, *place, attempt.recipient.recipient});
            targeted.append(attempt);
        } else if (const auto *unknown = std::get_if<UnknownRoute>(&route)) {
            results.append(later(attempt, unknown->why.forLog.toUtf8(), false));
        } else {
            const AttemptResult ended = co_await redirect(message, attempt, deadline);
            results.append(ended);
        }
    }
    const QList<HomeResult> delivered = co_await m_homes.deliver(message, targets, deadline);
    for (qsizetype i = 0; i < delivered.size(); ++i) {
        const HomeResult &home = delivered[i];
        const QByteArray lane = storageLane(home.target.place.storage);
        if (home.result.outcome == DeliveryOutcome::Delivered) {
            results.append(done(targeted[i]));
        } else if (home.result.outcome == DeliveryOutcome::Refused) {
            const bool told = co_await tell(message, targeted[i], home.result);
            results.append(told ? done(targeted[i]) : untold(targeted[i], home.result.text));
        } else if (lane != targeted[i].recipient.lane) {
            results.append(reroute(targeted[i], lane, home.target.place.storage));
        } else {
            results.append(later(targeted[i], home.result.text, home.unanswered));
        }
        results.last().destination = home.target.place.owner.utf8();
    }
    co_return results;
}

/// The name is no account any more (it forwards, is remote, or is gone): the message goes on to what it is
/// now.
Task<AttemptResult> LaneRunner::redirect(MessageInFlight message, QueueAttempt attempt, Deadline deadline)
{
    const Result<Address> address = parseAddress(attempt.recipient.address);
    const Resolution resolution = co_await m_router.resolve(*address, Freshness::Writer, deadline);
    if (resolution.unknown)
        co_return later(attempt, resolution.unknown->forLog.toUtf8(), false);
    if (resolution.isNobody()) {
        const DeliveryResult gone{
            attempt.recipient.key, DeliveryOutcome::Refused, "5.1.1", "no such account"};
        const bool told = co_await tell(message, attempt, gone);
        co_return told ? done(attempt) : untold(attempt, "the notification could not be queued");
    }
    QueuedMessage copy{
        message.from, message.session, message.receivedMs, message.body, {}, attempt.wantsNoNotification};
    for (const AccountPlace &place : resolution.accounts)
        copy.recipients.append({derivedKey(attempt.recipient.key, place.account.id.raw()),
            storageLane(place.storage), place.account.id, place.account.address.text(),
            attempt.recipient.recipient, place.storage, {}});
    for (const Address &remote : resolution.remote)
        copy.recipients.append({derivedKey(attempt.recipient.key, remote.text()), domainLane(remote.domain),
            {}, remote.text(), attempt.recipient.recipient, {}, {}});
    const auto room = m_queue.reserve(message.body->size());
    if (!room)
        co_return later(attempt, room.error().forLog.toUtf8(), false);
    const Result<qint64> queued = co_await m_queue.enqueue(copy, *room);
    if (!queued)
        co_return later(attempt, queued.error().forLog.toUtf8(), false);
    for (const Address &missing : resolution.missing) {
        const DeliveryResult gone{
            attempt.recipient.key, DeliveryOutcome::Refused, "5.1.1", "no such account: " + missing.text()};
        co_await tell(message, attempt, gone); // the others have theirs: told once, as well as it goes
    }
    co_return done(attempt);
}

Task<QList<AttemptResult>> LaneRunner::attemptRemote(
    MessageInFlight message, Attempts attempts, Deadline deadline)
{
    QList<AttemptResult> results;
    Attempts outside;
    QList<QByteArray> addresses;
    for (const QueueAttempt &attempt : attempts) {
        const Result<Address> address = parseAddress(attempt.recipient.address);
        if (!address) {
            results.append(later(attempt, address.error().forLog.toUtf8(), false));
            continue;
        }
        const Route route = co_await m_router.route(*address, Freshness::Recent, deadline);
        if (const auto *unknown = std::get_if<UnknownRoute>(&route)) {
            results.append(later(attempt, unknown->why.forLog.toUtf8(), false));
        } else if (std::holds_alternative<RemoteRoute>(route)) {
            outside.append(attempt);
            addresses.append(attempt.recipient.address);
        } else { // the domain has become one of ours
            const AttemptResult ended = co_await redirect(message, attempt, deadline);
            results.append(ended);
        }
    }
    if (outside.isEmpty())
        co_return results;
    const QList<RemoteResult> answers = co_await m_remote.send(message, addresses, deadline);
    const bool expired = ageMs(message.receivedMs, m_clock.wallMs()) > m_options.remoteLifetime.count();
    for (qsizetype i = 0; i < outside.size(); ++i) {
        const RemoteResult &answer = answers[i];
        const DeliveryKey &key = outside[i].recipient.key;
        if (answer.outcome == DeliveryOutcome::Delivered) {
            results.append(done(outside[i]));
        } else if (answer.outcome == DeliveryOutcome::Refused || expired) {
            DeliveryResult refusal{key, DeliveryOutcome::Refused, answer.status, answer.text};
            if (answer.outcome != DeliveryOutcome::Refused) // RFC 3463: 4.4.7 becomes final
                refusal = {key, DeliveryOutcome::Refused, "5.4.7",
                    "could not be delivered in time; last answer: " + answer.text};
            const bool told = co_await tell(message, outside[i], refusal);
            results.append(told ? done(outside[i]) : untold(outside[i], answer.text));
        } else {
            results.append(later(outside[i], answer.text, false));
        }
        results.last().destination = m_remote.server();
    }
    co_return results;
}

/// Queues the notification before its cause is let go (law 1). True also when there is nobody to tell.
Task<bool> LaneRunner::tell(MessageInFlight message, const QueueAttempt &attempt, DeliveryResult refusal)
{
    const bool quiet = attempt.wantsNoNotification;
    const QByteArray recipient = attempt.recipient.recipient;
    qCInfo(lcDelivery) << Event("failed-for-good")
                              .id(QString::fromLatin1(message.session))
                              .with("to", recipient)
                              .with("status", refusal.status)
                              .with("text", refusal.text);
    if (quiet)
        co_return true;
    const QByteArrayList recipients{recipient};
    const QList<DeliveryResult> refusals{refusal};
    const std::optional<QueuedMessage> notification = co_await queuedNotification(
        m_router, message, m_options.member, recipients, refusals, m_clock.wallMs());
    if (!notification)
        co_return true;
    const auto room = m_queue.reserve(roomForNotification);
    if (!room)
        co_return false;
    const Result<qint64> queued = co_await m_queue.enqueue(*notification, *room);
    co_return queued.has_value();
}

} // namespace homeport
