// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// An IMAP session at home, from the answer to LOGIN to the end.
#pragma once

#include "server/imap/imapcontext.h"

namespace homeport {

/// Who logged in, for the answer and the log.
struct ImapStart
{
    QByteArray tag; ///< of LOGIN or AUTHENTICATE: the session answers it
    SessionId session;
    std::stop_token leaving =
        {}; ///< asks for a BYE between two commands (or in IDLE); requested on the worker
};

/// Owns its stream. Thread: the account's worker, in which run() is called and awaited.
class ImapSession
{
public:
    /// `settings` and `clock` outlive the session.
    ImapSession(std::unique_ptr<ByteStream> stream, std::shared_ptr<MailAccount> account, ImapStart start,
        const imap::ImapSettings &settings, const Clock &clock);
    ~ImapSession();
    ImapSession(const ImapSession &) = delete;
    ImapSession &operator=(const ImapSession &) = delete;

    /// Ends when the client leaves or is lost, after the idle limit, or soon after MailAccount::ended(); the
    /// stream is finished then. The session must live until it has ended.
    Task<> run();

private:
    Task<> converse();
    Task<> answer(imap::Parsed parsed);
    Task<> answerFailure(imap::ParseFailure failure);
    Task<> sendUpdates(imap::Updates updates, imap::Numbering numbering);
    Task<> leave(StreamError error);
    Task<> sayGoodbye(QByteArray farewell, std::chrono::milliseconds patience);
    static Task<> leaveKindly(ImapSession *session, std::weak_ptr<void> alive, std::stop_token over);
    imap::States state() const;

    std::unique_ptr<ByteStream> m_stream;
    const ImapStart m_start;
    imap::ImapContext m_context;
    imap::CommandParser m_parser;
    int m_badCommands = 0;
    std::optional<OneShot<bool>> m_goodbye; ///< under way, begun by the account's end, or when asked to leave
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace homeport
