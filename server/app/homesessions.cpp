// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions at home.
#include "server/app/homesessions.h"

#include "server/app/applog.h"
#include "shared/mail/reply.h"

namespace homeport {

Task<> refuseLogin(ByteStream &stream, QByteArray protocol, QByteArray tag, Error why)
{
    const QByteArray line = protocol == "pop3" ? pop3Reply(why) : imapReply(tag, why);
    co_await stream.write(line + "\r\n", Deadline(10s));
    co_await stream.flush(Deadline(10s));
    stream.finish();
    // the client's end of the connection: what it still sends is not wanted, but a reset could eat the answer
    for (Deadline patience(2s); !patience.hasExpired();) {
        const auto rest = co_await stream.readSome(4096, patience);
        if (!rest)
            break;
    }
    stream.close();
}

Task<> HomeSessions::serve(std::unique_ptr<ByteStream> stream, TunnelRequest request)
{
    Worker &home = m_workers.worker(m_accounts.workerOf(request.account));
    if (home.isCurrent()) {
        co_await serveHere(std::move(stream), request);
        co_return;
    }
    std::shared_ptr<DetachedStream> carried = stream->detach();
    if (!carried) { // a stream of a shared connection stays where it is; its asker chose the wrong worker
        co_await refuseLogin(*stream, request.protocol, request.tag,
            Error::temporary("please try again", QStringLiteral("tunnel on the wrong worker"), "4.3.2"));
        co_return;
    }
    home.post([this, carried, request] { serveHere(carried->attach(), request); });
}

SessionFacts HomeSessions::factsOf(const TunnelRequest &request, const SessionId &session) const
{
    SessionFacts facts;
    facts.id = session;
    facts.service = request.protocol == "pop3" ? SessionService::Pop3 : SessionService::Imap;
    facts.role = SessionRole::Home;
    facts.account = request.address;
    facts.login = request.login;
    facts.clientAddress = request.clientAddress;
    facts.clientPort = request.clientPort;
    facts.isSecure = !request.clientTls.isEmpty();
    facts.peer = request.via;
    facts.sinceMs = m_clock.wallMs();
    return facts;
}

Task<> HomeSessions::serveHere(std::unique_ptr<ByteStream> stream, TunnelRequest request)
{
    const SessionId session = SessionId::fromHex(request.session).value_or(SessionId());
    if (m_isLeaving) {
        qCInfo(lcApp) << Event("login-while-leaving").id(session).with("account", request.address);
        co_await refuseLogin(*stream, request.protocol, request.tag,
            Error::temporary("your mailbox is away for the moment, try again later",
                QStringLiteral("this member takes no new sessions"), "4.3.2"));
        co_return;
    }
    const Result<std::shared_ptr<MailAccount>> account =
        co_await m_accounts.openAccount(request.account, request.address, request.storage, request.epoch);
    if (!account) {
        qCWarning(lcApp)
            << Event("account-unavailable").id(session).with("account", request.address).why(account.error());
        co_await refuseLogin(*stream, request.protocol, request.tag,
            Error::temporary(
                "your mailbox is away for the moment, try again later", account.error().forLog, "4.3.2"));
        co_return;
    }
    ++m_count;
    const MemberName carrier = request.via.isEmpty() ? m_settings.self : request.via;
    SessionDrain &drain = *m_drains[size_t(m_accounts.workerOf(request.account))];
    const std::unique_ptr<SessionDrain::Place> place = drain.enter({m_settings.self, carrier});
    const std::unique_ptr<SessionRoster::Entry> entry =
        m_desk.here().enter(factsOf(request, session), [place = place.get()] { place->end(); });
    qCInfo(lcApp) << Event("session-begins")
                         .id(session)
                         .with("service", request.protocol)
                         .with("account", request.address)
                         .with("login", request.login)
                         .with("rip", request.clientAddress);
    if (request.protocol == "pop3") {
        Pop3Session pop3(std::move(stream), *account, m_maildrops, m_settings.pop3, m_clock, session,
            m_stop.get_token(), place->token());
        co_await pop3.run();
    } else {
        const ImapStart start{request.tag, session, place->token()};
        ImapSession imap(std::move(stream), *account, start, m_settings.imap, m_clock);
        co_await imap.run();
    }
    --m_count;
    qCInfo(lcApp) << Event("session-ended").id(session).with("account", request.address);
}

void HomeSessions::setLeaving(QSet<MemberName> members)
{
    m_isLeaving = members.contains(m_settings.self);
    for (size_t i = 0; i < m_drains.size(); ++i) {
        m_workers.worker(int(i)).post([drain = m_drains[i].get(), members] { drain->setLeaving(members); });
    }
}

} // namespace homeport
