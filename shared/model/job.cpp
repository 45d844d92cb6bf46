// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Jobs and their JSON.
#include "shared/model/job.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr EnumWord<JobKind> kindWords[] = {
    {JobKind::Reassign, "reassign"},
    {JobKind::Restore, "restore"},
};

constexpr EnumWord<JobState> stateWords[] = {
    {JobState::Running, "running"},
    {JobState::Paused, "paused"},
    {JobState::Undoing, "undoing"},
    {JobState::Done, "done"},
    {JobState::Cancelled, "cancelled"},
    {JobState::Undone, "undone"},
    {JobState::Failed, "failed"},
};

// the words of the first format; members of that version still read them
constexpr EnumWord<JobState> phaseWords[] = {
    {JobState::Running, "rewrite"},
    {JobState::Running, "ownership"},
    {JobState::Done, "done"},
    {JobState::Cancelled, "cancelled"},
    {JobState::Failed, "failed"},
};

QString phaseOf(JobState state)
{
    switch (state) {
    case JobState::Running:
    case JobState::Paused:
    case JobState::Undoing:
        return wordOf<JobState>(phaseWords, JobState::Running);
    case JobState::Cancelled:
    case JobState::Undone:
        return wordOf<JobState>(phaseWords, JobState::Cancelled);
    case JobState::Done:
    case JobState::Failed:
        return wordOf<JobState>(phaseWords, state);
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const JobMove &move)
{
    return {
        {QStringLiteral("storage"), move.storage.text()},
        {QStringLiteral("from"), move.from.text},
        {QStringLiteral("to"), move.to.text},
    };
}

Result<JobMove> moveFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    JobMove move;
    move.storage = reader.id<StorageId>("storage");
    move.from = reader.memberName("from");
    move.to = reader.memberName("to");
    return reader.finish(move);
}

} // namespace

QString toText(JobKind kind) { return wordOf<JobKind>(kindWords, kind); }
QString toText(JobState state) { return wordOf<JobState>(stateWords, state); }

bool Job::isRunning() const
{
    return state == JobState::Running || state == JobState::Paused || state == JobState::Undoing;
}

QList<StorageId> Job::storages() const
{
    QList<StorageId> ids;
    for (const JobMove &move : moves)
        ids.append(move.storage);
    return ids;
}

QJsonObject toJson(const Job &job)
{
    QJsonArray moves;
    for (const JobMove &move : job.moves)
        moves.append(toJson(move));
    return {
        {QStringLiteral("id"), job.id.text()},
        {QStringLiteral("kind"), toText(job.kind)},
        {QStringLiteral("state"), toText(job.state)},
        {QStringLiteral("phase"), phaseOf(job.state)},
        {QStringLiteral("undo"), job.isUndo},
        {QStringLiteral("from"), job.from.text},
        {QStringLiteral("to"), job.to.text},
        {QStringLiteral("storages"), idsToJson(job.storages())},
        {QStringLiteral("moves"), moves},
        {QStringLiteral("runner"), job.runner.text},
        {QStringLiteral("author"), job.author},
        {QStringLiteral("request"), job.request.text()},
        {QStringLiteral("started"), timeToJson(job.started)},
        {QStringLiteral("fence"), QString::number(job.fence)},
        {QStringLiteral("error"), job.error},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(job.warnings)},
    };
}

Result<Job> jobFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const auto isGiven = [&json](const char *key) { return json.contains(QLatin1String(key)); };
    Job job;
    job.id = reader.id<JobId>("id");
    job.kind = reader.choice<JobKind>("kind", kindWords);
    job.state = reader.choice<JobState>("phase", phaseWords);
    if (isGiven("state"))
        job.state = reader.choice<JobState>("state", stateWords);
    job.isUndo = isGiven("undo") && reader.boolean("undo");
    job.from = reader.memberName("from");
    job.to = reader.memberName("to");
    const QList<StorageId> storages = reader.ids<StorageId>("storages");
    if (isGiven("moves")) {
        job.moves = reader.list("moves", moveFromJson);
    } else {
        for (const StorageId &storage : storages)
            job.moves.append({storage, job.from, job.to});
    }
    job.runner = reader.memberNameOrEmpty("runner");
    job.author = reader.text("author");
    if (isGiven("request"))
        job.request = reader.id<RequestId>("request");
    job.started = reader.time("started");
    job.fence = reader.bigCount("fence");
    job.error = reader.text("error");
    if (isGiven("warnings"))
        job.warnings = reader.texts("warnings");
    return reader.finish(job);
}

} // namespace homeport
