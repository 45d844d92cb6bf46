// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Client connections of one worker: each from its first byte to its home.
#pragma once

#include "server/app/homesessions.h"
#include "server/imap/imaplogin.h"
#include "server/pop3/pop3login.h"
#include "server/ports/cluster.h"
#include "server/smtp/smtpsession.h"
#include "shared/net/listener.h"

namespace homeport {

enum class StartsWith { Plaintext, Tls };

struct ClientSettings
{
    SmtpPolicy smtp;
    SmtpPolicy submission;
    ImapLoginSettings imap;
    Pop3LoginPolicy pop3;
    std::shared_ptr<TlsContext> tls; ///< for new sessions
    std::chrono::milliseconds tunnelIdle = std::chrono::minutes(31); ///< just over IMAP's 30 minutes at home
    std::chrono::milliseconds drainSpread = std::chrono::minutes(5);
};

/// What a worker lends its sessions; all outlive them.
struct ClientPorts
{
    MessageIntake &intake;
    Router &router;
    Directory &directory;
    Authenticator &authenticator;
    MemberLink &link;
    HomeSessions &homes;
    const ClusterView &cluster;
    const Clock &clock;
    MessagePlace place;
    SessionRoster &roster; ///< of this worker
};

/// Thread: its worker. A Task here owns its connection; nobody waits for it.
class ClientSessions
{
public:
    ClientSessions(ClientPorts ports, std::shared_ptr<const ClientSettings> settings)
        : m_ports(std::move(ports))
        , m_settings(std::move(settings))
        , m_drain(m_settings->drainSpread)
    {
    }
    /// For sessions that begin from now on (certificates were renewed, a reload).
    void replaceSettings(std::shared_ptr<const ClientSettings> settings) { m_settings = std::move(settings); }

    Task<> smtp(Accepted accepted, Sender sender, StartsWith start);
    Task<> imap(Accepted accepted, StartsWith start);
    Task<> pop3(Accepted accepted, StartsWith start);

    /// The members that are drained or withdrawn now. While this one is among them its SMTP sessions end
    /// between two messages, over a while; sessions carried elsewhere are ended by their homes.
    void setLeaving(QSet<MemberName> members) { m_drain.setLeaving(std::move(members)); }
    /// Whether new connections are served, or told at once, in their protocol's words, to go elsewhere.
    void setTakesClients(bool takes) { m_takesClients = takes; }

    /// SMTP finishes the message under way, logins and tunnels end.
    void stop() { m_stop.request_stop(); }
    int count() const { return m_count.load(); } ///< any thread

private:
    struct Counted;
    Task<std::unique_ptr<ByteStream>> open(Accepted accepted, StartsWith start, QByteArray refusal);
    /// Why a login that was right cannot be served by its home now; nothing when it may.
    std::optional<QString> reasonAgainst(const MemberName &home) const;
    /// To the home of `identity`: here or by a tunnel, following *not here* once. The error: it is away, and
    /// the login has not been answered; the stream is where it was.
    Task<Result<>> carry(std::unique_ptr<ByteStream> &stream, Identity identity, TunnelRequest request);
    Task<> tunnel(std::unique_ptr<ByteStream> client, std::unique_ptr<ByteStream> home, MemberName owner,
        TunnelRequest request);
    SessionFacts factsOf(const ByteStream &stream, SessionService service, const SessionId &session) const;
    TunnelRequest requestFor(const ByteStream &stream, const Identity &identity, const char *protocol,
        const SessionId &session) const;

    const ClientPorts m_ports;
    std::shared_ptr<const ClientSettings> m_settings;
    SessionDrain m_drain;
    bool m_takesClients = true;
    std::stop_source m_stop;
    std::atomic<int> m_count{0};
};

} // namespace homeport
