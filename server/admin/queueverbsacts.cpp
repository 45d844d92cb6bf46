// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// queue.retry|reroute|hold|release|delete: who is asked what, and the sum of what they did.
#include "server/admin/queueverbs.h"

#include "shared/model/queuerow.h"

#include <QMap>

namespace homeport::queueverbs {

namespace {

constexpr qsizetype mostSelected = 1000;
constexpr qint64 highestCount = qint64(1) << 53;

/// Each member its own part of the selection.
Result<QList<Question>> bySelection(const AdminWorld &world, Arguments arguments, QJsonObject passed)
{
    QMap<QString, QJsonArray> parts;
    const QList<QJsonObject> selection = arguments.objects("selection", mostSelected);
    for (QJsonObject one : selection) {
        const Result<MemberName> member =
            world.memberOrSelf("selection: member", one.take(QStringLiteral("member")).toString());
        if (!member)
            return fail(member.error());
        parts[member->text].append(one);
    }
    if (selection.isEmpty())
        return fail(adminError(adminword::badRequest,
            QStringLiteral("selection: expected 1 to %1 of {\"member\", \"id\", \"key\"}")
                .arg(mostSelected)));
    QList<Question> questions;
    for (auto part = parts.cbegin(); part != parts.cend(); ++part) {
        passed.insert(QStringLiteral("selection"), *part);
        questions.append({MemberName(part.key()), passed});
    }
    return questions;
}

Result<QList<Question>> questionsOf(const AdminWorld &world, Arguments &arguments)
{
    QJsonObject passed = arguments.json();
    const QString wanted = arguments.optionalText("member");
    arguments.count("expected", 0, highestCount, 0); // what the administrator was shown: for the audit
    passed.remove(QStringLiteral("member"));
    passed.remove(QStringLiteral("expected"));
    if (arguments.has("selection"))
        return bySelection(world, arguments, passed);
    if (!wanted.isEmpty() || arguments.has("id")) { // a message is one member's
        const Result<MemberName> member = world.memberOrSelf("member", wanted);
        if (!member)
            return fail(member.error());
        return QList<Question>{{*member, passed}};
    }
    QList<Question> questions;
    const QList<MemberName> names = joined(world);
    for (const MemberName &name : names)
        questions.append({name, passed});
    return questions;
}

QJsonObject sumOf(const std::vector<MemberAnswer> &answers)
{
    QMap<QString, qint64> sums{{QStringLiteral("recipients"), 0}};
    QJsonArray failed;
    for (const MemberAnswer &member : answers) {
        if (!member.answer)
            continue;
        for (const char *key : {"recipients", "moved", "unknown"}) {
            const QJsonValue value = member.answer->value(QLatin1String(key));
            if (!value.isUndefined())
                sums[QString::fromLatin1(key)] += value.toInteger();
        }
        const QJsonArray part = member.answer->value(QStringLiteral("failed")).toArray();
        for (const QJsonValue &one : part)
            failed.append(one);
    }
    QJsonObject sum{
        {QStringLiteral("failed"), failed}, {QStringLiteral("unreachable"), unreachable(answers)}};
    for (auto it = sums.cbegin(); it != sums.cend(); ++it)
        sum.insert(it.key(), *it);
    return sum;
}

Answer act(AdminWorld &world, VerbCall call, QString what)
{
    if (call.arguments.has("request")) // ours to say, not the caller's
        co_return fail(adminError(adminword::badRequest, QStringLiteral("request: unknown argument")));
    const Result<QList<Question>> questions = questionsOf(world, call.arguments);
    if (!questions)
        co_return fail(questions.error());
    std::vector<MemberAnswer> answers;
    if (what == u"queue.delete") // their logs name what is gone for good, and the request
        answers = co_await askEachWith(
            world, what, *questions, QStringLiteral("request"), call.request.text(), actPatience);
    else
        answers = co_await askEach(world, what, *questions, actPatience);
    QJsonObject sum = sumOf(answers);
    const std::optional<Error> wrong = clearest(answers);
    const bool isAnybodyThere = std::any_of(
        answers.begin(), answers.end(), [](const MemberAnswer &member) { return member.answer.has_value(); });
    const bool isNothingDone = sum.value(QStringLiteral("recipients")).toInteger() == 0;
    if (wrong && (!isAnybodyThere || (isNothingDone && !wrong->isTemporary())))
        co_return fail(*wrong);
    if (answers.size() == 1)
        sum.insert(QStringLiteral("member"), answers.front().member.text);
    co_return sum;
}

} // namespace

Answer retry(AdminWorld &world, VerbCall call)
{
    return act(world, std::move(call), QStringLiteral("queue.retry"));
}

Answer reroute(AdminWorld &world, VerbCall call)
{
    return act(world, std::move(call), QStringLiteral("queue.reroute"));
}

Answer hold(AdminWorld &world, VerbCall call)
{
    return act(world, std::move(call), QStringLiteral("queue.hold"));
}

Answer release(AdminWorld &world, VerbCall call)
{
    return act(world, std::move(call), QStringLiteral("queue.release"));
}

Answer remove(AdminWorld &world, VerbCall call)
{
    return act(world, std::move(call), QStringLiteral("queue.delete"));
}

} // namespace homeport::queueverbs
