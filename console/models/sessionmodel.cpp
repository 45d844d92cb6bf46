// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking for sessions, their columns, and ending them.
#include "console/models/sessionmodel.h"

#include "console/models/clusterstate.h"
#include "console/models/texts.h"
#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Sessions)
};

QString roleTitle(SessionRole role)
{
    return role == SessionRole::Frontend ? Words::tr("frontend") : Words::tr("home");
}

QList<RowColumn<SessionRow>> sessionColumns()
{
    using Row = SessionRow;
    const auto now = [] { return QDateTime::currentDateTimeUtc(); };
    return {
        {.title = Words::tr("Client"),
            .field = u"client"_s,
            .text = [](const Row &row) { return row.client; }},
        {.title = Words::tr("Account"),
            .field = u"account"_s,
            .text =
                [](const Row &row) {
                    return row.account.isEmpty() ? Words::tr("(not logged in)") : row.account;
                },
            .toolTip =
                [](const Row &row) {
                    return row.login.isEmpty() || row.login == row.account
                        ? QString()
                        : Words::tr("Logged in as %1").arg(row.login);
                },
            .exported = [](const Row &row) { return row.account; }},
        {.title = Words::tr("Service"),
            .field = u"service"_s,
            .text = [](const Row &row) { return serviceTitle(row.service); },
            .exported = [](const Row &row) { return toText(row.service); }},
        {.title = Words::tr("Member"),
            .field = u"member"_s,
            .text = [](const Row &row) { return row.member.text; }},
        {.title = Words::tr("As"),
            .field = u"role"_s,
            .text = [](const Row &row) { return roleTitle(row.role); },
            .toolTip =
                [](const Row &row) {
                    return row.role == SessionRole::Frontend ? Words::tr("The client's connection ends here.")
                                                             : Words::tr("The account is served here.");
                },
            .exported =
                [](const Row &row) { return row.role == SessionRole::Frontend ? u"frontend"_s : u"home"_s; }},
        {.title = Words::tr("Other member"),
            .field = u"peer"_s,
            .text = [](const Row &row) { return row.peer.text; }},
        {.title = Words::tr("Since"),
            .field = u"since"_s,
            .text = [now](const Row &row) { return timeText(row.since, now()); },
            .number = [](const Row &row) { return sortTime(row.since); },
            .toolTip = [](const Row &row) { return fullTimeText(row.since); },
            .exported = [](const Row &row) { return exportTime(row.since); }},
        {.title = Words::tr("TLS"),
            .field = u"tls"_s,
            .text = [](const Row &row) { return row.tls ? Words::tr("yes") : Words::tr("no"); },
            .severity = [](const Row &row) { return row.tls ? Severity::Good : Severity::Notice; },
            .toolTip =
                [](const Row &row) {
                    return row.tls ? QString()
                                   : Words::tr("The client's connection to the cluster is not encrypted.");
                },
            .exported = [](const Row &row) { return row.tls ? u"true"_s : u"false"_s; }},
    };
}

} // namespace

QString serviceTitle(SessionService service)
{
    switch (service) {
    case SessionService::Imap:
        return u"IMAP"_s;
    case SessionService::Pop3:
        return u"POP3"_s;
    case SessionService::Smtp:
        return u"SMTP"_s;
    case SessionService::Submission:
        return Words::tr("Submission");
    }
    Q_UNREACHABLE();
}

QString sessionKey(const SessionRow &session) { return session.member.text + u' ' + session.id.text(); }

QJsonObject SessionSearch::toJson() const
{
    QJsonObject json;
    if (!text.isEmpty())
        json.insert(u"text"_s, text);
    if (!member.isEmpty())
        json.insert(u"member"_s, member);
    if (!service.isEmpty())
        json.insert(u"service"_s, service);
    return json;
}

Result<SessionList> sessionListFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    SessionList list;
    list.sessions = reader.list("sessions", sessionRowFromJson);
    list.total = reader.count("total");
    list.unreachable = unreachableFromJson(json);
    return reader.finish(list);
}

SessionModel::SessionModel(Connection &connection, QObject *parent)
    : RowModel(sessionColumns(), sessionKey, parent)
    , m_connection(connection)
{
}

void SessionModel::setSearch(const SessionSearch &search)
{
    if (search == m_search && m_generation > 0)
        return;
    m_search = search;
    m_isAsking = false;
    refresh();
}

void SessionModel::refresh()
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    ask(++m_generation);
}

Task<> SessionModel::ask(int generation)
{
    const QPointer<SessionModel> self(this);
    QJsonObject question = m_search.toJson();
    question.insert(u"limit"_s, mostShown);
    const Result<SessionList> list =
        co_await m_connection.ask(u"session.list"_s, question, sessionListFromJson);
    if (!self || generation != m_generation)
        co_return;
    m_isAsking = false;
    m_problem = list ? QString() : list.error().forLog;
    if (list) {
        m_total = list->total;
        m_unreachable = list->unreachable;
        m_asOf = QDateTime::currentDateTimeUtc();
        setRows(list->sessions);
    }
    setStale(!list);
    Q_EMIT answered();
}

Act endSessionAct(const SessionRow &session)
{
    Act act;
    act.what = u"session.end"_s;
    act.arguments = {{u"member"_s, session.member.text}, {u"id"_s, session.id.text()}};
    act.button = session.account.isEmpty() ? Words::tr("End the session of %1").arg(session.client)
                                           : Words::tr("End 1 session of %1").arg(session.account);
    act.text =
        Words::tr(
            "The %1 session of %2 from %3 ends between two of its commands, never within one. Most mail "
            "programs connect again at once.")
            .arg(serviceTitle(session.service),
                session.account.isEmpty() ? Words::tr("a client that has not logged in") : session.account,
                session.client);
    act.takeBack =
        Words::tr("There is nothing to take back: the client may connect again. To keep an account out, "
                  "disable it first.");
    act.danger = ActDanger::Destructive;
    return act;
}

Act endSessionsOfAccountAct(const QString &account, int shown)
{
    Act act;
    act.what = u"session.end"_s;
    act.arguments = {{u"account"_s, account}};
    act.button = Words::tr("End all sessions of %1").arg(account);
    act.text =
        Words::tr("All sessions of %1 on all members (%n row(s) are shown now) end between two of their "
                  "commands, never within one. Most mail programs connect again at once.",
            nullptr, shown)
            .arg(account);
    act.takeBack =
        Words::tr("There is nothing to take back: its clients may connect again. To keep the account out, "
                  "disable it first.");
    act.danger = ActDanger::Destructive;
    return act;
}

} // namespace homeport
