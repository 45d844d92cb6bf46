// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// IMAP before login, the same on every member: greeting, TLS, who is it? No mail is touched here.
#pragma once

#include "server/imap/syntax/commandparser.h"
#include "server/ports/authenticator.h"
#include "shared/net/bytestream.h"

namespace homeport {

enum class PasswordsInTheClear { Refused, Allowed };

/// Must outlive the logins that use it.
struct ImapLoginSettings
{
    std::shared_ptr<TlsContext> tls; ///< for STARTTLS; null: not offered
    PasswordsInTheClear passwordsInTheClear = PasswordsInTheClear::Refused;
    std::chrono::milliseconds total = 3min; ///< from the greeting to the login
    int badCommandLimit = 10; ///< failed logins included
    imap::ParserLimits parser{8 * 1024, 4 * 1024, 10};
};

/// What goes on at the home: the session there answers `tag`. Bytes the client sent behind its LOGIN are
/// still in the stream.
struct ImapLoggedIn
{
    QByteArray tag;
    Identity identity;
};

/// Thread: the connection's worker. All references outlive run().
class ImapLogin
{
public:
    ImapLogin(ByteStream &stream, Authenticator &authenticator, const ImapLoginSettings &settings,
        const Clock &clock, SessionId session);

    /// Who logged in; nothing when the client left or was sent away: the stream is closed then. On success no
    /// answer has been given to LOGIN or AUTHENTICATE. Where the home cannot be reached, the caller answers
    /// with imapReply(tag, error).
    Task<std::optional<ImapLoggedIn>> run();

private:
    enum class Next { GoOn, End, LoggedIn };
    Task<Next> answer(imap::Parsed parsed);
    Task<Next> answerFailure(imap::ParseFailure failure);
    Task<Next> startTls(QByteArray tag);
    Task<Next> authenticate(QByteArray tag, imap::Authenticate command);
    Task<Next> logIn(QByteArray tag, LoginAttempt attempt);
    Task<Next> refuse(QByteArray tag, Error error);
    Task<Next> say(QByteArray line);
    bool mayLogIn() const;
    QByteArray capabilities() const;

    ByteStream &m_stream;
    Authenticator &m_authenticator;
    const ImapLoginSettings &m_settings;
    const Clock &m_clock;
    const SessionId m_session;
    const Deadline m_deadline;
    imap::CommandParser m_parser;
    int m_badCommands = 0;
    std::optional<ImapLoggedIn> m_result;
};

} // namespace homeport
