// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Looking up afresh where waiting mail goes, also while its lane is parked and nobody tries it.
#include "server/admin/localqueueacts.h"

#include "server/admin/localoperations.h"
#include "server/ports/router.h"
#include "shared/base/bytes.h"

namespace homeport {

namespace {

constexpr auto patience = 20s; ///< for all look-ups; what is not known by then stays where it is
constexpr size_t lookUpsAtOnce = 32;

/// Where mail for an address waits.
struct Destination
{
    bool isKnown = false;
    QByteArray lane; ///< empty: it stays
    StorageId storage;
};

struct DestinationOf
{
    /// What is no account (any more) is for an attempt to follow, forward or report: that of a domain's lane
    /// does, and no domain's lane is ever parked.
    const Destination &elsewhere;

    static Destination at(const AccountPlace &place)
    {
        return {true, "storage:" + place.storage.hex(), place.storage};
    }
    Destination operator()(const HereRoute &here) const { return at(here.place); }
    Destination operator()(const MemberRoute &member) const { return at(member.place); }
    Destination operator()(const ForwardRoute &) const { return elsewhere; }
    Destination operator()(const NoSuchAccountRoute &) const { return elsewhere; }
    Destination operator()(const RemoteRoute &) const { return elsewhere; }
    Destination operator()(const UnknownRoute &) const { return {}; }
};

Destination destinationOf(const Route &route, const Address &address)
{
    const Destination elsewhere{true, "domain:" + asciiLower(address.domain), {}};
    return std::visit(DestinationOf{elsewhere}, route);
}

/// Asks the directory's writer; when that is away, whoever answers.
class Destinations
{
public:
    explicit Destinations(Router &router)
        : m_router(router)
    {
    }
    /// For the addresses of one batch.
    Task<QHash<QByteArray, Destination>> of(QList<QueueTarget> batch)
    {
        QSet<QByteArray> distinct;
        for (const QueueTarget &target : batch)
            distinct.insert(target.address);
        const QList<QByteArray> addresses(distinct.begin(), distinct.end());
        QHash<QByteArray, Destination> found;
        for (qsizetype first = 0; first < addresses.size(); first += qsizetype(lookUpsAtOnce)) {
            const QList<QByteArray> window = addresses.mid(first, qsizetype(lookUpsAtOnce));
            std::vector<Task<Destination>> running;
            for (const QByteArray &address : window)
                running.push_back(one(address));
            for (size_t i = 0; i < running.size(); ++i) {
                const Destination destination = co_await running[i];
                found.insert(window[qsizetype(i)], destination);
            }
        }
        co_return found;
    }

private:
    Task<Destination> one(QByteArray text)
    {
        const Result<Address> address = parseAddress(text);
        if (!address || m_deadline.hasExpired())
            co_return Destination();
        const Freshness asked = m_freshness;
        const Route route = co_await m_router.route(*address, asked, m_deadline);
        Destination destination = destinationOf(route, *address);
        if (destination.isKnown || asked != Freshness::Writer)
            co_return destination;
        m_freshness = Freshness::Recent;
        const Route again = co_await m_router.route(*address, m_freshness, m_deadline);
        destination = destinationOf(again, *address);
        co_return destination;
    }

    Router &m_router;
    const Deadline m_deadline{patience};
    Freshness m_freshness = Freshness::Writer;
};

QString reasonFor(const QueueTarget &target)
{
    switch (target.state) {
    case EntryState::Waiting:
        return QStringLiteral("it has left the queue, or its state has changed meanwhile");
    case EntryState::Held:
        return QStringLiteral("it is held: release it");
    case EntryState::Quarantined:
        return QStringLiteral("it is quarantined: release it with \"quarantined\"");
    }
    Q_UNREACHABLE();
}

/// What came of one batch.
void countIn(QueueTally &tally, const QList<QueueMove> &moves, const QList<QueueTarget> &done,
    const QHash<QByteArray, Destination> &destinations, bool isQuery)
{
    const QSet<qint64> rows = rowsOf(done);
    for (const QueueMove &move : moves) {
        const QueueTarget &target = move.target;
        const bool isBeingTried = target.isTried && target.state == EntryState::Waiting; // by a fresh route
        if (rows.contains(target.row) || isBeingTried) {
            tally.done(1);
            tally.moved(!isBeingTried && move.lane != target.lane ? 1 : 0);
            tally.unknown(destinations.value(target.address).isKnown ? 0 : 1);
        } else if (!isQuery) {
            tally.fail(target, reasonFor(target));
        }
    }
}

} // namespace

Task<Result<QJsonObject>> LocalOperations::queueReroute(Arguments arguments)
{
    const Result<QueueScope> scope = readScope(arguments);
    if (!scope)
        co_return fail(scope.error());
    QueueTally tally(m_ports.cluster.self().text);
    QueueBatches batches(m_ports.queue, *scope);
    Destinations destinations(m_ports.router);
    for (;;) {
        const Result<QList<QueueTarget>> batch = co_await batches.next();
        if (!batch)
            co_return fail(afterSome(batch.error(), tally.recipients()));
        if (const Result<> there = batches.isThere(); !there)
            co_return fail(there.error());
        if (batch->isEmpty())
            break;
        const QHash<QByteArray, Destination> found = co_await destinations.of(*batch);
        QList<QueueMove> moves;
        for (const QueueTarget &target : *batch) {
            const Destination destination = found.value(target.address);
            moves.append(
                {target, destination.lane.isEmpty() ? target.lane : destination.lane, destination.storage});
        }
        const Result<QList<QueueTarget>> done = co_await m_ports.queue.moveTo(moves);
        if (!done)
            co_return fail(afterSome(done.error(), tally.recipients()));
        countIn(tally, moves, *done, found, batches.isQuery());
    }
    tally.missing(batches.missing());
    co_return tally.rerouteAnswer();
}

} // namespace homeport
