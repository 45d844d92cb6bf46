// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The plan and the acts that come of it.
#include "console/models/reassignplan.h"

#include "console/models/texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Reassign)
};

constexpr int fewestWords = 3;
constexpr int fewestLetters = 15;

/// The target of most storages; the others are named one by one.
QString mainTarget(const QMap<QString, QString> &targets)
{
    QMap<QString, int> counts;
    for (const QString &target : targets)
        ++counts[target];
    QString best;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (best.isEmpty() || it.value() > counts[best])
            best = it.key();
    }
    return best;
}

QStringList targetNames(const QMap<QString, QString> &targets)
{
    QStringList names = targets.values();
    names.removeDuplicates();
    return names;
}

} // namespace

QString namesText(const QStringList &names)
{
    constexpr qsizetype most = 3;
    if (names.size() <= 1)
        return names.value(0);
    if (names.size() <= most)
        return Text::tr("%1 and %2").arg(names.mid(0, names.size() - 1).join(u", "_s), names.last());
    return Text::tr("%1 and %2 more").arg(names.mid(0, most - 1).join(u", "_s)).arg(names.size() - most + 1);
}

QString accountsText(std::optional<qint64> accounts)
{
    if (!accounts)
        return Text::tr("an unknown number of accounts");
    return *accounts == 1 ? Text::tr("1 account") : Text::tr("%1 accounts").arg(countText(*accounts));
}

void ReassignPlan::setSource(const SourceChoice &choice)
{
    if (choice.member == member && choice.storage == storage)
        return;
    member = choice.member;
    storage = choice.storage;
    targets.clear();
    without.clear();
}

QList<StoragePlace> ReassignPlan::storages(const StoragePlaces &places) const
{
    if (storage.isEmpty())
        return places.ownedBy(member);
    const StoragePlace *const one = places.find(storage);
    return one ? QList<StoragePlace>{*one} : QList<StoragePlace>();
}

void ReassignPlan::suggestTargets(const ReassignWorld &world)
{
    const QList<StoragePlace> mine = storages(world.places);
    QMap<QString, QString> kept;
    for (const StoragePlace &place : mine) {
        const QString chosen = targets.value(place.id);
        const QList<TargetCandidate> candidates = targetCandidates(world, {place});
        const auto found = std::find_if(candidates.cbegin(), candidates.cend(),
            [&](const TargetCandidate &candidate) { return candidate.member == chosen; });
        if (found != candidates.cend())
            kept.insert(place.id, chosen);
        else if (!candidates.isEmpty() && candidates.first().fitness != Fitness::Impossible)
            kept.insert(place.id, candidates.first().member);
    }
    targets = kept;
}

QString ReassignPlan::whyNoTarget(const ReassignWorld &world) const
{
    const QList<StoragePlace> mine = storages(world.places);
    if (mine.isEmpty())
        return Text::tr("%1 serves no storage now.").arg(member);
    for (const StoragePlace &place : mine) {
        const QString target = targets.value(place.id);
        if (target.isEmpty())
            return Text::tr("Choose who shall serve the storage %1.").arg(place.name);
        const QList<TargetCandidate> candidates = targetCandidates(world, {place});
        for (const TargetCandidate &candidate : candidates) {
            if (candidate.member == target && candidate.fitness == Fitness::Impossible)
                return Text::tr("%1 cannot take the storage %2: %3")
                    .arg(target, place.name, candidate.reason);
        }
    }
    return {};
}

AttachNeed attachNeed(const ReassignWorld &world, const StoragePlace &storage, const QString &target)
{
    if (storage.preparedAt.contains(target))
        return AttachNeed::Nothing;
    const MemberState *const owner = world.cluster.member(storage.owner);
    return !storage.isDetached() && owner && answers(*owner) ? AttachNeed::LetGo : AttachNeed::Attach;
}

QString whyNotAttached(const ReassignWorld &world, const ReassignPlan &plan)
{
    const QList<StoragePlace> mine = plan.storages(world.places);
    for (const StoragePlace &place : mine) {
        const QString target = plan.targets.value(place.id);
        switch (attachNeed(world, place, target)) {
        case AttachNeed::Nothing:
            break;
        case AttachNeed::LetGo:
            return Text::tr("%1 still serves the storage %2: detach it first.").arg(place.owner, place.name);
        case AttachNeed::Attach:
            return Text::tr("The storage %1 is not attached to %2 yet.").arg(place.name, target);
        }
    }
    return {};
}

QString vouchText(const QString &owner)
{
    return Text::tr("I know that %1 is powered off or cut from the disk").arg(owner);
}

QString whyNoStatement(const QString &statement, bool isVouched, const QString &owner)
{
    const QString said = statement.simplified();
    if (said.isEmpty())
        return Text::tr("Write how you know that %1 cannot write to the disk any more.").arg(owner);
    if (said.size() < fewestLetters || said.split(u' ').size() < fewestWords)
        return Text::tr("Say more: what was done to %1, by whom, and when.").arg(owner);
    if (!isVouched)
        return Text::tr("Tick \"%1\".").arg(vouchText(owner));
    return {};
}

QList<LeaveOutChoice> leaveOutChoices(const Preflight &preflight, const ReassignPlan &plan)
{
    QStringList names = plan.without;
    for (const PreflightCheck &check : preflight.checks) {
        const Remedy remedy = remedyOf(check);
        if (remedy.kind == RemedyKind::LeaveOut && !names.contains(remedy.member))
            names.append(remedy.member);
    }
    names.sort();
    QList<LeaveOutChoice> out;
    for (const QString &name : std::as_const(names)) {
        out.append({name,
            Text::tr(
                "If %1 still reaches %2, clients and mail that come through %1 go on writing there, and what "
                "they write is missing at the new place. Leave it out only when you know that it does not "
                "reach %2, for example because it is switched off.")
                .arg(name, plan.member),
            plan.without.contains(name)});
    }
    return out;
}

QJsonObject reassignArguments(const ReassignPlan &plan, const StoragePlaces &places, OrderMode mode)
{
    QJsonObject arguments;
    if (!plan.storage.isEmpty()) {
        const StoragePlace *const place = places.find(plan.storage);
        arguments = {
            {u"storage"_s, place ? place->name : plan.storage}, {u"to"_s, plan.targets.value(plan.storage)}};
    } else {
        const QString to = mainTarget(plan.targets);
        arguments = {{u"from"_s, plan.member}, {u"to"_s, to}};
        QStringList others;
        for (auto it = plan.targets.cbegin(); it != plan.targets.cend(); ++it) {
            const StoragePlace *const place = places.find(it.key());
            if (it.value() != to)
                others.append((place ? place->name : it.key()) + u'=' + it.value());
        }
        if (!others.isEmpty())
            arguments.insert(u"targets"_s, QJsonArray::fromStringList(others));
    }
    if (!plan.without.isEmpty())
        arguments.insert(u"without"_s, QJsonArray::fromStringList(plan.without));
    arguments.insert(mode == OrderMode::DryRun ? u"dryRun"_s : u"background"_s, true);
    return arguments;
}

Act reassignAct(const ReassignPlan &plan, const ReassignWorld &world, const Preflight &preflight)
{
    const QList<StoragePlace> storages = plan.storages(world.places);
    const MemberState *const source = world.cluster.member(plan.member);
    QStringList names;
    for (const StoragePlace &place : storages)
        names.append(place.name);
    const QString targets = namesText(targetNames(plan.targets));
    Act act;
    act.what = u"reassign"_s;
    act.arguments = reassignArguments(plan, world.places, OrderMode::Run);
    act.role = AdministratorRole::Administrator;
    act.button = Text::tr("Reassign %1 to %2").arg(accountsText(preflight.accounts), targets);
    act.text =
        Text::tr("%1 takes over what %2 served: %3 on the storage(s) %4. Logins and new mail go to %1 at "
                 "once, the waiting mail follows by itself, and the directory records are rewritten "
                 "meanwhile.")
            .arg(targets, plan.member, accountsText(preflight.accounts), namesText(names));
    act.takeBack =
        Text::tr("It can be taken back at any time: Restore gives everything back to its home, Undo "
                 "puts things as they were before.");
    act.danger = ActDanger::Destructive;
    if (source && answers(*source))
        act.typed = plan.member;
    return act;
}

Act attachAct(
    const StoragePlace &storage, const QString &target, const QString &path, const QString &statement)
{
    Act act;
    act.what = u"storage.attach"_s;
    act.arguments = {{u"path"_s, path}, {u"member"_s, target}};
    if (!statement.isEmpty())
        act.arguments.insert(u"fenced"_s, statement);
    act.role = AdministratorRole::Administrator;
    act.button = Text::tr("Attach storage %1 to %2").arg(storage.name, target);
    act.text = statement.isEmpty()
        ? Text::tr(
            "%1 reads the label at %2 and gets ready to take the storage %3 over. Users notice nothing "
            "yet.")
              .arg(target, path, storage.name)
        : Text::tr(
            "%1 watches for 12 seconds whether somebody still writes to %2, and gets ready to take the "
            "storage %3 over. Users notice nothing yet. Your statement goes to the audit log: \"%4\"")
              .arg(target, path, storage.name, statement);
    act.takeBack =
        Text::tr("Nothing needs to be taken back: as long as nothing is reassigned or restored, %1 "
                 "does not serve it.")
            .arg(target);
    act.danger = ActDanger::Asks;
    return act;
}

Act detachAct(const StoragePlace &storage)
{
    const std::optional<qint64> accounts =
        storage.accounts < 0 ? std::nullopt : std::optional(storage.accounts);
    Act act;
    act.what = u"storage.detach"_s;
    act.arguments = {{u"storage"_s, storage.name}};
    act.role = AdministratorRole::Administrator;
    act.button = Text::tr("Detach storage %1 (%2)").arg(storage.name, accountsText(accounts));
    act.text =
        Text::tr("%1 lets go of the storage %2 cleanly: the sessions of %3 end, and these accounts are "
                 "away until the storage is served again. Their mail waits.")
            .arg(storage.owner, storage.name, accountsText(accounts));
    act.takeBack = Text::tr("To take it back: homeportctl storage attach PATH --member %1, and it is served "
                            "there again.")
                       .arg(storage.owner);
    act.danger = ActDanger::Destructive;
    return act;
}

} // namespace homeport
