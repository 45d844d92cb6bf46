// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What many TLS connections share: certificate, key, trust, versions, ALPN, session cache. One SSL_CTX.
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret.h"

#include <QDateTime>
#include <QList>
#include <functional>
#include <memory>
#include <optional>

struct ssl_ctx_st;
struct ssl_st;

namespace homeport {

enum class TlsVersion { V1_2, V1_3 };

/// A certificate chain (leaf first) and its key, both PEM.
struct TlsIdentity
{
    QByteArray certificatePem;
    Secret keyPem;

    /// Reads both files. The Error (forLog) names the file and what would be right.
    static Result<TlsIdentity> fromFiles(const QString &certificateFile, const QString &keyFile);
    /// Key and certificate parse and belong together; `what` names them in the Error.
    Result<> check(const QString &what) const;
};

class TlsContext;

struct TlsServerOptions
{
    enum class ClientCertificate { None, Optional, Required };

    TlsIdentity identity;
    TlsVersion minimum = TlsVersion::V1_2;
    /// Protocols in order of preference. A client that offers ALPN and none of these is refused with
    /// no_application_protocol (RFC 7301 section 3.2); one that offers none is served. Empty: ALPN is
    /// ignored.
    QList<QByteArray> alpn;
    ClientCertificate clientCertificate = ClientCertificate::None;
    QByteArray authoritiesPem; ///< who may sign client certificates; needed unless None
    /// False for the cluster port: no tickets, no cache, so every connection is judged by its certificate
    /// now.
    bool resumption = true;
    /// Another context for a name in SNI (lower case), or null for this one. Called in any worker's thread.
    std::function<std::shared_ptr<TlsContext>(const QByteArray &serverName)> byName;
};

struct TlsClientOptions
{
    /// Name: chain and name; Chain: chain only (the caller judges the name); Nothing: opportunistic, as SMTP
    /// between strangers does (RFC 7435).
    enum class Verify { Name, Chain, Nothing };

    std::optional<TlsIdentity> identity;
    TlsVersion minimum = TlsVersion::V1_2;
    QList<QByteArray>
        alpn; ///< a server that picks none of these is the caller's to judge (TcpStream::alpn())
    QByteArray authoritiesPem; ///< empty: the system's
    Verify verify = Verify::Name;
    bool resumption = true;
};

/// The certificate that the other side proved to hold.
struct PeerCertificate
{
    QList<QByteArray> sanDnsNames; ///< as in the certificate, lower case
    QByteArray rawPublicKey; ///< 32 bytes for Ed25519; empty for kinds without a raw form
    QByteArray subjectPublicKeyInfo; ///< DER
    QDateTime notBefore;
    QDateTime notAfter;
    QByteArray sha256; ///< of the DER, 32 bytes
    QByteArray der;
};
/// Takes apart one certificate in PEM or DER.
Result<PeerCertificate> parseCertificate(const QByteArray &pemOrDer);

/// Immutable after it was made, so that all threads may use it; to reload, make a new one and hand it to new
/// sessions (those under way hold theirs by shared_ptr).
class TlsContext : public std::enable_shared_from_this<TlsContext>
{
public:
    static Result<std::shared_ptr<TlsContext>> server(TlsServerOptions options);
    static Result<std::shared_ptr<TlsContext>> client(TlsClientOptions options);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    bool isServer() const { return m_isServer; }

    // for TcpStream
    /// A new connection's state; null when out of memory, or when a name must be checked and none is given.
    /// `serverName` (clients): SNI, name check, resumption. `holder` stays where it is until the handshake is
    /// over; it is given the context that SNI chose.
    ssl_st *newConnection(const QByteArray &serverName, std::shared_ptr<TlsContext> *holder) const;

private:
    struct Sessions;
    struct Private;

    explicit TlsContext(bool isServer);

    ssl_ctx_st *m_context = nullptr;
    bool m_isServer = false;
    std::unique_ptr<Private> d;
};

/// The newest entries of OpenSSL's error queue as one text; empties the queue.
QString takeTlsErrors();

} // namespace homeport
