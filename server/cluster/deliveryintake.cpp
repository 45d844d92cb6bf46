// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Deliveries as the home sees them.
#include "server/cluster/deliveryintake.h"

#include "server/cluster/linksession.h"
#include "server/cluster/log.h"

#include <QtEndian>

namespace homeport {

namespace {

using Exchange = std::shared_ptr<Http2Exchange>;
using Context = std::shared_ptr<const LinkServerContext>;

constexpr qsizetype chunkSize = 64 * 1024;
constexpr auto chunkTimeout = 60s;

/// Reads the request's body by count.
struct Intake
{
    Exchange exchange;
    QByteArray pending; ///< read, not taken yet

    /// Exactly `count` bytes, `count` being bounded.
    static Task<Result<QByteArray>> exactly(std::shared_ptr<Intake> self, qsizetype count)
    {
        while (self->pending.size() < count) {
            const auto bytes =
                co_await self->exchange->readSome(count - self->pending.size(), Deadline(chunkTimeout));
            if (!bytes)
                co_return fail(brokenOff(bytes.error()));
            self->pending += *bytes;
        }
        const QByteArray taken = self->pending.left(count);
        self->pending.remove(0, count);
        co_return taken;
    }
    static Error brokenOff(const StreamError &error)
    {
        if (error.kind == StreamError::Kind::Ended)
            return Error::syntax("the body is shorter than it says");
        return error.toError();
    }
};

Task<Result<ReceivedEnvelope>> readEnvelope(std::shared_ptr<Intake> intake)
{
    const Result<QByteArray> head = co_await Intake::exactly(intake, 4);
    if (!head)
        co_return fail(head.error());
    const quint32 length = qFromBigEndian<quint32>(head->constData());
    if (length > envelopeLimit)
        co_return fail(Error::syntax("envelope: longer than 1 MiB"));
    const Result<QByteArray> json = co_await Intake::exactly(intake, qsizetype(length));
    if (!json)
        co_return fail(json.error());
    Result<ReceivedEnvelope> envelope = decodeEnvelope(*json);
    if (!envelope)
        co_return fail(envelope.error());
    bool isNumber = false;
    const qint64 announced = intake->exchange->header("content-length").toLongLong(&isNumber);
    if (!isNumber)
        co_return fail(Error::syntax("content-length: missing or malformed"));
    if (announced != 4 + qint64(length) + envelope->size) {
        // later for all, by its length: protocol.md 1.4
        co_return fail(Error::temporary("length differs",
            QStringLiteral("content-length %1 with an envelope of %2 and "
                           "a message of %3 bytes")
                .arg(announced)
                .arg(length)
                .arg(envelope->size)));
    }
    co_return envelope;
}

/// The message, sealed; Temporary when it broke off, differs from the envelope, or our disk fails.
Task<Result<std::shared_ptr<const MessageBody>>> readMessage(
    Context context, Exchange exchange, ReceivedEnvelope envelope)
{
    MessageBody body(context->place);
    while (body.size() < envelope.size) {
        const qint64 left = envelope.size - body.size();
        const auto bytes =
            co_await exchange->readSome(std::min<qint64>(left, chunkSize), Deadline(chunkTimeout));
        if (!bytes)
            co_return fail(Intake::brokenOff(bytes.error()));
        const Result<> appended = body.append(*bytes);
        if (!appended)
            co_return fail(appended.error());
    }
    const std::shared_ptr<const MessageBody> sealed = MessageBody::seal(std::move(body));
    if (sealed->sha256() != envelope.sha256)
        co_return fail(Error::temporary(
            "damaged on the way", QStringLiteral("SHA-256 differs from the envelope's"), "4.3.0"));
    co_return sealed;
}

void resultForAll(DeliveryAnswer &answer, const QList<DeliveryRecipient> &recipients, DeliveryOutcome outcome,
    const QByteArray &status, const QByteArray &text)
{
    for (const DeliveryRecipient &recipient : recipients)
        answer.results.append({recipient.key, outcome, status, text});
}

/// Learns of newer epochs from the asker, once.
Task<> catchUpFor(Context context, MemberName asker, QList<DeliveryRecipient> recipients)
{
    const TablePointer table = context->view.table();
    for (const DeliveryRecipient &recipient : recipients) {
        if (!isBehind(*table, recipient.storage, recipient.epoch))
            continue;
        TableRevision unknown;
        unknown.number = table->number + 1; // newer than ours, that much is known
        co_await context->catchUp(asker, unknown);
        co_return;
    }
}

/// Those that are served here; the others' results go into `answer`.
QList<DeliveryRecipient> servedHere(
    const LinkServerContext &context, const QList<DeliveryRecipient> &recipients, DeliveryAnswer &answer)
{
    QList<DeliveryRecipient> served;
    for (const DeliveryRecipient &recipient : recipients) {
        if (context.servesHere(recipient.storage, recipient.epoch))
            served.append(recipient);
        else
            answer.results.append({recipient.key, DeliveryOutcome::NotHere, "4.4.6", "not here"});
    }
    return served;
}

/// One result per recipient, whatever the store left out.
void addResults(
    DeliveryAnswer &answer, const QList<DeliveryRecipient> &recipients, const QList<DeliveryResult> &results)
{
    QHash<DeliveryKey, DeliveryResult> byKey;
    for (const DeliveryResult &result : results)
        byKey.insert(result.key, result);
    for (const DeliveryRecipient &recipient : recipients) {
        const DeliveryResult missing{recipient.key, DeliveryOutcome::Later, "4.3.0", "no result"};
        answer.results.append(byKey.value(recipient.key, missing));
    }
}

Task<> deliverHere(
    Context context, Exchange exchange, ReceivedEnvelope envelope, std::shared_ptr<DeliveryAnswer> answer)
{
    const QList<DeliveryRecipient> recipients = envelope.request.recipients;
    const auto body = co_await readMessage(context, exchange, envelope);
    if (!body) {
        qCWarning(lcCluster)
            << Event("delivery-not-taken").with("session", envelope.request.session).why(body.error());
        const QByteArray status = body.error().status.isEmpty() ? QByteArray("4.3.0") : body.error().status;
        resultForAll(*answer, recipients, DeliveryOutcome::Later, status, body.error().forPeer);
        co_return;
    }
    DeliveryRequest request = envelope.request;
    request.body = *body;
    const QList<DeliveryResult> results = co_await context->delivery.deliver(std::move(request));
    addResults(*answer, recipients, results);
}

} // namespace

Task<Result<DeliveryAnswer>> takeDelivery(std::shared_ptr<const LinkServerContext> context, MemberName asker,
    std::shared_ptr<Http2Exchange> exchange)
{
    const auto intake = std::make_shared<Intake>();
    intake->exchange = exchange;
    Result<ReceivedEnvelope> envelope = co_await readEnvelope(intake);
    if (!envelope)
        co_return fail(envelope.error());
    ReceivedEnvelope received = std::move(*envelope);
    co_await catchUpFor(context, asker, received.request.recipients);
    const auto answer = std::make_shared<DeliveryAnswer>();
    received.request.recipients = servedHere(*context, received.request.recipients, *answer);
    // Known from the envelope: the answer goes out without the message (protocol.md 1.4).
    if (received.size > context->maxMessageSize)
        resultForAll(
            *answer, received.request.recipients, DeliveryOutcome::Refused, "5.3.4", "message too large");
    else if (!received.request.recipients.isEmpty())
        co_await deliverHere(context, exchange, received, answer);
    answer->table = context->view.revision();
    co_return *answer;
}

} // namespace homeport
