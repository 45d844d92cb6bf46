// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Envelopes and results of deliveries as JSON.
#include "server/cluster/deliverywire.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qsizetype mostRecipients = 1000;

constexpr auto outcomeWords = std::to_array<EnumWord<DeliveryOutcome>>({
    {DeliveryOutcome::Delivered, "delivered"},
    {DeliveryOutcome::Refused, "refused"},
    {DeliveryOutcome::Later, "later"},
    {DeliveryOutcome::NotHere, "notHere"},
});

QJsonObject toJson(const DeliveryRecipient &recipient)
{
    return {{QStringLiteral("key"), recipient.key.text()},
        {QStringLiteral("account"), recipient.account.text()},
        {QStringLiteral("address"), QString::fromUtf8(recipient.address)},
        {QStringLiteral("storage"), recipient.storage.text()},
        {QStringLiteral("epoch"), qint64(recipient.epoch)},
        {QStringLiteral("recipient"), QString::fromUtf8(recipient.recipient)}};
}

Result<DeliveryRecipient> recipientFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    DeliveryRecipient recipient;
    recipient.key = reader.id<DeliveryKey>("key");
    recipient.account = reader.id<AccountId>("account");
    recipient.address = reader.filledText("address").toUtf8();
    recipient.storage = reader.id<StorageId>("storage");
    recipient.epoch = quint64(reader.count("epoch"));
    recipient.recipient = reader.text("recipient").toUtf8();
    return reader.finish(recipient);
}

QJsonObject toJson(const DeliveryResult &result)
{
    return {{QStringLiteral("key"), result.key.text()},
        {QStringLiteral("result"), wordOf<DeliveryOutcome>(outcomeWords, result.outcome)},
        {QStringLiteral("status"), QString::fromUtf8(result.status)},
        {QStringLiteral("text"), QString::fromUtf8(result.text)}};
}

/// A result whose word is not known: null, as if it were missing (protocol.md 1.4).
struct MaybeResult
{
    DeliveryResult result;
    bool isKnown = false;
};

Result<MaybeResult> resultFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    MaybeResult maybe;
    maybe.result.key = reader.id<DeliveryKey>("key");
    const QString word = reader.text("result");
    maybe.result.status = reader.text("status").toUtf8().left(20);
    maybe.result.text = reader.text("text").toUtf8().left(500);
    for (const auto &entry : outcomeWords) {
        if (word == QLatin1String(entry.word)) {
            maybe.result.outcome = entry.value;
            maybe.isKnown = true;
        }
    }
    return reader.finish(maybe);
}

} // namespace

QByteArray encodeEnvelope(const DeliveryRequest &request)
{
    QJsonArray recipients;
    for (const DeliveryRecipient &recipient : request.recipients)
        recipients.append(toJson(recipient));
    return jsonBytes({{QStringLiteral("from"), QString::fromUtf8(request.from)},
        {QStringLiteral("size"), QString::number(request.body->size())},
        {QStringLiteral("sha256"), QString::fromLatin1(request.body->sha256().toHex())},
        {QStringLiteral("session"), QString::fromUtf8(request.session)},
        {QStringLiteral("received"), timeToJson(QDateTime::fromMSecsSinceEpoch(request.receivedMs, Qt::UTC))},
        {QStringLiteral("recipients"), recipients}});
}

Result<ReceivedEnvelope> decodeEnvelope(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    JsonReader reader(*object);
    ReceivedEnvelope envelope;
    envelope.request.from = reader.text("from").toUtf8();
    envelope.size = reader.bytes("size");
    envelope.sha256 = QByteArray::fromHex(reader.sha256("sha256", false));
    envelope.request.session = reader.text("session").toUtf8().left(64);
    envelope.request.receivedMs = reader.time("received").toMSecsSinceEpoch();
    envelope.request.recipients = reader.list("recipients", &recipientFromJson);
    if (envelope.size < 0)
        reader.fault("size", QStringLiteral("expected 0 or more"));
    const qsizetype count = envelope.request.recipients.size();
    if (count < 1 || count > mostRecipients)
        reader.fault("recipients", QStringLiteral("expected 1 to %1, not %2").arg(mostRecipients).arg(count));
    return reader.finish(envelope);
}

QByteArray encodeAnswer(const DeliveryAnswer &answer)
{
    QJsonArray results;
    for (const DeliveryResult &result : answer.results)
        results.append(toJson(result));
    return jsonBytes({{QStringLiteral("table"), toJson(answer.table)}, {QStringLiteral("results"), results}});
}

Result<DeliveryAnswer> decodeAnswer(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    JsonReader reader(*object);
    DeliveryAnswer answer;
    answer.table = reader.nested("table", &tableRevisionFromJson);
    for (const MaybeResult &maybe : reader.list("results", &resultFromJson)) {
        if (maybe.isKnown)
            answer.results.append(maybe.result);
    }
    return reader.finish(answer);
}

} // namespace homeport
