// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// member.list|add|set|drain|withdraw|ready|remove|invite|test.
#include "console/demo/demorules.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Result<QJsonObject> memberList(DemoWorld &world, DemoCall &call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QJsonArray members;
    for (const Member &member : std::as_const(world.table.members)) {
        QJsonObject row = toJson(member);
        const QString observed = member.publicKey.isEmpty()    ? u"invited"_s
            : world.sees(DemoWorld::answeredBy(), member.name) ? u"up"_s
                                                               : u"down"_s;
        row.insert(u"observed"_s, observed);
        row.insert(u"isSelf"_s, member.name == DemoWorld::answeredBy());
        members.append(row);
    }
    return QJsonObject{{u"members"_s, members}};
}

Result<QJsonObject> memberAdd(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    Member member;
    member.name = readDemoName(arguments, u"name"_s);
    member.addresses = arguments.endpoints(u"addresses"_s);
    member.adminAddresses = arguments.endpoints(u"adminAddresses"_s);
    member.rights = readDemoRights(arguments, u"rights"_s);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    return world.change(
        [&](ClusterTable &table) -> Result<> {
            if (table.member(member.name))
                return fail(demoError("conflict", u"name: member %1 exists"_s.arg(member.name.text)));
            table.members.append(member);
            return {};
        },
        call.caller, u"add member "_s + member.name.text);
}

Result<QJsonObject> memberSet(DemoWorld &world, DemoCall &call)
{
    const QString text = call.arguments.text(u"member"_s);
    const DemoMemberChange change = readDemoChange(call.arguments);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    if (change == DemoMemberChange())
        return fail(
            demoError("bad-request", u"nothing to set: give addresses, adminAddresses, rights or state"_s));
    const Result<MemberName> member = world.member(u"member"_s, text);
    if (!member)
        return fail(member.error());
    return world.change([&](ClusterTable &table) { return changeDemoMember(table, *member, change); },
        call.caller, u"set member "_s + member->text);
}

QJsonArray warningsFor(const ClusterTable &table, const MemberName &name, AdministrativeState state)
{
    QJsonArray warnings;
    QStringList storages;
    const QList<Storage> owned = table.storagesOwnedBy(name);
    for (const Storage &storage : owned)
        storages.append(storage.name);
    if (state == AdministrativeState::Ready)
        return warnings;
    if (!storages.isEmpty())
        warnings.append(u"%1 owns %2: until it is ready, or they have another owner, their accounts cannot "
                        u"log in; mail for "
                        "them %3"_s.arg(name.text, storages.join(u", "_s),
                            state == AdministrativeState::Withdrawn ? u"waits"_s : u"is still delivered"_s));
    if (table.directory.servers.value(table.directory.writer) == name)
        warnings.append(
            u"%1 runs the directory's writer: promote another keeper's copy before it is switched off "
            "(homeportctl directory promote)"_s.arg(name.text));
    return warnings;
}

Result<QJsonObject> setState(
    DemoWorld &world, DemoCall &call, AdministrativeState state, const QString &comment)
{
    const QString text = call.arguments.text(u"member"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.member(u"member"_s, text);
    if (!member)
        return fail(member.error());
    QJsonObject answer{{u"member"_s, member->text}, {u"state"_s, toText(state)}};
    if (world.table.member(*member)->state != state) {
        const Result<QJsonObject> done = world.change(
            [&](ClusterTable &table) -> Result<> {
                const Result<> allowed = checkDemoState(table, *member, state);
                if (allowed)
                    table.member(*member)->state = state;
                return allowed;
            },
            call.caller, comment + u' ' + member->text);
        if (!done)
            return done;
        answer.insert(u"table"_s, done->value(u"table"_s));
    }
    if (state != AdministrativeState::Ready) // clients are sent away, others take them
        world.forgetSessionsOf([&](const SessionRow &row) { return row.member == *member; });
    answer.insert(u"warnings"_s, warningsFor(world.table, *member, state));
    return answer;
}

Result<QJsonObject> memberDrain(DemoWorld &world, DemoCall &call)
{
    return setState(world, call, AdministrativeState::Draining, u"drain"_s);
}

Result<QJsonObject> memberWithdraw(DemoWorld &world, DemoCall &call)
{
    return setState(world, call, AdministrativeState::Withdrawn, u"withdraw"_s);
}

Result<QJsonObject> memberReady(DemoWorld &world, DemoCall &call)
{
    return setState(world, call, AdministrativeState::Ready, u"make ready"_s);
}

/// Mail for the member anywhere, and mail in its own queue.
QStringList waitingMail(const DemoWorld &world, const MemberName &member)
{
    QStringList found;
    for (auto queue = world.queues.cbegin(); queue != world.queues.cend(); ++queue) {
        qint64 messages = 0;
        for (const DemoMessage &message : *queue) {
            for (const QueueRecipient &recipient : message.recipients) {
                const auto id = StorageId::fromHex(recipient.lane.mid(8).toLatin1());
                const Storage *const row = id ? world.table.storage(*id) : nullptr;
                messages += queue.key() == member.text || (row && row->owner == member);
            }
        }
        if (messages > 0)
            found.append(queue.key() == member.text
                    ? u"%1 in its own queue"_s.arg(messages)
                    : u"%1 in the queue of %2"_s.arg(messages).arg(queue.key()));
    }
    return found;
}

Result<QJsonObject> memberRemove(DemoWorld &world, DemoCall &call)
{
    const QString text = call.arguments.text(u"member"_s);
    const bool isQueueGone = call.arguments.flag(u"queueGone"_s);
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    const Result<MemberName> member = world.member(u"member"_s, text);
    if (!member)
        return fail(member.error());
    if (*member == DemoWorld::answeredBy())
        return fail(
            demoError("conflict", u"member: %1 cannot remove itself: ask another keeper"_s.arg(text)));
    const bool hasAccounts = std::any_of(world.accounts.cbegin(), world.accounts.cend(),
        [&](const DemoAccount &account) { return account.host == *member || account.oldHost == *member; });
    if (const Result<> allowed = checkDemoRemoval(world.table, *member, hasAccounts); !allowed)
        return fail(allowed.error());
    const QStringList waiting = waitingMail(world, *member);
    if (!waiting.isEmpty() && !isQueueGone)
        return fail(demoError("conflict",
            u"member: mail waits with or for %1: %2; let it be delivered, or take its queue over on another "
            u"member "
            "(homeportctl queue adopt PATH); --queue-gone says that this was done, or that it is lost"_s.arg(
                member->text, waiting.join(u", "_s))));
    Result<QJsonObject> done = world.change(
        [&](ClusterTable &table) -> Result<> {
            table.removed.append({*member, table.member(*member)->publicKey, world.now()});
            table.members.removeIf([&](const Member &row) { return row.name == *member; });
            table.storages.removeIf([&](const Storage &row) { return row.home == *member; });
            return {};
        },
        call.caller, u"remove member "_s + member->text);
    world.machines.removeIf([&](const DemoMachine &machine) { return machine.name == *member; });
    world.queues.remove(member->text);
    world.forgetSessionsOf(
        [&](const SessionRow &row) { return row.member == *member || row.peer == *member; });
    return done;
}

QJsonObject tokenAnswer(const MemberName &name, const Rights &rights)
{
    const QString token =
        u"hp1-%1"_s.arg(QString::fromLatin1(demoDigest(u"token of "_s + name.text).toHex()));
    return {{u"token"_s, token}, {u"name"_s, name.text},
        {u"rights"_s, QJsonArray::fromStringList(toTexts(rights))}, {u"validSeconds"_s, 3600}};
}

Result<QJsonObject> inviteStandBy(DemoWorld &world, const QString &text, const QStringList &without)
{
    const Result<MemberName> lost = world.member(u"name"_s, text);
    if (!lost)
        return fail(lost.error());
    QStringList blocks;
    for (const DemoMachine &machine : std::as_const(world.machines)) {
        if (machine.name == *lost || without.contains(machine.name.text) || !machine.isUp)
            continue;
        if (world.sees(machine.name, *lost))
            blocks.append(
                u"%1 still reaches %2: stop %2 or power it off first"_s.arg(machine.name.text, lost->text));
    }
    if (!blocks.isEmpty())
        return fail(demoError("conflict", blocks.join(u'\n')));
    QJsonObject answer = tokenAnswer(*lost, world.table.member(*lost)->rights);
    QJsonArray warnings{u"mail waiting in the queue of %1 lies in its state folder: if that disk is there, "
                        "homeportctl queue adopt takes it over"_s.arg(lost->text),
        u"on the new machine: homeportd setup --join TOKEN --replace %1 --address ADDRESS --storage DIR "
        u"--fenced "
        "\"why %1 cannot write any more\""_s.arg(lost->text)};
    const QList<Storage> owned = world.table.storagesOwnedBy(*lost);
    for (const Storage &row : owned)
        warnings.append(u"its storage %1 waits until its disk is attached there"_s.arg(row.name));
    answer.insert(u"warnings"_s, warnings);
    return answer;
}

Result<QJsonObject> memberInvite(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const bool isStandBy = arguments.flag(u"replace"_s);
    const QStringList without = arguments.optionalTexts(u"without"_s);
    if (isStandBy) {
        const QString text = arguments.text(u"name"_s);
        if (const Result<> read = arguments.finish(); !read)
            return fail(read.error());
        return inviteStandBy(world, text, without);
    }
    const MemberName name = readDemoName(arguments, u"name"_s);
    Rights rights{true, false, false};
    if (arguments.has(u"rights"_s))
        rights = readDemoRights(arguments, u"rights"_s);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    const Member *const row = world.table.member(name);
    if (row && !row->publicKey.isEmpty())
        return fail(demoError("conflict",
            u"name: %1 is a member: --replace invites a machine that takes its place"_s.arg(name.text)));
    return tokenAnswer(name, rights);
}

QJsonObject testOf(const DemoWorld &world, const QString &address, const QString &expected)
{
    QString name;
    for (const Member &member : world.table.members) {
        const bool isTheirs =
            member.addresses.contains(address) || address.startsWith(member.name.text + u':');
        if (isTheirs && world.isUp(member.name))
            name = member.name.text;
    }
    const QString host = address.section(u':', 0, -2);
    const bool isLiteral = !host.isEmpty() && (host[0].isDigit() || host[0] == u'[');
    const bool isKnown = isLiteral || host.endsWith(u".example.net");
    QString error;
    if (!isKnown)
        error = u"%1 does not resolve: no such host"_s.arg(host);
    else if (name.isEmpty())
        error = u"connection refused"_s;
    else if (!expected.isEmpty() && name != expected)
        error = u"%1 answers here, not %2"_s.arg(name, expected);
    const QJsonArray resolved = isKnown ? QJsonArray{isLiteral ? host : u"192.0.2.99"_s} : QJsonArray();
    return {{u"address"_s, address}, {u"resolvesTo"_s, resolved}, {u"reachable"_s, !name.isEmpty()},
        {u"milliseconds"_s, name.isEmpty() ? 0 : 3}, {u"name"_s, name}, {u"error"_s, error}};
}

Result<QJsonObject> memberTest(DemoWorld &world, DemoCall &call)
{
    const QString wanted = call.arguments.optionalText(u"member"_s);
    QStringList addresses = call.arguments.endpoints(u"addresses"_s);
    if (wanted.isEmpty() == addresses.isEmpty())
        call.arguments.fault(u"addresses"_s, u"expected either addresses or a member"_s);
    if (addresses.size() > 20)
        call.arguments.fault(u"addresses"_s, u"%1 addresses: expected at most 20"_s.arg(addresses.size()));
    if (const Result<> read = call.arguments.finish(); !read)
        return fail(read.error());
    QString expected;
    if (!wanted.isEmpty()) {
        const Result<MemberName> member = world.member(u"member"_s, wanted);
        if (!member)
            return fail(member.error());
        expected = member->text;
        addresses = world.table.member(*member)->addresses;
    }
    QJsonArray tests;
    for (const QString &address : std::as_const(addresses))
        tests.append(testOf(world, address, expected));
    return QJsonObject{{u"tests"_s, tests}};
}

} // namespace

std::span<const DemoVerb> demoMemberVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"member.list", Viewer, DemoEffect::Shows, memberList},
        {"member.add", Administrator, DemoEffect::Changes, memberAdd},
        {"member.set", Administrator, DemoEffect::Changes, memberSet},
        {"member.drain", Operator, DemoEffect::Changes, memberDrain, 60ms},
        {"member.withdraw", Operator, DemoEffect::Changes, memberWithdraw, 60ms},
        {"member.ready", Operator, DemoEffect::Changes, memberReady, 60ms},
        {"member.remove", Administrator, DemoEffect::Changes, memberRemove, 60ms},
        {"member.invite", Administrator, DemoEffect::Changes, memberInvite},
        {"member.test", Operator, DemoEffect::Discloses, memberTest, 300ms},
    });
    return table;
}

} // namespace homeport
