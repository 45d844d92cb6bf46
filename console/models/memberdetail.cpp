// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sentences about a member.
#include "console/models/memberdetail.h"

#include "console/models/texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

class MemberDetail
{
    Q_DECLARE_TR_FUNCTIONS(MemberDetail)

public:
    explicit MemberDetail(const MemberRow &row)
        : m_row(row)
        , m_member(row.member)
    {
    }

    QList<DetailSection> sections() const
    {
        QList<DetailSection> out;
        for (const DetailSection &section : {state(), seenBy(), alarms(), storages(), mail(), machine()}) {
            if (!section.lines.isEmpty())
                out.append(section);
        }
        return out;
    }

private:
    static QString timeOf(const QDateTime &time)
    {
        return time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    }

    DetailSection state() const
    {
        DetailSection section{tr("State"), {}};
        const StateWord observed = observedWord(m_member.observed);
        QString text = observed.word;
        if (m_member.observedSince.isValid())
            text = tr("%1 since %2").arg(text, timeOf(m_member.observedSince));
        section.lines.append({text, observed.severity});
        for (const QString &reason : m_member.reasons)
            section.lines.append({reason, Severity::None});
        const StateWord wanted = administrativeWord(m_member.administrativeState);
        if (wanted.severity != Severity::None)
            section.lines.append({tr("set to %1 by an administrator").arg(wanted.word), wanted.severity});
        if (!m_member.isReachable && m_member.lastSeen.isValid())
            section.lines.append(
                {tr("what is shown of it is as of %1").arg(timeOf(m_member.lastSeen)), Severity::Unknown});
        return section;
    }

    DetailSection seenBy() const
    {
        DetailSection section{tr("As seen by"), {}};
        for (const SeenBy &seen : m_member.seenBy) {
            QString text = tr("%1: %2").arg(seen.member, seen.state);
            if (seen.since.isValid())
                text = tr("%1 since %2").arg(text, timeOf(seen.since));
            if (!seen.lastError.isEmpty() && seen.state != u"up")
                text += u": "_s + seen.lastError;
            const Severity severity = seen.state == u"up" ? Severity::Good
                : seen.state == u"unknown"                ? Severity::Unknown
                                                          : Severity::Bad;
            section.lines.append({text, severity});
        }
        return section;
    }

    DetailSection alarms() const
    {
        DetailSection section{tr("Alarms"), {}};
        if (!m_member.status)
            return section;
        for (const QString &alarm : m_member.status->alarms)
            section.lines.append({alarm, Severity::Warning});
        const QString &directory = m_member.status->directory;
        if (!directory.isEmpty() && directory != u"up")
            section.lines.append({tr("directory: %1").arg(directory), Severity::Bad});
        return section;
    }

    DetailSection storages() const
    {
        DetailSection section{tr("Storages"), {}};
        for (const StorageSummary &storage : m_row.storages) {
            const StateWord word = storageWord(storage);
            QString text = tr("%1: %2").arg(storage.name, word.word);
            if (storage.isStandIn)
                text = tr("%1, its home is %2").arg(text, storage.home);
            if (const StorageView *const view = viewOf(storage.id)) {
                text += u", "_s
                    + tr("%n account(s), %1 free", nullptr, int(view->accounts))
                          .arg(sizeForPeople(view->freeBytes));
                if (!view->problem.isEmpty())
                    text += u": "_s + view->problem;
            }
            section.lines.append({text, word.severity});
        }
        return section;
    }

    const StorageView *viewOf(const QString &id) const
    {
        if (!m_member.status)
            return nullptr;
        const QList<StorageView> &views = m_member.status->storages;
        const auto found = std::find_if(
            views.cbegin(), views.cend(), [&id](const StorageView &view) { return view.id.text() == id; });
        return found == views.cend() ? nullptr : &*found;
    }

    DetailSection mail() const
    {
        DetailSection section{tr("Mail"), {}};
        if (m_row.waitingForIt > 0)
            section.lines.append({tr("%n message(s) for its accounts wait in the queues, the oldest since %1",
                                      nullptr, int(m_row.waitingForIt))
                                      .arg(timeOf(m_row.waitingForItSince)),
                Severity::Warning});
        if (m_row.oldestSeconds >= 0)
            section.lines.append({tr("%n message(s) wait in its own queue, the oldest since %1", nullptr,
                                      int(m_member.status->queuedMessages))
                                      .arg(timeOf(m_member.status->oldestQueued)),
                Severity::None});
        if (section.lines.isEmpty() && m_member.isReachable)
            section.lines.append({tr("nothing waits"), Severity::Good});
        return section;
    }

    DetailSection machine() const
    {
        DetailSection section{tr("Machine"), {}};
        if (!m_member.status)
            return section;
        const MemberStatus &status = *m_member.status;
        section.lines.append(
            {tr("homeportd %1, started %2").arg(status.version, timeOf(status.started)), Severity::None});
        if (m_row.certificateDays)
            section.lines.append({tr("certificate valid until %1").arg(timeOf(status.certificateExpires)),
                certificateWord(m_row).severity});
        section.lines.append({m_row.hasOtherTable
                ? tr("has revision %1 of the cluster table, not the one in force").arg(status.table.number)
                : tr("has the cluster table in force, revision %1").arg(status.table.number),
            m_row.hasOtherTable ? Severity::Warning : Severity::None});
        return section;
    }

    const MemberRow &m_row;
    const MemberState &m_member;
};

struct ClusterDetail
{
    Q_DECLARE_TR_FUNCTIONS(ClusterDetail)
};

} // namespace

QList<DetailSection> memberDetail(const MemberRow &row) { return MemberDetail(row).sections(); }

QList<DetailSection> clusterDetail(const ClusterState &cluster, const QList<MemberRow> &rows)
{
    if (cluster.members.isEmpty())
        return {};
    DetailSection section{ClusterDetail::tr("The cluster"), {}};
    qint64 accounts = 0;
    qint64 sessions = 0;
    qint64 up = 0;
    for (const MemberRow &row : rows) {
        accounts += row.member.accounts();
        sessions += row.member.isReachable && row.member.status ? row.member.status->sessions : 0;
        up += row.member.observed == u"up";
    }
    section.lines.append(
        {ClusterDetail::tr("%1 of %2 members are up").arg(QString::number(up), QString::number(rows.size())),
            up == rows.size() ? Severity::Good : Severity::Warning});
    section.lines.append({ClusterDetail::tr("%n account(s)", nullptr, int(accounts)), Severity::None});
    section.lines.append({ClusterDetail::tr("%n session(s)", nullptr, int(sessions)), Severity::None});
    section.lines.append(
        {ClusterDetail::tr("cluster table: revision %1").arg(cluster.table.number), Severity::None});
    section.lines.append({ClusterDetail::tr("told by %1").arg(cluster.answeredBy), Severity::None});
    if (!cluster.isWholeCluster)
        section.lines.append(
            {ClusterDetail::tr("%1 is no keeper: it tells only what it knows itself").arg(cluster.answeredBy),
                Severity::Notice});
    const DetailSection hint{ClusterDetail::tr("A member"),
        {{ClusterDetail::tr("Select one above to see it alone."), Severity::None}}};
    return {section, hint};
}

} // namespace homeport
