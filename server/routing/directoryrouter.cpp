// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An address, the directory's record and the cluster table make a route.
#include "server/routing/directoryrouter.h"

#include "shared/base/log.h"

#include <QSet>

namespace homeport {

namespace {

Q_LOGGING_CATEGORY(lcRouting, "homeport.routing")

/// What was found on the way, in words; nobody listens unless explain() asked.
using Notes = std::shared_ptr<QStringList>;

void note(const Notes &notes, const QString &text)
{
    if (notes)
        notes->append(text);
}

QString shown(const QByteArray &text) { return escapedForLog(text); }

Error later(const QString &log)
{
    return Error::temporary(
        "cannot tell where this address lives, try again later", log, "4.4.4"); // unable to route
}

/// The record; an absence is believed only of the directory writer, asked now (design.md §4 law 4).
Task<Lookup<Record>> sureRecord(RoutingPorts ports, Address address, Freshness freshness, Deadline deadline)
{
    Lookup<Record> found = co_await ports.directory.find(address, freshness, deadline);
    if (!std::holds_alternative<Absent>(found) || freshness == Freshness::Writer)
        co_return found;
    Lookup<Record> sure = co_await ports.directory.find(address, Freshness::Writer, deadline);
    co_return sure;
}

Task<Lookup<QByteArray>> sureDomain(
    RoutingPorts ports, QByteArray domain, Freshness freshness, Deadline deadline)
{
    Lookup<QByteArray> found = co_await ports.directory.findDomain(domain, freshness, deadline);
    if (!std::holds_alternative<Absent>(found) || freshness == Freshness::Writer)
        co_return found;
    Lookup<QByteArray> sure = co_await ports.directory.findDomain(domain, Freshness::Writer, deadline);
    co_return sure;
}

Route routeOfAccount(const RoutingPorts &ports, const AccountRecord &account, const Notes &notes)
{
    const TablePointer table = ports.cluster.table();
    if (!table)
        return UnknownRoute{later(QStringLiteral("this member has no cluster table yet"))};
    auto place = placeOf(account, *table);
    if (!place) {
        note(notes, place.error().forLog);
        return UnknownRoute{place.error()};
    }
    note(notes,
        QStringLiteral("account %1, host server %2, storage %3 (%4)")
            .arg(account.id.text(), account.hostServer.text, place->storage.text(),
                account.storage ? QStringLiteral("named by the record")
                                : QStringLiteral("the host server's default")));
    note(notes,
        QStringLiteral("the cluster table gives this storage to %1, epoch %2")
            .arg(place->owner.text)
            .arg(place->epoch));
    if (place->owner != account.hostServer) {
        note(notes, QStringLiteral("the record's host server differs from the owner; the table decides"));
        qCDebug(lcRouting) << Event("host.differs")
                                  .with("address", account.address.text())
                                  .with("hostServer", account.hostServer)
                                  .with("owner", place->owner);
    }
    if (place->owner == ports.cluster.self())
        return HereRoute{std::move(*place)};
    note(notes,
        ports.cluster.isUp(place->owner) ? QStringLiteral("%1 is up").arg(place->owner.text)
                                         : QStringLiteral("%1 is down").arg(place->owner.text));
    return MemberRoute{std::move(*place)};
}

/// Is mail for the domain ours? Member names are: an address there belongs to that member's own accounts.
Task<Lookup<QByteArray>> ownDomain(
    RoutingPorts ports, QByteArray domain, Freshness freshness, Deadline deadline, Notes notes)
{
    const TablePointer table = ports.cluster.table();
    if (table && table->member(MemberName(QString::fromUtf8(domain)))) {
        note(notes, QStringLiteral("%1 is a member's name").arg(shown(domain)));
        co_return domain;
    }
    Lookup<QByteArray> found = co_await sureDomain(ports, domain, freshness, deadline);
    if (std::holds_alternative<QByteArray>(found))
        note(notes, QStringLiteral("%1 is a shared domain").arg(shown(domain)));
    else if (std::holds_alternative<Absent>(found))
        note(notes, QStringLiteral("%1 is not a domain of this cluster").arg(shown(domain)));
    co_return found;
}

Task<Route> decide(RoutingPorts ports, Address asked, Freshness freshness, Deadline deadline, Notes notes)
{
    Address address = asked.normalised();
    if (address.domain.isEmpty() && address.local == "postmaster") // RFC 5321 4.5.1
        address.domain = ports.postmasterDomain;
    if (address.isLiteral() || address.domain.isEmpty()) {
        note(notes, QStringLiteral("%1 is not a domain of this cluster").arg(shown(address.domain)));
        co_return RemoteRoute{address.domain};
    }
    const Lookup<QByteArray> domain = co_await ownDomain(ports, address.domain, freshness, deadline, notes);
    if (const auto *why = std::get_if<Unknown>(&domain)) {
        note(notes, QStringLiteral("the directory cannot be asked: ") + why->why.forLog);
        co_return UnknownRoute{why->why};
    }
    if (std::holds_alternative<Absent>(domain))
        co_return RemoteRoute{address.domain};
    const Lookup<Record> record = co_await sureRecord(ports, address, freshness, deadline);
    if (const auto *why = std::get_if<Unknown>(&record)) {
        note(notes, QStringLiteral("the directory cannot be asked: ") + why->why.forLog);
        co_return UnknownRoute{why->why};
    }
    if (std::holds_alternative<Absent>(record)) {
        note(notes, QStringLiteral("the directory writer has no %1").arg(shown(address.text())));
        co_return NoSuchAccountRoute{};
    }
    const Record &found = std::get<Record>(record);
    if (const auto *redirect = std::get_if<RedirectRecord>(&found)) {
        QStringList targets;
        for (const Address &target : redirect->targets)
            targets.append(shown(target.text()));
        note(notes,
            QStringLiteral("%1 is redirected to %2")
                .arg(shown(address.text()), targets.join(QStringLiteral(", "))));
        co_return ForwardRoute{redirect->targets};
    }
    Route route = routeOfAccount(ports, std::get<AccountRecord>(found), notes);
    co_return route;
}

/// A resolution under way: what is still to be routed, and what was.
struct Expansion
{
    struct Step
    {
        Address address;
        int depth = 0;
    };
    Resolution result;
    QList<Step> open;
    QSet<Address> visited;
    QSet<AccountId> accounts;
    QSet<Address> others;

    void fail(const Error &why)
    {
        if (!result.unknown)
            result.unknown = why;
    }
    void addPlace(const AccountPlace &place)
    {
        if (accounts.contains(place.account.id))
            return;
        accounts.insert(place.account.id);
        result.accounts.append(place);
    }
    void add(const Step &step, const QList<Address> &targets)
    {
        for (const Address &target : targets) {
            if (step.depth + 1 > DirectoryRouter::depthLimit
                || visited.size() >= DirectoryRouter::targetLimit) {
                fail(later(
                    QStringLiteral("the redirection of %1 is more than %2 deep or has more than %3 targets")
                        .arg(shown(step.address.text()))
                        .arg(DirectoryRouter::depthLimit)
                        .arg(DirectoryRouter::targetLimit)));
                return;
            }
            const Address name = target.normalised();
            if (visited.contains(name))
                continue; // a loop, or the same target by another way
            visited.insert(name);
            open.append({target, step.depth + 1});
        }
    }
};

struct ExpandRoute
{
    Expansion &expansion;
    const Expansion::Step &step;

    void operator()(const HereRoute &route) const { expansion.addPlace(route.place); }
    void operator()(const MemberRoute &route) const { expansion.addPlace(route.place); }
    void operator()(const ForwardRoute &route) const { expansion.add(step, route.targets); }
    void operator()(const NoSuchAccountRoute &) const { expansion.result.missing.append(step.address); }
    void operator()(const RemoteRoute &) const
    {
        if (expansion.others.contains(step.address))
            return;
        expansion.others.insert(step.address);
        expansion.result.remote.append(step.address);
    }
    void operator()(const UnknownRoute &route) const { expansion.fail(route.why); }
};

Task<Resolution> expand(
    RoutingPorts ports, Address address, Freshness freshness, Deadline deadline, Notes notes)
{
    Expansion expansion;
    expansion.open.append({address, 0});
    expansion.visited.insert(address.normalised());
    while (!expansion.open.isEmpty()) {
        const Expansion::Step step = expansion.open.takeFirst();
        const Route route = co_await decide(ports, step.address, freshness, deadline, notes);
        std::visit(ExpandRoute{expansion, step}, route);
    }
    co_return std::move(expansion.result);
}

} // namespace

Result<AccountPlace> placeOf(const AccountRecord &account, const ClusterTable &table)
{
    const Storage *storage =
        account.storage ? table.storage(*account.storage) : table.defaultStorageOf(account.hostServer);
    if (storage)
        return AccountPlace{account, storage->id, storage->epoch, storage->owner};
    const QString who = shown(account.address.text());
    if (account.storage)
        return fail(later(QStringLiteral("%1: its storage %2 is not in the cluster table")
                              .arg(who, account.storage->text())));
    if (!table.member(account.hostServer))
        return fail(later(
            QStringLiteral("%1: its host server %2 is not a member").arg(who, account.hostServer.text)));
    return fail(later(
        QStringLiteral("%1: its host server %2 has no default storage").arg(who, account.hostServer.text)));
}

Task<Route> DirectoryRouter::route(Address address, Freshness freshness, Deadline deadline)
{
    const RoutingPorts ports = m_ports;
    Route route = co_await decide(ports, address, freshness, deadline, nullptr);
    if (const auto *unknown = std::get_if<UnknownRoute>(&route))
        qCInfo(lcRouting) << Event("route.unknown").with("address", address.text()).why(unknown->why);
    co_return route;
}

Task<Resolution> DirectoryRouter::resolve(Address address, Freshness freshness, Deadline deadline)
{
    const RoutingPorts ports = m_ports;
    Resolution resolution = co_await expand(ports, address, freshness, deadline, nullptr);
    if (resolution.unknown)
        qCInfo(lcRouting) << Event("route.unknown").with("address", address.text()).why(*resolution.unknown);
    co_return resolution;
}

Task<QStringList> DirectoryRouter::explain(Address address, Deadline deadline)
{
    const RoutingPorts ports = m_ports;
    const auto notes = std::make_shared<QStringList>();
    const Resolution resolution = co_await expand(ports, address, Freshness::Recent, deadline, notes);
    for (const AccountPlace &place : resolution.accounts)
        notes->append(QStringLiteral("delivered to %1 at %2")
                          .arg(shown(place.account.address.text()), place.owner.text));
    for (const Address &remote : resolution.remote)
        notes->append(QStringLiteral("sent on to %1").arg(shown(remote.text())));
    for (const Address &missing : resolution.missing)
        notes->append(QStringLiteral("no such account: %1").arg(shown(missing.text())));
    if (resolution.unknown)
        notes->append(QStringLiteral("unknown for now: ") + resolution.unknown->forLog);
    if (resolution.isNobody() && resolution.missing.isEmpty())
        notes->append(QStringLiteral("the redirection leads to nobody"));
    co_return *notes;
}

} // namespace homeport
