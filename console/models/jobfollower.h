// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One job from now to its end, and behind it the lanes that empty.
#pragma once

#include "console/models/clusterwatch.h"
#include "console/models/jobmodel.h"

namespace homeport {

struct JobLogLine
{
    QDateTime time;
    QString text;
    bool operator==(const JobLogLine &) const = default;
};

/// What has changed between two looks at a job, a line each.
QStringList jobChanges(const JobEntry *before, const JobEntry &now);

/// Mail that waits for the storages of a job.
struct WaitingMail
{
    qint64 messages = 0;
    qint64 held = 0; ///< of them: these do not leave by themselves
    bool operator==(const WaitingMail &) const = default;
};
WaitingMail waitingMail(const LanesState &lanes, const QStringList &storageIds);

/// GUI thread. Looks more often than the watch does while the job runs. Following another one, or none,
/// never touches a job.
class JobFollower : public QObject
{
    Q_OBJECT

public:
    JobFollower(Connection &connection, ClusterWatch &watch, QObject *parent = nullptr);

    /// Empty: none. The log begins anew with another job.
    void follow(const QString &jobId);
    QString jobId() const { return m_jobId; }
    /// Null: not (yet) in the table that was looked at last.
    const JobEntry *entry() const { return m_entry ? &*m_entry : nullptr; }
    const JobEntry *unended() const { return m_unended ? &*m_unended : nullptr; }
    const QList<JobLogLine> &log() const { return m_log; }
    WaitingMail waiting() const { return m_waiting; }
    qint64 mostWaiting() const { return m_mostWaiting; } ///< since it is followed
    bool hasEnded() const { return m_entry && !m_entry->isUnended; }

    static constexpr auto lookEvery = std::chrono::milliseconds(400);

Q_SIGNALS:
    void changed();

private:
    Task<> look();
    void take(const JobsState &state);
    void takeLanes();
    void note(const QString &text);

    Connection &m_connection;
    ClusterWatch &m_watch;
    QTimer m_timer;
    QString m_jobId;
    std::optional<JobEntry> m_entry;
    std::optional<JobEntry> m_unended;
    QHash<QString, JobProgress> m_seen;
    QList<JobLogLine> m_log;
    WaitingMail m_waiting;
    qint64 m_mostWaiting = 0;
    bool m_isLooking = false;
};

} // namespace homeport
