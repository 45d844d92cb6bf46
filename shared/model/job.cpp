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

constexpr EnumWord<JobPhase> phaseWords[] = {
    {JobPhase::Ownership, "ownership"},
    {JobPhase::Rewrite, "rewrite"},
    {JobPhase::Done, "done"},
    {JobPhase::Cancelled, "cancelled"},
    {JobPhase::Failed, "failed"},
};

} // namespace

QString toText(JobKind kind) { return wordOf<JobKind>(kindWords, kind); }
QString toText(JobPhase phase) { return wordOf<JobPhase>(phaseWords, phase); }

QJsonObject toJson(const Job &job)
{
    return {
        {QStringLiteral("id"), job.id.text()},
        {QStringLiteral("kind"), toText(job.kind)},
        {QStringLiteral("phase"), toText(job.phase)},
        {QStringLiteral("from"), job.from.text},
        {QStringLiteral("to"), job.to.text},
        {QStringLiteral("storages"), idsToJson(job.storages)},
        {QStringLiteral("runner"), job.runner.text},
        {QStringLiteral("author"), job.author},
        {QStringLiteral("started"), timeToJson(job.started)},
        {QStringLiteral("fence"), QString::number(job.fence)},
        {QStringLiteral("error"), job.error},
    };
}

Result<Job> jobFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Job job;
    job.id = reader.id<JobId>("id");
    job.kind = reader.choice<JobKind>("kind", kindWords);
    job.phase = reader.choice<JobPhase>("phase", phaseWords);
    job.from = reader.memberName("from");
    job.to = reader.memberName("to");
    job.storages = reader.ids<StorageId>("storages");
    job.runner = reader.memberNameOrEmpty("runner");
    job.author = reader.text("author");
    job.started = reader.time("started");
    job.fence = reader.bigCount("fence");
    job.error = reader.text("error");
    return reader.finish(job);
}

} // namespace homeport
