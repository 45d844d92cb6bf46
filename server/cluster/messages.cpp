// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// JSON of the control messages.
#include "server/cluster/messages.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr auto purposeWords = std::to_array<EnumWord<LinkPurpose>>({
    {LinkPurpose::Control, "control"},
    {LinkPurpose::Sessions, "sessions"},
    {LinkPurpose::Deliveries, "deliveries"},
});

struct ProtocolRange
{
    int least = 1;
    int most = 1;
};

Result<ProtocolRange> rangeFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    ProtocolRange range;
    range.least = int(reader.count("min", 1'000'000));
    range.most = int(reader.count("max", 1'000'000));
    return reader.finish(range);
}

QJsonObject toJson(const ServedEpoch &storage)
{
    return {{QStringLiteral("id"), storage.id.text()}, {QStringLiteral("epoch"), qint64(storage.epoch)}};
}

Result<ServedEpoch> servedFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    ServedEpoch storage;
    storage.id = reader.id<StorageId>("id");
    storage.epoch = quint64(reader.count("epoch"));
    return reader.finish(storage);
}

QJsonArray storagesToJson(const QList<ServedEpoch> &storages)
{
    QJsonArray array;
    for (const ServedEpoch &storage : storages)
        array.append(toJson(storage));
    return array;
}

/// Absent in members that do not know it: then lists replace each other as they come.
quint64 serialOf(const QJsonObject &json)
{
    return json.value(QStringLiteral("serial")).toString().toULongLong();
}

Result<AwayStorage> awayFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    AwayStorage storage;
    storage.id = reader.id<StorageId>("id");
    storage.why = reader.text("why").left(500);
    return reader.finish(storage);
}

} // namespace

QString toText(LinkPurpose purpose) { return wordOf<LinkPurpose>(purposeWords, purpose); }

QJsonObject toJson(const Hello &hello)
{
    return {
        {QStringLiteral("protocol"),
            QJsonObject{
                {QStringLiteral("min"), hello.protocolMin}, {QStringLiteral("max"), hello.protocolMax}}},
        {QStringLiteral("cluster"), hello.cluster.text()},
        {QStringLiteral("member"), hello.member.text},
        {QStringLiteral("version"), hello.version},
        {QStringLiteral("purpose"), toText(hello.purpose)},
        {QStringLiteral("worker"), hello.worker},
        {QStringLiteral("workers"), hello.workers},
        {QStringLiteral("features"), QJsonArray()},
        {QStringLiteral("table"), toJson(hello.table)},
        {QStringLiteral("storages"), storagesToJson(hello.storages)},
        {QStringLiteral("serial"), QString::number(hello.serial)},
        {QStringLiteral("clock"), timeText(hello.clock)},
    };
}

Result<Hello> helloFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Hello hello;
    const ProtocolRange range = reader.nested("protocol", &rangeFromJson);
    hello.protocolMin = range.least;
    hello.protocolMax = range.most;
    hello.cluster = reader.id<ClusterId>("cluster");
    hello.member = reader.memberName("member");
    hello.version = reader.text("version");
    hello.purpose = reader.choice<LinkPurpose>("purpose", purposeWords);
    hello.worker = int(reader.count("worker", 65535));
    hello.workers = std::max(1, int(reader.count("workers", 65535)));
    hello.table = reader.nested("table", &tableRevisionFromJson);
    hello.storages = reader.list("storages", &servedFromJson);
    hello.serial = serialOf(json);
    hello.clock = reader.time("clock");
    return reader.finish(hello);
}

QJsonObject toJson(const Serving &serving)
{
    QJsonArray away;
    for (const AwayStorage &storage : serving.away)
        away.append(
            QJsonObject{{QStringLiteral("id"), storage.id.text()}, {QStringLiteral("why"), storage.why}});
    return {{QStringLiteral("storages"), storagesToJson(serving.storages)},
        {QStringLiteral("serial"), QString::number(serving.serial)}, {QStringLiteral("away"), away}};
}

Result<Serving> servingFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Serving serving;
    serving.storages = reader.list("storages", &servedFromJson);
    serving.serial = serialOf(json);
    if (json.contains(QStringLiteral("away"))) // members of an earlier version do not tell
        serving.away = reader.list("away", &awayFromJson);
    return reader.finish(serving);
}

int httpStatus(const Error &error)
{
    switch (error.fault) {
    case Fault::Syntax:
        return 400;
    case Fault::Refused:
        return 403;
    case Fault::Temporary:
    case Fault::Internal:
        return 503;
    }
    Q_UNREACHABLE();
}

QByteArray errorBody(const Error &error)
{
    return jsonBytes(
        {{QStringLiteral("error"), QString::fromUtf8(error.forPeer)}, {QStringLiteral("log"), error.forLog},
            {QStringLiteral("status"), QString::fromLatin1(error.status)}});
}

Error errorFromResponse(int status, const QByteArray &body)
{
    const Result<QJsonObject> json = parseJsonObject(body);
    Error error;
    error.fault = status == 400         ? Fault::Syntax
        : status >= 400 && status < 500 ? Fault::Refused
                                        : Fault::Temporary;
    if (json) {
        error.forPeer = json->value(QStringLiteral("error")).toString().toUtf8().left(500);
        error.forLog = json->value(QStringLiteral("log")).toString().left(2000);
        error.status = json->value(QStringLiteral("status")).toString().toLatin1().left(40);
    }
    if (error.forPeer.isEmpty())
        error.forPeer = "the other member answered " + QByteArray::number(status);
    if (error.forLog.isEmpty())
        error.forLog = QString::fromUtf8(error.forPeer);
    return error;
}

Task<Result<JsonAnswer>> requestJson(Http2Connection &connection, QByteArray method, QByteArray path,
    MemberName member, QJsonObject body, Deadline deadline)
{
    Http2Request request;
    request.method = method;
    request.path = path;
    request.authority = member.utf8();
    if (method != "GET") {
        request.headers.append(Http2Header{"content-type", "application/json"});
        request.body = jsonBytes(body);
    }
    Result<Http2Response> response = co_await connection.request(std::move(request), deadline);
    if (!response)
        co_return fail(response.error());
    JsonAnswer answer;
    answer.status = response->status;
    answer.body = response->body;
    const Result<QJsonObject> json = parseJsonObject(response->body);
    if (json)
        answer.json = *json;
    else if (response->status / 100 == 2)
        co_return fail(Error::temporary("malformed answer of a member", json.error().forLog));
    co_return answer;
}

} // namespace homeport
