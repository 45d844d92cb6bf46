// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What members say to each other on control connections, as values and JSON (protocol.md 1.2, 1.7, 1.9).
#pragma once

#include "shared/model/clustertable.h"
#include "shared/net/http2connection.h"

namespace homeport {

struct ServedEpoch
{
    StorageId id;
    quint64 epoch = 0;
    bool operator==(const ServedEpoch &) const = default;
};

enum class LinkPurpose { Control, Sessions, Deliveries };
QString toText(LinkPurpose purpose);

constexpr int protocolMin = 1;
constexpr int protocolMax = 1;

struct Hello
{
    int protocolMin = homeport::protocolMin;
    int protocolMax = homeport::protocolMax;
    ClusterId cluster;
    MemberName member;
    QString version;
    LinkPurpose purpose = LinkPurpose::Control;
    int worker = 0;
    int workers = 1;
    TableRevision table;
    QList<ServedEpoch> storages;
    quint64 serial = 0; ///< of `storages`: a list with a smaller one than a known list is out of date
    QDateTime clock;
};

QJsonObject toJson(const Hello &hello);
Result<Hello> helloFromJson(const QJsonObject &json);

/// A storage that its owner cannot serve now: not mounted, waiting for the administrator, ...
struct AwayStorage
{
    StorageId id;
    QString why;
    bool operator==(const AwayStorage &) const = default;
};

/// The list of what a member serves, as in /v1/serving and hello; /v1/serving tells what is away too.
struct Serving
{
    QList<ServedEpoch> storages;
    quint64 serial = 0;
    QList<AwayStorage> away;
};
QJsonObject toJson(const Serving &serving);
Result<Serving> servingFromJson(const QJsonObject &json);

/// Status code and `{"error", "log", "status"}` of a failure, and back.
int httpStatus(const Error &error);
QByteArray errorBody(const Error &error);
Error errorFromResponse(int status, const QByteArray &body);

struct JsonAnswer
{
    int status = 0;
    QJsonObject json; ///< of a 2xx answer; also of others where they sent an object
    QByteArray body;
    Error error() const { return errorFromResponse(status, body); }
};

/// One request with a JSON body (none for GET) to `member`. An error means: no answer, or one that is no
/// JSON.
Task<Result<JsonAnswer>> requestJson(Http2Connection &connection, QByteArray method, QByteArray path,
    MemberName member, QJsonObject body, Deadline deadline);

} // namespace homeport
