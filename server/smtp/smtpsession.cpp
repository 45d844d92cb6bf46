// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The loop, the verb table and the commands outside of a mail transaction.
#include "server/smtp/smtpsession.h"

#include "shared/net/farewell.h"

#include <algorithm>

namespace homeport {

Q_LOGGING_CATEGORY(lcSmtp, "homeport.smtp")

namespace {

constexpr int idleCommandsLimit = 100; // NOOP and the like without a message between them
constexpr auto lastWordsPatience = 10s;

template <class... States> constexpr quint8 in(States... states) { return quint8((quint8(states) | ...)); }

const Reply nothing; // the handler has said all there was to say

} // namespace

struct SmtpSession::Verb
{
    const char *name;
    quint8 states; ///< in which it is legal
    Handler handler;
};

const SmtpSession::Verb *SmtpSession::findVerb(QByteArrayView name)
{
    using enum State;
    static constexpr quint8 any = in(Start, Ready, Mail, Rcpt);
    static constexpr auto verbs = std::to_array<Verb>({
        //  name       legal in          handler
        {"EHLO", any, &SmtpSession::ehlo}, // RFC 5321 4.1.1.1
        {"HELO", any, &SmtpSession::helo}, {"MAIL", in(Ready), &SmtpSession::mail}, // RFC 5321 4.1.1.2
        {"RCPT", in(Mail, Rcpt), &SmtpSession::rcpt}, // RFC 5321 4.1.1.3
        {"DATA", in(Mail, Rcpt), &SmtpSession::data}, // RFC 5321 4.1.1.4
        {"RSET", any, &SmtpSession::rset}, // RFC 5321 4.1.1.5
        {"VRFY", any, &SmtpSession::vrfy}, // RFC 5321 4.1.1.6
        {"EXPN", any, &SmtpSession::notOffered}, // RFC 5321 4.1.1.7
        {"HELP", any, &SmtpSession::help}, // RFC 5321 4.1.1.8
        {"NOOP", any, &SmtpSession::noop}, // RFC 5321 4.1.1.9
        {"QUIT", any, &SmtpSession::quit}, // RFC 5321 4.1.1.10
        {"STARTTLS", in(Start, Ready), &SmtpSession::startTls}, // RFC 3207
        {"AUTH", in(Ready), &SmtpSession::auth}, // RFC 4954 4
        {"BDAT", any, &SmtpSession::notOffered}, // RFC 3030
    });
    const auto found = std::find_if(
        verbs.begin(), verbs.end(), [name](const Verb &verb) { return name == QByteArrayView(verb.name); });
    return found == verbs.end() ? nullptr : &*found;
}

SmtpSession::SmtpSession(std::unique_ptr<ByteStream> stream, SmtpPolicy policy, SmtpPorts ports, SessionId id,
    std::stop_token stop, std::stop_token leaving)
    : m_stream(std::move(stream))
    , m_policy(std::move(policy))
    , m_ports(std::move(ports))
    , m_id(id)
    , m_stop(std::move(stop))
    , m_leaving(leaving.stop_possible() ? std::move(leaving) : m_stop)
{
}

Task<> SmtpSession::run()
{
    qCInfo(lcSmtp)
        << event("connected").with("rip", m_stream->peer().address).with("tls", m_stream->peer().tls);
    const QByteArray farewell =
        Reply(421, "4.3.2", m_policy.serverName + " is closing this connection").bytes();
    const QByteArray greeting = Reply(220, {}, m_policy.serverName + " ESMTP Homeport").bytes();
    co_await m_stream->write(greeting, commandDeadline());
    while (!m_isOver) {
        const bool isWithin = m_state == State::Mail || m_state == State::Rcpt;
        const StreamResult<QByteArray> line = co_await readLineUnlessStopped(
            *m_stream, smtpLineLimit, commandDeadline(), isWithin ? m_stop : m_leaving, farewell);
        Reply reply;
        if (line)
            reply = co_await answer(*line);
        else
            reply = lost(line.error());
        if (reply == nothing)
            continue;
        const StreamResult<> written = co_await m_stream->write(reply.bytes(), commandDeadline());
        if (!written)
            break;
    }
    co_await m_stream->flush(m_ports.clock.in(lastWordsPatience));
    m_stream->close();
    qCInfo(lcSmtp) << event("disconnected").with("messages", m_messages);
}

Task<Reply> SmtpSession::answer(QByteArray line)
{
    if (!hasStrictLineEnd(line))
        co_return lastWords(Reply(500, "5.5.2", "a command ends with CR LF and holds neither"));
    const SmtpParsed<SmtpCommandLine> command = splitCommand(line);
    if (!command)
        co_return counted(command.error());
    if (isHttpVerb(command->verb))
        co_return lastWords(Reply(421, "4.7.0", "this is SMTP"));
    const Verb *const verb = findVerb(command->verb);
    if (!verb)
        co_return counted(Reply(500, "5.5.1", "command not recognised"));
    if ((verb->states & quint8(m_state)) == 0)
        co_return counted(Reply(503, "5.5.1", "bad sequence of commands"));
    const Reply reply = co_await (this->*verb->handler)(command->argument);
    co_return counted(reply);
}

/// RFC 5321 4.3.2 would let a client err for ever; ten errors are no mail program.
Reply SmtpSession::counted(Reply reply)
{
    const bool bad = (reply.code >= 500 && reply.code <= 504) || reply.code == 555;
    m_badCommands += bad ? 1 : 0;
    if (m_badCommands >= m_policy.badCommandLimit || m_idleCommands > idleCommandsLimit)
        return lastWords(Reply(421, "4.7.0", "too many errors or idle commands"));
    return reply;
}

Reply SmtpSession::lastWords(Reply reply)
{
    m_isOver = true;
    qCInfo(lcSmtp) << event("closing").with("reply", reply.text());
    return reply;
}

Reply SmtpSession::lost(const StreamError &error)
{
    m_isOver = true;
    qCInfo(lcSmtp) << event("lost").with("why", error.detail);
    switch (error.kind) {
    case StreamError::Kind::TimedOut:
        return Reply(421, "4.4.2", "timeout");
    case StreamError::Kind::TooLong:
        return Reply(500, "5.5.2", "line too long");
    case StreamError::Kind::Ended:
    case StreamError::Kind::Closed:
    case StreamError::Kind::Failed:
        break;
    }
    return nothing;
}

Task<Reply> SmtpSession::helo(QByteArray argument)
{
    const Reply reply = co_await greet(Greeted::Helo, argument);
    co_return reply;
}

Task<Reply> SmtpSession::ehlo(QByteArray argument)
{
    const Reply reply = co_await greet(Greeted::Ehlo, argument);
    co_return reply;
}

Task<Reply> SmtpSession::greet(Greeted how, QByteArray argument)
{
    const SmtpParsed<QByteArray> name = parseHelo(argument);
    if (!name)
        co_return name.error();
    resetTransaction(); // RFC 5321 4.1.4: as RSET
    m_helo = *name;
    m_greeted = how;
    m_state = State::Ready;
    Reply reply(250, {}, m_policy.serverName);
    if (how == Greeted::Helo)
        co_return reply;
    reply.lines << "PIPELINING"
                << "SIZE " + QByteArray::number(m_policy.messageLimit) << "8BITMIME"
                << "ENHANCEDSTATUSCODES";
    const bool secure = m_stream->peer().isSecure();
    if (m_ports.tls && !secure)
        reply.lines << "STARTTLS";
    if (m_policy.sender == Sender::Account && secure && !m_identity)
        reply.lines << "AUTH " + SaslExchange::mechanisms().join(' ');
    co_return reply;
}

Task<Reply> SmtpSession::rset(QByteArray argument)
{
    if (!argument.isEmpty())
        co_return Reply(501, "5.5.4", "RSET takes no argument");
    resetTransaction();
    ++m_idleCommands;
    co_return Reply(250, "2.0.0", "reset");
}

Task<Reply> SmtpSession::noop(QByteArray)
{
    ++m_idleCommands;
    co_return Reply(250, "2.0.0", "ok");
}

Task<Reply> SmtpSession::vrfy(QByteArray argument)
{
    ++m_idleCommands;
    if (argument.isEmpty())
        co_return Reply(501, "5.5.4", "an address is expected");
    // RFC 5321 7.3: nobody needs to be told who exists
    co_return Reply(252, "2.5.0", "send mail and see");
}

Task<Reply> SmtpSession::help(QByteArray)
{
    ++m_idleCommands;
    co_return Reply(214, "2.0.0", "see RFC 5321");
}

Task<Reply> SmtpSession::notOffered(QByteArray) { co_return Reply(502, "5.5.1", "not offered"); }

Task<Reply> SmtpSession::quit(QByteArray argument)
{
    if (!argument.isEmpty())
        co_return Reply(501, "5.5.4", "QUIT takes no argument");
    m_isOver = true;
    co_return Reply(221, "2.0.0", "bye");
}

Task<Reply> SmtpSession::startTls(QByteArray argument)
{
    if (!argument.isEmpty())
        co_return Reply(501, "5.5.4", "STARTTLS takes no argument");
    if (!m_ports.tls || m_stream->peer().isSecure())
        co_return Reply(503, "5.5.1", "not offered now");
    if (m_stream->buffered() > 0) {
        // RFC 3207 4.2: what was sent before the handshake must not count as sent under TLS
        qCWarning(lcSmtp) << event("bytes-after-starttls").with("rip", m_stream->peer().address);
        m_isOver = true;
        co_return nothing;
    }
    co_await m_stream->write(Reply(220, "2.0.0", "go ahead").bytes(), commandDeadline());
    co_await m_stream->flush(commandDeadline());
    const StreamResult<> secured = co_await m_stream->startTls(m_ports.tls, commandDeadline());
    if (!secured) {
        lost(secured.error()); // in the middle of a handshake nothing can be said
        co_return nothing;
    }
    resetTransaction(); // RFC 3207 4.2: the server discards what it learned of the client
    m_state = State::Start;
    m_greeted = Greeted::No;
    m_helo.clear();
    if (m_ports.secured)
        m_ports.secured();
    qCInfo(lcSmtp) << event("secured").with("tls", m_stream->peer().tls);
    co_return nothing;
}

void SmtpSession::resetTransaction()
{
    m_from.clear();
    m_recipients.clear();
    if (m_greeted != Greeted::No)
        m_state = State::Ready;
}

Event SmtpSession::event(const char *name) const { return Event(name).id(m_id); }

Deadline SmtpSession::commandDeadline() const
{
    const bool shown = m_messages > 0 || m_identity || !m_recipients.isEmpty();
    return m_ports.clock.in(shown ? m_policy.commandTimeout : m_policy.beforeMailTimeout);
}

} // namespace homeport
