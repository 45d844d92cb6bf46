// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Client connections of one worker.
#include "server/app/clientsessions.h"

#include "server/app/applog.h"
#include "shared/net/proxiedclient.h"

namespace homeport {

Q_LOGGING_CATEGORY(lcApp, "homeport.app")

namespace {

/// Closes a stream when the server stops. Lives in the coroutine that owns the stream, beside it.
class CloseOnStop
{
public:
    CloseOnStop(std::stop_token stop, ByteStream &stream)
        : m_callback(std::move(stop), Close{&stream})
    {
    }

private:
    struct Close
    {
        ByteStream *stream;
        void operator()() const { stream->close(); } // its coroutine resumes from the event loop
    };
    std::stop_callback<Close> m_callback;
};

constexpr auto handshakeTime = 30s;
constexpr auto proxyHeaderTime = 5s; // it is the first thing a proxy sends
constexpr auto refusalTime = 10s;
constexpr auto tunnelTime = 20s;

/// Last words to a client that is not served.
Task<> turnAway(ByteStream &stream, QByteArray words)
{
    co_await stream.write(words, Deadline(refusalTime));
    co_await stream.flush(Deadline(refusalTime));
    stream.finish();
    // what it has sent already is not wanted, but a reset could eat the words
    for (Deadline patience(2s); !patience.hasExpired();) {
        const auto rest = co_await stream.readSome(4096, patience);
        if (!rest)
            break;
    }
    stream.close();
}

} // namespace

struct ClientSessions::Counted
{
    std::atomic<int> &count;
    explicit Counted(std::atomic<int> &counter)
        : count(counter)
    {
        ++count;
    }
    Counted(const Counted &) = delete;
    ~Counted() { --count; }
};

Task<std::unique_ptr<ByteStream>> ClientSessions::open(
    Accepted accepted, StartsWith start, QByteArray refusal)
{
    auto stream = std::make_unique<TcpStream>(std::move(accepted.descriptor), accepted.peer, accepted.slot);
    const CloseOnStop closing(m_stop.get_token(), *stream);
    if (accepted.gate) {
        const Result<> met = co_await meetClient(*stream, accepted.gate, Deadline(proxyHeaderTime));
        if (!met) {
            qCInfo(lcApp) << Event("proxied-refused").with("proxy", accepted.peer.address).why(met.error());
            stream->close();
            co_return std::unique_ptr<ByteStream>();
        }
        qCDebug(lcApp)
            << Event("proxied").with("proxy", accepted.peer.address).with("rip", stream->peer().address);
    }
    if (start == StartsWith::Tls) {
        const auto secured = co_await stream->startTls(m_settings->tls, Deadline(handshakeTime));
        if (!secured) {
            qCInfo(lcApp) << Event("tls-failed")
                                 .with("rip", stream->peer().address)
                                 .with("why", secured.error().detail);
            stream->close();
            co_return std::unique_ptr<ByteStream>();
        }
    }
    if (!m_takesClients) {
        qCInfo(lcApp) << Event("turned-away").with("rip", stream->peer().address);
        co_await turnAway(*stream, refusal);
        co_return std::unique_ptr<ByteStream>();
    }
    co_return std::unique_ptr<ByteStream>(std::move(stream));
}

Task<> ClientSessions::smtp(Accepted accepted, Sender sender, StartsWith start)
{
    const Counted counted(m_count);
    const std::shared_ptr<const ClientSettings> settings = m_settings;
    // RFC 5321 3.8: 421 at any time; the client goes to another address of ours, or comes again
    const QByteArray refusal = "421 4.3.2 " + settings->smtp.serverName + " takes no new sessions now\r\n";
    std::unique_ptr<ByteStream> stream = co_await open(std::move(accepted), start, refusal);
    if (!stream)
        co_return;
    SmtpPorts ports{
        m_ports.intake, m_ports.router, m_ports.authenticator, m_ports.clock, m_ports.place, settings->tls};
    const SmtpPolicy &policy = sender == Sender::Account ? settings->submission : settings->smtp;
    const std::unique_ptr<SessionDrain::Place> place = m_drain.enter({m_ports.cluster.self()});
    const std::stop_callback onStop(m_stop.get_token(), [&place] { place->end(); });
    const SessionId id = SessionId::random();
    const SessionService service =
        sender == Sender::Account ? SessionService::Submission : SessionService::Smtp;
    const std::unique_ptr<SessionRoster::Entry> entry =
        m_ports.roster.enter(factsOf(*stream, service, id), [place = place.get()] { place->end(); });
    ports.secured = [entry = entry.get()] { entry->secured(); };
    ports.loggedIn = [entry = entry.get()](const Identity &identity) {
        entry->loggedIn(identity.place.account.address.text(), identity.login);
    };
    SmtpSession session(std::move(stream), policy, ports, id, m_stop.get_token(), place->token());
    co_await session.run();
}

SessionFacts ClientSessions::factsOf(
    const ByteStream &stream, SessionService service, const SessionId &session) const
{
    const PeerInfo peer = stream.peer();
    SessionFacts facts;
    facts.id = session;
    facts.service = service;
    facts.clientAddress = peer.address;
    facts.clientPort = peer.port;
    facts.isSecure = peer.isSecure();
    facts.sinceMs = m_ports.clock.wallMs();
    return facts;
}

TunnelRequest ClientSessions::requestFor(
    const ByteStream &stream, const Identity &identity, const char *protocol, const SessionId &session) const
{
    const PeerInfo peer = stream.peer();
    const AccountPlace &place = identity.place;
    return {protocol, place.account.id, place.account.address.text(), place.storage, place.epoch,
        identity.login, peer.address, peer.port, peer.tls, session.hex(), {}};
}

Task<> ClientSessions::imap(Accepted accepted, StartsWith start)
{
    const Counted counted(m_count);
    const std::shared_ptr<const ClientSettings> settings = m_settings;
    std::unique_ptr<ByteStream> stream = co_await open(std::move(accepted), start,
        "* BYE [UNAVAILABLE] This server takes no new sessions now, please connect again\r\n");
    if (!stream)
        co_return;
    const SessionId session = SessionId::random();
    std::optional<ImapLoggedIn> loggedIn;
    {
        const CloseOnStop closing(m_stop.get_token(), *stream);
        ImapLogin login(*stream, m_ports.authenticator, settings->imap, m_ports.clock, session);
        loggedIn = co_await login.run();
    }
    if (!loggedIn)
        co_return;
    TunnelRequest request = requestFor(*stream, loggedIn->identity, "imap", session);
    request.tag = loggedIn->tag;
    const Result<> carried = co_await carry(stream, loggedIn->identity, request);
    if (!carried)
        co_await refuseLogin(*stream, request.protocol, request.tag, carried.error());
}

Task<> ClientSessions::pop3(Accepted accepted, StartsWith start)
{
    const Counted counted(m_count);
    const std::shared_ptr<const ClientSettings> settings = m_settings;
    std::unique_ptr<ByteStream> stream = co_await open(
        std::move(accepted), start, "-ERR [SYS/TEMP] this server takes no new sessions now\r\n");
    if (!stream)
        co_return;
    const SessionId session = SessionId::random();
    const Pop3LoginPorts ports{m_ports.authenticator, m_ports.clock, settings->tls};
    Pop3Login login(*stream, settings->pop3, ports, session, m_stop.get_token());
    for (;;) {
        const std::optional<Identity> identity = co_await login.run();
        if (!identity)
            co_return;
        const TunnelRequest request = requestFor(*stream, *identity, "pop3", session);
        const Result<> carried = co_await carry(stream, *identity, request);
        if (carried)
            co_return;
        co_await login.refuse(carried.error());
    }
}

Task<Result<>> ClientSessions::carry(
    std::unique_ptr<ByteStream> &stream, Identity identity, TunnelRequest request)
{
    Error away = Error::temporary("your mailbox is away for the moment, try again later", {}, "4.3.2");
    // protocol.md 1.6: *not here* is followed by a fresh route, twice in all
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (attempt > 0) {
            m_ports.directory.forget(identity.place.account.address);
            const Route route = co_await m_ports.router.route(
                identity.place.account.address, Freshness::Recent, Deadline(tunnelTime));
            if (const auto *here = std::get_if<HereRoute>(&route)) {
                identity.place = here->place;
                identity.isHere = true;
            } else if (const auto *member = std::get_if<MemberRoute>(&route)) {
                identity.place = member->place;
                identity.isHere = false;
            } else {
                break;
            }
            request.storage = identity.place.storage;
            request.epoch = identity.place.epoch;
        }
        if (const std::optional<QString> reason = reasonAgainst(identity.place.owner)) {
            away.forLog = *reason;
            qCInfo(lcApp) << Event("login-not-now")
                                 .id(QString::fromLatin1(request.session))
                                 .with("account", request.address)
                                 .with("why", *reason);
            break;
        }
        if (identity.isHere) {
            const bool isStill = co_await m_ports.homes.isHere(request);
            if (!isStill)
                continue; // it has moved
            // goes on by itself: counted and ended with its account there, no session of this side any more
            m_ports.homes.serve(std::move(stream), request);
            co_return Result<>();
        }
        Result<std::unique_ptr<ByteStream>> home =
            co_await m_ports.link.openTunnel(identity.place.owner, request, Deadline(tunnelTime));
        if (home) {
            co_await tunnel(std::move(stream), std::move(*home), identity.place.owner, request);
            co_return Result<>();
        }
        away.forLog = home.error().forLog;
        qCInfo(lcApp) << Event("no-tunnel")
                             .id(QString::fromLatin1(request.session))
                             .with("to", identity.place.owner)
                             .with("account", request.address)
                             .why(home.error());
        if (home.error().status != "not-here")
            break;
    }
    co_return fail(away);
}

std::optional<QString> ClientSessions::reasonAgainst(const MemberName &home) const
{
    const TablePointer table = m_ports.cluster.table();
    const Member *const row = table ? table->member(home) : nullptr;
    if (!row || row->state == AdministrativeState::Ready)
        return std::nullopt;
    return QStringLiteral("%1 is %2").arg(home.text, toText(row->state));
}

Task<> ClientSessions::tunnel(std::unique_ptr<ByteStream> client, std::unique_ptr<ByteStream> home,
    MemberName owner, TunnelRequest request)
{
    const SessionService service = request.protocol == "pop3" ? SessionService::Pop3 : SessionService::Imap;
    const SessionId session = SessionId::fromHex(request.session).value_or(SessionId());
    SessionFacts facts = factsOf(*client, service, session);
    facts.account = request.address;
    facts.login = request.login;
    facts.peer = owner;
    // where one command ends and the next begins only the home knows
    const std::unique_ptr<SessionRoster::Entry> entry = m_ports.roster.enter(std::move(facts), nullptr);
    const CloseOnStop closingClient(m_stop.get_token(), *client);
    const CloseOnStop closingHome(m_stop.get_token(), *home);
    const Spliced moved = co_await splice(*client, *home, m_settings->tunnelIdle);
    client->close();
    home->close();
    qCInfo(lcApp) << Event("tunnel-ended")
                         .id(QString::fromLatin1(request.session))
                         .with("account", request.address)
                         .with("in", moved.aToB)
                         .with("out", moved.bToA);
}

} // namespace homeport
