// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The TLS side of a TCP stream: handshake, records, what is known about the peer. libssl on the descriptor.
#include "shared/net/tcpstream_p.h"

#include <cerrno>

namespace homeport {

namespace {

constexpr qsizetype recordSize = 16 * 1024; // RFC 8446 section 5.1: the most one record holds
constexpr qsizetype readsPerTurn = 256 * 1024;

} // namespace

Task<StreamResult<>> TcpStream::startTls(std::shared_ptr<TlsContext> context, Deadline deadline)
{
    const StreamResult<> done = co_await handshake(std::move(context), {}, deadline);
    co_return done;
}

Task<StreamResult<>> TcpStream::startTlsClient(
    std::shared_ptr<TlsContext> context, QByteArray serverName, Deadline deadline)
{
    const StreamResult<> done = co_await handshake(std::move(context), serverName, deadline);
    co_return done;
}

Task<StreamResult<>> TcpStream::handshake(
    std::shared_ptr<TlsContext> context, QByteArray serverName, Deadline deadline)
{
    const auto refused = [](const QString &why) {
        return tl::unexpected(StreamError{StreamError::Kind::Failed, why});
    };
    if (isClosed())
        co_return tl::unexpected(StreamError{StreamError::Kind::Closed, QStringLiteral("closed here")});
    if (isBroken())
        co_return tl::unexpected(*broken());
    if (m_tls || !context)
        co_return refused(QStringLiteral("no TLS context, or TLS is on already"));
    // RFC 3207 section 4.2: what was sent before the handshake must not count after it
    if (buffered() > 0)
        co_return refused(QStringLiteral("%1 bytes in the clear before the handshake").arg(buffered()));
    if (unsent() > 0)
        co_return refused(QStringLiteral("startTls() before flush()"));
    auto tls = std::make_unique<Tls>();
    tls->context = context;
    tls->connection.reset(context->newConnection(serverName, &tls->chosenByName));
    if (!tls->connection || SSL_set_fd(tls->connection.get(), m_descriptor.get()) != 1)
        co_return refused(QStringLiteral("no TLS connection: ") + takeTlsErrors());
    m_tls = std::move(tls);
    m_phase = Phase::Handshake;
    driveHandshake();
    while (m_phase == Phase::Handshake && !isBroken() && !isClosed()) {
        if (deadline.hasExpired()) {
            fail(StreamError::Kind::TimedOut, QStringLiteral("TLS handshake: deadline passed"));
            break;
        }
        co_await waitForInput(deadline, 1);
    }
    if (isClosed())
        co_return tl::unexpected(StreamError{StreamError::Kind::Closed, QStringLiteral("closed here")});
    if (isBroken())
        co_return tl::unexpected(*broken());
    co_return StreamResult<>();
}

void TcpStream::driveHandshake()
{
    ERR_clear_error();
    errno = 0;
    const int result = SSL_do_handshake(m_tls->connection.get());
    if (result == 1) {
        afterHandshake();
        return;
    }
    switch (SSL_get_error(m_tls->connection.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return;
    case SSL_ERROR_WANT_WRITE:
        watchWrites(true);
        return;
    default:
        handshakeFailed(result);
    }
}

void TcpStream::handshakeFailed(int result)
{
    const int errorNumber = errno;
    SSL *connection = m_tls->connection.get();
    QString why;
    if (const long verdict = SSL_get_verify_result(connection); verdict != X509_V_OK)
        why = QString::fromLatin1(X509_verify_cert_error_string(verdict));
    else if (ERR_peek_error() != 0)
        why = takeTlsErrors();
    else if (SSL_get_error(connection, result) == SSL_ERROR_SYSCALL && errorNumber != 0)
        why = QString::fromLocal8Bit(std::strerror(errorNumber));
    else
        why = QStringLiteral("the peer closed the connection");
    ERR_clear_error();
    watchReads(false);
    watchWrites(false);
    fail(StreamError::Kind::Failed, QStringLiteral("TLS handshake: ") + why);
}

void TcpStream::afterHandshake()
{
    SSL *connection = m_tls->connection.get();
    m_tls->handshakeDone = true;
    SSL_set_app_data(connection, nullptr);
    peerInfo().tls = QByteArray(SSL_get_version(connection)) + ' ' + SSL_get_cipher_name(connection);
    m_phase = Phase::Open;
    inputChanged();
    if (m_tls->hasPending()) // the peer's first bytes may have come with its Finished
        m_tls->readSoon(*this, [this] { onReadable(); });
}

void TcpStream::readTls()
{
    SSL *connection = m_tls->connection.get();
    m_tls->readWantsWrite = false;
    qsizetype total = 0;
    char scratch[recordSize];
    while (!isReadingPaused() && !hasEnded()) {
        if (total >= readsPerTurn) {
            m_tls->readSoon(*this, [this] { onReadable(); });
            return;
        }
        ERR_clear_error();
        errno = 0;
        size_t count = 0;
        char *room = m_bulk ? inputRoom(recordSize) : scratch;
        const int result = SSL_read_ex(connection, room, size_t(recordSize), &count);
        const int errorNumber = errno;
        if (result != 1)
            count = 0;
        if (m_bulk)
            inputArrived(recordSize, qsizetype(count));
        else if (count > 0)
            received(QByteArrayView(scratch, qsizetype(count)));
        if (result == 1) {
            total += qsizetype(count);
            m_bulk = total >= recordSize;
            continue;
        }
        m_bulk = false;
        switch (SSL_get_error(connection, result)) {
        case SSL_ERROR_WANT_READ:
            return;
        case SSL_ERROR_WANT_WRITE:
            m_tls->readWantsWrite = true;
            watchWrites(true);
            return;
        case SSL_ERROR_ZERO_RETURN:
            watchReads(false);
            receivedEnd();
            return;
        case SSL_ERROR_SYSCALL:
            failWith(QStringLiteral("TLS read"), errorNumber != 0 ? errorNumber : ECONNRESET);
            return;
        default:
            watchReads(false);
            fail(StreamError::Kind::Failed, QStringLiteral("TLS read: ") + takeTlsErrors());
            return;
        }
    }
}

void TcpStream::writeTls()
{
    SSL *connection = m_tls->connection.get();
    m_tls->writeWantsRead = false;
    while (unsent() > 0) {
        ERR_clear_error();
        errno = 0;
        const QByteArrayView bytes = pendingOutput();
        size_t count = 0;
        const int result = SSL_write_ex(connection, bytes.data(), size_t(bytes.size()), &count);
        const int errorNumber = errno;
        if (result == 1) {
            sent(qsizetype(count));
            continue;
        }
        switch (SSL_get_error(connection, result)) {
        case SSL_ERROR_WANT_WRITE:
            watchWrites(true);
            return;
        case SSL_ERROR_WANT_READ:
            m_tls->writeWantsRead = true;
            return;
        case SSL_ERROR_SYSCALL:
            failWith(QStringLiteral("TLS write"), errorNumber != 0 ? errorNumber : EPIPE);
            return;
        default:
            watchReads(false);
            fail(StreamError::Kind::Failed, QStringLiteral("TLS write: ") + takeTlsErrors());
            return;
        }
    }
}

QByteArray TcpStream::alpn() const
{
    if (!m_tls)
        return {};
    const uchar *name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(m_tls->connection.get(), &name, &length);
    return QByteArray(reinterpret_cast<const char *>(name), qsizetype(length));
}

QByteArray TcpStream::serverName() const
{
    if (!m_tls)
        return {};
    return QByteArray(SSL_get_servername(m_tls->connection.get(), TLSEXT_NAMETYPE_host_name)).toLower();
}

std::optional<PeerCertificate> TcpStream::peerCertificate() const
{
    if (!m_tls)
        return std::nullopt;
    const X509Ptr certificate(SSL_get1_peer_certificate(m_tls->connection.get()));
    if (!certificate)
        return std::nullopt;
    return describe(certificate.get());
}

QList<QByteArray> TcpStream::peerChain() const
{
    QList<QByteArray> chain;
    const STACK_OF(X509) *certificates = m_tls ? SSL_get_peer_cert_chain(m_tls->connection.get()) : nullptr;
    for (int i = 0; i < sk_X509_num(certificates); ++i) {
        unsigned char *der = nullptr;
        const int length = i2d_X509(sk_X509_value(certificates, i), &der);
        if (length > 0)
            chain.append(QByteArray(reinterpret_cast<const char *>(der), length));
        OPENSSL_free(der);
    }
    return chain;
}

bool TcpStream::isResumed() const { return m_tls && SSL_session_reused(m_tls->connection.get()) == 1; }

} // namespace homeport
