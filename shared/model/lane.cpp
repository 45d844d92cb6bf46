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

constexpr EnumWord<TryResult> tryWords[] = {
    {TryResult::Later, "later"},
    {TryResult::Rerouted, "rerouted"},
    {TryResult::Refused, "refused"},
    {TryResult::Unanswered, "unanswered"},
};

QJsonObject toJson(const QueueTry &attempt)
{
    return {
        {QStringLiteral("time"), timeToJson(attempt.time)},
        {QStringLiteral("result"), wordOf<TryResult>(tryWords, attempt.result)},
        {QStringLiteral("text"), attempt.text},
        {QStringLiteral("destination"), attempt.destination},
    };
}

Result<QueueTry> queueTryFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    QueueTry attempt;
    attempt.time = reader.time("time");
    attempt.result = reader.choice<TryResult>("result", tryWords);
    attempt.text = reader.text("text");
    attempt.destination = reader.text("destination");
    return reader.finish(attempt);
}

QJsonObject toJson(const QueueRecipient &recipient)
{
    QJsonArray history;
    for (const QueueTry &attempt : recipient.history)
        history.append(toJson(attempt));
    return {
        {QStringLiteral("recipient"), recipient.recipient},
        {QStringLiteral("address"), recipient.address},
        {QStringLiteral("lane"), recipient.lane},
        {QStringLiteral("key"), recipient.key.text()},
        {QStringLiteral("state"), toText(recipient.state)},
        {QStringLiteral("attempts"), recipient.attempts},
        {QStringLiteral("nextTry"), timeToJson(recipient.nextTry)},
        {QStringLiteral("lastError"), recipient.lastError},
        {QStringLiteral("history"), history},
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
    if (json.contains(QStringLiteral("history"))) // members of an earlier version keep none
        recipient.history = reader.list("history", queueTryFromJson);
    return reader.finish(recipient);
}

/// What members of an earlier version do not say.
void readWhatCameLater(const QJsonObject &json, JsonReader &reader, Lane &lane)
{
    lane.label = lane.name.section(u':', 1);
    if (json.contains(QStringLiteral("label")))
        lane.label = reader.text("label");
    if (json.contains(QStringLiteral("held")))
        lane.held = reader.count("held");
    if (json.contains(QStringLiteral("quarantined")))
        lane.quarantined = reader.count("quarantined");
    if (!json.contains(QStringLiteral("ages")))
        return;
    const QList<qint64> ages = reader.counts("ages", qsizetype(lane.ages.size()));
    if (!reader.hasFault())
        std::copy(ages.begin(), ages.end(), lane.ages.begin());
}

} // namespace

QString toText(EntryState state) { return wordOf<EntryState>(stateWords, state); }

std::optional<EntryState> entryStateFromText(const QString &text)
{
    for (const EnumWord<EntryState> &entry : stateWords) {
        if (text == QLatin1String(entry.word))
            return entry.value;
    }
    return std::nullopt;
}

QJsonObject toJson(const Lane &lane)
{
    QJsonArray ages;
    for (const qint64 count : lane.ages)
        ages.append(count);
    return {
        {QStringLiteral("name"), lane.name},
        {QStringLiteral("label"), lane.label},
        {QStringLiteral("host"), lane.host},
        {QStringLiteral("member"), lane.member},
        {QStringLiteral("messages"), lane.messages},
        {QStringLiteral("held"), lane.held},
        {QStringLiteral("quarantined"), lane.quarantined},
        {QStringLiteral("ages"), ages},
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
    readWhatCameLater(json, reader, lane);
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
        {QStringLiteral("headers"), entry.headers},
        {QStringLiteral("headersCut"), entry.headersCut},
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
    if (json.contains(QStringLiteral("headers"))) {
        entry.headers = reader.text("headers");
        entry.headersCut = reader.boolean("headersCut");
    }
    return reader.finish(entry);
}

} // namespace homeport
