// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The maildrop's verb table and loop.
#include "server/pop3/pop3session.h"

#include "server/pop3/pop3login.h"
#include "shared/mail/reply.h"
#include "shared/net/farewell.h"

#include <algorithm>

namespace homeport {

namespace {

constexpr auto lastWordsPatience = 10s;
const QByteArray nothing; // the handler has said all there was to say

} // namespace

/// What the session and its wait for silence share.
struct Pop3Session::Pace
{
    int commands = 0;
    bool isAnswering = false;
    std::stop_source over;
};

struct Pop3Session::Verb
{
    const char *name;
    Handler handler;
};

const Pop3Session::Verb *Pop3Session::findVerb(QByteArrayView name)
{
    static constexpr auto verbs = std::to_array<Verb>({
        // RFC 1939 5, 7; CAPA: RFC 2449 5
        {"STAT", &Pop3Session::stat},
        {"LIST", &Pop3Session::list},
        {"UIDL", &Pop3Session::uidl},
        {"RETR", &Pop3Session::retr},
        {"TOP", &Pop3Session::top},
        {"DELE", &Pop3Session::dele},
        {"RSET", &Pop3Session::rset},
        {"NOOP", &Pop3Session::noop},
        {"CAPA", &Pop3Session::capa},
        {"QUIT", &Pop3Session::quit},
    });
    const auto found = std::find_if(
        verbs.begin(), verbs.end(), [name](const Verb &verb) { return name == QByteArrayView(verb.name); });
    return found == verbs.end() ? nullptr : &*found;
}

Pop3Session::Pop3Session(std::unique_ptr<ByteStream> stream, std::shared_ptr<MailAccount> account,
    MaildropLocks &locks, Pop3Policy policy, const Clock &clock, SessionId id, std::stop_token stop,
    std::stop_token leaving)
    : m_stream(std::move(stream))
    , m_account(std::move(account))
    , m_locks(locks)
    , m_policy(policy)
    , m_clock(clock)
    , m_id(id)
    , m_serverStop(std::move(stop))
    , m_leaving(std::move(leaving))
    , m_pace(std::make_shared<Pace>())
{
}

Task<> Pop3Session::run()
{
    const std::stop_callback onServer(m_serverStop, [this] { m_stop.request_stop(); });
    const std::stop_callback onAccount(m_account->ended(), [this] { m_stop.request_stop(); });
    const std::stop_callback onLeaving(
        m_leaving, [this] { leaveWhenSilent(m_pace, m_stop, m_policy.leaveIdle); });
    const std::optional<MaildropLocks::Held> held = m_locks.take(m_account->id());
    QByteArray greeting;
    if (held) {
        greeting = co_await openMaildrop();
    } else {
        m_isOver = true;
        greeting = "-ERR [IN-USE] another session has this maildrop"; // RFC 2449 8.1.1
    }
    co_await m_stream->write(greeting + "\r\n", deadline());
    co_await converse();
    m_pace->over.request_stop();
    co_await m_stream->flush(m_clock.in(lastWordsPatience));
    m_stream->close();
    qCInfo(lcPop3) << Event("session-ended").id(m_id).with("retrieved", m_retrieved);
}

Task<QByteArray> Pop3Session::openMaildrop()
{
    m_isOver = true; // unless it opens
    const Result<std::shared_ptr<Mailbox>> inbox = co_await m_account->open("INBOX", false);
    if (!inbox) {
        qCWarning(lcPop3) << Event("maildrop-failed").id(m_id).why(inbox.error());
        co_return pop3Reply(inbox.error());
    }
    m_mailbox = *inbox;
    const Result<MailboxChanges> content = co_await m_mailbox->open();
    if (!content) {
        qCWarning(lcPop3) << Event("maildrop-failed").id(m_id).why(content.error());
        co_return pop3Reply(content.error());
    }
    for (const MessageInfo &info : content->arrived)
        m_messages.append({info});
    m_isOver = false;
    qCInfo(lcPop3) << Event("session")
                          .id(m_id)
                          .with("account", m_account->address())
                          .with("messages", m_messages.size());
    co_return "+OK " + QByteArray::number(m_messages.size()) + " messages";
}

Task<> Pop3Session::converse()
{
    while (!m_isOver) {
        const StreamResult<QByteArray> line = co_await readLineUnlessStopped(*m_stream, pop3LineLimit,
            deadline(), m_stop.get_token(), "-ERR [SYS/TEMP] the mailbox is not served here any more\r\n");
        if (!line) {
            // RFC 1939 3: the autologout says nothing and deletes nothing
            if (line.error().kind == StreamError::Kind::TooLong)
                co_await m_stream->write("-ERR line too long\r\n", deadline());
            qCInfo(lcPop3) << Event("lost").id(m_id).with("why", line.error().detail);
            co_return;
        }
        m_pace->isAnswering = true;
        const QByteArray reply = co_await answer(*line);
        StreamResult<> written;
        if (reply != nothing)
            written = co_await m_stream->write(reply + "\r\n", deadline());
        m_pace->isAnswering = false;
        ++m_pace->commands;
        if (!written)
            co_return;
    }
}

Task<> Pop3Session::leaveWhenSilent(
    std::shared_ptr<Pace> pace, std::stop_source session, std::chrono::milliseconds silence)
{
    for (int seen = -1; seen != pace->commands || pace->isAnswering;) {
        seen = pace->commands;
        const bool hasElapsed = co_await sleepFor(silence, pace->over.get_token());
        if (!hasElapsed)
            co_return;
    }
    session.request_stop();
}

QByteArray Pop3Session::bad(QByteArray reply)
{
    if (++m_badCommands < m_policy.badCommandLimit)
        return reply;
    m_isOver = true;
    return "-ERR too many errors";
}

Task<QByteArray> Pop3Session::answer(QByteArray line)
{
    const Result<Pop3CommandLine> command = splitPop3Command(line);
    if (!command)
        co_return bad(pop3Reply(command.error()));
    const Verb *const verb = findVerb(command->verb);
    if (!verb)
        co_return bad("-ERR command not known");
    const QByteArray reply = co_await (this->*verb->handler)(command->argument);
    co_return reply;
}

Pop3Session::Message *Pop3Session::find(QByteArrayView argument, QByteArray &refusal)
{
    const std::optional<Pop3Numbers> numbers = parsePop3Numbers(argument);
    if (!numbers) {
        refusal = bad("-ERR a message number is expected");
        return nullptr;
    }
    if (numbers->message > m_messages.size() || m_messages[numbers->message - 1].isDeleted) {
        refusal = bad("-ERR no such message");
        return nullptr;
    }
    return &m_messages[numbers->message - 1];
}

Task<QByteArray> Pop3Session::stat(QByteArray)
{
    qint64 count = 0;
    qint64 size = 0;
    for (const Message &message : std::as_const(m_messages)) {
        count += message.isDeleted ? 0 : 1;
        size += message.isDeleted ? 0 : message.info.size;
    }
    co_return "+OK " + QByteArray::number(count) + ' ' + QByteArray::number(size);
}

QByteArray Pop3Session::sizeLine(int number) const
{
    return QByteArray::number(number) + ' ' + QByteArray::number(m_messages[number - 1].info.size);
}

/// RFC 1939 7: unique for ever, the same in every session, 1…70 printable characters. The pair of numbers
/// travels with the storage.
QByteArray Pop3Session::uniqueIdLine(int number) const
{
    return QByteArray::number(number) + ' ' + QByteArray::number(m_messages[number - 1].info.uid) + '.'
        + QByteArray::number(m_mailbox->uidValidity());
}

QByteArray Pop3Session::listing(QByteArray (Pop3Session::*line)(int number) const, QByteArray argument)
{
    if (!argument.isEmpty()) {
        QByteArray refusal;
        const Message *const message = find(argument, refusal);
        return message ? "+OK " + (this->*line)(int(message - m_messages.constData()) + 1) : refusal;
    }
    QByteArray reply = "+OK\r\n";
    for (int number = 1; number <= m_messages.size(); ++number) {
        if (!m_messages[number - 1].isDeleted)
            reply += (this->*line)(number) + "\r\n";
    }
    return reply + '.';
}

Task<QByteArray> Pop3Session::list(QByteArray argument)
{
    co_return listing(&Pop3Session::sizeLine, argument);
}

Task<QByteArray> Pop3Session::uidl(QByteArray argument)
{
    co_return listing(&Pop3Session::uniqueIdLine, argument);
}

Task<QByteArray> Pop3Session::dele(QByteArray argument)
{
    QByteArray refusal;
    Message *const message = find(argument, refusal);
    if (!message)
        co_return refusal;
    message->isDeleted = true;
    co_return QByteArray("+OK deleted");
}

Task<QByteArray> Pop3Session::rset(QByteArray)
{
    for (Message &message : m_messages)
        message.isDeleted = false;
    co_return QByteArray("+OK");
}

Task<QByteArray> Pop3Session::noop(QByteArray) { co_return QByteArray("+OK"); }

Task<QByteArray> Pop3Session::capa(QByteArray)
{
    co_return "+OK capabilities follow\r\n" + pop3Capabilities(HOMEPORT_VERSION).join("\r\n") + "\r\n.";
}

Task<QByteArray> Pop3Session::quit(QByteArray)
{
    m_isOver = true;
    const Result<> updated = co_await update();
    if (!updated) {
        qCWarning(lcPop3) << Event("update-failed").id(m_id).why(updated.error());
        co_return QByteArray("-ERR [SYS/TEMP] some deleted messages not removed"); // RFC 1939 6
    }
    co_return QByteArray("+OK bye");
}

} // namespace homeport
