// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// session.list|end.
#include "console/demo/demoverbs.h"

#include "shared/model/jsonreader.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

/// A carried session is listed at both of its members.
QList<SessionRow> allRows(const DemoWorld &world)
{
    QList<SessionRow> rows;
    for (const SessionRow &session : world.sessions) {
        rows.append(session);
        if (session.peer.isEmpty())
            continue;
        SessionRow home = session;
        home.member = session.peer;
        home.peer = session.member;
        home.role = SessionRole::Home;
        rows.append(home);
    }
    return rows;
}

Result<QJsonObject> sessionList(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QString wanted = arguments.optionalText(u"member"_s);
    const QString service = arguments.optionalText(u"service"_s);
    const QString text = arguments.optionalText(u"text"_s);
    const qint64 limit = arguments.count(u"limit"_s, 1, 1000, 500);
    const QString after = arguments.optionalText(u"after"_s);
    std::optional<SessionRow> place;
    if (!after.isEmpty()) {
        const Result<SessionRow> read = placeOfCursor(after);
        if (!read)
            arguments.fault(u"after"_s, u"\"%1\" is no \"next\" of session.list"_s.arg(after));
        else
            place = *read;
    }
    if (!service.isEmpty() && !sessionServiceFromText(service))
        arguments.fault(u"service"_s, u"\"%1\": expected imap, pop3, smtp or submission"_s.arg(service));
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    MemberName member;
    if (!wanted.isEmpty()) {
        const Result<MemberName> named = world.member(u"member"_s, wanted);
        if (!named)
            return fail(named.error());
        member = *named;
    }
    QList<SessionRow> rows = allRows(world);
    rows.removeIf([&](const SessionRow &row) {
        const bool has = text.isEmpty() || row.account.contains(text, Qt::CaseInsensitive)
            || row.login.contains(text, Qt::CaseInsensitive) || row.client.contains(text);
        return !has || (!member.isEmpty() && row.member != member)
            || (!service.isEmpty() && toText(row.service) != service);
    });
    std::sort(rows.begin(), rows.end(), isBefore);
    const qint64 total = rows.size();
    if (place)
        rows.removeIf([&](const SessionRow &row) { return !isBefore(*place, row); });
    const bool isMore = rows.size() > limit;
    rows = rows.mid(0, limit);
    QJsonArray unreachable;
    for (const DemoMachine &machine : std::as_const(world.machines)) {
        if (!machine.isUp)
            unreachable.append(
                QJsonObject{{u"member"_s, machine.name.text}, {u"error"_s, u"connection refused"_s}});
    }
    return QJsonObject{{u"sessions"_s, listToJson(rows)}, {u"total"_s, total},
        {u"next"_s, isMore ? cursorBehind(rows.last()) : QString()}, {u"unreachable"_s, unreachable}};
}

Result<QJsonObject> sessionEnd(DemoWorld &world, DemoCall &call)
{
    DemoArguments &arguments = call.arguments;
    const QString wanted = arguments.optionalText(u"member"_s);
    const bool isAll = arguments.flag(u"all"_s);
    const QString id = arguments.optionalText(u"id"_s);
    const QString account = arguments.has(u"account"_s) ? arguments.address(u"account"_s) : QString();
    if (int(isAll) + int(!id.isEmpty()) + int(!account.isEmpty()) != 1)
        arguments.fault(u"id"_s, u"expected exactly one of \"id\", \"account\" and \"all\": true"_s);
    else if (account.isEmpty() && wanted.isEmpty())
        arguments.fault(u"member"_s, u"missing: expected the member whose session it is"_s);
    if (const Result<> read = arguments.finish(); !read)
        return fail(read.error());
    MemberName member;
    if (!wanted.isEmpty()) {
        const Result<MemberName> named = world.member(u"member"_s, wanted);
        if (!named)
            return fail(named.error());
        member = *named;
    }
    const qsizetype before = world.sessions.size();
    world.forgetSessionsOf([&](const SessionRow &row) {
        const bool isThere = member.isEmpty() || row.member == member || row.peer == member;
        return isThere && (isAll || row.id.text() == id || (!account.isEmpty() && row.account == account));
    });
    const qint64 ended = before - world.sessions.size();
    if (!id.isEmpty() && ended == 0)
        return fail(demoError("not-found", u"id: %1 has no session %2 (any more)"_s.arg(wanted, id)));
    return QJsonObject{{u"sessions"_s, ended}, {u"unreachable"_s, QJsonArray()}};
}

} // namespace

std::span<const DemoVerb> demoSessionVerbs()
{
    using enum AdministratorRole;
    static constexpr auto table = std::to_array<DemoVerb>({
        {"session.list", Viewer, DemoEffect::Shows, sessionList},
        {"session.end", Operator, DemoEffect::Changes, sessionEnd, 100ms},
    });
    return table;
}

} // namespace homeport
