// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Accepts TCP connections in one place: bind addresses, allowed networks, caps, and calm when descriptors run
// out.
#pragma once

#include "shared/net/networks.h"
#include "shared/net/tcpstream.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <vector>

namespace homeport {

struct ListenerOptions
{
    QString name; ///< for the log and errors: "smtp", "cluster"
    QStringList addresses; ///< to bind; an IPv6 address takes IPv6 only. At least one
    quint16 port = 0; ///< 0: the system chooses one (the same on all addresses), see Listener::port()
    QStringList allowedNetworks; ///< "192.0.2.0/24", "::1"; empty: everybody
    /// Proxies whose connections begin with a PROXY header: networks and the cap per source are judged for
    /// the client that the header names, not for them.
    QStringList proxyNetworks;
    int perSource = 0; ///< connections at a time from one address (IPv6: one /64); 0: no cap
    int total = 0; ///< connections at a time in all; 0: no cap
    int backlog = 1024;
};

/// Judges a client that a proxy named, as the listener does: its place, or nothing (refused). Any thread.
using ClientGate = std::function<ConnectionSlot(const QByteArray &address)>;

/// One accepted connection, not read from yet. Give `slot` to the TcpStream: the caps count until it is
/// closed.
struct Accepted
{
    Descriptor descriptor;
    PeerInfo peer;
    ConnectionSlot slot;
    ClientGate gate = {}; ///< given: the peer is a listed proxy, see meetClient() in proxiedclient.h
};

/// Lives in the thread that made it, where `accept` is called. Closing it leaves accepted connections alone.
class Listener : public QObject
{
    Q_OBJECT

public:
    using Accept = std::function<void(Accepted)>;
    struct Refused
    {
        quint64 byNetwork = 0;
        quint64 bySourceCap = 0;
        quint64 byTotalCap = 0;
    };

    /// Error (forLog): "smtp: 192.0.2.1:25 is in use by another program" and the like, naming address and
    /// port.
    static Result<std::unique_ptr<Listener>> open(const ListenerOptions &options, Accept accept);
    ~Listener() override;

    quint16 port() const { return m_port; } ///< the real one
    int connections() const; ///< at this moment, counted by their slots
    Refused refused() const { return m_refused; }
    /// New connections wait in the kernel's queue (at shutdown, or under pressure) until resume().
    void pause();
    void resume();

private:
    struct Rules;
    struct Slot;

    Listener(
        const ListenerOptions &options, std::shared_ptr<Rules> rules, NetworkList proxies, Accept accept);
    Result<> bindTo(const QString &address);
    void acceptSome(int descriptor);
    void admit(Descriptor descriptor, PeerInfo peer);
    void pauseForDescriptors(int errorNumber);

    ListenerOptions m_options;
    NetworkList m_proxies;
    Accept m_accept;
    quint16 m_port = 0;
    std::shared_ptr<Rules> m_rules;
    std::vector<Descriptor> m_descriptors;
    std::vector<std::unique_ptr<Notifier>> m_notifiers;
    QTimer m_retry;
    bool m_paused = false;
    bool m_complained = false;
    Refused m_refused;
};

} // namespace homeport
