// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The smarthost's SMTP client: one dialogue, read top to bottom.
#include "server/delivery/relaytransport.h"

#include "server/delivery/deliverylog.h"
#include "shared/net/resolve.h"

namespace homeport {

/// One conversation with the relay.
struct RelayTransport::Dialogue
{
    TcpStream &stream;
    Deadline deadline;
    Capabilities capabilities;

    Task<Result<Reply>> read()
    {
        ReplyParser parser;
        for (;;) {
            const auto line = co_await stream.readLine(ReplyParser::lineLimit, deadline);
            if (!line)
                co_return fail(line.error().toError());
            const Result<std::optional<Reply>> reply = parser.addLine(*line);
            if (!reply)
                co_return fail(reply.error());
            if (*reply)
                co_return **reply;
        }
    }
    Task<Result<Reply>> ask(QByteArray command)
    {
        const auto written = co_await stream.write(command + "\r\n", deadline);
        if (!written)
            co_return fail(written.error().toError());
        auto reply = co_await read();
        co_return reply;
    }
    Task<Result<>> hello(QByteArray name)
    {
        const Result<Reply> reply = co_await ask("EHLO " + name);
        if (!reply)
            co_return fail(reply.error());
        if (!reply->isPositive())
            co_return fail(Error::temporary("relay refused EHLO", QString::fromUtf8(reply->text()), "4.4.0"));
        capabilities = parseCapabilities(*reply);
        co_return Result<>();
    }
};

namespace {

Error trouble(const QByteArray &what, const Reply &reply)
{
    return Error::temporary(
        "relay: " + what, QString::fromUtf8("relay: " + what + ": " + reply.text()), "4.4.0");
}

RemoteResult resultOf(const Reply &reply)
{
    const DeliveryOutcome outcome = reply.isPositive() ? DeliveryOutcome::Delivered
        : reply.isPermanent()                          ? DeliveryOutcome::Refused
                                                       : DeliveryOutcome::Later;
    const QByteArray fallback = reply.isPermanent() ? "5.0.0" : "4.0.0";
    return {outcome, reply.status.isEmpty() ? fallback : reply.status, reply.text()};
}

/// RFC 5321 4.5.2: a dot at the start of a line is doubled. `atLineStart` carries over from chunk to chunk.
QByteArray dotStuffed(const QByteArray &chunk, bool &atLineStart)
{
    QByteArray out;
    out.reserve(chunk.size() + 16);
    for (const char c : chunk) {
        if (atLineStart && c == '.')
            out += '.';
        out += c;
        atLineStart = c == '\n';
    }
    return out;
}

} // namespace

Task<Result<std::unique_ptr<TcpStream>>> RelayTransport::connect(Deadline deadline)
{
    auto stream = co_await connectToHost(m_options.host, m_options.port, deadline);
    if (!stream)
        co_return fail(stream.error().toError());
    co_return std::move(*stream);
}

Task<Result<>> RelayTransport::secure(Dialogue &dialogue)
{
    TlsClientOptions options;
    options.authoritiesPem = m_options.authoritiesPem;
    options.verify = TlsClientOptions::Verify::Name;
    const Result<std::shared_ptr<TlsContext>> context = TlsContext::client(std::move(options));
    if (!context)
        co_return fail(context.error());
    const auto secured =
        co_await dialogue.stream.startTlsClient(*context, m_options.host.toUtf8(), dialogue.deadline);
    if (!secured)
        co_return fail(Error::temporary(
            "relay: TLS failed", QStringLiteral("relay: ") + secured.error().detail, "4.7.5"));
    co_return Result<>();
}

Task<Result<>> RelayTransport::authenticate(Dialogue &dialogue)
{
    if (m_options.user.isEmpty() || m_options.tls == RelayOptions::Tls::None)
        co_return Result<>();
    const QByteArray user = m_options.user.toUtf8();
    const QByteArray &password = m_options.password.reveal();
    const QList<QByteArray> &mechanisms = dialogue.capabilities.mechanisms;
    if (mechanisms.contains("PLAIN")) {
        const QByteArray message = (QByteArray(1, '\0') + user + '\0' + password).toBase64();
        const Result<Reply> reply = co_await dialogue.ask("AUTH PLAIN " + message);
        if (!reply)
            co_return fail(reply.error());
        if (!reply->isPositive())
            co_return fail(trouble("relay.user or relay.password is not accepted", *reply));
        co_return Result<>();
    }
    if (!mechanisms.contains("LOGIN"))
        co_return fail(Error::temporary("relay offers no AUTH PLAIN or LOGIN", {}, "4.7.0"));
    for (const QByteArray &step : {QByteArray("AUTH LOGIN"), user.toBase64(), password.toBase64()}) {
        const Result<Reply> reply = co_await dialogue.ask(step);
        if (!reply)
            co_return fail(reply.error());
        if (!reply->isPositive())
            co_return fail(trouble("relay.user or relay.password is not accepted", *reply));
    }
    co_return Result<>();
}

Task<Result<QList<RemoteResult>>> RelayTransport::converse(
    Dialogue &dialogue, MessageInFlight message, QList<QByteArray> recipients)
{
    QByteArray from = "MAIL FROM:<" + message.from + '>';
    if (dialogue.capabilities.size)
        from += " SIZE=" + QByteArray::number(message.body->size());
    if (dialogue.capabilities.eightBitMime)
        from += " BODY=8BITMIME";
    const Result<Reply> sender = co_await dialogue.ask(from);
    if (!sender)
        co_return fail(sender.error());
    if (!sender->isPositive())
        co_return QList<RemoteResult>(recipients.size(), resultOf(*sender));
    QList<RemoteResult> results;
    QList<qsizetype> accepted;
    for (const QByteArray &recipient : recipients) {
        const Result<Reply> reply = co_await dialogue.ask("RCPT TO:<" + recipient + '>');
        if (!reply)
            co_return fail(reply.error());
        if (reply->isPositive())
            accepted.append(results.size());
        results.append(resultOf(*reply));
    }
    if (accepted.isEmpty())
        co_return results;
    const Result<Reply> go = co_await dialogue.ask("DATA");
    if (!go)
        co_return fail(go.error());
    Reply end = *go;
    if (go->code == 354) {
        bool atLineStart = true;
        constexpr qint64 chunkSize = 64 * 1024;
        for (qint64 offset = 0; offset < message.body->size(); offset += chunkSize) {
            const Result<QByteArray> chunk = message.body->read(offset, chunkSize);
            if (!chunk)
                co_return fail(chunk.error());
            const auto written =
                co_await dialogue.stream.write(dotStuffed(*chunk, atLineStart), dialogue.deadline);
            if (!written)
                co_return fail(written.error().toError());
        }
        const Result<Reply> reply = co_await dialogue.ask(atLineStart ? "." : "\r\n.");
        if (!reply)
            co_return fail(reply.error());
        end = *reply;
    }
    for (const qsizetype index : accepted)
        results[index] = resultOf(end);
    co_return results;
}

Task<QList<RemoteResult>> RelayTransport::send(
    MessageInFlight message, QList<QByteArray> recipients, Deadline deadline)
{
    const auto failed = [](const QList<QByteArray> &all, const Error &error) {
        return QList<RemoteResult>(all.size(), {DeliveryOutcome::Later, error.status, error.forLog.toUtf8()});
    };
    if (!isConfigured())
        co_return failed(
            recipients, Error::temporary("no relay", QStringLiteral("relay.host is not set"), "4.4.0"));
    Result<std::unique_ptr<TcpStream>> stream = co_await connect(deadline);
    if (!stream)
        co_return failed(recipients, stream.error());
    Dialogue dialogue{**stream, deadline, {}};
    Result<> ready;
    if (m_options.tls == RelayOptions::Tls::Implicit)
        ready = co_await secure(dialogue);
    if (ready) {
        const Result<Reply> greeting = co_await dialogue.read();
        if (!greeting)
            ready = fail(greeting.error());
        else if (!greeting->isPositive())
            ready = fail(trouble("greeting", *greeting));
    }
    if (ready)
        ready = co_await dialogue.hello(m_options.heloName);
    if (ready && m_options.tls == RelayOptions::Tls::StartTls) {
        const Result<Reply> reply = co_await dialogue.ask("STARTTLS");
        if (!reply)
            ready = fail(reply.error());
        else if (reply->code != 220)
            ready = fail(trouble("offers no STARTTLS (relay.tls)", *reply));
        // RFC 3207 4.2: what came before TLS is not believed, and the capabilities are asked again
        else if ((*stream)->buffered() > 0)
            ready = fail(Error::temporary("relay: bytes after STARTTLS", {}, "4.7.5"));
        if (ready)
            ready = co_await secure(dialogue);
        if (ready)
            ready = co_await dialogue.hello(m_options.heloName);
    }
    if (ready)
        ready = co_await authenticate(dialogue);
    QList<RemoteResult> results;
    if (ready) {
        const Result<QList<RemoteResult>> talked = co_await converse(dialogue, message, recipients);
        results = talked ? *talked : failed(recipients, talked.error());
        co_await (*stream)->write("QUIT\r\n", deadline);
        co_await (*stream)->flush(Deadline(2s));
    } else {
        results = failed(recipients, ready.error());
    }
    (*stream)->close();
    co_return results;
}

} // namespace homeport
