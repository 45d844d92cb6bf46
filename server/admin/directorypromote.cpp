// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// directory.promote: another server becomes the writer. Two writers at a time would part for ever, so the
// former one stops first, or is gone for everybody, or the administrator answers for it.
#include "server/admin/directoryoutlook.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

constexpr auto stopPatience = 30s;
constexpr auto copyPatience =
    20s; ///< for the last changes to reach the new writer; less than it stays stopped
constexpr auto startPatience = 20s;

struct Promotion
{
    QString server; ///< URI of the new writer
    MemberName member; ///< that runs it
    bool isForeign = false; ///< a server of the site's own: no member runs it
    QString former;
    MemberName formerMember;
    QString statement; ///< "the old writer is down", in the administrator's words
    QStringList without; ///< members that need not be asked
};

const ServerOutlook *find(const DirectoryOutlook &outlook, const QString &uri)
{
    for (const ServerOutlook &server : outlook.servers) {
        if (server.uri == uri)
            return &server;
    }
    return nullptr;
}

/// A URI, or the member that runs it.
Result<Promotion> choose(const AdminWorld &world, const QString &wanted)
{
    const DirectoryRow row = world.table().directory;
    Promotion plan;
    plan.former = row.writer;
    plan.formerMember = row.servers.value(row.writer);
    if (wanted.contains(QStringLiteral("://"))) {
        plan.server = wanted;
        plan.member = row.servers.value(wanted);
        plan.isForeign = plan.member.isEmpty();
    } else {
        const Result<MemberName> member = world.member("server", wanted);
        if (!member)
            return fail(member.error());
        plan.member = *member;
        for (auto it = row.servers.cbegin(); it != row.servers.cend(); ++it) {
            if (it.value() == *member)
                plan.server = it.key();
        }
    }
    if (plan.server.isEmpty()
        || (!plan.isForeign && plan.server != row.writer && !row.readers.contains(plan.server)))
        return fail(adminError(adminword::conflict,
            QStringLiteral("server: %1 holds no copy of the directory: homeportctl directory copy add")
                .arg(wanted)));
    if (plan.server == row.writer)
        return fail(adminError(adminword::conflict, QStringLiteral("server: %1 is the writer").arg(wanted)));
    return plan;
}

/// What speaks against it while the former writer could not be told to stop. Empty: nothing.
QStringList blocks(const Promotion &plan, const DirectoryOutlook &outlook)
{
    QStringList found;
    if (plan.isForeign) // they replicate each other, and settle what two changed at a time
        return found;
    const ServerOutlook *const former = find(outlook, plan.former);
    const QStringList reached = former ? former->reachedBy : QStringList();
    for (const QString &member : reached) {
        found.append(
            QStringLiteral("%1 still reaches the old writer %2: stop it first").arg(member, plan.former));
    }
    for (const QJsonValue &member : outlook.unreachable) {
        const QString name = member[QStringLiteral("member")].toString();
        if (name != plan.formerMember.text && !plan.without.contains(name))
            found.append(
                QStringLiteral("%1 cannot be asked: if it still reaches the old writer, both would take "
                               "changes (--without %1 when you know that it does not)")
                    .arg(name));
    }
    return found;
}

Result<> mustHold(const Promotion &plan, const DirectoryOutlook &outlook)
{
    const ServerOutlook *const next = find(outlook, plan.server);
    if (!next || next->reachedBy.isEmpty())
        return fail(adminError(adminword::unavailable,
            QStringLiteral("server: %1 is reached by no member%2")
                .arg(plan.server,
                    next && !next->notReachedBy.isEmpty() ? QStringLiteral(": ") + next->notReachedBy.first()
                                                          : QString())));
    if (plan.isForeign && next->reachedBy.size() < outlook.answers)
        return fail(adminError(adminword::conflict,
            QStringLiteral("server: %1 is reached by %2 only: name it in directory.uris of every member, and "
                           "restart them")
                .arg(plan.server, next->reachedBy.join(QStringLiteral(", ")))));
    if (!plan.isForeign && (next->role != u"copy" || !next->problem.isEmpty() || next->context.isEmpty()))
        return fail(adminError(adminword::conflict,
            QStringLiteral("server: %1 is not a whole copy%2")
                .arg(plan.server,
                    next->problem.isEmpty() ? QString() : QStringLiteral(": ") + next->problem)));
    return {};
}

/// True when the former writer has stopped taking changes and the new one has them all.
Task<Result<bool>> stopFormer(AdminWorld &world, Promotion plan)
{
    if (plan.formerMember.isEmpty())
        co_return false;
    const Result<QJsonObject> stopped =
        co_await world.ask(plan.formerMember, QStringLiteral("directory.stepDown"), {}, stopPatience);
    if (!stopped)
        co_return false;
    QStringList wanted;
    const QJsonArray context = stopped->value(QStringLiteral("context")).toArray();
    for (const QJsonValue &csn : context)
        wanted.append(csn.toString());
    for (const Deadline patience(copyPatience); !patience.hasExpired();) {
        const QJsonObject arguments{{QStringLiteral("servers"), QJsonArray{plan.server}}};
        const Result<QJsonObject> seen = co_await world.ask(
            plan.member, QStringLiteral("directory.look"), arguments, AdminWorld::shortPatience);
        QStringList has;
        const QJsonArray now = seen
            ? seen->value(QStringLiteral("servers"))[0][QStringLiteral("context")].toArray()
            : QJsonArray();
        for (const QJsonValue &csn : now)
            has.append(csn.toString());
        if (!wanted.isEmpty() && isSameContext(wanted, has))
            co_return true;
        co_await sleepFor(200ms);
    }
    co_await world.ask(plan.formerMember, QStringLiteral("directory.resume"), {}, AdminWorld::shortPatience);
    co_return fail(adminError(adminword::unavailable,
        QStringLiteral("%1 did not get the last changes of the writer in time; nothing was changed")
            .arg(plan.server)));
}

Result<> makeWriter(ClusterTable &table, const Promotion &plan)
{
    DirectoryRow &row = table.directory;
    if (row.writer != plan.former)
        return fail(adminError(adminword::conflict, QStringLiteral("the writer was changed meanwhile")));
    row.writer = plan.server;
    if (plan.isForeign) { // the site's own from now on
        row.managed = false;
        row.readers.clear();
        row.servers.clear();
    } else {
        row.readers.removeAll(plan.server);
        row.readers.append(plan.former); // it becomes a copy when it is there again
        if (!plan.formerMember.isEmpty())
            row.servers.insert(plan.former, plan.formerMember);
    }
    return {};
}

Task<bool> waitForWriter(AdminWorld &world, Promotion plan)
{
    for (const Deadline patience(startPatience); !patience.hasExpired();) {
        const Result<QJsonObject> answer =
            co_await world.ask(plan.member, QStringLiteral("directory.look"), {}, AdminWorld::shortPatience);
        const QJsonObject here = answer ? answer->value(QStringLiteral("here")).toObject() : QJsonObject();
        if (here[QStringLiteral("role")].toString() == u"writer")
            co_return true;
        co_await sleepFor(200ms);
    }
    co_return false;
}

} // namespace

Answer promoteDirectory(AdminWorld &world, VerbCall call)
{
    const QString wanted = call.arguments.text("server");
    const QString statement = call.arguments.optionalText("down");
    const QStringList without = call.arguments.optionalTexts("without");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    Result<Promotion> plan = choose(world, wanted);
    if (!plan)
        co_return fail(plan.error());
    plan->statement = statement;
    for (const QString &name : without) {
        const Result<MemberName> member = world.member("without", name);
        if (!member)
            co_return fail(member.error());
        plan->without.append(member->text);
    }
    const DirectoryOutlook outlook = co_await lookAtDirectory(world);
    if (const Result<> holds = mustHold(*plan, outlook); !holds)
        co_return fail(holds.error());
    bool isOrderly = false;
    if (!plan->isForeign) {
        const Result<bool> stopped = co_await stopFormer(world, *plan);
        if (!stopped)
            co_return fail(stopped.error());
        isOrderly = *stopped;
    }
    const QStringList reasons = isOrderly ? QStringList() : blocks(*plan, outlook);
    if (!reasons.isEmpty() && statement.isEmpty())
        co_return fail(adminError(adminword::conflict,
            reasons.join(QStringLiteral("; "))
                + QStringLiteral("; or state that the old writer is down: --down \"why you know\"")));
    QString comment = QStringLiteral("directory writer %1 instead of %2").arg(plan->server, plan->former);
    if (!reasons.isEmpty())
        comment += QStringLiteral("; stated: ") + statement;
    auto promote = [plan = *plan](ClusterTable &table) { return makeWriter(table, plan); };
    Result<QJsonObject> done = co_await world.change(std::move(promote), call.caller, comment);
    if (!done) {
        if (isOrderly)
            co_await world.ask(
                plan->formerMember, QStringLiteral("directory.resume"), {}, AdminWorld::shortPatience);
        co_return done;
    }
    done->insert(QStringLiteral("writer"), plan->server);
    done->insert(QStringLiteral("orderly"), isOrderly);
    if (!plan->isForeign) {
        const bool isWriter = co_await waitForWriter(world, *plan);
        if (!isWriter)
            done->insert(QStringLiteral("warnings"),
                QJsonArray{
                    QStringLiteral("%1 does not say yet that it takes changes: homeportctl directory status")
                        .arg(plan->member.text)});
        if (!isOrderly)
            done->insert(QStringLiteral("next"),
                QJsonArray{QStringLiteral(
                    "when %1 is there again it becomes a copy; changes that only it had are set "
                    "aside there and reported in homeportctl status")
                               .arg(plan->former)});
    }
    co_return done;
}

} // namespace homeport
