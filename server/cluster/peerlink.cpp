// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The life of a control connection.
#include "server/cluster/peerlink.h"

#include "server/cluster/log.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

namespace homeport {

Task<> PeerLink::run()
{
    const std::shared_ptr<PeerLink> self = shared_from_this(); // kept until the coroutine ends
    int failures = 0;
    while (!m_stop.stop_requested()) {
        if (!m_events.isWanted(m_member)) {
            if (!std::exchange(m_isDown, true))
                m_events.wentDown(m_member, Error::temporary(m_member.utf8() + " is withdrawn"));
            co_await m_retry.wait(Deadline(Deadline::Forever), m_stop.get_token());
            continue;
        }
        Result<OpenedLink> link = co_await dialMember(m_events.order(m_member));
        if (m_stop.stop_requested())
            break;
        if (link) {
            QElapsedTimer life;
            life.start();
            co_await serve(std::move(*link));
            if (life.hasExpired(m_times.retryFirst.count())) {
                failures = 0;
                continue; // reconnects at once (protocol.md 1.1)
            }
            // ended as soon as it was made: not at once again, for ever
        } else {
            noteFailure(link.error());
        }
        co_await m_retry.wait(Deadline(delayAfter(failures++)), m_stop.get_token());
    }
}

Task<> PeerLink::serve(OpenedLink link)
{
    const OneShot<Http2End> ended;
    m_connection = std::move(link.connection);
    m_peer = link.peer;
    m_connection->onEnded([ended](const Http2End &end) { ended.finish(end); });
    m_isDown = false;
    if (m_connection->hasEnded()) {
        m_connection.reset();
        co_return;
    }
    qCInfo(lcCluster) << Event("member-up").with("member", m_member).with("version", link.hello.version);
    m_events.cameUp(m_member, link.hello);
    const Http2End end = co_await ended;
    m_connection.reset();
    m_peer.reset();
    if (m_stop.stop_requested())
        co_return;
    qCInfo(lcCluster)
        << Event("control-connection-ended").with("member", m_member).with("detail", end.detail);
    // Silence for so long is proof enough; a closed connection is down when the next attempt fails as well.
    if (end.kind == Http2End::Kind::Dead)
        noteFailure(end.toError());
}

void PeerLink::noteFailure(const Error &why)
{
    if (m_isDown) {
        m_events.failedAgain(m_member, why);
        return;
    }
    m_isDown = true;
    qCWarning(lcCluster) << Event("member-down").with("member", m_member).why(why);
    m_events.wentDown(m_member, why);
}

std::chrono::milliseconds PeerLink::delayAfter(int failures) const
{
    const auto doubled = m_times.retryFirst * (1 << std::min(failures, 10));
    const qint64 delay = std::min(doubled, m_times.retryMost).count();
    const double jitter = 0.8 + 0.4 * QRandomGenerator::global()->generateDouble(); // ±20 %
    return std::chrono::milliseconds(qint64(double(delay) * jitter));
}

void PeerLink::stop()
{
    m_stop.request_stop();
    if (m_connection)
        m_connection->close();
}

} // namespace homeport
