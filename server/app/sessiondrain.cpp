// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Whose turn it is to end.
#include "server/app/sessiondrain.h"

#include <QRandomGenerator>

namespace homeport {

struct SessionDrain::Seat : std::enable_shared_from_this<Seat>
{
    QList<MemberName> members;
    std::shared_ptr<QSet<Seat *>> all;
    std::stop_source end; ///< of the session
    std::stop_source wait; ///< of the time until then; a new one each time it is arranged
    bool isArranged = false;
};

SessionDrain::Place::Place(std::shared_ptr<Seat> seat)
    : m_seat(std::move(seat))
{
    m_seat->all->insert(m_seat.get());
}

SessionDrain::Place::~Place()
{
    m_seat->all->remove(m_seat.get());
    m_seat->wait.request_stop();
}

std::stop_token SessionDrain::Place::token() const { return m_seat->end.get_token(); }

void SessionDrain::Place::end()
{
    const std::shared_ptr<Seat> seat = m_seat; // the session may end, and this place with it, in the call
    seat->end.request_stop();
}

std::unique_ptr<SessionDrain::Place> SessionDrain::enter(QList<MemberName> members)
{
    const auto seat = std::make_shared<Seat>();
    seat->members = std::move(members);
    seat->all = m_seats;
    auto place = std::make_unique<Place>(seat);
    arrange(seat);
    return place;
}

bool SessionDrain::isLeaving(const Seat &seat) const
{
    return std::any_of(seat.members.begin(), seat.members.end(),
        [this](const MemberName &member) { return m_leaving.contains(member); });
}

void SessionDrain::arrange(const std::shared_ptr<Seat> &seat)
{
    const bool shallLeave = isLeaving(*seat);
    if (shallLeave == seat->isArranged)
        return;
    seat->isArranged = shallLeave;
    seat->wait.request_stop();
    if (!shallLeave)
        return;
    seat->wait = std::stop_source();
    const qint64 within = m_spread.count();
    const qint64 delay = within > 0 ? QRandomGenerator::global()->bounded(within) : 0;
    endLater(seat, std::chrono::milliseconds(delay), seat->wait.get_token());
}

Task<> SessionDrain::endLater(std::weak_ptr<Seat> seat, std::chrono::milliseconds delay, std::stop_token over)
{
    const bool hasElapsed = co_await sleepFor(delay, over);
    const std::shared_ptr<Seat> left = seat.lock();
    if (hasElapsed && left && !over.stop_requested())
        left->end.request_stop();
}

void SessionDrain::setLeaving(QSet<MemberName> members)
{
    m_leaving = std::move(members);
    for (Seat *const seat : std::as_const(*m_seats))
        arrange(seat->shared_from_this());
}

} // namespace homeport
