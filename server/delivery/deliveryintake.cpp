// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking responsibility at the door.
#include "server/delivery/deliveryintake.h"

#include "server/delivery/deliverylog.h"
#include "server/delivery/notification.h"

#include <QSet>

namespace homeport {

namespace {

constexpr auto lookUpTime = 20s;

/// What one message comes to after expansion: each account and remote address once (design.md §4 "delivery
/// key").
struct Expansion
{
    QList<HomeTarget> homes;
    QList<QueuedRecipient> remote;
    QList<std::pair<QByteArray, Address>> missing; ///< recipient of RCPT, target that does not exist
};

Expansion expand(const QList<AcceptedRecipient> &recipients)
{
    Expansion expansion;
    QSet<AccountId> accounts;
    QSet<QByteArray> addresses;
    for (const AcceptedRecipient &recipient : recipients) {
        const QByteArray asSent = recipient.recipient.text();
        for (const AccountPlace &place : recipient.resolution.accounts) {
            if (accounts.contains(place.account.id))
                continue;
            accounts.insert(place.account.id);
            expansion.homes.append({DeliveryKey::random(), place, asSent});
        }
        for (const Address &address : recipient.resolution.remote) {
            const QByteArray text = address.text();
            if (addresses.contains(text))
                continue;
            addresses.insert(text);
            expansion.remote.append(
                {DeliveryKey::random(), domainLane(address.domain), {}, text, asSent, {}, {}});
        }
        for (const Address &address : recipient.resolution.missing)
            expansion.missing.append({asSent, address});
    }
    return expansion;
}

QueuedRecipient queued(const HomeResult &result)
{
    const AccountPlace &place = result.target.place;
    return {result.target.key, storageLane(place.storage), place.account.id, place.account.address.text(),
        result.target.recipient, place.storage, result.result.text.isEmpty() ? "later" : result.result.text};
}

} // namespace

Task<Result<AcceptedRecipient>> DeliveryIntake::checkRecipient(Address recipient, Sender sender)
{
    const Deadline deadline(lookUpTime);
    const Route route = co_await m_router.route(recipient, Freshness::AnyAge, deadline);
    if (std::holds_alternative<RemoteRoute>(route)) {
        if (sender == Sender::Stranger)
            co_return fail(Error::refused("relaying denied", {}, "5.7.1"));
        if (!m_options.hasRelay())
            co_return fail(
                Error::refused("no relay for mail to other sites is configured here", {}, "5.7.1"));
        Resolution remote;
        remote.remote.append(recipient);
        co_return AcceptedRecipient{recipient, remote};
    }
    if (const auto *unknown = std::get_if<UnknownRoute>(&route))
        co_return fail(Error::temporary(
            "recipient cannot be checked now, try again later", unknown->why.forLog, "4.4.3"));
    if (std::holds_alternative<NoSuchAccountRoute>(route))
        co_return fail(Error::refused("no such account", {}, "5.1.1"));
    Resolution resolution = co_await m_router.resolve(recipient, Freshness::AnyAge, deadline);
    if (resolution.unknown)
        co_return fail(Error::temporary(
            "recipient cannot be checked now, try again later", resolution.unknown->forLog, "4.4.3"));
    if (resolution.isNobody())
        co_return fail(Error::refused("no such account", {}, "5.1.1"));
    if (resolution.accounts.isEmpty() && !m_options.hasRelay())
        co_return fail(Error::refused(
            "this address is forwarded to another site, and no relay is configured", {}, "5.7.1"));
    co_return AcceptedRecipient{recipient, std::move(resolution)};
}

Task<Result<QByteArray>> DeliveryIntake::accept(IncomingMessage message)
{
    // Law 1: room first. Without it nothing is sent anywhere, and the client keeps its message (452).
    Result<std::shared_ptr<QueueReservation>> room = m_queue.reserve(message.body->size() + 4096);
    if (!room)
        co_return fail(room.error());
    const Expansion expansion = expand(message.recipients);
    const MessageInFlight inFlight{message.from, message.session, message.receivedMs, message.body};
    const QList<HomeResult> results =
        co_await m_homes.deliver(inFlight, expansion.homes, Deadline(m_options.directDelivery));

    QueuedMessage waiting{
        message.from, message.session, message.receivedMs, message.body, expansion.remote, false};
    QByteArrayList refusedRecipients;
    QList<DeliveryResult> refusals;
    qsizetype delivered = 0;
    for (const HomeResult &result : results) {
        switch (result.result.outcome) {
        case DeliveryOutcome::Delivered:
            ++delivered;
            break;
        case DeliveryOutcome::Refused:
            refusedRecipients.append(result.target.recipient);
            refusals.append(result.result);
            break;
        case DeliveryOutcome::Later:
        case DeliveryOutcome::NotHere:
            waiting.recipients.append(queued(result));
            break;
        }
    }
    const bool somebodyHasIt = delivered > 0 || !waiting.recipients.isEmpty();
    if (!somebodyHasIt && !refusals.isEmpty())
        co_return fail(Error::refused(refusals.first().text, {}, refusals.first().status));
    for (const auto &[recipient, target] : expansion.missing) {
        refusedRecipients.append(recipient);
        refusals.append({{}, DeliveryOutcome::Refused, "5.1.1", "no such account: " + target.text()});
    }
    qint64 id = 0;
    if (!waiting.recipients.isEmpty()) {
        const Result<qint64> queued = co_await m_queue.enqueue(waiting, *room);
        if (!queued)
            co_return fail(queued.error());
        id = *queued;
    }
    if (!refusals.isEmpty()) {
        const std::optional<QueuedMessage> notification = co_await queuedNotification(
            m_router, inFlight, m_options.member, refusedRecipients, refusals, m_clock.wallMs());
        if (notification) {
            const Result<qint64> told = co_await m_queue.enqueue(*notification, *room);
            if (!told)
                co_return fail(told.error());
        }
    }
    qCInfo(lcDelivery) << Event("accepted")
                              .id(QString::fromLatin1(message.session))
                              .with("from", message.from)
                              .with("bytes", message.body->size())
                              .with("delivered", delivered)
                              .with("queued", waiting.recipients.size())
                              .with("refused", refusals.size());
    co_return id > 0 ? "queued as " + QByteArray::number(id) : QByteArray("delivered");
}

Task<std::optional<QueuedMessage>> queuedNotification(Router &router, MessageInFlight message,
    QByteArray reportingMember, QByteArrayList recipients, QList<DeliveryResult> refusals, qint64 nowMs)
{
    // RFC 5321 4.5.5: never answer a null reverse-path with another notification.
    if (message.from.isEmpty())
        co_return std::nullopt;
    const Result<Address> sender = parseAddress(message.from);
    if (!sender) {
        qCWarning(lcDelivery) << Event("cannot-notify").with("sender", message.from).why(sender.error());
        co_return std::nullopt;
    }
    NotificationFacts facts{reportingMember, message.from, message.receivedMs, nowMs, {}};
    for (qsizetype i = 0; i < refusals.size(); ++i)
        facts.failed.append({recipients.value(i), {}, refusals[i].status, refusals[i].text});
    QueuedMessage queued;
    queued.session = message.session;
    queued.receivedMs = nowMs;
    queued.wantsNoNotification = true;
    queued.body = MessageBody::fromBytes(notificationMessage(facts, *message.body));
    const Resolution resolution = co_await router.resolve(*sender, Freshness::AnyAge, Deadline(lookUpTime));
    for (const AccountPlace &place : resolution.accounts)
        queued.recipients.append({DeliveryKey::random(), storageLane(place.storage), place.account.id,
            place.account.address.text(), message.from, place.storage, {}});
    for (const Address &address : resolution.remote)
        queued.recipients.append(
            {DeliveryKey::random(), domainLane(address.domain), {}, address.text(), message.from, {}, {}});
    if (queued.recipients.isEmpty() && resolution.unknown) // where to is found out at the next attempt
        queued.recipients.append({DeliveryKey::random(), domainLane(sender->domain), {}, message.from,
            message.from, {}, "sender not resolved yet"});
    if (queued.recipients.isEmpty()) {
        qCWarning(lcDelivery)
            << Event("cannot-notify").with("sender", message.from).with("why", "no such account");
        co_return std::nullopt;
    }
    co_return queued;
}

} // namespace homeport
