// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Which notices there are, in which words.
#include "console/models/notices.h"

#include "console/models/texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qsizetype mostRestores = 3; ///< banners of homes; more would hide the page

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Notices)
};

void addHealth(QList<Notice> &out, const ClusterState &cluster)
{
    if (cluster.problems.isEmpty() || cluster.health == u"healthy")
        return;
    const bool isCritical = cluster.health == u"critical";
    QString text = isCritical ? Text::tr("Users notice it: %1").arg(cluster.problems.first())
                              : Text::tr("Degraded: %1").arg(cluster.problems.first());
    if (cluster.problems.size() > 1)
        text += u' ' + Text::tr("(and %n more)", nullptr, int(cluster.problems.size()) - 1);
    out.append({u"health"_s, isCritical ? Severity::Bad : Severity::Warning, text, Text::tr("Show"),
        u"dashboard"_s, {}});
}

/// Whom a member sees with another line of tables than its own.
QStringList divergedFor(const MemberState &member)
{
    QStringList names;
    for (const PeerView &peer :
        member.status &&member.isReachable ? member.status->peers : QList<PeerView>()) {
        if (peer.state == ObservedState::Diverged)
            names.append(peer.name.text);
    }
    return names;
}

/// As the keeper that answered sees it: the other side sees all of this one so.
void addDiverged(QList<Notice> &out, const ClusterState &cluster)
{
    const MemberState *const keeper = cluster.member(cluster.answeredBy);
    QStringList names = keeper ? divergedFor(*keeper) : QStringList();
    for (qsizetype i = 0; names.isEmpty() && i < cluster.members.size(); ++i)
        names = divergedFor(cluster.members[i]);
    if (names.isEmpty())
        return;
    out.append({u"diverged"_s, Severity::Bad,
        Text::tr(
            "Two cluster tables exist: %1 and others have changed theirs independently. Each keeps its own "
            "until they are merged.")
            .arg(names.join(Text::tr(", "))),
        Text::tr("Merge…"), u"members"_s, u"diverged"_s});
}

QString jobName(const Job &job)
{
    const QString id = job.shortId();
    if (job.kind == JobKind::Restore)
        return Text::tr("Restore %1 to %2").arg(id, job.to.text);
    return Text::tr("Reassignment %1 from %2 to %3").arg(id, job.from.text, job.to.text);
}

QString howFar(const JobProgress &progress)
{
    QString text = progress.total
        ? Text::tr("%1 of %2 accounts").arg(countText(progress.rewritten), countText(*progress.total))
        : Text::tr("%1 accounts").arg(countText(progress.rewritten));
    if (progress.remainingSeconds)
        text += Text::tr(", about %1 left").arg(ageText(*progress.remainingSeconds));
    return text;
}

void addJob(QList<Notice> &out, const JobsState &jobs)
{
    if (!jobs.running)
        return;
    const Job &job = jobs.running->job;
    Notice notice{u"job"_s, Severity::Busy, {}, Text::tr("Show job"), u"jobs"_s, job.id.text()};
    const QString name = jobName(job);
    switch (job.state) {
    case JobState::Running:
        notice.text = Text::tr("%1 is running").arg(name);
        break;
    case JobState::Undoing:
        notice.text = Text::tr("%1 is being undone").arg(name);
        break;
    case JobState::Paused:
        notice.severity = Severity::Notice;
        notice.text = Text::tr("%1 is paused").arg(name);
        break;
    case JobState::Failed:
        notice.severity = Severity::Warning;
        notice.text = Text::tr("%1 stopped before its end: %2").arg(name, job.error);
        break;
    case JobState::Done:
    case JobState::Cancelled:
    case JobState::Undone:
        return;
    }
    if (jobs.progress)
        notice.text += u": "_s + howFar(*jobs.progress);
    if (!jobs.text.isEmpty()) {
        notice.severity = Severity::Warning; // nobody runs it
        notice.text += u". "_s + jobs.text;
    }
    out.append(notice);
}

void addAway(QList<Notice> &out, const QList<PendingHost> &pending, const JobsState &jobs)
{
    qsizetype shown = 0;
    for (const PendingHost &host : pending) {
        const bool isUnderWay = jobs.running
            && (jobs.running->job.from.text == host.member || jobs.running->job.to.text == host.member);
        if (isUnderWay || host.accounts <= 0 || ++shown > mostRestores)
            continue; // the job's notice says it already
        const QString count = countText(host.accounts);
        out.append({u"away:"_s + host.member, Severity::Notice,
            host.isMore ? Text::tr("At least %1 accounts of %2 are served elsewhere.").arg(count, host.member)
                        : Text::tr("%n account(s) of %1 are served elsewhere.", nullptr, int(host.accounts))
                              .arg(host.member),
            Text::tr("Restore…"), u"jobs"_s, u"restore:"_s + host.member});
    }
}

void addPartial(QList<Notice> &out, const ClusterState &cluster)
{
    if (cluster.answeredBy.isEmpty() || cluster.isWholeCluster)
        return;
    out.append({u"partial"_s, Severity::Warning,
        Text::tr("%1 is no keeper: it shows only itself and cannot change the cluster. Connect to a keeper's "
                 "admin "
                 "port to see everything.")
            .arg(cluster.answeredBy),
        Text::tr("Connections…"), u"connections"_s, {}});
}

void addDraining(QList<Notice> &out, const ClusterState &cluster)
{
    QStringList names;
    for (const MemberState &member : cluster.members) {
        if (member.administrativeState == u"draining")
            names.append(member.name);
    }
    if (names.isEmpty())
        return;
    out.append({u"draining"_s, Severity::Notice,
        names.size() == 1
            ? Text::tr("%1 is draining: it takes no new sessions until it is made ready again.")
                  .arg(names.first())
            : Text::tr("%1 are draining: they take no new sessions until they are made ready again.")
                  .arg(names.join(Text::tr(", "))),
        Text::tr("Show"), u"members"_s, names.first()});
}

void addSimulated(QList<Notice> &out, const ClusterState &cluster)
{
    if (cluster.isSimulated)
        out.append({u"simulated"_s, Severity::Notice,
            Text::tr("Demo: this cluster is simulated inside this program, and nothing here is real. Its "
                     "disks lie "
                     "at "
                     "/srv/mail/NAME of the storage, whichever machine they are moved to."),
            {}, {}, {}});
}

} // namespace

QList<Notice> noticesOf(const ClusterState &cluster, const JobsState &jobs, const QList<PendingHost> &pending)
{
    QList<Notice> out;
    addHealth(out, cluster);
    addDiverged(out, cluster);
    addJob(out, jobs);
    addPartial(out, cluster);
    addAway(out, pending, jobs);
    addDraining(out, cluster);
    addSimulated(out, cluster);
    const auto rank = [](Severity severity) {
        switch (severity) {
        case Severity::Bad:
            return 0;
        case Severity::Warning:
            return 1;
        default:
            return 2;
        }
    };
    std::stable_sort(out.begin(), out.end(), [&rank](const Notice &left, const Notice &right) {
        return rank(left.severity) < rank(right.severity);
    });
    return out;
}

Notices::Notices(const ClusterWatch &watch, QObject *parent)
    : QObject(parent)
    , m_watch(watch)
{
    for (const auto signal :
        {&ClusterWatch::clusterChanged, &ClusterWatch::jobsChanged, &ClusterWatch::pendingChanged})
        connect(&watch, signal, this, &Notices::judge);
    judge();
}

void Notices::judge()
{
    QList<Notice> now = noticesOf(m_watch.cluster(), m_watch.jobs(), m_watch.pending());
    if (now == m_list)
        return;
    m_list = std::move(now);
    Q_EMIT changed();
}

} // namespace homeport
