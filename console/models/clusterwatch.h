// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What all pages look at, asked for again and again while the connection is there.
#pragma once

#include "console/models/clusterstate.h"
#include "console/models/connection.h"
#include "console/models/samples.h"

namespace homeport {

/// GUI thread. Old answers stay when a new one does not come: asOf() tells how old they are.
class ClusterWatch : public QObject
{
    Q_OBJECT

public:
    explicit ClusterWatch(Connection &connection, QObject *parent = nullptr);

    const ClusterState &cluster() const { return m_cluster; }
    const LanesState &lanes() const { return m_lanes; }
    const JobsState &jobs() const { return m_jobs; }
    const QList<PendingHost> &pending() const { return m_pending; }
    const SampleHistory &samples() const { return m_samples; }
    /// As if it had been looking on for longer: pictures show an hour without waiting for one.
    void remember(const SampleHistory &samples) { m_samples = samples; }
    /// When the newest status came; invalid: none yet.
    QDateTime asOf() const { return m_asOf; }
    /// Nothing new has come for three rounds, or the connection is lost.
    bool isStale() const;
    QString problem() const { return m_problem; } ///< why the last round failed; empty: it did not

    bool isPaused() const { return m_isPaused; }
    void setPaused(bool isPaused);
    /// Now, whatever the timer says; pages call it behind a change.
    void refresh();

    static constexpr auto interval = std::chrono::milliseconds(2000);

Q_SIGNALS:
    void clusterChanged(); ///< a status came, different or not (asOf() moved)
    void lanesChanged();
    void jobsChanged();
    void pendingChanged();
    void staleChanged();

private:
    Task<> round();
    void forget();
    void takeSamples();
    void judgeStaleness();

    Connection &m_connection;
    QTimer m_timer;
    ClusterState m_cluster;
    LanesState m_lanes;
    JobsState m_jobs;
    QList<PendingHost> m_pending;
    SampleHistory m_samples;
    QDateTime m_asOf;
    QDateTime m_pendingAsOf;
    QString m_profileId;
    QString m_problem;
    bool m_isPaused = false;
    bool m_isAsking = false;
    bool m_isAskedAgain = false;
    bool m_wasStale = false;
};

} // namespace homeport
