// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Deliveries as the asker sees them.
#include "server/cluster/deliveryupload.h"

#include "server/cluster/deliverywire.h"
#include "server/cluster/log.h"

#include <QtEndian>

namespace homeport {

namespace {

constexpr qint64 chunkSize = 64 * 1024;
constexpr qsizetype recipientsPerRequest = 500; // of 1,000 allowed: their envelope stays well below 1 MiB

constexpr auto notSent = "4.4.1";
constexpr auto maybeDelivered = "4.4.2";
constexpr auto answeredLater = "4.3.0";

/// One request's body while it is being sent.
struct Upload
{
    QByteArray head; ///< length and envelope
    std::shared_ptr<const MessageBody> message;
    qint64 offset = 0; ///< in the message
    bool isMessageTouched = false; ///< from here on the other side may have it
    bool isUnreadable = false; ///< our own disk failed: the message never got there as a whole
};

Task<Result<QByteArray>> readMessage(
    std::shared_ptr<LinkPool> pool, std::shared_ptr<const MessageBody> message, qint64 offset, qint64 length)
{
    if (!message->isInFile()) {
        auto bytes = message->read(offset, length);
        co_return bytes;
    }
    auto read = [message, offset, length] { return message->read(offset, length); };
    auto bytes = co_await pool->context().pool.run(std::move(read));
    co_return bytes;
}

/// The envelope first and alone, then the message.
Task<Result<QByteArray>> nextChunk(
    std::shared_ptr<LinkPool> pool, std::shared_ptr<Upload> upload, qsizetype limit)
{
    if (!upload->head.isEmpty()) {
        const QByteArray part = upload->head.left(limit);
        upload->head.remove(0, part.size());
        upload->isMessageTouched = upload->head.isEmpty() && upload->message->size() == 0;
        co_return part;
    }
    Result<QByteArray> bytes =
        co_await readMessage(pool, upload->message, upload->offset, std::min<qint64>(limit, chunkSize));
    if (!bytes || bytes->isEmpty()) {
        upload->isUnreadable = true;
        co_return bytes;
    }
    upload->offset += bytes->size();
    upload->isMessageTouched = true;
    co_return bytes;
}

QList<DeliveryResult> laterForAll(
    const QList<DeliveryRecipient> &recipients, const char *status, const QByteArray &text)
{
    QList<DeliveryResult> results;
    for (const DeliveryRecipient &recipient : recipients)
        results.append({recipient.key, DeliveryOutcome::Later, status, text});
    return results;
}

/// In the order of the recipients; what is missing may have been delivered.
QList<DeliveryResult> inOrder(
    const QList<DeliveryRecipient> &recipients, const QList<DeliveryResult> &answered)
{
    QHash<DeliveryKey, DeliveryResult> byKey;
    for (const DeliveryResult &result : answered)
        byKey.insert(result.key, result);
    QList<DeliveryResult> results;
    for (const DeliveryRecipient &recipient : recipients) {
        const DeliveryResult missing{recipient.key, DeliveryOutcome::Later, maybeDelivered, "no result"};
        results.append(byKey.value(recipient.key, missing));
    }
    return results;
}

Task<QList<DeliveryResult>> readAnswer(std::shared_ptr<LinkPool> pool, MemberName member,
    QList<DeliveryRecipient> recipients, Http2Response response)
{
    if (response.status != 200) {
        const Error error = errorFromResponse(response.status, response.body);
        qCWarning(lcCluster)
            << Event("delivery-not-taken").with("member", member).with("status", response.status).why(error);
        co_return laterForAll(recipients, answeredLater, error.forPeer);
    }
    const Result<DeliveryAnswer> answer = decodeAnswer(response.body);
    if (!answer) {
        qCWarning(lcCluster) << Event("delivery-answer-malformed").with("member", member).why(answer.error());
        co_return laterForAll(recipients, maybeDelivered, "malformed answer");
    }
    const QList<DeliveryResult> results = inOrder(recipients, answer->results);
    const bool isElsewhere = std::any_of(results.begin(), results.end(),
        [](const DeliveryResult &result) { return result.outcome == DeliveryOutcome::NotHere; });
    if (isElsewhere)
        co_await pool->context().catchUp(member, answer->table);
    co_return results;
}

Http2Request deliveryRequest(const MemberName &member)
{
    Http2Request request;
    request.method = "POST";
    request.path = "/v1/delivery";
    request.authority = member.utf8();
    request.headers = {{"content-type", "application/octet-stream"}};
    return request;
}

std::shared_ptr<Upload> uploadOf(const DeliveryRequest &request)
{
    const QByteArray envelope = encodeEnvelope(request);
    auto upload = std::make_shared<Upload>();
    upload->head.resize(4);
    qToBigEndian(quint32(envelope.size()), upload->head.data());
    upload->head += envelope;
    upload->message = request.body;
    return upload;
}

/// Nothing came back, or not all of it.
QList<DeliveryResult> unanswered(
    const Upload &upload, const QList<DeliveryRecipient> &recipients, const Error &error)
{
    if (upload.isUnreadable)
        return laterForAll(recipients, answeredLater, error.forPeer);
    return laterForAll(recipients, upload.isMessageTouched ? maybeDelivered : notSent, error.forPeer);
}

/// At most recipientsPerRequest.
Task<QList<DeliveryResult>> deliverPart(
    std::shared_ptr<LinkPool> pool, LinkKey key, DeliveryRequest request, Deadline deadline)
{
    for (int attempt = 1;; ++attempt) {
        const Result<LinkPointer> link = co_await pool->acquire(key, deadline);
        if (!link)
            co_return laterForAll(request.recipients, notSent, link.error().forPeer);
        const std::shared_ptr<Upload> upload = uploadOf(request);
        Http2BodySource source;
        source.length = upload->head.size() + upload->message->size();
        source.next = [pool, upload](qsizetype limit) { return nextChunk(pool, upload, limit); };
        const Http2Request post = deliveryRequest(key.member);
        Result<Http2Response> response = co_await (*link)->connection->upload(post, source, deadline);
        if (response) {
            Http2Response answer = std::move(*response);
            auto results = co_await readAnswer(pool, key.member, request.recipients, std::move(answer));
            co_return results;
        }
        const bool mayTryAgain = attempt == 1 && !upload->isMessageTouched && !upload->isUnreadable
            && (*link)->connection->isExhausted() && !deadline.hasExpired();
        if (mayTryAgain)
            continue;
        qCInfo(lcCluster) << Event("delivery-unanswered").with("member", key.member).why(response.error());
        co_return unanswered(*upload, request.recipients, response.error());
    }
}

} // namespace

Task<QList<DeliveryResult>> deliverOver(
    std::shared_ptr<LinkPool> pool, LinkKey key, DeliveryRequest request, Deadline deadline)
{
    const QList<DeliveryRecipient> all = request.recipients;
    QList<DeliveryResult> results;
    for (qsizetype i = 0; i < all.size(); i += recipientsPerRequest) {
        request.recipients = all.mid(i, recipientsPerRequest);
        const QList<DeliveryResult> part = co_await deliverPart(pool, key, request, deadline);
        results += part;
    }
    co_return results;
}

} // namespace homeport
