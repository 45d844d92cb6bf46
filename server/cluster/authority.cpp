// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Issuing certificates.
#include "server/cluster/certificates.h"
#include "server/cluster/x509bytes.h"
#include "shared/base/durablefile_posix.h"

#include <QHostAddress>

#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace homeport {

namespace {

struct ExtensionDeleter
{
    void operator()(X509_EXTENSION *extension) const { X509_EXTENSION_free(extension); }
};

bool addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509V3_set_ctx_nodb(&context);
    const std::unique_ptr<X509_EXTENSION, ExtensionDeleter> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setName(X509 *certificate, const QByteArray &commonName)
{
    // RFC 5280 appendix A: a common name holds at most 64 characters; the alternative name is what counts.
    X509_NAME *name = X509_get_subject_name(certificate);
    return name
        && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
               reinterpret_cast<const uchar *>(commonName.constData()),
               int(std::min<qsizetype>(commonName.size(), 64)), -1, 0)
        == 1;
}

/// Version, a random serial of 127 bits, validity, subject and key: all but the extensions and the signature.
CertificatePointer blankCertificate(const QByteArray &commonName, EVP_PKEY *key, qint64 from, qint64 to)
{
    CertificatePointer certificate(X509_new());
    QByteArray serial = randomBytes(16);
    serial[0] = char(serial[0] & 0x7f); // RFC 5280 4.1.2.2: positive
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        BN_bin2bn(reinterpret_cast<const uchar *>(serial.constData()), int(serial.size()), nullptr),
        &BN_free);
    if (!certificate || !number || X509_set_version(certificate.get(), X509_VERSION_3) != 1
        || !BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()))
        || !ASN1_TIME_adj(X509_getm_notBefore(certificate.get()), time_t(from), 0, 0)
        || !ASN1_TIME_adj(X509_getm_notAfter(certificate.get()), time_t(to), 0, 0)
        || !setName(certificate.get(), commonName) || X509_set_pubkey(certificate.get(), key) != 1)
        return nullptr;
    return certificate;
}

/// "DNS:a,DNS:b,IP:127.0.0.1"; empty when a name holds anything that could add to the list.
QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList parts;
    for (const QString &name : names) {
        QHostAddress address;
        if (address.setAddress(name)) {
            parts.append("IP:" + address.toString().toLatin1());
            continue;
        }
        for (const QChar c : name) {
            const char16_t u = c.unicode();
            const bool isPlain =
                (u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9') || u == u'.' || u == u'-' || u == u'_';
            if (!isPlain)
                return {};
        }
        if (name.isEmpty())
            return {};
        parts.append("DNS:" + name.toLatin1());
    }
    return parts.join(',');
}

struct Issue
{
    EVP_PKEY *key;
    QStringList names;
    QByteArray usage; ///< extendedKeyUsage
    qint64 lifetimeSeconds;
    qint64 now;
};

Result<QByteArray> issue(const Issue &order, const QByteArray &authority, const PrivateKey &authorityKey)
{
    const QByteArray names = alternativeNames(order.names);
    if (names.isEmpty())
        return fail(Error::refused("bad name in certificate request",
            QStringLiteral("a certificate cannot name \"%1\"").arg(order.names.join(u' '))));
    const Result<CertificatePointer> issuer = readCertificate(authority);
    if (!issuer)
        return fail(issuer.error());
    const CertificatePointer certificate = blankCertificate(order.names.first().toUtf8(), order.key,
        order.now - certificateBackdateSeconds, order.now + order.lifetimeSeconds);
    if (!certificate || X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer->get())) != 1
        || !addExtension(certificate.get(), issuer->get(), NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(certificate.get(), issuer->get(), NID_key_usage, "critical,digitalSignature")
        || !addExtension(certificate.get(), issuer->get(), NID_ext_key_usage, order.usage)
        || !addExtension(certificate.get(), issuer->get(), NID_subject_alt_name, names)
        || !addExtension(certificate.get(), issuer->get(), NID_subject_key_identifier, "hash")
        || !addExtension(certificate.get(), issuer->get(), NID_authority_key_identifier, "keyid")
        || X509_sign(certificate.get(), authorityKey.handle(), EVP_sha256()) == 0)
        return fail(cryptoError(QStringLiteral("issue a certificate")));
    return pemOf(certificate.get());
}

} // namespace

Result<Authority> Authority::create(const ClusterId &cluster, qint64 now)
{
    Result<PrivateKey> key = PrivateKey::generate(PrivateKey::Kind::P256);
    if (!key)
        return fail(key.error());
    constexpr qint64 thirtyYears = qint64(30) * 365 * 86400;
    const CertificatePointer certificate = blankCertificate("Homeport cluster " + cluster.hex().left(16),
        key->handle(), now - certificateBackdateSeconds, now + thirtyYears);
    if (!certificate || X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) != 1
        || !addExtension(
            certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        || !addExtension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign")
        || !addExtension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash")
        || X509_sign(certificate.get(), key->handle(), EVP_sha256()) == 0)
        return fail(cryptoError(QStringLiteral("make the cluster's authority")));
    return Authority(pemOf(certificate.get()), std::move(*key));
}

Result<Authority> Authority::fromPem(const QByteArray &certificate, const QByteArray &key)
{
    Result<PrivateKey> parsedKey = PrivateKey::fromPem(key, PrivateKey::Kind::P256);
    if (!parsedKey)
        return fail(parsedKey.error());
    const Result<CertificatePointer> parsed = readCertificate(certificate);
    if (!parsed)
        return fail(parsed.error());
    const bool fits = X509_check_private_key(parsed->get(), parsedKey->handle()) == 1;
    ERR_clear_error();
    if (!fits)
        return fail(Error::refused("wrong key", QStringLiteral("ca.key does not belong to ca.crt")));
    return Authority(certificate, std::move(*parsedKey));
}

Result<QByteArray> Authority::issueMember(
    const QByteArray &request, const MemberName &name, qint64 lifetimeSeconds, qint64 now) const
{
    const Result<CertificateRequest> parsed = readCertificateRequest(request);
    if (!parsed)
        return fail(parsed.error());
    if (parsed->publicKey.isEmpty())
        return fail(
            Error::refused("bad certificate request", QStringLiteral("a member's key must be Ed25519")));
    return issue({X509_REQ_get0_pubkey(parsed->request.get()), {name.text}, "clientAuth,serverAuth",
                     lifetimeSeconds, now},
        m_certificate, m_key);
}

Result<QByteArray> Authority::issueServer(
    const QByteArray &request, const QStringList &names, qint64 lifetimeSeconds, qint64 now) const
{
    const Result<CertificateRequest> parsed = readCertificateRequest(request);
    if (!parsed)
        return fail(parsed.error());
    EVP_PKEY *key = X509_REQ_get0_pubkey(parsed->request.get());
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC)
        return fail(
            Error::refused("bad certificate request", QStringLiteral("a server's key must be P-256")));
    return issue({key, names, "serverAuth", lifetimeSeconds, now}, m_certificate, m_key);
}

Result<> saveAuthority(const IdentityPaths &paths, const Authority &authority)
{
    if (Result<> made = makePrivateFolder(paths.authorityFolder()); !made)
        return made;
    // the key first: a certificate without its key would look like a whole authority
    if (Result<> written = writeFileDurably(paths.authorityKey(), authority.key().toPem().reveal()); !written)
        return written;
    return writeFileDurably(paths.authorityCertificate(), authority.certificate());
}

Result<Authority> loadAuthority(const IdentityPaths &paths)
{
    const Result<QByteArray> certificate = readWholeFile(paths.authorityCertificate());
    if (!certificate)
        return fail(certificate.error());
    const Result<QByteArray> key = readWholeFile(paths.authorityKey());
    if (!key)
        return fail(key.error());
    Result<Authority> authority = Authority::fromPem(*certificate, *key);
    if (!authority)
        return fail(Error::refused("unreadable authority",
            QStringLiteral("%1 or %2: %3")
                .arg(paths.authorityKey(), paths.authorityCertificate(), authority.error().forLog)));
    return authority;
}

} // namespace homeport
