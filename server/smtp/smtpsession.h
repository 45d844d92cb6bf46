// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One SMTP connection: port 25 for strangers, or submission for those who log in.
#pragma once

#include "server/auth/sasl.h"
#include "server/ports/authenticator.h"
#include "server/ports/intake.h"
#include "server/smtp/syntax/command.h"
#include "server/smtp/syntax/headerwatch.h"
#include "shared/base/log.h"
#include "shared/net/bytestream.h"

namespace homeport {

/// What distinguishes one listener from another; all limits in bytes.
struct SmtpPolicy
{
    QByteArray serverName; ///< of this member: greeting, EHLO, Received:
    QByteArray postmasterDomain; ///< for RCPT TO:<postmaster>; empty: the server's name
    /// Account: submission (RFC 6409). AUTH is offered, under TLS only, and asked for before MAIL; the
    /// sender's address must lead to the account that logged in; Date and Message-ID are added when missing.
    Sender sender = Sender::Stranger;
    qint64 messageLimit = 50 * 1024 * 1024;
    int recipientLimit = 1000;
    int badCommandLimit = 10;
    int refusedRecipientLimit = 20;
    int authFailureLimit = 5;
    int hopLimit = 50; ///< "Received:" fields
    std::chrono::milliseconds commandTimeout = 5min; ///< RFC 5321 4.5.3.2.7; for a whole line
    std::chrono::milliseconds beforeMailTimeout = 1min; ///< until a client has shown that it sends mail
    std::chrono::milliseconds dataBlockTimeout = 3min; ///< RFC 5321 4.5.3.2.5; for a line of the message
    std::chrono::milliseconds dataTimeout = 5min; ///< for the whole message, and a second more for each…
    qint64 dataRate = 1024; ///< …of these
};

/// What a session needs of its worker; all outlive it.
struct SmtpPorts
{
    MessageIntake &intake;
    Router &router;
    Authenticator &authenticator;
    const Clock &clock;
    MessagePlace place;
    std::shared_ptr<TlsContext> tls; ///< null: STARTTLS is not offered
    // told when it has happened; may be empty
    std::function<void()> secured = {};
    std::function<void(const Identity &)> loggedIn = {};
};

/// Thread: the worker's. `run()` ends with the connection; the session lives until then:
///
///     auto session = std::make_unique<SmtpSession>(…);
///     co_await session->run();
///
/// When `stop` is requested a message under way is finished; then the client is told 421. `leaving` asks more
/// kindly: between two messages only, never within a mail transaction. It is requested at the latest with
/// `stop`, where it is given.
class SmtpSession
{
public:
    SmtpSession(std::unique_ptr<ByteStream> stream, SmtpPolicy policy, SmtpPorts ports, SessionId id,
        std::stop_token stop, std::stop_token leaving = {});
    Task<> run();

private:
    enum class State : quint8 { Start = 1, Ready = 2, Mail = 4, Rcpt = 8 };
    enum class Greeted : quint8 { No, Helo, Ehlo };
    using Handler = Task<Reply> (SmtpSession::*)(QByteArray argument);
    struct Verb;
    static const Verb *findVerb(QByteArrayView name);

    Task<Reply> answer(QByteArray line);
    Task<Reply> helo(QByteArray argument);
    Task<Reply> ehlo(QByteArray argument);
    Task<Reply> mail(QByteArray argument);
    Task<Reply> rcpt(QByteArray argument);
    Task<Reply> data(QByteArray argument);
    Task<Reply> rset(QByteArray argument);
    Task<Reply> noop(QByteArray argument);
    Task<Reply> quit(QByteArray argument);
    Task<Reply> vrfy(QByteArray argument);
    Task<Reply> help(QByteArray argument);
    Task<Reply> auth(QByteArray argument);
    Task<Reply> startTls(QByteArray argument);
    Task<Reply> notOffered(QByteArray argument);

    Task<Reply> greet(Greeted how, QByteArray argument);
    Task<std::optional<Reply>> checkSender(std::optional<Address> from);
    Task<SmtpParsed<SaslCredentials>> readCredentials(
        SaslExchange exchange, std::optional<QByteArray> initial);
    Task<Reply> logIn(QByteArray mechanism, SaslCredentials credentials);
    /// The message into `body`; the reply that refuses it, if any. Closes the session when the client is
    /// lost.
    Task<std::optional<Reply>> receive(MessageBody &body);
    Task<StreamResult<QByteArray>> readData(qint64 beganMs, qint64 received);
    Task<Reply> handOver(MessageBody body);

    Reply counted(Reply reply);
    Reply lastWords(Reply reply);
    Reply lost(const StreamError &error);
    QByteArray traceHeader() const;
    HeaderWatch::Completion completion() const;
    void resetTransaction();
    Event event(const char *name) const;
    Deadline commandDeadline() const;

    const std::unique_ptr<ByteStream> m_stream;
    const SmtpPolicy m_policy;
    const SmtpPorts m_ports;
    const SessionId m_id;
    const std::stop_token m_stop;
    const std::stop_token m_leaving;

    State m_state = State::Start;
    Greeted m_greeted = Greeted::No;
    bool m_isOver = false;
    QByteArray m_helo;
    std::optional<Identity> m_identity;
    QByteArray m_from; ///< wire form; empty: the null reverse-path
    QList<AcceptedRecipient> m_recipients;
    int m_messages = 0;
    int m_badCommands = 0;
    int m_refusedRecipients = 0;
    int m_authFailures = 0;
    int m_idleCommands = 0; ///< since the last message: NOOP, RSET and the like
};

Q_DECLARE_LOGGING_CATEGORY(lcSmtp)

} // namespace homeport
