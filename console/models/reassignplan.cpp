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

QList<StorageRow> ReassignPlan::storages(const StorageList &list) const
{
    if (storage.isEmpty())
        return storagesOwnedBy(list, member);
    const StorageRow *const one = findStorage(list, storage);
    return one ? QList<StorageRow>{*one} : QList<StorageRow>();
}

void ReassignPlan::suggestTargets(const ReassignWorld &world)
{
    const QList<StorageRow> mine = storages(world.storages);
    QMap<QString, QString> kept;
    for (const StorageRow &place : mine) {
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
    const QList<StorageRow> mine = storages(world.storages);
    if (mine.isEmpty())
        return Text::tr("%1 serves no storage now.").arg(member);
    for (const StorageRow &place : mine) {
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

AttachNeed attachNeed(const ReassignWorld &world, const StorageRow &storage, const QString &target)
{
    if (storage.preparedAt.contains(target))
        return AttachNeed::Nothing;
    const MemberState *const owner = world.cluster.member(storage.owner);
    return !isDetached(storage) && owner && answers(*owner) ? AttachNeed::LetGo : AttachNeed::Attach;
}

QString whyNotAttached(const ReassignWorld &world, const ReassignPlan &plan)
{
    const QList<StorageRow> mine = plan.storages(world.storages);
    for (const StorageRow &place : mine) {
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

QList<LeaveOutChoice> leaveOutChoices(const Preflight &preflight, const ReassignPlan &plan)
{
    QStringList names = plan.without;
    for (const PreflightFinding &check : preflight.checks) {
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

QJsonObject reassignArguments(const ReassignPlan &plan, const StorageList &list, OrderMode mode)
{
    QJsonObject arguments;
    if (!plan.storage.isEmpty()) {
        const StorageRow *const place = findStorage(list, plan.storage);
        arguments = {
            {u"storage"_s, place ? place->name : plan.storage}, {u"to"_s, plan.targets.value(plan.storage)}};
    } else {
        const QString to = mainTarget(plan.targets);
        arguments = {{u"from"_s, plan.member}, {u"to"_s, to}};
        QStringList others;
        for (auto it = plan.targets.cbegin(); it != plan.targets.cend(); ++it) {
            const StorageRow *const place = findStorage(list, it.key());
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
    const QList<StorageRow> storages = plan.storages(world.storages);
    const MemberState *const source = world.cluster.member(plan.member);
    QStringList names;
    for (const StorageRow &place : storages)
        names.append(place.name);
    const QString targets = namesText(targetNames(plan.targets));
    Act act;
    act.what = u"reassign"_s;
    act.arguments = reassignArguments(plan, world.storages, OrderMode::Run);
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

} // namespace homeport
