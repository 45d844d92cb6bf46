// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Comparing what members say with what they should have.
#include "console/models/tablerevisions.h"

#include "console/models/texts.h"
#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct RevisionTexts
{
    Q_DECLARE_TR_FUNCTIONS(RevisionTexts)
};

RevisionHolder holder(const MemberState &member, const TableRevision &wanted)
{
    RevisionHolder out;
    out.member = member.name;
    out.error = member.error;
    if (member.status)
        out.table = member.status->table;
    if (member.observed == u"missing") {
        out.state = HolderState::NotJoined;
    } else if (!member.isReachable) {
        out.state = HolderState::Silent;
        out.lastSeen = member.lastSeen;
    } else if (out.table.hash == wanted.hash) {
        out.state = HolderState::Has;
    } else if (isSeenDiverged(member) || out.table.number == wanted.number) {
        out.state = HolderState::OtherLine;
    } else {
        out.state = out.table.number > wanted.number ? HolderState::HasNewer : HolderState::NotYet;
    }
    return out;
}

QString shortHash(const TableRevision &revision) { return QString::fromLatin1(revision.hash.left(8)); }
QString wholeHash(const TableRevision &revision) { return QString::fromLatin1(revision.hash); }

QString numberText(const TableRevision &revision)
{
    return revision.number == 0 ? QString() : QString::number(revision.number);
}

bool hasIt(const RevisionHolder &row)
{
    return row.state == HolderState::Has || row.state == HolderState::HasNewer;
}

QList<RowColumn<RevisionHolder>> holderColumns()
{
    return {
        {RevisionTexts::tr("Member"), u"member"_s, [](const RevisionHolder &row) { return row.member; }},
        {RevisionTexts::tr("Has it?"), u"state"_s,
            [](const RevisionHolder &row) { return holderWord(row.state).word; }, {},
            [](const RevisionHolder &row) { return holderWord(row.state).severity; },
            [](const RevisionHolder &row) { return row.error; }},
        {RevisionTexts::tr("Revision"), u"number"_s,
            [](const RevisionHolder &row) { return numberText(row.table); },
            [](const RevisionHolder &row) { return qint64(row.table.number); }},
        {RevisionTexts::tr("Hash"), u"hash"_s, [](const RevisionHolder &row) { return shortHash(row.table); },
            {}, {}, [](const RevisionHolder &row) { return wholeHash(row.table); },
            [](const RevisionHolder &row) { return wholeHash(row.table); }},
        {RevisionTexts::tr("Last seen"), u"lastSeen"_s,
            [](const RevisionHolder &row) { return timeText(row.lastSeen, QDateTime::currentDateTimeUtc()); },
            [](const RevisionHolder &row) { return sortTime(row.lastSeen); }, {},
            [](const RevisionHolder &row) { return fullTimeText(row.lastSeen); },
            [](const RevisionHolder &row) { return exportTime(row.lastSeen); }},
    };
}

QList<RowColumn<HistoryRow>> historyColumns()
{
    return {
        {RevisionTexts::tr("Revision"), u"number"_s,
            [](const HistoryRow &row) { return numberText(row.revision); },
            [](const HistoryRow &row) { return qint64(row.revision.number); }},
        {RevisionTexts::tr("State"), u"inForce"_s,
            [](const HistoryRow &row) { return row.isInForce ? RevisionTexts::tr("in force") : QString(); },
            {}, [](const HistoryRow &row) { return row.isInForce ? Severity::Good : Severity::None; }},
        {RevisionTexts::tr("Made"), u"time"_s,
            [](const HistoryRow &row) { return timeText(row.time, QDateTime::currentDateTimeUtc()); },
            [](const HistoryRow &row) { return sortTime(row.time); }, {},
            [](const HistoryRow &row) { return fullTimeText(row.time); },
            [](const HistoryRow &row) { return exportTime(row.time); }},
        {RevisionTexts::tr("By"), u"author"_s, [](const HistoryRow &row) { return row.author; }},
        {RevisionTexts::tr("Comment"), u"comment"_s, [](const HistoryRow &row) { return row.comment; }},
        {RevisionTexts::tr("From"), u"from"_s, [](const HistoryRow &row) { return row.from; }},
        {RevisionTexts::tr("Hash"), u"hash"_s, [](const HistoryRow &row) { return shortHash(row.revision); },
            {}, {}, [](const HistoryRow &row) { return wholeHash(row.revision); },
            [](const HistoryRow &row) { return wholeHash(row.revision); }},
    };
}

Result<HistoryRow> historyRowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    HistoryRow row;
    row.revision.number = quint64(reader.count("number"));
    row.revision.hash = reader.text("hash").toLatin1();
    row.time = reader.timeOrNull("time");
    row.author = reader.text("author");
    row.from = reader.text("from");
    row.comment = reader.text("comment");
    return reader.finish(row);
}

} // namespace

bool isSeenDiverged(const MemberState &member)
{
    return std::any_of(member.seenBy.cbegin(), member.seenBy.cend(),
        [](const SeenBy &seen) { return seen.state == u"diverged"; });
}

QList<RevisionHolder> holdersOf(const ClusterState &cluster, const TableRevision &wanted)
{
    QList<RevisionHolder> out;
    for (const MemberState &member : cluster.members)
        out.append(holder(member, wanted));
    return out;
}

StateWord holderWord(HolderState state)
{
    switch (state) {
    case HolderState::Has:
        return {RevisionTexts::tr("has it"), Severity::Good};
    case HolderState::HasNewer:
        return {RevisionTexts::tr("has a newer one"), Severity::Good};
    case HolderState::NotYet:
        return {RevisionTexts::tr("does not have it yet"), Severity::Busy};
    case HolderState::OtherLine:
        return {RevisionTexts::tr("follows another table (diverged)"), Severity::Bad};
    case HolderState::Silent:
        return {RevisionTexts::tr("does not answer"), Severity::Unknown};
    case HolderState::NotJoined:
        return {RevisionTexts::tr("has not joined yet"), Severity::Notice};
    }
    Q_UNREACHABLE();
}

bool isEverywhere(const QList<RevisionHolder> &holders)
{
    return std::all_of(holders.cbegin(), holders.cend(),
        [](const RevisionHolder &row) { return hasIt(row) || row.state == HolderState::NotJoined; });
}

QString holdersText(const QList<RevisionHolder> &holders, const TableRevision &wanted)
{
    int have = 0;
    int joined = 0;
    QStringList rest;
    for (const RevisionHolder &row : holders) {
        if (row.state == HolderState::NotJoined)
            continue;
        ++joined;
        have += hasIt(row);
        if (!hasIt(row))
            rest.append(RevisionTexts::tr("%1 %2").arg(row.member, holderWord(row.state).word));
    }
    if (rest.isEmpty())
        return RevisionTexts::tr("All %n member(s) have revision %1.", nullptr, joined).arg(wanted.number);
    return RevisionTexts::tr("%1 of %2 members have revision %3: %4.")
        .arg(QString::number(have), QString::number(joined), QString::number(wanted.number),
            rest.join(u", "_s));
}

HolderModel::HolderModel(QObject *parent)
    : RowModel(
        holderColumns(), [](const RevisionHolder &row) { return row.member; }, parent)
{
}

Result<QList<HistoryRow>> historyFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    const QList<HistoryRow> rows = reader.list("revisions", historyRowFromJson);
    return reader.finish(rows);
}

HistoryModel::HistoryModel(QObject *parent)
    : RowModel(
        historyColumns(), [](const HistoryRow &row) { return wholeHash(row.revision); }, parent)
{
}

} // namespace homeport
