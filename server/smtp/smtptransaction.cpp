// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A mail transaction: MAIL, RCPT, DATA.
#include "server/smtp/smtpsession.h"

#include "server/smtp/syntax/datadecoder.h"
#include "shared/mail/datetime.h"

#include <algorithm>

namespace homeport {

namespace {

constexpr qsizetype pieceSize = 64 * 1024;
constexpr auto senderLimit = 20s;

QByteArray literal(const QByteArray &address) // RFC 5321 4.1.3
{
    return address.contains(':') ? "[IPv6:" + address + ']' : '[' + address + ']';
}

QByteArray dateOf(qint64 wallMs) { return formatMailDate(QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC)); }

} // namespace

Task<Reply> SmtpSession::mail(QByteArray argument)
{
    if (m_policy.sender == Sender::Account && !m_identity)
        co_return Reply(530, "5.7.0", "authentication required"); // RFC 4954 6
    const SmtpParsed<MailCommand> command = parseMail(argument);
    if (!command)
        co_return command.error();
    if (command->size > m_policy.messageLimit)
        co_return Reply(552, "5.3.4", "the message is too large"); // RFC 1870 6.1
    const std::optional<Reply> refused = co_await checkSender(command->from);
    if (refused)
        co_return *refused;
    m_from = command->from ? command->from->text() : QByteArray();
    m_state = State::Mail;
    co_return Reply(250, "2.1.0", "sender ok");
}

/// Nobody writes in somebody else's name: the sender's address is the account's own or leads to it alone.
Task<std::optional<Reply>> SmtpSession::checkSender(std::optional<Address> from)
{
    if (m_policy.sender == Sender::Stranger || !from) // notifications of mail programs (RFC 8098 3) have <>
        co_return std::nullopt;
    const AccountRecord &account = m_identity->place.account;
    if (from->normalised() == account.address.normalised())
        co_return std::nullopt;
    const Resolution leadsTo =
        co_await m_ports.router.resolve(from->normalised(), Freshness::Recent, m_ports.clock.in(senderLimit));
    if (leadsTo.unknown)
        co_return Reply(451, "4.4.3", "cannot check the sender now, try again later");
    if (leadsTo.accounts.size() == 1 && leadsTo.accounts.first().account.id == account.id)
        co_return std::nullopt;
    qCInfo(lcSmtp)
        << event("foreign-sender").with("account", account.address.text()).with("from", from->text());
    co_return Reply(553, "5.7.1", "that sender address is not yours");
}

Task<Reply> SmtpSession::rcpt(QByteArray argument)
{
    SmtpParsed<Address> address = parseRcpt(argument);
    if (!address)
        co_return address.error();
    if (m_recipients.size() >= m_policy.recipientLimit)
        co_return Reply(452, "4.5.3", "too many recipients"); // RFC 5321 4.5.3.1.10
    if (address->domain.isEmpty())
        address->domain =
            m_policy.postmasterDomain.isEmpty() ? m_policy.serverName : m_policy.postmasterDomain;
    const Result<AcceptedRecipient> accepted =
        co_await m_ports.intake.checkRecipient(*address, m_policy.sender);
    if (!accepted) {
        qCInfo(lcSmtp) << event("recipient-refused").with("to", address->text()).why(accepted.error());
        const Reply refusal = Reply::of(accepted.error());
        if (refusal.isPermanent() && ++m_refusedRecipients >= m_policy.refusedRecipientLimit)
            co_return lastWords(Reply(421, "4.7.0", "too many unknown recipients"));
        co_return refusal;
    }
    const auto same = [&address](const AcceptedRecipient &other) { return other.recipient == *address; };
    if (std::none_of(m_recipients.begin(), m_recipients.end(), same))
        m_recipients.append(*accepted);
    m_state = State::Rcpt;
    co_return Reply(250, "2.1.5", "recipient ok");
}

Task<Reply> SmtpSession::data(QByteArray argument)
{
    if (!argument.isEmpty())
        co_return Reply(501, "5.5.4", "DATA takes no argument");
    if (m_recipients.isEmpty())
        co_return Reply(554, "5.5.1", "no valid recipients"); // RFC 5321 3.3, RFC 2920 3.1
    MessageBody body(m_ports.place);
    const Result<> opened = body.append(traceHeader());
    if (!opened) {
        qCWarning(lcSmtp) << event("no-room").why(opened.error());
        co_return Reply::of(opened.error());
    }
    co_await m_stream->write("354 end with <CR LF>.<CR LF>\r\n", commandDeadline());
    const std::optional<Reply> refused = co_await receive(body);
    Reply reply;
    if (refused)
        reply = *refused;
    else
        reply = co_await handOver(std::move(body));
    qCInfo(lcSmtp) << event("message")
                          .with("from", m_from)
                          .with("recipients", m_recipients.size())
                          .with("reply", reply.text());
    resetTransaction(); // RFC 5321 4.1.1.4: whatever the outcome
    co_return reply;
}

Task<std::optional<Reply>> SmtpSession::receive(MessageBody &body)
{
    const qint64 beganMs = m_ports.clock.monotonicMs();
    DataDecoder decoder({.size = m_policy.messageLimit});
    HeaderWatch header(completion());
    Result<> stored;
    QByteArray piece;
    for (bool isEnd = false; !isEnd;) {
        const StreamResult<QByteArray> bytes = co_await readData(beganMs, decoder.received());
        if (!bytes)
            co_return lost(bytes.error());
        const DataDecoder::Step step = decoder.feed(*bytes);
        isEnd = step.isEnd;
        piece += header.pass(step.content);
        if (isEnd)
            piece += header.finish();
        if ((isEnd || piece.size() >= pieceSize) && stored && !decoder.fault()) {
            stored = body.append(piece);
            piece.clear();
        } else if (decoder.fault() || !stored) {
            piece.clear(); // read on to the end; nothing of it is kept
        }
        // RFC 1870 6.3 would read for ever: who goes on past twice the size is cut off
        if (decoder.received() > 2 * m_policy.messageLimit + pieceSize)
            co_return lastWords(Reply(552, "5.3.4", "the message is too large"));
    }
    if (decoder.fault())
        co_return *decoder.fault();
    if (!stored) {
        qCWarning(lcSmtp) << event("no-room").why(stored.error());
        co_return Reply::of(stored.error());
    }
    if (header.hops() > m_policy.hopLimit)
        co_return Reply(554, "5.4.6", "too many hops: the message goes in circles"); // RFC 5321 6.3
    co_return std::nullopt;
}

/// A line of the message, or a piece of a long one. Never more than up to the next LF: what follows the end
/// of the message is for the next command. A slow client has to keep a rate, not only to show life
/// (slowloris).
Task<StreamResult<QByteArray>> SmtpSession::readData(qint64 beganMs, qint64 received)
{
    const std::chrono::milliseconds allowed =
        m_policy.dataTimeout + std::chrono::milliseconds(1000 * received / m_policy.dataRate);
    const std::chrono::milliseconds spent(m_ports.clock.monotonicMs() - beganMs);
    const Deadline deadline = m_ports.clock.in(std::clamp(allowed - spent, 0ms, m_policy.dataBlockTimeout));
    StreamResult<QByteArray> bytes = co_await m_stream->readLine(pieceSize, deadline);
    if (!bytes && bytes.error().kind == StreamError::Kind::TooLong)
        bytes = co_await m_stream->readSome(pieceSize, deadline); // no LF is among these bytes
    co_return bytes;
}

Task<Reply> SmtpSession::handOver(MessageBody body)
{
    IncomingMessage message;
    message.from = m_from;
    message.recipients = m_recipients;
    message.body = MessageBody::seal(std::move(body));
    message.session = m_id.hex();
    message.receivedMs = m_ports.clock.wallMs();
    const Result<QByteArray> accepted = co_await m_ports.intake.accept(message);
    if (!accepted) {
        qCWarning(lcSmtp) << event("message-refused").why(accepted.error());
        co_return Reply::of(accepted.error());
    }
    ++m_messages;
    m_idleCommands = 0;
    co_return Reply(250, "2.0.0", *accepted);
}

/// RFC 5321 4.4, RFC 3848. The name after "from" is what the client called itself; the address is ours to
/// know.
QByteArray SmtpSession::traceHeader() const
{
    const PeerInfo peer = m_stream->peer();
    QByteArray with = m_greeted == Greeted::Ehlo ? "ESMTP" : "SMTP";
    if (m_greeted == Greeted::Ehlo)
        with += QByteArray(peer.isSecure() ? "S" : "") + (m_identity ? "A" : "");
    QByteArray trace = "Received: from " + m_helo + " (" + literal(peer.address) + ")\r\n\tby "
        + m_policy.serverName + " (Homeport) with " + with + " id " + m_id.hex();
    if (peer.isSecure())
        trace += "\r\n\t(" + peer.tls + ')';
    if (m_recipients.size() == 1) // RFC 5321 7.6: with more, it would tell one recipient of the other
        trace += "\r\n\tfor <" + m_recipients.first().recipient.text() + '>';
    return trace + ";\r\n\t" + dateOf(m_ports.clock.wallMs()) + "\r\n";
}

/// RFC 6409 8.1, 8.2: what a mail program may leave to its submission server.
HeaderWatch::Completion SmtpSession::completion() const
{
    if (m_policy.sender != Sender::Account)
        return {};
    return {"Date: " + dateOf(m_ports.clock.wallMs()) + "\r\n",
        "Message-ID: <" + randomBytes(16).toHex() + '@' + m_policy.serverName + ">\r\n"};
}

} // namespace homeport
