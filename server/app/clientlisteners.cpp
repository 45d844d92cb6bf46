// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The ports that clients connect to.
#include "server/app/clientlisteners.h"

#include "server/cluster/certificates.h"

namespace homeport {

Result<std::shared_ptr<const ClientSettings>> makeClientSettings(
    const Config &config, const QByteArray &postmasterDomain)
{
    const IdentityPaths paths{config.state.path};
    const bool isOwn = config.tls.certificate.isEmpty();
    const Result<TlsIdentity> identity = isOwn
        ? TlsIdentity::fromFiles(paths.serverCertificate(), paths.serverKey())
        : TlsIdentity::fromFiles(config.tls.certificate, config.tls.key);
    if (!identity)
        return fail(identity.error());
    TlsServerOptions options;
    options.identity = *identity;
    options.alpn = {"imap", "pop3", "smtp"}; // RFC 7301 3.2: a browser's h2 or http/1.1 is refused (ALPACA)
    const Result<std::shared_ptr<TlsContext>> tls = TlsContext::server(std::move(options));
    if (!tls)
        return fail(tls.error());
    auto settings = std::make_shared<ClientSettings>();
    settings->tls = *tls;
    settings->smtp.serverName = config.smtpHostname().toUtf8();
    settings->smtp.postmasterDomain = postmasterDomain;
    settings->smtp.messageLimit = config.smtp.maxMessageSize;
    settings->smtp.recipientLimit = config.smtp.maxRecipients;
    settings->smtp.authFailureLimit = config.auth.maxFailures;
    settings->submission = settings->smtp;
    settings->submission.sender = Sender::Account;
    settings->submission.commandTimeout = config.submission.idleLimit;
    settings->imap.tls = *tls;
    settings->pop3.serverName = settings->smtp.serverName;
    settings->pop3.failureLimit = config.auth.maxFailures;
    settings->drainSpread = config.drain.spread;
    settings->tunnelIdle = config.imap.idleLimit + std::chrono::minutes(1);
    return std::shared_ptr<const ClientSettings>(std::move(settings));
}

HomeSessionSettings makeHomeSettings(const Config &config, const MessagePlace &place)
{
    HomeSessionSettings settings;
    settings.imap.bodies = place;
    settings.imap.maxMessageSize = config.smtp.maxMessageSize;
    settings.imap.idleLimit = config.imap.idleLimit;
    settings.pop3.idleTimeout = config.pop3.idleLimit;
    settings.self = config.member.name;
    settings.drainSpread = config.drain.spread;
    return settings;
}

struct ClientListeners::Kind
{
    const char *name;
    void (*serve)(ClientSessions &sessions, Accepted accepted);
};

Result<> ClientListeners::openOne(
    const Kind &kind, const QList<HostPort> &addresses, const Networks &networks, int perSource, int total)
{
    // one listener per port: its addresses share caps, as the settings promise
    std::map<quint16, QStringList> byPort;
    for (const HostPort &address : addresses)
        byPort[address.port].append(address.host);
    for (const auto &[port, hosts] : byPort) {
        ListenerOptions options;
        options.name = QString::fromLatin1(kind.name);
        options.addresses = hosts;
        options.port = port;
        for (const Network &network : networks.allowed)
            options.allowedNetworks.append(network.text());
        for (const Network &network : networks.proxies)
            options.proxyNetworks.append(network.text());
        options.perSource = perSource;
        options.total = total;
        Result<std::unique_ptr<Listener>> listener =
            Listener::open(options, [this, serve = kind.serve](Accepted accepted) {
                Worker &worker = m_workers.next();
                WorkerServices *services = m_services[size_t(worker.index())].get();
                // std::function wants what can be copied; the connection cannot
                auto carried = std::make_shared<Accepted>(std::move(accepted));
                worker.post([serve, services, carried] { serve(services->sessions(), std::move(*carried)); });
            });
        if (!listener)
            return fail(listener.error());
        m_listeners.push_back(std::move(*listener));
    }
    return {};
}

Result<> ClientListeners::open(const Config &config)
{
    static constexpr Kind smtp{"smtp.listen",
        [](ClientSessions &s, Accepted a) { s.smtp(std::move(a), Sender::Stranger, StartsWith::Plaintext); }};
    static constexpr Kind submission{"submission.listen",
        [](ClientSessions &s, Accepted a) { s.smtp(std::move(a), Sender::Account, StartsWith::Plaintext); }};
    static constexpr Kind submissionTls{"submission.listen_tls",
        [](ClientSessions &s, Accepted a) { s.smtp(std::move(a), Sender::Account, StartsWith::Tls); }};
    static constexpr Kind imap{
        "imap.listen", [](ClientSessions &s, Accepted a) { s.imap(std::move(a), StartsWith::Plaintext); }};
    static constexpr Kind imapTls{
        "imap.listen_tls", [](ClientSessions &s, Accepted a) { s.imap(std::move(a), StartsWith::Tls); }};
    static constexpr Kind pop3{
        "pop3.listen", [](ClientSessions &s, Accepted a) { s.pop3(std::move(a), StartsWith::Plaintext); }};
    static constexpr Kind pop3Tls{
        "pop3.listen_tls", [](ClientSessions &s, Accepted a) { s.pop3(std::move(a), StartsWith::Tls); }};
    const auto client = [this](const Kind &plain, const Kind &tls, const ClientListenConfig &c) -> Result<> {
        const Networks networks{c.allowedNetworks, c.proxyProtocolFrom};
        const Result<> first =
            openOne(plain, c.listen, networks, c.maxConnectionsPerAddress, c.maxConnections);
        return first ? openOne(tls, c.listenTls, networks, c.maxConnectionsPerAddress, c.maxConnections)
                     : first;
    };
    const SmtpConfig &s = config.smtp;
    Result<> opened = openOne(smtp, s.listen, {s.allowedNetworks, s.proxyProtocolFrom},
        s.maxConnectionsPerAddress, s.maxConnections);
    if (opened)
        opened = client(submission, submissionTls, config.submission);
    if (opened)
        opened = client(imap, imapTls, config.imap);
    if (opened)
        opened = client(pop3, pop3Tls, config.pop3);
    return opened;
}

} // namespace homeport
