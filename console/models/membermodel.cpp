// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows made of the status, and what is said about them.
#include "console/models/membermodel.h"

#include "console/models/membercolumns.h"
#include "console/models/texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct MemberTexts
{
    Q_DECLARE_TR_FUNCTIONS(MemberTexts)
};

MemberRow memberRow(
    const MemberState &member, const ClusterState &cluster, const LanesState &lanes, const QDateTime &now)
{
    MemberRow row;
    row.member = member;
    row.storages = cluster.storagesOf(member.name);
    row.table = cluster.table;
    for (const SeenBy &seen : member.seenBy) {
        if (seen.state == u"down")
            row.downFor.append(shortName(seen.member, cluster));
    }
    for (const Lane &lane : lanes.lanes) {
        if (lane.host != member.name)
            continue;
        row.waitingForIt += lane.messages;
        if (lane.oldest.isValid()
            && (!row.waitingForItSince.isValid() || lane.oldest < row.waitingForItSince))
            row.waitingForItSince = lane.oldest;
    }
    if (member.observedSince.isValid())
        row.stateSeconds = std::max<qint64>(0, member.observedSince.secsTo(now));
    if (!member.status)
        return row;
    if (member.status->oldestQueued.isValid() && member.status->queuedMessages > 0)
        row.oldestSeconds = std::max<qint64>(0, member.status->oldestQueued.secsTo(now));
    if (member.status->certificateExpires.isValid()) {
        const qint64 seconds = now.secsTo(member.status->certificateExpires);
        row.certificateDays = seconds < 0 ? -1 : seconds / 86400;
    }
    row.hasOtherTable =
        !member.status->table.hash.isEmpty() && member.status->table.hash != cluster.table.hash;
    return row;
}

} // namespace

bool MemberRow::hasProblem() const
{
    const Severity severity = worst();
    return severity == Severity::Warning || severity == Severity::Bad || severity == Severity::Unknown;
}

Severity MemberRow::worst() const
{
    const Severity storage = storagesWord(*this).severity;
    if (member.administrativeState == u"withdrawn") // on purpose: only what users miss counts
        return storage == Severity::Bad || storage == Severity::Warning ? storage : Severity::None;
    const Severity state = observedWord(member.observed).severity;
    const Severity certificate = certificateWord(*this).severity;
    if (state == Severity::Bad || storage == Severity::Bad || certificate == Severity::Bad)
        return Severity::Bad;
    if (state == Severity::Warning || storage == Severity::Warning || certificate == Severity::Warning
        || (hasOtherTable && member.isReachable))
        return Severity::Warning;
    return state == Severity::Unknown ? Severity::Unknown : Severity::None;
}

QList<MemberRow> memberRows(const ClusterState &cluster, const LanesState &lanes, const QDateTime &now)
{
    QList<MemberRow> rows;
    for (const MemberState &member : cluster.members)
        rows.append(memberRow(member, cluster, lanes, now));
    return rows;
}

QString shortName(const QString &name, const ClusterState &cluster)
{
    const QString first = name.section(u'.', 0, 0);
    const auto same = std::count_if(cluster.members.cbegin(), cluster.members.cend(),
        [&](const MemberState &member) { return member.name.section(u'.', 0, 0) == first; });
    return same > 1 ? name : first;
}

QString roleText(const QStringList &rights)
{
    const QString role =
        rights.contains(u"store"_s) ? MemberTexts::tr("backend") : MemberTexts::tr("frontend");
    return rights.contains(u"keeper"_s) ? MemberTexts::tr("%1, keeper").arg(role) : role;
}

QString seenByText(const MemberRow &row)
{
    if (!row.downFor.isEmpty())
        return MemberTexts::tr("down for %1").arg(row.downFor.join(u", "_s));
    QStringList words;
    for (const SeenBy &seen : row.member.seenBy) {
        if (seen.state != u"up")
            words.append(MemberTexts::tr("%1: %2").arg(seen.member.section(u'.', 0, 0), seen.state));
    }
    if (!words.isEmpty() || row.member.seenBy.isEmpty())
        return words.join(u", "_s);
    return MemberTexts::tr("up for all %n other(s)", nullptr, int(row.member.seenBy.size()));
}

QString seenByDetails(const MemberState &member)
{
    QStringList lines;
    for (const SeenBy &seen : member.seenBy) {
        QString line = MemberTexts::tr("%1 sees it %2").arg(seen.member, seen.state);
        if (seen.since.isValid())
            line = MemberTexts::tr("%1 since %2")
                       .arg(line, seen.since.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s));
        lines.append(seen.lastError.isEmpty() ? line : line + u": "_s + seen.lastError);
    }
    return lines.join(u'\n');
}

StateWord certificateWord(const MemberRow &row)
{
    if (!row.certificateDays)
        return {};
    if (*row.certificateDays < 0)
        return {MemberTexts::tr("expired"), Severity::Bad};
    const QString text = MemberTexts::tr("%n day(s)", nullptr, int(*row.certificateDays));
    return {text, *row.certificateDays < certificateWarnDays ? Severity::Warning : Severity::None};
}

StateWord storagesWord(const MemberRow &row)
{
    const auto rank = [](Severity severity) {
        return severity == Severity::Bad    ? 3
            : severity == Severity::Warning ? 2
                                            : severity == Severity::Notice;
    };
    StateWord worst;
    QStringList names;
    for (const StorageSummary &storage : row.storages) {
        const StateWord word = storageWord(storage);
        names.append(word.severity == Severity::Good
                ? storage.name
                : MemberTexts::tr("%1 (%2)").arg(storage.name, word.word));
        if (rank(word.severity) > rank(worst.severity))
            worst.severity = word.severity;
    }
    worst.word = names.join(u", "_s);
    return worst;
}

StateWord healthWord(const ClusterState &cluster)
{
    const int count = int(cluster.problems.size());
    if (cluster.health == u"healthy")
        return {MemberTexts::tr("Everything works."), Severity::Good};
    if (cluster.health == u"critical")
        return {MemberTexts::tr("Users are affected: %n problem(s).", nullptr, count), Severity::Bad};
    if (cluster.health == u"degraded")
        return {MemberTexts::tr("Mail flows, but %n thing(s) want attention.", nullptr, count),
            Severity::Warning};
    return {MemberTexts::tr("Nobody can say yet how the cluster is."), Severity::Unknown};
}

MemberModel::MemberModel(QObject *parent)
    : RowModel(
        memberColumns(), [](const MemberRow &row) { return row.member.name; }, parent)
{
}

void MemberModel::setOnlyProblems(bool isOnly)
{
    setPredicate(isOnly ? [](const MemberRow &row) { return row.hasProblem(); } : Predicate());
}

int MemberModel::problemCount() const
{
    return int(std::count_if(allRows().cbegin(), allRows().cend(), std::mem_fn(&MemberRow::hasProblem)));
}

Severity MemberModel::worst() const
{
    const auto isBad = [](const MemberRow &row) { return row.worst() == Severity::Bad; };
    if (std::any_of(allRows().cbegin(), allRows().cend(), isBad))
        return Severity::Bad;
    return problemCount() > 0 ? Severity::Warning : Severity::None;
}

} // namespace homeport
