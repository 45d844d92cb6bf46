// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// audit.list and task.list: of all keepers; on another member its own.
#include "server/admin/auditmerge.h"
#include "server/admin/auditreader.h"
#include "server/admin/memberanswers.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

/// Those that keep an audit and can be asked from here.
QList<MemberName> keepersFrom(const AdminWorld &world)
{
    if (!world.isKeeper())
        return {world.self()};
    QList<MemberName> names;
    const ClusterTable table = world.table();
    for (const Member &member : table.members) {
        if (member.name == world.self() || (member.rights.keeper && !member.publicKey.isEmpty()))
            names.append(member.name);
    }
    return names;
}

/// For a keeper that did not answer the last time and of whose audit something is left to tell.
constexpr auto missedPatience = 15s;

/// All at once; `before`: each one's place, where it has one.
Task<std::vector<MemberAnswer>> askKeepers(
    AdminWorld &world, QList<MemberName> keepers, QString what, QJsonObject question, AuditCursor before)
{
    std::vector<Task<Result<QJsonObject>>> tasks;
    for (const MemberName &keeper : std::as_const(keepers)) {
        QJsonObject own = question;
        if (before.places.contains(keeper.text))
            own.insert(QStringLiteral("before"), before.places.value(keeper.text));
        const std::chrono::milliseconds patience =
            before.missed.contains(keeper.text) ? missedPatience : AdminWorld::shortPatience;
        tasks.push_back(world.ask(keeper, what, own, patience));
    }
    std::vector<MemberAnswer> answers;
    for (size_t i = 0; i < tasks.size(); ++i) {
        Result<QJsonObject> answer = co_await tasks[i];
        answers.push_back({keepers[qsizetype(i)], std::move(answer)});
    }
    co_return answers;
}

AuditCursor readCursor(Arguments &arguments)
{
    const QString text = arguments.optionalText("after");
    const Result<AuditCursor> cursor = auditCursorFromText(text);
    if (!cursor)
        arguments.fault("after", QStringLiteral("\"%1\" is no \"next\" of audit.list").arg(text));
    return cursor.value_or(AuditCursor());
}

QJsonObject pageOf(const std::vector<MemberAnswer> &answers, const AuditCursor &before, qsizetype limit)
{
    QList<AuditPart> parts;
    QStringList unanswered;
    for (const MemberAnswer &member : answers) {
        if (member.answer)
            parts.append({member.member.text, *member.answer});
        else
            unanswered.append(member.member.text);
    }
    const MergedAudit merged = mergeAudits(parts, limit);
    return {{QStringLiteral("records"), merged.records},
        {QStringLiteral("next"), textOf(cursorBehind(before, merged.places, unanswered))},
        {QStringLiteral("unreachable"), unreachableOf(answers)}};
}

Answer auditList(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    readAuditFilter(arguments); // for its faults; each keeper reads it again
    const qsizetype limit = arguments.count("limit", 1, 1000, 200);
    const AuditCursor before = readCursor(arguments);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    QJsonObject question = arguments.json();
    question.remove(QStringLiteral("after"));
    QList<MemberName> keepers = keepersFrom(world);
    // who is at the beginning of his audit, or was away at first, is not asked again
    if (!before.places.isEmpty())
        keepers.removeIf([&before](const MemberName &name) { return before.places.value(name.text) == 0; });
    const std::vector<MemberAnswer> answers =
        co_await askKeepers(world, keepers, QStringLiteral("audit.list"), question, before);
    co_return pageOf(answers, before, limit);
}

Answer taskList(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const QList<MemberName> keepers = keepersFrom(world);
    const std::vector<MemberAnswer> answers =
        co_await askKeepers(world, keepers, QStringLiteral("task.list"), QJsonObject(), AuditCursor());
    QJsonArray tasks;
    for (const MemberAnswer &member : answers) {
        const QJsonArray rows =
            member.answer ? member.answer->value(QStringLiteral("tasks")).toArray() : QJsonArray();
        for (const QJsonValue &row : rows)
            tasks.append(row);
    }
    co_return QJsonObject{
        {QStringLiteral("tasks"), tasks}, {QStringLiteral("unreachable"), unreachableOf(answers)}};
}

} // namespace

std::span<const Verb> auditVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"audit.list", Viewer, Effect::Shows, VerbPlace::AnyMember, auditList},
        {"task.list", Viewer, Effect::Shows, VerbPlace::AnyMember, taskList},
    });
    return table;
}

} // namespace homeport
