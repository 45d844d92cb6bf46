// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// member.invite: a token for a new member, or for a stand-by machine that takes a lost member's place.
#include "server/admin/memberarguments.h"
#include "server/admin/verbs.h"

#include "shared/config/address.h"
#include "shared/model/jsonreader.h"

namespace homeport {

Rights readRights(Arguments &arguments, const char *key)
{
    Rights rights;
    const QStringList words = arguments.texts(key);
    for (const QString &word : words) {
        if (word == u"proxy")
            rights.proxy = true;
        else if (word == u"store")
            rights.store = true;
        else if (word == u"keeper")
            rights.keeper = true;
        else
            arguments.fault(
                key, QStringLiteral("\"%1\" is no right: expected proxy, store or keeper").arg(word));
    }
    return rights;
}

MemberName readNewName(Arguments &arguments, const char *key)
{
    const QString name = arguments.text(key).toLower();
    if (!isHostName(name) || !name.contains(u'.'))
        arguments.fault(key,
            QStringLiteral("\"%1\" is no member name: expected a host name such as back2.example.net")
                .arg(name));
    return MemberName(name);
}

namespace {

using Answer = Task<Result<QJsonObject>>;

QJsonObject tokenAnswer(const QString &token, const MemberName &name, const Rights &rights)
{
    return {{QStringLiteral("token"), token}, {QStringLiteral("name"), name.text},
        {QStringLiteral("rights"), QJsonArray::fromStringList(toTexts(rights))},
        {QStringLiteral("validSeconds"), 3600}};
}

bool sees(const QJsonObject &status, const MemberName &name)
{
    const QJsonArray peers = status.value(QStringLiteral("peers")).toArray();
    return std::any_of(peers.begin(), peers.end(), [&name](const QJsonValue &peer) {
        const QString state = peer[QStringLiteral("state")].toString();
        return peer[QStringLiteral("name")].toString() == name.text
            && (state == toText(ObservedState::Up) || state == toText(ObservedState::Diverged));
    });
}

/// Why nobody may take the place of `lost` yet: who still reaches it, and who cannot be asked.
QStringList blocks(
    const std::vector<MemberAnswer> &answers, const MemberName &lost, const QList<MemberName> &without)
{
    QStringList blocks;
    for (const MemberAnswer &member : answers) {
        if (member.member == lost || without.contains(member.member))
            continue;
        if (!member.answer)
            blocks.append(
                QStringLiteral("%1 cannot be asked (%2): if it still reaches %3, clients go on writing "
                               "there; start it, or answer for it with --without %1")
                    .arg(member.member.text, textForAdministrator(member.answer.error()), lost.text));
        else if (sees(*member.answer, lost))
            blocks.append(QStringLiteral("%1 still reaches %2: stop %2 or power it off first")
                              .arg(member.member.text, lost.text));
    }
    return blocks;
}

/// What a new machine under the old name does not bring back.
QStringList losses(const ClusterTable &table, const MemberName &lost)
{
    QStringList warnings;
    if (table.directory.managed && table.directory.servers.values().contains(lost))
        warnings.append(QStringLiteral(
            "%1 ran a server of the managed directory: the stand-by machine does not. If it was the writer, "
            "promote another keeper's copy first (homeportctl directory promote) or restore its state folder "
            "from a backup: without one of them every account record is lost")
                            .arg(lost.text));
    warnings.append(
        QStringLiteral("mail waiting in the queue of %1 lies in its state folder: if that disk is "
                       "there, homeportctl queue adopt takes it over")
            .arg(lost.text));
    for (const Storage &row : table.storages) {
        if (row.home == lost && row.owner != lost)
            warnings.append(QStringLiteral("storage %1 is with %2: bring it home afterwards with homeportctl "
                                           "restore %3")
                                .arg(row.name, row.owner.text, lost.text));
    }
    return warnings;
}

QStringList nextSteps(const ClusterTable &table, const MemberName &lost)
{
    QStringList steps{
        QStringLiteral("on the new machine: homeportd setup --join TOKEN --replace %1 --address "
                       "ADDRESS --storage DIR --fenced \"why %1 cannot write any more\"")
            .arg(lost.text)};
    for (const Storage &row : table.storagesOwnedBy(lost))
        steps.append(QStringLiteral("its storage %1 waits until its disk is attached there").arg(row.name));
    return steps;
}

Answer inviteStandBy(AdminWorld &world, QString text, QList<MemberName> without)
{
    const Result<MemberName> lost = world.member("name", text);
    if (!lost)
        co_return fail(lost.error());
    const ClusterTable table = world.table();
    const Member *const row = table.member(*lost);
    if (*lost == world.self())
        co_return fail(adminError(adminword::conflict,
            QStringLiteral("name: %1 answers you itself: it is not lost").arg(lost->text)));
    if (row->publicKey.isEmpty())
        co_return fail(adminError(adminword::conflict,
            QStringLiteral("name: %1 has not joined yet: invite it without --replace").arg(lost->text)));
    const std::vector<MemberAnswer> answers = co_await world.askAll(QStringLiteral("status"), {});
    const QStringList inTheWay = blocks(answers, *lost, without);
    if (!inTheWay.isEmpty())
        co_return fail(adminError(adminword::conflict, inTheWay.join(u'\n')));
    const Result<QString> token = world.keeper().inviteReplacement(*lost);
    if (!token)
        co_return fail(token.error());
    QJsonObject answer = tokenAnswer(*token, *lost, row->rights);
    // all of it beside the token, which stands alone on homeportctl's standard output
    answer.insert(QStringLiteral("warnings"),
        QJsonArray::fromStringList(losses(table, *lost) + nextSteps(table, *lost)));
    co_return answer;
}

Answer memberInvite(AdminWorld &world, VerbCall call)
{
    const bool isStandBy = call.arguments.flag("replace");
    QList<MemberName> without;
    const QStringList names = call.arguments.optionalTexts("without");
    for (const QString &text : names) {
        const Result<MemberName> member = world.member("without", text);
        if (!member)
            co_return fail(member.error());
        without.append(*member);
    }
    if (isStandBy) {
        const QString text = call.arguments.text("name");
        if (const Result<> read = call.arguments.finish(); !read) // its rights are those of the lost member
            co_return fail(read.error());
        const Result<QJsonObject> answer = co_await inviteStandBy(world, text, without);
        co_return answer;
    }
    const MemberName name = readNewName(call.arguments, "name");
    Rights rights;
    rights.proxy = true;
    if (call.arguments.has("rights"))
        rights = readRights(call.arguments, "rights");
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const Result<QString> token = world.keeper().invite(name, rights);
    if (!token)
        co_return fail(token.error());
    co_return tokenAnswer(*token, name, rights);
}

} // namespace

std::span<const Verb> inviteVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<Verb>({
        {"member.invite", Administrator, Effect::Changes, VerbPlace::Keeper, memberInvite},
    });
    return table;
}

} // namespace homeport
