// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// AUTH on the submission port (RFC 4954).
#include "server/smtp/smtpsession.h"

namespace homeport {

Task<Reply> SmtpSession::auth(QByteArray argument)
{
    if (m_policy.sender != Sender::Account)
        co_return Reply(502, "5.5.1", "not offered");
    if (m_identity)
        co_return Reply(503, "5.5.1", "already authenticated"); // RFC 4954 4
    if (!m_stream->peer().isSecure())
        co_return Reply(538, "5.7.11", "encryption required: STARTTLS first"); // RFC 4954 6
    const SmtpParsed<AuthCommand> command = parseAuth(argument);
    if (!command)
        co_return command.error();
    const std::optional<SaslExchange> exchange = SaslExchange::begin(command->mechanism);
    if (!exchange)
        co_return Reply(504, "5.5.4", "mechanism not known");
    const SmtpParsed<SaslCredentials> credentials =
        co_await readCredentials(*exchange, command->initialResponse);
    if (!credentials)
        co_return credentials.error();
    const Reply reply = co_await logIn(exchange->mechanism(), *credentials);
    co_return reply;
}

Task<SmtpParsed<SaslCredentials>> SmtpSession::readCredentials(
    SaslExchange exchange, std::optional<QByteArray> initial)
{
    std::optional<QByteArray> first;
    if (initial) {
        const Result<QByteArray> decoded = decodeSaslInitialResponse(*initial);
        if (!decoded)
            co_return tl::unexpected(Reply(501, "5.5.2", decoded.error().forPeer));
        first = *decoded;
    }
    SaslStep step = exchange.start(first);
    for (;;) {
        if (const auto *credentials = std::get_if<SaslCredentials>(&step))
            co_return *credentials;
        if (const auto *error = std::get_if<Error>(&step))
            co_return tl::unexpected(Reply(501, "5.5.2", error->forPeer));
        const QByteArray challenge = std::get<SaslChallenge>(step).bytes;
        co_await m_stream->write("334 " + challenge.toBase64() + "\r\n", commandDeadline());
        const StreamResult<QByteArray> line = co_await m_stream->readLine(saslLineLimit, commandDeadline());
        if (!line)
            co_return tl::unexpected(lost(line.error()));
        if (!hasStrictLineEnd(*line))
            co_return tl::unexpected(
                lastWords(Reply(500, "5.5.2", "a line ends with CR LF and holds neither")));
        const Result<QByteArray> response = decodeSaslLine(line->chopped(2));
        if (!response)
            co_return tl::unexpected(Reply(501, "5.5.2", response.error().forPeer)); // RFC 4954 4: "*" too
        step = exchange.answer(*response);
    }
}

Task<Reply> SmtpSession::logIn(QByteArray mechanism, SaslCredentials credentials)
{
    LoginAttempt attempt;
    attempt.name = credentials.name;
    attempt.password = credentials.password;
    attempt.authorization = credentials.authorization;
    attempt.clientAddress = m_stream->peer().address;
    attempt.service = "submission";
    attempt.method = mechanism;
    attempt.session = m_id.hex();
    const LoginResult result = co_await m_ports.authenticator.login(attempt);
    if (const auto *identity = std::get_if<Identity>(&result)) {
        m_identity = *identity;
        if (m_ports.loggedIn)
            m_ports.loggedIn(*identity);
        co_return Reply(235, "2.7.0", "authenticated");
    }
    if (std::holds_alternative<LoginLater>(result))
        co_return Reply(454, "4.7.0", "cannot check the password now, try again later"); // design.md §4
    const Reply denied(535, "5.7.8", "wrong name or password");
    if (++m_authFailures >= m_policy.authFailureLimit)
        co_return lastWords(Reply(421, "4.7.0", "too many wrong passwords"));
    co_return denied;
}

} // namespace homeport
