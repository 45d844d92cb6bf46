// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Audit records and running requests as JSON.
#include "shared/model/auditrecord.h"
#include "shared/model/jsonreader.h"

namespace homeport {

QJsonObject toJson(const AuditRecord &record)
{
    QJsonObject json{
        {QStringLiteral("time"), timeToJson(record.time)},
        {QStringLiteral("who"), record.who},
        {QStringLiteral("from"), record.from},
        {QStringLiteral("what"), record.what},
        {QStringLiteral("arguments"), record.arguments},
        {QStringLiteral("request"), record.request.text()},
        {QStringLiteral("result"), record.status},
        {QStringLiteral("error"), record.error},
        {QStringLiteral("proof"), record.proof},
        {QStringLiteral("durationMs"), record.durationMs},
    };
    if (record.recipients)
        json.insert(QStringLiteral("recipients"), *record.recipients);
    if (!record.member.isEmpty())
        json.insert(QStringLiteral("member"), record.member.text);
    return json;
}

Result<AuditRecord> auditRecordFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    AuditRecord record;
    if (json.contains(QStringLiteral("member")))
        record.member = reader.memberName("member");
    record.time = reader.time("time");
    record.who = reader.text("who");
    record.from = reader.text("from");
    record.what = reader.text("what");
    record.arguments = reader.object("arguments");
    record.request = reader.id<RequestId>("request");
    record.status = int(reader.count("result", 599));
    record.error = reader.text("error");
    if (json.contains(QStringLiteral("proof"))) // earlier versions wrote none
        record.proof = reader.text("proof");
    if (json.contains(QStringLiteral("recipients")))
        record.recipients = reader.count("recipients");
    record.durationMs = reader.count("durationMs");
    return reader.finish(record);
}

QJsonObject toJson(const TaskRow &task)
{
    return {
        {QStringLiteral("member"), task.member.text},
        {QStringLiteral("request"), task.request.text()},
        {QStringLiteral("who"), task.who},
        {QStringLiteral("from"), task.from},
        {QStringLiteral("what"), task.what},
        {QStringLiteral("arguments"), task.arguments},
        {QStringLiteral("started"), timeToJson(task.started)},
    };
}

Result<TaskRow> taskRowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    TaskRow task;
    task.member = reader.memberName("member");
    task.request = reader.id<RequestId>("request");
    task.who = reader.text("who");
    task.from = reader.text("from");
    task.what = reader.text("what");
    task.arguments = reader.object("arguments");
    task.started = reader.time("started");
    return reader.finish(task);
}

} // namespace homeport
