// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Facts about the other members.
#include "server/cluster/peerboard.h"

#include "server/cluster/log.h"

#include <algorithm>

namespace homeport {

PeerBoard::Peer &PeerBoard::peer(const MemberName &name)
{
    Peer &found = m_peers[name];
    if (found.view.name.isEmpty()) {
        found.view.name = name;
        found.view.since = QDateTime::currentDateTimeUtc();
    }
    return found;
}

void PeerBoard::setState(Peer &peer, ObservedState state)
{
    if (peer.view.state == state)
        return;
    peer.view.state = state;
    peer.view.since = QDateTime::currentDateTimeUtc();
}

void PeerBoard::note(Peer &peer, const Hello &hello)
{
    constexpr qint64 worthAWarningMs = 30'000;
    peer.view.table = hello.table;
    peer.workers = hello.workers;
    peer.view.clockDifferenceMs = QDateTime::currentDateTimeUtc().msecsTo(hello.clock);
    if (std::abs(peer.view.clockDifferenceMs) > worthAWarningMs)
        qCWarning(lcCluster) << Event("clock-difference")
                                    .with("member", peer.view.name)
                                    .with("ms", peer.view.clockDifferenceMs);
    if (hello.serial >= peer.serial) {
        peer.serial = hello.serial;
        peer.served.clear();
        for (const ServedEpoch &storage : hello.storages)
            peer.served.insert(storage.id, storage.epoch);
    }
}

void PeerBoard::cameUp(const MemberName &name, const Hello &hello)
{
    Peer &found = peer(name);
    found.isUp = true;
    found.serial = 0; // it may have been restarted with a clock that went back
    found.view.lastError.clear();
    setState(found, found.isDiverged ? ObservedState::Diverged : ObservedState::Up);
    note(found, hello);
    publish();
}

void PeerBoard::wentDown(const MemberName &name, const Error &why)
{
    Peer &found = peer(name);
    found.isUp = false;
    found.view.lastError = why.forLog;
    found.away.clear();
    setState(found, ObservedState::Down);
    publish();
}

void PeerBoard::failedAgain(const MemberName &name, const Error &why)
{
    peer(name).view.lastError = why.forLog;
}

void PeerBoard::said(const MemberName &name, const Hello &hello)
{
    note(peer(name), hello);
    publish();
}

void PeerBoard::serves(const MemberName &name, const Serving &serving)
{
    Peer &found = peer(name);
    if (serving.serial < found.serial)
        return;
    found.serial = serving.serial;
    found.served.clear();
    for (const ServedEpoch &storage : serving.storages)
        found.served.insert(storage.id, storage.epoch);
    found.away.clear();
    for (const AwayStorage &storage : serving.away)
        found.away.insert(storage.id, storage.why);
    publish();
}

void PeerBoard::has(const MemberName &name, const TableRevision &table) { peer(name).view.table = table; }

void PeerBoard::diverged(const MemberName &name, bool is)
{
    Peer &found = peer(name);
    if (is && !found.isDiverged)
        qCCritical(lcCluster) << Event("table-diverged").with("member", name);
    found.isDiverged = is;
    if (found.isUp)
        setState(found, is ? ObservedState::Diverged : ObservedState::Up);
}

void PeerBoard::compared(const MemberName &name) { peer(name).isCompared = true; }

void PeerBoard::keepOnly(const QSet<MemberName> &peers)
{
    m_peers.removeIf([&peers](auto entry) { return !peers.contains(entry.key()); });
    publish();
}

QList<PeerView> PeerBoard::views() const
{
    QList<PeerView> result;
    for (const Peer &each : m_peers)
        result.append(each.view);
    std::sort(result.begin(), result.end(),
        [](const PeerView &a, const PeerView &b) { return a.name.text < b.name.text; });
    return result;
}

bool PeerBoard::isAnyDiverged() const
{
    return std::any_of(m_peers.cbegin(), m_peers.cend(), [](const Peer &each) { return each.isDiverged; });
}

void PeerBoard::publish()
{
    auto snapshot = std::make_shared<Snapshot>();
    for (auto each = m_peers.cbegin(); each != m_peers.cend(); ++each)
        snapshot->insert(each.key(), {each->isUp, each->workers, each->served, each->away});
    m_seen.store(std::move(snapshot));
}

bool PeerBoard::isUp(const MemberName &name) const { return m_seen.load()->value(name).isUp; }

int PeerBoard::workersOf(const MemberName &name) const { return m_seen.load()->value(name).workers; }

bool PeerBoard::isServing(const MemberName &name, const StorageId &storage, quint64 epoch) const
{
    const std::shared_ptr<const Snapshot> seen = m_seen.load();
    const auto found = seen->constFind(name);
    return found != seen->constEnd() && found->served.contains(storage)
        && found->served.value(storage) == epoch;
}

QString PeerBoard::whyAway(const MemberName &name, const StorageId &storage) const
{
    return m_seen.load()->value(name).away.value(storage);
}

} // namespace homeport
