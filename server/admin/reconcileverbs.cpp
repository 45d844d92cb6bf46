// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// account.reconcile: report, and mend on request.
#include "server/admin/reconciliation.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr qint64 mostFindings = 20000;
constexpr qint64 longestAge = 10LL * 365 * 24 * 60 * 60;

/// Kinds that can be mended without deciding whose mail it is.
const QList<FindingKind> mendable{FindingKind::Orphan, FindingKind::NoMailbox, FindingKind::WrongHost};

void readMends(Arguments &arguments, ReconcileOptions &options)
{
    QStringList known;
    for (const FindingKind kind : mendable)
        known.append(toText(kind));
    const QStringList wanted = arguments.optionalTexts("mend");
    for (const QString &text : wanted) {
        const auto kind = findingKindFromText(text);
        if (kind && mendable.contains(*kind))
            options.mend.append(*kind);
        else
            arguments.fault("mend",
                QStringLiteral("\"%1\" %2: expected one of %3")
                    .arg(text,
                        kind ? QStringLiteral("cannot be mended without looking at it")
                             : QStringLiteral("is no kind of finding"),
                        known.join(QStringLiteral(", "))));
    }
}

Answer accountReconcile(AdminWorld &world, VerbCall call)
{
    ReconcileOptions options;
    const QString host = call.arguments.optionalText("host");
    readMends(call.arguments, options);
    options.minAge = call.arguments.count("minAge", 0, longestAge, options.minAge);
    options.keep = call.arguments.count("limit", 1, mostFindings, options.keep);
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    if (!host.isEmpty()) {
        const Result<MemberName> member = world.member("host", host);
        if (!member)
            co_return fail(member.error());
        options.host = *member;
    }
    const ClusterTable table = world.table();
    if (const Job *const job = table.runningJob(); job && !options.mend.isEmpty())
        co_return fail(adminError(adminword::conflict,
            QStringLiteral("mend: %1 of %2 is running: wait for its end (homeportctl job show)")
                .arg(toText(job->kind), job->from.text)));
    Reconciliation reconciliation(world, options);
    Result<QJsonObject> answer = co_await reconciliation.run();
    co_return answer;
}

} // namespace

std::span<const Verb> reconcileVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"account.reconcile", Operator, Effect::Changes, VerbPlace::Keeper, accountReconcile},
    });
    return table;
}

} // namespace homeport
