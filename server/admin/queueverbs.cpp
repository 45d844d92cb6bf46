// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// queue.lanes|list|show|export|adopt and route: asked of one member, or of all.
#include "server/admin/queueverbs.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace queueverbs {

QJsonArray unreachable(const std::vector<MemberAnswer> &answers)
{
    QJsonArray list;
    for (const MemberAnswer &member : answers) {
        if (!member.answer)
            list.append(QJsonObject{{QStringLiteral("member"), member.member.text},
                {QStringLiteral("error"), textForAdministrator(member.answer.error())}});
    }
    return list;
}

std::optional<Error> clearest(const std::vector<MemberAnswer> &answers)
{
    std::optional<Error> clear;
    for (const MemberAnswer &member : answers) {
        if (!member.answer && (!clear || clear->isTemporary()))
            clear = member.answer.error();
    }
    return clear;
}

QList<MemberName> joined(const AdminWorld &world)
{
    QList<MemberName> names;
    const ClusterTable table = world.table();
    const bool isKeeper = world.isKeeper();
    for (const Member &member : table.members) {
        if (member.name == world.self() || (isKeeper && !member.publicKey.isEmpty()))
            names.append(member.name);
    }
    return names;
}

Task<std::vector<MemberAnswer>> askEach(
    AdminWorld &world, QString what, QList<Question> questions, std::chrono::milliseconds patience)
{
    std::vector<Task<Result<QJsonObject>>> tasks; // all at once: a Task has begun when it is made
    for (const Question &question : questions) {
        const bool isUp = world.ports.cluster.isUp(question.member);
        const std::chrono::milliseconds time = isUp ? patience : AdminWorld::shortPatience;
        tasks.push_back(world.ask(question.member, what, question.arguments, time));
    }
    std::vector<MemberAnswer> answers;
    for (size_t i = 0; i < tasks.size(); ++i) {
        Result<QJsonObject> answer = co_await tasks[i];
        answers.push_back({questions[qsizetype(i)].member, std::move(answer)});
    }
    co_return answers;
}

Task<std::vector<MemberAnswer>> askEachWith(AdminWorld &world, QString what, QList<Question> questions,
    QString key, QJsonValue value, std::chrono::milliseconds patience)
{
    QList<Question> more = questions;
    for (Question &question : more)
        question.arguments.insert(key, value);
    std::vector<MemberAnswer> answers = co_await askEach(world, what, more, patience);
    const QString refusal = key + QStringLiteral(": unknown argument");
    for (size_t i = 0; i < answers.size(); ++i) {
        if (answers[i].answer || !textForAdministrator(answers[i].answer.error()).contains(refusal))
            continue;
        const QList<Question> again{questions[qsizetype(i)]};
        std::vector<MemberAnswer> second = co_await askEach(world, what, again, patience);
        answers[i] = std::move(second.front());
    }
    co_return answers;
}

} // namespace queueverbs

namespace {

using queueverbs::Answer;
using queueverbs::unreachable;

constexpr qint64 highestId = qint64(1) << 53;

/// The answers' lists under `key` one behind the other, and who did not answer.
QJsonObject merged(const std::vector<MemberAnswer> &answers, const QString &key)
{
    QJsonArray all;
    for (const MemberAnswer &member : answers) {
        const QJsonArray part = member.answer ? member.answer->value(key).toArray() : QJsonArray();
        for (const QJsonValue &element : part)
            all.append(element);
    }
    return {{key, all}, {QStringLiteral("unreachable"), unreachable(answers)}};
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
    const QString wanted = call.arguments.optionalText("member");
    const qint64 id = call.arguments.count("id", 0, highestId, std::nullopt);
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.memberOrSelf("member", wanted);
    if (!member)
        co_return fail(member.error());
    const QString what = QStringLiteral("queue.show");
    const QList<queueverbs::Question> question{{*member, {{QStringLiteral("id"), id}}}};
    // headers are part of somebody's mail: not for those who may only look, whatever they send
    std::vector<MemberAnswer> answers;
    if (call.caller.role >= AdministratorRole::Operator)
        answers = co_await queueverbs::askEachWith(
            world, what, question, QStringLiteral("headers"), true, AdminWorld::longPatience);
    else
        answers = co_await queueverbs::askEach(world, what, question, AdminWorld::longPatience);
    co_return std::move(answers.front().answer);
}

Answer queueExport(AdminWorld &world, VerbCall call)
{
    return askOne(world, QStringLiteral("queue.export"), split(call.arguments));
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
        {"queue.search", Viewer, Effect::Shows, VerbPlace::AnyMember, queueverbs::search},
        {"queue.export", Operator, Effect::Discloses, VerbPlace::AnyMember, queueExport},
        {"queue.retry", Operator, Effect::Changes, VerbPlace::AnyMember, queueverbs::retry},
        {"queue.reroute", Operator, Effect::Changes, VerbPlace::AnyMember, queueverbs::reroute},
        {"queue.hold", Operator, Effect::Changes, VerbPlace::AnyMember, queueverbs::hold},
        {"queue.release", Operator, Effect::Changes, VerbPlace::AnyMember, queueverbs::release},
        {"queue.delete", Operator, Effect::Changes, VerbPlace::AnyMember, queueverbs::remove},
        {"queue.adopt", Administrator, Effect::Changes, VerbPlace::AnyMember, queueAdopt},
        {"route", Viewer, Effect::Shows, VerbPlace::AnyMember, route},
    });
    return table;
}

} // namespace homeport
