// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One round of questions after another, never two at once.
#include "console/models/clusterwatch.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int pendingEverySeconds = 30;

} // namespace

ClusterWatch::ClusterWatch(Connection &connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_isPaused && !m_isAsking)
            refresh();
        judgeStaleness();
    });
    m_timer.start();
    connect(&connection, &Connection::stateChanged, this, [this] {
        if (m_profileId != m_connection.profile().id)
            forget();
        if (m_connection.state() == LinkState::Connected)
            refresh();
        judgeStaleness();
    });
}

void ClusterWatch::forget()
{
    m_profileId = m_connection.profile().id;
    m_cluster = {};
    m_lanes = {};
    m_jobs = {};
    m_pending = {};
    m_samples.clear();
    m_asOf = {};
    m_pendingAsOf = {};
    m_problem.clear();
    Q_EMIT clusterChanged();
    Q_EMIT lanesChanged();
    Q_EMIT jobsChanged();
    Q_EMIT pendingChanged();
}

bool ClusterWatch::isStale() const
{
    if (!m_asOf.isValid())
        return false; // nothing is shown yet
    if (m_connection.state() != LinkState::Connected)
        return true;
    return !m_isPaused && m_asOf.msecsTo(QDateTime::currentDateTimeUtc()) > 3 * interval.count() + 4000;
}

void ClusterWatch::judgeStaleness()
{
    if (isStale() == m_wasStale)
        return;
    m_wasStale = isStale();
    Q_EMIT staleChanged();
}

void ClusterWatch::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (!isPaused)
        refresh();
}

void ClusterWatch::refresh()
{
    if (m_connection.state() != LinkState::Connected)
        return;
    if (m_isAsking) {
        m_isAskedAgain = true;
        return;
    }
    round();
}

Task<> ClusterWatch::round()
{
    const QPointer<ClusterWatch> self(this);
    const QString profile = m_profileId;
    m_isAsking = true;
    const auto isOver = [&self, &profile] { return !self || self->m_profileId != profile; };
    const Result<ClusterState> cluster = co_await m_connection.ask(u"status"_s, {}, clusterStateFromJson);
    if (!self)
        co_return;
    if (!isOver()) {
        m_problem = cluster ? QString() : cluster.error().forLog;
        if (cluster) {
            m_cluster = *cluster;
            m_asOf = QDateTime::currentDateTimeUtc();
            takeSamples();
        }
        Q_EMIT clusterChanged();
    }
    const Result<LanesState> lanes = co_await m_connection.ask(u"queue.lanes"_s, {}, lanesStateFromJson);
    if (!self)
        co_return;
    if (lanes && !isOver() && *lanes != m_lanes) {
        m_lanes = *lanes;
        Q_EMIT lanesChanged();
    }
    const Result<JobsState> jobs = co_await m_connection.ask(u"job.show"_s, {}, jobsStateFromJson);
    if (!self)
        co_return;
    if (jobs && !isOver() && *jobs != m_jobs) {
        m_jobs = *jobs;
        Q_EMIT jobsChanged();
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!m_pendingAsOf.isValid() || m_pendingAsOf.secsTo(now) >= pendingEverySeconds || m_isAskedAgain) {
        const Result<QList<PendingHost>> pending =
            co_await m_connection.ask(u"account.pending"_s, {}, pendingHostsFromJson);
        if (!self)
            co_return;
        if (pending && !isOver()) {
            m_pendingAsOf = now;
            if (*pending != m_pending) {
                m_pending = *pending;
                Q_EMIT pendingChanged();
            }
        }
    }
    m_isAsking = false;
    judgeStaleness();
    if (std::exchange(m_isAskedAgain, false))
        refresh();
}

void ClusterWatch::takeSamples()
{
    double sessions = 0;
    double perMinute = 0;
    double waiting = 0;
    double oldest = 0;
    for (const MemberState &member : std::as_const(m_cluster.members)) {
        if (!member.isReachable || !member.status)
            continue; // a gap
        const MemberStatus &status = *member.status;
        const double age = status.oldestQueued.isValid() ? double(status.oldestQueued.secsTo(m_asOf)) : 0;
        m_samples.add(member.name, u"sessions"_s, m_asOf, double(status.sessions));
        m_samples.add(member.name, u"messagesPerMinute"_s, m_asOf, double(member.messagesPerMinute));
        m_samples.add(member.name, u"waiting"_s, m_asOf, double(status.queuedMessages));
        m_samples.add(member.name, u"oldestSeconds"_s, m_asOf, age);
        sessions += double(status.sessions);
        perMinute += double(member.messagesPerMinute);
        waiting += double(status.queuedMessages);
        oldest = std::max(oldest, age);
    }
    m_samples.add({}, u"sessions"_s, m_asOf, sessions);
    m_samples.add({}, u"messagesPerMinute"_s, m_asOf, perMinute);
    m_samples.add({}, u"waiting"_s, m_asOf, waiting);
    m_samples.add({}, u"oldestSeconds"_s, m_asOf, oldest);
}

} // namespace homeport
