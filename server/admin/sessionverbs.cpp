// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// session.list|end: over all members; a session that is carried ends at its home, which knows its commands.
#include "server/admin/memberanswers.h"
#include "server/admin/sessionarguments.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr qsizetype idsAtOnce = 500;

Result<SessionPage> pageFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    SessionPage page;
    page.rows = reader.list("sessions", sessionRowFromJson);
    page.total = reader.count("total");
    return reader.finish(page);
}

Answer sessionList(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    const QString wanted = arguments.optionalText("member");
    const SessionQuery query = readSessionQuery(arguments, SessionAsker::Administrator);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    QJsonObject question = arguments.json();
    question.remove(QStringLiteral("member"));
    question.insert(QStringLiteral("limit"), query.limit + 1);
    const Result<std::vector<MemberAnswer>> answers =
        co_await askOneOrAll(world, wanted, QStringLiteral("session.list"), question);
    if (!answers)
        co_return fail(answers.error());
    QList<SessionPage> parts;
    qint64 given = 0;
    for (const MemberAnswer &member : *answers) {
        if (!member.answer)
            continue;
        const Result<SessionPage> page = pageFromJson(*member.answer);
        if (!page)
            co_return fail(page.error());
        parts.append(*page);
        given += page->rows.size();
    }
    const SessionPage all = mergePages(parts, query.limit);
    const bool isMore = given > query.limit;
    co_return QJsonObject{{QStringLiteral("sessions"), listToJson(all.rows)},
        {QStringLiteral("total"), all.total},
        {QStringLiteral("next"), isMore ? cursorBehind(all.rows.last()) : QString()},
        {QStringLiteral("unreachable"), unreachableOf(*answers)}};
}

/// What has been ended, and where that was not possible.
struct Outcome
{
    qint64 sessions = 0;
    QJsonArray unreachable;
    QHash<MemberName, QStringList> carried;

    void add(const MemberAnswer &member)
    {
        if (!member.answer) {
            unreachable.append(unreachableRow(member));
            return;
        }
        sessions += member.answer->value(QStringLiteral("sessions")).toInteger();
        const QJsonArray homes = member.answer->value(QStringLiteral("carried")).toArray();
        for (const QJsonValue &home : homes) {
            QStringList &ids = carried[MemberName(home[QStringLiteral("member")].toString())];
            const QJsonArray texts = home[QStringLiteral("ids")].toArray();
            for (const QJsonValue &id : texts)
                ids.append(id.toString());
        }
    }
};

/// Sessions that are carried end at their homes.
Task<Outcome> endAtHomes(AdminWorld &world, Outcome before)
{
    Outcome outcome = before;
    outcome.carried.clear();
    for (auto it = before.carried.cbegin(); it != before.carried.cend(); ++it) {
        for (qsizetype from = 0; from < it->size(); from += idsAtOnce) {
            const QStringList ids = it->mid(from, idsAtOnce);
            const QJsonObject question{{QStringLiteral("ids"), QJsonArray::fromStringList(ids)}};
            const Result<QJsonObject> answer = co_await world.ask(
                it.key(), QStringLiteral("session.end"), question, AdminWorld::shortPatience);
            const MemberAnswer member{it.key(), answer};
            outcome.add(member);
            if (!answer)
                break;
        }
    }
    co_return outcome;
}

Answer sessionEnd(AdminWorld &world, VerbCall call)
{
    Arguments &arguments = call.arguments;
    const QString wanted = arguments.optionalText("member");
    const bool hasId = arguments.has("id");
    const bool hasAccount = arguments.has("account");
    const bool isAll = arguments.flag("all");
    QJsonObject question;
    if (int(hasId) + int(hasAccount) + int(isAll) != 1)
        arguments.fault(
            "id", QStringLiteral("expected exactly one of \"id\", \"account\" and \"all\": true"));
    else if (hasId)
        question = {{QStringLiteral("ids"), QJsonArray{arguments.id<SessionId>("id").text()}}};
    else if (hasAccount)
        question = {{QStringLiteral("account"), QString::fromUtf8(arguments.address("account").text())}};
    else
        question = {{QStringLiteral("all"), true}};
    if (!hasAccount && wanted.isEmpty())
        arguments.fault("member", QStringLiteral("missing: expected the member whose session it is"));
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const Result<std::vector<MemberAnswer>> answers =
        co_await askOneOrAll(world, wanted, QStringLiteral("session.end"), question);
    if (!answers)
        co_return fail(answers.error());
    Outcome outcome;
    for (const MemberAnswer &member : *answers)
        outcome.add(member);
    if (hasAccount && wanted.isEmpty())
        outcome.carried.clear(); // every home was asked already
    const Outcome done = co_await endAtHomes(world, outcome);
    if (hasId && done.sessions == 0 && done.unreachable.isEmpty())
        co_return fail(adminError(adminword::notFound,
            QStringLiteral("id: %1 has no session %2 (any more)")
                .arg(wanted, arguments.json().value(QStringLiteral("id")).toString())));
    co_return QJsonObject{
        {QStringLiteral("sessions"), done.sessions}, {QStringLiteral("unreachable"), done.unreachable}};
}

} // namespace

std::span<const Verb> sessionVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"session.list", Viewer, Effect::Shows, VerbPlace::AnyMember, sessionList},
        {"session.end", Operator, Effect::Changes, VerbPlace::AnyMember, sessionEnd},
    });
    return table;
}

} // namespace homeport
