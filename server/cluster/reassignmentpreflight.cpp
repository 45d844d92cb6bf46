// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Is the old owner gone for everybody, do tables and clocks agree, does another job run?
#include "server/cluster/reassignmentpreflight.h"

#include "shared/model/jsonreader.h"

#include <vector>

namespace homeport {

namespace {

constexpr qint64 clockToleranceMs = 30000; // design.md §5 "Clock"

struct Viewer
{
    MemberName name;
    Result<MemberStatus> status;
};

Result<MemberStatus> statusOf(const Result<QJsonObject> &answer)
{
    if (!answer)
        return fail(answer.error());
    return memberStatusFromJson(*answer);
}

PeerView viewOf(const MemberStatus &status, const MemberName &seen)
{
    for (const PeerView &peer : status.peers) {
        if (peer.name == seen)
            return peer;
    }
    return {};
}

/// Everybody's status, asked at once.
Task<std::vector<Viewer>> askViewers(PreflightPorts ports, MemberName from, QList<MemberName> without)
{
    const TablePointer table = ports.cluster.table();
    std::vector<Viewer> viewers;
    std::vector<Task<Result<QJsonObject>>> tasks;
    for (const Member &member : table->members) {
        const bool isActive = !member.publicKey.isEmpty() && member.state != AdministrativeState::Withdrawn;
        if (!isActive || member.name == from || without.contains(member.name))
            continue;
        viewers.push_back({member.name, {}});
        tasks.push_back(askMember(ports, member.name, QStringLiteral("status"), QJsonObject()));
    }
    for (size_t i = 0; i < tasks.size(); ++i) {
        const Result<QJsonObject> answer = co_await tasks[i];
        viewers[i].status = statusOf(answer);
    }
    co_return viewers;
}

void judgeViewer(PreflightChecks &checks, const Viewer &viewer, const MemberName &from)
{
    const QString name = viewer.name.text;
    if (!viewer.status) {
        checks.block("old-owner",
            QStringLiteral("%1 cannot be asked whether it still reaches %2 (%3): if it does, clients go on "
                           "writing there")
                .arg(name, from.text, viewer.status.error().forLog),
            QStringLiteral("Make sure that it does not, then name it: --without %1").arg(name));
        return;
    }
    switch (viewOf(*viewer.status, from).state) {
    case ObservedState::Down:
        checks.pass("old-owner", QStringLiteral("%1 sees that %2 is down").arg(name, from.text));
        return;
    case ObservedState::Unknown:
        checks.block("old-owner",
            QStringLiteral("%1 does not know yet whether %2 is down").arg(name, from.text),
            QStringLiteral("Try again in some seconds"));
        return;
    case ObservedState::Up:
    case ObservedState::Diverged:
        checks.block("old-owner",
            QStringLiteral("%1 still reaches %2: clients go on writing there").arg(name, from.text),
            QStringLiteral("Stop %1, or detach its storages: homeportctl storage detach").arg(from.text));
        return;
    }
    Q_UNREACHABLE();
}

void judgeOldOwner(PreflightChecks &checks, const PreflightPorts &ports, const std::vector<Viewer> &viewers,
    const MemberName &from, const QList<MemberName> &without)
{
    for (const MemberName &name : without)
        checks.warn("old-owner", QStringLiteral("%1 is not asked: you answer for it").arg(name.text), {});
    if (from == ports.cluster.self()) {
        checks.block("old-owner", QStringLiteral("%1 itself was asked to do this").arg(from.text),
            QStringLiteral("Detach its storages (homeportctl storage detach), or ask another keeper"));
        return;
    }
    for (const Viewer &viewer : viewers)
        judgeViewer(checks, viewer, from);
}

void judgeTablesAndClocks(PreflightChecks &checks, const std::vector<Viewer> &viewers, const MemberName &self)
{
    QStringList diverged;
    QStringList late;
    for (const Viewer &viewer : viewers) {
        const QList<PeerView> peers = viewer.status ? viewer.status->peers : QList<PeerView>();
        for (const PeerView &peer : peers) {
            if (peer.state == ObservedState::Diverged)
                diverged.append(QStringLiteral("%1 and %2").arg(viewer.name.text, peer.name.text));
            if (viewer.name == self && peer.state == ObservedState::Up
                && std::abs(peer.clockDifferenceMs) > clockToleranceMs)
                late.append(QStringLiteral("%1 by %2 s")
                                .arg(peer.name.text)
                                .arg(std::abs(peer.clockDifferenceMs) / 1000));
        }
    }
    if (diverged.isEmpty())
        checks.pass("tables", QStringLiteral("no cluster tables have diverged"));
    else
        checks.block("tables",
            QStringLiteral("the cluster tables have diverged: ") + diverged.join(QStringLiteral(", ")),
            QStringLiteral("Merge them first: homeportctl table merge"));
    if (late.isEmpty())
        checks.pass("clocks", QStringLiteral("clocks differ by less than 30 s"));
    else
        checks.warn("clocks",
            QStringLiteral("clocks differ from %1's: %2").arg(self.text, late.join(QStringLiteral(", "))),
            QStringLiteral("Nothing is decided by them, but logs mislead: set them right"));
}

void judgeJobs(PreflightChecks &checks, const ClusterTable &table, const Job &job)
{
    if (const Job *const running = table.runningJob()) {
        checks.block("job",
            QStringLiteral("job %1 of %2 is %3 (%4 %5 %6)")
                .arg(running->shortId(), running->author, toText(running->state), toText(running->kind),
                    running->from.text, running->to.text),
            QStringLiteral("See homeportctl job show %1; wait, or cancel it").arg(running->shortId()));
    } else {
        checks.pass("job", QStringLiteral("no other job is running"));
    }
    const QList<Job> unfinished = unfinishedJobs(table, job.storages());
    for (const Job &other : unfinished) {
        checks.warn("job",
            QStringLiteral(
                "job %1 (%2 %3 %4) was %5 before all its records were rewritten: what it left goes "
                "along")
                .arg(
                    other.shortId(), toText(other.kind), other.from.text, other.to.text, toText(other.state)),
            QStringLiteral("To keep the two apart, end it first: homeportctl job resume %1")
                .arg(other.shortId()));
    }
}

} // namespace

Task<Result<QJsonObject>> askMember(
    PreflightPorts ports, MemberName member, QString what, QJsonObject arguments)
{
    if (member == ports.cluster.self()) {
        const Result<QJsonObject> answer = co_await ports.askSelf(what, arguments);
        co_return answer;
    }
    const Result<QJsonObject> answer =
        co_await ports.members.ask(member, what, arguments, ports.clock.in(ports.askPatience));
    co_return answer;
}

Task<Result<QList<StorageId>>> preparedAt(PreflightPorts ports, MemberName member)
{
    const Result<QJsonObject> answer =
        co_await askMember(ports, member, QStringLiteral("storage.list"), QJsonObject());
    if (!answer)
        co_return fail(answer.error());
    JsonReader reader(*answer);
    const QList<StorageId> ids = reader.ids<StorageId>("prepared");
    co_return reader.finish(ids);
}

Task<PreflightReport> preflight(PreflightPorts ports, Job job, QList<MemberName> without)
{
    const auto report = std::make_shared<PreflightReport>();
    const TablePointer table = ports.cluster.table();
    Task<> directory = checkDirectory(ports, job, report); // goes on while members are asked
    PreflightChecks checks;
    judgeJobs(checks, *table, job);
    if (job.moves.isEmpty())
        checks.block("scope", QStringLiteral("%1 owns no storage").arg(job.from.text),
            QStringLiteral("See homeportctl storage list"));
    bool isDetached = !job.moves.isEmpty();
    for (const JobMove &move : job.moves) {
        const Storage *const row = table->storage(move.storage);
        isDetached = isDetached && row && row->state == StorageState::Detached;
    }
    const std::vector<Viewer> viewers = co_await askViewers(ports, job.from, without);
    // what was let go cleanly needs nobody's death
    if (isDetached)
        checks.pass("old-owner", QStringLiteral("%1 has let go of it").arg(job.from.text));
    else
        judgeOldOwner(checks, ports, viewers, job.from, without);
    judgeTablesAndClocks(checks, viewers, ports.cluster.self());
    const PreflightChecks targets = co_await checkTargets(ports, job);
    co_await directory;
    report->checks.list = checks.list + targets.list + report->checks.list;
    co_return PreflightReport(*report);
}

} // namespace homeport
