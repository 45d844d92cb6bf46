// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lanes and queued messages as JSON.
#include "shared/model/lane.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<EntryState> stateWords[] = {
    {EntryState::Waiting, "waiting"},
    {EntryState::Held, "held"},
    {EntryState::Quarantined, "quarantined"},
};

QJsonObject toJson(const QueueRecipient &recipient)
{
    return {
        {QStringLiteral("recipient"), recipient.recipient},
        {QStringLiteral("address"), recipient.address},
        {QStringLiteral("lane"), recipient.lane},
        {QStringLiteral("key"), recipient.key.text()},
        {QStringLiteral("state"), toText(recipient.state)},
        {QStringLiteral("attempts"), recipient.attempts},
        {QStringLiteral("nextTry"), timeToJson(recipient.nextTry)},
        {QStringLiteral("lastError"), recipient.lastError},
    };
}

Result<QueueRecipient> queueRecipientFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    QueueRecipient recipient;
    recipient.recipient = reader.text("recipient");
    recipient.address = reader.text("address");
    recipient.lane = reader.filledText("lane");
    recipient.key = reader.id<DeliveryKey>("key");
    recipient.state = reader.choice<EntryState>("state", stateWords);
    recipient.attempts = int(reader.count("attempts", std::numeric_limits<int>::max()));
    recipient.nextTry = reader.timeOrNull("nextTry");
    recipient.lastError = reader.text("lastError");
    return reader.finish(recipient);
}

} // namespace

QString toText(EntryState state) { return wordOf<EntryState>(stateWords, state); }

QJsonObject toJson(const Lane &lane)
{
    return {
        {QStringLiteral("name"), lane.name},
        {QStringLiteral("host"), lane.host},
        {QStringLiteral("member"), lane.member},
        {QStringLiteral("messages"), lane.messages},
        {QStringLiteral("bytes"), QString::number(lane.bytes)},
        {QStringLiteral("oldest"), timeToJson(lane.oldest)},
        {QStringLiteral("nextTry"), timeToJson(lane.nextTry)},
        {QStringLiteral("lastError"), lane.lastError},
        {QStringLiteral("state"), lane.state},
    };
}

Result<Lane> laneFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Lane lane;
    lane.name = reader.filledText("name");
    lane.host = reader.text("host");
    lane.member = reader.text("member");
    lane.messages = reader.count("messages");
    lane.bytes = reader.bytes("bytes");
    lane.oldest = reader.timeOrNull("oldest");
    lane.nextTry = reader.timeOrNull("nextTry");
    lane.lastError = reader.text("lastError");
    lane.state = reader.text("state");
    return reader.finish(lane);
}

QJsonObject toJson(const QueueEntry &entry)
{
    QJsonArray recipients;
    for (const QueueRecipient &recipient : entry.recipients)
        recipients.append(toJson(recipient));
    return {
        {QStringLiteral("id"), entry.id},
        {QStringLiteral("member"), entry.member},
        {QStringLiteral("from"), entry.from},
        {QStringLiteral("received"), timeToJson(entry.received)},
        {QStringLiteral("bytes"), QString::number(entry.bytes)},
        {QStringLiteral("session"), entry.session},
        {QStringLiteral("recipients"), recipients},
    };
}

Result<QueueEntry> queueEntryFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    QueueEntry entry;
    entry.id = reader.count("id");
    entry.member = reader.text("member");
    entry.from = reader.text("from");
    entry.received = reader.time("received");
    entry.bytes = reader.bytes("bytes");
    entry.session = reader.text("session");
    entry.recipients = reader.list("recipients", queueRecipientFromJson);
    return reader.finish(entry);
}

} // namespace homeport
