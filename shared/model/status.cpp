// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Status of members as JSON.
#include "shared/model/status.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<ObservedState> stateWords[] = {
    {ObservedState::Unknown, "unknown"},
    {ObservedState::Up, "up"},
    {ObservedState::Down, "down"},
    {ObservedState::Diverged, "diverged"},
};

QJsonObject toJson(const PeerView &peer)
{
    return {
        {QStringLiteral("name"), peer.name.text},
        {QStringLiteral("state"), toText(peer.state)},
        {QStringLiteral("since"), timeToJson(peer.since)},
        {QStringLiteral("lastError"), peer.lastError},
        {QStringLiteral("table"), homeport::toJson(peer.table)},
        {QStringLiteral("clockDifferenceMs"), peer.clockDifferenceMs},
    };
}

Result<PeerView> peerViewFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    PeerView peer;
    peer.name = reader.memberName("name");
    peer.state = reader.choice<ObservedState>("state", stateWords);
    peer.since = reader.timeOrNull("since");
    peer.lastError = reader.text("lastError");
    peer.table = reader.nested("table", tableRevisionFromJson);
    peer.clockDifferenceMs = reader.integer("clockDifferenceMs");
    return reader.finish(peer);
}

QJsonObject toJson(const StorageView &storage)
{
    return {
        {QStringLiteral("id"), storage.id.text()},
        {QStringLiteral("name"), storage.name},
        {QStringLiteral("path"), storage.path},
        {QStringLiteral("served"), storage.served},
        {QStringLiteral("epoch"), qint64(storage.epoch)},
        {QStringLiteral("problem"), storage.problem},
        {QStringLiteral("freeBytes"), QString::number(storage.freeBytes)},
        {QStringLiteral("accounts"), storage.accounts},
    };
}

Result<StorageView> storageViewFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StorageView storage;
    storage.id = reader.id<StorageId>("id");
    storage.name = reader.text("name");
    storage.path = reader.text("path");
    storage.served = reader.boolean("served");
    storage.epoch = quint64(reader.count("epoch"));
    storage.problem = reader.text("problem");
    storage.freeBytes = reader.bytes("freeBytes");
    storage.accounts = reader.count("accounts");
    return reader.finish(storage);
}

QJsonObject toJson(const SessionCounts &counts)
{
    return {
        {QStringLiteral("imap"), counts.imap},
        {QStringLiteral("pop3"), counts.pop3},
        {QStringLiteral("smtp"), counts.smtp},
        {QStringLiteral("submission"), counts.submission},
    };
}

Result<SessionCounts> sessionCountsFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    SessionCounts counts;
    counts.imap = reader.count("imap");
    counts.pop3 = reader.count("pop3");
    counts.smtp = reader.count("smtp");
    counts.submission = reader.count("submission");
    return reader.finish(counts);
}

template <class T> QJsonArray arrayOf(const QList<T> &values)
{
    QJsonArray out;
    for (const T &element : values)
        out.append(toJson(element));
    return out;
}

} // namespace

QString toText(ObservedState state) { return wordOf<ObservedState>(stateWords, state); }

QJsonObject toJson(const MemberStatus &status)
{
    return {
        {QStringLiteral("name"), status.name.text},
        {QStringLiteral("version"), status.version},
        {QStringLiteral("started"), timeToJson(status.started)},
        {QStringLiteral("table"), toJson(status.table)},
        {QStringLiteral("peers"), arrayOf(status.peers)},
        {QStringLiteral("storages"), arrayOf(status.storages)},
        {QStringLiteral("sessions"), status.sessions},
        {QStringLiteral("queuedMessages"), status.queuedMessages},
        {QStringLiteral("queuedBytes"), QString::number(status.queuedBytes)},
        {QStringLiteral("oldestQueued"), timeToJson(status.oldestQueued)},
        {QStringLiteral("certificateExpires"), timeToJson(status.certificateExpires)},
        {QStringLiteral("directory"), status.directory},
        {QStringLiteral("alarms"), QJsonArray::fromStringList(status.alarms)},
        {QStringLiteral("messagesPerMinute"), status.messagesPerMinute},
        {QStringLiteral("sessionsByService"), toJson(status.sessionsByService)},
    };
}

Result<MemberStatus> memberStatusFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    MemberStatus status;
    status.name = reader.memberName("name");
    status.version = reader.text("version");
    status.started = reader.timeOrNull("started");
    status.table = reader.nested("table", tableRevisionFromJson);
    status.peers = reader.list("peers", peerViewFromJson);
    status.storages = reader.list("storages", storageViewFromJson);
    status.sessions = reader.count("sessions");
    status.queuedMessages = reader.count("queuedMessages");
    status.queuedBytes = reader.bytes("queuedBytes");
    status.oldestQueued = reader.timeOrNull("oldestQueued");
    status.certificateExpires = reader.timeOrNull("certificateExpires");
    status.directory = reader.text("directory");
    status.alarms = reader.texts("alarms");
    // members of an earlier version do not say these
    if (json.contains(QStringLiteral("messagesPerMinute")))
        status.messagesPerMinute = reader.count("messagesPerMinute");
    if (json.contains(QStringLiteral("sessionsByService")))
        status.sessionsByService = reader.nested("sessionsByService", sessionCountsFromJson);
    return reader.finish(status);
}

} // namespace homeport
