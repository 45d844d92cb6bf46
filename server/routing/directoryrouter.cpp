// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An address, the directory's record and the cluster table make a route.
#include "server/routing/directoryrouter.h"

#include "server/routing/routedecision.h"
#include "shared/base/log.h"

namespace homeport {

namespace {

Q_LOGGING_CATEGORY(lcRouting, "homeport.routing")

using Notes = RouteNotes;
using Source = std::shared_ptr<AnswerSource>;

void note(const Notes &notes, const char *step, const QString &text, const Source &source = nullptr)
{
    if (notes)
        notes->append(
            {QString::fromLatin1(step), text, source ? std::optional<AnswerSource>(*source) : std::nullopt});
}

QString shown(const QByteArray &text) { return escapedForLog(text); }

Error later(const QString &log) { return unroutable(log); }

/// The record; an absence is believed only of the directory writer, asked now (design.md §4 law 4).
Task<Lookup<Record>> sureRecord(
    RoutingPorts ports, Address address, Freshness freshness, Deadline deadline, Source source)
{
    Lookup<Record> found = co_await ports.directory.findExplained(address, freshness, deadline, source);
    if (!std::holds_alternative<Absent>(found) || freshness == Freshness::Writer)
        co_return found;
    Lookup<Record> sure =
        co_await ports.directory.findExplained(address, Freshness::Writer, deadline, source);
    co_return sure;
}

Task<Lookup<QByteArray>> sureDomain(
    RoutingPorts ports, QByteArray domain, Freshness freshness, Deadline deadline, Source source)
{
    Lookup<QByteArray> found =
        co_await ports.directory.findDomainExplained(domain, freshness, deadline, source);
    if (!std::holds_alternative<Absent>(found) || freshness == Freshness::Writer)
        co_return found;
    Lookup<QByteArray> sure =
        co_await ports.directory.findDomainExplained(domain, Freshness::Writer, deadline, source);
    co_return sure;
}

void noteAccount(const Notes &notes, const AccountRecord &account, const Source &source)
{
    QString text =
        QStringLiteral("account %1, host server %2").arg(account.id.text(), account.hostServer.text);
    if (!account.oldHostServer.isEmpty())
        text += QStringLiteral(" (before: %1)").arg(account.oldHostServer.text);
    if (!account.enabled)
        text += QStringLiteral(", switched off");
    note(notes, "record", text, source);
}

void noteOwner(const Notes &notes, const RoutingPorts &ports, const AccountPlace &place, const Storage *row)
{
    const bool isSelf = place.owner == ports.cluster.self();
    QString text = place.owner.text;
    if (isSelf)
        text += QStringLiteral(" (this member)");
    else
        text += ports.cluster.isUp(place.owner) ? QStringLiteral(", up") : QStringLiteral(", down");
    text += QStringLiteral(", epoch %1 in the cluster table").arg(place.epoch);
    if (row && row->home != row->owner)
        text += QStringLiteral(", standing in for %1").arg(row->home.text);
    if (row && row->state == StorageState::Detached)
        text += QStringLiteral("; detached: nobody serves it");
    else if (!ports.cluster.isServed(place.storage))
        text += QStringLiteral("; the owner does not serve it now");
    note(notes, "owner", text);
    if (place.owner != place.account.hostServer)
        note(notes, "owner",
            QStringLiteral("the record's host server differs from the owner; the table decides"));
}

Route routeOfAccount(
    const RoutingPorts &ports, const AccountRecord &account, const Notes &notes, const Source &source)
{
    noteAccount(notes, account, source);
    const TablePointer table = ports.cluster.table();
    if (!table)
        return UnknownRoute{later(QStringLiteral("this member has no cluster table yet"))};
    auto place = placeOf(account, *table);
    if (!place) {
        note(notes, "storage", place.error().forLog);
        return UnknownRoute{place.error()};
    }
    const Storage *const row = table->storage(place->storage);
    note(notes, "storage",
        QStringLiteral("%1 (%2), %3")
            .arg(row ? row->name : QString(), place->storage.text(),
                account.storage ? QStringLiteral("named by the record")
                                : QStringLiteral("the host server's default")));
    noteOwner(notes, ports, *place, row);
    if (place->owner != account.hostServer)
        qCDebug(lcRouting) << Event("host.differs")
                                  .with("address", account.address.text())
                                  .with("hostServer", account.hostServer)
                                  .with("owner", place->owner);
    if (place->owner == ports.cluster.self())
        return HereRoute{std::move(*place)};
    return MemberRoute{std::move(*place)};
}

/// Is mail for the domain ours? Member names are: an address there belongs to that member's own accounts.
Task<Lookup<QByteArray>> ownDomain(
    RoutingPorts ports, QByteArray domain, Freshness freshness, Deadline deadline, Notes notes)
{
    const TablePointer table = ports.cluster.table();
    if (table && table->member(MemberName(QString::fromUtf8(domain)))) {
        note(notes, "domain", QStringLiteral("%1 is a member's name").arg(shown(domain)));
        co_return domain;
    }
    const Source source = std::make_shared<AnswerSource>();
    Lookup<QByteArray> found = co_await sureDomain(ports, domain, freshness, deadline, source);
    if (std::holds_alternative<QByteArray>(found))
        note(notes, "domain", QStringLiteral("%1 is a shared domain").arg(shown(domain)), source);
    else if (std::holds_alternative<Absent>(found))
        note(
            notes, "domain", QStringLiteral("%1 is not a domain of this cluster").arg(shown(domain)), source);
    else
        note(notes, "domain",
            QStringLiteral("%1: the directory cannot be asked: %2")
                .arg(shown(domain), std::get<Unknown>(found).why.forLog),
            source);
    co_return found;
}

void noteRedirect(
    const Notes &notes, const Address &address, const RedirectRecord &redirect, const Source &source)
{
    QStringList targets;
    for (const Address &target : redirect.targets)
        targets.append(shown(target.text()));
    note(notes, "alias",
        QStringLiteral("%1 leads to %2").arg(shown(address.text()), targets.join(QStringLiteral(", "))),
        source);
}

} // namespace

Error unroutable(const QString &log)
{
    return Error::temporary(
        "cannot tell where this address lives, try again later", log, "4.4.4"); // unable to route
}

Task<Route> decideRoute(
    RoutingPorts ports, Address asked, Freshness freshness, Deadline deadline, Notes notes)
{
    Address address = asked.normalised();
    if (address.domain.isEmpty() && address.local == "postmaster") // RFC 5321 4.5.1
        address.domain = ports.postmasterDomain;
    if (address.isLiteral() || address.domain.isEmpty()) {
        note(
            notes, "domain", QStringLiteral("%1 is not a domain of this cluster").arg(shown(address.domain)));
        co_return RemoteRoute{address.domain};
    }
    const Lookup<QByteArray> domain = co_await ownDomain(ports, address.domain, freshness, deadline, notes);
    if (const auto *why = std::get_if<Unknown>(&domain))
        co_return UnknownRoute{why->why};
    if (std::holds_alternative<Absent>(domain))
        co_return RemoteRoute{address.domain};
    const Source source = std::make_shared<AnswerSource>();
    const Lookup<Record> record = co_await sureRecord(ports, address, freshness, deadline, source);
    if (const auto *why = std::get_if<Unknown>(&record)) {
        note(notes, "record",
            QStringLiteral("%1: the directory cannot be asked: %2")
                .arg(shown(address.text()), why->why.forLog),
            source);
        co_return UnknownRoute{why->why};
    }
    if (std::holds_alternative<Absent>(record)) {
        note(notes, "record", QStringLiteral("the directory writer has no %1").arg(shown(address.text())),
            source);
        co_return NoSuchAccountRoute{};
    }
    const Record &found = std::get<Record>(record);
    if (const auto *redirect = std::get_if<RedirectRecord>(&found)) {
        noteRedirect(notes, address, *redirect, source);
        co_return ForwardRoute{redirect->targets};
    }
    Route route = routeOfAccount(ports, std::get<AccountRecord>(found), notes, source);
    co_return route;
}

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
    Route route = co_await decideRoute(ports, address, freshness, deadline, nullptr);
    if (const auto *unknown = std::get_if<UnknownRoute>(&route))
        qCInfo(lcRouting) << Event("route.unknown").with("address", address.text()).why(unknown->why);
    co_return route;
}

} // namespace homeport
