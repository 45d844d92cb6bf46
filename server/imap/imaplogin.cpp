// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The dialogue before login.
#include "server/imap/imaplogin.h"

#include "server/auth/sasl.h"
#include "server/imap/capability.h"
#include "server/imap/commandreader.h"
#include "server/imap/imaplog.h"
#include "shared/base/log.h"
#include "shared/mail/reply.h"

namespace homeport {

using namespace imap;

namespace {

Error noClearPasswords()
{
    return Error::refused("passwords are accepted over TLS only", {}, "PRIVACYREQUIRED"); // RFC 5530
}

Error wrongPassword()
{
    return Error::refused("wrong name or password", {}, "AUTHENTICATIONFAILED"); // RFC 5530
}

bool isHttp(const QByteArray &tag)
{
    return tag == "GET" || tag == "POST" || tag == "PUT" || tag == "HEAD" || tag == "OPTIONS"
        || tag == "CONNECT";
}

} // namespace

ImapLogin::ImapLogin(ByteStream &stream, Authenticator &authenticator, const ImapLoginSettings &settings,
    const Clock &clock, SessionId session)
    : m_stream(stream)
    , m_authenticator(authenticator)
    , m_settings(settings)
    , m_clock(clock)
    , m_session(session)
    , m_deadline(clock.in(settings.total))
    , m_parser(settings.parser)
{
}

bool ImapLogin::mayLogIn() const
{
    return m_stream.peer().isSecure() || m_settings.passwordsInTheClear == PasswordsInTheClear::Allowed;
}

QByteArray ImapLogin::capabilities() const
{
    const bool secure = m_stream.peer().isSecure();
    return loginCapabilities(secure ? TlsOffer::Active
            : m_settings.tls        ? TlsOffer::StartTls
                                    : TlsOffer::None,
        mayLogIn());
}

Task<std::optional<ImapLoggedIn>> ImapLogin::run()
{
    Next next = co_await say("* OK [CAPABILITY " + capabilities() + "] Homeport ready");
    while (next == Next::GoOn) {
        CommandStep step =
            co_await readCommand(m_stream, m_parser, m_settings.parser.line, m_deadline, m_settings.total);
        if (auto *parsed = std::get_if<Parsed>(&step)) {
            next = co_await answer(std::move(*parsed));
        } else if (auto *failure = std::get_if<ParseFailure>(&step)) {
            next = co_await answerFailure(std::move(*failure));
        } else {
            const auto kind = std::get<StreamError>(step).kind;
            if (kind == StreamError::Kind::TimedOut)
                co_await say("* BYE Too slow to log in");
            else if (kind == StreamError::Kind::TooLong)
                co_await say("* BYE The command line is too long");
            next = Next::End;
        }
    }
    if (next == Next::LoggedIn)
        co_return std::move(m_result);
    m_stream.finish();
    co_await m_stream.flush(m_clock.in(10s));
    m_stream.close();
    co_return std::nullopt;
}

Task<ImapLogin::Next> ImapLogin::say(QByteArray line)
{
    const auto written = co_await m_stream.write(line + "\r\n", m_clock.in(30s));
    co_return written ? Next::GoOn : Next::End;
}

Task<ImapLogin::Next> ImapLogin::refuse(QByteArray tag, Error error)
{
    const Next next = co_await say(imapReply(tag, error));
    if (++m_badCommands < m_settings.badCommandLimit || next == Next::End)
        co_return next;
    co_await say("* BYE Too many failures");
    co_return Next::End;
}

Task<ImapLogin::Next> ImapLogin::answerFailure(ParseFailure failure)
{
    if (isHttp(failure.tag))
        co_return Next::End; // a browser that was sent here: not a word that could be taken for an answer
    const Next next = co_await refuse(failure.tag, failure.error);
    if (failure.skip == 0 || next == Next::End)
        co_return next;
    co_await say("* BYE The literal is too large"); // RFC 7888 4: it is on its way, and unwanted
    co_return Next::End;
}

Task<ImapLogin::Next> ImapLogin::answer(Parsed parsed)
{
    const QByteArray tag = parsed.tag;
    if (!(parsed.legalIn & State::NotAuthenticated)) {
        const auto *append = std::get_if<Append>(&parsed.command);
        const bool literalComes = append && append->literal == LiteralKind::NonSynchronising;
        ParseFailure failure{tag, Error::syntax("log in first"), 0};
        if (literalComes)
            failure.skip = std::max<qint64>(append->size, 1);
        co_return co_await answerFailure(std::move(failure));
    }
    if (std::holds_alternative<Capability>(parsed.command)) {
        co_await say("* CAPABILITY " + capabilities());
        co_return co_await say(tag + " OK Capability completed");
    }
    if (std::holds_alternative<Noop>(parsed.command))
        co_return co_await say(tag + " OK Noop completed");
    if (std::holds_alternative<Id>(parsed.command)) {
        co_await say(idAnswer().chopped(2));
        co_return co_await say(tag + " OK Id completed");
    }
    if (std::holds_alternative<Logout>(parsed.command)) {
        co_await say("* BYE Logging out");
        co_await say(tag + " OK Logout completed");
        co_return Next::End;
    }
    if (std::holds_alternative<StartTls>(parsed.command))
        co_return co_await startTls(tag);
    if (!mayLogIn())
        co_return co_await refuse(tag, noClearPasswords());
    if (auto *login = std::get_if<Login>(&parsed.command)) {
        LoginAttempt attempt;
        attempt.name = login->name;
        attempt.password = login->password;
        attempt.method = "LOGIN";
        co_return co_await logIn(tag, std::move(attempt));
    }
    if (auto *command = std::get_if<Authenticate>(&parsed.command))
        co_return co_await authenticate(tag, std::move(*command));
    co_return co_await refuse(tag, Error::internal(QStringLiteral("a command before login has no handler")));
}

Task<ImapLogin::Next> ImapLogin::startTls(QByteArray tag)
{
    if (!m_settings.tls || m_stream.peer().isSecure())
        co_return co_await refuse(tag, Error::syntax("STARTTLS is not possible now"));
    const auto injected = [this] {
        if (m_stream.buffered() == 0)
            return false;
        // RFC 3501 6.2.1: nothing may follow STARTTLS; what does is injection
        qCWarning(lcImap)
            << Event("bytes-behind-starttls").id(m_session).with("client", m_stream.peer().address);
        return true;
    };
    if (injected())
        co_return Next::End;
    co_await say(tag + " OK Begin TLS negotiation now");
    const auto flushed = co_await m_stream.flush(m_deadline);
    if (!flushed || injected())
        co_return Next::End;
    const auto secured = co_await m_stream.startTls(m_settings.tls, m_deadline);
    if (secured)
        co_return Next::GoOn;
    qCInfo(lcImap) << Event("tls-failed").id(m_session).why(secured.error().toError());
    co_return Next::End;
}

Task<ImapLogin::Next> ImapLogin::authenticate(QByteArray tag, Authenticate command)
{
    auto exchange = SaslExchange::begin(command.mechanism);
    if (!exchange)
        co_return co_await refuse(tag, Error::refused("the mechanism is not supported", {}, "CANNOT"));
    std::optional<QByteArray> initial;
    if (command.initial) {
        auto decoded = decodeSaslInitialResponse(command.initial->reveal());
        if (!decoded)
            co_return co_await refuse(tag, decoded.error());
        initial = std::move(*decoded);
    }
    SaslStep step = exchange->start(std::move(initial));
    while (const auto *challenge = std::get_if<SaslChallenge>(&step)) {
        co_await say("+ " + challenge->bytes.toBase64());
        const auto line = co_await m_stream.readLine(saslLineLimit, m_deadline);
        if (!line)
            co_return Next::End;
        if (!line->endsWith("\r\n"))
            co_return co_await refuse(tag, Error::syntax("the line does not end with CR LF"));
        auto response = decodeSaslLine(QByteArrayView(*line).first(line->size() - 2));
        if (!response)
            co_return co_await refuse(tag, response.error());
        step = exchange->answer(std::move(*response));
    }
    if (const auto *error = std::get_if<Error>(&step))
        co_return co_await refuse(tag, *error);
    const SaslCredentials credentials = std::get<SaslCredentials>(step);
    LoginAttempt attempt;
    attempt.name = credentials.name;
    attempt.password = credentials.password;
    attempt.authorization = credentials.authorization;
    attempt.method = exchange->mechanism();
    co_return co_await logIn(tag, std::move(attempt));
}

Task<ImapLogin::Next> ImapLogin::logIn(QByteArray tag, LoginAttempt attempt)
{
    attempt.clientAddress = m_stream.peer().address;
    attempt.service = "imap";
    attempt.session = m_session.hex();
    LoginResult result = co_await m_authenticator.login(std::move(attempt));
    if (auto *identity = std::get_if<Identity>(&result)) {
        m_result = ImapLoggedIn{tag, std::move(*identity)};
        co_return Next::LoggedIn;
    }
    if (const auto *later = std::get_if<LoginLater>(&result))
        co_return co_await refuse(tag, later->why);
    co_return co_await refuse(tag, wrongPassword());
}

} // namespace homeport
