// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What may be given away, who may take it, and why.
#include "console/models/reassignplan.h"
#include "console/models/texts.h"

#include <QCoreApplication>

#include <tuple>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Reassign)
};

constexpr qint64 littleRoom = qint64(1) << 30;

/// What its owner says, or said when it was seen last; -1: nobody knows.
qint64 accountsOn(const ReassignWorld &world, const StorageRow &place)
{
    if (place.accounts >= 0)
        return place.accounts;
    const MemberState *const owner = world.cluster.member(place.owner);
    if (!owner || !owner->status)
        return -1;
    for (const StorageView &view : owner->status->storages) {
        if (view.id.text() == place.id)
            return view.accounts;
    }
    return -1;
}

qint64 waitingFor(const ReassignWorld &world, const QStringList &ids)
{
    qint64 messages = 0;
    for (const Lane &lane : world.lanes.lanes) {
        if (ids.contains(lane.name.section(u':', 1)) && lane.name.startsWith(u"storage:"))
            messages += lane.messages;
    }
    return messages;
}

QString seenText(const MemberState &member)
{
    const auto down = std::count_if(member.seenBy.cbegin(), member.seenBy.cend(),
        [](const SeenBy &seen) { return seen.state == u"down"; });
    return Text::tr("seen down by %1 of %2 members").arg(down).arg(member.seenBy.size());
}

QString sourceReason(const ReassignWorld &world, const SourceChoice &choice, const MemberState &member)
{
    const std::optional<qint64> accounts =
        choice.accounts < 0 ? std::nullopt : std::optional(choice.accounts);
    const QString affected =
        Text::tr("%1 affected, %2 message(s) waiting").arg(accountsText(accounts), countText(choice.waiting));
    if (member.observed == u"down")
        return Text::tr("%1 is down for %2, %3: %4.")
            .arg(member.name, ageText(member.observedSince, world.now), seenText(member), affected);
    if (member.observed == u"unknown" || member.observed == u"missing")
        return Text::tr("Nobody can say at this moment whether %1 runs: %2. Wait some seconds, or make sure.")
            .arg(member.name, affected);
    if (member.observed == u"degraded")
        return Text::tr("%1 answers, but not everything is well: %2 Its storages have to be detached before "
                        "somebody else can have them; %3 would be away meanwhile.")
            .arg(member.name, member.reasons.join(u"; "_s) + u'.', accountsText(accounts));
    return Text::tr("%1 is well. To move its accounts without an interruption, move them one by one "
                    "(Accounts) or drain it; reassigning takes %2 away from it for some minutes.")
        .arg(member.name, accountsText(accounts));
}

SourceChoice choiceOf(
    const ReassignWorld &world, const MemberState &member, const QList<StorageRow> &storages, bool isOne)
{
    SourceChoice choice;
    choice.member = member.name;
    choice.storage = isOne ? storages.first().id : QString();
    choice.title = isOne ? Text::tr("%1: only %2").arg(member.name, storages.first().name) : member.name;
    choice.state = observedWord(member.observed);
    choice.since = member.observedSince;
    choice.isAnswering = answers(member);
    QStringList ids;
    for (const StorageRow &place : storages) {
        choice.storages.append(place.name);
        ids.append(place.id);
        const qint64 accounts = accountsOn(world, place);
        if (accounts >= 0)
            choice.accounts = std::max<qint64>(choice.accounts, 0) + accounts;
    }
    choice.waiting = waitingFor(world, ids);
    choice.isSuggested = !isOne && member.observed == u"down";
    choice.reason = sourceReason(world, choice, member);
    return choice;
}

int rankOf(const QString &observed)
{
    static const QStringList order{u"down"_s, u"unknown"_s, u"missing"_s, u"degraded"_s, u"up"_s};
    return int(order.indexOf(observed));
}

/// Sentences, not one rejection after another: the first that counts.
QString whyImpossible(const MemberState &member)
{
    if (!member.isBackend())
        return Text::tr("It has no right to own storages (Members: the right \"store\").");
    if (member.observed == u"missing")
        return Text::tr("It has never joined.");
    if (!member.isReachable || member.observed == u"down")
        return Text::tr("It does not answer.");
    if (member.administrativeState != u"ready")
        return Text::tr("It is %1: make it ready first (Members).")
            .arg(administrativeWord(member.administrativeState).word);
    return {};
}

TargetCandidate candidateOf(const MemberState &member, const QList<StorageRow> &storages)
{
    TargetCandidate candidate;
    candidate.member = member.name;
    candidate.freeBytes = member.freeBytes();
    candidate.accounts = member.accounts();
    candidate.isAttached = std::all_of(storages.cbegin(), storages.cend(),
        [&](const StorageRow &place) { return place.preparedAt.contains(member.name); });
    candidate.isHome = std::any_of(storages.cbegin(), storages.cend(),
        [&](const StorageRow &place) { return place.home == member.name; });
    candidate.reason = whyImpossible(member);
    if (!candidate.reason.isEmpty())
        return candidate;
    QStringList reasons;
    candidate.fitness = candidate.isAttached ? Fitness::Good : Fitness::Possible;
    reasons.append(candidate.isAttached ? Text::tr("The disk is attached here: it can take over at once.")
                                        : Text::tr("The disk must be attached here first."));
    if (candidate.isHome)
        reasons.append(Text::tr("It is the home: Restore (Jobs) is the better way."));
    if (member.observed == u"degraded") {
        candidate.fitness = Fitness::Possible;
        reasons.append(Text::tr("Not everything is well with it: %1.").arg(member.reasons.join(u"; "_s)));
    }
    if (candidate.freeBytes >= 0 && candidate.freeBytes < littleRoom) {
        candidate.fitness = Fitness::Possible;
        reasons.append(
            Text::tr("Its own storages have little room: %1 free.").arg(sizeForPeople(candidate.freeBytes)));
    }
    candidate.reason = reasons.join(u' ');
    return candidate;
}

} // namespace

bool answers(const MemberState &member)
{
    return member.isReachable || member.observed == u"up" || member.observed == u"degraded"
        || std::any_of(member.seenBy.cbegin(), member.seenBy.cend(),
            [](const SeenBy &seen) { return seen.state == u"up"; });
}

QList<SourceChoice> sourceChoices(const ReassignWorld &world)
{
    QList<SourceChoice> members;
    QMap<QString, QList<SourceChoice>> single;
    QMap<QString, int> ranks;
    for (const MemberState &member : world.cluster.members) {
        const QList<StorageRow> storages = storagesOwnedBy(world.storages, member.name);
        if (storages.isEmpty())
            continue;
        ranks.insert(member.name, rankOf(member.observed));
        members.append(choiceOf(world, member, storages, false));
        for (const StorageRow &place : storages) {
            if (storages.size() > 1)
                single[member.name].append(choiceOf(world, member, {place}, true));
        }
    }
    std::stable_sort(members.begin(), members.end(), [&](const SourceChoice &a, const SourceChoice &b) {
        return std::tuple(ranks[a.member], -a.accounts, a.member)
            < std::tuple(ranks[b.member], -b.accounts, b.member);
    });
    QList<SourceChoice> out;
    for (const SourceChoice &member : std::as_const(members)) {
        out.append(member);
        out.append(single.value(member.member));
    }
    return out;
}

QString suggestedSource(const QList<SourceChoice> &choices)
{
    const auto found = std::find_if(
        choices.cbegin(), choices.cend(), [](const SourceChoice &choice) { return choice.isSuggested; });
    return found == choices.cend() ? QString() : found->key();
}

StateWord fitnessWord(Fitness fitness)
{
    switch (fitness) {
    case Fitness::Good:
        return {Text::tr("suggested"), Severity::Good};
    case Fitness::Possible:
        return {Text::tr("possible"), Severity::Notice};
    case Fitness::Impossible:
        return {Text::tr("not possible"), Severity::Bad};
    }
    Q_UNREACHABLE();
}

QList<TargetCandidate> targetCandidates(const ReassignWorld &world, const QList<StorageRow> &storages)
{
    QList<TargetCandidate> out;
    for (const MemberState &member : world.cluster.members) {
        const bool isOwner = std::any_of(storages.cbegin(), storages.cend(),
            [&](const StorageRow &place) { return place.owner == member.name; });
        if (!isOwner)
            out.append(candidateOf(member, storages));
    }
    // the least laden of the equally good ones
    const auto rank = [](const TargetCandidate &candidate) {
        return std::tuple(candidate.fitness, !candidate.isAttached, candidate.isHome, candidate.accounts,
            -candidate.freeBytes, candidate.member);
    };
    std::sort(out.begin(), out.end(),
        [&](const TargetCandidate &a, const TargetCandidate &b) { return rank(a) < rank(b); });
    return out;
}

} // namespace homeport
