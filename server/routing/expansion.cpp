// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Redirections followed to their ends, and the explanation of it.
#include "server/routing/routedecision.h"
#include "shared/base/log.h"

#include <QSet>

namespace homeport {

namespace {

Q_LOGGING_CATEGORY(lcRouting, "homeport.routing")

QString shown(const QByteArray &text) { return escapedForLog(text); }

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
                fail(unroutable(
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
    RoutingPorts ports, Address address, Freshness freshness, Deadline deadline, RouteNotes notes)
{
    Expansion expansion;
    expansion.open.append({address, 0});
    expansion.visited.insert(address.normalised());
    while (!expansion.open.isEmpty()) {
        const Expansion::Step step = expansion.open.takeFirst();
        const Route route = co_await decideRoute(ports, step.address, freshness, deadline, notes);
        std::visit(ExpandRoute{expansion, step}, route);
    }
    co_return std::move(expansion.result);
}

/// What a sender hears at RCPT (server/delivery), and what becomes of the message.
QString mailText(const Route &first, const Resolution &resolution, const ClusterView &cluster)
{
    if (std::holds_alternative<UnknownRoute>(first) || resolution.unknown)
        return QStringLiteral("451 4.4.3 recipient cannot be checked now, try again later");
    if (std::holds_alternative<RemoteRoute>(first))
        return QStringLiteral("550 5.7.1 relaying denied; from own users: handed to the relay");
    if (resolution.isNobody())
        return QStringLiteral("550 5.1.1 no such account");
    QStringList waiting;
    for (const AccountPlace &place : resolution.accounts) {
        if (!cluster.isServed(place.storage) && !waiting.contains(place.owner.text))
            waiting.append(place.owner.text);
    }
    if (waiting.isEmpty())
        return QStringLiteral("250 2.1.5 accepted, delivered at once");
    return QStringLiteral("250 2.1.5 accepted, waits in the queue for %1")
        .arg(waiting.join(QStringLiteral(", ")));
}

/// What a client hears that logs in with the right password (server/auth).
QString loginText(const Resolution &resolution, const ClusterView &cluster)
{
    if (resolution.unknown)
        return QStringLiteral("NO [UNAVAILABLE] try again later");
    const bool isOne =
        resolution.accounts.size() == 1 && resolution.remote.isEmpty() && resolution.missing.isEmpty();
    if (!isOne || !resolution.accounts.first().account.enabled)
        return QStringLiteral("NO [AUTHENTICATIONFAILED] as with a wrong password: %1")
            .arg(isOne ? QStringLiteral("the account is switched off")
                       : QStringLiteral("the name does not lead to exactly one account"));
    const AccountPlace &place = resolution.accounts.first();
    if (!cluster.isServed(place.storage))
        return QStringLiteral("NO [UNAVAILABLE] %1 does not serve the storage now").arg(place.owner.text);
    return QStringLiteral("OK, served by %1").arg(place.owner.text);
}

void noteEnds(QList<RouteStep> &steps, const Resolution &resolution)
{
    const auto add = [&steps](const QString &text) {
        steps.append({QStringLiteral("address"), text, std::nullopt});
    };
    for (const AccountPlace &place : resolution.accounts)
        add(QStringLiteral("%1 at %2").arg(shown(place.account.address.text()), place.owner.text));
    for (const Address &remote : resolution.remote)
        add(QStringLiteral("%1, at another site").arg(shown(remote.text())));
    for (const Address &missing : resolution.missing)
        add(QStringLiteral("%1: no such account").arg(shown(missing.text())));
    if (resolution.unknown)
        add(QStringLiteral("unknown for now: ") + resolution.unknown->forLog);
    if (resolution.isNobody() && resolution.missing.isEmpty())
        add(QStringLiteral("nobody"));
}

} // namespace

Task<Resolution> DirectoryRouter::resolve(Address address, Freshness freshness, Deadline deadline)
{
    const RoutingPorts ports = m_ports;
    Resolution resolution = co_await expand(ports, address, freshness, deadline, nullptr);
    if (resolution.unknown)
        qCInfo(lcRouting) << Event("route.unknown").with("address", address.text()).why(*resolution.unknown);
    co_return resolution;
}

Task<RouteExplanation> DirectoryRouter::explain(Address address, Deadline deadline)
{
    const RoutingPorts ports = m_ports;
    const auto notes = std::make_shared<QList<RouteStep>>();
    const Resolution resolution = co_await expand(ports, address, Freshness::Recent, deadline, notes);
    const Route first = co_await decideRoute(ports, address, Freshness::AnyAge, deadline, nullptr);
    RouteExplanation explanation{
        *notes, mailText(first, resolution, ports.cluster), loginText(resolution, ports.cluster)};
    noteEnds(explanation.steps, resolution);
    co_return explanation;
}

} // namespace homeport
