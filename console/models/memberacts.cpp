// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Acts about one member.
#include "console/models/memberacts.h"

#include "console/models/texts.h"
#include "shared/client/commandtext.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct MemberActs
{
    Q_DECLARE_TR_FUNCTIONS(MemberActs)
};

QString storageNames(const MemberRow &row)
{
    QStringList names;
    for (const StorageSummary &storage : row.storages)
        names.append(storage.name);
    return names.join(u", "_s);
}

Act stateAct(const QString &what, const QString &name)
{
    Act act;
    act.what = what;
    act.arguments = {{u"member"_s, name}};
    act.role = AdministratorRole::Operator;
    act.takeBack = MemberActs::tr("To take it back: Ready. Nothing is lost.");
    return act;
}

} // namespace

Act drainMember(const MemberRow &row)
{
    const QString &name = row.member.name;
    Act act = stateAct(u"member.drain"_s, name);
    act.button = MemberActs::tr("Drain %1").arg(name);
    act.text = MemberActs::tr("%1 takes no new sessions. Those there end one after another, between two "
                              "commands; mail programs connect again by themselves, to the other members.")
                   .arg(name);
    act.text += u' '
        + (row.storages.isEmpty()
                ? MemberActs::tr("Mail goes on as before.")
                : MemberActs::tr("But it owns %1: the people with these accounts cannot log in until it is "
                                 "ready again or the storage has another owner. Mail for them is still "
                                 "delivered.")
                      .arg(storageNames(row)));
    return act;
}

Act withdrawMember(const MemberRow &row)
{
    const QString &name = row.member.name;
    Act act = stateAct(u"member.withdraw"_s, name);
    act.button = MemberActs::tr("Withdraw %1").arg(name);
    act.text = MemberActs::tr("%1 is taken out of the work: its sessions end, nobody logs in there, and no "
                              "member calls it. Do this before it is switched off for long.")
                   .arg(name);
    if (row.storages.isEmpty())
        return act;
    act.text += u' '
        + MemberActs::tr(
            "It owns %1: the people with these accounts cannot log in, and their mail waits with "
            "the other members, until it is ready again or the storage has another owner.")
              .arg(storageNames(row));
    act.danger = ActDanger::Destructive;
    return act;
}

Act makeMemberReady(const MemberRow &row)
{
    const QString &name = row.member.name;
    Act act = stateAct(u"member.ready"_s, name);
    act.button = MemberActs::tr("Make %1 ready").arg(name);
    act.text =
        MemberActs::tr("%1 works again: it takes sessions and mail, and what waits for it is delivered.")
            .arg(name);
    act.takeBack = MemberActs::tr("To take it back: Drain or Withdraw.");
    return act;
}

Act removeMember(const MemberRow &row, bool isQueueGone)
{
    const QString &name = row.member.name;
    Act act;
    act.what = u"member.remove"_s;
    act.arguments = {{u"member"_s, name}};
    if (isQueueGone)
        act.arguments.insert(u"queueGone"_s, true);
    act.role = AdministratorRole::Administrator;
    act.button = MemberActs::tr("Remove %1").arg(name);
    act.text =
        MemberActs::tr("%1 leaves the cluster for good: its row is deleted, and every member refuses its "
                       "certificate from then on.")
            .arg(name);
    if (!row.storages.isEmpty() || row.member.accounts() > 0) {
        const QString places = row.storages.isEmpty() ? MemberActs::tr("its storages") : storageNames(row);
        act.text += u'\n'
            + MemberActs::tr(
                "It still hosts %n account(s) on %1. While it does, the cluster refuses to remove "
                "it: reassign them first.",
                nullptr, int(row.member.accounts()))
                  .arg(places);
        act.typed = name;
    }
    act.takeBack =
        MemberActs::tr("This cannot be taken back. The machine can join again with a new invitation.");
    act.danger = ActDanger::Destructive;
    return act;
}

QString whyNotDrain(const MemberRow &row)
{
    if (row.member.administrativeState == u"draining")
        return MemberActs::tr("%1 is draining already.").arg(row.member.name);
    if (row.member.administrativeState == u"withdrawn")
        return MemberActs::tr("%1 is withdrawn: it has no sessions to drain.").arg(row.member.name);
    return {};
}

QString whyNotWithdraw(const MemberRow &row)
{
    return row.member.administrativeState == u"withdrawn"
        ? MemberActs::tr("%1 is withdrawn already.").arg(row.member.name)
        : QString();
}

QString whyNotReady(const MemberRow &row)
{
    return row.member.administrativeState == u"ready"
        ? MemberActs::tr("%1 is ready already.").arg(row.member.name)
        : QString();
}

QString whyNotReassign(const MemberRow &row)
{
    return row.storages.isEmpty()
        ? MemberActs::tr("%1 owns no storage: there is nothing to reassign.").arg(row.member.name)
        : QString();
}

Act inviteMember(const QString &name, const Rights &rights, bool isReplacement, const QStringList &without)
{
    Act act;
    act.what = u"member.invite"_s;
    act.arguments = {{u"name"_s, name}};
    if (isReplacement)
        act.arguments.insert(u"replace"_s, true);
    else
        act.arguments.insert(u"rights"_s, QJsonArray::fromStringList(toTexts(rights)));
    if (isReplacement && !without.isEmpty())
        act.arguments.insert(u"without"_s, QJsonArray::fromStringList(without));
    act.role = AdministratorRole::Administrator;
    act.button = MemberActs::tr("Invite %1").arg(name);
    act.text = MemberActs::tr("A token is made that lets one machine join as %1, once.").arg(name);
    act.takeBack = MemberActs::tr("A token that is not used ends by itself.");
    return act;
}

QString joinCommand(const QString &token, const QString &name, const Rights &rights, bool isReplacement,
    const QString &address)
{
    QStringList words{u"homeportd"_s, u"setup"_s, u"--join"_s, shellQuoted(token)};
    if (isReplacement)
        words << u"--replace"_s << shellQuoted(name);
    else
        words << u"--role"_s << (rights.store ? u"backend"_s : u"frontend"_s);
    words << u"--address"_s << (address.isEmpty() ? u"ADDRESS"_s : shellQuoted(address));
    return words.join(u' ');
}

} // namespace homeport
