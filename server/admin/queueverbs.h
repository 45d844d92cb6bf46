// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the files of the queue's verbs share.
#pragma once

#include "server/admin/verbs.h"

namespace homeport::queueverbs {

using Answer = Task<Result<QJsonObject>>;

constexpr auto actPatience = 10min; ///< a member may have 100,000 recipients to go through
constexpr auto searchPatience = 15s;

struct Question
{
    MemberName member;
    QJsonObject arguments;
};
/// Members that have joined; a member that is no keeper asks only itself.
QList<MemberName> joined(const AdminWorld &world);
/// All at once; a member that is down has a few seconds only, others `patience`. The answers are in the
/// questions' order.
Task<std::vector<MemberAnswer>> askEach(
    AdminWorld &world, QString what, QList<Question> questions, std::chrono::milliseconds patience);
/// The same, with one argument more. Members of an earlier version refuse it before they do anything: they
/// are asked again without it.
Task<std::vector<MemberAnswer>> askEachWith(AdminWorld &world, QString what, QList<Question> questions,
    QString key, QJsonValue value, std::chrono::milliseconds patience);
/// Of their errors: what is wrong with the question says more than who is away. None: all have answered.
std::optional<Error> clearest(const std::vector<MemberAnswer> &answers);
/// [{"member", "error"}]
QJsonArray unreachable(const std::vector<MemberAnswer> &answers);

Answer search(AdminWorld &world, VerbCall call); // queueverbssearch.cpp
Answer retry(AdminWorld &world, VerbCall call); // queueverbsacts.cpp
Answer reroute(AdminWorld &world, VerbCall call);
Answer hold(AdminWorld &world, VerbCall call);
Answer release(AdminWorld &world, VerbCall call);
Answer remove(AdminWorld &world, VerbCall call);

} // namespace homeport::queueverbs
