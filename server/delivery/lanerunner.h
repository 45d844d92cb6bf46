// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Empties the lanes: claims what is due, routes it afresh, delivers, and writes down what came of it.
#pragma once

#include "server/delivery/deliveryintake.h"
#include "server/delivery/remotetransport.h"

#include <set>

namespace homeport {

struct LaneOptions
{
    QByteArray member; ///< our name, for notifications
    std::chrono::milliseconds remoteLifetime =
        std::chrono::hours(5 * 24); ///< mail for our own accounts never expires
    std::chrono::milliseconds attempt = std::chrono::minutes(5); ///< for one message
    int messagesAtOnce = 32; ///< per lane, reached by doubling from 4 while all goes well
    std::chrono::milliseconds probe =
        std::chrono::minutes(1); ///< a try although the storage is not announced
};

/// One per member, on the main thread. run() once; storageServed() when an owner announces a storage.
class LaneRunner
{
public:
    LaneRunner(Queue &queue, HomeDelivery &homes, Router &router, RemoteTransport &remote,
        const ClusterView &cluster, const Clock &clock, LaneOptions options);

    /// Ends after `stop`, when the attempts under way have ended.
    Task<> run(std::stop_token stop);
    /// design.md §4 "A home comes back": its lane is released at once, oldest first.
    void storageServed(const StorageId &storage);

private:
    using Attempts = QList<QueueAttempt>; ///< recipients of one message

    void startDueLanes();
    qint64 msUntilNext() const;
    Task<> runLane(QByteArray lane, bool everything, int limit);
    Task<bool> deliverMessage(Attempts attempts);
    Task<QList<AttemptResult>> attemptHomes(MessageInFlight message, Attempts attempts, Deadline deadline);
    Task<QList<AttemptResult>> attemptRemote(MessageInFlight message, Attempts attempts, Deadline deadline);
    Task<AttemptResult> redirect(MessageInFlight message, QueueAttempt attempt, Deadline deadline);
    Task<bool> tell(MessageInFlight message, const QueueAttempt &attempt, DeliveryResult refusal);
    bool isServed(const QByteArray &lane) const;
    bool isParked(const QByteArray &lane) const; ///< of a storage's lane that is not served

    Queue &m_queue;
    HomeDelivery &m_homes;
    Router &m_router;
    RemoteTransport &m_remote;
    const ClusterView &m_cluster;
    const Clock &m_clock;
    const LaneOptions m_options;
    std::set<QByteArray> m_running;
    std::set<QByteArray> m_released; ///< announced while their run was under way
    std::map<QByteArray, qint64> m_probed; ///< monotonic ms of the last try of an unannounced storage
    Signal m_wake;
    std::stop_token m_stop;
};

} // namespace homeport
