// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a run tells: while it goes on, and when it has ended (protocol.md 1.11).
#include "server/cluster/reassignment.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

double perSecond(qint64 count, qint64 ms) { return ms > 0 ? double(count) * 1000 / double(ms) : 0; }

} // namespace

QJsonObject JobRun::progress(qint64 nowMs) const
{
    const qint64 sinceMs = rewritingMs > 0 ? nowMs - rewritingMs : 0;
    const double rate = perSecond(rewritten, sinceMs);
    QJsonObject out{{QStringLiteral("job"), job.id.text()}, {QStringLiteral("state"), toText(job.state)},
        {QStringLiteral("undo"), job.isUndo}, {QStringLiteral("runner"), job.runner.text},
        {QStringLiteral("text"), text}, {QStringLiteral("rewritten"), rewritten},
        {QStringLiteral("total"), total >= 0 ? QJsonValue(total) : QJsonValue()},
        {QStringLiteral("seconds"), double(nowMs - begunMs) / 1000}, {QStringLiteral("rate"), qRound64(rate)},
        {QStringLiteral("served"), servedMs.has_value()}};
    out.insert(QStringLiteral("servedAfterMs"), servedMs ? QJsonValue(*servedMs) : QJsonValue());
    const bool isKnown = total >= 0 && rate > 0;
    out.insert(QStringLiteral("remainingSeconds"),
        isKnown ? QJsonValue(qRound64(double(std::max<qint64>(0, total - rewritten)) / rate)) : QJsonValue());
    return out;
}

QJsonObject Reassignment::outcomeJson(const RunPointer &run, const RewriteOutcome &outcome) const
{
    const Job &job = run->job;
    QStringList warnings = run->warnings + job.warnings;
    for (const QString &name : run->unserved)
        warnings.append(QStringLiteral("storage %1 is not served yet: see homeportctl status").arg(name));
    QStringList next;
    if (job.state == JobState::Failed)
        next.append(
            QStringLiteral("access is back; when the directory is well, for the rest of the records: ")
            + jobtext::command("resume", job));
    else if (outcome.damaged > 0)
        next.append(QStringLiteral("mend the damaged records with an LDAP tool, then: ")
            + jobtext::command("resume", job));
    const qint64 nowMs = m_ports.clock.monotonicMs();
    const qint64 rewritingMs = run->rewritingMs > 0 ? nowMs - run->rewritingMs : 0;
    return {{QStringLiteral("done"), job.state == JobState::Done || job.state == JobState::Undone},
        {QStringLiteral("job"), toJson(job)},
        {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(job))},
        {QStringLiteral("served"), run->unserved.isEmpty()},
        {QStringLiteral("servedAfterMs"), run->servedMs ? QJsonValue(*run->servedMs) : QJsonValue()},
        {QStringLiteral("total"), std::max(run->total, outcome.rewritten)},
        {QStringLiteral("rewritten"), outcome.rewritten}, {QStringLiteral("failed"), outcome.failed},
        {QStringLiteral("errors"), QJsonArray::fromStringList(outcome.errors)},
        {QStringLiteral("damagedCount"), outcome.damaged},
        {QStringLiteral("damaged"), QJsonArray::fromStringList(outcome.damagedEntries)},
        {QStringLiteral("seconds"), double(nowMs - run->begunMs) / 1000},
        {QStringLiteral("rate"), qRound64(perSecond(outcome.rewritten, rewritingMs))},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)},
        {QStringLiteral("next"), QJsonArray::fromStringList(next)}};
}

QJsonObject Reassignment::haltedJson(const RunPointer &run, const RewriteOutcome &outcome) const
{
    Job job = run->job;
    const TablePointer table = m_ports.cluster.table();
    for (const Job &row : table->jobs) {
        if (row.id == job.id)
            job = row;
    }
    QString text;
    QStringList next;
    if (m_isStopping) {
        text = QStringLiteral("this daemon is stopping: the job goes on when it starts again");
    } else if (outcome.end == RewriteEnd::FencedOff || job.runner != m_ports.cluster.self()) {
        text = QStringLiteral("another keeper has taken the job over: nothing more is written from here");
        next.append(jobtext::command("show", job));
    } else if (job.state == JobState::Paused) {
        text = QStringLiteral("the job was paused");
        next.append(jobtext::command("resume", job));
    } else {
        text = QStringLiteral("the job is %1").arg(toText(job.state));
        next.append(jobtext::command("show", job));
    }
    return {{QStringLiteral("done"), false}, {QStringLiteral("halted"), true}, {QStringLiteral("text"), text},
        {QStringLiteral("job"), toJson(job)},
        {QStringLiteral("storages"), QJsonArray::fromStringList(storageNames(job))},
        {QStringLiteral("rewritten"), outcome.rewritten},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(run->warnings)},
        {QStringLiteral("next"), QJsonArray::fromStringList(next)}};
}

} // namespace homeport
