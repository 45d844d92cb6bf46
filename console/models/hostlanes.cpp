// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Grouping lanes by destination, and the words for why mail waits.
#include "console/models/hostlanes.h"

#include "console/models/queuewords.h"
#include "console/models/texts.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

/// The higher, the worse.
int badness(const QString &state)
{
    static const QStringList order{u"delivering"_s, u"held"_s, u"waiting"_s, u"parked"_s, u"down"_s};
    return int(order.indexOf(state));
}

QString destinationName(const Lane &lane) { return lane.host.isEmpty() ? lane.name : u"host:"_s + lane.host; }

QString destinationLabel(const Lane &lane)
{
    if (!lane.host.isEmpty())
        return lane.host;
    return lane.label.isEmpty() ? lane.name.section(u':', 1) : lane.label;
}

void addLane(DestinationLanes &destination, const Lane &lane)
{
    destination.messages += lane.messages;
    destination.held += lane.held;
    destination.quarantined += lane.quarantined;
    destination.bytes += lane.bytes;
    for (size_t i = 0; i < lane.ages.size(); ++i)
        destination.ages[i] += lane.ages[i];
    if (lane.oldest.isValid() && (!destination.oldest.isValid() || lane.oldest < destination.oldest))
        destination.oldest = lane.oldest;
    if (lane.nextTry.isValid() && (!destination.nextTry.isValid() || lane.nextTry < destination.nextTry))
        destination.nextTry = lane.nextTry;
    if (destination.state.isEmpty() || badness(lane.state) > badness(destination.state)) {
        destination.state = lane.state;
        destination.lastError = lane.lastError.isEmpty() ? destination.lastError : lane.lastError;
    } else if (destination.lastError.isEmpty()) {
        destination.lastError = lane.lastError;
    }
    destination.lanes.append(lane);
}

/// What the cluster sees of the host; a state worse than its lanes' is shown.
void judge(DestinationLanes &destination, const ClusterState &cluster)
{
    const MemberState *const host = destination.isHost() ? cluster.member(destination.label) : nullptr;
    if (host && host->observed == u"down") {
        destination.state = u"down"_s;
        destination.downSince = host->observedSince;
        destination.reason = host->observedSince.isValid()
            ? QueueWords::tr("%1 is down since %2")
                  .arg(destination.label, timeText(host->observedSince, QDateTime::currentDateTimeUtc()))
            : QueueWords::tr("%1 is down").arg(destination.label);
    } else if (destination.state == u"parked") {
        destination.reason = destination.lastError.isEmpty()
            ? QueueWords::tr("no member serves its storage now")
            : destination.lastError;
    } else if (destination.state == u"held") {
        destination.reason = destination.quarantined == destination.messages
            ? QueueWords::tr("quarantined")
            : QueueWords::tr("held by an administrator");
    } else if (destination.state == u"waiting") {
        destination.reason = destination.lastError.isEmpty() ? QueueWords::tr("its turn has not come yet")
                                                             : QueueWords::tr("the last attempt failed");
    }
}

template <class Row> void addAgeColumns(QList<RowColumn<Row>> &columns)
{
    const QStringList titles = shortAgeTitles();
    for (int i = 0; i < int(titles.size()); ++i) {
        RowColumn<Row> column;
        column.title = titles[i];
        column.field = u"age%1"_s.arg(i);
        column.text = [i](const Row &row) { return countText(row.ages[size_t(i)]); };
        column.number = [i](const Row &row) { return row.ages[size_t(i)]; };
        column.toolTip = [i](const Row &row) {
            return QueueWords::tr("%n message(s) in the queue for %1", nullptr, int(row.ages[size_t(i)]))
                .arg(ageTitles()[i]);
        };
        column.exported = [i](const Row &row) { return QString::number(row.ages[size_t(i)]); };
        columns.append(column);
    }
}

template <class Row>
RowColumn<Row> numberColumn(const QString &title, const QString &field, qint64 Row::*value)
{
    return {title, field, [value](const Row &row) { return countText(row.*value); },
        [value](const Row &row) { return row.*value; }, {}, {},
        [value](const Row &row) { return QString::number(row.*value); }};
}

template <class Row> void addOldest(QList<RowColumn<Row>> &columns)
{
    columns.append({QueueWords::tr("Oldest"), u"oldest"_s,
        [](const Row &row) { return ageText(row.oldest, QDateTime::currentDateTimeUtc()); },
        [](const Row &row) { return row.oldest.isValid() ? -sortTime(row.oldest) : LLONG_MIN; }, {},
        [](const Row &row) { return fullTimeText(row.oldest); },
        [](const Row &row) { return exportTime(row.oldest); }});
}

/// Held, quarantined, size, next try, last error.
template <class Row> void addTail(QList<RowColumn<Row>> &columns)
{
    columns.append(numberColumn<Row>(QueueWords::tr("Held"), u"held"_s, &Row::held));
    columns.append(numberColumn<Row>(QueueWords::tr("Quarantined"), u"quarantined"_s, &Row::quarantined));
    columns.append({QueueWords::tr("Size"), u"bytes"_s,
        [](const Row &row) { return sizeForPeople(row.bytes); }, [](const Row &row) { return row.bytes; }, {},
        {}, [](const Row &row) { return QString::number(row.bytes); }});
    columns.append({QueueWords::tr("Next try"), u"nextTry"_s,
        [](const Row &row) {
            if (row.nextTry.isValid())
                return timeText(row.nextTry, QDateTime::currentDateTimeUtc());
            if (row.state == u"delivering")
                return QueueWords::tr("now");
            return row.state == u"held" ? QString() : QueueWords::tr("when it is back");
        },
        [](const Row &row) { return sortTime(row.nextTry); }, {},
        [](const Row &row) { return fullTimeText(row.nextTry); },
        [](const Row &row) { return exportTime(row.nextTry); }});
    columns.append(
        {QueueWords::tr("Last error"), u"lastError"_s, [](const Row &row) { return row.lastError; }, {}, {},
            [](const Row &row) { return row.lastError; }, {}});
}

template <class Row> QVariant heat(const Row &row, int bucket, int role)
{
    if (bucket < 0 || bucket >= int(row.ages.size()))
        return {};
    if (role == heatrole::bucket)
        return bucket;
    return row.messages > 0 ? double(row.ages[size_t(bucket)]) / double(row.messages) : 0.0;
}

QList<RowColumn<DestinationLanes>> destinationColumns()
{
    using Row = DestinationLanes;
    QList<RowColumn<Row>> columns{
        {QueueWords::tr("Destination"), u"destination"_s, [](const Row &row) { return row.label; }, {}, {},
            [](const Row &row) {
                return row.isHost() ? QueueWords::tr("%1: a member of the cluster").arg(row.label)
                                    : QueueWords::tr("%1: a remote domain").arg(row.label);
            },
            [](const Row &row) { return row.name; }},
        {QueueWords::tr("State"), u"state"_s, [](const Row &row) { return destinationWord(row.state).word; },
            [](const Row &row) { return qint64(badness(row.state)); },
            [](const Row &row) { return destinationWord(row.state).severity; },
            [](const Row &row) { return row.reason; }, [](const Row &row) { return row.state; }},
        {QueueWords::tr("Why it waits"), u"reason"_s, [](const Row &row) { return row.reason; }, {}, {},
            [](const Row &row) { return whyMailWaits(row, QDateTime::currentDateTimeUtc()); }, {}},
    };
    addOldest(columns);
    columns.append(numberColumn<Row>(QueueWords::tr("Waiting"), u"messages"_s, &Row::messages));
    addAgeColumns(columns);
    addTail(columns);
    return columns;
}

QList<RowColumn<Lane>> laneColumns()
{
    using Row = Lane;
    QList<RowColumn<Row>> columns{
        {QueueWords::tr("In the queue of"), u"member"_s, [](const Row &row) { return row.member; }, {}, {},
            {}, {}},
        {QueueWords::tr("For"), u"lane"_s,
            [](const Row &row) {
                const QString label = row.label.isEmpty() ? row.name.section(u':', 1) : row.label;
                return row.name.startsWith(u"storage:") ? QueueWords::tr("storage %1").arg(label) : label;
            },
            {}, {}, [](const Row &row) { return row.name; }, [](const Row &row) { return row.name; }},
        {QueueWords::tr("State"), u"state"_s, [](const Row &row) { return destinationWord(row.state).word; },
            [](const Row &row) { return qint64(badness(row.state)); },
            [](const Row &row) { return destinationWord(row.state).severity; },
            [](const Row &row) { return row.lastError; }, [](const Row &row) { return row.state; }},
    };
    addOldest(columns);
    columns.append(numberColumn<Row>(QueueWords::tr("Waiting"), u"messages"_s, &Row::messages));
    addAgeColumns(columns);
    addTail(columns);
    return columns;
}

} // namespace

QList<DestinationLanes> destinationsOf(const QList<Lane> &lanes, const ClusterState &cluster)
{
    QList<DestinationLanes> out;
    QHash<QString, qsizetype> position;
    for (const Lane &lane : lanes) {
        if (lane.messages == 0)
            continue;
        const QString name = destinationName(lane);
        if (!position.contains(name)) {
            position.insert(name, out.size());
            DestinationLanes destination;
            destination.name = name;
            destination.label = destinationLabel(lane);
            out.append(destination);
        }
        addLane(out[position[name]], lane);
    }
    for (DestinationLanes &destination : out)
        judge(destination, cluster);
    std::sort(out.begin(), out.end(), [](const DestinationLanes &left, const DestinationLanes &right) {
        if (left.isUnavailable() != right.isUnavailable())
            return left.isUnavailable();
        if (left.oldest != right.oldest)
            return left.oldest < right.oldest;
        return left.name < right.name;
    });
    return out;
}

QueueSummary summaryOf(const QList<DestinationLanes> &destinations)
{
    QueueSummary summary;
    for (const DestinationLanes &destination : destinations) {
        summary.messages += destination.messages;
        if (destination.isUnavailable()) {
            ++summary.unavailable;
            summary.waitingForThem += destination.messages;
        }
    }
    return summary;
}

QString whyMailWaits(const DestinationLanes &destination, const QDateTime &now)
{
    if (destination.messages == 0)
        return {};
    if (destination.state == u"down") {
        const QString since = destination.downSince.isValid()
            ? QueueWords::tr("%1 is down since %2 (%3).")
                  .arg(destination.label, timeText(destination.downSince, now),
                      ageText(destination.downSince, now))
            : QueueWords::tr("%1 is down.").arg(destination.label);
        return since + u' '
            + QueueWords::tr(
                "Its mail waits here and is delivered by itself when its storage is served again.");
    }
    if (destination.state == u"parked")
        return QueueWords::tr(
            "Nobody serves the storage of %1 now (%2). Its mail waits here and is delivered by itself "
            "when the storage is served again.")
            .arg(destination.label,
                destination.lastError.isEmpty() ? QueueWords::tr("no reason is known")
                                                : destination.lastError);
    if (destination.state == u"held")
        return QueueWords::tr(
            "All mail for %1 is held or quarantined: nothing is tried until it is released.")
            .arg(destination.label);
    if (destination.state == u"delivering")
        return QueueWords::tr("Mail for %1 is being delivered.").arg(destination.label);
    const QString next = destination.nextTry.isValid()
        ? QueueWords::tr("It is tried again by itself at %1; \"Try now\" does not wait for that.")
              .arg(timeText(destination.nextTry, now))
        : QueueWords::tr("It is tried again by itself; \"Try now\" does not wait for that.");
    if (destination.lastError.isEmpty())
        return QueueWords::tr("Mail for %1 waits for its turn.").arg(destination.label) + u' ' + next;
    return QueueWords::tr("The last attempt for %1 failed: %2.").arg(destination.label, destination.lastError)
        + u' ' + next;
}

bool offersReassignment(const DestinationLanes &destination)
{
    return destination.isHost() && destination.isUnavailable();
}

StateWord destinationWord(const QString &state)
{
    if (state == u"down" || state == u"parked")
        return {QueueWords::tr("unavailable"), Severity::Bad};
    if (state == u"delivering")
        return {QueueWords::tr("delivering"), Severity::Busy};
    if (state == u"held")
        return {QueueWords::tr("held"), Severity::Notice};
    if (state == u"waiting")
        return {QueueWords::tr("waiting"), Severity::Warning};
    return {state, Severity::Unknown};
}

QStringList ageTitles()
{
    return {QueueWords::tr("under 5 minutes"), QueueWords::tr("5 to 10 minutes"),
        QueueWords::tr("10 to 20 minutes"), QueueWords::tr("20 to 40 minutes"),
        QueueWords::tr("40 to 80 minutes"), QueueWords::tr("80 to 160 minutes"),
        QueueWords::tr("160 to 320 minutes"), QueueWords::tr("more than 320 minutes")};
}

QStringList shortAgeTitles()
{
    return {QueueWords::tr("<5 min"), QueueWords::tr("<10"), QueueWords::tr("<20"), QueueWords::tr("<40"),
        QueueWords::tr("<80"), QueueWords::tr("<160"), QueueWords::tr("<320"), QueueWords::tr("older")};
}

DestinationModel::DestinationModel(QObject *parent)
    : RowModel<DestinationLanes>(
        destinationColumns(), [](const DestinationLanes &row) { return row.name; }, parent)
{
}

QVariant DestinationModel::data(const QModelIndex &index, int role) const
{
    if (role != heatrole::share && role != heatrole::bucket)
        return RowModel<DestinationLanes>::data(index, role);
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return heat(at(index.row()), index.column() - firstAge, role);
}

void DestinationModel::showAges()
{
    if (shownCount() > 0)
        Q_EMIT dataChanged(index(0, 3), index(shownCount() - 1, 3), {Qt::DisplayRole});
}

LaneModel::LaneModel(QObject *parent)
    : RowModel<Lane>(
        laneColumns(), [](const Lane &row) { return QString(row.member + u' ' + row.name); }, parent)
{
}

QVariant LaneModel::data(const QModelIndex &index, int role) const
{
    if (role != heatrole::share && role != heatrole::bucket)
        return RowModel<Lane>::data(index, role);
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return heat(at(index.row()), index.column() - firstAge, role);
}

} // namespace homeport
