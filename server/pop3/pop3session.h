// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// POP3 at home: the maildrop of one account (RFC 1939, TRANSACTION and UPDATE state).
#pragma once

#include "server/pop3/maildroplocks.h"
#include "server/pop3/syntax/pop3command.h"
#include "server/ports/mailboxes.h"
#include "shared/base/log.h"
#include "shared/net/bytestream.h"

namespace homeport {

struct Pop3Policy
{
    std::chrono::milliseconds idleTimeout = 10min; ///< RFC 1939 3: at least 10 minutes
    int badCommandLimit = 20;
    std::chrono::milliseconds leaveIdle =
        30s; ///< silence that makes up a session's mind when it is asked to go
};

/// Thread: the account's worker. The first thing it sends is the answer to the client's login: "+OK …" or
/// "-ERR [IN-USE] …". Deletions happen at QUIT only; a session that ends in any other way deletes nothing.
/// `run()` ends with the connection, the session lives until then. It ends when `stop` is requested or the
/// account ends (MailAccount::ended()). Asked to leave (`leaving`), it goes on until QUIT, or until the
/// client has been silent for a while: a session cut short would read its mail again next time.
class Pop3Session
{
public:
    Pop3Session(std::unique_ptr<ByteStream> stream, std::shared_ptr<MailAccount> account,
        MaildropLocks &locks, Pop3Policy policy, const Clock &clock, SessionId id, std::stop_token stop,
        std::stop_token leaving = {});
    Task<> run();

private:
    struct Message
    {
        MessageInfo info;
        bool isDeleted = false;
        bool isRead = false;
    };
    using Handler = Task<QByteArray> (Pop3Session::*)(QByteArray argument);
    struct Verb;
    static const Verb *findVerb(QByteArrayView name);

    struct Pace;
    static Task<> leaveWhenSilent(
        std::shared_ptr<Pace> pace, std::stop_source session, std::chrono::milliseconds silence);
    Task<QByteArray> openMaildrop();
    Task<> converse();
    Task<QByteArray> answer(QByteArray line);
    Task<QByteArray> stat(QByteArray argument);
    Task<QByteArray> list(QByteArray argument);
    Task<QByteArray> uidl(QByteArray argument);
    Task<QByteArray> retr(QByteArray argument);
    Task<QByteArray> top(QByteArray argument);
    Task<QByteArray> dele(QByteArray argument);
    Task<QByteArray> rset(QByteArray argument);
    Task<QByteArray> noop(QByteArray argument);
    Task<QByteArray> capa(QByteArray argument);
    Task<QByteArray> quit(QByteArray argument);

    Task<QByteArray> send(Message &message, std::optional<qint64> lines);
    /// One line per message that is not deleted.
    QByteArray listing(QByteArray (Pop3Session::*line)(int number) const, QByteArray argument);
    QByteArray sizeLine(int number) const;
    QByteArray uniqueIdLine(int number) const;
    /// The message of a number; null with a reply in `refusal` otherwise.
    Message *find(QByteArrayView argument, QByteArray &refusal);
    Task<Result<>> update();
    QByteArray bad(QByteArray reply);
    Deadline deadline() const { return m_clock.in(m_policy.idleTimeout); }

    const std::unique_ptr<ByteStream> m_stream;
    const std::shared_ptr<MailAccount> m_account;
    MaildropLocks &m_locks;
    const Pop3Policy m_policy;
    const Clock &m_clock;
    const SessionId m_id;
    std::stop_source m_stop; ///< requested with the server's or the account's
    const std::stop_token m_serverStop;
    const std::stop_token m_leaving;
    const std::shared_ptr<Pace> m_pace;
    std::shared_ptr<Mailbox> m_mailbox;
    QList<Message> m_messages;
    bool m_isOver = false;
    int m_badCommands = 0;
    int m_retrieved = 0;
};

} // namespace homeport
