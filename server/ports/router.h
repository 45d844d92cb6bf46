// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The one decision about a name: where it lives.
#pragma once

#include "server/ports/directory.h"

namespace homeport {

/// Where an account is served, by the table in force.
struct AccountPlace
{
    AccountRecord account;
    StorageId storage;
    quint64 epoch = 0;
    MemberName owner;
};

struct HereRoute
{ ///< this member owns the storage (whether it serves it now is the storage's affair)
    AccountPlace place;
};
struct MemberRoute
{ ///< another member does
    AccountPlace place;
};
struct ForwardRoute
{ ///< to be routed again, each target once (visited set in the router)
    QList<Address> targets;
};
struct NoSuchAccountRoute
{
};
struct RemoteRoute
{ ///< not one of our domains
    QByteArray domain;
};
struct UnknownRoute
{
    Error why;
};
/// Address at a member name (`user@back1.example.net`): accounts of that member only.
using Route =
    std::variant<HereRoute, MemberRoute, ForwardRoute, NoSuchAccountRoute, RemoteRoute, UnknownRoute>;

/// An address after alias and group expansion.
struct Resolution
{
    QList<AccountPlace> accounts; ///< each once
    QList<Address> remote; ///< targets outside our domains, each once
    QList<Address> missing; ///< targets that do not exist (told in a notification, not at RCPT)
    std::optional<Error> unknown; ///< some part could not be resolved for now
    bool isNobody() const { return accounts.isEmpty() && remote.isEmpty() && !unknown; }
};

/// One step of an explanation.
struct RouteStep
{
    QString step; ///< "domain", "alias", "record", "storage", "owner", "address"
    QString text;
    std::optional<AnswerSource> source; ///< of what the directory said
};

/// How a name is routed by this member now, and what clients would be told.
struct RouteExplanation
{
    QList<RouteStep> steps;
    QString mail; ///< what a sender is told at RCPT, and what becomes of the message
    QString login; ///< what a client is told that logs in under this name with the right password
};

/// Runs on the worker that asks.
class Router
{
public:
    virtual ~Router() = default;
    virtual Task<Route> route(Address address, Freshness freshness, Deadline deadline) = 0;
    /// Follows redirections (at most 1,000 targets, 10 deep, loops cut).
    virtual Task<Resolution> resolve(Address address, Freshness freshness, Deadline deadline) = 0;
    /// For `homeportctl route`.
    virtual Task<RouteExplanation> explain(Address address, Deadline deadline) = 0;
};

} // namespace homeport
