// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Preflight: can the new owners take over?
#include "server/cluster/reassignmentpreflight.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

constexpr qint64 wantedFreeBytes = qint64(1) << 30;

/// True when the target may be asked for its storages.
bool judgeMember(PreflightChecks &checks, const PreflightPorts &ports, const MemberName &to)
{
    const TablePointer table = ports.cluster.table();
    const Member *const row = table->member(to);
    if (!row || row->publicKey.isEmpty()) {
        checks.block("target", QStringLiteral("%1 is no member that has joined").arg(to.text),
            QStringLiteral("Choose one of: homeportctl member list"));
        return false;
    }
    if (!row->rights.store) {
        checks.block("target", QStringLiteral("%1 has no right to own storages").arg(to.text),
            QStringLiteral("homeportctl member set %1 --rights proxy,store").arg(to.text));
        return false;
    }
    if (row->state != AdministrativeState::Ready) {
        checks.block("target", QStringLiteral("%1 is %2").arg(to.text, toText(row->state)),
            QStringLiteral("homeportctl member ready %1, or choose another").arg(to.text));
        return false;
    }
    if (!ports.cluster.isUp(to)) {
        checks.block("target", QStringLiteral("%1 does not answer").arg(to.text),
            QStringLiteral("Start it first, or choose another"));
        return false;
    }
    checks.pass("target", QStringLiteral("%1 is up and may own storages").arg(to.text));
    return true;
}

QJsonObject viewOf(const QJsonObject &answer, const StorageId &id)
{
    const QJsonArray views = answer.value(QStringLiteral("storages")).toArray();
    for (const QJsonValue &view : views) {
        if (view[QStringLiteral("id")].toString() == id.text())
            return view.toObject();
    }
    return {};
}

void judgeSpace(PreflightChecks &checks, const QJsonObject &view, const Storage &row, const MemberName &to)
{
    const qint64 free = view.value(QStringLiteral("freeBytes")).toString().toLongLong();
    if (free <= 0)
        checks.pass("space",
            QStringLiteral("storage %1 comes with its own disk; its space is known once it is served")
                .arg(row.name));
    else if (free < wantedFreeBytes)
        checks.warn("space",
            QStringLiteral("storage %1 has %2 MiB free at %3").arg(row.name).arg(free >> 20).arg(to.text),
            QStringLiteral("Make room there: waiting mail is delivered as soon as it is served"));
    else
        checks.pass("space", QStringLiteral("storage %1 has %2 GiB free").arg(row.name).arg(free >> 30));
}

void judgeStorage(
    PreflightChecks &checks, const QJsonObject &answer, const Storage &row, const MemberName &to)
{
    const bool isPrepared =
        answer.value(QStringLiteral("prepared")).toArray().contains(QJsonValue(row.id.text()));
    if (!isPrepared) {
        const QString fenced =
            row.state == StorageState::Detached ? QString() : QStringLiteral(" --fenced \"STATEMENT\"");
        checks.block("storage", QStringLiteral("storage %1 is not attached to %2").arg(row.name, to.text),
            QStringLiteral("Run there: homeportctl storage attach PATH%1").arg(fenced));
        return;
    }
    const QJsonObject view = viewOf(answer, row.id);
    const quint64 labelEpoch = quint64(view.value(QStringLiteral("epoch")).toInteger());
    if (labelEpoch > row.epoch) {
        checks.block("storage",
            QStringLiteral("storage %1 has epoch %2 on its label, and %3 in the cluster table: the table is "
                           "an old one")
                .arg(row.name)
                .arg(labelEpoch)
                .arg(row.epoch),
            QStringLiteral("Compare homeportctl table history on all keepers"));
        return;
    }
    checks.pass("storage",
        QStringLiteral("storage %1 is attached to %2, and its label has been checked")
            .arg(row.name, to.text));
    judgeSpace(checks, view, row, to);
}

} // namespace

Task<PreflightChecks> checkTargets(PreflightPorts ports, Job job)
{
    PreflightChecks checks;
    const TablePointer table = ports.cluster.table();
    QList<MemberName> targets;
    for (const JobMove &move : job.moves) {
        if (!targets.contains(move.to))
            targets.append(move.to);
    }
    for (const MemberName &to : targets) {
        if (!judgeMember(checks, ports, to))
            continue;
        const Result<QJsonObject> answer =
            co_await askMember(ports, to, QStringLiteral("storage.list"), QJsonObject());
        if (!answer) {
            checks.block("storage",
                QStringLiteral("%1 cannot be asked for its storages: %2").arg(to.text, answer.error().forLog),
                QStringLiteral("Look at homeportctl status"));
            continue;
        }
        for (const JobMove &move : job.moves) {
            const Storage *const row = table->storage(move.storage);
            if (row && move.to == to)
                judgeStorage(checks, *answer, *row, to);
        }
    }
    co_return checks;
}

} // namespace homeport
