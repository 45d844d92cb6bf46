// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Makes SSL_CTX objects: the TLS policy of the house in one place.
#include "shared/net/tlsopenssl.h"

#include <QHash>
#include <arpa/inet.h>
#include <csignal>
#include <mutex>

namespace homeport {

namespace {

constexpr qsizetype keptSessions = 1000; // names a client remembers a session for
constexpr size_t readAhead = 32 * 1024; // two records per read(); released when idle

QByteArray alpnWire(const QList<QByteArray> &protocols)
{
    QByteArray wire; // RFC 7301 section 3.1: a length byte before each name
    for (const QByteArray &name : protocols) {
        wire.append(char(name.size()));
        wire.append(name);
    }
    return wire;
}

} // namespace

/// The newest session per server name, for clients.
struct TlsContext::Sessions
{
    std::mutex mutex;
    QHash<QByteArray, SSL_SESSION *> byName;

    ~Sessions()
    {
        for (SSL_SESSION *session : std::as_const(byName))
            SSL_SESSION_free(session);
    }
    void keep(const QByteArray &name, SSL_SESSION *session)
    {
        const std::lock_guard lock(mutex);
        if (byName.size() >= keptSessions && !byName.contains(name))
            SSL_SESSION_free(byName.take(byName.constBegin().key()));
        if (SSL_SESSION *old = std::exchange(byName[name], session))
            SSL_SESSION_free(old);
    }
    void offer(const QByteArray &name, SSL *connection)
    {
        const std::lock_guard lock(mutex);
        if (SSL_SESSION *session = byName.value(name))
            SSL_set_session(connection, session); // takes its own reference
    }
};

struct TlsContext::Private
{
    QByteArray alpn; ///< wire form
    std::function<std::shared_ptr<TlsContext>(const QByteArray &)> byName;
    TlsClientOptions::Verify verify = TlsClientOptions::Verify::Name;
    bool resumption = true;
    Sessions sessions;

    Result<> useIdentity(SSL_CTX *context, const TlsIdentity &identity);
    Result<> useAuthorities(SSL_CTX *context, const QByteArray &pem, bool announce);
    static int selectAlpn(
        SSL *, const uchar **out, uchar *outLength, const uchar *offered, unsigned length, void *self);
    static int selectByName(SSL *connection, int *alert, void *self);
    static int rememberSession(SSL *connection, SSL_SESSION *session);
};

TlsContext::TlsContext(bool isServer)
    : m_context(SSL_CTX_new(isServer ? TLS_server_method() : TLS_client_method()))
    , m_isServer(isServer)
    , d(std::make_unique<Private>())
{
    // libssl writes with write(2): a connection that is gone must be an error, never a signal
    std::signal(SIGPIPE, SIG_IGN);
    if (!m_context)
        return;
    SSL_CTX_set_mode(m_context,
        SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // every protocol of ours delimits itself, so a missing close_notify truncates nothing unnoticed
    SSL_CTX_set_options(m_context,
        SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
            | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_read_ahead(m_context, 1);
    SSL_CTX_set_default_read_buffer_len(m_context, readAhead);
    SSL_CTX_set_app_data(m_context, this);
}

TlsContext::~TlsContext() { SSL_CTX_free(m_context); }

Result<> TlsContext::Private::useIdentity(SSL_CTX *context, const TlsIdentity &identity)
{
    const Result<> usable = identity.check(QStringLiteral("the TLS identity"));
    if (!usable)
        return usable;
    const auto chain = readChain(identity.certificatePem);
    const auto key = readKey(identity.keyPem);
    if (!chain || !key)
        return fail(Error::internal(QStringLiteral("certificate or key changed while being read")));
    bool taken = SSL_CTX_use_certificate(context, chain->first()) == 1
        && SSL_CTX_use_PrivateKey(context, key->get()) == 1;
    for (qsizetype i = 1; i < chain->size(); ++i)
        taken = taken && SSL_CTX_add1_chain_cert(context, chain->at(i)) == 1;
    std::for_each(chain->begin(), chain->end(), X509_free);
    if (!taken)
        return fail(
            Error::internal(QStringLiteral("OpenSSL does not take the certificate: ") + takeTlsErrors()));
    return {};
}

Result<> TlsContext::Private::useAuthorities(SSL_CTX *context, const QByteArray &pem, bool announce)
{
    const auto chain = readChain(pem);
    if (!chain)
        return fail(Error::internal(QStringLiteral("authority certificates: ") + chain.error().forLog));
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    bool taken = true;
    for (X509 *authority : *chain) {
        taken = taken && X509_STORE_add_cert(store, authority) == 1;
        if (announce)
            taken = taken && SSL_CTX_add_client_CA(context, authority) == 1;
    }
    std::for_each(chain->begin(), chain->end(), X509_free);
    if (!taken)
        return fail(Error::internal(QStringLiteral("authority certificates: ") + takeTlsErrors()));
    return {};
}

int TlsContext::Private::selectAlpn(
    SSL *, const uchar **out, uchar *outLength, const uchar *offered, unsigned length, void *self)
{
    const QByteArray &ours = static_cast<Private *>(self)->alpn;
    uchar *selected = nullptr;
    const int outcome = SSL_select_next_proto(&selected, outLength,
        reinterpret_cast<const uchar *>(ours.constData()), unsigned(ours.size()), offered, length);
    *out = selected;
    // RFC 7301 section 3.2: no overlap SHALL be answered with the fatal no_application_protocol
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

int TlsContext::Private::selectByName(SSL *connection, int *, void *self)
{
    const char *name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
    if (!name)
        return SSL_TLSEXT_ERR_NOACK;
    const std::shared_ptr<TlsContext> other = static_cast<Private *>(self)->byName(asciiLower(name));
    auto *holder = static_cast<std::shared_ptr<TlsContext> *>(SSL_get_app_data(connection));
    if (!other || !holder)
        return SSL_TLSEXT_ERR_NOACK;
    SSL_set_SSL_CTX(connection, other->m_context);
    *holder = other; // its ALPN callback follows, and must find it alive after a reload elsewhere
    return SSL_TLSEXT_ERR_OK;
}

int TlsContext::Private::rememberSession(SSL *connection, SSL_SESSION *session)
{
    auto *self = static_cast<TlsContext *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
    const char *name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
    if (!name || !self)
        return 0;
    self->d->sessions.keep(name, session);
    return 1; // we own the reference now
}

Result<std::shared_ptr<TlsContext>> TlsContext::server(TlsServerOptions options)
{
    const std::shared_ptr<TlsContext> made(new TlsContext(true));
    SSL_CTX *context = made->m_context;
    if (!context)
        return fail(Error::internal(QStringLiteral("no TLS context: ") + takeTlsErrors()));
    Private &self = *made->d;
    if (const Result<> usable = self.useIdentity(context, options.identity); !usable)
        return fail(usable.error());
    SSL_CTX_set_min_proto_version(
        context, options.minimum == TlsVersion::V1_3 ? TLS1_3_VERSION : TLS1_2_VERSION);
    self.alpn = alpnWire(options.alpn);
    if (!self.alpn.isEmpty())
        SSL_CTX_set_alpn_select_cb(context, &Private::selectAlpn, &self);
    self.byName = std::move(options.byName);
    if (self.byName) {
        SSL_CTX_set_tlsext_servername_callback(context, &Private::selectByName);
        SSL_CTX_set_tlsext_servername_arg(context, &self);
    }
    using Ask = TlsServerOptions::ClientCertificate;
    if (options.clientCertificate != Ask::None) {
        if (const Result<> usable = self.useAuthorities(context, options.authoritiesPem, true); !usable)
            return fail(usable.error());
        const bool required = options.clientCertificate == Ask::Required;
        SSL_CTX_set_verify(
            context, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
    }
    if (options.resumption) {
        static constexpr uchar sessionContext[] = "homeport";
        SSL_CTX_set_session_id_context(context, sessionContext, sizeof sessionContext - 1);
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets only: no memory per client
        SSL_CTX_set_num_tickets(context, 1);
    } else {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
        SSL_CTX_set_num_tickets(context, 0);
    }
    return made;
}

Result<std::shared_ptr<TlsContext>> TlsContext::client(TlsClientOptions options)
{
    const std::shared_ptr<TlsContext> made(new TlsContext(false));
    SSL_CTX *context = made->m_context;
    if (!context)
        return fail(Error::internal(QStringLiteral("no TLS context: ") + takeTlsErrors()));
    Private &self = *made->d;
    if (options.identity) {
        if (const Result<> usable = self.useIdentity(context, *options.identity); !usable)
            return fail(usable.error());
    }
    SSL_CTX_set_min_proto_version(
        context, options.minimum == TlsVersion::V1_3 ? TLS1_3_VERSION : TLS1_2_VERSION);
    self.alpn = alpnWire(options.alpn);
    self.verify = options.verify;
    if (options.verify == TlsClientOptions::Verify::Nothing) {
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    } else {
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
        if (options.authoritiesPem.isEmpty()) {
            if (SSL_CTX_set_default_verify_paths(context) != 1)
                return fail(Error::internal(QStringLiteral("the system's authorities: ") + takeTlsErrors()));
        } else if (const Result<> usable = self.useAuthorities(context, options.authoritiesPem, false);
                   !usable) {
            return fail(usable.error());
        }
    }
    self.resumption = options.resumption;
    if (options.resumption) {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
        SSL_CTX_sess_set_new_cb(context, &Private::rememberSession);
    } else {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    }
    return made;
}

ssl_st *TlsContext::newConnection(const QByteArray &serverName, std::shared_ptr<TlsContext> *holder) const
{
    SslPtr connection(SSL_new(m_context));
    if (!connection)
        return nullptr;
    SSL_set_app_data(connection.get(), holder);
    if (m_isServer) {
        SSL_set_accept_state(connection.get());
        return connection.release();
    }
    SSL_set_connect_state(connection.get());
    const bool isNamed = !serverName.isEmpty();
    const bool mustMatch = d->verify == TlsClientOptions::Verify::Name;
    if (mustMatch && !isNamed) // a check against nothing would pass with any certificate
        return nullptr;
    in6_addr literal{}; // large enough for both kinds
    const bool isLiteral = inet_pton(AF_INET, serverName.constData(), &literal) == 1
        || inet_pton(AF_INET6, serverName.constData(), &literal) == 1;
    if (isNamed && !isLiteral && SSL_set_tlsext_host_name(connection.get(), serverName.constData()) != 1)
        return nullptr; // RFC 6066 section 3: no addresses in SNI
    X509_VERIFY_PARAM *parameters = SSL_get0_param(connection.get());
    if (mustMatch && isLiteral && X509_VERIFY_PARAM_set1_ip_asc(parameters, serverName.constData()) != 1)
        return nullptr;
    if (mustMatch && !isLiteral && SSL_set1_host(connection.get(), serverName.constData()) != 1)
        return nullptr;
    if (isNamed && d->resumption)
        d->sessions.offer(serverName, connection.get());
    if (!d->alpn.isEmpty()) {
        SSL_set_alpn_protos(
            connection.get(), reinterpret_cast<const uchar *>(d->alpn.constData()), unsigned(d->alpn.size()));
    }
    return connection.release();
}

} // namespace homeport
