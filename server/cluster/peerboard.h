// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What this member knows of the others: up, table, storages served, clock. Written by the main thread, read
// by all.
#pragma once

#include "server/cluster/messages.h"
#include "shared/model/status.h"

#include <QSet>
#include <atomic>

namespace homeport {

class PeerBoard
{
public:
    PeerBoard() { publish(); }

    // main thread
    void cameUp(const MemberName &peer, const Hello &hello);
    void wentDown(const MemberName &peer, const Error &why);
    void failedAgain(const MemberName &peer, const Error &why);
    void said(const MemberName &peer, const Hello &hello); ///< a hello in the other direction
    void serves(
        const MemberName &peer, const Serving &serving); ///< an older serial than the known one is ignored
    void has(const MemberName &peer, const TableRevision &table);
    void diverged(const MemberName &peer, bool is);
    void compared(const MemberName &peer);
    bool isCompared(const MemberName &peer) const { return m_peers.value(peer).isCompared; }
    TableRevision tableOf(const MemberName &peer) const { return m_peers.value(peer).view.table; }
    void keepOnly(const QSet<MemberName> &peers); ///< rows that are gone are forgotten
    QList<PeerView> views() const;
    bool isAnyDiverged() const;

    // any thread
    bool isUp(const MemberName &peer) const;
    int workersOf(const MemberName &peer) const; ///< 1 when unknown
    bool isServing(const MemberName &peer, const StorageId &storage, quint64 epoch) const; ///< up or not
    /// What it says about a storage that it owns and does not serve; empty: nothing.
    QString whyAway(const MemberName &peer, const StorageId &storage) const;

private:
    struct Peer
    {
        PeerView view;
        bool isUp = false;
        bool isCompared = false;
        bool isDiverged = false;
        int workers = 1;
        quint64 serial = 0;
        QHash<StorageId, quint64> served;
        QHash<StorageId, QString> away;
    };
    struct Seen
    {
        bool isUp = false;
        int workers = 1;
        QHash<StorageId, quint64> served;
        QHash<StorageId, QString> away;
    };
    using Snapshot = QHash<MemberName, Seen>;

    Peer &peer(const MemberName &name);
    void setState(Peer &peer, ObservedState state);
    void note(Peer &peer, const Hello &hello);
    void publish();

    QHash<MemberName, Peer> m_peers;
    std::atomic<std::shared_ptr<const Snapshot>> m_seen;
};

} // namespace homeport
