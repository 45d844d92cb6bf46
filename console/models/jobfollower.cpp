// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Looking, and writing down what has changed.
#include "console/models/jobfollower.h"

#include "console/models/texts.h"

#include <QCoreApplication>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Jobs)
};

QString secondsText(qint64 ms) { return QLocale().toString(double(ms) / 1000, 'f', 1); }

} // namespace

QStringList jobChanges(const JobEntry *before, const JobEntry &now)
{
    QStringList out;
    if (!before || before->job.state != now.job.state)
        out.append(Text::tr("%1: %2").arg(jobTitle(now.job), jobWord(now.job.state).word));
    if (before && before->job.runner != now.job.runner)
        out.append(Text::tr("%1 runs it now").arg(now.job.runner.text));
    if (now.progress && !now.progress->text.isEmpty()
        && (!before || !before->progress || before->progress->text != now.progress->text))
        out.append(now.progress->text);
    const bool wasServed = before && before->progress && before->progress->servedAfterMs;
    if (now.progress && now.progress->servedAfterMs && !wasServed)
        out.append(Text::tr("access is back after %1 s").arg(secondsText(*now.progress->servedAfterMs)));
    if (!now.lostText.isEmpty() && (!before || before->lostText != now.lostText))
        out.append(now.lostText);
    if (!now.job.error.isEmpty() && (!before || before->job.error != now.job.error))
        out.append(now.job.error);
    for (const QString &warning : now.job.warnings) {
        if (!before || !before->job.warnings.contains(warning))
            out.append(warning);
    }
    return out;
}

WaitingMail waitingMail(const LanesState &lanes, const QStringList &storageIds)
{
    WaitingMail waiting;
    for (const Lane &lane : lanes.lanes) {
        if (!lane.name.startsWith(u"storage:") || !storageIds.contains(lane.name.mid(8)))
            continue;
        waiting.messages += lane.messages;
        waiting.held += lane.held + lane.quarantined;
    }
    return waiting;
}

JobFollower::JobFollower(Connection &connection, ClusterWatch &watch, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_watch(watch)
{
    m_timer.setInterval(lookEvery);
    connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
    connect(&watch, &ClusterWatch::jobsChanged, this, [this] { take(m_watch.jobs()); });
    connect(&watch, &ClusterWatch::lanesChanged, this, &JobFollower::takeLanes);
}

void JobFollower::follow(const QString &jobId)
{
    if (jobId == m_jobId)
        return;
    m_jobId = jobId;
    m_entry.reset();
    m_log.clear();
    m_waiting = {};
    m_mostWaiting = 0;
    m_timer.stop();
    take(m_watch.jobs());
    if (!m_jobId.isEmpty())
        look();
}

Task<> JobFollower::look()
{
    if (m_isLooking || m_jobId.isEmpty())
        co_return;
    const QPointer<JobFollower> self(this);
    m_isLooking = true;
    const Result<JobsState> state = co_await m_connection.ask(u"job.show"_s, {}, jobsStateFromJson);
    if (!self)
        co_return;
    m_isLooking = false;
    if (state)
        take(*state);
}

void JobFollower::take(const JobsState &state)
{
    if (state.running && state.progress)
        m_seen.insert(state.running->job.id.text(), *state.progress);
    const QList<JobEntry> entries = jobEntries(state, m_seen);
    m_unended.reset();
    std::optional<JobEntry> found;
    for (const JobEntry &entry : entries) {
        if (entry.isUnended)
            m_unended = entry;
        if (entry.id() == m_jobId)
            found = entry;
    }
    if (!found) {
        Q_EMIT changed();
        return; // the watch's table may be older than the job
    }
    const bool isOlder = hasEnded() && found->isUnended && found->job.fence == m_entry->job.fence;
    if (isOlder)
        return; // asked for before its end, answered behind it: going on again raises the fence
    const QStringList news = jobChanges(entry(), *found);
    for (const QString &text : news)
        note(text);
    const bool hasJustEnded = m_entry && m_entry->isUnended && !found->isUnended;
    m_entry = found;
    if (found->isUnended && !m_timer.isActive())
        m_timer.start();
    if (!found->isUnended)
        m_timer.stop();
    takeLanes();
    if (hasJustEnded)
        m_watch.refresh();
}

void JobFollower::takeLanes()
{
    if (!m_entry)
        return;
    QStringList ids;
    for (const JobMove &move : std::as_const(m_entry->job.moves))
        ids.append(move.storage.text());
    const WaitingMail waiting = waitingMail(m_watch.lanes(), ids);
    if (waiting.messages == 0 && m_waiting.messages > 0)
        note(Text::tr("the waiting mail has been delivered"));
    m_waiting = waiting;
    m_mostWaiting = std::max(m_mostWaiting, waiting.messages);
    Q_EMIT changed();
}

void JobFollower::note(const QString &text) { m_log.append({QDateTime::currentDateTimeUtc(), text}); }

} // namespace homeport
