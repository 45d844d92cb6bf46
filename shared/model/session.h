// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions of clients as administrators see them: rows, their order, and where a listing goes on.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

namespace homeport {

enum class SessionService { Imap, Pop3, Smtp, Submission };
inline constexpr int sessionServices = 4;

/// Frontend: the client's connection ends there. Home: the account is served there. Who connects to the home
/// of his account has one session there, as home.
enum class SessionRole { Frontend, Home };

/// A session that is carried is one row at each of its two members, with one id.
struct SessionRow
{
    SessionId id;
    MemberName member;
    SessionService service = SessionService::Imap;
    QString account; ///< empty: nobody has logged in
    QString login; ///< as the client gave it; may be an alias
    QString client; ///< "192.0.2.1:5555", "[2001:db8::1]:5555"
    QDateTime since;
    SessionRole role = SessionRole::Frontend;
    MemberName peer; ///< the member at the other end of the tunnel; empty: none
    bool tls = false; ///< between the client and the cluster
    bool operator==(const SessionRow &) const = default;
};

/// A part of a listing, newest first, and how many there are in all.
struct SessionPage
{
    QList<SessionRow> rows;
    qint64 total = 0;
};

QString toText(SessionService service);
Result<SessionService> sessionServiceFromText(const QString &text);
QJsonObject toJson(const SessionRow &row);
Result<SessionRow> sessionRowFromJson(const QJsonObject &json);

/// The order of listings: newest first, then by member and id.
bool isBefore(const SessionRow &a, const SessionRow &b);
/// Where a listing goes on behind `row`.
QString cursorBehind(const SessionRow &row);
/// Only its time, member and id; Syntax when it is no cursor.
Result<SessionRow> placeOfCursor(const QString &cursor);
/// The first `limit` rows of all parts together.
SessionPage mergePages(const QList<SessionPage> &parts, qsizetype limit);

} // namespace homeport
