// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Filters, rows and selections of queues as JSON.
#include "shared/model/queuerow.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<QueueSort> sortWords[] = {
    {QueueSort::Received, "received"},
    {QueueSort::Bytes, "bytes"},
    {QueueSort::From, "from"},
    {QueueSort::Recipient, "recipient"},
    {QueueSort::Attempts, "attempts"},
    {QueueSort::NextTry, "nextTry"},
    {QueueSort::LastError, "lastError"},
    {QueueSort::State, "state"},
};

EntryState readState(JsonReader &reader)
{
    const QString word = reader.text("state");
    const std::optional<EntryState> state = entryStateFromText(word);
    if (!state)
        reader.fault(
            "state", QStringLiteral("\"%1\" is none of \"waiting\", \"held\", \"quarantined\"").arg(word));
    return state.value_or(EntryState::Waiting);
}

void checkKnown(JsonReader &reader, const QJsonObject &json, std::span<const char *const> known)
{
    QStringList names;
    for (const char *name : known)
        names << QString::fromLatin1(name);
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!names.contains(it.key()))
            reader.fault(qPrintable(it.key().left(100)),
                QStringLiteral("unknown; known are: %1").arg(names.join(QStringLiteral(", "))));
    }
}

} // namespace

QString toText(QueueSort sort) { return wordOf<QueueSort>(sortWords, sort); }

std::optional<QueueSort> queueSortFromText(const QString &text)
{
    for (const EnumWord<QueueSort> &entry : sortWords) {
        if (text == QLatin1String(entry.word))
            return entry.value;
    }
    return std::nullopt;
}

QString queueSortWords() { return allWords<QueueSort>(sortWords); }

QJsonObject toJson(const QueueFilter &filter)
{
    QJsonObject json;
    const auto put = [&json](const QString &key, const QString &text) {
        if (!text.isEmpty())
            json.insert(key, text);
    };
    put(QStringLiteral("lane"), filter.lane);
    put(QStringLiteral("from"), filter.from);
    put(QStringLiteral("to"), filter.to);
    put(QStringLiteral("error"), filter.error);
    if (filter.state)
        json.insert(QStringLiteral("state"), toText(*filter.state));
    if (filter.olderThan > 0)
        json.insert(QStringLiteral("olderThan"), filter.olderThan);
    if (filter.largerThan > 0)
        json.insert(QStringLiteral("largerThan"), filter.largerThan);
    return json;
}

Result<QueueFilter> queueFilterFromJson(const QJsonObject &json)
{
    static constexpr const char *known[] = {
        "lane", "from", "to", "error", "state", "olderThan", "largerThan"};
    JsonReader reader(json);
    checkKnown(reader, json, known);
    const auto has = [&json](const char *key) { return json.contains(QLatin1String(key)); };
    QueueFilter filter;
    for (const auto &[key, field] : {std::pair{"lane", &filter.lane}, std::pair{"from", &filter.from},
             std::pair{"to", &filter.to}, std::pair{"error", &filter.error}}) {
        if (has(key))
            *field = reader.text(key);
    }
    if (has("state"))
        filter.state = readState(reader);
    if (has("olderThan"))
        filter.olderThan = reader.count("olderThan");
    if (has("largerThan"))
        filter.largerThan = reader.count("largerThan");
    return reader.finish(filter);
}

QJsonObject toJson(const QueueRow &row)
{
    return {
        {QStringLiteral("member"), row.member},
        {QStringLiteral("id"), row.id},
        {QStringLiteral("key"), row.key.text()},
        {QStringLiteral("from"), row.from},
        {QStringLiteral("recipient"), row.recipient},
        {QStringLiteral("address"), row.address},
        {QStringLiteral("lane"), row.lane},
        {QStringLiteral("host"), row.host},
        {QStringLiteral("received"), timeToJson(row.received)},
        {QStringLiteral("bytes"), QString::number(row.bytes)},
        {QStringLiteral("state"), toText(row.state)},
        {QStringLiteral("attempts"), row.attempts},
        {QStringLiteral("nextTry"), timeToJson(row.nextTry)},
        {QStringLiteral("lastError"), row.lastError},
    };
}

Result<QueueRow> queueRowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    QueueRow row;
    row.member = reader.text("member");
    row.id = reader.count("id");
    row.key = reader.id<DeliveryKey>("key");
    row.from = reader.text("from");
    row.recipient = reader.text("recipient");
    row.address = reader.text("address");
    row.lane = reader.filledText("lane");
    row.host = reader.text("host");
    row.received = reader.time("received");
    row.bytes = reader.bytes("bytes");
    row.state = readState(reader);
    row.attempts = int(reader.count("attempts", std::numeric_limits<int>::max()));
    row.nextTry = reader.timeOrNull("nextTry");
    row.lastError = reader.text("lastError");
    return reader.finish(row);
}

QJsonObject toJson(const QueueSelected &selected)
{
    QJsonObject json{{QStringLiteral("id"), selected.id}};
    if (!selected.member.isEmpty())
        json.insert(QStringLiteral("member"), selected.member);
    if (selected.key)
        json.insert(QStringLiteral("key"), selected.key->text());
    return json;
}

Result<QueueSelected> queueSelectedFromJson(const QJsonObject &json)
{
    static constexpr const char *known[] = {"member", "id", "key"};
    JsonReader reader(json);
    checkKnown(reader, json, known);
    QueueSelected selected;
    selected.id = reader.count("id");
    if (json.contains(QStringLiteral("member")))
        selected.member = reader.text("member");
    if (json.contains(QStringLiteral("key")))
        selected.key = reader.id<DeliveryKey>("key");
    return reader.finish(selected);
}

} // namespace homeport
