// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Rows of sessions as JSON, and their order.
#include "shared/model/session.h"
#include "shared/model/jsonreader.h"

#include <algorithm>

namespace homeport {

namespace {

constexpr EnumWord<SessionService> serviceWords[] = {
    {SessionService::Imap, "imap"},
    {SessionService::Pop3, "pop3"},
    {SessionService::Smtp, "smtp"},
    {SessionService::Submission, "submission"},
};
constexpr EnumWord<SessionRole> roleWords[] = {
    {SessionRole::Frontend, "frontend"},
    {SessionRole::Home, "home"},
};

} // namespace

QString toText(SessionService service) { return wordOf<SessionService>(serviceWords, service); }

Result<SessionService> sessionServiceFromText(const QString &text)
{
    for (const auto &entry : serviceWords) {
        if (text == QLatin1String(entry.word))
            return entry.value;
    }
    return fail(Error::syntax("not a service: " + text.toUtf8()));
}

QJsonObject toJson(const SessionRow &row)
{
    return {
        {QStringLiteral("id"), row.id.text()},
        {QStringLiteral("member"), row.member.text},
        {QStringLiteral("service"), toText(row.service)},
        {QStringLiteral("account"), row.account},
        {QStringLiteral("login"), row.login},
        {QStringLiteral("client"), row.client},
        {QStringLiteral("since"), timeToJson(row.since)},
        {QStringLiteral("role"), wordOf<SessionRole>(roleWords, row.role)},
        {QStringLiteral("peer"), row.peer.text},
        {QStringLiteral("tls"), row.tls},
    };
}

Result<SessionRow> sessionRowFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    SessionRow row;
    row.id = reader.id<SessionId>("id");
    row.member = reader.memberName("member");
    row.service = reader.choice<SessionService>("service", serviceWords);
    row.account = reader.text("account");
    row.login = reader.text("login");
    row.client = reader.text("client");
    row.since = reader.time("since");
    row.role = reader.choice<SessionRole>("role", roleWords);
    row.peer = reader.memberNameOrEmpty("peer");
    row.tls = reader.boolean("tls");
    return reader.finish(row);
}

bool isBefore(const SessionRow &a, const SessionRow &b)
{
    if (a.since != b.since)
        return a.since > b.since;
    return a.member != b.member ? a.member < b.member : a.id < b.id;
}

QString cursorBehind(const SessionRow &row)
{
    return QStringLiteral("%1 %2 %3").arg(row.since.toMSecsSinceEpoch()).arg(row.member.text, row.id.text());
}

Result<SessionRow> placeOfCursor(const QString &cursor)
{
    const QStringList parts = cursor.split(u' ');
    bool isNumber = false;
    const qint64 since = parts.first().toLongLong(&isNumber);
    const auto id = SessionId::fromHex(parts.last().toLatin1());
    if (parts.size() != 3 || !isNumber || !id)
        return fail(Error::syntax("not a place in a list of sessions"));
    SessionRow place;
    place.since = QDateTime::fromMSecsSinceEpoch(since, Qt::UTC);
    place.member = MemberName(parts[1]);
    place.id = *id;
    return place;
}

SessionPage mergePages(const QList<SessionPage> &parts, qsizetype limit)
{
    SessionPage all;
    for (const SessionPage &part : parts) {
        all.rows += part.rows;
        all.total += part.total;
    }
    std::sort(all.rows.begin(), all.rows.end(), isBefore);
    if (all.rows.size() > limit)
        all.rows.resize(limit);
    return all;
}

} // namespace homeport
