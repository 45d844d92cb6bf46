// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// audit.list and task.list.
#include "console/demo/demoverbs.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QDateTime readTime(DemoArguments &arguments, const QString &key)
{
    const QString text = arguments.optionalText(key);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!text.isEmpty() && !time.isValid())
        arguments.fault(key, u"\"%1\" is no time: expected one such as 2026-06-07T08:15:00Z"_s.arg(text));
    return time;
}

Result<QJsonObject> auditList(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QString who = arguments.optionalText(u"who"_s);
    const QString what = arguments.optionalText(u"what"_s);
    const QString text = arguments.optionalText(u"text"_s);
    const QString request = arguments.optionalText(u"request"_s);
    const QDateTime since = readTime(arguments, u"since"_s);
    const QDateTime until = readTime(arguments, u"until"_s);
    const bool hasFailed = arguments.has(u"failed"_s);
    const bool isFailed = arguments.flag(u"failed"_s);
    const qint64 limit = arguments.count(u"limit"_s, 1, 1000, 200);
    const qint64 after = arguments.optionalText(u"after"_s).toLongLong();
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    const auto matches = [&](const AuditRecord &record) {
        const QString whole = QString::fromUtf8(jsonBytes(toJson(record)));
        return (who.isEmpty() || record.who == who) && (what.isEmpty() || record.what.startsWith(what))
            && (text.isEmpty() || whole.contains(text, Qt::CaseInsensitive))
            && (request.isEmpty() || record.request.text() == request)
            && (!since.isValid() || record.time >= since) && (!until.isValid() || record.time < until)
            && (!hasFailed || isFailed != record.error.isEmpty());
    };
    // a cursor is a place from the oldest one: what is written meanwhile does not move it
    QJsonArray rows;
    qsizetype i = after > 0 ? std::min<qsizetype>(after, world.records.size()) : world.records.size();
    for (; i > 0 && rows.size() < limit; --i) {
        if (matches(world.records[i - 1]))
            rows.append(toJson(world.records[i - 1]));
    }
    return QJsonObject{{u"records"_s, rows}, {u"next"_s, i > 0 ? QString::number(i) : QString()},
        {u"unreachable"_s, QJsonArray()}};
}

Result<QJsonObject> taskList(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    return QJsonObject{{u"tasks"_s, listToJson(world.tasks)}, {u"unreachable"_s, QJsonArray()}};
}

} // namespace

std::span<const DemoVerb> demoAuditVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"audit.list", Viewer, DemoEffect::Shows, auditList},
        {"task.list", Viewer, DemoEffect::Shows, taskList},
    });
    return table;
}

} // namespace homeport
