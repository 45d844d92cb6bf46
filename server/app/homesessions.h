// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions at home: an account that is served here, whoever took the client's connection.
#pragma once

#include "server/app/sessiondesk.h"
#include "server/app/sessiondrain.h"
#include "server/imap/imapsession.h"
#include "server/pop3/pop3session.h"
#include "server/ports/delivery.h"
#include "shared/net/workerpool.h"

#include <atomic>

namespace homeport {

struct HomeSessionSettings
{
    imap::ImapSettings imap;
    Pop3Policy pop3;
    MemberName self;
    std::chrono::milliseconds drainSpread = 5min;
};

/// Any worker. Lives until all sessions have ended: they end with their accounts (Accounts::stop…).
class HomeSessions
{
public:
    HomeSessions(WorkerPool &workers, Accounts &accounts, SessionDesk &desk, HomeSessionSettings settings,
        const Clock &clock)
        : m_workers(workers)
        , m_accounts(accounts)
        , m_desk(desk)
        , m_settings(std::move(settings))
        , m_clock(clock)
    {
        for (int i = 0; i < workers.size(); ++i)
            m_drains.push_back(std::make_unique<SessionDrain>(m_settings.drainSpread));
    }

    /// Serves the session on the account's worker: a connection that came in elsewhere is carried over. The
    /// client's login is answered here, in the words of its protocol, whatever happens. Returns when the
    /// session has ended or was carried over.
    Task<> serve(std::unique_ptr<ByteStream> stream, TunnelRequest request);
    /// Has the account moved away from the storage that the request names?
    Task<bool> isHere(const TunnelRequest &request)
    {
        return m_accounts.isHere(request.account, request.storage, request.epoch);
    }
    int count() const { return m_count.load(); }
    /// The members that are drained or withdrawn now. Sessions that they carry end kindly, over a while;
    /// while this member is among them, new logins are told to come again.
    void setLeaving(QSet<MemberName> members);

private:
    Task<> serveHere(std::unique_ptr<ByteStream> stream, TunnelRequest request);
    SessionFacts factsOf(const TunnelRequest &request, const SessionId &session) const;

    WorkerPool &m_workers;
    Accounts &m_accounts;
    SessionDesk &m_desk;
    const HomeSessionSettings m_settings;
    const Clock &m_clock;
    MaildropLocks m_maildrops;
    std::atomic<int> m_count{0};
    std::atomic<bool> m_isLeaving{false}; ///< this member is
    std::vector<std::unique_ptr<SessionDrain>> m_drains; ///< one a worker, touched by it alone
    std::stop_source m_stop; ///< of POP3 sessions; theirs end with the account
};

/// The refusal of a login that was right: `TAG NO [UNAVAILABLE] …` or `-ERR [SYS/TEMP] …`, then the end.
Task<> refuseLogin(ByteStream &stream, QByteArray protocol, QByteArray tag, Error why);

} // namespace homeport
