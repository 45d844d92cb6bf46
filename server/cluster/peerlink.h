// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Our control connection to one other member: kept open, opened again, its life told (protocol.md 1.1).
#pragma once

#include "server/cluster/linkdialer.h"

namespace homeport {

/// How links are timed; tests make everything shorter.
struct LinkTimes
{
    std::chrono::milliseconds dial{3000}; ///< for TCP, TLS and hello together
    std::chrono::milliseconds retryFirst{500};
    std::chrono::milliseconds retryMost{5000};
    std::chrono::milliseconds pingAfter{5000};
    std::chrono::milliseconds deadAfter{15000};
    std::chrono::milliseconds idleClose{300'000}; ///< of connections for sessions and deliveries
};

/// Main thread. Held by shared_ptr: its coroutine keeps it until stop() has taken effect.
class PeerLink : public std::enable_shared_from_this<PeerLink>
{
public:
    /// Facts, told from the event loop. None of them after stop().
    struct Events
    {
        std::function<DialOrder(const MemberName &)> order; ///< asked for before each attempt
        /// May it be called now? A withdrawn member is not; what is open stays. After a no, retryNow() asks
        /// again.
        std::function<bool(const MemberName &)> isWanted;
        std::function<void(const MemberName &, const Hello &)> cameUp;
        std::function<void(const MemberName &, const Error &)> wentDown;
        std::function<void(const MemberName &, const Error &)> failedAgain; ///< an attempt while down
    };

    PeerLink(MemberName member, Events events, LinkTimes times)
        : m_member(std::move(member))
        , m_events(std::move(events))
        , m_times(times)
    {
    }
    Task<> run(); ///< once; returns after stop()
    void stop();
    /// Skips the rest of a waiting time between attempts.
    void retryNow() { m_retry.wakeAll(); }

    const MemberName &member() const { return m_member; }
    Http2Connection *connection() const { return m_connection.get(); } ///< null while there is none
    const std::optional<LinkPeer> &peer() const { return m_peer; }

private:
    Task<> serve(OpenedLink link);
    void noteFailure(const Error &why);
    std::chrono::milliseconds delayAfter(int failures) const;

    const MemberName m_member;
    Events m_events;
    const LinkTimes m_times;
    std::unique_ptr<Http2Connection> m_connection;
    std::optional<LinkPeer> m_peer;
    bool m_isDown = false; ///< told as down
    Signal m_retry;
    std::stop_source m_stop;
};

} // namespace homeport
