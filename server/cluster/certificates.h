// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The cluster's certificate authority, the certificates it issues, and what a member's certificate must show.
#pragma once

#include "server/cluster/keys.h"
#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <QList>

namespace homeport {

/// Certificates are valid from this long before they are issued (protocol.md 1.8), and this much of a clock
/// difference is forgiven at the beginning (1.0).
constexpr qint64 certificateBackdateSeconds = 600;

/// What a certificate says that we act on.
struct CertificateFacts
{
    QStringList names; ///< DNS subject alternative names, lower case
    QByteArray publicKey; ///< 32 bytes for Ed25519, else empty
    qint64 notBefore = 0; ///< Unix time, s
    qint64 notAfter = 0;
    /// When two thirds of its life have passed, counted from its issue.
    qint64 renewAt() const
    {
        const qint64 issued = notBefore + certificateBackdateSeconds;
        return issued + (notAfter - issued) * 2 / 3;
    }
};

/// Reads DER or PEM (the first certificate of it). Refused when it is no certificate.
Result<CertificatePointer> readCertificate(const QByteArray &derOrPem);
Result<CertificateFacts> certificateFacts(const QByteArray &derOrPem);
/// SHA-256 over the DER form: 32 bytes; empty when it is no certificate.
QByteArray certificateFingerprint(const QByteArray &derOrPem);

/// Checks 1 of protocol.md 1: issued by one of the certificates in `authority` (PEM) and within its time at
/// `now` (Unix s); then exactly one DNS name. Refused, the log text saying what is wrong.
Result<CertificateFacts> checkMemberCertificate(
    const QByteArray &certificate, const QByteArray &authority, qint64 now);

/// A request for a certificate of `key` (PKCS#10, PEM) under `name`.
Result<QByteArray> makeCertificateRequest(const PrivateKey &key, const MemberName &name);
/// The public key that a request (PEM) asks for, after its own signature has been checked. Refused otherwise.
struct CertificateRequest
{
    RequestPointer request;
    QByteArray publicKey; ///< Ed25519: 32 bytes, else empty
};
Result<CertificateRequest> readCertificateRequest(const QByteArray &pem);

/// The authority with its key: on keepers. Copies share the key. Any thread.
class Authority
{
public:
    /// A new P-256 key and a self-signed certificate for 30 years.
    static Result<Authority> create(const ClusterId &cluster, qint64 now);
    static Result<Authority> fromPem(const QByteArray &certificate, const QByteArray &key);

    const QByteArray &certificate() const { return m_certificate; } ///< PEM
    const PrivateKey &key() const { return m_key; }

    /// The certificate (PEM) of a member: one DNS name, for TLS client and server. Refused unless the request
    /// is signed by its own Ed25519 key.
    Result<QByteArray> issueMember(
        const QByteArray &request, const MemberName &name, qint64 lifetimeSeconds, qint64 now) const;
    /// A certificate (PEM) for what clients and LDAP see: a P-256 request, `names` being DNS names or IP
    /// addresses; never good as a member's, for it has no Ed25519 key.
    Result<QByteArray> issueServer(
        const QByteArray &request, const QStringList &names, qint64 lifetimeSeconds, qint64 now) const;

private:
    Authority(QByteArray certificate, PrivateKey key)
        : m_certificate(std::move(certificate))
        , m_key(std::move(key))
    {
    }
    QByteArray m_certificate;
    PrivateKey m_key;
};

/// Where the parts of a member's identity lie below its state folder (protocol.md 2.1).
struct IdentityPaths
{
    QString state;
    QString memberKey() const { return state + QStringLiteral("/member.key"); }
    QString memberCertificate() const { return state + QStringLiteral("/member.crt"); }
    QString serverKey() const { return state + QStringLiteral("/tls/server.key"); }
    QString serverCertificate() const { return state + QStringLiteral("/tls/server.crt"); }
    QString authorityFolder() const { return state + QStringLiteral("/ca"); }
    QString authorityKey() const { return state + QStringLiteral("/ca/ca.key"); }
    QString authorityCertificate() const { return state + QStringLiteral("/ca/ca.crt"); }
    QString invitations() const { return state + QStringLiteral("/ca/invitations.json"); }
    QString table() const { return state + QStringLiteral("/table"); }
};

Result<> saveAuthority(const IdentityPaths &paths, const Authority &authority);
/// Temporary with status "missing" when this member has no authority key.
Result<Authority> loadAuthority(const IdentityPaths &paths);

} // namespace homeport
