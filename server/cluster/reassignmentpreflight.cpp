// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Is the old owner gone for everybody, and does the new one hold the storages?
#include "server/cluster/reassignmentpreflight.h"

#include "shared/model/jsonreader.h"

#include <vector>

namespace homeport {

namespace {

Task<Result<QJsonObject>> ask(PreflightPorts ports, MemberName member, QString what)
{
    if (member == ports.cluster.self()) {
        const Result<QJsonObject> answer = co_await ports.askSelf(what, {});
        co_return answer;
    }
    const Result<QJsonObject> answer =
        co_await ports.members.ask(member, what, {}, ports.clock.in(ports.patience));
    co_return answer;
}

/// How `viewer` sees `seen`, from its status.
Result<PeerView> viewOf(const Result<QJsonObject> &answer, const MemberName &seen)
{
    if (!answer)
        return fail(answer.error());
    const Result<MemberStatus> status = memberStatusFromJson(*answer);
    if (!status)
        return fail(status.error());
    for (const PeerView &peer : status->peers) {
        if (peer.name == seen)
            return peer;
    }
    return PeerView{};
}

QString blockOf(const MemberName &viewer, const MemberName &from, const Result<PeerView> &view)
{
    if (!view) {
        return QStringLiteral(
            "%1 cannot be asked whether it still reaches %2 (%3): if it does, clients go on writing there. "
            "Make sure that it does not, then name it: --without %1")
            .arg(viewer.text, from.text, view.error().forLog);
    }
    switch (view->state) {
    case ObservedState::Down:
        return {};
    case ObservedState::Unknown:
        return QStringLiteral("%1 does not know yet whether %2 is down: try again in some seconds")
            .arg(viewer.text, from.text);
    case ObservedState::Up:
    case ObservedState::Diverged:
        return QStringLiteral(
            "%1 still reaches %2: clients go on writing there. Stop %2, or detach its storages "
            "(homeportctl storage detach)")
            .arg(viewer.text, from.text);
    }
    Q_UNREACHABLE();
}

Task<QStringList> blocksByViewers(PreflightPorts ports, MemberName from, QList<MemberName> without)
{
    const TablePointer table = ports.cluster.table();
    QStringList blocks;
    if (ports.cluster.isUp(from) && from != ports.cluster.self()) {
        PeerView up;
        up.state = ObservedState::Up;
        blocks.append(blockOf(ports.cluster.self(), from, up));
    }
    if (from == ports.cluster.self())
        blocks.append(
            QStringLiteral("%1 itself was asked to do this: detach its storages, or ask another keeper")
                .arg(from.text));
    std::vector<MemberName> viewers;
    std::vector<Task<Result<QJsonObject>>> tasks;
    for (const Member &member : table->members) {
        const bool isActive = !member.publicKey.isEmpty() && member.state != AdministrativeState::Withdrawn;
        if (!isActive || member.name == from || member.name == ports.cluster.self()
            || without.contains(member.name))
            continue;
        viewers.push_back(member.name);
        tasks.push_back(ask(ports, member.name, QStringLiteral("status")));
    }
    for (size_t i = 0; i < tasks.size(); ++i) {
        const Result<QJsonObject> answer = co_await tasks[i];
        const QString block = blockOf(viewers[i], from, viewOf(answer, from));
        if (!block.isEmpty())
            blocks.append(block);
    }
    co_return blocks;
}

QString blockOfTarget(const PreflightPorts &ports, const MemberName &to)
{
    const TablePointer table = ports.cluster.table();
    const Member *const row = table->member(to);
    if (!row || row->publicKey.isEmpty())
        return QStringLiteral("%1 is no member that has joined").arg(to.text);
    if (!row->rights.store)
        return QStringLiteral(
            "%1 has no right to own storages (homeportctl member set %1 --rights proxy,store)")
            .arg(to.text);
    if (row->state == AdministrativeState::Withdrawn)
        return QStringLiteral("%1 is withdrawn").arg(to.text);
    if (!ports.cluster.isUp(to))
        return QStringLiteral("%1 does not answer: start it first").arg(to.text);
    return {};
}

} // namespace

Task<Result<QList<StorageId>>> preparedAt(PreflightPorts ports, MemberName member)
{
    const Result<QJsonObject> answer = co_await ask(ports, member, QStringLiteral("storage.list"));
    if (!answer)
        co_return fail(answer.error());
    JsonReader reader(*answer);
    const QList<StorageId> ids = reader.ids<StorageId>("prepared");
    co_return reader.finish(ids);
}

Task<PreflightReport> preflight(
    PreflightPorts ports, MemberName from, MemberName to, QList<MemberName> without)
{
    PreflightReport report;
    const TablePointer table = ports.cluster.table();
    report.storages = table->storagesOwnedBy(from);
    if (report.storages.isEmpty())
        report.blocks.append(QStringLiteral("%1 owns no storage").arg(from.text));
    for (const MemberName &name : without)
        report.warnings.append(QStringLiteral("%1 is not asked: you answer for it").arg(name.text));
    const auto isDetached = [](const Storage &storage) { return storage.state == StorageState::Detached; };
    // what was let go cleanly needs nobody's death
    if (!std::all_of(report.storages.begin(), report.storages.end(), isDetached)) {
        const QStringList blocks = co_await blocksByViewers(ports, from, without);
        report.blocks += blocks;
    }
    if (const QString block = blockOfTarget(ports, to); !block.isEmpty()) {
        report.blocks.append(block);
        co_return report;
    }
    const Result<QList<StorageId>> prepared = co_await preparedAt(ports, to);
    if (!prepared) {
        report.blocks.append(
            QStringLiteral("%1 cannot be asked for its storages: %2").arg(to.text, prepared.error().forLog));
        co_return report;
    }
    for (const Storage &storage : report.storages) {
        if (!prepared->contains(storage.id)) {
            report.blocks.append(
                QStringLiteral(
                    "storage %1 is not attached to %2: run there: homeportctl storage attach PATH%3")
                    .arg(storage.name, to.text,
                        isDetached(storage) ? QString() : QStringLiteral(" --fenced \"STATEMENT\"")));
        }
    }
    co_return report;
}

} // namespace homeport
