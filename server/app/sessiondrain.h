// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ends sessions kindly, one after another, when a member they depend on is drained or withdrawn.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/task.h"

#include <QList>
#include <QSet>

namespace homeport {

/// The sessions of one event loop; one thread. A session that depends on a leaving member is asked to end at
/// a moment of its own, at random within the spread; how it then ends (between two commands) is its affair.
class SessionDrain
{
public:
    class Place;

    explicit SessionDrain(std::chrono::milliseconds spread)
        : m_spread(spread)
    {
    }
    SessionDrain(const SessionDrain &) = delete;

    /// A session's place for its life: it depends on `members` (its home, and who carries it).
    std::unique_ptr<Place> enter(QList<MemberName> members);
    /// The members that are drained or withdrawn now. Who is not any more keeps the sessions that are left.
    void setLeaving(QSet<MemberName> members);

private:
    struct Seat;
    bool isLeaving(const Seat &seat) const;
    void arrange(const std::shared_ptr<Seat> &seat);
    static Task<> endLater(std::weak_ptr<Seat> seat, std::chrono::milliseconds delay, std::stop_token over);

    const std::chrono::milliseconds m_spread;
    QSet<MemberName> m_leaving;
    std::shared_ptr<QSet<Seat *>> m_seats = std::make_shared<QSet<Seat *>>();
};

class SessionDrain::Place
{
public:
    explicit Place(std::shared_ptr<Seat> seat);
    ~Place();
    Place(const Place &) = delete;
    /// Requested, in the session's thread, when its turn to end has come.
    std::stop_token token() const;
    void end(); ///< now

private:
    const std::shared_ptr<Seat> m_seat;
};

} // namespace homeport
