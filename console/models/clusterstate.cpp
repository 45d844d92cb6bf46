// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading those answers, and the words for states.
#include "console/models/clusterstate.h"

#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct States
{
    Q_DECLARE_TR_FUNCTIONS(States)
};

/// What daemons of the version before do not say is empty.
QDateTime optionalTime(const QJsonObject &json, const QString &key)
{
    return QDateTime::fromString(json.value(key).toString(), Qt::ISODateWithMs);
}

QStringList optionalTexts(const QJsonObject &json, const QString &key)
{
    QStringList out;
    const QJsonArray elements = json.value(key).toArray();
    for (const QJsonValue &element : elements)
        out.append(element.toString());
    return out;
}

Result<SeenBy> seenByFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    SeenBy seen;
    seen.member = reader.text("member");
    seen.state = reader.text("state");
    seen.since = reader.timeOrNull("since");
    seen.lastError = reader.text("lastError");
    return reader.finish(seen);
}

Result<MemberState> memberStateFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    MemberState member;
    member.name = reader.filledText("name");
    member.isReachable = reader.boolean("reachable");
    member.administrativeState = reader.text("administrativeState");
    member.rights = reader.texts("rights");
    if (json.contains(u"seenBy"_s))
        member.seenBy = reader.list("seenBy", seenByFromJson);
    if (reader.hasFault())
        return reader.finish(member);
    member.error = json[u"error"_s].toString();
    member.observed = json[u"observed"_s].toString(member.isReachable ? u"up"_s : u"unknown"_s);
    member.observedSince = optionalTime(json, u"observedSince"_s);
    member.reasons = optionalTexts(json, u"reasons"_s);
    member.lastSeen = optionalTime(json, u"lastSeen"_s);
    member.messagesPerMinute = json[u"messagesPerMinute"_s].toInteger();
    const QJsonObject services = json[u"sessionsByService"_s].toObject();
    for (auto it = services.begin(); it != services.end(); ++it)
        member.sessionsByService.insert(it.key(), it.value().toInteger());
    const QJsonObject status = member.isReachable ? json : json[u"lastKnown"_s].toObject();
    if (!status.isEmpty()) {
        const Result<MemberStatus> read = memberStatusFromJson(status);
        if (!read)
            return fail(read.error());
        member.status = *read;
    }
    return member;
}

Result<StorageSummary> storageSummaryFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    StorageSummary storage;
    storage.id = reader.filledText("id");
    storage.name = reader.text("name");
    storage.home = reader.text("home");
    storage.owner = reader.text("owner");
    storage.state = reader.text("state");
    storage.epoch = quint64(reader.count("epoch"));
    storage.isServed = reader.boolean("served");
    storage.isStandIn = storage.home != storage.owner;
    storage.isDefault = json[u"default"_s].toBool(json[u"isDefault"_s].toBool());
    return reader.finish(storage);
}

Result<JobRow> jobRowFromJson(const QJsonObject &json)
{
    const Result<Job> job = jobFromJson(json);
    if (!job)
        return fail(job.error());
    return JobRow{*job, optionalTexts(json, u"storageNames"_s)};
}

std::optional<qint64> optionalNumber(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

JobProgress progressFromJson(const QJsonObject &json)
{
    return {json[u"text"_s].toString(), json[u"rewritten"_s].toInteger(), optionalNumber(json[u"total"_s]),
        json[u"rate"_s].toInteger(), optionalNumber(json[u"remainingSeconds"_s]),
        json[u"seconds"_s].toInteger(), optionalNumber(json[u"servedAfterMs"_s])};
}

Result<PendingHost> pendingHostFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    PendingHost host;
    host.member = reader.text("member");
    host.accounts = reader.count("accounts");
    host.isMore = reader.boolean("more");
    return reader.finish(host);
}

} // namespace

qint64 MemberState::accounts() const
{
    qint64 sum = 0;
    if (status) {
        for (const StorageView &storage : status->storages)
            sum += storage.accounts;
    }
    return sum;
}

qint64 MemberState::freeBytes() const
{
    qint64 least = -1;
    if (status) {
        for (const StorageView &storage : status->storages)
            least = least < 0 ? storage.freeBytes : std::min(least, storage.freeBytes);
    }
    return least;
}

const MemberState *ClusterState::member(const QString &name) const
{
    const auto found = std::find_if(
        members.cbegin(), members.cend(), [&](const MemberState &member) { return member.name == name; });
    return found == members.cend() ? nullptr : &*found;
}

QList<StorageSummary> ClusterState::storagesOf(const QString &owner) const
{
    QList<StorageSummary> out;
    std::copy_if(storages.cbegin(), storages.cend(), std::back_inserter(out),
        [&](const StorageSummary &storage) { return storage.owner == owner; });
    return out;
}

Result<ClusterState> clusterStateFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    ClusterState state;
    state.health = reader.text("health");
    state.problems = reader.texts("problems");
    state.advice = reader.texts("advice");
    state.members = reader.list("members", memberStateFromJson);
    state.storages = reader.list("storages", storageSummaryFromJson);
    state.table = reader.nested("table", tableRevisionFromJson);
    state.answeredBy = reader.text("answeredBy");
    state.isWholeCluster = reader.boolean("isWholeCluster");
    state.time = optionalTime(json, u"time"_s);
    state.isSimulated = json[u"simulated"_s].toBool();
    return reader.finish(state);
}

Result<JobsState> jobsStateFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    JobsState state;
    state.jobs = reader.list("jobs", jobRowFromJson);
    state.text = reader.text("text");
    if (json[u"running"_s].isObject())
        state.running = reader.nested("running", jobRowFromJson);
    const QJsonObject progress = json[u"progress"_s].toObject();
    if (!progress.isEmpty())
        state.progress = progressFromJson(progress);
    return reader.finish(state);
}

Result<LanesState> lanesStateFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    LanesState state;
    state.lanes = reader.list("lanes", laneFromJson);
    state.unreachable = unreachableFromJson(json);
    return reader.finish(state);
}

Result<QList<PendingHost>> pendingHostsFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const QList<PendingHost> hosts = reader.list("hosts", pendingHostFromJson);
    return reader.finish(hosts);
}

QStringList unreachableFromJson(const QJsonObject &json)
{
    QStringList out;
    const QJsonArray members = json[u"unreachable"_s].toArray();
    for (const QJsonValue &member : members)
        out.append(member[u"member"_s].toString() + u": "_s + member[u"error"_s].toString());
    return out;
}

StateWord observedWord(const QString &observed)
{
    if (observed == u"up")
        return {States::tr("up"), Severity::Good};
    if (observed == u"degraded")
        return {States::tr("degraded"), Severity::Warning};
    if (observed == u"down")
        return {States::tr("down"), Severity::Bad};
    if (observed == u"missing")
        return {States::tr("missing"), Severity::Notice};
    return {States::tr("unknown"), Severity::Unknown};
}

StateWord administrativeWord(const QString &state)
{
    if (state == u"ready")
        return {States::tr("ready"), Severity::None};
    if (state == u"draining")
        return {States::tr("draining"), Severity::Notice};
    if (state == u"withdrawn")
        return {States::tr("withdrawn"), Severity::Notice};
    return {state, Severity::Unknown};
}

StateWord storageWord(const StorageSummary &storage)
{
    if (storage.state == u"detached")
        return {States::tr("detached"), Severity::Warning};
    if (!storage.isServed)
        return {States::tr("not served"), Severity::Bad};
    return storage.isStandIn ? StateWord{States::tr("with a stand-in"), Severity::Notice}
                             : StateWord{States::tr("at home"), Severity::Good};
}

StateWord laneWord(const QString &state)
{
    if (state == u"delivering")
        return {States::tr("delivering"), Severity::Busy};
    if (state == u"held")
        return {States::tr("held"), Severity::Notice};
    if (state == u"parked")
        return {States::tr("parked"), Severity::Bad};
    return {States::tr("waiting"), Severity::Warning};
}

StateWord jobWord(JobState state)
{
    switch (state) {
    case JobState::Running:
        return {States::tr("running"), Severity::Busy};
    case JobState::Paused:
        return {States::tr("paused"), Severity::Warning};
    case JobState::Undoing:
        return {States::tr("being undone"), Severity::Busy};
    case JobState::Done:
        return {States::tr("done"), Severity::Good};
    case JobState::Cancelled:
        return {States::tr("cancelled"), Severity::Warning};
    case JobState::Undone:
        return {States::tr("undone"), Severity::Notice};
    case JobState::Failed:
        return {States::tr("failed"), Severity::Bad};
    }
    Q_UNREACHABLE();
}

} // namespace homeport
