// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who serves which storage, as members tell each other (protocol.md 1.9).
#include "server/cluster/clusterservice.h"
#include "server/cluster/log.h"

namespace homeport {

bool ClusterService::isServed(const StorageId &storage) const
{
    const TablePointer table = m_store.table();
    const Storage *row = table ? table->storage(storage) : nullptr;
    if (!row || row->state != StorageState::Served || isWithdrawn(row->owner))
        return false; // mail for a withdrawn member waits, whatever it announces
    if (row->owner == m_settings.self)
        return m_serving.load()->storages.contains(ServedEpoch{storage, row->epoch});
    return m_board.isUp(row->owner) && m_board.isServing(row->owner, storage, row->epoch);
}

bool ClusterService::isWithdrawn(const MemberName &member) const
{
    const TablePointer table = m_store.table();
    const Member *row = table ? table->member(member) : nullptr;
    return row && row->state == AdministrativeState::Withdrawn;
}

QString ClusterService::whyParked(const StorageId &storage) const
{
    const TablePointer table = m_store.table();
    const Storage *row = table ? table->storage(storage) : nullptr;
    if (!row || isServed(storage))
        return {};
    if (row->state == StorageState::Detached)
        return QStringLiteral("storage %1 is detached: nobody serves it").arg(row->name);
    const Member *owner = table->member(row->owner);
    if (owner && owner->state == AdministrativeState::Withdrawn)
        return QStringLiteral("%1 is withdrawn").arg(row->owner.text);
    if (row->owner != m_settings.self)
        return m_board.isUp(row->owner) ? m_board.whyAway(row->owner, storage) : QString();
    for (const AwayStorage &away : m_serving.load()->away) {
        if (away.id == storage)
            return away.why;
    }
    return {};
}

void ClusterService::publishServing(Serving serving)
{
    serving.serial = std::max(m_serving.load()->serial + 1, quint64(m_clock.wallMs()));
    m_serving.store(std::make_shared<const Serving>(std::move(serving)));
    for (auto link = m_links.cbegin(); link != m_links.cend(); ++link)
        announce(link.key());
    tellServed();
}

void ClusterService::setServing(QList<ServedEpoch> storages)
{
    Serving serving = *m_serving.load();
    serving.storages = std::move(storages);
    publishServing(std::move(serving));
}

void ClusterService::setAway(QList<AwayStorage> storages)
{
    Serving serving = *m_serving.load();
    if (serving.away == storages)
        return;
    serving.away = std::move(storages);
    publishServing(std::move(serving));
}

void ClusterService::announce(const MemberName &peer)
{
    if (connectionTo(peer))
        sendServing(peer, *m_serving.load());
}

Task<> ClusterService::sendServing(MemberName peer, Serving serving)
{
    const auto busy = hold();
    Http2Connection *connection = connectionTo(peer);
    const QJsonObject body = toJson(serving);
    const Deadline deadline(m_settings.times.deadAfter);
    const Result<JsonAnswer> answer =
        co_await requestJson(*connection, "POST", "/v1/serving", peer, body, deadline);
    // no repetition: the next hello tells the list again
    if (!answer)
        qCInfo(lcCluster) << Event("serving-not-told").with("member", peer).why(answer.error());
}

void ClusterService::tellServed()
{
    QList<StorageId> fresh;
    for (const Storage &row : m_store.table()->storages) {
        if (!isServed(row.id))
            m_toldServed.remove(row.id);
        else if (!m_toldServed.contains(row.id))
            fresh.append(row.id);
    }
    for (const StorageId &id : fresh) {
        m_toldServed.insert(id);
        if (m_hooks.servedNow)
            m_hooks.servedNow(id);
    }
}

} // namespace homeport
