// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// CAPA, STLS, USER, PASS, AUTH.
#include "server/pop3/pop3login.h"

#include "shared/mail/reply.h"
#include "shared/net/farewell.h"

#include <algorithm>

namespace homeport {

Q_LOGGING_CATEGORY(lcPop3, "homeport.pop3")

namespace {

constexpr auto lastWordsPatience = 10s;
const QByteArray nothing; // the handler has said all there was to say

bool isHttpVerb(QByteArrayView verb)
{
    return verb == "GET" || verb == "POST" || verb == "PUT" || verb == "HEAD" || verb == "CONNECT"
        || verb == "OPTIONS";
}

} // namespace

QList<QByteArray> pop3Capabilities(const QByteArray &serverVersion)
{
    return {"TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER",
        "IMPLEMENTATION Homeport " + serverVersion};
}

struct Pop3Login::Verb
{
    const char *name;
    Handler handler;
};

const Pop3Login::Verb *Pop3Login::findVerb(QByteArrayView name)
{
    static constexpr auto verbs = std::to_array<Verb>({
        {"CAPA", &Pop3Login::capa}, // RFC 2449 5
        {"STLS", &Pop3Login::stls}, // RFC 2595 4
        {"USER", &Pop3Login::user}, // RFC 1939 7
        {"PASS", &Pop3Login::pass}, {"AUTH", &Pop3Login::auth}, // RFC 5034 4
        {"QUIT", &Pop3Login::quit}, // RFC 1939 4
    });
    const auto found = std::find_if(
        verbs.begin(), verbs.end(), [name](const Verb &verb) { return name == QByteArrayView(verb.name); });
    return found == verbs.end() ? nullptr : &*found;
}

Pop3Login::Pop3Login(
    ByteStream &stream, Pop3LoginPolicy policy, Pop3LoginPorts ports, SessionId id, std::stop_token stop)
    : m_stream(stream)
    , m_policy(std::move(policy))
    , m_ports(std::move(ports))
    , m_id(id)
    , m_stop(std::move(stop))
{
}

Deadline Pop3Login::deadline() const
{
    const std::chrono::milliseconds spent(m_ports.clock.monotonicMs() - *m_beganMs);
    return m_ports.clock.in(std::clamp(m_policy.totalTimeout - spent, 0ms, m_policy.commandTimeout));
}

Task<std::optional<Identity>> Pop3Login::run()
{
    if (!m_beganMs) {
        m_beganMs = m_ports.clock.monotonicMs();
        qCInfo(lcPop3) << Event("connected")
                              .id(m_id)
                              .with("rip", m_stream.peer().address)
                              .with("tls", m_stream.peer().tls);
        // no timestamp in it: APOP would need passwords in the clear in the directory
        co_await m_stream.write("+OK " + m_policy.serverName + " POP3 ready\r\n", deadline());
    }
    m_identity.reset();
    while (!m_isOver) {
        const StreamResult<QByteArray> line = co_await readLineUnlessStopped(
            m_stream, saslLineLimit, deadline(), m_stop, "-ERR [SYS/TEMP] the server stops\r\n");
        QByteArray reply;
        if (line)
            reply = co_await answer(*line);
        else
            reply = lost(line.error());
        if (m_identity)
            co_return std::exchange(m_identity, std::nullopt);
        if (reply == nothing)
            continue;
        const StreamResult<> written = co_await m_stream.write(reply + "\r\n", deadline());
        if (!written)
            break;
    }
    co_await m_stream.flush(m_ports.clock.in(lastWordsPatience));
    m_stream.close();
    qCInfo(lcPop3) << Event("disconnected").id(m_id);
    co_return std::nullopt;
}

Task<> Pop3Login::refuse(Error why)
{
    qCWarning(lcPop3) << Event("login-later").id(m_id).why(why);
    co_await m_stream.write(pop3Reply(why) + "\r\n", deadline());
}

QByteArray Pop3Login::bad(const Error &error)
{
    if (++m_badCommands >= m_policy.badCommandLimit) {
        m_isOver = true;
        return "-ERR too many errors";
    }
    return pop3Reply(error);
}

QByteArray Pop3Login::lost(const StreamError &error)
{
    m_isOver = true;
    qCInfo(lcPop3) << Event("lost").id(m_id).with("why", error.detail);
    if (error.kind == StreamError::Kind::TooLong)
        return "-ERR line too long";
    return nothing; // RFC 1939 3: at the autologout the connection is closed without a word
}

Task<QByteArray> Pop3Login::answer(QByteArray line)
{
    const Result<Pop3CommandLine> command = splitPop3Command(line);
    if (!command)
        co_return bad(command.error());
    if (isHttpVerb(command->verb)) {
        m_isOver = true;
        co_return QByteArray("-ERR this is POP3");
    }
    const Verb *const verb = findVerb(command->verb);
    if (!verb)
        co_return bad(Error::syntax("command not known here: log in first"));
    const QByteArray reply = co_await (this->*verb->handler)(command->argument);
    co_return reply;
}

Task<QByteArray> Pop3Login::capa(QByteArray)
{
    QList<QByteArray> lines = pop3Capabilities(HOMEPORT_VERSION);
    if (m_stream.peer().isSecure())
        lines << "USER"
              << "SASL " + SaslExchange::mechanisms().join(' ');
    else if (m_ports.tls)
        lines << "STLS";
    co_return "+OK capabilities follow\r\n" + lines.join("\r\n") + "\r\n.";
}

Task<QByteArray> Pop3Login::stls(QByteArray argument)
{
    if (!argument.isEmpty() || !m_ports.tls || m_stream.peer().isSecure())
        co_return bad(Error::syntax("STLS is not offered now"));
    if (m_stream.buffered() > 0) {
        // RFC 2595 4, RFC 3207 4.2: what was sent before the handshake must not count as sent under TLS
        qCWarning(lcPop3) << Event("bytes-after-stls").id(m_id).with("rip", m_stream.peer().address);
        m_isOver = true;
        co_return nothing;
    }
    co_await m_stream.write("+OK begin TLS\r\n", deadline());
    co_await m_stream.flush(deadline());
    const StreamResult<> secured = co_await m_stream.startTls(m_ports.tls, deadline());
    if (!secured)
        lost(secured.error());
    m_user.clear();
    co_return nothing;
}

Task<QByteArray> Pop3Login::user(QByteArray argument)
{
    if (!m_stream.peer().isSecure())
        co_return bad(Error::refused("encryption required: STLS first"));
    if (argument.isEmpty())
        co_return bad(Error::syntax("a name is expected"));
    m_user = argument;
    co_return QByteArray("+OK password please"); // RFC 1939 7: also for names that do not exist
}

Task<QByteArray> Pop3Login::pass(QByteArray argument)
{
    if (m_user.isEmpty())
        co_return bad(Error::syntax("USER first"));
    if (argument.isEmpty())
        co_return bad(Error::syntax("a password is expected"));
    const SaslCredentials credentials{{}, std::exchange(m_user, {}), Secret(argument)};
    const QByteArray reply = co_await logIn("USER", credentials);
    co_return reply;
}

Task<QByteArray> Pop3Login::auth(QByteArray argument)
{
    if (!m_stream.peer().isSecure())
        co_return bad(Error::refused("encryption required: STLS first"));
    const QList<QByteArray> words = argument.split(' ');
    std::optional<SaslExchange> exchange = SaslExchange::begin(words.first());
    if (!exchange || words.size() > 2)
        co_return bad(Error::syntax("AUTH PLAIN or AUTH LOGIN"));
    std::optional<QByteArray> initial;
    if (words.size() == 2) {
        const Result<QByteArray> decoded = decodeSaslInitialResponse(words[1]);
        if (!decoded)
            co_return bad(decoded.error());
        initial = *decoded;
    }
    SaslStep step = exchange->start(initial);
    while (const auto *challenge = std::get_if<SaslChallenge>(&step)) {
        co_await m_stream.write("+ " + challenge->bytes.toBase64() + "\r\n", deadline());
        const StreamResult<QByteArray> line = co_await m_stream.readLine(saslLineLimit, deadline());
        if (!line)
            co_return lost(line.error());
        if (!line->endsWith("\r\n"))
            co_return bad(Error::syntax("a line ends with CR LF"));
        const Result<QByteArray> response = decodeSaslLine(line->chopped(2));
        if (!response)
            co_return bad(response.error());
        step = exchange->answer(*response);
    }
    if (const auto *error = std::get_if<Error>(&step))
        co_return bad(*error);
    const SaslCredentials credentials = std::get<SaslCredentials>(step);
    const QByteArray reply = co_await logIn(exchange->mechanism(), credentials);
    co_return reply;
}

Task<QByteArray> Pop3Login::logIn(QByteArray method, SaslCredentials credentials)
{
    LoginAttempt attempt;
    attempt.name = credentials.name;
    attempt.password = credentials.password;
    attempt.authorization = credentials.authorization;
    attempt.clientAddress = m_stream.peer().address;
    attempt.service = "pop3";
    attempt.method = method;
    attempt.session = m_id.hex();
    const LoginResult result = co_await m_ports.authenticator.login(attempt);
    if (const auto *identity = std::get_if<Identity>(&result)) {
        m_identity = *identity;
        co_return nothing; // its home answers
    }
    if (const auto *later = std::get_if<LoginLater>(&result)) {
        qCWarning(lcPop3) << Event("login-later").id(m_id).why(later->why);
        co_return QByteArray("-ERR [SYS/TEMP] cannot check the password now, try again later"); // RFC 3206 4
    }
    m_isOver = ++m_failures >= m_policy.failureLimit;
    co_return QByteArray("-ERR [AUTH] wrong name or password"); // RFC 3206 5
}

Task<QByteArray> Pop3Login::quit(QByteArray)
{
    m_isOver = true;
    co_return QByteArray("+OK bye");
}

} // namespace homeport
