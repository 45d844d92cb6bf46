// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Questions about the sessions of one member.
#include "server/admin/localoperations.h"

#include "server/admin/adminerror.h"
#include "server/admin/sessionarguments.h"
#include "server/ports/sessions.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

Error noSessions(const MemberName &self)
{
    return adminError(adminword::unavailable, QStringLiteral("%1 serves no clients now").arg(self.text));
}

QJsonArray carriedToJson(const SessionsEnded &done)
{
    QJsonArray out;
    for (auto it = done.carried.cbegin(); it != done.carried.cend(); ++it)
        out.append(QJsonObject{
            {QStringLiteral("member"), it.key().text}, {QStringLiteral("ids"), idsToJson(it.value())}});
    return out;
}

} // namespace

SessionQuery readSessionQuery(Arguments &arguments, SessionAsker asker)
{
    SessionQuery query;
    const QString service = arguments.optionalText("service");
    if (!service.isEmpty()) {
        const Result<SessionService> known = sessionServiceFromText(service);
        if (known)
            query.service = *known;
        else
            arguments.fault("service",
                QStringLiteral("\"%1\" is no service: expected imap, pop3, smtp or submission").arg(service));
    }
    query.text = arguments.optionalText("text");
    query.limit = arguments.count("limit", 1, asker == SessionAsker::Keeper ? 1001 : 1000, 500);
    const QString after = arguments.optionalText("after");
    if (!after.isEmpty()) {
        const Result<SessionRow> place = placeOfCursor(after);
        if (place)
            query.after = *place;
        else
            arguments.fault("after", QStringLiteral("\"%1\" is no \"next\" of session.list").arg(after));
    }
    return query;
}

Task<Result<QJsonObject>> LocalOperations::sessionList(Arguments arguments)
{
    const SessionQuery query = readSessionQuery(arguments, SessionAsker::Keeper);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!m_ports.sessions)
        co_return fail(noSessions(m_ports.cluster.self()));
    const SessionPage page = co_await m_ports.sessions->list(query);
    co_return QJsonObject{
        {QStringLiteral("sessions"), listToJson(page.rows)}, {QStringLiteral("total"), page.total}};
}

Task<Result<QJsonObject>> LocalOperations::sessionEnd(Arguments arguments)
{
    SessionChoice choice;
    if (arguments.has("ids")) {
        SessionIds ids;
        const QStringList texts = arguments.texts("ids");
        for (const QString &text : texts) {
            const auto id = SessionId::fromHex(text.toLatin1());
            if (!id)
                arguments.fault("ids", QStringLiteral("\"%1\" is no id: expected 32 hex digits").arg(text));
            ids.append(id.value_or(SessionId{}));
        }
        choice = ids;
    } else if (arguments.has("account")) {
        choice = SessionsOfAccount{QString::fromUtf8(arguments.address("account").text())};
    } else {
        if (!arguments.flag("all"))
            arguments.fault("all", QStringLiteral("expected true, or \"ids\" or \"account\""));
        choice = AllSessions{};
    }
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!m_ports.sessions)
        co_return fail(noSessions(m_ports.cluster.self()));
    const SessionsEnded done = co_await m_ports.sessions->end(choice);
    co_return QJsonObject{
        {QStringLiteral("sessions"), done.ended}, {QStringLiteral("carried"), carriedToJson(done)}};
}

} // namespace homeport
