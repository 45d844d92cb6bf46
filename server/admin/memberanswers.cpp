// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking one member or all of them.
#include "server/admin/memberanswers.h"

namespace homeport {

Task<Result<std::vector<MemberAnswer>>> askOneOrAll(
    AdminWorld &world, QString wanted, QString what, QJsonObject question)
{
    if (wanted.isEmpty()) {
        std::vector<MemberAnswer> all = co_await world.askAll(what, question);
        co_return std::move(all);
    }
    const Result<MemberName> member = world.member("member", wanted);
    if (!member)
        co_return fail(member.error());
    const Result<QJsonObject> answer = co_await world.ask(*member, what, question, AdminWorld::shortPatience);
    if (!answer)
        co_return fail(answer.error());
    std::vector<MemberAnswer> one;
    one.push_back({*member, answer});
    co_return std::move(one);
}

QJsonObject unreachableRow(const MemberAnswer &member)
{
    return {{QStringLiteral("member"), member.member.text},
        {QStringLiteral("error"), textForAdministrator(member.answer.error())}};
}

QJsonArray unreachableOf(const std::vector<MemberAnswer> &answers)
{
    QJsonArray out;
    for (const MemberAnswer &member : answers) {
        if (!member.answer)
            out.append(unreachableRow(member));
    }
    return out;
}

} // namespace homeport
