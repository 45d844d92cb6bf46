// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// POP3 before login: on the member that the client happened to reach.
#pragma once

#include "server/auth/sasl.h"
#include "server/pop3/syntax/pop3command.h"
#include "server/ports/authenticator.h"
#include "shared/base/log.h"
#include "shared/net/bytestream.h"

namespace homeport {

struct Pop3LoginPolicy
{
    QByteArray serverName;
    std::chrono::milliseconds commandTimeout = 1min;
    std::chrono::milliseconds totalTimeout = 5min; ///< from the greeting to the login
    int badCommandLimit = 10;
    int failureLimit = 3; ///< wrong passwords
};

struct Pop3LoginPorts
{
    Authenticator &authenticator;
    const Clock &clock;
    std::shared_ptr<TlsContext> tls; ///< null: STLS is not offered
};

/// Capabilities of RFC 2449, one a line, that every home of ours offers too.
QList<QByteArray> pop3Capabilities(const QByteArray &serverVersion);

/// Ends with an identity; then the caller opens the account here (Pop3Session) or a tunnel to its home, whose
/// "+OK" or "-ERR" is the answer to the client's PASS. What the client sent behind it is still in the stream
/// (takeBuffered()). The stream belongs to the caller and outlives run().
///
///     Pop3Login login(*stream, policy, ports, id, stop);
///     while (const std::optional<Identity> identity = co_await login.run()) {
///         … open; when its home is away:
///         co_await login.refuse(error); // "-ERR [SYS/TEMP] …", and the client may try again
///     }
class Pop3Login
{
public:
    Pop3Login(
        ByteStream &stream, Pop3LoginPolicy policy, Pop3LoginPorts ports, SessionId id, std::stop_token stop);
    /// None: the client has gone or was sent away; the stream is closed.
    Task<std::optional<Identity>> run();
    /// Answers a login that was right but cannot be served now.
    Task<> refuse(Error why);

private:
    using Handler = Task<QByteArray> (Pop3Login::*)(QByteArray argument);
    struct Verb;
    static const Verb *findVerb(QByteArrayView name);

    Task<QByteArray> answer(QByteArray line);
    Task<QByteArray> capa(QByteArray argument);
    Task<QByteArray> stls(QByteArray argument);
    Task<QByteArray> user(QByteArray argument);
    Task<QByteArray> pass(QByteArray argument);
    Task<QByteArray> auth(QByteArray argument);
    Task<QByteArray> quit(QByteArray argument);
    Task<QByteArray> logIn(QByteArray method, SaslCredentials credentials);

    QByteArray bad(const Error &error);
    QByteArray lost(const StreamError &error);
    Deadline deadline() const;

    ByteStream &m_stream;
    const Pop3LoginPolicy m_policy;
    const Pop3LoginPorts m_ports;
    const SessionId m_id;
    const std::stop_token m_stop;
    std::optional<qint64> m_beganMs; ///< given: greeted
    bool m_isOver = false;
    QByteArray m_user;
    std::optional<Identity> m_identity;
    int m_badCommands = 0;
    int m_failures = 0;
};

Q_DECLARE_LOGGING_CATEGORY(lcPop3)

} // namespace homeport
