// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The loop of an IMAP session: command in, work, changes and answer out.
#include "server/imap/imapsession.h"

#include "server/imap/capability.h"
#include "server/imap/commandreader.h"
#include "server/imap/commands.h"
#include "server/imap/imaplog.h"
#include "shared/base/log.h"
#include "shared/mail/reply.h"

namespace homeport {

using namespace imap;

namespace {

const QByteArray accountMoves = "* BYE [UNAVAILABLE] The account moves, please connect again\r\n";
const QByteArray serverLeaves =
    "* BYE [UNAVAILABLE] This server is about to be serviced, please connect again\r\n";
constexpr auto endPatience = 2s; // its storage waits to be let go
constexpr auto leavePatience = 60s; // the answer before the BYE may still be on its way to a slow client
constexpr auto leavePoll = 250ms; // until a command is answered; short, for BYE comes before the next one

struct After
{
    Updates updates = Updates::All;
    Numbering numbering = Numbering::Sequence;
};

/// RFC 3501 7.4.1: no EXPUNGE behind FETCH, STORE and SEARCH by sequence number.
After afterCommand(const Command &command)
{
    struct Judge
    {
        static After numbered(Numbering numbering)
        {
            return {numbering == Numbering::Uid ? Updates::All : Updates::KeepNumbers, numbering};
        }
        After operator()(const Fetch &fetch) const { return numbered(fetch.numbering); }
        After operator()(const Store &store) const { return numbered(store.numbering); }
        After operator()(const Search &search) const { return numbered(search.numbering); }
        After operator()(const Copy &copy) const { return {Updates::All, copy.numbering}; }
        After operator()(const Select &) const { return {Updates::None, {}}; }
        After operator()(const Logout &) const { return {Updates::None, {}}; }
    };
    return std::visit(
        [](const auto &which) {
            if constexpr (std::is_invocable_v<Judge, decltype(which)>)
                return Judge{}(which);
            else
                return After{};
        },
        command);
}

} // namespace

ImapSession::ImapSession(std::unique_ptr<ByteStream> stream, std::shared_ptr<MailAccount> account,
    ImapStart start, const ImapSettings &settings, const Clock &clock)
    : m_stream(std::move(stream))
    , m_start(std::move(start))
    , m_context{*m_stream, std::move(account), settings, clock, {}, {}, {}}
    , m_parser(settings.parser)
{
}

ImapSession::~ImapSession() = default;

Task<> ImapSession::run()
{
    qCInfo(lcImap)
        << Event("session-start").id(m_start.session).with("account", m_context.account->address());
    std::stop_source over;
    {
        const std::stop_callback onEnd(m_context.account->ended(), [this] {
            if (m_context.waiting && !m_goodbye)
                sayGoodbye(accountMoves, endPatience);
        });
        const std::stop_callback onLeaving(
            m_start.leaving, [this, token = over.get_token()] { leaveKindly(this, m_alive, token); });
        co_await converse();
    }
    over.request_stop();
    if (m_goodbye)
        co_await *m_goodbye;
    m_context.view.reset();
    m_stream->finish();
    co_await m_stream->flush(m_context.clock.in(30s));
    m_stream->close();
    qCInfo(lcImap) << Event("session-end").id(m_start.session);
}

Task<> ImapSession::converse()
{
    co_await m_context.send(m_start.tag + " OK [CAPABILITY " + homeCapabilities() + "] Logged in\r\n");
    co_await m_context.flush();
    while (!m_context.lost && !m_context.loggedOut) {
        const bool hasAccountEnded = m_context.account->ended().stop_requested();
        if ((hasAccountEnded || m_start.leaving.stop_requested()) && !m_goodbye) {
            co_await m_context.send(hasAccountEnded ? accountMoves : serverLeaves);
            co_await m_context.flush();
            co_return;
        }
        m_context.waiting = true;
        CommandStep step = co_await readCommand(*m_stream, m_parser, m_context.settings.parser.line,
            m_context.clock.in(m_context.settings.idleLimit), m_context.settings.transferLimit);
        m_context.waiting = false;
        if (m_goodbye)
            co_return; // a command behind our BYE is not begun: its answer could not be told
        if (auto *parsed = std::get_if<Parsed>(&step))
            co_await answer(std::move(*parsed));
        else if (auto *failure = std::get_if<ParseFailure>(&step))
            co_await answerFailure(std::move(*failure));
        else
            co_return co_await leave(std::get<StreamError>(step));
        co_await m_context.flush();
    }
}

States ImapSession::state() const { return m_context.view ? State::Selected : State::Authenticated; }

Task<> ImapSession::answer(Parsed parsed)
{
    if (!(parsed.legalIn & state())) {
        ParseFailure failure{parsed.tag, Error::syntax("the command is not possible now"), 0};
        co_await answerFailure(std::move(failure));
        co_return;
    }
    m_badCommands = 0;
    const After after = afterCommand(parsed.command);
    const QByteArray tag = parsed.tag;
    // one overload per kind of command
    const Task<Completion> work = std::visit(
        [this](auto &&command) { return execute(m_context, std::move(command)); }, std::move(parsed.command));
    const Completion done = co_await work;
    if (m_context.lost)
        co_return;
    co_await sendUpdates(after.updates, after.numbering);
    if (!done && done.error().isTemporary())
        qCWarning(lcImap) << Event("command-failed").id(m_start.session).why(done.error());
    const QByteArray line = done ? tag + " OK " + *done : imapReply(tag, done.error());
    co_await m_context.send(line + "\r\n");
}

Task<> ImapSession::sendUpdates(Updates updates, Numbering numbering)
{
    if (!m_context.view)
        co_return;
    const auto changes = co_await m_context.view->changes(updates, numbering);
    if (changes)
        co_await m_context.send(*changes);
    else
        qCWarning(lcImap) << Event("no-updates").id(m_start.session).why(changes.error());
}

Task<> ImapSession::answerFailure(ParseFailure failure)
{
    co_await m_context.send(imapReply(failure.tag, failure.error) + "\r\n");
    if (failure.skip > 0)
        co_await m_context.skipLiteral(failure.skip);
    if (++m_badCommands < m_context.settings.badCommandLimit)
        co_return;
    co_await m_context.send("* BYE Too many bad commands\r\n");
    co_await m_context.flush();
    m_context.lost = true;
}

Task<> ImapSession::leave(StreamError error)
{
    if (error.kind == StreamError::Kind::TimedOut)
        co_await m_context.send("* BYE Idle for too long\r\n");
    else if (error.kind == StreamError::Kind::TooLong)
        co_await m_context.send("* BYE The command line is too long\r\n");
    co_await m_context.flush();
}

/// The account ends while the client is silent: a last word, then the waiting read is ended.
Task<> ImapSession::sayGoodbye(QByteArray farewell, std::chrono::milliseconds patience)
{
    m_goodbye.emplace();
    const OneShot<bool> said = *m_goodbye;
    m_context.lost = true; // nobody else writes from here on
    const auto written = co_await m_stream->write(farewell, m_context.clock.in(patience));
    if (written)
        co_await m_stream->flush(m_context.clock.in(patience));
    m_stream->close();
    said.finish(true);
}

/// Says BYE as soon as the client is waited for and has begun no command: what it has begun is answered
/// first.
Task<> ImapSession::leaveKindly(ImapSession *session, std::weak_ptr<void> alive, std::stop_token over)
{
    while (!alive.expired() && !over.stop_requested() && !session->m_goodbye) {
        const bool isQuiet = session->m_context.waiting && session->m_parser.isIdle()
            && session->m_stream->buffered() == 0 && !session->m_context.lost;
        if (isQuiet) {
            session->sayGoodbye(serverLeaves, leavePatience);
            co_return;
        }
        co_await sleepFor(leavePoll, over);
    }
}

} // namespace homeport
