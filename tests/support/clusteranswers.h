// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Answers of the admin API about a small cluster, for tests of the console.
#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace homeport::answers {

using namespace Qt::StringLiterals;

inline QString hashOf(int number) { return QString::number(number).rightJustified(64, u'0'); }
inline QJsonObject revision(int number) { return {{u"number"_s, number}, {u"hash"_s, hashOf(number)}}; }

/// What a member says of itself, as status shows it; `observed` and the rest are for the caller to change.
inline QJsonObject member(const QString &name, const QStringList &rights, int table = 41)
{
    return {{u"name"_s, name}, {u"reachable"_s, true}, {u"observed"_s, u"up"_s},
        {u"observedSince"_s, u"2026-11-28T10:00:00Z"_s}, {u"reasons"_s, QJsonArray()},
        {u"seenBy"_s, QJsonArray()}, {u"administrativeState"_s, u"ready"_s},
        {u"rights"_s, QJsonArray::fromStringList(rights)}, {u"messagesPerMinute"_s, 12},
        {u"sessionsByService"_s,
            QJsonObject{{u"imap"_s, 30}, {u"pop3"_s, 2}, {u"smtp"_s, 1}, {u"submission"_s, 0}}},
        {u"version"_s, u"0.1.0"_s}, {u"started"_s, u"2026-11-20T08:00:00.000Z"_s},
        {u"table"_s, revision(table)}, {u"peers"_s, QJsonArray()}, {u"storages"_s, QJsonArray()},
        {u"sessions"_s, 33}, {u"queuedMessages"_s, 0}, {u"queuedBytes"_s, u"0"_s},
        {u"oldestQueued"_s, QJsonValue()}, {u"certificateExpires"_s, u"2027-06-01T00:00:00.000Z"_s},
        {u"directory"_s, u"up"_s}, {u"alarms"_s, QJsonArray()}};
}

/// One that does not answer, as front1 sees it too.
inline QJsonObject lostMember(const QString &name, const QStringList &rights)
{
    const QJsonObject seen{{u"member"_s, u"front1.example.net"_s}, {u"state"_s, u"down"_s},
        {u"since"_s, u"2026-11-28T11:48:00.000Z"_s}, {u"lastError"_s, u"connection refused"_s}};
    return {{u"name"_s, name}, {u"reachable"_s, false}, {u"error"_s, u"connection refused"_s},
        {u"observed"_s, u"down"_s}, {u"observedSince"_s, u"2026-11-28T11:48:00Z"_s},
        {u"reasons"_s, QJsonArray{u"does not answer: connection refused"_s}}, {u"seenBy"_s, QJsonArray{seen}},
        {u"administrativeState"_s, u"ready"_s}, {u"rights"_s, QJsonArray::fromStringList(rights)}};
}

inline QJsonObject storage(const QString &name, const QString &home, bool isServed)
{
    return {{u"id"_s, QString(32, u'a')}, {u"name"_s, name}, {u"home"_s, home}, {u"owner"_s, home},
        {u"state"_s, u"served"_s}, {u"epoch"_s, 1}, {u"served"_s, isServed}, {u"standIn"_s, false}};
}

inline QJsonObject status(const QJsonArray &members, const QJsonArray &storages = {}, int table = 41)
{
    return {{u"health"_s, u"degraded"_s}, {u"problems"_s, QJsonArray{u"back1.example.net does not answer"_s}},
        {u"advice"_s, QJsonArray()}, {u"members"_s, members}, {u"storages"_s, storages},
        {u"table"_s, revision(table)}, {u"answeredBy"_s, u"front1.example.net"_s},
        {u"isWholeCluster"_s, true}, {u"time"_s, u"2026-11-28T12:00:00.000Z"_s}};
}

inline QJsonObject memberRow(
    const QString &name, const QString &address, const QStringList &rights, const QString &adminAddress = {})
{
    return {{u"name"_s, name}, {u"addresses"_s, QJsonArray{address}},
        {u"adminAddresses"_s, adminAddress.isEmpty() ? QJsonArray() : QJsonArray{adminAddress}},
        {u"rights"_s, QJsonArray::fromStringList(rights)}, {u"state"_s, u"ready"_s},
        {u"publicKey"_s, QString::fromLatin1(QByteArray(32, 'k').toBase64())}};
}

inline QJsonObject table(const QJsonArray &rows, int number = 41)
{
    return {{u"revision"_s, revision(number)},
        {u"table"_s, QJsonObject{{u"members"_s, rows}, {u"storages"_s, QJsonArray()}}}};
}

/// front1 (keeper), front2, back1 (keeper).
inline QJsonArray threeRows()
{
    return {memberRow(
                u"front1.example.net"_s, u"192.0.2.11:700"_s, {u"proxy"_s, u"keeper"_s}, u"192.0.2.11:701"_s),
        memberRow(u"front2.example.net"_s, u"192.0.2.12:700"_s, {u"proxy"_s}),
        memberRow(u"back1.example.net"_s, u"192.0.2.21:700"_s, {u"proxy"_s, u"store"_s, u"keeper"_s},
            u"192.0.2.21:701"_s)};
}

} // namespace homeport::answers
