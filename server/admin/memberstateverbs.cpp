// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// member.drain|withdraw|ready and member.remove: out of the cluster's work, and back, or for good.
#include "server/admin/memberrules.h"
#include "server/admin/verbs.h"

namespace homeport {

namespace {

using Answer = Task<Result<QJsonObject>>;

/// What the administrator should know about the state that was set.
QJsonArray warningsFor(const ClusterTable &table, const MemberName &name, AdministrativeState state)
{
    QJsonArray warnings;
    QStringList storages;
    const QList<Storage> owned = table.storagesOwnedBy(name);
    for (const Storage &storage : owned)
        storages.append(storage.name);
    if (state == AdministrativeState::Ready)
        return warnings;
    if (!storages.isEmpty()) {
        const bool isWithdrawn = state == AdministrativeState::Withdrawn;
        warnings.append(
            QStringLiteral("%1 owns %2: until it is ready, or they have another owner, their "
                           "accounts cannot log in; mail for them %3")
                .arg(name.text, storages.join(QStringLiteral(", ")),
                    isWithdrawn ? QStringLiteral("waits") : QStringLiteral("is still delivered")));
    }
    if (isDirectoryWriter(table, name))
        warnings.append(
            QStringLiteral("%1 runs the directory's writer: promote another keeper's copy before it "
                           "is switched off (homeportctl directory promote)")
                .arg(name.text));
    const auto isReady = [](const Member &member) {
        return member.state == AdministrativeState::Ready && !member.publicKey.isEmpty();
    };
    if (std::none_of(table.members.begin(), table.members.end(), isReady))
        warnings.append(QStringLiteral("no member is ready: nobody takes clients and mail"));
    return warnings;
}

Answer setState(AdminWorld &world, VerbCall call, AdministrativeState state, QString comment)
{
    const QString name = call.arguments.text("member");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.member("member", name);
    if (!member)
        co_return fail(member.error());
    QJsonObject answer{{QStringLiteral("member"), member->text}, {QStringLiteral("state"), toText(state)}};
    const ClusterTable before = world.table();
    if (before.member(*member)->state != state) {
        auto apply = [name = *member, state](ClusterTable &table) -> Result<> {
            const Result<> allowed = checkState(table, name, state);
            if (allowed)
                table.member(name)->state = state;
            return allowed;
        };
        const Result<QJsonObject> done =
            co_await world.change(std::move(apply), call.caller, comment + u' ' + member->text);
        if (!done)
            co_return done;
        answer.insert(QStringLiteral("table"), done->value(QStringLiteral("table")));
    }
    answer.insert(QStringLiteral("warnings"), warningsFor(world.table(), *member, state));
    co_return answer;
}

Answer memberDrain(AdminWorld &world, VerbCall call)
{
    return setState(world, std::move(call), AdministrativeState::Draining, QStringLiteral("drain"));
}

Answer memberWithdraw(AdminWorld &world, VerbCall call)
{
    return setState(world, std::move(call), AdministrativeState::Withdrawn, QStringLiteral("withdraw"));
}

Answer memberReady(AdminWorld &world, VerbCall call)
{
    return setState(world, std::move(call), AdministrativeState::Ready, QStringLiteral("make ready"));
}

struct LaneFindings
{
    QStringList waiting; ///< where mail is
    QStringList unknown; ///< who could not be asked
};

/// Mail for the member anywhere, and mail in its own queue.
Task<LaneFindings> findMail(AdminWorld &world, MemberName member)
{
    LaneFindings found;
    const std::vector<MemberAnswer> answers = co_await world.askAll(QStringLiteral("queue.lanes"), {});
    for (const MemberAnswer &one : answers) {
        const bool isItself = one.member == member;
        if (!one.answer) {
            const auto known = world.lastKnown.constFind(one.member.text);
            const qint64 messages = isItself && known != world.lastKnown.constEnd()
                ? known->status[QStringLiteral("queuedMessages")].toInteger()
                : 0;
            if (messages > 0)
                found.waiting.append(
                    QStringLiteral("%1 in its own queue when it was last seen").arg(messages));
            found.unknown.append(one.member.text);
            continue;
        }
        qint64 messages = 0;
        const QJsonArray lanes = one.answer->value(QStringLiteral("lanes")).toArray();
        for (const QJsonValue &lane : lanes) {
            if (isItself || lane[QStringLiteral("host")].toString() == member.text)
                messages += lane[QStringLiteral("messages")].toInteger();
        }
        if (messages > 0)
            found.waiting.append(isItself
                    ? QStringLiteral("%1 in its own queue").arg(messages)
                    : QStringLiteral("%1 in the queue of %2").arg(messages).arg(one.member.text));
    }
    co_return found;
}

/// Every account that has, or had, its home there.
Task<Result<bool>> hasAccountsAt(AdminWorld &world, MemberName member)
{
    bool has = false;
    for (const bool isOld : {false, true}) {
        HostFilter filter;
        (isOld ? filter.oldHostServer : filter.hostServer) = member;
        const Result<DirectoryPage> page = co_await world.keeper().directory.list(filter, 1, {});
        if (!page)
            co_return fail(page.error());
        has = has || !page->entries.isEmpty();
    }
    co_return has;
}

Answer memberRemove(AdminWorld &world, VerbCall call)
{
    const QString name = call.arguments.text("member");
    const bool isQueueGone = call.arguments.flag("queueGone");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<MemberName> member = world.member("member", name);
    if (!member)
        co_return fail(member.error());
    if (*member == world.self())
        co_return fail(adminError(adminword::conflict,
            QStringLiteral("member: %1 cannot remove itself: ask another keeper").arg(name)));
    if (const Result<> allowed = checkRemoval(world.table(), *member, false); !allowed)
        co_return fail(allowed.error());
    const LaneFindings mail = co_await findMail(world, *member);
    if (!mail.waiting.isEmpty() && !isQueueGone)
        co_return fail(adminError(adminword::conflict,
            QStringLiteral(
                "member: mail waits with or for %1: %2; let it be delivered, or take its queue over on "
                "another member (homeportctl queue adopt PATH); --queue-gone says that this was done, or "
                "that it is lost")
                .arg(member->text, mail.waiting.join(QStringLiteral(", ")))));
    const Result<bool> hasAccounts = co_await hasAccountsAt(world, *member);
    if (!hasAccounts)
        co_return fail(hasAccounts.error());
    auto remove = [name = *member, has = *hasAccounts, now = world.ports.clock.wallMs()](
                      ClusterTable &table) -> Result<> {
        const Result<> allowed = checkRemoval(table, name, has);
        if (allowed)
            removeMember(table, name, now);
        return allowed;
    };
    Result<QJsonObject> done = co_await world.change(
        std::move(remove), call.caller, QStringLiteral("remove member ") + member->text);
    if (!done)
        co_return done;
    QJsonArray warnings;
    for (const QString &unknown : mail.unknown) {
        if (!isQueueGone)
            warnings.append(QStringLiteral("%1 could not be asked for mail in its queue%2")
                                .arg(unknown,
                                    unknown == member->text
                                        ? QStringLiteral(": take it over with homeportctl queue adopt PATH")
                                        : QString()));
    }
    const Result<> forgotten = co_await world.keeper().directory.removeMember(*member);
    if (!forgotten)
        warnings.append(QStringLiteral("its password in the directory could not be removed: ")
            + textForAdministrator(forgotten.error()));
    if (!warnings.isEmpty())
        done->insert(QStringLiteral("warnings"), warnings);
    co_return done;
}

} // namespace

std::span<const Verb> memberStateVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"member.drain", Operator, Effect::Changes, VerbPlace::Keeper, memberDrain},
        {"member.withdraw", Operator, Effect::Changes, VerbPlace::Keeper, memberWithdraw},
        {"member.ready", Operator, Effect::Changes, VerbPlace::Keeper, memberReady},
        {"member.remove", Administrator, Effect::Changes, VerbPlace::Keeper, memberRemove},
    });
    return table;
}

} // namespace homeport
