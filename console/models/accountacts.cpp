// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The acts on accounts.
#include "console/models/accountacts.h"

#include "console/models/texts.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto longPatience = std::chrono::hours(6); ///< copying a large account

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AccountActs)
};

QJsonObject onAddress(const QString &address) { return {{u"address"_s, address}}; }

} // namespace

QString whyNoAddress(const QString &address)
{
    static const QRegularExpression form(u"^[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*$"_s);
    if (form.match(address).hasMatch())
        return {};
    return address.isEmpty()
        ? Words::tr("Address: expected a name and a domain, such as ann@example.org.")
        : Words::tr("Address: \"%1\" is no address; expected something like ann@example.org.").arg(address);
}

Act createAccountAct(const AccountDraft &account)
{
    Act act;
    act.what = u"account.create"_s;
    act.arguments = onAddress(account.address);
    act.arguments.insert(u"password"_s, QString::fromUtf8(account.password.reveal()));
    if (!account.host.isEmpty())
        act.arguments.insert(u"host"_s, account.host);
    if (!account.storage.isEmpty())
        act.arguments.insert(u"storage"_s, account.storage);
    if (account.quotaBytes > 0)
        act.arguments.insert(u"quotaBytes"_s, account.quotaBytes);
    act.button = Words::tr("Create %1").arg(account.address);
    act.text = Words::tr(
        "An empty mailbox is made, then the directory gets the record; mail to the address is accepted at "
        "once, on every member.");
    act.takeBack = Words::tr("To take it back, delete the account.");
    return act;
}

Act setPasswordAct(const QString &address, const Secret &password)
{
    Act act;
    act.what = u"account.passwd"_s;
    act.arguments = onAddress(address);
    act.arguments.insert(u"password"_s, QString::fromUtf8(password.reveal()));
    act.button = Words::tr("Set the password of %1").arg(address);
    act.text = Words::tr(
        "The next logins of %1 need the new password. Sessions that are open stay open; to end them, see "
        "the page \"Sessions\".")
                   .arg(address);
    act.takeBack = Words::tr("The old password cannot be brought back: only a new one can be set.");
    return act;
}

Act addTargetsAct(const QString &alias, const QStringList &targets)
{
    Act act;
    act.what = u"alias.add"_s;
    act.arguments = {{u"address"_s, alias}, {u"targets"_s, QJsonArray::fromStringList(targets)}};
    act.button = targets.size() == 1
        ? Words::tr("Let %1 lead to %2").arg(alias, targets.first())
        : Words::tr("Add %n target(s) to %1", nullptr, int(targets.size())).arg(alias);
    act.text = Words::tr(
        "Mail to %1 goes to %2 too. The alias is made if there is none; the targets that it has stay. An "
        "alias that leads to one account logs in as that account.")
                   .arg(alias, targets.join(u", "_s));
    act.takeBack =
        Words::tr("To take it back, remove the alias (and add it again with the targets that shall stay).");
    return act;
}

Act removeAliasAct(const QString &alias, const QStringList &targets)
{
    Act act;
    act.what = u"alias.remove"_s;
    act.arguments = onAddress(alias);
    act.button = Words::tr("Remove alias %1").arg(alias);
    act.text = targets.size() == 1
        ? Words::tr("Mail to %1 is refused from then on: \"no such account\". %2 itself stays as "
                    "it is.")
              .arg(alias, targets.first())
        : Words::tr("Mail to %1 is refused from then on: \"no such account\". Its %n target(s) "
                    "themselves stay as they are.",
            nullptr, int(targets.size()))
              .arg(alias);
    act.takeBack = targets.isEmpty()
        ? Words::tr("To take it back, add the alias again with its targets.")
        : Words::tr("To take it back, run: %1").arg(addTargetsAct(alias, targets).command());
    act.danger = ActDanger::Destructive;
    return act;
}

Act enableAct(const QString &address)
{
    Act act;
    act.what = u"account.enable"_s;
    act.arguments = onAddress(address);
    act.button = Words::tr("Let %1 log in").arg(address);
    act.text = Words::tr("%1 can log in again, with its former password.").arg(address);
    act.takeBack = Words::tr("To take it back, disable it.");
    act.danger = ActDanger::Plain;
    return act;
}

Act disableAct(const QString &address)
{
    Act act;
    act.what = u"account.disable"_s;
    act.arguments = onAddress(address);
    act.button = Words::tr("Disable %1").arg(address);
    act.text = Words::tr(
        "%1 cannot log in any more: its clients are told what they are told for a wrong password. Mail to it "
        "is delivered as ever. Sessions that are open stay open; to end them, see the page \"Sessions\".")
                   .arg(address);
    act.takeBack = Words::tr("To take it back, enable it: the password stays the same.");
    return act;
}

Act moveAct(const AccountRow &account, const QString &target, const QString &storage)
{
    Act act;
    act.what = u"account.move"_s;
    act.arguments = onAddress(account.address);
    act.arguments.insert(u"target"_s, target);
    if (!storage.isEmpty())
        act.arguments.insert(u"storage"_s, storage);
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Move %1 to %2").arg(account.address, target);
    act.text = Words::tr(
        "Its mail is copied from %1 to %2 while it is in use as ever. Then its sessions end, what came in "
        "the meantime follows, and the record is switched: usually well under a second, in which mail waits "
        "and logins are told to come back. Clients connect again by themselves and keep what they have "
        "downloaded.")
                   .arg(account.owner.isEmpty() ? account.hostServer : account.owner, target);
    act.takeBack =
        Words::tr("The old home keeps its copy aside for 30 days: \"Moves…\" lists it, and \"Revert\" moves "
                  "everything back, also what came later.");
    act.patience = longPatience;
    return act;
}

Act resumeMoveAct(const MoveRow &move)
{
    Act act;
    act.what = u"account.move.resume"_s;
    act.arguments = onAddress(move.address);
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Go on moving %1").arg(move.address);
    act.text = Words::tr(
        "The keeper that is asked takes the move over and goes on where it stopped: from storage %1 to %2.")
                   .arg(move.from, move.to);
    act.takeBack = Words::tr("To take it back, revert the move.");
    act.patience = longPatience;
    return act;
}

Act revertMoveAct(const MoveRow &move)
{
    Act act;
    act.what = u"account.move.revert"_s;
    act.arguments = onAddress(move.address);
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Revert the move of %1").arg(move.address);
    act.text = move.isUnderWay() && move.state != u"adopted"
        ? Words::tr("The unfinished copy is thrown away at once; %1 stays on storage %2, with all its mail.")
              .arg(move.address, move.from)
        : Words::tr("%1 is moved back to where it was before, with everything that came since: in use while "
                    "it is copied, "
                    "away for a moment at the end.")
              .arg(move.address);
    act.takeBack = Words::tr("To take it back, move the account again.");
    act.patience = longPatience;
    return act;
}

Act purgeMoveAct(const MoveRow &move)
{
    Act act;
    act.what = u"account.move.purge"_s;
    act.arguments = onAddress(move.address);
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Purge the old copy of %1").arg(move.address);
    act.text = Words::tr(
        "What storage %1 keeps aside of %2 is removed now in place of after 30 days. The account itself, on "
        "storage %3, is not touched.")
                   .arg(move.from, move.address, move.to);
    act.takeBack = Words::tr("This cannot be taken back.");
    act.danger = ActDanger::Destructive;
    return act;
}

Act deleteAccountAct(const AccountRow &account)
{
    Act act;
    act.what = u"account.delete"_s;
    act.arguments = onAddress(account.address);
    act.button = Words::tr("Delete account %1").arg(account.address);
    act.text = Words::tr(
        "Its record goes: nobody logs in as %1 any more, and mail to it is refused with \"no such account\". "
        "Aliases that lead to it stay and lead nowhere. Its mail is kept for 30 days below .deleted/ of "
        "storage %2, then it is removed.")
                   .arg(account.address, account.storage);
    act.takeBack = Words::tr(
        "Within 30 days: create the account again and have its folder put back from .deleted/ on the "
        "server. After that it cannot be taken back.");
    act.danger = ActDanger::Destructive;
    return act;
}

Act addDomainAct(const QString &domain)
{
    Act act;
    act.what = u"domain.add"_s;
    act.arguments = {{u"domain"_s, domain}};
    act.role = AdministratorRole::Administrator;
    act.button = Words::tr("Add domain %1").arg(domain);
    act.text = Words::tr(
        "All members accept mail for %1 from then on, and refuse it for addresses there that have no account "
        "or alias. Mail comes here only when the domain's MX records name your frontends.")
                   .arg(domain);
    act.takeBack =
        Words::tr("A domain is removed in the directory itself; the console has no verb for that.");
    return act;
}

QStringList placesForAccounts(const ClusterState &cluster, const QString &except)
{
    QList<std::pair<qint64, QString>> places;
    for (const MemberState &member : cluster.members) {
        if (!member.isBackend() || member.name == except || !member.isReachable
            || member.administrativeState != u"ready" || storagesForAccounts(cluster, member.name).isEmpty())
            continue;
        places.append({member.accounts(), member.name});
    }
    std::sort(places.begin(), places.end());
    QStringList names;
    for (const auto &[accounts, name] : std::as_const(places))
        names.append(name);
    return names;
}

QStringList storagesForAccounts(const ClusterState &cluster, const QString &member)
{
    QStringList names;
    for (const StorageSummary &storage : cluster.storages) {
        if (storage.owner != member || !storage.isServed)
            continue;
        if (storage.isDefault && storage.home == member)
            names.prepend(storage.name);
        else
            names.append(storage.name);
    }
    return names;
}

} // namespace homeport
