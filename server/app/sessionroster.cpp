// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The sessions of one worker, for administrators.
#include "server/app/sessionroster.h"

namespace homeport {

namespace {

QString clientText(const SessionFacts &facts)
{
    const QString address = QString::fromLatin1(facts.clientAddress);
    return (address.contains(u':') ? u'[' + address + u']' : address) + u':'
        + QString::number(facts.clientPort);
}

bool isChosen(const SessionFacts &facts, const SessionChoice &choice)
{
    if (const auto *const ids = std::get_if<SessionIds>(&choice))
        return ids->contains(facts.id);
    if (const auto *const account = std::get_if<SessionsOfAccount>(&choice))
        return QString::fromUtf8(facts.account) == account->address;
    return true;
}

} // namespace

std::unique_ptr<SessionRoster::Entry> SessionRoster::enter(SessionFacts facts, std::function<void()> end)
{
    const auto seat = std::make_shared<Seat>(Seat{std::move(facts), std::move(end)});
    const quint64 number = m_next++;
    m_seats.insert(number, seat);
    m_counters[size_t(seat->facts.service)].fetch_add(1, std::memory_order_relaxed);
    return std::make_unique<Entry>(*this, number, seat);
}

SessionRoster::Entry::~Entry()
{
    m_seat->end = nullptr;
    m_roster.m_counters[size_t(m_seat->facts.service)].fetch_sub(1, std::memory_order_relaxed);
    m_roster.m_seats.remove(m_number);
}

void SessionRoster::Entry::loggedIn(const QByteArray &account, const QByteArray &login)
{
    m_seat->facts.account = account;
    m_seat->facts.login = login;
}

SessionRow SessionRoster::rowOf(const SessionFacts &facts) const
{
    return {facts.id, m_self, facts.service, QString::fromUtf8(facts.account), QString::fromUtf8(facts.login),
        clientText(facts), QDateTime::fromMSecsSinceEpoch(facts.sinceMs, Qt::UTC), facts.role, facts.peer,
        facts.isSecure};
}

bool SessionRoster::matches(const SessionFacts &facts, const SessionQuery &query) const
{
    if (query.service && *query.service != facts.service)
        return false;
    if (query.text.isEmpty())
        return true;
    return QString::fromUtf8(facts.account).contains(query.text, Qt::CaseInsensitive)
        || QString::fromUtf8(facts.login).contains(query.text, Qt::CaseInsensitive)
        || clientText(facts).contains(query.text, Qt::CaseInsensitive);
}

SessionPage SessionRoster::page(const SessionQuery &query) const
{
    SessionPage page;
    for (const std::shared_ptr<Seat> &seat : m_seats) {
        if (!matches(seat->facts, query))
            continue;
        ++page.total;
        const SessionRow row = rowOf(seat->facts);
        if (!query.after || isBefore(*query.after, row))
            page.rows.append(row);
    }
    return mergePages({page}, query.limit);
}

SessionsEnded SessionRoster::end(const SessionChoice &choice)
{
    SessionsEnded done;
    const QList<std::shared_ptr<Seat>> seats = m_seats.values(); // who ends leaves the table meanwhile
    for (const std::shared_ptr<Seat> &seat : seats) {
        if (!isChosen(seat->facts, choice))
            continue;
        if (seat->end) {
            ++done.ended;
            const std::function<void()> end = seat->end;
            end();
        } else if (!seat->facts.peer.isEmpty()) {
            done.carried[seat->facts.peer].append(seat->facts.id);
        }
    }
    return done;
}

} // namespace homeport
