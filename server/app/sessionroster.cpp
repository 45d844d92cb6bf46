// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The sessions of one worker, for administrators.
#include "server/app/sessionroster.h"

#include <algorithm>
#include <vector>

namespace homeport {

namespace {

QByteArray clientText(const SessionFacts &facts)
{
    const QByteArray port = QByteArray::number(facts.clientPort);
    return facts.clientAddress.contains(':') ? '[' + facts.clientAddress + "]:" + port
                                             : facts.clientAddress + ':' + port;
}

/// A text that is looked for in UTF-8 without regard to case; what is ASCII is compared as it came.
class Needle
{
public:
    explicit Needle(const QString &text)
        : m_text(text)
        , m_utf8(text.toUtf8())
        , m_isAscii(m_utf8.size() == text.size())
    {
    }
    bool isEmpty() const { return m_text.isEmpty(); }
    bool isIn(const QByteArray &utf8) const
    {
        return m_isAscii ? QLatin1String(utf8).contains(QLatin1String(m_utf8), Qt::CaseInsensitive)
                         : QString::fromUtf8(utf8).contains(m_text, Qt::CaseInsensitive);
    }

private:
    const QString m_text;
    const QByteArray m_utf8;
    const bool m_isAscii;
};

bool matches(const SessionFacts &facts, const SessionQuery &query, const Needle &needle)
{
    if (query.service && *query.service != facts.service)
        return false;
    return needle.isEmpty() || needle.isIn(facts.account) || needle.isIn(facts.login)
        || needle.isIn(clientText(facts));
}

/// isBefore() of rows of one member.
bool isNewer(const SessionFacts *a, const SessionFacts *b)
{
    return a->sinceMs != b->sinceMs ? a->sinceMs > b->sinceMs : a->id < b->id;
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
        QString::fromLatin1(clientText(facts)), QDateTime::fromMSecsSinceEpoch(facts.sinceMs, Qt::UTC),
        facts.role, facts.peer, facts.isSecure};
}

bool SessionRoster::isBehind(const SessionRow &place, const SessionFacts &facts) const
{
    const qint64 placeMs = place.since.toMSecsSinceEpoch();
    if (placeMs != facts.sinceMs)
        return placeMs > facts.sinceMs;
    return place.member != m_self ? place.member < m_self : place.id < facts.id;
}

SessionPage SessionRoster::page(const SessionQuery &query) const
{
    SessionPage page;
    const Needle needle(query.text);
    std::vector<const SessionFacts *> found; // rows are made for the page only
    for (const std::shared_ptr<Seat> &seat : m_seats) {
        if (!matches(seat->facts, query, needle))
            continue;
        ++page.total;
        if (!query.after || isBehind(*query.after, seat->facts))
            found.push_back(&seat->facts);
    }
    if (qsizetype(found.size()) > query.limit) {
        std::nth_element(found.begin(), found.begin() + query.limit, found.end(), isNewer);
        found.resize(size_t(query.limit));
    }
    std::sort(found.begin(), found.end(), isNewer);
    for (const SessionFacts *const facts : found)
        page.rows.append(rowOf(*facts));
    return page;
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
