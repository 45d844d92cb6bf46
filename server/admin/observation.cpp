// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is seen of a member.
#include "server/admin/observation.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

QDateTime timeOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

void keepEarliest(QDateTime &earliest, const QDateTime &time)
{
    if (time.isValid() && (!earliest.isValid() || time < earliest))
        earliest = time;
}

} // namespace

void Witnesses::add(const MemberName &witness, const QJsonValue &peer)
{
    const QString state = peer[QStringLiteral("state")].toString();
    const QString error = peer[QStringLiteral("lastError")].toString();
    m_rows.append(QJsonObject{{QStringLiteral("member"), witness.text}, {QStringLiteral("state"), state},
        {QStringLiteral("since"), peer[QStringLiteral("since")]}, {QStringLiteral("lastError"), error}});
    const QDateTime since = timeOf(peer[QStringLiteral("since")]);
    if (state == toText(ObservedState::Down)) {
        m_down.append(QStringLiteral("%1 sees it down%2")
                          .arg(witness.text, error.isEmpty() ? QString() : QStringLiteral(": ") + error));
        keepEarliest(m_downSince, since);
    } else if (state == toText(ObservedState::Up)) {
        keepEarliest(m_upSince, since);
    }
}

QHash<QString, Witnesses> witnessesOf(const std::vector<MemberAnswer> &answers)
{
    QHash<QString, Witnesses> all;
    for (const MemberAnswer &witness : answers) {
        const QJsonArray peers =
            witness.answer ? witness.answer->value(QStringLiteral("peers")).toArray() : QJsonArray();
        for (const QJsonValue &peer : peers) {
            const QString subject = peer[QStringLiteral("name")].toString();
            if (subject != witness.member.text)
                all[subject].add(witness.member, peer);
        }
    }
    return all;
}

QStringList faultsOf(const QJsonObject &status, const TableRevision &revision, qint64 nowMs)
{
    QStringList faults;
    const QString directory = status[QStringLiteral("directory")].toString();
    if (!directory.isEmpty() && directory != u"up")
        faults.append(QStringLiteral("directory: ") + directory);
    const QJsonArray alarms = status[QStringLiteral("alarms")].toArray();
    for (const QJsonValue &alarm : alarms)
        faults.append(alarm.toString());
    const QString hash = status[QStringLiteral("table")].toObject()[QStringLiteral("hash")].toString();
    if (hash != QString::fromLatin1(revision.hash))
        faults.append(QStringLiteral("it has another cluster table than this member"));
    const QDateTime expires = timeOf(status[QStringLiteral("certificateExpires")]);
    if (expires.isValid() && expires.toMSecsSinceEpoch() < nowMs)
        faults.append(QStringLiteral("its certificate has expired"));
    return faults;
}

QStringList unservedOf(const AdminWorld &world, const ClusterTable &table, const MemberName &member)
{
    QStringList unserved;
    const QList<Storage> owned = table.storagesOwnedBy(member);
    for (const Storage &storage : owned) {
        if (storage.state == StorageState::Detached)
            unserved.append(QStringLiteral("storage %1 is detached: nobody serves it").arg(storage.name));
        else if (!world.ports.cluster.isServed(storage.id))
            unserved.append(QStringLiteral("storage %1 is not served").arg(storage.name));
    }
    return unserved;
}

Observed judge(const AdminWorld &world, const ClusterTable &table, const MemberAnswer &member,
    const Witnesses &witnesses, qint64 nowMs)
{
    Observed observed;
    if (!member.answer) {
        observed.word = witnesses.anySeesDown() ? QStringLiteral("down") : QStringLiteral("unknown");
        observed.evidence = witnesses.downSince();
        observed.reasons =
            QStringList(QStringLiteral("does not answer: ") + textForAdministrator(member.answer.error()))
            + witnesses.whoSeesDown();
        const Member *const row = table.member(member.member);
        if (row && row->state == AdministrativeState::Withdrawn)
            observed.reasons.prepend(QStringLiteral("withdrawn: nobody looks at it"));
        return observed;
    }
    observed.reasons = faultsOf(*member.answer, world.ports.cluster.revision(), nowMs)
        + unservedOf(world, table, member.member) + witnesses.whoSeesDown();
    if (!observed.reasons.isEmpty()) {
        observed.word = QStringLiteral("degraded");
        observed.evidence = witnesses.downSince();
        return observed;
    }
    observed.word = QStringLiteral("up");
    observed.evidence = timeOf((*member.answer)[QStringLiteral("started")]);
    if (witnesses.upSince().isValid()
        && (!observed.evidence.isValid() || witnesses.upSince() > observed.evidence))
        observed.evidence = witnesses.upSince();
    return observed;
}

QDateTime beginningOf(AdminWorld &world, const MemberName &member, const Observed &observed, qint64 nowMs)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC);
    const QDateTime evidence = observed.evidence.isValid() ? std::min(observed.evidence, now) : QDateTime();
    const auto last = world.observations.constFind(member.text);
    AdminWorld::Observation next{observed.word, evidence, now};
    if (last != world.observations.cend()) {
        const bool isNewer = evidence.isValid() && evidence >= last->looked;
        if (last->word == observed.word)
            next.since = isNewer ? evidence : last->since; // isNewer: it has been otherwise in between
        else
            next.since = isNewer ? evidence : now;
    }
    world.observations.insert(member.text, next);
    return next.since;
}

} // namespace homeport
