// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The sessions of one worker, for administrators: each enters when it begins and leaves when it ends.
#pragma once

#include "server/ports/sessions.h"

#include <array>
#include <atomic>
#include <functional>
#include <memory>

namespace homeport {

/// What a session knows of itself; bytes as they came, so that entering costs next to nothing.
struct SessionFacts
{
    SessionId id;
    SessionService service = SessionService::Imap;
    SessionRole role = SessionRole::Frontend;
    QByteArray account;
    QByteArray login;
    QByteArray clientAddress;
    quint16 clientPort = 0;
    bool isSecure = false;
    MemberName peer;
    qint64 sinceMs = 0;
};

/// How many there are, by SessionService; any thread.
using SessionCounters = std::array<std::atomic<qint64>, sessionServices>;

/// One thread, that of its worker.
class SessionRoster
{
public:
    class Entry;

    SessionRoster(MemberName self, SessionCounters &counters)
        : m_self(std::move(self))
        , m_counters(counters)
    {
    }
    SessionRoster(const SessionRoster &) = delete;

    /// For the session's life. `end` asks it to end between two commands; null: its home has to be asked
    /// (`facts.peer`).
    std::unique_ptr<Entry> enter(SessionFacts facts, std::function<void()> end);
    SessionPage page(const SessionQuery &query) const;
    SessionsEnded end(const SessionChoice &choice);

private:
    struct Seat
    {
        SessionFacts facts;
        std::function<void()> end;
    };
    bool isBehind(const SessionRow &place, const SessionFacts &facts) const;
    SessionRow rowOf(const SessionFacts &facts) const;

    const MemberName m_self;
    SessionCounters &m_counters;
    QHash<quint64, std::shared_ptr<Seat>> m_seats;
    quint64 m_next = 1;
};

/// A session's place in the roster, which outlives it.
class SessionRoster::Entry
{
public:
    Entry(SessionRoster &roster, quint64 number, std::shared_ptr<Seat> seat)
        : m_roster(roster)
        , m_number(number)
        , m_seat(std::move(seat))
    {
    }
    ~Entry();
    Entry(const Entry &) = delete;
    void secured() { m_seat->facts.isSecure = true; }
    void loggedIn(const QByteArray &account, const QByteArray &login);

private:
    SessionRoster &m_roster;
    const quint64 m_number;
    const std::shared_ptr<Seat> m_seat;
};

} // namespace homeport
