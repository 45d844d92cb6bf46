// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where mail and logins of an address go, as each member sees it, and in what members differ.
#pragma once

#include "shared/base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace homeport {

struct RouteStepRow
{
    QString step; ///< "domain", "alias", "record", "storage", "owner", "address"
    QString text;
    QString from; ///< who said so: a directory server, or "remembered for 4 s"; empty: the member itself
    bool operator==(const RouteStepRow &) const = default;
};

struct RouteOfMember
{
    QString member;
    QString error; ///< why it did not answer
    QList<RouteStepRow> steps;
    QString mail; ///< what a sender is told
    QString login; ///< what a client is told
    bool operator==(const RouteOfMember &) const = default;
};

struct RouteView
{
    QString address;
    QList<RouteOfMember> routes;
    bool operator==(const RouteView &) const = default;
};

Result<RouteView> routeViewFromJson(const QJsonObject &json);

struct RouteDifferences
{
    QString summary; ///< one sentence: they agree, or who does not
    bool isAgreed = true;
    /// By member: in what it differs from most of the others, a line each.
    QMap<QString, QStringList> lines;
};

/// Who said something, and how long ago, makes no difference.
RouteDifferences differencesOf(const RouteView &view);
/// The step in words: "Look-up of the domain".
QString stepTitle(const QString &step);

} // namespace homeport
