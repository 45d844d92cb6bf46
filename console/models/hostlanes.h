// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The queues of all members by destination: what waits for whom, since when and why.
#pragma once

#include "console/models/clusterstate.h"
#include "console/models/rowmodel.h"

namespace homeport {

/// Everything that waits for one host, or for one remote domain, on all members.
struct DestinationLanes
{
    QString name; ///< what acts and searches call it: "host:back1.example.net", "domain:example.com"
    QString label; ///< "back1.example.net", "example.com"
    QString state; ///< the worst of its lanes (Lane::state), or "down": the host is seen down
    QString reason; ///< why it waits, in a few words; empty: it does not
    QDateTime downSince; ///< of the host; invalid: it is not down, or nobody knows since when
    qint64 messages = 0; ///< recipients, held and quarantined ones too
    qint64 held = 0;
    qint64 quarantined = 0;
    qint64 bytes = 0;
    LaneAges ages{};
    QDateTime oldest;
    QDateTime nextTry;
    QString lastError;
    QList<Lane> lanes; ///< which member holds how much

    bool isHost() const { return name.startsWith(u"host:"); }
    /// Its storage or host is away: nothing can be delivered there now.
    bool isUnavailable() const { return state == u"parked" || state == u"down"; }
    bool operator==(const DestinationLanes &) const = default;
};

/// Unavailable ones first, then by the age of the oldest message.
QList<DestinationLanes> destinationsOf(const QList<Lane> &lanes, const ClusterState &cluster);

/// The worst of all, for a badge and a summary.
struct QueueSummary
{
    int unavailable = 0; ///< destinations
    qint64 waitingForThem = 0;
    qint64 messages = 0; ///< everywhere
    bool operator==(const QueueSummary &) const = default;
};
QueueSummary summaryOf(const QList<DestinationLanes> &destinations);

/// Why its mail waits, what happens by itself, in one or two sentences; empty: nothing waits.
QString whyMailWaits(const DestinationLanes &destination, const QDateTime &now);
/// Another member could serve what waits there: "Reassign…" is worth offering.
bool offersReassignment(const DestinationLanes &destination);

/// Glyph, word and colour of DestinationLanes::state or Lane::state.
StateWord destinationWord(const QString &state);
/// "under 5 min", "5 to 10 min", … "over 320 min".
QStringList ageTitles();
/// The same, short enough for a column: "<5", "<10", … ">320".
QStringList shortAgeTitles();

namespace heatrole {
constexpr int share = rowrole::stale + 1; ///< double, 0 to 1: the part of the row's messages in this cell
constexpr int bucket = share + 1; ///< int: which age, 0 is the youngest
} // namespace heatrole

/// Destinations as a table; the cells of ages carry `heatrole`.
class DestinationModel : public RowModel<DestinationLanes>
{
    Q_OBJECT

public:
    explicit DestinationModel(QObject *parent = nullptr);
    QVariant data(const QModelIndex &index, int role) const override;

    static constexpr int firstAge = 5; ///< column
    /// Ages grow by themselves.
    void showAges();
};

/// The lanes of one destination, a row per member and storage.
class LaneModel : public RowModel<Lane>
{
    Q_OBJECT

public:
    explicit LaneModel(QObject *parent = nullptr);
    QVariant data(const QModelIndex &index, int role) const override;

    static constexpr int firstAge = 5;
};

} // namespace homeport
