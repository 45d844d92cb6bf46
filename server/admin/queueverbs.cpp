// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// queue.lanes|list|show|retry|hold|release|delete and route: asked of one member, or of all.
#include "server/admin/verbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

/// The answers' lists under `key` one behind the other, and who did not answer.
QJsonObject merged(const std::vector<MemberAnswer> &answers, const QString &key)
{
    QJsonArray all;
    QJsonArray unreachable;
    for (const MemberAnswer &member : answers) {
        if (!member.answer) {
            unreachable.append(QJsonObject{{QStringLiteral("member"), member.member.text},
                {QStringLiteral("error"), textForAdministrator(member.answer.error())}});
            continue;
        }
        const QJsonArray part = member.answer->value(key).toArray();
        for (const QJsonValue &element : part)
            all.append(element);
    }
    return {{key, all}, {QStringLiteral("unreachable"), unreachable}};
}

Answer queueLanes(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const std::vector<MemberAnswer> answers = co_await world.askAll(QStringLiteral("queue.lanes"), {});
    co_return merged(answers, QStringLiteral("lanes"));
}

/// `member` is ours, the rest is what the member is asked.
struct Passed
{
    QString member;
    QJsonObject arguments;
};

Passed split(const Arguments &arguments)
{
    Passed passed{arguments.json().value(QStringLiteral("member")).toString(), arguments.json()};
    passed.arguments.remove(QStringLiteral("member"));
    return passed;
}

Answer askOne(AdminWorld &world, QString what, Passed passed)
{
    const Result<MemberName> member = world.memberOrSelf("member", passed.member);
    if (!member)
        co_return fail(member.error());
    Result<QJsonObject> answer =
        co_await world.ask(*member, what, passed.arguments, AdminWorld::longPatience);
    if (answer && !answer->contains(QStringLiteral("member")))
        answer->insert(QStringLiteral("member"), member->text);
    co_return answer;
}

Answer queueList(AdminWorld &world, VerbCall call)
{
    const Passed passed = split(call.arguments);
    if (!passed.member.isEmpty()) {
        const Result<QJsonObject> answer = co_await askOne(world, QStringLiteral("queue.list"), passed);
        co_return answer;
    }
    const std::vector<MemberAnswer> answers =
        co_await world.askAll(QStringLiteral("queue.list"), passed.arguments);
    co_return merged(answers, QStringLiteral("entries"));
}

Answer queueShow(AdminWorld &world, VerbCall call)
{
    return askOne(world, QStringLiteral("queue.show"), split(call.arguments));
}

Answer queueDelete(AdminWorld &world, VerbCall call)
{
    return askOne(world, QStringLiteral("queue.delete"), split(call.arguments));
}

constexpr auto adoptPatience = 30min; // a large queue is copied message by message

Answer queueAdopt(AdminWorld &world, VerbCall call)
{
    const Passed passed = split(call.arguments);
    const Result<MemberName> member = world.memberOrSelf("member", passed.member);
    if (!member)
        co_return fail(member.error());
    const Result<QJsonObject> answer =
        co_await world.ask(*member, QStringLiteral("queue.adopt"), passed.arguments, adoptPatience);
    co_return answer;
}

/// A message is one member's; a lane, without a member, is every member's.
Answer onLaneOrMessage(AdminWorld &world, QString what, Passed passed)
{
    if (!passed.member.isEmpty() || passed.arguments.contains(QStringLiteral("id"))) {
        const Result<QJsonObject> answer = co_await askOne(world, what, passed);
        co_return answer;
    }
    const std::vector<MemberAnswer> answers = co_await world.askAll(what, passed.arguments);
    qint64 recipients = 0;
    std::optional<Error> wrong;
    for (const MemberAnswer &member : answers) {
        if (member.answer)
            recipients += member.answer->value(QStringLiteral("recipients")).toInteger();
        else if (!member.answer.error().isTemporary())
            wrong = member.answer.error(); // it would say the same on every member
    }
    if (wrong)
        co_return fail(*wrong);
    QJsonObject answer = merged(answers, QStringLiteral("members"));
    answer.remove(QStringLiteral("members"));
    answer.insert(QStringLiteral("recipients"), recipients);
    co_return answer;
}

Answer queueRetry(AdminWorld &world, VerbCall call)
{
    return onLaneOrMessage(world, QStringLiteral("queue.retry"), split(call.arguments));
}

Answer queueHold(AdminWorld &world, VerbCall call)
{
    return onLaneOrMessage(world, QStringLiteral("queue.hold"), split(call.arguments));
}

Answer queueRelease(AdminWorld &world, VerbCall call)
{
    return onLaneOrMessage(world, QStringLiteral("queue.release"), split(call.arguments));
}

Answer route(AdminWorld &world, VerbCall call)
{
    const Address address = call.arguments.address("address");
    const QString wanted = call.arguments.optionalText("member");
    const bool isAll = call.arguments.flag("all");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const QJsonObject arguments{{QStringLiteral("address"), QString::fromUtf8(address.text())}};
    std::vector<MemberAnswer> answers;
    if (isAll) {
        answers = co_await world.askAll(QStringLiteral("route"), arguments);
    } else {
        const Result<MemberName> member = world.memberOrSelf("member", wanted);
        if (!member)
            co_return fail(member.error());
        const Result<QJsonObject> answer =
            co_await world.ask(*member, QStringLiteral("route"), arguments, AdminWorld::longPatience);
        if (!answer)
            co_return fail(answer.error());
        answers.push_back({*member, answer});
    }
    QJsonArray routes;
    for (const MemberAnswer &member : answers) {
        QJsonObject route = member.answer.value_or(QJsonObject{{QStringLiteral("steps"), QJsonArray()}});
        route.insert(QStringLiteral("member"), member.member.text);
        route.insert(
            QStringLiteral("error"), member.answer ? QString() : textForAdministrator(member.answer.error()));
        routes.append(route);
    }
    co_return QJsonObject{
        {QStringLiteral("address"), QString::fromUtf8(address.text())}, {QStringLiteral("routes"), routes}};
}

} // namespace

std::span<const Verb> queueVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"queue.lanes", Viewer, Effect::Shows, VerbPlace::AnyMember, queueLanes},
        {"queue.list", Viewer, Effect::Shows, VerbPlace::AnyMember, queueList},
        {"queue.show", Viewer, Effect::Shows, VerbPlace::AnyMember, queueShow},
        {"queue.retry", Operator, Effect::Changes, VerbPlace::AnyMember, queueRetry},
        {"queue.hold", Operator, Effect::Changes, VerbPlace::AnyMember, queueHold},
        {"queue.release", Operator, Effect::Changes, VerbPlace::AnyMember, queueRelease},
        {"queue.delete", Operator, Effect::Changes, VerbPlace::AnyMember, queueDelete},
        {"queue.adopt", Administrator, Effect::Changes, VerbPlace::AnyMember, queueAdopt},
        {"route", Viewer, Effect::Shows, VerbPlace::AnyMember, route},
    });
    return table;
}

} // namespace homeport
